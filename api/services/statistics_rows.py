"""What is behind a figure: registrations as they stand or were frozen, entries of the ledger."""

import base64
import zlib
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from api.security.keys import Keys
from api.services.statistics_month import Working
from api.store import ledger
from api.store.codec import DocumentUnreadable
from registry.statistics.entry import Entry
from registry.statistics.figures import Cell, entries_in
from registry.statistics.flows import OF_REGISTRATIONS, rows_in
from registry.statistics.frozen import rows_hash_in
from registry.statistics.frozen_rows import FrozenRow, row_of, rows_hash, rows_in_text


class RowsAsOf(StrEnum):
    """As of when the rows behind a figure are told."""

    LEDGER = "台账里的每一笔，写下后不再变。"
    NOW = "以下按现在的登记和记录。"
    FROZEN = "以下是冻结时的登记，以后的变化不在其中。"
    NOT_KEPT = "这个月冻结时还没有留下逐笔：以下按现在的登记，可能与冻结的数不同。"


@dataclass(frozen=True, slots=True)
class Row:
    """One line behind a figure: a registration, or an entry of the ledger.

    person: her blind index, "" of a registration that is shown as it was frozen. left: the code of
    its exit in the month, "" for none.
    """

    registration: str
    person: str
    county: str
    category: str
    sex: str
    registered_on: str
    criteria: tuple[str, ...]
    verdict: str
    code: str
    left: str = ""
    entry: Entry | None = None


def rows_behind(working: Working, cell: Cell) -> tuple[Row, ...]:
    """Of a month as it stands: its registrations, or the entries of the ledger."""
    columns, counted = working.columns, working.counted
    if cell.measure in OF_REGISTRATIONS:
        return tuple(
            row_of_frozen(row_of(columns, counted, place), columns.rows[place].person)
            for place in rows_in(columns, counted, cell)
        )
    place = {each.id: n for n, each in enumerate(columns.rows)}
    return tuple(
        _entry_row(working, each, place.get(each.registration))
        for each in entries_in(working.entries, cell, working.month)
    )


def kept_rows(connection: Connection, keys: Keys, period: str) -> tuple[FrozenRow, ...] | None:
    """The registrations of a frozen month as they were then.

    None where it is not frozen, or was when they were not kept yet.
    """
    sealed, frozen = ledger.rows_of(connection, period), ledger.frozen(connection, period)
    if not sealed or frozen is None:
        return None
    text = unpacked(keys.opened(sealed, period))
    if rows_hash(text) != rows_hash_in(frozen.content):
        raise DocumentUnreadable(f"{period} 冻结时的登记与校验值不符：数据库被改动过。")
    return rows_in_text(text)


def row_of_frozen(one: FrozenRow, person: str = "") -> Row:
    """A registration as a line behind a figure."""
    return Row(
        registration=one.registration,
        person=person,
        county=one.county,
        category=one.category,
        sex=one.sex,
        registered_on=one.registered_on,
        criteria=one.criteria,
        verdict=one.verdict,
        code=one.code,
        left=one.left,
    )


def _entry_row(working: Working, entry: Entry, place: int | None) -> Row:
    since = working.columns.rows[place].registered_on.isoformat() if place is not None else ""
    return Row(
        registration=entry.registration,
        person=entry.person,
        county=entry.county,
        category=entry.category.value,
        sex=entry.sex.value,
        registered_on=since,
        criteria=tuple(each.value for each in entry.criteria),
        verdict=entry.kind.value,
        code=entry.cause.value,
        entry=entry,
    )


def packed(text: str) -> str:
    """A long text made short."""
    return base64.b64encode(zlib.compress(text.encode())).decode()


def unpacked(text: str) -> str:
    """The text that was made short."""
    return zlib.decompress(base64.b64decode(text)).decode()
