"""A model of applications in plain dictionaries: what each event should make of them.

It shares no code with the core: states and words are text, days are whole numbers.
"""

from dataclasses import dataclass, field, replace

WITH_FIRM = ("PASSED", "SEEN", "ANSWERED", "INTERVIEW")
OPEN = ("WANTED", *WITH_FIRM, "DISPUTED")
REMIND, LAPSE, SILENCE, LATE = (2, 5), 14, 5, 30
ENDS = {"hired": "HIRED", "not_hired": "REFUSED"}


class Refused(Exception):
    """The model expects the service to refuse."""


@dataclass(frozen=True)
class Word:
    """What a side told: on which day, of which day, of which kind of work."""

    said: str
    told: int
    of: int
    kind: str = ""


@dataclass(frozen=True)
class App:
    """One application as the model sees it. last: what was done last. not_before: the next night
    in which something may be done, after one in which something was."""

    worker: str
    posting: str
    state: str
    wanted: int
    moved: int
    passed: int | None = None
    is_answered: bool = False
    meets: int = -1
    told: tuple[tuple[str, Word], ...] = ()
    stay: tuple[tuple[str, Word], ...] = ()
    start: int = 0
    kind: str = ""
    is_settled: bool = False
    reminded: int = 0
    not_before: int = 0
    last: tuple[object, ...] = ()

    @property
    def firm(self) -> str:
        return self.posting.partition(":")[0]

    def to(self, state: str, day: int, **changes: object) -> "App":
        return replace(self, state=state, moved=day, reminded=0, **changes)  # type: ignore[arg-type]


@dataclass
class Book:
    """Everything: applications by number, consents, the day."""

    day: int = 0
    apps: list[App] = field(default_factory=list)
    agreed: set[tuple[str, str]] = field(default_factory=set)

    def agrees(self, app: App) -> bool:
        return (app.worker, app.firm) in self.agreed

    def has_open(self, worker: str, posting: str, but: int = -1) -> bool:
        return any(
            (each.worker, each.posting) == (worker, posting) and each.state in OPEN
            for number, each in enumerate(self.apps)
            if number != but
        )


# ---------------------------------------------------------------- one event on one application


def after(
    book: Book, number: int, role: str, event: str, body: tuple[str, ...], is_worded: bool
) -> App:
    """The application after an event; Refused where it should be."""
    if number >= len(book.apps):
        raise Refused(number)
    app = book.apps[number]
    if role == "firm" and (app.passed is None or not book.agrees(app)):
        raise Refused("hidden")
    mark = (role, event, body, book.day)
    if app.last == mark:
        return app
    done = _stepped(book, app, role, event, body)
    if done == app and not is_worded:
        return app
    if done.state in OPEN and book.has_open(app.worker, app.posting, number):
        raise Refused("second")
    return replace(done, last=mark, not_before=0)


def _stepped(book: Book, app: App, role: str, event: str, body: tuple[str, ...]) -> App:
    if event in ("forward", "withdraw", "reply"):
        _need(role in ("person", "officer"))
        return _hers(book, app, event)
    if event in ("invite", "ask", "meet", "refuse"):
        _need(role in ("firm", "officer"))
        return _firm_s(app, event, book.day, body)
    if event == "tell":
        return _told(book, app, role, *body)
    _need(event == "settle" and role == "officer")
    return _settled(app, book.day, *body)


def _hers(book: Book, app: App, event: str) -> App:
    if event == "forward":
        if app.state != "WANTED" and app.passed is not None:
            return app
        _need(app.state == "WANTED" and book.agrees(app))
        return app.to("PASSED", book.day, passed=book.day)
    if event == "withdraw":
        _need(app.state in OPEN)
        return app.to("WITHDRAWN", book.day, told=())
    _need(app.state in ("ANSWERED", "INTERVIEW"))
    return app.to(app.state, book.day)


def _firm_s(app: App, event: str, day: int, body: tuple[str, ...]) -> App:
    _need(app.state in (WITH_FIRM if event in ("meet", "refuse") else WITH_FIRM[:3]))
    if event == "refuse":
        return _refused(app, day)
    if event == "meet":
        return app.to("INTERVIEW", day, is_answered=True, meets=day + int(body[0]))
    return app.to("ANSWERED", day, is_answered=True)


def _need(condition: bool) -> None:
    if not condition:
        raise Refused


def _refused(app: App, day: int) -> App:
    words = tuple(each for each in app.told if each[0] == "worker")
    says_hired = any(word.said == "hired" for _, word in words)
    words = (*words, ("firm", Word("not_hired", day, day)))
    return app.to(
        "DISPUTED" if says_hired else "REFUSED", day, told=words, is_answered=True, kind="", start=0
    )


def _told(book: Book, app: App, role: str, side: str, said: str, kind: str) -> App:
    day = book.day
    side = {"person": "worker", "firm": "firm"}.get(role, side)
    if said in ("still_there", "left"):
        _need(app.state in ("HIRED", "LASTED_7", "STAY_DISPUTED"))
        _need(said == "left" or day - app.start >= 7)
        return _stay_told(app, side, Word(said, day, day))
    _need(app.state in (*WITH_FIRM, "LAPSED", "REFUSED", "DISPUTED", "HIRED"))
    _need(not (said == "hired" and side == "firm" and not kind))
    _need(not app.is_settled or app.state == "DISPUTED")
    if app.state in ("LAPSED", "REFUSED", "HIRED"):
        _need(day - app.moved <= LATE)
    if side == "firm" and said == "not_hired" and app.state in WITH_FIRM:
        return _refused(app, day)
    return _hire_told(app, side, Word(said, day, day, kind if said == "hired" else ""))


def _hire_told(app: App, side: str, word: Word) -> App:
    if any(whose == side and replace(each, told=word.told) == word for whose, each in app.told):
        return app
    words = (*(each for each in app.told if each[0] != side), (side, word))
    if len(words) == 1:
        adds = app.state == "HIRED" and word.said == "hired"
        return _ended(app, words, word.told) if adds else replace(app, told=words)
    kinds = {each.kind for _, each in words if each.kind}
    if len({each.said for _, each in words}) == 2 or len(kinds) == 2:
        return app.to("DISPUTED", word.told, told=words)
    return _ended(app, words, word.told)


def _ended(app: App, words: tuple[tuple[str, Word], ...], day: int) -> App:
    state = ENDS[words[0][1].said]
    if state == "REFUSED":
        facts: dict[str, object] = {"kind": "", "start": 0}
    else:
        with_kind = next((each for _, each in words if each.kind), words[0][1])
        facts = {"kind": with_kind.kind, "start": with_kind.of}
    if state == app.state:
        return replace(app, told=words, **facts)  # type: ignore[arg-type]
    return app.to(state, day, told=words, **facts)


def _stay_told(app: App, side: str, word: Word) -> App:
    if any(whose == side and replace(each, told=word.told) == word for whose, each in app.stay):
        return app
    words = (*(each for each in app.stay if each[0] != side), (side, word))
    if len(words) == 1:
        is_known = app.state == "LASTED_7" and _reached(app, word) == "LASTED_7"
        return app if is_known else replace(app, stay=words)
    there = [each for _, each in words if each.said == "still_there"]
    gone = [pair for pair in words if pair[1].said == "left"]
    if there and gone:
        if gone[0][1].of <= there[0].of:
            return app.to("STAY_DISPUTED", word.told, stay=words)
        done = _stayed(app, there[0], word.told)
        return replace(done, stay=tuple(gone)) if done.state in ("HIRED", "LASTED_7") else done
    return _stayed(app, min((each for _, each in words), key=lambda each: each.of), word.told)


def _reached(app: App, word: Word) -> str:
    if word.of - app.start >= 30:
        return "LASTED_30"
    return "LEFT_EARLY" if word.said == "left" else "LASTED_7"


def _stayed(app: App, word: Word, day: int) -> App:
    state = _reached(app, word)
    if state == app.state:
        return replace(app, stay=())
    return app.to(state, day, stay=())


def _settled(app: App, day: int, said: str, kind: str) -> App:
    asked = {"DISPUTED": ("hired", "not_hired"), "STAY_DISPUTED": ("still_there", "left")}
    _need(said in asked.get(app.state, ()))
    words = app.told if app.state == "DISPUTED" else app.stay
    agreed = [each for _, each in words if each.said == said]
    of = agreed[0].of if agreed else day
    if said in ("still_there", "left"):
        _need(said == "left" or of - app.start >= 7)
        return app.to(_reached(app, Word(said, day, of)), day, stay=())
    _need(said != "hired" or bool(kind) or len({each.kind for each in agreed if each.kind}) < 2)
    found = Word(said, day, of, kind)
    done = _ended(app, (("worker", found), *(("firm", each) for each in agreed)), day)
    return replace(done, told=(), is_settled=True)


# ---------------------------------------------------------------- nights


def wanted(book: Book, worker: str, posting: str, last: tuple[object, ...]) -> App | None:
    """A new application, or None where one is open."""
    if book.has_open(worker, posting):
        return None
    app = App(worker, posting, "WANTED", book.day, book.day, last=last)
    if book.agrees(app):
        app = app.to("PASSED", book.day, passed=book.day)
    return app


def forwarded(book: Book, worker: str, firm: str) -> None:
    """What waited for a consent is passed on by the system."""
    for number, app in enumerate(book.apps):
        if (app.worker, app.firm, app.state) == (worker, firm, "WANTED") and book.agrees(app):
            last = ("system", "forward", (), book.day)
            book.apps[number] = app.to("PASSED", book.day, passed=book.day, last=last)


def night(book: Book) -> None:
    """Everything that falls due: each application takes at most one step."""
    for worker, posting in {(app.worker, app.firm) for app in book.apps}:
        forwarded(book, worker, posting)
    for number, app in enumerate(book.apps):
        if book.day >= app.not_before:
            done = _due(book, app)
            if done is not app:
                book.apps[number] = replace(done, not_before=book.day + 1)


def _due(book: Book, app: App) -> App:
    word = _waiting(app)
    if word is not None and book.day < word.told + SILENCE:
        return app
    if word is not None:
        return (
            _ended(app, app.told, book.day) if word.said in ENDS else _stayed(app, word, book.day)
        )
    dates = _dates(app)
    if app.reminded < len(dates) and book.day >= dates[app.reminded]:
        return replace(app, reminded=app.reminded + 1)
    if app.state in ("WANTED", *WITH_FIRM) and app.reminded == 2:
        return app.to("LAPSED", book.day) if book.day >= _since(app) + LAPSE else app
    return app


def _dates(app: App) -> tuple[int, ...]:
    """The days on which somebody is reminded."""
    if app.state in ("WANTED", *WITH_FIRM):
        return tuple(_since(app) + days for days in REMIND)
    asked = {"HIRED": (7, 30), "LASTED_7": (30,)}.get(app.state, ())
    return tuple(app.start + days for days in asked)


def _since(app: App) -> int:
    if app.state in WITH_FIRM[:2] and app.passed is not None:
        return app.passed
    return max(app.moved, app.meets if app.state == "INTERVIEW" else 0)


def _waiting(app: App) -> Word | None:
    if app.state in ("HIRED", "LASTED_7") and app.stay:
        words = app.stay
    elif app.state in (*WITH_FIRM, "LAPSED", "REFUSED", "HIRED"):
        words = app.told
    else:
        return None
    if len(words) != 1 or ENDS.get(words[0][1].said) == app.state:
        return None
    return words[0][1]
