"""职业指导: sessions opened with consent, taken step by step, read with a trace, closed."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from api.clock import SHANGHAI
from api.database import reading, writing
from api.guidance_terms import guidance_terms
from api.policy import Policy
from api.services.application_reading import worker_of
from api.services.consents import ConsentDesk
from api.services.guidance_change import GuidanceChange, changing_session, note, required
from api.services.guidance_proposal import Proposal
from api.store import audit, guidance, jobs
from api.store.guidance import Due, Kept
from registry.actor import Actor
from registry.errors import InvalidField
from registry.guidance import faults, steps
from registry.guidance.record import Content, Entered, Plan, Reception, Session
from registry.jobs.posting import PostingState, Profile
from registry.workers.consent import Channel, Purpose

PURPOSE: Final = Purpose.GUIDANCE
OLD_TEXT: Final = "同意书已更新：请重新阅读后再确认。"


@dataclass(frozen=True, slots=True)
class GuidanceDesk:
    """The sessions of one installation. propose: what is proposed to a worker now."""

    consents: ConsentDesk
    policy: Policy
    propose: Callable[[str, Actor], Proposal]

    def open(
        self, worker: str, actor: Actor, channel: Channel, text_version: str
    ) -> tuple[Kept, bool]:
        """Her session, begun with her consent; the one that is open where there is one.

        Whether it is a new one. InvalidField where she was shown another text than today's.
        """
        if text_version != self.consents.text(PURPOSE).version:
            raise InvalidField("text_version", "old_text", OLD_TEXT)
        try:
            return self._open(worker, actor, channel, text_version)
        except IntegrityError:  # another desk was first
            return self._open(worker, actor, channel, text_version)

    def take(
        self,
        session_id: str,
        made: Callable[[Entered], Content],
        actor: Actor,
        seen: str = "",
        shown: str = "",
    ) -> Kept:
        """The session after a step; as it is where that very step stands in it.

        made: what the step says, by whom and when it is entered. seen: the session's ETag as the
        officer saw it, "" where that is not asked. shown: of a plan, the mark of what was proposed,
        which is kept with it.
        """
        content = made(self.entered(actor))
        if isinstance(content, Plan):
            return self._agree(session_id, content, actor, seen, shown)
        with self._changing(session_id, actor, seen) as change:
            return change.to(content)

    def show(self, session_id: str, actor: Actor) -> Kept:
        """One session; that it was read is kept."""
        keys = self.consents.keys
        with writing(self.consents.engine) as connection:
            kept = required(guidance.get(connection, keys, session_id), session_id)
            note(connection, keys, actor, "read", kept.session, self.entered(actor))
            return kept

    def of_worker(self, worker: str, actor: Actor, shown: str = "") -> tuple[Kept, ...]:
        """A worker's sessions, the latest first; that they were read is kept once.

        shown: the one that is looked at, "" for the latest.
        """
        keys = self.consents.keys
        with writing(self.consents.engine) as connection:
            found = guidance.of_worker(connection, keys, worker)
            if found:
                read = next((each for each in found if each.session.id == shown), found[0])
                note(connection, keys, actor, "read", read.session, self.entered(actor))
            return found

    def before_step(self, session_id: str) -> Session:
        """A session as the form of its next step is read by; the step itself is kept."""
        with reading(self.consents.engine) as connection:
            found = guidance.get(connection, self.consents.keys, session_id)
            return required(found, session_id).session

    def worker_of(self, session_id: str) -> str:
        """Whose session an id is; UnknownName."""
        with reading(self.consents.engine) as connection:
            return required(guidance.worker_of(connection, session_id), session_id)

    def tag(self, session_id: str) -> str:
        """The ETag of a session; UnknownName."""
        with reading(self.consents.engine) as connection:
            return required(guidance.tag(connection, session_id), session_id)

    def due(self, account: str, workers: Sequence[str]) -> list[Due]:
        """Follow-ups due today, of sessions an advisor opened or of some workers."""
        today = self.consents.clock().astimezone(SHANGHAI).date()
        with reading(self.consents.engine) as connection:
            return guidance.due(connection, today, account, workers)

    def entered(self, actor: Actor) -> Entered:
        """By whom and when something is entered now."""
        at = self.consents.clock()
        return Entered(actor.id, at.astimezone(SHANGHAI).date(), at)

    def _open(self, worker: str, actor: Actor, channel: Channel, text: str) -> tuple[Kept, bool]:
        keys = self.consents.keys
        with writing(self.consents.engine) as connection:
            audit.lock(connection)
            who = worker_of(connection, worker)
            known = guidance.open_one(connection, keys, worker)
            if known is not None:
                return known, False
            self.consents.note(connection, worker, PURPOSE, actor, channel, given=True)
            reception = Reception(self.entered(actor), channel, text)
            county = who.place.code or ""
            session = steps.opened(token_hex(16), worker, county, reception, actor)
            kept = guidance.add(connection, keys, session)
            note(connection, keys, actor, "open", session, reception.entered)
            return kept, True

    def _agree(self, session_id: str, plan: Plan, actor: Actor, seen: str, shown: str) -> Kept:
        proposal = self.propose(self.worker_of(session_id), actor)
        with self._changing(session_id, actor, seen) as change:
            plan = _titled(change.connection, plan, proposal.titles)
            terms = guidance_terms(self.policy, plan.entered.on, change.kept.session.county)
            return change.planned(plan, proposal, shown, terms)

    def _changing(
        self, session_id: str, actor: Actor, seen: str
    ) -> AbstractContextManager[GuidanceChange]:
        desk = self.consents
        return changing_session(desk.engine, desk.keys, session_id, actor, seen)


def _titled(connection: Connection, plan: Plan, titles: Mapping[str, str]) -> Plan:
    """A plan whose strategies and postings are called what they are.

    titles: of the strategies proposed, by kind. InvalidField for a posting that is not open.
    """
    known = jobs.get_many(connection, [each.posting for each in plan.postings])
    offered = {
        each.id: each
        for each in known.values()
        if each.profile is Profile.PUBLIC and each.state is PostingState.PUBLISHED
    }
    faults.raise_all(faults.offered_faults(plan, offered))
    named = tuple(
        replace(one, title=offered[one.posting].title, employer=offered[one.posting].employer)
        for one in plan.postings
    )
    strategies = tuple(
        replace(one, title=titles.get(one.kind, one.title)) if one.kind else one
        for one in plan.strategies
    )
    return replace(plan, postings=named, strategies=strategies)
