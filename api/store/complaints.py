"""Complaints in the store: sealed, found by number, by what is due and by whom they are about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, Select, func, insert, select, tuple_, update
from sqlalchemy.engine import Row

from api.expected import etag_of
from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import complaints as table
from api.store.tables import postings
from registry.jobs.complaint import FRAUD, OPEN, Complaint, ComplaintState

_COMPLAINT: Final = TypeAdapter(Complaint)
_OPEN: Final = [state.value for state in OPEN]
_FRAUD: Final = [kind.value for kind in FRAUD]


class Place(NamedTuple):
    """A place among what waits for an answer."""

    due: date
    number: str


@dataclass(frozen=True, slots=True)
class KeptComplaint:
    """A complaint as it is kept.

    secret: keyed mark of what its sender was given; person: of who sent it, "" if not known.
    posting, employer: what it is about, None where the library knows none such.
    """

    number: str
    secret: str
    person: str
    posting: str | None
    employer: int | None
    received_at: datetime
    complaint: Complaint

    @property
    def tag(self) -> str:
        """Its ETag: another one after each step of it."""
        return etag_of(self.number, self.complaint)

    @property
    def place(self) -> Place:
        """Where it stands among what waits."""
        return Place(self.complaint.deadline.due, self.number)


def add(connection: Connection, keys: Keys, kept: KeptComplaint) -> None:
    """Put a new complaint in; IntegrityError where its number is taken."""
    fixed = {
        "number": kept.number,
        "secret": kept.secret,
        "person": kept.person,
        "about": kept.complaint.about.value,
        "kind": kept.complaint.kind.value,
        "posting": kept.posting,
        "employer": kept.employer,
        "received_at": kept.received_at,
        "due": kept.complaint.deadline.due,
    }
    connection.execute(insert(table), [fixed | _row(keys, kept)])


def save(connection: Connection, keys: Keys, kept: KeptComplaint) -> None:
    """Put a complaint in place of what it was; its row must be locked in this transaction."""
    connection.execute(
        update(table).where(table.c.number == kept.number).values(**_row(keys, kept))
    )


def get(
    connection: Connection, keys: Keys, number: str, lock: bool = False
) -> KeptComplaint | None:
    """The complaint of a number. lock: others who would change it wait for this transaction."""
    asked = select(table).where(table.c.number == number)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return _kept(keys, row) if row is not None else None


def waiting(
    connection: Connection, keys: Keys, limit: int, county: str = "", after: Place | None = None
) -> tuple[KeptComplaint, ...]:
    """What waits for an answer: the longest overdue first, then by the day it is due.

    county: only what is about postings of that county, "" for everything; after: only what comes
    behind that place.
    """
    order = (table.c.due, table.c.number)
    asked = select(table).where(table.c.state.in_(_OPEN))
    if county:
        asked = asked.join(postings).where(postings.c.place == county)
    if after is not None:
        asked = asked.where(tuple_(*order) > tuple_(*after))
    return _all(connection, keys, asked.order_by(*order).limit(limit))


def about_posting(connection: Connection, keys: Keys, posting: str) -> tuple[KeptComplaint, ...]:
    """Every complaint about a posting, oldest first."""
    asked = select(table).where(table.c.posting == posting)
    return _all(connection, keys, asked.order_by(table.c.received_at, table.c.number))


def open_frauds(
    connection: Connection, posting: str, since: datetime | None = None
) -> tuple[str, ...]:
    """Who sent the open complaints of fraud about a posting, one each; since: only later ones."""
    asked = select(table.c.person).where(
        table.c.posting == posting, table.c.kind.in_(_FRAUD), table.c.state.in_(_OPEN)
    )
    if since is not None:
        asked = asked.where(table.c.received_at > since)
    return tuple(connection.execute(asked).scalars())


def upheld(connection: Connection, employers: Collection[int], since: date) -> int:
    """How many complaints of fraud about some employers were upheld from a day on.

    The same person about the same counts once; all of unknown senders about the same as well.
    """
    one = (
        select(table.c.person, table.c.posting, table.c.employer)
        .where(
            table.c.employer.in_(employers),
            table.c.kind.in_(_FRAUD),
            table.c.state == ComplaintState.UPHELD.value,
            table.c.decided_on >= since,
        )
        .distinct()
        .subquery()
    )
    count: int = connection.execute(select(func.count()).select_from(one)).scalar_one()
    return count


def concerned(connection: Connection) -> Iterable[int]:
    """The employers about whom a complaint of fraud was ever upheld, in order."""
    return connection.execute(
        select(table.c.employer)
        .where(
            table.c.employer.is_not(None),
            table.c.kind.in_(_FRAUD),
            table.c.state == ComplaintState.UPHELD.value,
        )
        .distinct()
        .order_by(table.c.employer)
    ).scalars()


def _all(
    connection: Connection, keys: Keys, asked: Select[tuple[object, ...]]
) -> tuple[KeptComplaint, ...]:
    return tuple(_kept(keys, row) for row in connection.execute(asked))


def _row(keys: Keys, kept: KeptComplaint) -> dict[str, object]:
    return {
        "state": kept.complaint.state.value,
        "decided_on": kept.complaint.decided_on,
        "sealed": seal(keys, _COMPLAINT, kept.complaint),
    }


def _kept(keys: Keys, row: Row[tuple[object, ...]]) -> KeptComplaint:
    return KeptComplaint(
        row.number,
        row.secret,
        row.person,
        row.posting,
        row.employer,
        row.received_at,
        unseal(keys, _COMPLAINT, row.sealed),
    )
