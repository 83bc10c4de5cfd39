"""Hires reach the registry: proposed to a registration in force, told, and done by a yes alone."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection, Engine

from api.database import reading
from api.security.keys import Keys
from api.services.application_change import ApplicationChange
from api.services.registration_change import Change, changing
from api.services.registration_told import correct, leave
from api.store import accounts, applications, jobs, proposals, registrations, workers
from api.store.people import person_of
from api.store.proposals import KeptProposal
from registry.actor import THE_SYSTEM, Actor
from registry.errors import InvalidField, UnknownName
from registry.jobs.posting import Posting
from registry.placement.proposal import (
    OPEN,
    PROPOSES,
    Proposal,
    ProposalEvent,
    ProposalKind,
    ProposalState,
    step,
    updated,
)
from registry.placement.record import Application, Hire, Kind
from registry.registration.application import State
from registry.registration.claim import Engagement
from registry.registration.exits import ExitCode
from registry.registration.record import Registration
from registry.workers.worker import Seeking

KIND: Final = "录用提示编号"


def propose(change: ApplicationChange, after: Application) -> None:
    """Propose what a hire means for the person's registration in force, and take back what is void.

    Must come before anything is written to the audit chain in this transaction: whoever changes a
    registration locks it first. Who has no registration in force is not touched.
    """
    if after.hire == change.before.hire:
        return
    registration = _in_force(change, after.worker)
    for each in proposals.of_application(change.connection, change.keys, after.id):
        if each.proposal.state in OPEN:
            _end(change, each.proposal)
    if registration is None or after.hire is None or after.hire.kind is None:
        return
    made = _proposal(change, after, after.hire, registration)
    if made is None:
        return
    proposals.add(change.connection, change.keys, made, change.at)
    _registry_change(change, registration).note(
        THE_SYSTEM, "hire_proposed", proposal=made.id, kind=made.kind.value, on=made.on
    )
    registrations.tell(change.connection, change.keys, registration.id, made.text, change.at)


def _in_force(change: ApplicationChange, worker: str) -> Registration | None:
    """Her registration in force, locked; None where she has none or is not known by a number."""
    person = person_of(change.connection, worker)
    briefs = registrations.of_person(change.connection, person) if person else ()
    active = next((each.id for each in briefs if each.state is State.ACTIVE), None)
    if active is None:
        return None
    found = registrations.get(change.connection, change.keys, active, lock=True)
    return found if found is not None and found.state is State.ACTIVE else None


def _registry_change(change: ApplicationChange, one: Registration) -> Change:
    return Change(change.connection, change.keys, change.at, one, one)


def _end(change: ApplicationChange, one: Proposal) -> None:
    """Take back a proposal whose hire is told otherwise now."""
    ended = step(one, ProposalEvent.CLOSE, THE_SYSTEM)
    held = registrations.get(change.connection, change.keys, one.registration, lock=True)
    proposals.save(change.connection, change.keys, ended, change.at)
    if held is not None:
        _registry_change(change, held).note(THE_SYSTEM, "hire_proposal.close", proposal=one.id)


def _proposal(
    change: ApplicationChange,
    after: Application,
    hire: Hire,
    registration: Registration,
) -> Proposal | None:
    posting = jobs.get(change.connection, after.posting)
    record = workers.get_record(change.connection, after.worker)
    if posting is None or record is None or hire.kind is None:
        return None
    return Proposal(
        id=token_hex(16),
        application=after.id,
        registration=registration.id,
        person=person_of(change.connection, after.worker),
        county=registration.claim.place,
        kind=PROPOSES[hire.kind],
        state=ProposalState.PROPOSED,
        on=hire.on,
        engagement=_engagement(posting, _by_platform(change.connection, posting)),
        occupation=posting.occupation or "",
        work_place=posting.place.code or "",
        keeps=record.worker.seeking is Seeking.ADDITIONAL,
        part_time=hire.kind is Kind.PART_TIME,
    )


def _engagement(posting: Posting, is_platform: bool) -> Engagement:
    day, days = posting.hours.hours_per_day, posting.hours.days_per_week
    week = day * days if day is not None and days is not None else None
    return Engagement(posting.employer or posting.source, day, week, is_platform)


def _by_platform(connection: Connection, posting: Posting) -> bool:
    """Whether the work is for the platform that sent the posting, and for nobody behind it."""
    own = ("", posting.source, posting.source_name)
    return posting.employer in own and accounts.is_platform(connection, posting.source)


@dataclass(frozen=True, slots=True)
class ProposalDesk:
    """What the person and officers do with proposals, and what a night finds."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def confirm(self, proposal_id: str, actor: Actor) -> Proposal:
        """Do what is proposed: the registration ends by X1, or gets its newer facts."""
        with self._changing(proposal_id) as (change, before):
            after = step(before, ProposalEvent.CONFIRM, actor)
            if before.kind is ProposalKind.EXIT:
                leave(change, ExitCode.X1, before.on, actor)
            else:
                correct(change, updated(change.registration.claim, before), actor)
            return self._save(change, after, actor, "confirm")

    def deny(self, proposal_id: str, actor: Actor) -> Proposal:
        """She says that it is not so: an officer looks; a newer record is let be."""
        with self._changing(proposal_id) as (change, before):
            after = step(before, ProposalEvent.DENY, actor)
            if before.kind is ProposalKind.EXIT:
                change.tell("已记下您的说明，由工作人员核实；核实之前登记不变。")
            return self._save(change, after, actor, "deny")

    def close(self, proposal_id: str, reason: str, actor: Actor) -> Proposal:
        """An officer found that the registration stands as it is; the reason is told to her."""
        if not reason.strip():
            raise InvalidField("reason", "missing", "请写明理由，理由会告知本人。")
        with self._changing(proposal_id) as (change, before):
            after = step(before, ProposalEvent.CLOSE, actor)
            change.tell(f"录用提示已核实关闭，登记不变：{reason}")
            return self._save(change, after, actor, "close")

    def find(self) -> int:
        """End what the registry has overtaken: found by a re-check, or left otherwise; how many.

        Running it again changes nothing.
        """
        with reading(self.engine) as connection:
            open_ones = proposals.waiting(connection, self.keys)
        return sum(self._overtaken(each.proposal.id) for each in open_ones)

    def waiting(self, prefix: str = "") -> list[KeptProposal]:
        """What waits in a division, oldest first. prefix: of its counties' codes."""
        with reading(self.engine) as connection:
            return proposals.waiting(connection, self.keys, prefix)

    def of_worker(self, worker: str) -> list[KeptProposal]:
        """What was proposed to a worker's registrations, oldest first."""
        with reading(self.engine) as connection:
            person = person_of(connection, worker)
            return proposals.of_person(connection, self.keys, person) if person else []

    def get(self, proposal_id: str) -> tuple[KeptProposal, Application]:
        """A proposal and the hire that it comes from; UnknownName if there is none such."""
        with reading(self.engine) as connection:
            one = self._get(connection, proposal_id)
            kept = applications.get(connection, self.keys, one.proposal.application)
            if kept is None:
                raise UnknownName(KIND, proposal_id)
            return one, kept.application

    def _overtaken(self, proposal_id: str) -> bool:
        with self._changing(proposal_id) as (change, before):
            held = change.registration
            if before.state not in OPEN or held.state is State.ACTIVE:
                return False
            by_contract = held.exit is not None and held.exit.code is ExitCode.X1
            is_found = by_contract and before.kind is ProposalKind.EXIT
            event = ProposalEvent.FIND if is_found else ProposalEvent.CLOSE
            self._save(change, step(before, event, THE_SYSTEM), THE_SYSTEM, event.value)
            return True

    @contextmanager
    def _changing(self, proposal_id: str) -> Iterator[tuple[Change, Proposal]]:
        """The proposal of an id, locked with its registration."""
        with reading(self.engine) as connection:
            registration = proposals.registration_of(connection, proposal_id)
        if registration is None:
            raise UnknownName(KIND, proposal_id)
        with changing(self.engine, self.keys, registration, self.clock()) as change:
            yield change, self._get(change.connection, proposal_id).proposal

    def _get(self, connection: Connection, proposal_id: str) -> KeptProposal:
        one = proposals.get(connection, self.keys, proposal_id)
        if one is None:
            raise UnknownName(KIND, proposal_id)
        return one

    def _save(self, change: Change, after: Proposal, actor: Actor, event: str) -> Proposal:
        closed_at = None if after.state in OPEN else change.at
        proposals.save(change.connection, self.keys, after, closed_at)
        change.note(actor, f"hire_proposal.{event}", proposal=after.id, proposed=after.kind.value)
        return after
