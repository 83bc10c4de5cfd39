"""What officers do with a suspicion (63号 六): hear, clear, correct, confirm, repair, overturn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Engine

from api.clock import SHANGHAI
from api.database import writing
from api.security.keys import Keys
from api.services.credit_audit import note, note_read
from api.services.credit_change import EntryChange, changing_entry
from api.services.registration_change import changing
from api.services.suspicion import raise_suspicion
from api.store import credit
from api.store.credit import Kept
from registry.actor import Actor
from registry.registration.application import STEPS, Event
from registry.registration.credit import (
    cleared,
    confirmed_false,
    corrected,
    invited,
    is_to_be_deleted,
    overturned,
    repaired,
)
from registry.registration.credit_entry import (
    LEVEL_NAMES,
    CreditEntry,
    Evidence,
    Hearing,
    Level,
    Repair,
)
from registry.registration.credit_terms import CreditTerms
from registry.registration.objection import (
    Objection,
    ObjectionState,
    answered,
    how_to_object,
    objected,
)
from registry.registration.working_days import Calendar, Deadline
from registry.step_table import IllegalStep

# From these a registration can be revoked, which an officer does apart (Registrar.revoke).
REVOCABLE: Final = frozenset(each.source for each in STEPS if each.event is Event.REVOKE)


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A confirmed entry. may_revoke: whether its registration stands, so that it can be revoked."""

    kept: Kept
    may_revoke: bool


@dataclass(frozen=True, slots=True)
class CreditDesk:
    """The credit service of one installation. calendar: which days are worked."""

    engine: Engine
    keys: Keys
    terms: CreditTerms
    calendar: Calendar
    clock: Callable[[], datetime]

    def waiting(self, actor: Actor, limit: int = 100) -> tuple[Kept, ...]:
        """What waits for an officer: suspicions that still count, and entries objected to."""
        at = self.clock()
        day = at.astimezone(SHANGHAI).date()
        with writing(self.engine) as connection:
            suspect = credit.suspicions(connection, self.keys, day, limit)
            objected_to = credit.objected_to(connection, self.keys, limit)
            found = {each.id: each for each in (*suspect, *objected_to)}
            note_read(connection, self.keys, actor, found.values(), "waiting", at)
            return tuple(found.values())

    def suspect(
        self, registration_id: str, evidence: tuple[Evidence, ...], reason: str, actor: Actor
    ) -> Kept | None:
        """What an officer found to contradict a promise; None where it is known already."""
        with changing(self.engine, self.keys, registration_id, self.clock()) as change:
            return raise_suspicion(change, evidence, actor, self.terms, reason)

    def invite(self, entry_id: str, on: date, actor: Actor) -> Kept:
        """Invite the person to be heard on a later day."""
        with self._changing(entry_id) as change:
            kept = change.to(invited(change.entry, actor, change.today, on), actor, "invite")
            self._tell(
                change,
                f"请于 {on} 说明“{change.entry.reason}”的情况，书面、电话或到窗口都可以。"
                f"届时没有说明的，由工作人员依已有材料核实。",
            )
            return kept

    def clear(self, entry_id: str, decision: str, actor: Actor) -> Kept:
        """Nothing was wrong."""
        with self._changing(entry_id) as change:
            entry = cleared(change.entry, actor, change.today, decision)
            self._settle(change, entry, actor, "clear", f"疑点已排除：{decision}")
            return change.kept

    def correct(self, entry_id: str, decision: str, actor: Actor) -> Kept:
        """An honest error, now put right."""
        with self._changing(entry_id) as change:
            entry = corrected(change.entry, actor, change.today, decision)
            self._settle(change, entry, actor, "correct", f"已更正，不属于失信：{decision}")
            return change.kept

    def confirm(
        self,
        entry_id: str,
        decision: str,
        level: Level,
        months: int,
        hearing: Hearing,
        actor: Actor,
        fault_ended_on: date | None = None,
    ) -> Confirmed:
        """A false promise, confirmed by an officer who heard the person. It revokes nothing."""
        with self._changing(entry_id) as change:
            entry = confirmed_false(
                change.entry,
                actor,
                change.today,
                decision,
                level,
                months,
                hearing,
                self.terms,
                fault_ended_on,
            )
            kept = change.to(entry, actor, "confirm_false", level=level.value)
            self._tell(
                change,
                f"认定为虚假承诺（{LEVEL_NAMES[level]}）：{decision}。"
                f"至 {entry.until} 止或修复之前，办理登记先核查后办理；不影响求职推荐。"
                "纠正后可以申请信用修复。",
            )
            return Confirmed(kept, change.change.registration.state in REVOCABLE)

    def repair(self, entry_id: str, repair: Repair, actor: Actor) -> Kept:
        """A repair accepted: the person registers by her commitment again."""
        with self._changing(entry_id) as change:
            entry = repaired(change.entry, actor, change.today, repair, self.terms)
            kept = change.to(entry, actor, "repair")
            self._tell(change, "信用已修复，可以重新按承诺方式办理登记。")
            return kept

    def overturn(self, entry_id: str, decision: str, actor: Actor) -> Kept:
        """A confirmation undone by another officer: objection upheld, or ground withdrawn."""
        with self._changing(entry_id) as change:
            entry = overturned(change.entry, actor, change.today, decision)
            self._settle(change, entry, actor, "overturn", f"认定已撤销：{decision}")
            return change.kept

    def object(
        self, entry_id: str, words: str, actor: Actor, needs_others: bool = False
    ) -> Objection:
        """Her objection, with the day by which it is answered."""
        with self._changing(entry_id) as change:
            made = objected(actor, change.today, words, needs_others, self.terms, self.calendar)
            store = change.change.connection
            credit.add_objection(store, self.keys, entry_id, made)
            change.note(actor, "object", due=made.deadline.due)
            change.change.tell(f"已收到您的异议（{words}），{by_day(made.deadline)}前答复。")
            return made

    def answer(self, entry_id: str, answer: str, actor: Actor) -> tuple[Objection, ...]:
        """Answer what was objected, the entry standing as it is; IllegalStep if nothing waits."""
        with self._changing(entry_id) as change:
            done = self._answer(change, answer, actor, change.entry.decided_by)
            if not done:
                raise IllegalStep("没有待答复的异议：本人提出异议之后才能答复。")
            return done

    def forget(self, actor: Actor) -> int:
        """Delete the entries whose last time is over; how many."""
        at = self.clock()
        day = at.astimezone(SHANGHAI).date()
        with writing(self.engine) as connection:
            old = credit.past(connection, self.keys, day)
            over = [each for each in old if is_to_be_deleted(each.entry, day, self.terms)]
            for each in over:
                credit.remove(connection, each.id)
            # Only now: who holds the chain's end waits for no entry.
            for each in over:
                person = each.entry.person
                note(connection, self.keys, actor, "forget", person, at, entry=each.id)
        return len(over)

    # ------------------------------------------------------------ parts

    @contextmanager
    def _changing(self, entry_id: str) -> Iterator[EntryChange]:
        with changing_entry(self.engine, self.keys, entry_id, self.clock()) as change:
            yield change

    def _settle(
        self, change: EntryChange, entry: CreditEntry, actor: Actor, action: str, told: str
    ) -> None:
        """An entry that binds no more; what was objected to it is answered by the decision."""
        change.to(entry, actor, action)
        self._tell(change, f"{told}。不再有任何影响。")
        self._answer(change, entry.decision, actor, "")

    def _answer(
        self, change: EntryChange, answer: str, actor: Actor, decided_by: str
    ) -> tuple[Objection, ...]:
        store, entry_id = change.change.connection, change.kept.id
        done = []
        for number, each in enumerate(credit.objections(store, self.keys, entry_id), 1):
            if each.state is ObjectionState.OPEN:
                after = answered(each, decided_by, actor, change.today, answer)
                credit.save_objection(store, self.keys, entry_id, number, after)
                change.note(actor, "answer", in_time=change.today <= each.deadline.due)
                change.change.tell(f"对您异议的答复：{answer}。不服的，可以依法申请行政复议。")
                done.append(after)
        return tuple(done)

    def _tell(self, change: EntryChange, text: str) -> None:
        change.change.tell(text + how_to_object(self.terms, change.today))


def by_day(deadline: Deadline) -> str:
    """The last day to answer in time, in words."""
    return f"{deadline.due}{'（放假安排公布后可能顺延）' if deadline.calendar_assumed else ''}"
