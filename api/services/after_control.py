"""After-control (63号 三、六): drawn by lot, asked, answered, closed; suspect only by evidence."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from secrets import token_hex
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError

from api.clock import SHANGHAI
from api.database import reading, writing
from api.policy import Policy
from api.security.keys import Keys
from api.services.registration_change import Change, changing
from api.services.suspicion import raise_suspicion
from api.store import after_controls, audit
from api.store.after_controls import KeptCheck
from api.store.credit import Kept
from registry.actor import Actor
from registry.errors import UnknownName
from registry.registration.after_control import (
    AfterControl,
    CheckOutcome,
    CheckState,
    answered,
    asked,
    closed,
    lapsed,
)
from registry.registration.after_control_draw import draw
from registry.registration.credit_entry import Evidence
from registry.registration.credit_terms import CreditTerms
from registry.registration.objection import how_to_object
from registry.registration.working_days import Calendar

QUESTION: Final = "请说明目前从事的工作、地点和工时是否与登记的一致。"
SHARE: Final = "after_control_share"
ANSWER_DAYS: Final = "after_control_answer_days"
WAITING: Final = (CheckState.ANSWERED, CheckState.SILENT, CheckState.ASKED, CheckState.OPEN)
TOLD: Final = {
    CheckOutcome.CONFIRMED: "抽查已办结，登记信息属实。",
    CheckOutcome.CORRECTED: "抽查已办结，有关信息已更正，没有其他影响。",
    CheckOutcome.SUSPECT: "抽查已办结，发现不一致，转工作人员核实。",
}


@dataclass(frozen=True, slots=True)
class Draw:
    """What was drawn on a day. seed: with it anybody can draw the same again."""

    day: date
    seed: str
    counties: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Round:
    """What was done on a day. asked, silent: how many were asked, and how many never answered."""

    draw: Draw
    asked: int
    silent: int


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed after-control, and the suspicion that it raised, if any."""

    kept: KeptCheck
    suspicion: Kept | None


@dataclass(frozen=True, slots=True)
class AfterControlDesk:
    """The after-control of one installation. calendar: which days are worked."""

    engine: Engine
    keys: Keys
    policy: Policy
    terms: CreditTerms
    calendar: Calendar
    clock: Callable[[], datetime]

    def start(self, question: str, actor: Actor) -> Round:
        """Draw today's and ask them, and note who let her time pass."""
        drawn = self.draw(actor)
        return Round(drawn, self.ask_all(question, actor), self.lapse_all(actor))

    def draw(self, actor: Actor) -> Draw:
        """Draw today's; a day is drawn once, and who is being looked at is not drawn again."""
        try:
            return self._draw(actor)
        except IntegrityError:  # another desk was first
            return self._draw(actor)

    def _draw(self, actor: Actor) -> Draw:
        at = self.clock()
        day = at.astimezone(SHANGHAI).date()
        # Whoever lacks the key cannot tell beforehand who is drawn; whoever has it can draw again.
        seed = self.keys.mark(f"after-control {day}")
        with writing(self.engine) as connection:
            if after_controls.drawn_on(connection, day):
                return Draw(day, seed, {})
            population = after_controls.may_be_drawn(connection)
            drawn = draw(
                population, lambda county: self.policy.required(SHARE, day, county), seed, day
            )
            checks = [AfterControl(one.registration, one.county, day) for one in drawn]
            kept = [KeptCheck(token_hex(16), each) for each in checks]
            after_controls.add(connection, self.keys, kept)
            counties = dict(sorted(Counter(each.county for each in checks).items()))
            audit.append(
                connection,
                self.keys.audit,
                actor,
                "after_control.draw",
                day.isoformat(),
                at,
                role=actor.role.value,
                seed=seed,
                of=len(population),
                counties=counties,
            )
        return Draw(day, seed, counties)

    def ask_all(self, question: str, actor: Actor) -> int:
        """Ask everybody who was drawn and not asked yet; how many."""
        with reading(self.engine) as connection:
            ids = after_controls.ids_in(connection, CheckState.OPEN)
        return sum(self._asked(each, question, actor) for each in ids)

    def _asked(self, check_id: str, question: str, actor: Actor) -> bool:
        """Tell the person what is asked, and by when; False where another desk was first."""
        with self._changing(check_id) as (change, kept):
            if kept.check.state is not CheckState.OPEN:
                return False
            county, today = kept.check.county, change.today
            days = int(self.policy.required(ANSWER_DAYS, today, county))
            after = asked(kept.check, actor, today, question, days, self.calendar)
            self._save(change, kept, after, actor, "ask")
            due = after.deadline.due if after.deadline else today
            change.tell(
                f"您的登记被随机抽中复核，这不表示有疑问：{question}请于 {due} 前答复，"
                f"书面、电话或到窗口都可以，不需要提供证明。没有答复不会因此被认定失信。"
            )
            return True

    def answer(self, check_id: str, words: str, actor: Actor) -> KeptCheck:
        """Her answer; a late one counts too, until it is closed."""
        with self._changing(check_id) as (change, kept):
            after = answered(kept.check, actor, change.today, words)
            done = self._save(change, kept, after, actor, "answer")
            change.tell("已收到您对抽查的答复。")
            return done

    def lapse_all(self, actor: Actor) -> int:
        """Note whose time to answer is over; how many. It is no fault: an officer looks."""
        with reading(self.engine) as connection:
            day = self.clock().astimezone(SHANGHAI).date()
            ids = after_controls.ids_in(connection, CheckState.ASKED, due_before=day)
        for each in ids:
            with self._changing(each) as (change, kept):
                if kept.check.state is CheckState.ASKED:
                    after = lapsed(kept.check, actor, change.today)
                    self._save(change, kept, after, actor, "lapse")
        return len(ids)

    def close(
        self,
        check_id: str,
        outcome: CheckOutcome,
        finding: str,
        actor: Actor,
        evidence: tuple[Evidence, ...] = (),
    ) -> Closed:
        """An officer's finding; SUSPECT raises a suspicion in the same transaction."""
        with self._changing(check_id) as (change, kept):
            after = closed(kept.check, actor, change.today, outcome, finding, evidence)
            done = self._save(change, kept, after, actor, "close", outcome=outcome.value)
            change.tell(f"{TOLD[outcome]}{finding}{how_to_object(self.terms, change.today)}")
            return Closed(done, raise_suspicion(change, evidence, actor, self.terms))

    def waiting(
        self, limit: int = 100, county: str = "", after: tuple[date, str, str] | None = None
    ) -> tuple[KeptCheck, ...]:
        """What is not closed yet, the oldest draw first.

        county: "" for all. after: day, county and id of one that they follow.
        """
        with reading(self.engine) as connection:
            return after_controls.in_states(connection, self.keys, WAITING, limit, county, after)

    # ------------------------------------------------------------ parts

    @contextmanager
    def _changing(self, check_id: str) -> Iterator[tuple[Change, KeptCheck]]:
        """The after-control of an id, locked after its registration."""
        with reading(self.engine) as connection:
            registration = after_controls.registration_of(connection, check_id)
        if registration is None:
            raise UnknownName("抽查编号", check_id)
        with changing(self.engine, self.keys, registration, self.clock()) as change:
            kept = after_controls.get(change.connection, self.keys, check_id, lock=True)
            if kept is None:
                raise UnknownName("抽查编号", check_id)
            yield change, kept

    def _save(
        self,
        change: Change,
        kept: KeptCheck,
        after: AfterControl,
        actor: Actor,
        action: str,
        **detail: str,
    ) -> KeptCheck:
        done = replace(kept, check=after)
        after_controls.save(change.connection, self.keys, done)
        change.note(actor, f"after_control.{action}", check=kept.id, **detail)
        return done
