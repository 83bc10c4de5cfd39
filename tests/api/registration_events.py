"""Everything that can happen at a registration desk: done to the service, foretold by the model."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

from hypothesis import strategies as st

from api.services.recheck import recheck_all
from api.services.registration import Registrar
from api.services.reviews import ReviewDesk
from api.services.waiting import ask_waiting
from registry.actor import Actor, Role
from registry.registration.application import Event, State
from registry.registration.claim import Claim
from registry.registration.ending_objection import EndingObjectionState
from registry.registration.exits import ExitCode
from registry.registration.register_answer import AnswerStatus, Source
from tests.api import registration_model as model
from tests.api.registration_desk import COLLEAGUE, HERSELF, OFFICER, claim_of, promise
from tests.api.registration_model import Book, Changes, Said, Saying

PEOPLE = 4
REASON = "核实无误。"
BORN = date(2000, 4, 1)
THIRD = Actor("sun", Role.OFFICER, "371325")
SAYINGS = (
    Saying(Source.CONTRACTS),
    Saying(Source.BUSINESS),
    Saying(Source.INSURANCE),
    Saying(Source.EMPLOYMENT),
    Saying(Source.SHAREHOLDERS),
    Saying(Source.CONTRACTS, "full_time", means="bars", leaves_by=ExitCode.X1),
    Saying(Source.BUSINESS, "operator", (("status", "active"),), "bars", ExitCode.X2),
    Saying(Source.EMPLOYMENT, "public_post", means="bars", leaves_by=ExitCode.X3),
    Saying(Source.EMPLOYMENT, "flexible", means="bars"),
    Saying(Source.INSURANCE, "pension", means="bars", leaves_by=ExitCode.X5),
    Saying(Source.INSURANCE, "death", means="review", leaves_by=ExitCode.X6A),
    Saying(Source.INSURANCE, "unemployment_benefit", means="confirm"),
    Saying(Source.BUSINESS, "operator", (("status", "revoked"),), "review"),
    Saying(Source.SHAREHOLDERS, "shareholder", means="review"),
    Saying(Source.SHAREHOLDERS, "something_new", means="review"),
    Saying(Source.BUSINESS, status=AnswerStatus.SILENT),
    Saying(Source.CONTRACTS, status=AnswerStatus.MALFORMED),
    Saying(Source.SHAREHOLDERS, status=AnswerStatus.CONFLICT),
    Saying(Source.EMPLOYMENT, raises=True),
)


class Happening(Protocol):
    """One event: what it does to the service, and what the model expects of it.

    `foretold` raises LinggangError where the service should, and changes nothing.
    """

    def act(self, registrar: Registrar, book: Book) -> Any: ...

    def foretold(self, book: Book) -> Changes: ...


def claim(book: Book, who: int, days_ago: int, knowing: bool, work: str) -> Claim:
    """A person's claim to have begun so many days ago."""
    return claim_of(
        who,
        BORN,
        start_date=book.today - timedelta(days_ago),
        stops_benefit=knowing,
        work_content=work,
    )


# By person; 0 is nobody here, and somebody else's claim in `Correct`.
NUMBERS = tuple(claim_of(who, BORN).identity.number for who in range(PEOPLE + 1))


@dataclass(frozen=True)
class Which:
    """One of a person's applications: her latest, the one before it …"""

    who: int
    back: int = 0

    def id(self, book: Book) -> str:
        mine = book.of(self.who)
        return mine[-1 - self.back % len(mine)] if mine else "none"


@dataclass(frozen=True)
class Wait:
    hours: int

    def act(self, registrar: Registrar, book: Book) -> None:
        book.at += timedelta(hours=self.hours)

    def foretold(self, book: Book) -> Changes:
        return {}


@dataclass(frozen=True)
class Say:
    """A register says something of a person from now on; without a kind: that there is nothing."""

    who: int
    saying: Saying
    days_ago: int

    def act(self, registrar: Registrar, book: Book) -> None:
        since = book.today - timedelta(self.days_ago)
        book.said[self.who, self.saying.source] = Said(self.saying, since)

    def foretold(self, book: Book) -> Changes:
        return {}


@dataclass(frozen=True)
class Quiet:
    """No register knows anything of her any more, and all answer."""

    who: int

    def act(self, registrar: Registrar, book: Book) -> None:
        for source in Source:
            book.said.pop((self.who, source), None)

    def foretold(self, book: Book) -> Changes:
        return {}


@dataclass(frozen=True)
class Apply:
    who: int
    days_ago: int
    knowing: bool
    work: str

    @property
    def which(self) -> Which:
        return Which(self.who)

    def act(self, registrar: Registrar, book: Book) -> Any:
        made = claim(book, self.who, self.days_ago, self.knowing, self.work)
        return registrar.apply(made, HERSELF)

    def foretold(self, book: Book) -> Changes:
        made = claim(book, self.who, self.days_ago, self.knowing, self.work)
        return model.applied(book, self.who, made)


@dataclass(frozen=True)
class Sign:
    which: Which
    by: Actor
    is_right_text: bool

    def act(self, registrar: Registrar, book: Book) -> Any:
        changes = {} if self.is_right_text else {"text_hash": "0" * 64}
        return registrar.sign(self.which.id(book), promise(**changes), self.by)

    def foretold(self, book: Book) -> Changes:
        return model.signed(book, self.which.id(book), self.by, self.is_right_text)


@dataclass(frozen=True)
class Submit:
    which: Which
    by: Actor

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.submit(self.which.id(book), self.by)

    def foretold(self, book: Book) -> Changes:
        return model.submitted(book, self.which.id(book), self.by)


@dataclass(frozen=True)
class Choose:
    which: Which
    event: Event
    by: Actor

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.choose(self.which.id(book), self.event, self.by)

    def foretold(self, book: Book) -> Changes:
        return model.chosen(book, self.which.id(book), self.event, self.by)


@dataclass(frozen=True)
class Object:
    which: Which
    by: Actor

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.object(self.which.id(book), "与事实不符", self.by)

    def foretold(self, book: Book) -> Changes:
        return model.objected(book, self.which.id(book), self.by)


@dataclass(frozen=True)
class Correct:
    which: Which
    days_ago: int
    work: str
    is_hers: bool
    by: Actor

    def claim(self, book: Book) -> Claim:
        who = self.which.who if self.is_hers else 0
        return claim(book, who, self.days_ago, False, self.work)

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.correct(self.which.id(book), self.claim(book), self.by)

    def foretold(self, book: Book) -> Changes:
        return model.corrected(book, self.which.id(book), self.claim(book), self.by)


@dataclass(frozen=True)
class Decide:
    which: Which
    is_granted: bool
    reason: str
    by: Actor

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.decide(self.which.id(book), self.is_granted, self.reason, self.by)

    def foretold(self, book: Book) -> Changes:
        return model.decided(book, self.which.id(book), self.is_granted, self.reason, self.by)


@dataclass(frozen=True)
class Leave:
    which: Which
    code: ExitCode
    days_ago: int
    by: Actor

    def act(self, registrar: Registrar, book: Book) -> Any:
        on = book.today - timedelta(self.days_ago)
        return registrar.leave(self.which.id(book), self.code, on, self.by)

    def foretold(self, book: Book) -> Changes:
        on = book.today - timedelta(self.days_ago)
        return model.left(book, self.which.id(book), self.code, on, self.by)


@dataclass(frozen=True)
class Reinstate:
    which: Which
    reason: str
    by: Actor

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.reinstate(self.which.id(book), self.reason, self.by)

    def foretold(self, book: Book) -> Changes:
        return model.reinstated(book, self.which.id(book), self.reason, self.by)


@dataclass(frozen=True)
class Revoke:
    which: Which
    reason: str
    by: Actor

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.revoke(self.which.id(book), self.reason, self.by)

    def foretold(self, book: Book) -> Changes:
        return model.revoked(book, self.which.id(book), self.reason, self.by)


@dataclass(frozen=True)
class Answer:
    """An officer answers an objection to an exit or a revocation."""

    which: Which
    is_upheld: bool
    reason: str
    by: Actor

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.answer(self.which.id(book), self.is_upheld, self.reason, self.by)

    def foretold(self, book: Book) -> Changes:
        return model.answered(book, self.which.id(book), self.is_upheld, self.reason, self.by)


@dataclass(frozen=True)
class Settle:
    """An officer settles a doubt: an open one where there is one, else any, else none."""

    which: Which
    turn: int
    reason: str
    by: Actor

    def key(self, book: Book) -> str:
        one = self.which.id(book)
        keys = book.open_doubts(one) or sorted(book.doubts.get(one, {})) or ["0" * 64]
        return keys[self.turn % len(keys)]

    def act(self, registrar: Registrar, book: Book) -> Any:
        reviews = ReviewDesk(registrar.engine, registrar.keys, registrar.clock)
        key = self.key(book)
        done = reviews.settle(self.which.id(book), key, self.reason, self.by)
        assert (done.key, done.settled_by, done.reason) == (key, self.by.id, self.reason)
        return done

    def foretold(self, book: Book) -> Changes:
        return model.settled(book, self.which.id(book), self.key(book), self.reason, self.by)


@dataclass(frozen=True)
class Check:
    which: Which

    def act(self, registrar: Registrar, book: Book) -> Any:
        return registrar.check(self.which.id(book))

    def foretold(self, book: Book) -> Changes:
        return model.checked(book, self.which.id(book))


@dataclass(frozen=True)
class Night:
    def act(self, registrar: Registrar, book: Book) -> Any:
        return recheck_all(registrar)

    def foretold(self, book: Book) -> Changes:
        return model.after_night(book)


@dataclass(frozen=True)
class Hour:
    def act(self, registrar: Registrar, book: Book) -> Any:
        report = ask_waiting(registrar)
        assert report.faults == {}
        return report

    def foretold(self, book: Book) -> Changes:
        return model.after_hour(book)


@dataclass(frozen=True)
class Onward:
    """What may well come next for an application as it stands: most that is drawn blindly cannot.

    turn: which of it.
    """

    which: Which
    turn: int
    days_ago: int

    def meant(self, book: Book) -> Happening:
        which, one = self.which, self.which.id(book)
        anew = Apply(which.who, self.days_ago, True, "平台代驾")
        if one not in book.cases:
            return anew
        case = book.cases[one]
        officer = next(each for each in (OFFICER, COLLEAGUE) if each.id != case.decided_by)
        submit = Submit(which, HERSELF) if case.is_signed else Sign(which, HERSELF, True)
        turns: dict[State, tuple[Happening, ...]] = {
            State.DRAFT: (submit, submit, submit, anew),
            State.CHECKING: (
                Check(which),
                *(Choose(which, each, HERSELF) for each in (Event.ASK_OFFICER, Event.ACCEPT)),
                Choose(which, Event.WITHDRAW, HERSELF),
            ),
            State.PENDING_REVIEW: (
                *(Decide(which, granted, REASON, officer) for granted in (True, True, False)),
                Choose(which, Event.WITHDRAW, HERSELF),
            ),
            State.ACTIVE: (
                Leave(which, ExitCode.X4, self.days_ago, HERSELF),
                Leave(which, ExitCode.X6E, self.days_ago, officer),
                Correct(which, self.days_ago, "平台送水", True, HERSELF),
                anew,
                Settle(which, self.turn, REASON, officer),
                Revoke(which, REASON, officer),
            ),
            State.EXITED: (
                anew,
                anew,
                Reinstate(which, REASON, officer),
                Revoke(which, REASON, officer),
                Object(which, HERSELF),
                Object(which, HERSELF),
            ),
            State.REVOKED: (anew, Object(which, HERSELF), Reinstate(which, REASON, officer)),
            State.REFUSED: (anew, Object(which, HERSELF)),
        }
        possible = turns.get(case.state, (anew,))
        if case.objection is EndingObjectionState.OPEN:
            possible = (
                *(Answer(which, each, REASON, officer) for each in (True, False)),
                *possible,
            )
        return possible[self.turn % len(possible)]


@dataclass(frozen=True)
class Crash:
    """The database fails at the so-manieth statement of what happens; see Office."""

    happening: Happening
    statement: int


PERSON_AT = st.integers(1, PEOPLE)
WHICH = st.builds(Which, PERSON_AT, st.sampled_from((0, 0, 0, 1, 2)))
DAYS_AGO = st.sampled_from((0, 0, 1, 5, 30, -1))
WORK = st.sampled_from(("平台保洁", "平台送餐"))
MOSTLY_HER = st.sampled_from((HERSELF, HERSELF, HERSELF, OFFICER))
MOSTLY_OFFICERS = st.sampled_from((OFFICER, COLLEAGUE, THIRD, OFFICER, COLLEAGUE, HERSELF))
MOSTLY = st.sampled_from((True, True, True, False))
MOSTLY_A_REASON = st.sampled_from((REASON, REASON, REASON, " "))
APPLY = st.builds(Apply, PERSON_AT, DAYS_AGO, MOSTLY, WORK)
SIGN = st.builds(Sign, WHICH, MOSTLY_HER, MOSTLY)
SUBMIT = st.builds(Submit, WHICH, MOSTLY_HER)
CHOOSE = st.builds(
    Choose, WHICH, st.sampled_from((Event.ASK_OFFICER, Event.ACCEPT, Event.WITHDRAW)), MOSTLY_HER
)
OBJECT = st.builds(Object, WHICH, MOSTLY_HER)
CORRECT = st.builds(Correct, WHICH, DAYS_AGO, WORK, MOSTLY, MOSTLY_HER)
DECIDE = st.builds(Decide, WHICH, MOSTLY, MOSTLY_A_REASON, MOSTLY_OFFICERS)
LEAVE = st.builds(Leave, WHICH, st.sampled_from(ExitCode), DAYS_AGO, MOSTLY_HER)
REINSTATE = st.builds(Reinstate, WHICH, MOSTLY_A_REASON, MOSTLY_OFFICERS)
ANSWER = st.builds(Answer, WHICH, MOSTLY, MOSTLY_A_REASON, MOSTLY_OFFICERS)
SETTLE = st.builds(Settle, WHICH, st.integers(0, 2), MOSTLY_A_REASON, MOSTLY_OFFICERS)
REVOKE = st.builds(Revoke, WHICH, MOSTLY_A_REASON, MOSTLY_OFFICERS)
CHECK = st.builds(Check, WHICH)
WAIT = st.builds(Wait, st.sampled_from((0, 1, 25, 24 * 4, 24 * 20, 24 * 61)))
SAY = st.builds(Say, PERSON_AT, st.sampled_from(SAYINGS), st.sampled_from((0, 1, 3, 40)))
# One transaction each, so that a failure must leave everything as it was.
WHOLE = (
    *(APPLY, SIGN, CHOOSE, OBJECT, CORRECT, DECIDE),
    *(LEAVE, REINSTATE, REVOKE, ANSWER, SETTLE, CHECK),
)
# How often each comes: one_of would take a strategy that stands twice for one.
WEIGHED = (
    WAIT,
    *(st.builds(Onward, WHICH, st.integers(0, 11), DAYS_AGO),) * 16,
    APPLY,
    SIGN,
    SUBMIT,
    CHOOSE,
    OBJECT,
    CORRECT,
    DECIDE,
    LEAVE,
    REINSTATE,
    REVOKE,
    ANSWER,
    SETTLE,
    CHECK,
    *(SAY,) * 2,
    *(st.builds(Quiet, PERSON_AT),) * 2,
    st.builds(Night),
    st.builds(Hour),
    st.builds(Crash, st.one_of(*WHOLE), st.integers(1, 8)),
)
HAPPENINGS = st.integers(0, len(WEIGHED) - 1).flatmap(WEIGHED.__getitem__)
