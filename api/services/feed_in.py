"""A feed taken in: its file ingested, what a full feed no longer holds withdrawn, both noted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine

from api.database import reading, writing
from api.feeds.opened import FeedUnreadable
from api.policy import Policy
from api.reference import Reference
from api.security.keys import Keys
from api.services.ingest import Progress, ingest
from api.services.ingest_report import IngestReport, Tally
from api.services.ingest_run import Sent
from api.services.survey import source_of
from api.store import changes, feeds
from api.store.changes import Kind
from api.store.feeds import FileSent
from api.store.withdrawals import changed_since, open_ids, withdraw
from registry.jobs.closing import NO_LONGER_SENT, Closing, no_longer_sent
from registry.jobs.posting import Profile


@dataclass(frozen=True, slots=True)
class Terms:
    """How a feed is taken.

    source: for rows that name none; by default made of the file's name. only: rows of another
    source are refused. complete: the file holds all that its source offers, so that postings
    without a last day stand while they are in it, and what it no longer holds is withdrawn unless
    that were more than the share `most_closed` of the live ones; force: also then.
    """

    source: str | None = None
    profile: Profile = Profile.PUBLIC
    kind: str | None = None
    only: str = ""
    live: bool = False
    complete: bool = False
    force: bool = False
    most_closed: float = 0.5
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class FeedTaken:
    """What became of a feed; closing: of a full one what it closed, or why nothing."""

    report: IngestReport
    closing: Closing | None = None

    def to_json(self) -> dict[str, Any]:
        """The ingest report, with what a full feed closed."""
        closing = self.closing
        closed = closing and {
            "closed": len(closing.ids),
            "missing": closing.missing,
            "withheld": closing.withheld,
        }
        return self.report.to_json() | {"closing": closed}


class FeedDesk:
    """Takes feeds in. keys: asked for once a worker comes in; clock: the time, with its offset."""

    def __init__(
        self,
        engine: Engine,
        reference: Reference,
        policy: Policy,
        keys: Callable[[], Keys],
        clock: Callable[[], datetime],
    ) -> None:
        self._engine = engine
        self._keys = keys
        self._reference = reference
        self._policy = policy
        self._clock = clock

    def take(self, path: Path, terms: Terms, on_progress: Progress | None = None) -> FeedTaken:
        """Take a file in. FeedUnreadable if not even one row of it can be read.

        That is noted too, but for a file that there is not.
        """
        at, named = self._clock(), terms.source or source_of(path)
        if terms.dry_run:
            return self._taken(path, terms, at, on_progress)
        file = FileSent(path.name, _hash(path), terms.complete)
        with writing(self._engine) as connection:
            number = feeds.begin(connection, named, file, at)
        try:
            taken = self._taken(path, terms, at, on_progress)
        except FeedUnreadable as error:
            with writing(self._engine) as connection:
                if error.code == "not_found":  # a name misspelt here is no feed of anybody's
                    feeds.forget(connection, number)
                else:
                    feeds.fail(connection, number, str(error), self._clock())
            raise
        with writing(self._engine) as connection:
            if taken.report.kind is Kind.WORKER:
                feeds.forget(connection, number)
            else:
                feeds.end(connection, number, file, _told(taken), at, self._clock())
        return taken

    def _taken(
        self, path: Path, terms: Terms, at: datetime, on_progress: Progress | None
    ) -> FeedTaken:
        with reading(self._engine) as connection:
            before = changes.latest(connection)
        sent = Sent()
        report = ingest(
            self._engine,
            path,
            reference=self._reference,
            policy=self._policy,
            at=at,
            keys=self._keys,
            source=terms.source,
            profile=terms.profile,
            kind=terms.kind,
            live=terms.live or terms.complete,
            dry_run=terms.dry_run,
            only=terms.only,
            sent=sent,
            on_progress=on_progress,
        )
        if not terms.complete:
            return FeedTaken(report)
        return FeedTaken(report, self._close(report, sent, before, terms, at))

    def _close(
        self, report: IngestReport, sent: Sent, before: int, terms: Terms, at: datetime
    ) -> Closing:
        """Withdraw what the full feed does not hold, all or nothing."""
        if withheld := _not_whole(report, sent, terms):
            return Closing(withheld=withheld)
        (source,) = report.by_source
        with writing(self._engine) as connection:
            changes.lock(connection)
            closing = _decided(connection, source, sent, before, terms)
            if closing.ids and not terms.dry_run:
                closed = withdraw(connection, dict.fromkeys(closing.ids, NO_LONGER_SENT), at)
                report.withdraw(source, len(closed))
        return closing


def _decided(connection: Connection, source: str, sent: Sent, before: int, terms: Terms) -> Closing:
    """What to close; what somebody else sent while the file was read counts as sent."""
    live = open_ids(connection, source)
    seen = sent.ids | changed_since(connection, before)
    return no_longer_sent(live, seen, terms.most_closed, terms.force)


def _not_whole(report: IngestReport, sent: Sent, terms: Terms) -> str:
    """In Chinese why a file does not tell all that its source offers; empty if it does."""
    if report.kind is Kind.WORKER or terms.profile is not Profile.PUBLIC:
        return "不是公开岗位，没有关闭任何一条。"
    if report.fault:
        return "文件没有读完，没有关闭任何一条。"
    if sent.nameless:
        return f"有 {sent.nameless} 行认不出编号，可能正在招，没有关闭任何一条：请改好再导入。"
    if len(report.by_source) != 1:
        names = "、".join(sorted(report.by_source))
        return f"文件里有几个来源（{names}），没有关闭任何一条：全量数据请一个来源一个文件。"
    return ""


def _told(taken: FeedTaken) -> dict[str, dict[str, Any]]:
    report, closing = taken.report, taken.closing
    withheld = closing.withheld if closing else ""
    tallies = report.by_source or {report.source: Tally()}
    return {
        source: {name: getattr(tally, name) for name in feeds.COUNTS}
        | {"losses": tally.lost, "fault": report.fault, "withheld": withheld}
        for source, tally in tallies.items()
    }


def _hash(path: Path) -> str:
    """SHA-256 of a file's bytes; empty where it cannot be read, which reading will say."""
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
