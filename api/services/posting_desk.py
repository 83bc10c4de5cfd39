"""What firms, officers and the night do with a posting: close, hold, lift, reopen, expire, see."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.feeds.lint import CleanText, offered_text
from api.feeds.postings import read_posting, relinted
from api.feeds.values import clean
from api.reference import Reference
from api.security.keys import Keys
from api.services.held import held_findings
from api.services.life_numbers import LifeNumbers
from api.services.posting_change import PostingChange, changing_posting
from api.store import audit, changes, jobs, posting_life
from api.store.posting_life import History, Hold, Outdated, Place, PostingRow, Told
from registry.actor import THE_SYSTEM, Actor, Role
from registry.errors import InvalidField, UnknownName
from registry.jobs.lifecycle import CLOSED, TABLE, Move, PostingEvent, outdated
from registry.jobs.minimum_wage import Floors
from registry.jobs.office_holds import HELD_BY_OFFICER, OF_A_POSTING, content_holds
from registry.jobs.posting import Posting, PostingState
from registry.verdict import Finding

BATCH: Final = 500  # postings of one transaction
# How a posting is closed by somebody's act, and what people are told where he gives no reason.
CLOSINGS: Final = {
    PostingEvent.FILL: "已招满",
    PostingEvent.WITHDRAW: "已撤回",
    PostingEvent.LAPSE: "来源不再发送",
    PostingEvent.REMOVE: "已下架",
}
OUTDATED: Final = {
    PostingEvent.EXPIRE: "已过有效期",
    PostingEvent.LAPSE: "来源多日没有再发送",
}


@dataclass(frozen=True, slots=True)
class PostingRecord:
    """A posting in full: where it stands and why, the text to send instead, what happened to it."""

    posting: Posting
    row: PostingRow
    reasons: tuple[Finding, ...]
    rewrite: CleanText | None
    holds: tuple[Hold, ...]
    history: tuple[History, ...]


@dataclass(frozen=True, slots=True)
class ListedPosting:
    """A posting in a list of the bureau: beside it what holds it, where it is held."""

    posting: Posting
    row: PostingRow
    reasons: tuple[Finding, ...]


@dataclass(slots=True)
class Expired:
    """What a night closed, by what happened to it."""

    closed: Counter[PostingEvent] = field(default_factory=Counter)

    def to_json(self) -> dict[str, int]:
        """The counts as JSON."""
        return {
            "expired": self.closed[PostingEvent.EXPIRE],
            "unsent": self.closed[PostingEvent.LAPSE],
        }


@dataclass(frozen=True, slots=True)
class PostingDesk:
    """The life of postings in one installation. clock: the time, with its offset."""

    engine: Engine
    keys: Keys
    reference: Reference
    numbers: LifeNumbers
    clock: Callable[[], datetime]

    # ------------------------------------------------------------ by somebody

    def close(self, posting_id: str, event: PostingEvent, reason: str, actor: Actor) -> Posting:
        """Fill, withdraw or remove a posting, or note that its source sends it no more.

        reason: told to people; an officer must give one.
        """
        if event not in CLOSINGS:
            raise InvalidField("reason", "closing", f"可选：{'、'.join(CLOSINGS)}。")
        with self._changing(posting_id) as change:
            return closed(change, event, reason, actor)

    def hold(self, posting_id: str, reason: str, actor: Actor) -> Posting:
        """An officer keeps a posting from being published, whatever its source sends.

        What complaints held as a precaution is confirmed by it.
        """
        with self._changing(posting_id) as change:
            return held(change, HELD_BY_OFFICER, must_say(reason), actor)

    def lift(self, posting_id: str, reason: str, actor: Actor) -> Posting:
        """An officer lifts what holds this posting besides its own text and its employer."""
        with self._changing(posting_id) as change:
            return lifted(change, must_say(reason), actor)

    def reopen(
        self,
        posting_id: str,
        actor: Actor,
        reason: str = "",
        valid_until: date | None = None,
        row: dict[str, Any] | None = None,
    ) -> Posting:
        """Open a closed posting again, with a new last day or a corrected text.

        row: the whole posting as its firm sends it now; it is read and linted like any other.
        """
        with self._changing(posting_id) as change:
            reason = must_say(reason) if actor.role is Role.OFFICER else clean(reason)
            change.step(PostingEvent.REOPEN, actor, reason)
            if row is not None:
                change.posting = self._read(change, row)
            if valid_until is not None:
                change.posting = replace(change.posting, valid_until=valid_until)
            _refuse_past(change.posting, change.today)
            fresh = relinted(change.posting, self.reference, self._floors(change.today))
            change.settle(content_holds(fresh))
            return change.keep(actor, "reopen")

    # ------------------------------------------------------------ by the night

    def expire(self) -> Expired:
        """Close what is past its last day, or without one and not seen for too long."""
        at = self.clock()
        today = at.astimezone(SHANGHAI).date()
        unseen = self.numbers.unseen_days(today)
        since = None if unseen is None else today - timedelta(unseen)
        found, done = BATCH, Expired()
        while found == BATCH:
            with writing(self.engine) as connection:
                changes.lock(connection)
                batch = posting_life.maybe_outdated(connection, today, since, BATCH)
                counts = self._close_outdated(connection, batch, today, unseen, at)
            done.closed += counts
            found = len(batch) if counts else 0
        return done

    # ------------------------------------------------------------ seeing

    def show(self, posting_id: str) -> PostingRecord:
        """A posting in full, in whatever state; UnknownName if there is none."""
        with reading(self.engine) as connection:
            posting = jobs.get(connection, posting_id)
            row = posting_life.row(connection, posting_id)
            if posting is None or row is None:
                raise UnknownName("岗位", posting_id, jobs.near_ids(connection, posting_id))
            reasons = held_findings(posting, self.reference, self.numbers.policy, row.last_seen)
            return PostingRecord(
                posting,
                row,
                reasons,
                offered_text(posting, self.reference),
                posting_life.holds(connection, posting_id),
                posting_life.history(connection, posting_id),
            )

    def rows(
        self, state: PostingState | None = None, source: str = "", limit: int = 100
    ) -> tuple[PostingRow, ...]:
        """Public postings by id. state None: any; source "": of any."""
        with reading(self.engine) as connection:
            return posting_life.rows(connection, state, source, limit)

    def listed(
        self,
        limit: int,
        state: PostingState | None = None,
        county: str = "",
        is_office: bool = False,
        after: Place | None = None,
    ) -> tuple[ListedPosting, ...]:
        """Public postings behind a place, what was seen first in front, at most `limit`.

        is_office: only those that the bureau itself holds, each for its own sake.
        """
        codes = OF_A_POSTING if is_office else ()
        with reading(self.engine) as connection:
            rows = posting_life.listed(connection, limit, state, county, codes, after)
            found = jobs.get_many(connection, [row.id for row in rows])
        return tuple(self._listed(found[row.id], row) for row in rows)

    # ------------------------------------------------------------ parts

    def _listed(self, posting: Posting, row: PostingRow) -> ListedPosting:
        is_held = posting.state is PostingState.HELD
        day, policy = row.last_seen, self.numbers.policy
        reasons = held_findings(posting, self.reference, policy, day) if is_held else ()
        return ListedPosting(posting, row, tuple(dict.fromkeys(reasons)))

    def _changing(self, posting_id: str) -> AbstractContextManager[PostingChange]:
        return changing_posting(self.engine, self.keys, posting_id, self.clock())

    def _floors(self, day: date) -> Floors:
        return self.numbers.policy.wage_floors(day)

    def _read(self, change: PostingChange, row: dict[str, Any]) -> Posting:
        floors = self._floors(change.today)
        sent = read_posting(row, self.reference, live=True, floors=floors)
        if sent.id != change.posting.id:
            raise InvalidField("source_id", "other_posting", "更正的应是同一条岗位。")
        first = sent.published_on or change.posting.published_on
        return replace(sent, published_on=first, state=change.posting.state)

    def _close_outdated(
        self,
        connection: Connection,
        batch: tuple[Outdated, ...],
        today: date,
        unseen: float | None,
        at: datetime,
    ) -> Counter[PostingEvent]:
        counts: Counter[PostingEvent] = Counter()
        found = jobs.get_many(connection, [one.id for one in batch])
        told = []
        for one in batch:
            event = outdated(one.valid_until, one.last_seen, today, unseen)
            if event is None:
                continue
            state = TABLE.step(found[one.id].state, event, THE_SYSTEM)
            jobs.save(connection, replace(found[one.id], state=state), at, OUTDATED[event])
            told.append(Told(one.id, Move(event, THE_SYSTEM, state), OUTDATED[event]))
            counts[event] += 1
        posting_life.tell(connection, told, at)
        if counts:
            audit.append(
                connection,
                self.keys.audit,
                THE_SYSTEM,
                "posting.expire",
                today.isoformat(),
                at,
                **{event.value: number for event, number in counts.items()},
            )
        return counts


def closed(change: PostingChange, event: PostingEvent, reason: str, actor: Actor) -> Posting:
    """Close a posting in a transaction that is under way."""
    words = must_say(reason) if actor.role is Role.OFFICER else clean(reason)
    words = words or CLOSINGS[event]
    change.step(event, actor, words)
    return change.keep(actor, event.value, words)


def held(change: PostingChange, code: str, reason: str, actor: Actor) -> Posting:
    """Hold a posting back by a code of the bureau; an officer's takes the place of a precaution."""
    TABLE.step(change.posting.state, PostingEvent.HOLD, actor)
    if code == HELD_BY_OFFICER:
        posting_life.unhold(change.connection, change.posting.id, OF_A_POSTING)
    posting_life.hold(change.connection, change.posting.id, code, reason, change.at)
    office = posting_life.office_holds(change.connection, [change.posting])
    holds = (*content_holds(change.posting), *office[change.posting.id])
    change.posting = replace(change.posting, holds=tuple(dict.fromkeys(holds)))
    change.step(PostingEvent.HOLD, actor, reason)
    return change.keep(actor, "hold")


def lifted(change: PostingChange, reason: str, actor: Actor) -> Posting:
    """Lift what the bureau holds this one posting for; published if nothing else holds it."""
    TABLE.step(PostingState.HELD, PostingEvent.LIFT, actor)  # who may, also where it is closed
    if not posting_life.unhold(change.connection, change.posting.id, OF_A_POSTING):
        raise InvalidField("holds", "nothing_to_lift", "没有可解除的暂停：见岗位的待补正原因。")
    if change.posting.state in CLOSED:
        return change.keep(actor, "lift")
    change.step(PostingEvent.LIFT, actor, reason)
    change.settle(content_holds(change.posting))
    return change.keep(actor, "lift")


def must_say(reason: str) -> str:
    """The reason, without what no text may hold; InvalidField where there is none."""
    words = clean(reason)
    if not words:
        raise InvalidField("words", "missing", "请写明理由，理由会告知用人单位。")
    return words


def _refuse_past(posting: Posting, today: date) -> None:
    if posting.valid_until is not None and posting.valid_until < today:
        raise InvalidField(
            "valid_until", "past", f"有效期至 {posting.valid_until} 已过：请给出新的有效期至。"
        )
