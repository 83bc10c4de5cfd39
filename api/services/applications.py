"""Applications in the service: wanted, passed with consent, answered, their outcome told."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from api.clock import SHANGHAI
from api.database import reading, writing
from api.policy import Policy
from api.reference import Reference
from api.security.keys import Keys
from api.services.application_change import (
    ApplicationChange,
    change_of,
    changing_application,
    is_second,
)
from api.services.application_reading import Consents, posting_of, refuse_hidden, worker_of
from api.services.firm_words import check_words
from api.services.hire_proposals import propose
from api.services.matching import vocabulary_of
from api.store import applications, feedback
from api.store.applications import Kept
from matcher.board import encode
from registry.actor import THE_SYSTEM, Actor, Role
from registry.errors import InvalidField
from registry.jobs.posting import Posting
from registry.placement import outcome, steps
from registry.placement.application import TABLE, Event, State
from registry.placement.eligible import want_faults
from registry.placement.outcome import Telling
from registry.placement.reasons import RefusalReason
from registry.placement.record import Application
from registry.step_table import IllegalStep
from registry.workers.worker import Worker

Step = Callable[[ApplicationChange], Application]
# What a firm does, also where an officer enters it: its words are linted.
OF_FIRM: Final = frozenset(
    each.value for each in (Event.INVITE, Event.ASK, Event.MEET, Event.REFUSE)
)
SETTLE: Final = "settle"


@dataclass(frozen=True, slots=True)
class ApplicationDesk:
    """The applications of one installation.

    passes_to: asked in the transaction in which something is passed or shown; while it says no the
    firm sees nothing of an application, not even that it is there.
    """

    engine: Engine
    keys: Keys
    policy: Policy
    reference: Reference
    passes_to: Consents
    clock: Callable[[], datetime]

    # ------------------------------------------------------------ by the worker

    def want(self, worker: str, posting: str, actor: Actor) -> tuple[Application, bool]:
        """She wants a posting; passed at once where she agreed to that. Whether it is a new one.

        The same again gives the open one back.
        """
        try:
            return self._want(worker, posting, actor)
        except IntegrityError as error:  # another of her taps was first
            if not is_second(error):
                raise
            return self._want(worker, posting, actor)

    def _want(self, worker: str, posting_id: str, actor: Actor) -> tuple[Application, bool]:
        at = self.clock()
        with writing(self.engine) as connection:
            known = applications.open_one(connection, self.keys, worker, posting_id)
            if known is not None:
                return known, False
            who, posting = worker_of(connection, worker), posting_of(connection, posting_id)
            self._refuse_barred(who, posting, at.astimezone(SHANGHAI).date())
            county = who.place.code or posting.place.code or ""
            made = steps.wanted(
                token_hex(16), worker, posting.id, posting.source, actor, at, county
            )
            kept = Kept(made, self._mark(actor, "want", at))
            change = change_of(connection, self.keys, self.policy, at, kept)
            feedback.remove(connection, worker, posting_id)
            change.add(actor)
            self._forward_if_agreed(change)
            return change.after, True

    def forward(self, application_id: str, actor: Actor) -> Application:
        """Pass her profile on, now that she agreed; passed once, it is not passed again."""

        def step(change: ApplicationChange) -> Application:
            one = change.before
            TABLE.step(State.WANTED, Event.FORWARD, actor)
            if one.state is not State.WANTED and one.passed_at is not None:
                return one
            self._refuse_closed(change)
            agreed = self.passes_to(change.connection, one.worker, one.firm)
            return steps.passed(one, actor, change.at, agreed)

        return self._act(application_id, Event.FORWARD.value, actor, step)

    def forward_waiting(self, worker: str, firm: str) -> int:
        """Pass on what waited for her consent to a firm, once she has given it; how many.

        What may no longer be passed on, its posting closed, goes on waiting till it lapses.
        """
        with reading(self.engine) as connection:
            ids = applications.ids_waiting(connection, worker, firm)
        forwarded = 0
        for each in ids:
            with suppress(InvalidField, IllegalStep):
                after = self.forward(each, THE_SYSTEM)
                forwarded += after.state is State.PASSED
        return forwarded

    def reply(self, application_id: str, words: str, actor: Actor) -> Application:
        """Her reply to what was asked or offered."""
        if not words.strip():
            raise InvalidField("words", "missing", "请写明回复。")
        return self._act(
            application_id,
            Event.REPLY.value,
            actor,
            lambda change: steps.replied(change.before, actor, change.at),
            words=words.strip(),
        )

    def withdraw(self, application_id: str, actor: Actor) -> Application:
        """She no longer wants it."""
        return self._act(
            application_id,
            Event.WITHDRAW.value,
            actor,
            lambda change: steps.withdrawn(change.before, actor, change.at),
        )

    # ------------------------------------------------------------ by the firm

    def open(self, application_id: str, actor: Actor) -> tuple[Application, Worker]:
        """The application with the profile behind it; each look is kept for her to see."""

        with self._changing(application_id) as change:
            refuse_hidden(change.connection, change.before, actor, self.passes_to)
            after = change.before
            if actor.role is Role.FIRM:
                after = steps.seen(after, actor, change.at)
            if after != change.before:
                change.to(after, actor, Event.SEE.value)
            change.note(actor, "open")
            return change.after, worker_of(change.connection, after.worker)

    def answer(self, application_id: str, event: Event, words: str, actor: Actor) -> Application:
        """The firm would have her (INVITE), or asks something (ASK)."""
        if event not in (Event.INVITE, Event.ASK):
            raise InvalidField("event", "event", "可选：有意、询问。")
        return self._act(
            application_id,
            event.value,
            actor,
            lambda change: steps.answered(change.before, event, actor, change.at),
            words=words,
        )

    def meet(
        self, application_id: str, begin: datetime, minutes: int, place: str, actor: Actor
    ) -> Application:
        """An interview agreed on, or moved."""
        return self._act(
            application_id,
            Event.MEET.value,
            actor,
            lambda change: steps.meeting(change.before, begin, minutes, place, actor, change.at),
            words=place,
            begin=begin.isoformat(),
            minutes=minutes,
        )

    def refuse(
        self, application_id: str, reason: RefusalReason, words: str, actor: Actor
    ) -> Application:
        """The firm does not hire her, for one of the reasons of the table."""
        return self._act(
            application_id,
            Event.REFUSE.value,
            actor,
            lambda change: steps.refused(change.before, reason, actor, change.at, change.today),
            words=words,
            reason=reason.value,
        )

    # ------------------------------------------------------------ the outcome

    def tell(self, application_id: str, telling: Telling, actor: Actor) -> Application:
        """What became of it, as one side tells it."""
        return self._act(
            application_id,
            Event.TELL.value,
            actor,
            lambda change: outcome.told(
                change.before, telling, actor, change.at, change.today, change.terms
            ),
            **_told(telling),
        )

    def settle(
        self, application_id: str, telling: Telling, reason: str, actor: Actor
    ) -> Application:
        """What an officer found where both sides told it differently; told to both."""
        if not reason.strip():
            raise InvalidField("reason", "missing", "请写明核实的经过，会告知双方。")
        return self._act(
            application_id,
            SETTLE,
            actor,
            lambda change: outcome.settled(change.before, telling, actor, change.at, change.today),
            words=reason.strip(),
            **_told(telling),
        )

    # ------------------------------------------------------------ parts

    def _act(
        self,
        application_id: str,
        event: str,
        actor: Actor,
        step: Step,
        words: str = "",
        **body: Any,
    ) -> Application:
        """Take one step; the same sent again on the same day, with nothing between, takes none."""
        with self._changing(application_id) as change:
            refuse_hidden(change.connection, change.before, actor, self.passes_to)
            mark = self._mark(actor, event, change.at, words=words, **body)
            if change.mark == mark:
                return change.before
            if event in OF_FIRM and words:
                posting = posting_of(change.connection, change.before.posting)
                words = check_words("words", words, posting, self.reference)
            after = step(change)
            if after == change.before and not words:
                return after
            propose(change, after)
            change.mark = mark
            change.to(after, actor, event, words)
            return after

    def _forward_if_agreed(self, change: ApplicationChange) -> bool:
        one = change.after
        if not self.passes_to(change.connection, one.worker, one.firm):
            return False
        change.to(steps.passed(one, THE_SYSTEM, change.at, True), THE_SYSTEM, Event.FORWARD.value)
        return True

    def _mark(self, actor: Actor, event: str, at: datetime, **body: Any) -> str:
        day = at.astimezone(SHANGHAI).date().isoformat()
        parts = [actor.role.value, event, day, body]
        return self.keys.mark(json.dumps(parts, ensure_ascii=False, sort_keys=True))

    def _changing(self, application_id: str) -> AbstractContextManager[ApplicationChange]:
        return changing_application(
            self.engine, self.keys, self.policy, application_id, self.clock()
        )

    def _refuse_closed(self, change: ApplicationChange) -> None:
        who = worker_of(change.connection, change.before.worker)
        posting = posting_of(change.connection, change.before.posting)
        self._refuse_barred(who, posting, change.today)

    def _refuse_barred(self, who: Worker, posting: Posting, today: date) -> None:
        vocabulary = vocabulary_of(self.reference, self.policy)
        hazardous = bool(encode(posting, vocabulary)["hazard"][0])
        faults = want_faults(who, posting, hazardous, today)
        if faults:
            details = "".join(each.detail for each in faults)
            raise InvalidField("posting", faults[0].code, details)


def _told(telling: Telling) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(telling).items() if value is not None}
