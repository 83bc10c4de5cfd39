"""How each source stands: its last feed, what is live of it, what reading loses, its silence."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from api.services.ingest_losses import FIELDS
from api.store import feeds
from api.store.feeds import Feed
from registry.jobs.feed_silence import silent_since

DECIMALS: Final = 4


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """One source. last: its last feed, None where its postings came one by one over HTTP.

    live, held: postings published and valid now, and held back. silent_since: when it last sent,
    where that is longer ago than is usual for it.
    """

    source: str
    live: int
    held: int
    last: Feed | None
    last_success: datetime | None
    silent_since: datetime | None

    @property
    def mapping_loss(self) -> Mapping[str, float]:
        """Of each field the share of the last feed's kept postings that lack it, in [0, 1]."""
        kept = self.last.counts["kept"] if self.last else 0
        lost = self.last.losses if self.last else {}
        return {name: round(lost.get(name, 0) / kept, DECIMALS) for name in FIELDS} if kept else {}

    def to_json(self) -> dict[str, Any]:
        """The status as JSON."""
        return {
            "source": self.source,
            "live": self.live,
            "held": self.held,
            "last": _feed_json(self.last) if self.last else None,
            "last_success": _moment(self.last_success),
            "mapping_loss": dict(self.mapping_loss),
            "silent_since": _moment(self.silent_since),
        }


def source_statuses(connection: Connection, at: datetime, source: str = "") -> list[SourceStatus]:
    """Every source that ever sent a feed or has public postings, by name; or one alone."""
    live = feeds.live_postings(connection, at.date(), source)
    sent = feeds.recent(connection, source)
    return [
        _status(connection, source, live.get(source, (0, 0)), sent.get(source, []), at)
        for source in sorted({*live, *sent})
    ]


def _status(
    connection: Connection, source: str, live: tuple[int, int], sent: list[Feed], at: datetime
) -> SourceStatus:
    received = [each.started_at for each in sent if each.succeeded]
    return SourceStatus(
        source=source,
        live=live[0],
        held=live[1],
        last=sent[0] if sent else None,
        last_success=feeds.last_success(connection, source),
        silent_since=silent_since(received, at),
    )


def _feed_json(feed: Feed) -> dict[str, Any]:
    return {
        "file": feed.file,
        "file_hash": feed.file_hash,
        "started_at": _moment(feed.started_at),
        "ended_at": _moment(feed.ended_at),
        "complete": feed.complete,
        **feed.counts,
        "losses": dict(feed.losses),
        "fault": feed.fault,
        "withheld": feed.withheld,
        "succeeded": feed.succeeded,
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
