"""Sessions of browsers and one-time codes; both are kept as marks, never as they are carried."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, delete, insert, select, update

from api.store.tables import sessions as table
from api.store.tables import sign_in_codes as codes


class Session(NamedTuple):
    """One browser signed in."""

    id: str
    account: str
    created_at: datetime
    seen_at: datetime


class SentCode(NamedTuple):
    """The code last sent to a telephone; sent: how many in the hour that began at `since`."""

    phone: str
    code: str
    sent_at: datetime
    since: datetime
    sent: int
    tries: int


def open_session(connection: Connection, one: Session) -> None:
    """Keep a new session."""
    connection.execute(insert(table).values(one._asdict()))


def session(connection: Connection, mark: str) -> Session | None:
    """The session of a mark."""
    row = connection.execute(select(table).where(table.c.id == mark)).one_or_none()
    return None if row is None else Session(*row)


def touch(connection: Connection, mark: str, at: datetime) -> None:
    """Note that a session was used."""
    connection.execute(update(table).where(table.c.id == mark).values(seen_at=at))


def close(connection: Connection, mark: str) -> None:
    """End a session."""
    connection.execute(delete(table).where(table.c.id == mark))


def forget(connection: Connection, before: datetime) -> None:
    """Drop sessions that began so long ago that they are over."""
    connection.execute(delete(table).where(table.c.created_at < before))


def sent_code(connection: Connection, phone: str) -> SentCode | None:
    """The code last sent to a telephone, locked until the transaction ends."""
    chosen = select(codes).where(codes.c.phone == phone).with_for_update()
    row = connection.execute(chosen).one_or_none()
    return None if row is None else SentCode(*row)


def add_code(connection: Connection, one: SentCode) -> None:
    """Keep a telephone's first code; IntegrityError where another was added meanwhile."""
    connection.execute(insert(codes).values(one._asdict()))


def change_code(connection: Connection, one: SentCode) -> None:
    """Put a code in the place of the one before, which must be locked (`sent_code`)."""
    change = update(codes).where(codes.c.phone == one.phone)
    connection.execute(change.values(one._asdict()))


def forget_codes(connection: Connection, before: datetime) -> None:
    """Drop codes whose hour is over."""
    connection.execute(delete(codes).where(codes.c.since < before, codes.c.sent_at < before))


def forget_code(connection: Connection, phone: str) -> None:
    """A code is used once."""
    connection.execute(delete(codes).where(codes.c.phone == phone))
