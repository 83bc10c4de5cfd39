"""Matching in memory: index and board of every posting, kept level with the store's change log."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from threading import RLock
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.database import beside
from api.policy import Policy
from api.reference import Reference
from api.services.documents import document_of
from api.services.kept import Kept
from api.services.lists import Recommendations
from api.store import applications, changes, clusters, jobs, responses
from api.store.clusters import Membership
from indexing.artifact import IndexUnusable
from indexing.index import PostingIndex
from matcher.board import PROFILES, ROW, Vocabulary, encode
from matcher.fair_share import RECENT_DAYS
from matcher.fit.location import HALF_KM
from matcher.fit.occupation import codes_of, relatedness_row
from matcher.fit.response import response_fit
from matcher.guidance.likeness import Likeness, likeness_of
from matcher.library import Library, library_of
from matcher.trade_pay import TradePay, trade_medians
from registry.jobs.posting import Posting, Profile
from registry.placement.response_time import Response

# Rows are added this many at a time, so that one posting does not copy the whole board.
SPARE_ROWS: Final = 1024
# Further behind than this, following the change log costs more than building anew.
MOST_CHANGES: Final = 2000
CHANGES_AT_ONCE: Final = 500
# So many of the postings last shown are kept as they were read.
POSTINGS_KEPT: Final = 20_000
# So many of the lists last made are kept: who looks at a posting comes back to her list.
LISTS_KEPT: Final = 1000
# So many things of a day and a library are kept, each till so great a share of it has changed.
OF_DAY_KEPT: Final = 16
MUCH: Final = 0.1
UPSERT: Final = changes.Op.UPSERT
POSTING: Final = changes.Kind.POSTING
UNKNOWN: Final = Response(np.nan, 0)
NO_CLUSTER: Final = Membership("", parted=False)


def vocabulary_of(reference: Reference, policy: Policy) -> Vocabulary:
    """The closed lists that board rows refer to, from reference data and policy."""

    def seat(code: str) -> tuple[float, float] | None:
        division = reference.gazetteer.get(code)
        if division is None or division.lat is None or division.lon is None:
            return None
        return (division.lat, division.lon)

    return Vocabulary(
        certificates=tuple(certificate.name for certificate in reference.certificates.rows),
        equipment=(*(name for name in HALF_KM if name), "电脑", "手机"),
        seat=seat,
        hazard_codes=policy.minor_banned_codes,
        hazard_words=policy.minor_banned_words,
    )


class Matching:
    """Every posting as vectors, a board row and searchable words, at one point of the change log.

    `rows`, `titles` (with tags) and `employers` are aligned with the index's rows; what stands in
    rows no longer alive has no meaning. `lists` are those made since the last change, by what they
    go by. Hold `lock` while reading them.
    """

    def __init__(self, index: PostingIndex, vocabulary: Vocabulary, reference: Reference) -> None:
        self.index = index
        self.vocabulary = vocabulary
        self.reference = reference
        self.sequence = 0
        self.lock = RLock()
        self.titles: list[str] = []
        self.employers: list[str] = []
        self._rows: NDArray[np.void] = np.zeros(0, dtype=ROW)
        self._codes = codes_of(reference.occupations)
        self.numbers = self._codes.numbers
        self._related: dict[str, NDArray[np.float64]] = {}
        self._medians: NDArray[np.float64] | None = None
        self._waits: dict[str, Response] = {}
        self._waits_version = -1
        self._responses: NDArray[np.float64] | None = None
        self._libraries: dict[Profile, Library] = {}
        self._wanted: tuple[date, NDArray[np.int64]] | None = None
        self._postings: Kept[int, Posting] = Kept(POSTINGS_KEPT)
        self.lists: Kept[Hashable, Recommendations] = Kept(LISTS_KEPT)
        self._of_day: Kept[Hashable, tuple[int, Any]] = Kept(OF_DAY_KEPT)

    @property
    def rows(self) -> NDArray[np.void]:
        """The board, dtype ROW (n,), n the index's rows."""
        return self._rows[: len(self.titles)]

    def fill(self, postings: Sequence[Posting], memberships: Mapping[str, Membership]) -> None:
        """The board of a new index: posting i stands in row i. memberships: by posting id."""
        self._make_room(len(postings))
        self._write(range(len(postings)), postings, memberships)

    def restore(self, rows: NDArray[np.void], titles: list[str], employers: list[str]) -> None:
        """The board as it was saved; ValueError where its parts are not of the index's length."""
        size = len(self.index.ids)
        if not len(rows) == size or (size and not len(titles) == len(employers) == size):
            raise ValueError("the board and the index differ in length")
        self._make_room(size)
        self._rows[:size] = rows
        if size:
            self.titles, self.employers = titles, employers
        self._forget()

    def upsert(self, postings: Sequence[Posting], memberships: Mapping[str, Membership]) -> None:
        """Put postings in, or in place of what they were. memberships: by posting id."""
        if not postings:
            return
        occupations = self.reference.occupations
        given = self.index.upsert([document_of(posting, occupations) for posting in postings])
        self._make_room(int(given.max()) + 1)
        self._write(given.tolist(), postings, memberships)

    def remove(self, ids: Sequence[str]) -> None:
        """Take postings out; ids that are not in are passed over."""
        if ids:
            self.index.remove(ids)
            self._forget()

    def related(self, trades: Iterable[str]) -> dict[str, NDArray[np.float64]]:
        """Relatedness of each trade to every occupation, (m,) beside `numbers`; kept once made."""
        for trade in trades:
            if trade not in self._related:
                occupations = self.reference.occupations
                self._related[trade] = relatedness_row(trade, self._codes, occupations)
        return {trade: self._related[trade] for trade in trades}

    def postings(self, connection: Connection, rows: Sequence[int]) -> dict[int, Posting]:
        """The postings of rows of the index, by row; kept, for a changed one has another row.

        Of one that was changed a moment ago it may be what it is by now; one that is no more is
        left out.
        """
        kept = {row: self._postings.get(row) for row in rows}
        found = {row: posting for row, posting in kept.items() if posting}
        if ids := {self.index.ids[row]: row for row, posting in kept.items() if not posting}:
            with beside(connection) as now:
                read = jobs.get_many(now, ids)
            for id_, posting in read.items():
                self._postings.put(ids[id_], posting)
                found[ids[id_]] = posting
        return found

    def trade_medians(self) -> NDArray[np.float64]:
        """What the trade of each row pays around it (n,), NaN unknown; kept till a row changes."""
        if self._medians is None:
            alive = self.index.alive[: len(self.titles)]
            self._medians = trade_medians(self.rows, alive)
        return self._medians

    def responses(self) -> NDArray[np.float64]:
        """How soon the firm of each row usually answers (n,), a fit in [0, 1]; NaN unknown."""
        if self._responses is None:
            ids = self.index.ids[: len(self.titles)] if self._waits else ()
            waits = [self._waits.get(one.partition(":")[0], UNKNOWN).hours for one in ids]
            hours = np.array(waits) if waits else np.full(len(self.titles), np.nan)
            self._responses = response_fit(hours)
        return self._responses

    def _make_room(self, size: int) -> None:
        if size > len(self._rows):
            grown = np.zeros(size + SPARE_ROWS, dtype=ROW)
            grown[: len(self._rows)] = self._rows
            self._rows = grown
        missing = size - len(self.titles)
        self.titles += [""] * missing
        self.employers += [""] * missing

    def _write(
        self,
        rows: Iterable[int],
        postings: Sequence[Posting],
        memberships: Mapping[str, Membership],
    ) -> None:
        self._forget()
        for row, posting in zip(rows, postings, strict=True):
            cluster, parted = memberships.get(posting.id, NO_CLUSTER)
            self._rows[row] = encode(posting, self.vocabulary, cluster, parted)[0]
            self.titles[row] = " ".join((posting.title, *posting.tags))
            self.employers[row] = posting.employer

    def catch_up(self, connection: Connection) -> int:
        """Follow the change log to its end; returns the number of postings' changes followed.

        IndexUnusable, naming the command that mends it, when the index is too far behind to follow
        or is not of this store.
        """
        with self.lock:
            self._follow_responses(connection)
            if changes.latest(connection) == self.sequence:
                return 0
            with beside(connection) as now:
                return self._follow_all(now)

    def _follow_all(self, connection: Connection) -> int:
        latest = changes.latest(connection)
        behind = changes.count_after(connection, self.sequence, POSTING)
        if behind > MOST_CHANGES:
            raise IndexUnusable(f"落后岗位库 {behind} 条变更")
        if latest < self.sequence:
            raise IndexUnusable("比岗位库还新，数据库换过或恢复过")
        while batch := changes.after(connection, self.sequence, CHANGES_AT_ONCE, POSTING):
            self._follow(connection, batch)
        self.sequence = max(self.sequence, latest)
        return behind

    def _follow_responses(self, connection: Connection) -> None:
        version = responses.version(connection)
        if version != self._waits_version:
            self._waits, self._waits_version = responses.read_all(connection), version
            self._responses = None
            self._libraries.clear()
            self.lists.clear()

    def _follow(self, connection: Connection, batch: Sequence[changes.Change]) -> None:
        last = {change.id: change.op for change in batch}
        found = jobs.get_many(connection, [name for name, op in last.items() if op is UPSERT])
        self.upsert(list(found.values()), clusters.memberships(connection, list(found)))
        self.remove([name for name in last if name not in found])
        self.sequence = batch[-1].sequence

    def wanted(self, connection: Connection, as_of: date) -> NDArray[np.int64]:
        """How often the posting of each row (n,) was wanted in the days before; kept for a day.

        The day itself does not count, so that a list stays as it is all day.
        """
        if self._wanted is None or self._wanted[0] != as_of:
            until = datetime.combine(as_of, time(), SHANGHAI)
            since = until - timedelta(days=RECENT_DAYS)
            counts = np.zeros(len(self.titles), dtype=np.int64)
            for id_, number in applications.wanted_between(connection, since, until).items():
                row = self.index.row(id_)
                if row is not None:
                    counts[row] = number
            self._wanted = (as_of, counts)
        return self._wanted[1]

    def library(self, profile: Profile) -> Library:
        """The postings of one profile; kept till one of them changes."""
        if profile not in self._libraries:
            self._libraries[profile] = self._library(profile)
        return self._libraries[profile]

    def of_day(self, asked: Hashable, size: int, make: Callable[[], Any]) -> Any:
        """What is made once a day: as it was made, till the library of `size` postings is another.

        What is worked out of many postings is the same all day, whichever of them change.
        """
        found = self._of_day.get(asked)
        if found is None or abs(found[0] - size) > MUCH * found[0]:
            found = (size, make())
            self._of_day.put(asked, found)
        return found[1]

    def likeness(self, profile: Profile, day: date) -> Likeness:
        """How alike the trades of one profile's postings are, on a day."""
        library = self.library(profile)
        trades = library.rows["occupation"].astype(np.int64) // 100
        found: Likeness = self.of_day(
            ("likeness", profile, day),
            len(library.among),
            lambda: likeness_of(
                trades,
                library.rows["likeness"],
                lambda places: self.index.flat.vectors[library.among[places]],
            ),
        )
        return found

    def _library(self, profile: Profile) -> Library:
        wanted = self.rows["profile"] == PROFILES.index(profile)
        among = np.flatnonzero(wanted & self.index.alive[: len(self.titles)])
        places = among.tolist()
        return library_of(
            among,
            self.rows[among],
            TradePay(self.trade_medians()[among], self.reference.lint_rules.pay_far_above),
            self.responses()[among],
            [self.titles[place] for place in places],
            [self.employers[place] for place in places],
            self.numbers,
        )

    def _forget(self) -> None:
        """What was made of all rows together is made anew when it is asked for."""
        self._medians = self._responses = self._wanted = None
        self._libraries.clear()
        self.lists.clear()
