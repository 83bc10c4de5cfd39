"""Our own feed: all published postings at one moment, and what changed after a sequence number."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, Final

from sqlalchemy import Connection, Engine

from api.database import reading, snapshot
from api.feeds.written import public_row
from api.store import changes, feed_out
from api.store.changes import Change, Kind
from api.store.feed_out import Standing
from registry.errors import InvalidField
from registry.jobs.masking import masked_text
from registry.jobs.posting import Posting, PostingState, Profile

EXPIRED: Final = "已过有效期"
HELD: Final = "待补正"
GONE: Final = "已不在库中"
LARGEST_SEQUENCE: Final = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Level:
    """What the feed is level with: the last sequence number, and the day on which it is asked."""

    sequence: int
    day: date

    @property
    def etag(self) -> str:
        """The same as long as the snapshot is."""
        return f'"{self.sequence}-{self.day:%Y%m%d}"'


def level(engine: Engine, day: date) -> Level:
    """What the feed is level with now."""
    with reading(engine) as connection:
        return Level(changes.latest(connection), day)


def write_snapshot(engine: Engine, file: IO[bytes], day: date) -> Level:
    """All published postings that are valid on a day, one a line, and before them the level.

    Into a file, so that the transaction is as short as our own writing, however slow the reader.
    """
    with snapshot(engine) as connection:
        now = Level(changes.latest(connection), day)
        file.write(_line({"snapshot": True, "sequence": now.sequence}))
        for posting in feed_out.published(connection):
            if not _is_expired(posting, day):
                file.write(_line(public_row(posting)))
    return now


def check_after(engine: Engine, after: int) -> None:
    """InvalidField if no answer of ours ever gave this number."""
    with reading(engine) as connection:
        last = changes.latest(connection)
    if after > last:
        raise InvalidField(
            "after", "sequence_ahead", f"序号 {after} 还没有发出过（最后是 {last}）：请重取快照。"
        )


def stream(engine: Engine, after: int, limit: int, day: date) -> Iterator[bytes]:
    """What changed after a number, in order, and last where to go on.

    At most `limit` changes are looked at. A change that a later one of the same posting supersedes
    is passed over: the later one tells how it stands. `more`: there was more to tell.
    """
    left, reached = limit, after
    while left > 0:
        with snapshot(engine) as connection:
            found = changes.after(connection, reached, min(left, feed_out.BATCH))
            lines = _lines(connection, found, day)
        yield from (_line(each) for each in lines)
        left -= len(found)
        reached = found[-1].sequence if found else reached
        if not found:
            break
    yield _line({"sequence": reached, "more": left <= 0})


def _lines(connection: Connection, found: list[Change], day: date) -> list[dict[str, Any]]:
    of_postings = [each for each in found if each.kind is Kind.POSTING]
    ids = {each.id for each in of_postings}
    newest = feed_out.newest_change(connection, ids)
    listed = feed_out.ever_listed(connection, ids)
    now = feed_out.standing(connection, ids)
    return [
        {"sequence": each.sequence, **_told(each.id, now.get(each.id), day)}
        for each in of_postings
        if newest[each.id] == each.sequence
        and each.id in listed
        and not _is_archived(now.get(each.id))
    ]


def _told(posting_id: str, now: Standing | None, day: date) -> dict[str, Any]:
    if now is None:
        return _removed(posting_id, GONE)
    if now.posting.state is not PostingState.PUBLISHED:
        return _removed(posting_id, masked_text(now.closed_reason) or HELD)
    if _is_expired(now.posting, day):
        return _removed(posting_id, EXPIRED)
    return public_row(now.posting)


def _removed(posting_id: str, reason: str) -> dict[str, Any]:
    source, _, source_id = posting_id.partition(":")
    return {
        "id": posting_id,
        "source": source,
        "source_id": source_id,
        "removed": True,
        "reason": masked_text(reason),
    }


def _is_archived(now: Standing | None) -> bool:
    return now is not None and now.posting.profile is Profile.ARCHIVE


def _is_expired(posting: Posting, day: date) -> bool:
    return posting.valid_until is not None and posting.valid_until < day


def _line(row: dict[str, Any]) -> bytes:
    return (json.dumps(row, ensure_ascii=False) + "\n").encode()
