"""The ledger and the frozen months in the store: only ever added to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, insert, or_, select

from api.store.tables import frozen_months, frozen_rows, listed_people
from api.store.tables import ledger as table
from registry.registration.claim import Category
from registry.statistics.criteria import Criterion
from registry.statistics.entry import Cause, Entry, EntryKind
from registry.statistics.months import month_text, read_month
from registry.workers.identity import Sex


class Frozen(NamedTuple):
    """A frozen month as it is kept."""

    period: str
    hash: str
    before: str
    content: str
    frozen_at: datetime
    frozen_by: str


class Listed(NamedTuple):
    """Somebody on the bureau's list. county: "" where it was not said."""

    person: str
    period: str
    county: str
    channel: str


class Kept(NamedTuple):
    """An entry with its number in the ledger and its sealed trace."""

    number: int
    entry: Entry
    trace: str


def entries(connection: Connection, year: int) -> tuple[Entry, ...]:
    """The entries of a year or booked in it, in the order in which they were written.

    Corrections of a year that is frozen whole are booked in the next one.
    """
    columns = [column for column in table.c if column.name != "trace"]
    rows = connection.execute(
        select(*columns)
        .where(or_(table.c.year == year, table.c.booked.startswith(f"{year}-")))
        .order_by(table.c.number)
    )
    return tuple(_entry(row) for row in rows)


def of_registration(connection: Connection, registration: str, year: int) -> tuple[Kept, ...]:
    """The entries of a year about one registration, with their traces, in order."""
    rows = connection.execute(
        select(table)
        .where(table.c.registration == registration, table.c.year == year)
        .order_by(table.c.number)
    )
    return tuple(Kept(row.number, _entry(row), row.trace) for row in rows)


def add(connection: Connection, new: Sequence[Entry], traces: Sequence[str], at: datetime) -> None:
    """Write entries behind the last. traces: sealed, one an entry."""
    last = connection.execute(select(func.max(table.c.number))).scalar_one() or 0
    if new:
        connection.execute(
            insert(table),
            [
                _row(entry) | {"number": number, "trace": trace, "written_at": at}
                for number, (entry, trace) in enumerate(zip(new, traces, strict=True), last + 1)
            ],
        )


def frozen(connection: Connection, period: str) -> Frozen | None:
    """A month as it was frozen; None where it was not."""
    columns = [frozen_months.c[name] for name in Frozen._fields]
    found = connection.execute(select(*columns).where(frozen_months.c.period == period))
    row = found.one_or_none()
    return Frozen(*row) if row is not None else None


def frozen_periods(connection: Connection) -> tuple[str, ...]:
    """All frozen months, from early to late."""
    asked = select(frozen_months.c.period).order_by(frozen_months.c.period)
    return tuple(connection.execute(asked).scalars())


def freeze(connection: Connection, one: Frozen, rows: str) -> None:
    """Keep a frozen month; IntegrityError where it is frozen already. rows: sealed."""
    connection.execute(insert(frozen_months), [one._asdict()])
    connection.execute(insert(frozen_rows), [{"period": one.period, "sealed": rows}])


def rows_of(connection: Connection, period: str) -> str:
    """The sealed registrations behind a frozen month's figures; "" where they were not kept."""
    asked = select(frozen_rows.c.sealed).where(frozen_rows.c.period == period)
    return connection.execute(asked).scalar_one_or_none() or ""


def listed(connection: Connection, year: int) -> dict[str, Listed]:
    """The bureau's list of a year, by blind index."""
    columns = [listed_people.c[name] for name in Listed._fields]
    rows = connection.execute(select(*columns).where(listed_people.c.year == year))
    return {row.person: Listed(*row) for row in rows}


def keep_listed(connection: Connection, year: int, people: Sequence[Listed], at: datetime) -> None:
    """Put people on the list of a year who are not on it yet."""
    if people:
        connection.execute(
            insert(listed_people),
            [{"year": year, "taken_at": at} | each._asdict() for each in people],
        )


def _row(entry: Entry) -> dict[str, object]:
    return {
        "year": entry.of // 12,
        "booked": month_text(entry.booked),
        "of": month_text(entry.of),
        "kind": entry.kind.value,
        "person": entry.person,
        "registration": entry.registration,
        "county": entry.county,
        "category": entry.category.value,
        "sex": entry.sex.value,
        "criteria": ",".join(entry.criteria),
        "cause": entry.cause.value,
    }


def _entry(row: Any) -> Entry:
    return Entry(
        kind=EntryKind(row.kind),
        booked=read_month(row.booked),
        of=read_month(row.of),
        person=row.person,
        registration=row.registration,
        county=row.county,
        category=Category(row.category),
        sex=Sex(row.sex),
        criteria=tuple(Criterion(each) for each in row.criteria.split(",") if each),
        cause=Cause(row.cause),
    )
