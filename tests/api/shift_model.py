"""What instant hire should do, told once more in the plainest way: minutes, lists and loops."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from registry.placement.spans import CHINA

MINUTE = timedelta(minutes=1)
REST_H, DAY_H, LATE_H, REPORT_H, ANSWER_MIN = 10, 11, 3, 48, 30
HOLDS = ("YES", "PROMOTED")


@dataclass
class Part:
    """One worker in one shift."""

    state: str = "INVITED"
    line: int = 0
    since: datetime | None = None
    moved_up: bool = False


@dataclass
class Mirror:
    """One shift."""

    starts: datetime
    ends: datetime
    answer_by: datetime
    openings: int
    state: str = "OPEN"
    parts: dict[str, Part] = field(default_factory=dict)
    tickets: int = 0

    def holders(self) -> list[str]:
        return [name for name, part in self.parts.items() if part.state in HOLDS]

    def free(self) -> int:
        return self.openings - len(self.holders())


@dataclass
class Model:
    """All shifts and people."""

    shifts: list[Mirror] = field(default_factory=list)

    # -------------------------------------------------------- time

    def pass_time(self, shift: Mirror, at: datetime) -> None:
        if shift.state in ("OPEN", "FULL") and at >= shift.answer_by:
            shift.state = "CLOSED"
            for part in shift.parts.values():
                if part.state == "INVITED":
                    part.state = "LAPSED"
        if shift.state == "CLOSED" and at >= shift.ends:
            shift.state = "DONE"
            for part in shift.parts.values():
                if part.state in HOLDS:
                    part.state = "DONE"
                elif part.state == "STANDBY":
                    part.state = "LAPSED"

    # -------------------------------------------------------- her day

    def allows(self, name: str, new: Mirror) -> bool:
        """Whether her shifts and the new one are lawful together, minute by minute."""
        mine = [
            shift
            for shift in self.shifts
            if shift is not new
            and name in shift.parts
            and shift.parts[name].state in (*HOLDS, "DONE")
        ]
        slots = [slot for shift in (*mine, new) for slot in half_hours(shift)]
        if any(slots.count(slot) > 1 for slot in half_hours(new)):
            return False
        together = sorted((*mine, new), key=lambda one: one.starts)
        for day in {new.starts.astimezone(CHINA).date(), last_minute(new).date()}:
            hours = sum(1 for one in together for each in minutes(one) if each.date() == day) / 60
            if hours > DAY_H:
                return False
        run = [new]
        for one in reversed(together[: together.index(new)]):
            if run[0].starts - one.ends >= timedelta(hours=REST_H):
                break
            run.insert(0, one)
        for one in together[together.index(new) + 1 :]:
            if one.starts - run[-1].ends >= timedelta(hours=REST_H):
                break
            run.append(one)
        worked = sum((one.ends - one.starts for one in run), timedelta())
        length = run[-1].ends - run[0].starts
        return worked <= timedelta(hours=DAY_H) and length <= timedelta(hours=24 - REST_H)

    # -------------------------------------------------------- what happens

    def invited(self, shift: Mirror, names: list[str]) -> None:
        for name in names:
            shift.parts[name] = Part()

    def yes(self, shift: Mirror, name: str, at: datetime, or_wait: bool = False) -> str:
        part = shift.parts[name]
        if part.state in HOLDS:
            return "taken"
        may = part.state in ("INVITED", "NO", "LAPSED", "STANDBY")
        if shift.state not in ("OPEN", "FULL") or not may:
            return self.stands(shift, part)
        if not self.allows(name, shift):
            return "barred"
        if shift.free():
            part.state, part.since, part.moved_up = "YES", at, False
            self.fill(shift)
            return "taken"
        return self.wait(shift, part, or_wait)

    def wait(self, shift: Mirror, part: Part, or_wait: bool) -> str:
        if part.state == "STANDBY":
            return "waiting"
        if not or_wait:
            return "full"
        shift.tickets = max((each.line for each in shift.parts.values()), default=0) + 1
        part.state, part.line = "STANDBY", shift.tickets
        return "waiting"

    def no(self, shift: Mirror, name: str, at: datetime) -> str:
        part = shift.parts[name]
        if part.state in (*HOLDS, "STANDBY"):
            return self.leave(shift, name, at)
        if shift.state in ("OPEN", "FULL") and part.state in ("INVITED", "LAPSED"):
            part.state = "NO"
            return "declined"
        return self.stands(shift, part)

    def leave(self, shift: Mirror, name: str, at: datetime) -> str:
        part = shift.parts[name]
        if part.state == "INVITED":
            return self.no(shift, name, at)
        if part.state in HOLDS and at < shift.starts:
            part.state = "WITHDRAWN"
            self.refill(shift, at)
            return "left"
        if part.state == "STANDBY":
            part.state = "WITHDRAWN"
            return "left"
        return self.stands(shift, part)

    def stands(self, shift: Mirror, part: Part) -> str:
        names = {
            "YES": "taken",
            "PROMOTED": "taken",
            "NO": "declined",
            "STANDBY": "waiting",
            "WITHDRAWN": "left",
        }
        return "closed" if shift.state == "CANCELLED" else names.get(part.state, "closed")

    def fill(self, shift: Mirror) -> None:
        if shift.state == "OPEN" and not shift.free():
            shift.state = "FULL"

    def promote(self, shift: Mirror, at: datetime) -> None:
        waiting = [name for name, part in shift.parts.items() if part.state == "STANDBY"]
        for name in sorted(waiting, key=lambda each: shift.parts[each].line):
            if shift.free() and self.allows(name, shift):
                part = shift.parts[name]
                part.state, part.since, part.moved_up = "PROMOTED", at, True
                self.fill(shift)

    def refill(self, shift: Mirror, at: datetime) -> None:
        if at >= shift.ends:
            return
        self.promote(shift, at)
        if not shift.free() or shift.state not in ("FULL", "CLOSED"):
            return
        until = shift.answer_by
        if at >= until:
            until = at + timedelta(minutes=ANSWER_MIN)
        if until < shift.ends:
            shift.state, shift.answer_by = "OPEN", until

    def cancel(self, shift: Mirror) -> None:
        shift.state = "CANCELLED"
        for part in shift.parts.values():
            if part.state in (*HOLDS, "INVITED", "STANDBY"):
                part.state = "RELEASED"

    def miss(self, shift: Mirror, name: str, at: datetime) -> None:
        part = shift.parts[name]
        assert part.since is not None
        late = shift.starts - part.since < timedelta(hours=LATE_H)
        part.state = "LAPSED" if part.moved_up and late else "NO_SHOW"
        self.refill(shift, at)

    def may_miss(self, shift: Mirror, name: str, at: datetime) -> bool:
        in_time = shift.starts <= at <= shift.ends + timedelta(hours=REPORT_H)
        return in_time and shift.parts[name].state in (*HOLDS, "DONE")


def minutes(shift: Mirror) -> list[datetime]:
    count = int((shift.ends - shift.starts) / MINUTE)
    return [shift.starts.astimezone(CHINA) + n * MINUTE for n in range(count)]


def last_minute(shift: Mirror) -> datetime:
    return shift.ends.astimezone(CHINA) - MINUTE


def half_hours(shift: Mirror) -> list[datetime]:
    """The begun half-hours, by their first minute."""
    return sorted({each.replace(minute=each.minute // 30 * 30) for each in minutes(shift)})
