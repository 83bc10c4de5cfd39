"""One change of a guidance session: locked, stepped and audited in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine

from api.database import writing
from api.expected import ChangedMeanwhile, require
from api.security.keys import Keys
from api.services.guidance_proposal import Proposal
from api.store import audit, guidance
from api.store.guidance import Kept
from registry.actor import Actor
from registry.errors import InvalidField, UnknownName
from registry.guidance import steps
from registry.guidance.follow_up import Terms
from registry.guidance.record import Content, Entered, Plan, Session
from registry.guidance.session import Event

KIND: Final = "指导记录编号"
MEANWHILE: Final = "这份指导记录在您打开之后已有变动，没有保存：请核对最新内容后再办。"
OTHER_PROPOSAL: Final = "建议方案在您打开之后已有变动：请看新的建议，再逐条确认。"
_Found = TypeVar("_Found")


@dataclass(frozen=True, slots=True)
class GuidanceChange:
    """A locked session and who changes it. seen: its ETag as she saw it, "" for not asked."""

    connection: Connection
    keys: Keys
    kept: Kept
    actor: Actor
    seen: str

    def to(self, content: Content) -> Kept:
        """The session after a step."""
        if steps.stands(self.kept.session, content):
            return self.kept
        self._require_seen()
        after = steps.taken(self.kept.session, content, self.actor)
        return self._keep(after, steps.EVENT_OF[type(content)], content.entered)

    def planned(self, plan: Plan, proposal: Proposal, shown: str, terms: Terms) -> Kept:
        """The session with its plan; InvalidField where another one was proposed meanwhile."""
        if steps.stands(self.kept.session, plan):
            return self.kept
        self._require_seen()
        if shown != proposal.mark:
            raise InvalidField("shown", "other_proposal", OTHER_PROPOSAL)
        session = self.kept.session
        after = steps.planned(session, plan, proposal.text, proposal.kinds, terms, self.actor)
        return self._keep(after, Event.PLAN, plan.entered)

    def _require_seen(self) -> None:
        if self.seen and self.seen != self.kept.tag:
            raise ChangedMeanwhile(MEANWHILE)

    def _keep(self, after: Session, event: Event, entered: Entered) -> Kept:
        later = guidance.save(self.connection, self.keys, self.kept._replace(session=after))
        note(self.connection, self.keys, self.actor, event.value, after, entered)
        return later


@contextmanager
def changing_session(
    engine: Engine,
    keys: Keys,
    session_id: str,
    actor: Actor,
    seen: str,
) -> Iterator[GuidanceChange]:
    """The session of an id, locked until the block ends; UnknownName, ChangedMeanwhile."""
    with writing(engine) as connection:
        kept = required(guidance.get(connection, keys, session_id, lock=True), session_id)
        require(session_id, lambda: kept.tag)
        yield GuidanceChange(connection, keys, kept, actor, seen)


def required(found: _Found | None, session_id: str) -> _Found:
    """What was found; UnknownName for nothing."""
    if found is None:
        raise UnknownName(KIND, session_id)
    return found


def note(
    connection: Connection,
    keys: Keys,
    actor: Actor,
    act: str,
    session: Session,
    entered: Entered,
    **detail: Any,
) -> None:
    """One record of the audit chain on a session, among those on its worker."""
    audit.append(
        connection,
        keys.audit,
        actor,
        f"guidance.{act}",
        session.worker,
        entered.at,
        session=session.id,
        **detail,
    )
