"""A pure model of some postings' life: what each happening should make of them."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

OPEN_AGAIN = {"expired", "withdrawn", "unsent"}
STANDING = {"published", "held"}
UNSEEN_DAYS, PERSONS = 30, 3


@dataclass(frozen=True)
class Known:
    """A posting as the model sees it. is_lawful: of its text. sent: what its source sent last."""

    firm: int
    state: str
    is_lawful: bool
    until: date | None
    seen: date
    sent: tuple[bool, date | None, int]
    is_held: bool = False  # by an officer
    is_doubted: bool = False  # by complaints
    lifted: int = 0  # happenings when an officer last lifted it


@dataclass
class Open:
    """A complaint that waits. firm: whose the posting was when it was sent."""

    posting: str
    firm: int
    person: str
    sent: int  # happenings before it


@dataclass
class Model:
    """Every posting by name, the complaints that wait, the firms that are barred, the day."""

    today: date
    known: dict[str, Known] = field(default_factory=dict)
    waiting: dict[str, Open] = field(default_factory=dict)
    barred: set[int] = field(default_factory=set)
    watched: set[int] = field(default_factory=set)
    count: int = 0

    def listed(self) -> set[str]:
        """What lists may show on this day."""
        return {
            name
            for name in self.published()
            if (until := self.known[name].until) is None or until >= self.today
        }

    def published(self) -> set[str]:
        return {name for name, one in self.known.items() if one.state == "published"}

    # ------------------------------------------------------------ happenings

    def send(self, name: str, is_lawful: bool, until: date | None, firm: int) -> None:
        sent = (is_lawful, until, firm)
        old = self.known.get(name)
        if old is None:
            self._settle(name, Known(firm, "", is_lawful, until, self.today, sent))
            return
        seen = replace(old, seen=self.today)
        opens = old.state in OPEN_AGAIN and self._is_again(old, until)
        if old.sent == sent and not opens:
            self.known[name] = seen
            return
        after = replace(seen, sent=sent, is_lawful=is_lawful, until=until, firm=firm)
        if old.state in STANDING or opens:
            self._settle(name, after)
        else:
            self.known[name] = after

    def close(self, name: str, state: str, may: bool) -> bool:
        one = self.known.get(name)
        closable = STANDING if state != "removed" else STANDING | OPEN_AGAIN | {"filled"}
        if one is None or not may or one.state not in closable:
            return False
        self.known[name] = replace(one, state=state)
        return True

    def reopen(self, name: str, until: date | None, is_officer: bool) -> bool:
        one = self.known.get(name)
        if one is None or one.state in STANDING or (one.state == "removed" and not is_officer):
            return False
        day = until or one.until
        if day is not None and day < self.today:
            return False
        self._settle(name, replace(one, until=day))
        return True

    def hold(self, name: str, may: bool) -> bool:
        one = self.known.get(name)
        if one is None or not may or one.state not in STANDING:
            return False
        self.known[name] = replace(one, state="held", is_held=True, is_doubted=False)
        return True

    def lift(self, name: str, may: bool) -> bool:
        one = self.known.get(name)
        if one is None or not may or not (one.is_held or one.is_doubted):
            return False
        free = replace(one, is_held=False, is_doubted=False)
        if one.state == "held":
            self._settle(name, replace(free, lifted=self.count))
        else:
            self.known[name] = free
        return True

    def complain(self, name: str, person: str, number: str) -> None:
        one = self.known[name]
        self.waiting[number] = Open(name, one.firm, person, self.count)
        people = {
            each.person
            for each in self.waiting.values()
            if each.posting == name and each.sent > one.lifted
        }
        if len(people) >= PERSONS and one.state in STANDING and not (one.is_held or one.is_doubted):
            self.known[name] = replace(one, state="held", is_doubted=True)

    def decide(self, number: str, is_upheld: bool) -> None:
        complaint = self.waiting.pop(number)
        name, one = complaint.posting, self.known[complaint.posting]
        if is_upheld:
            self.known[name] = replace(one, state="removed", is_doubted=False)
            self.watched.add(complaint.firm)
        elif one.is_doubted and not any(each.posting == name for each in self.waiting.values()):
            free = replace(one, is_doubted=False)
            if one.state != "held":
                self.known[name] = free
                return
            self._settle(name, replace(free, lifted=self.count))

    def bar(self, firm: int, is_barred: bool) -> bool:
        if is_barred == (firm in self.barred) or (is_barred and firm not in self.watched):
            return False
        (self.barred.add if is_barred else self.barred.discard)(firm)
        for name, one in self.known.items():
            if one.firm == firm and one.state in STANDING:
                self._settle(name, one)
        return True

    def night(self) -> None:
        for name, one in self.known.items():
            if one.state not in STANDING:
                continue
            if one.until is not None and one.until < self.today:
                self.known[name] = replace(one, state="expired")
            elif one.until is None and self.today - one.seen > timedelta(UNSEEN_DAYS):
                self.known[name] = replace(one, state="unsent")

    # ------------------------------------------------------------ parts

    def _settle(self, name: str, one: Known) -> None:
        held = not one.is_lawful or one.is_held or one.is_doubted or one.firm in self.barred
        self.known[name] = replace(one, state="held" if held else "published")

    def _is_again(self, old: Known, until: date | None) -> bool:
        if until is not None and until < self.today:
            return False
        if old.state == "unsent":
            return True
        return until is not None and (old.until is None or until > old.until)
