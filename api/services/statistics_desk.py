"""The statistician's desk: a month's figures, freezing, correcting, what is behind each figure."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, snapshot, writing
from api.policy import Policy
from api.security.keys import Keys
from api.services.statistics_flags import report_flags
from api.services.statistics_kept import KeptMonths
from api.services.statistics_month import Working
from api.services.statistics_rows import (
    Row,
    RowsAsOf,
    kept_rows,
    packed,
    row_of_frozen,
    rows_behind,
    unpacked,
)
from api.store import audit, ledger
from api.store.ledger import Frozen
from registry.actor import Actor
from registry.errors import InvalidField, LinggangError, UnknownName
from registry.statistics.entry import Entry, EntryKind
from registry.statistics.explained import explained
from registry.statistics.figures import Cell, Figures
from registry.statistics.flag import Flag
from registry.statistics.flows import OF_REGISTRATIONS
from registry.statistics.frozen import figures_in, frozen_text, hash_of
from registry.statistics.frozen_rows import frozen_rows, rows_hash, rows_text
from registry.statistics.months import first_day, last_day, month_of, month_text, read_month
from registry.trace import trace_json

SUBJECT: Final = "statistics"


class CannotFreeze(LinggangError):
    """A month that cannot be frozen now; says why and what to do."""

    code = "cannot_freeze"


@dataclass(frozen=True, slots=True)
class Month:
    """A month's report. frozen: as it was frozen; None: it may still change.

    entries: of the year up to the month, those that would be written now among them. pending:
    corrections of frozen months that are not written yet. before: the last frozen month before it.
    """

    period: str
    made_at: datetime
    figures: Figures
    entries: tuple[Entry, ...]
    pending: tuple[Entry, ...]
    flags: tuple[Flag, ...]
    frozen: Frozen | None = None
    before: Frozen | None = None

    def of_county(self, county: str) -> "Month":
        """The same report for one county; "" for the whole city."""
        if not county:
            return self
        return replace(
            self,
            figures=self.figures.only(county),
            entries=tuple(each for each in self.entries if each.county == county),
            pending=tuple(each for each in self.pending if each.county == county),
        )

    @property
    def figures_before(self) -> Figures | None:
        """The figures of the last frozen month before it."""
        return Figures(figures_in(self.before.content)) if self.before else None


@dataclass(frozen=True, slots=True)
class StatisticsDesk:
    """Statistics of one installation. policy: read anew for each run, so that edits are seen.

    name: of a county by its code.
    """

    engine: Engine
    keys: Keys
    policy: Callable[[], Policy]
    clock: Callable[[], datetime]
    name: Callable[[str], str] = str
    kept: KeptMonths = field(default_factory=KeptMonths)

    def month(self, period: str, county: str = "") -> Month:
        """A month: as it was frozen, or as it stands now; of one county, "" for the whole city."""
        month = self._known(period)
        with self.kept.lock, snapshot(self.engine) as connection:
            kept = ledger.frozen(connection, month_text(month))
            working = self._working(connection, month)
            before = self._before(connection, month)
        return self._report(working, kept, before, county).of_county(county)

    def working(self, period: str) -> Working:
        """A month as it stands now, whether it is frozen or not."""
        month = self._known(period)
        with self.kept.lock, snapshot(self.engine) as connection:
            return self._working(connection, month)

    def freeze(self, period: str, actor: Actor) -> Month:
        """Freeze a month that is over, the earlier ones of its year being frozen; once.

        The corrections of earlier months are booked in it.
        """
        month = self._known(period)
        at = self.clock()
        self.working(period)  # while nobody waits; below only what changed since
        with self.kept.lock, writing(self.engine) as connection:
            audit.lock(connection)  # two that freeze take turns
            kept = ledger.frozen(connection, month_text(month))
            if kept is not None:
                raise CannotFreeze(f"{kept.period} 已冻结（{kept.hash[:12]}），不能再冻结。")
            working = self._working(connection, month)
            self._check(working, month, at)
            frozen = self._write(connection, working, actor, at)
            before = self._before(connection, month)
        return self._report(working, frozen, before)

    def correct(self, period: str, actor: Actor) -> tuple[Entry, ...]:
        """Write the corrections that frozen months need, booked in a month that is not frozen."""
        month = self._known(period)
        at = self.clock()
        self.working(period)
        with self.kept.lock, writing(self.engine) as connection:
            audit.lock(connection)
            working = self._working(connection, month)
            self._add(connection, working, working.corrections, at)
            if working.corrections:
                self._note(connection, actor, "statistics.correct", at, period, working.corrections)
        return working.corrections

    def rows(self, period: str, cell: Cell) -> tuple[Row, ...]:
        """What is behind a figure; of a frozen month's registrations: as they were frozen."""
        name = month_text(self._known(period))
        if cell.measure in OF_REGISTRATIONS:
            with reading(self.engine) as connection:
                kept = kept_rows(connection, self.keys, name)
            if kept is not None:
                return tuple(row_of_frozen(each) for each in kept if each.is_behind(cell))
        return rows_behind(self.working(period), cell)

    def keeps_rows(self, period: str) -> bool:
        """Whether the registrations behind a month's figures are kept as they were frozen."""
        with reading(self.engine) as connection:
            return bool(ledger.rows_of(connection, month_text(self._known(period))))

    def as_of(self, period: str, cell: Cell) -> RowsAsOf:
        """As of when the rows behind a figure are told."""
        with reading(self.engine) as connection:
            is_frozen = ledger.frozen(connection, month_text(self._known(period))) is not None
        if cell.measure not in OF_REGISTRATIONS:
            return RowsAsOf.LEDGER
        if not is_frozen:
            return RowsAsOf.NOW
        return RowsAsOf.FROZEN if self.keeps_rows(period) else RowsAsOf.NOT_KEPT

    def looked_at(self, period: str, registration: str, actor: Actor) -> None:
        """Note who opened the trace of a registration."""
        with writing(self.engine) as connection:
            audit.append(
                connection,
                self.keys.audit,
                actor,
                "statistics.trace",
                registration,
                self.clock(),
                period=period,
            )

    def trace(self, period: str, registration: str) -> dict[str, Any]:
        """Why a registration counts in a month or not.

        {"period", "registration", "county", "now": the trace, "written": what stands in the
        ledger, each entry with the trace of its day}. UnknownName where the month knows of none
        such.
        """
        working = self.working(period)
        place = {each.id: n for n, each in enumerate(working.columns.rows)}
        if registration not in place:
            raise UnknownName("登记编号", registration)
        rows = [place[registration]]
        is_written = any(each.registration == registration for each in working.ledger)
        counted = working.whole if is_written else working.counted
        (now,) = explained(working.columns, rows, counted, working.terms, working.standard)
        with snapshot(self.engine) as connection:
            kept = ledger.of_registration(connection, registration, working.month // 12)
        return {
            "period": month_text(working.month),
            "registration": registration,
            "county": working.columns.rows[rows[0]].county,
            "now": trace_json(now),
            "written": [
                entry_json(each.entry) | {"trace": self._opened(each.trace)} for each in kept
            ],
        }

    def _working(self, connection: Connection, month: int) -> Working:
        return self.kept.working(connection, self.keys, self.policy(), month)

    def _known(self, period: str) -> int:
        """The month; InvalidField where it has not begun yet."""
        month = read_month(period)
        today = self.clock().astimezone(SHANGHAI).date()
        if month > month_of(today):
            raise InvalidField("period", "month_ahead", f"{month_text(month)} 还没有开始。")
        return month

    def _check(self, working: Working, month: int, at: datetime) -> None:
        if last_day(month) >= at.astimezone(SHANGHAI).date():
            raise CannotFreeze(
                f"{month_text(month)} 还没有结束，要到 {first_day(month + 1)} 起才能冻结。"
            )
        if working.open_month != month:
            first = month_text(working.open_month)
            raise CannotFreeze(f"请先冻结更早的月份：{first}。各月须按顺序冻结。")

    def _write(
        self, connection: Connection, working: Working, actor: Actor, at: datetime
    ) -> Frozen:
        new = working.entries[len(working.ledger) :]
        self._add(connection, working, new, at)
        booked = [each for each in working.entries if each.booked == working.month]
        before = self._before(connection, working.month)
        hash_before = before.hash if before else ""
        rows = rows_text(frozen_rows(working.columns, working.counted))
        text = frozen_text(
            working.month,
            booked,
            working.figures.counts,
            working.numbers(),
            hash_before,
            rows_hash(rows),
        )
        period = month_text(working.month)
        frozen = Frozen(period, hash_of(text), hash_before, text, at, actor.id)
        ledger.freeze(connection, frozen, self.keys.sealed(packed(rows), period))
        self._note(connection, actor, "statistics.freeze", at, period, booked, hash=frozen.hash)
        return frozen

    def _add(
        self, connection: Connection, working: Working, new: Sequence[Entry], at: datetime
    ) -> None:
        place = {each.id: n for n, each in enumerate(working.columns.rows)}
        known = [place[each.registration] for each in new if each.registration in place]
        told = explained(working.columns, known, working.counted, working.terms, working.standard)
        traces = {row: self._sealed(trace_json(one)) for row, one in zip(known, told, strict=True)}
        sealed = [traces.get(place.get(each.registration, -1), "") for each in new]
        ledger.add(connection, new, sealed, at)

    def _note(
        self,
        connection: Connection,
        actor: Actor,
        action: str,
        at: datetime,
        period: str,
        entries: Sequence[Entry],
        **detail: Any,
    ) -> None:
        counts = {kind.value: sum(each.kind is kind for each in entries) for kind in EntryKind}
        audit.append(
            connection,
            self.keys.audit,
            actor,
            action,
            SUBJECT,
            at,
            period=period,
            **counts,
            **detail,
        )

    def _before(self, connection: Connection, month: int) -> Frozen | None:
        """The last frozen month before a month."""
        earlier = [each for each in ledger.frozen_periods(connection) if each < month_text(month)]
        return ledger.frozen(connection, earlier[-1]) if earlier else None

    def _report(
        self, working: Working, kept: Frozen | None, before: Frozen | None, county: str = ""
    ) -> Month:
        figures = Figures(figures_in(kept.content)) if kept else working.figures
        at = self.clock()
        written = {id(each) for each in working.ledger}
        is_frozen = kept is not None
        return Month(
            period=month_text(working.month),
            made_at=at,
            figures=figures,
            entries=working.ledger if is_frozen else working.entries,
            pending=tuple(each for each in working.corrections if id(each) not in written),
            flags=report_flags(
                working, at.astimezone(SHANGHAI).date(), is_frozen, self.name, county
            ),
            frozen=kept,
            before=before,
        )

    def _sealed(self, trace: dict[str, Any]) -> str:
        text = json.dumps(trace, ensure_ascii=False, separators=(",", ":"))
        return self.keys.sealed(packed(text))

    def _opened(self, sealed: str) -> dict[str, Any] | None:
        if not sealed:
            return None
        found: dict[str, Any] = json.loads(unpacked(self.keys.opened(sealed)))
        return found


def entry_json(entry: Entry) -> dict[str, Any]:
    """A line of the ledger as JSON, without the person."""
    return {
        "kind": entry.kind.value,
        "booked": month_text(entry.booked),
        "of": month_text(entry.of),
        "registration": entry.registration,
        "county": entry.county,
        "category": entry.category.value,
        "sex": entry.sex.value,
        "criteria": [each.value for each in entry.criteria],
        "cause": entry.cause.value,
    }
