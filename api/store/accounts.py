"""Accounts: made, found by name, telephone or id, changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from api.store.tables import accounts as table
from api.store.tables import sessions
from registry.access.account_role import AccountRole
from registry.access.principal import Principal


@dataclass(frozen=True, slots=True)
class Account:
    """One account. name: "" for workers; secret: "" where a code is sent instead.

    sealed: her telephone number, for workers.
    """

    id: str
    role: AccountRole
    name: str = ""
    phone: str = ""
    county: str = ""
    firm: str = ""
    worker: str = ""
    person: str = ""
    secret: str = ""
    sealed: str = ""
    is_enabled: bool = True
    must_change: bool = False
    failures: int = 0
    locked_until: datetime | None = None
    signed_in_at: datetime | None = None

    @property
    def principal(self) -> Principal:
        """Whom a request by this account is made by."""
        return Principal(
            self.id,
            self.role,
            self.county,
            self.firm,
            self.worker,
            self.person,
            self.must_change,
        )


def add(connection: Connection, one: Account, created_by: str, at: datetime) -> None:
    """Put a new account in; IntegrityError where its name or telephone is taken."""
    row = {
        name: getattr(one, name)
        for name in Account.__dataclass_fields__
        if name not in ("role", "name", "phone")
    }
    row |= {"role": one.role.value, "name": one.name or None, "phone": one.phone or None}
    connection.execute(insert(table).values(row | {"created_at": at, "created_by": created_by}))


def get(connection: Connection, account_id: str, *, lock: bool = False) -> Account | None:
    """The account of an id. lock: until the transaction ends."""
    return _one(connection, table.c.id == account_id, lock)


def by_name(connection: Connection, name: str, *, lock: bool = False) -> Account | None:
    """The account of a sign-in name."""
    if "\0" in name:  # for which PostgreSQL cannot even be asked
        return None
    return _one(connection, table.c.name == name, lock)


def has_firm(connection: Connection, firm: str) -> bool:
    """Whether any account has that source as its firm."""
    asked = select(table.c.id).where(table.c.firm == firm).limit(1)
    return connection.execute(asked).one_or_none() is not None


def by_phone(connection: Connection, phone: str, *, lock: bool = False) -> Account | None:
    """The account of a telephone's blind index."""
    return _one(connection, table.c.phone == phone, lock)


def by_person(connection: Connection, person: str) -> Account | None:
    """The account of a person's blind index."""
    return _one(connection, table.c.person == person, lock=False)


def of_worker(connection: Connection, worker: str) -> Account | None:
    """The account that has said to be a worker of the library; the first made where several did."""
    chosen = select(table).where(table.c.worker == worker, table.c.is_enabled)
    row = connection.execute(chosen.order_by(table.c.created_at, table.c.id).limit(1)).one_or_none()
    return None if row is None else _account(row)


def everybody(connection: Connection, role: AccountRole | None = None) -> tuple[Account, ...]:
    """All accounts that sign in by name, or those of one role, in the order of their names."""
    chosen = select(table).order_by(table.c.name, table.c.id)
    chosen = chosen.where(table.c.role == role.value) if role else chosen.where(table.c.name != "")
    return tuple(_account(row) for row in connection.execute(chosen))


def names_of(connection: Connection, ids: Collection[str]) -> dict[str, str]:
    """The names by which some accounts sign in, by id."""
    rows = connection.execute(select(table.c.id, table.c.name).where(table.c.id.in_(ids)))
    return {row.id: row.name or "" for row in rows}


def is_platform(connection: Connection, firm: str) -> bool:
    """Whether a firm sends its postings as a platform, or as a gig market."""
    asked = select(table.c.id).where(
        table.c.firm == firm, table.c.role == AccountRole.PLATFORM.value
    )
    return bool(firm) and connection.execute(asked.limit(1)).first() is not None


def after_name(connection: Connection, name: str, limit: int) -> tuple[Account, ...]:
    """At most `limit` accounts that sign in by a name after this one, in the order of names."""
    chosen = select(table).where(table.c.name > name).order_by(table.c.name).limit(limit)
    return tuple(_account(row) for row in connection.execute(chosen))


def is_there(connection: Connection, role: AccountRole) -> bool:
    """Whether there is an account of a role."""
    chosen = select(table.c.id).where(table.c.role == role.value).limit(1)
    return connection.execute(chosen).first() is not None


def change(connection: Connection, account_id: str, **values: Any) -> None:
    """Set columns of an account."""
    connection.execute(update(table).where(table.c.id == account_id).values(**values))


def end_sessions(connection: Connection, account_id: str) -> None:
    """Sign an account out everywhere."""
    connection.execute(delete(sessions).where(sessions.c.account == account_id))


def _one(connection: Connection, condition: Any, lock: bool) -> Account | None:
    chosen = select(table).where(condition)
    row = connection.execute(chosen.with_for_update() if lock else chosen).one_or_none()
    return None if row is None else _account(row)


def _account(row: Row[Any]) -> Account:
    values = {name: getattr(row, name) for name in Account.__dataclass_fields__}
    values |= {"role": AccountRole(row.role), "name": row.name or "", "phone": row.phone or ""}
    return Account(**values)
