"""One change of a posting: stepped by its table, kept, told to lists and noted, all at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import writing
from api.expected import require
from api.security.keys import Keys
from api.store import audit, changes, jobs, posting_life
from api.store.posting_life import Told
from registry.actor import THE_SYSTEM, Actor
from registry.errors import UnknownName
from registry.jobs.lifecycle import STANDING, TABLE, Move, PostingEvent, settled
from registry.jobs.office_holds import content_holds
from registry.jobs.posting import Posting


@dataclass(slots=True)
class PostingChange:
    """A posting and what becomes of it; `keep` writes it. The change-log lock is held.

    before: as it was. posting: as it now stands.
    """

    connection: Connection
    keys: Keys
    at: datetime
    before: Posting
    posting: Posting
    told: list[Told] = field(default_factory=list)

    @property
    def today(self) -> date:
        """The day in China."""
        return self.at.astimezone(SHANGHAI).date()

    def step(self, event: PostingEvent, actor: Actor, reason: str = "") -> None:
        """Take one step of the table; IllegalStep if it is not possible."""
        state = TABLE.step(self.posting.state, event, actor)
        self.posting = replace(self.posting, state=state)
        self.told.append(Told(self.posting.id, Move(event, actor, state), reason))

    def settle(self, holds: Sequence[str]) -> None:
        """After it was received: held by its own holds or the bureau's, or published."""
        office = posting_life.office_holds(self.connection, [self.posting])
        codes = (*holds, *office.get(self.posting.id, ()))
        done = settled(replace(self.posting, holds=tuple(dict.fromkeys(codes))))
        self.posting = done.posting
        self.told += [Told(self.posting.id, move) for move in done.moves]

    def weigh(self, actor: Actor, reason: str) -> bool:
        """Hold or publish it anew after the bureau's holds changed; whether anything did.

        A closed posting is left alone: it is weighed when it comes back.
        """
        office = posting_life.office_holds(self.connection, [self.posting])
        own = content_holds(self.posting)
        holds = tuple(dict.fromkeys((*own, *office.get(self.posting.id, ()))))
        if self.posting.state not in STANDING or holds == self.posting.holds:
            return False
        if set(holds) - set(self.posting.holds):
            self.posting = replace(self.posting, holds=holds)
            self.step(PostingEvent.HOLD, actor, reason)
            return True
        self.step(PostingEvent.LIFT, actor, reason)
        self.settle(own)
        return True

    def keep(self, actor: Actor, action: str, reason: str | None = None, **detail: Any) -> Posting:
        """Write it, and note who did what. reason: for people, where it is closed."""
        jobs.save(self.connection, self.posting, self.at, reason)
        posting_life.tell(self.connection, self.told, self.at)
        audit.append(
            self.connection,
            self.keys.audit,
            actor,
            f"posting.{action}",
            self.posting.id,
            self.at,
            role=actor.role.value,
            was=self.before.state.value,
            state=self.posting.state.value,
            holds=list(self.posting.holds),
            **detail,
        )
        return self.posting


def change_of(connection: Connection, keys: Keys, posting_id: str, at: datetime) -> PostingChange:
    """The posting of an id, to be changed in this transaction; UnknownName if there is none."""
    changes.lock(connection)
    found = jobs.get(connection, posting_id)
    if found is None:
        raise UnknownName("岗位", posting_id, jobs.near_ids(connection, posting_id))
    require(posting_id, lambda: posting_life.tag(connection, posting_id))
    return PostingChange(connection, keys, at, found, found)


@contextmanager
def changing_posting(
    engine: Engine, keys: Keys, posting_id: str, at: datetime
) -> Iterator[PostingChange]:
    """The same in a transaction of its own; nothing is kept if the block raises."""
    with writing(engine) as connection:
        yield change_of(connection, keys, posting_id, at)


def weigh_all(
    connection: Connection,
    keys: Keys,
    ids: Sequence[str],
    reason: str,
    at: datetime,
    actor: Actor = THE_SYSTEM,
) -> int:
    """Hold or publish postings anew after the bureau's holds changed; how many changed."""
    changed = 0
    for one in ids:
        change = change_of(connection, keys, one, at)
        if change.weigh(actor, reason):
            change.keep(actor, "weigh")
            changed += 1
    return changed
