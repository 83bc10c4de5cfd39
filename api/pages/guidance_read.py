"""Forms of a guidance session: what was sent, as the content of a step."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from starlette.datastructures import FormData

from api.pages.forms import text_of
from registry.errors import InvalidField
from registry.guidance.faults import MOST_AGREED, raise_all
from registry.guidance.record import (
    Agreed,
    Aptitude,
    AptitudeChoice,
    Choice,
    Closing,
    Content,
    Ending,
    Entered,
    FollowUp,
    Letter,
    LetterResult,
    Letters,
    Needs,
    Plan,
    Priority,
    Result,
    Session,
    Strategy,
    Target,
    Told,
    Way,
    Wishes,
)
from registry.guidance.session import Event

ADDED: Final = 2  # rows for strategies of the advisor's own
OTHER_POSTINGS: Final = 2  # rows for ids that are not among those offered to tick
_Value = TypeVar("_Value")
_Made = Callable[[Entered], Content]
NO_PLACES: Final[Mapping[str, str]] = {}


class Read(NamedTuple):
    """A step as it was sent. places: what of a fault's path is which field of the form."""

    made: _Made
    places: Mapping[str, str] = NO_PLACES


class Sent:
    """A form, and what of it cannot be read."""

    def __init__(self, form: FormData) -> None:
        self.form = form
        self.faults: list[InvalidField] = []

    def text(self, name: str) -> str:
        """One field, its lines ended as the core has them."""
        return text_of(self.form, name, 4000).replace("\r\n", "\n")

    def texts(self, *names: str) -> dict[str, str]:
        """Several fields by name."""
        return {name: self.text(name) for name in names}

    def day(self, name: str) -> date:
        """A day; a fault where it is none."""
        return self._as(date.fromisoformat, name, date.min, "日期请写成 2026-11-30 的样子。")

    def one_of(self, kind: type[_Value], name: str, otherwise: _Value, words: str) -> _Value:
        """One of several choices; a fault where none was made."""
        return self._as(kind, name, otherwise, words)

    def all_of(self, name: str) -> list[str]:
        """What was ticked under a name, each once."""
        return list(dict.fromkeys(str(each).strip()[:300] for each in self.form.getlist(name)))

    def ticked(self, name: str) -> bool:
        """Whether a box was ticked."""
        return bool(self.text(name))

    def _as(
        self, read: Callable[[str], _Value], name: str, otherwise: _Value, words: str
    ) -> _Value:
        try:
            return read(self.text(name))
        except ValueError:
            self.faults.append(InvalidField(name, "choice", words))
            return otherwise


def read_step(event: Event, form: FormData, session: Session) -> Read:
    """The step that a form sends; InvalidField for what cannot be read."""
    sent = Sent(form)
    read = READERS[event](sent, session)
    raise_all(sent.faults)
    return read


def _wishes(sent: Sent, _: Session) -> Read:
    said = sent.texts("work", "place", "hours", "pay", "limits")
    return Read(lambda entered: Wishes(entered, **said))


def _needs(sent: Sent, _: Session) -> Read:
    said = sent.texts("skills", "papers", "care", "transport", "other", "health")
    told = set(sent.all_of("priority"))
    priority = tuple(each for each in Priority if each.value in told)
    hers = sent.ticked("said_herself")
    return Read(lambda entered: Needs(entered, **said, priority=priority, said_herself=hers))


def _aptitude(sent: Sent, _: Session) -> Read:
    choice = sent.one_of(AptitudeChoice, "choice", AptitudeChoice.DECLINED, "请选一项。")
    said: dict[str, Any] = sent.texts("name", "result", "reason")
    said["explained"] = sent.ticked("explained")
    return Read(lambda entered: Aptitude(entered, choice, **said))


def _told(sent: Sent, _: Session) -> Read:
    said = sent.texts("market", "policies")
    return Read(lambda entered: Told(entered, **said))


def _plan(sent: Sent, _: Session) -> Read:
    kinds, taken = sent.all_of("kinds"), set(sent.all_of("strategies"))
    answered = [
        Strategy(
            kind,
            "",
            Choice.TAKEN if kind in taken else Choice.LEFT_OUT,
            sent.text(f"reason-{kind}"),
        )
        for kind in kinds
    ]
    places = {f"strategies.{n}.reason": f"reason-{kind}" for n, kind in enumerate(kinds)}
    for row in range(ADDED):
        title, reason = sent.text(f"added-{row}"), sent.text(f"added_reason-{row}")
        if title or reason:
            path = f"strategies.{len(answered)}"
            places |= {f"{path}.title": f"added-{row}", f"{path}.reason": f"added_reason-{row}"}
            answered.append(Strategy("", title, Choice.ADDED, reason))
    ids = [*sent.all_of("postings"), *(sent.text(f"other-{n}") for n in range(OTHER_POSTINGS))]
    postings = tuple(Target(each, "") for each in dict.fromkeys(ids) if each)
    places |= {f"postings.{n}": "postings" for n in range(len(postings))}
    agreed = tuple(_agreed(sent, places))
    said = sent.texts("no_postings", "training", "disagreement")
    goal, strategies = sent.text("goal"), tuple(answered)
    return Read(
        lambda entered: Plan(entered, goal, strategies, postings, agreed=agreed, **said), places
    )


def _agreed(sent: Sent, places: dict[str, str]) -> Iterator[Agreed]:
    """The rows that hold something."""
    rows = [n for n in range(MOST_AGREED) if sent.text(f"todo-{n}") or sent.text(f"by-{n}")]
    for number, row in enumerate(rows):
        places |= {f"agreed.{number}.words": f"todo-{row}", f"agreed.{number}.by": f"by-{row}"}
        yield Agreed(sent.text(f"todo-{row}"), sent.day(f"by-{row}"))


def _letters(sent: Sent, session: Session) -> Read:
    planned = session.plan.postings if session.plan else ()
    places: dict[str, str] = {}
    letters: list[Letter] = []
    ticked = set(sent.all_of("letters"))
    for row, target in enumerate(planned):
        if target.posting not in ticked:
            continue
        path = f"letters.{len(letters)}"
        places |= {f"{path}.to": f"to-{row}", f"{path}.by": f"by-{row}"}
        letters.append(Letter(target.posting, sent.text(f"to-{row}"), sent.day(f"by-{row}")))
    made, reason = tuple(letters), sent.text("reason")
    return Read(lambda entered: Letters(entered, made, reason), places)


def _follow_up(sent: Sent, session: Session) -> Read:
    letters = session.letters.letters if session.letters else ()
    held_on = sent.day("held_on")
    way = sent.one_of(Way, "way", Way.PHONE, "请选怎么回访的。")
    results = tuple(
        Result(each.number, LetterResult(chosen), sent.text(f"result_words-{row}"))
        for row, each in enumerate(letters)
        if (chosen := sent.text(f"result-{row}")) in set(LetterResult)
    )
    places = {f"results.{row}": f"result-{row}" for row in range(len(letters))}
    words = sent.text("words")
    return Read(lambda entered: FollowUp(entered, held_on, way, words, results), places)


def _closing(sent: Sent, _: Session) -> Read:
    ending = sent.one_of(Ending, "ending", Ending.HER_WISH, "请选结束的原因。")
    words, undone = sent.text("close_words"), sent.text("undone")
    score = sent.text("satisfaction")
    satisfaction = int(score) if score.isascii() and score.isdigit() and len(score) == 1 else None
    return Read(
        lambda entered: Closing(entered, ending, words, undone, satisfaction),
        {"words": "close_words"},
    )


READERS: Final[Mapping[Event, Callable[[Sent, Session], Read]]] = {
    Event.WISHES: _wishes,
    Event.NEEDS: _needs,
    Event.TEST: _aptitude,
    Event.INFORM: _told,
    Event.PLAN: _plan,
    Event.RECOMMEND: _letters,
    Event.FOLLOW_UP: _follow_up,
    Event.CLOSE: _closing,
}
