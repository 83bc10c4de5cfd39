"""A month's entries, and the corrections of frozen months: what is frozen is never rewritten."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import compress

import numpy as np

from registry.statistics.columns import Columns
from registry.statistics.counting import Counted
from registry.statistics.criteria import Criterion
from registry.statistics.entry import Cause, Entry, EntryKind


def counted_entries(
    columns: Columns, counted: Counted, kept: Collection[str], months: Collection[int]
) -> tuple[Entry, ...]:
    """An entry for everybody counted in one of some open months, by her blind index.

    kept: people who stand in frozen months of the year.
    """
    known = frozenset(kept)
    rows = np.flatnonzero(counted.first & np.isin(counted.months, list(months)))
    return tuple(
        _entry(columns, counted, row, EntryKind.COUNTED, month, month)
        for row, month in zip(rows.tolist(), counted.months[rows].tolist(), strict=True)
        if columns.rows[row].person not in known
    )


def corrections(
    columns: Columns,
    counted: Counted,
    kept: Mapping[str, Entry],
    open_month: int,
    listed: Collection[str] = (),
    changed_numbers: Collection[str] = (),
) -> tuple[Entry, ...]:
    """What must be added and taken out so that the frozen months of the year are true again.

    counted: as if nobody had been counted before. kept: who stands in the frozen months, by
    person. open_month: the first that is not frozen, in which corrections are booked.
    changed_numbers: registrations whose policy numbers were edited after the freeze.
    """
    first = {columns.rows[int(row)].person: int(row) for row in np.flatnonzero(counted.first)}
    place = {each.id: n for n, each in enumerate(columns.rows)}
    found = [
        entry
        for person, stands in kept.items()
        if stands.of <= counted.month
        for entry in _mended(columns, counted, stands, first.get(person), place, open_month, listed)
    ]
    late = [
        _entry(columns, counted, row, EntryKind.ADDED, open_month, int(counted.months[row]))
        for person, row in first.items()
        if person not in kept and counted.months[row] < open_month
    ]
    return tuple(_caused(each, changed_numbers) for each in (*found, *late))


def _mended(
    columns: Columns,
    counted: Counted,
    stands: Entry,
    row: int | None,
    place: Mapping[str, int],
    open_month: int,
    listed: Collection[str],
) -> Iterator[Entry]:
    gone = replace(stands, kind=EntryKind.REMOVED, booked=open_month)
    if row is None:
        own = place.get(stands.registration)
        is_revoked = own is not None and bool(columns.revoked[own])
        listed_cause = Cause.LISTED if stands.person in listed else Cause.NONE
        yield replace(gone, cause=Cause.REVOKED if is_revoked else listed_cause)
    elif columns.rows[row].county != stands.county:
        yield replace(gone, cause=Cause.COUNTY_CHANGED)
        moved = _entry(columns, counted, row, EntryKind.ADDED, open_month, stands.of)
        yield replace(moved, cause=Cause.COUNTY_CHANGED)


def _caused(entry: Entry, changed_numbers: Collection[str]) -> Entry:
    if entry.cause is not Cause.NONE:
        return entry
    is_number = entry.registration in changed_numbers
    return replace(entry, cause=Cause.NUMBER_CHANGED if is_number else Cause.LATER_RECORDS)


def _entry(
    columns: Columns, counted: Counted, row: int, kind: EntryKind, booked: int, of: int
) -> Entry:
    one = columns.rows[row]
    return Entry(
        kind=kind,
        booked=booked,
        of=of,
        person=one.person,
        registration=one.id,
        county=one.county,
        category=one.category,
        sex=one.sex,
        criteria=tuple(compress(Criterion, counted.held[row].tolist())),
    )
