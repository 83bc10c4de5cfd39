"""An office where anything may happen: the service beside its model, compared after every event.

Its registers are in this process and say what the events make them say: thousands of events would
spend their time in HTTP, which has tests of its own.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, event

from api.registers.port import Question, Registers, Timing
from api.services.registration import Registrar
from registry.errors import LinggangError
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source
from tests.api.registration_desk import KEYS, NOON, TABLE, TERMS, TEXTS
from tests.api.registration_events import (
    NUMBERS,
    Crash,
    Happening,
    Hour,
    Night,
    Onward,
    Quiet,
    Say,
    Wait,
)
from tests.api.registration_model import Book, Changes
from tests.api.registration_truths import Truths

PEOPLE_BY_NUMBER = {number: who for who, number in enumerate(NUMBERS)}


class Crashed(Exception):
    """The database failed, as an event wanted it to."""


class MadeRegister:
    """A register that says of each person what the book says."""

    def __init__(self, source: Source, book: Book) -> None:
        self.source, self.book = source, book

    def ask(self, question: Question, deadline: float) -> Answer:
        at = self.book.at
        heard = Answer(self.source, AnswerStatus.OK, at, at, "2026.11", at.date())
        said = self.book.said.get((PEOPLE_BY_NUMBER.get(question.identity_number, 0), self.source))
        if said is None:
            return heard
        saying = said.saying
        if saying.raises:
            raise RuntimeError(question.identity_number)
        if not saying.kind:
            return replace(heard, status=saying.status)
        return replace(heard, entries=(Entry(saying.kind, said.since, None, dict(saying.facts)),))


class Office:
    """One database, its service and the model of both."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.book = Book(NOON)
        clock = self._clock
        registers = tuple(MadeRegister(source, self.book) for source in Source)
        self.registrar = Registrar(
            engine, KEYS, TABLE, TEXTS, Registers(registers, Timing(clock)), clock, TERMS
        )
        self.truths = Truths(engine, self.book)
        self.statements_left: int | None = None  # until the database fails; None: it does not
        event.listen(engine, "before_cursor_execute", self._count_down)

    def close(self) -> None:
        """Look at everything once more, from the beginning."""
        event.remove(self.engine, "before_cursor_execute", self._count_down)
        self.truths.hold_of_all()

    def happens(self, happening: Happening | Onward | Crash) -> None:
        """One event; AssertionError where service and model disagree, or anything does not hold."""
        crash = happening if isinstance(happening, Crash) else None
        wanted: Any = crash.happening if crash else happening
        if isinstance(wanted, Onward):
            wanted = wanted.meant(self.book)
        if isinstance(wanted, (Wait, Say, Quiet)):
            wanted.act(self.registrar, self.book)
            return
        who = 0 if isinstance(wanted, (Night, Hour)) else wanted.which.who
        before = self.truths.kept(who)
        foretold, refusal = self._foretold(wanted)
        error = self._done(wanted, crash.statement if crash else None)
        if isinstance(error, Crashed):  # half a transaction is none
            foretold = {}
        else:
            assert (error is None) == (refusal is None), (
                f"the service says {error!r}, the model {refusal!r}"
            )
        if foretold or isinstance(wanted, Night):
            self.truths.settle(foretold, who)
            if isinstance(wanted, Night):
                self.truths.doubt_what_a_night_finds()
        else:
            assert self.truths.kept(who) == before, "something was written where nothing was done"

    def _foretold(self, happening: Happening) -> tuple[Changes, LinggangError | None]:
        try:
            return happening.foretold(self.book), None
        except LinggangError as error:
            return {}, error

    def _done(self, happening: Happening, statements: int | None) -> Exception | None:
        """Do it, on a database that fails after so many statements; what went wrong."""
        self.statements_left = statements
        try:
            happening.act(self.registrar, self.book)
        except (LinggangError, Crashed) as error:
            return error
        finally:
            self.statements_left = None
        return None

    def _clock(self) -> datetime:
        return self.book.at

    def _count_down(self, *_: Any) -> None:
        if self.statements_left is not None:
            self.statements_left -= 1
            if self.statements_left < 0:
                raise Crashed
