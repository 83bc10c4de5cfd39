"""Employers' standing in the store: sealed, found by employer; whose postings are held back."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, delete, false, insert, or_, select

from api.security.keys import Keys
from api.store.near import near_ids
from api.store.sealing import seal, unseal
from api.store.tables import employer_standing as table
from api.store.tables import employers, postings
from registry.errors import UnknownName
from registry.jobs.employer import Employer, is_same_firm, name_key
from registry.jobs.employer_standing import Level, Standing
from registry.jobs.lifecycle import STANDING
from registry.jobs.office_holds import EMPLOYER_BARRED, EMPLOYER_UNVERIFIED
from registry.jobs.posting import Profile

_STANDING: Final = TypeAdapter(Standing)


class HeldFirm(NamedTuple):
    """A firm, by name_key and uscc, whose postings are held back, and by which codes."""

    firm: tuple[str, str]
    codes: tuple[str, ...]


class KeptStanding(NamedTuple):
    """A standing with its employer, and since when that is known."""

    employer: Employer
    first_seen: datetime
    standing: Standing


def get(connection: Connection, keys: Keys, employer_id: int) -> KeptStanding | None:
    """The standing of an employer, an empty one where none is kept; None: no such employer."""
    found = _all(connection, keys, employers.c.id == employer_id)
    return found[0] if found else None


def by_firm(connection: Connection, keys: Keys, firm: str) -> KeptStanding | None:
    """The standing of the employer for which an account of that source speaks, if there is one."""
    found = _all(connection, keys, table.c.firm == firm) if firm else ()
    return found[0] if found else None


def counties(connection: Connection, ids: Collection[int]) -> frozenset[str]:
    """The counties in which some employers' public postings lie, in whatever state."""
    asked = select(postings.c.place).where(
        postings.c.employer_id.in_(ids),
        postings.c.place.is_not(None),
        postings.c.profile == Profile.PUBLIC.value,
    )
    return frozenset(connection.execute(asked.distinct()).scalars())


def save(connection: Connection, keys: Keys, employer_id: int, standing: Standing) -> None:
    """Put a standing in place of what it was."""
    connection.execute(delete(table).where(table.c.employer == employer_id))
    values = {
        "employer": employer_id,
        "level": standing.level.value,
        "is_unverified_held": standing.is_unverified_held,
        "verified_on": standing.verified_on,
        "barred_until": standing.barred_until,
        "sealed": seal(keys, _STANDING, standing),
        "firm": standing.firm,
    }
    connection.execute(insert(table), [values])


def kept(
    connection: Connection,
    keys: Keys,
    level: Level | None = None,
    county: str = "",
    after: int = 0,
    limit: int | None = None,
) -> tuple[KeptStanding, ...]:
    """Employers by id behind one, with their standing, at most `limit`.

    level: only those of one that is kept; county: only those with public postings there.
    """
    where = employers.c.id > after
    if level is not None:
        where &= table.c.level == level.value
    if county:
        where &= employers.c.id.in_(
            select(postings.c.employer_id).where(
                postings.c.place == county, postings.c.profile == Profile.PUBLIC.value
            )
        )
    return _all(connection, keys, where, limit)


def with_postings(connection: Connection) -> tuple[int, ...]:
    """Ids of the employers that have a public posting that is published or held, in order."""
    asked = select(postings.c.employer_id).where(
        postings.c.employer_id.is_not(None),
        postings.c.profile == Profile.PUBLIC.value,
        postings.c.state.in_([each.value for each in STANDING]),
    )
    return tuple(connection.execute(asked.distinct().order_by(postings.c.employer_id)).scalars())


def touched(connection: Connection) -> tuple[int, ...]:
    """Ids of the employers of which a standing is kept, in order."""
    return tuple(connection.execute(select(table.c.employer).order_by(table.c.employer)).scalars())


def find(connection: Connection, name: str) -> tuple[Employer, ...]:
    """Employers of a credit code or of a name as names are compared, by id."""
    key = name_key(name)
    alike = [employers.c.name == name, *([employers.c.key == key] if key else [])]
    asked = select(employers).where(or_(employers.c.uscc == name if name else false(), *alike))
    rows = connection.execute(asked.order_by(employers.c.id))
    return tuple(Employer(row.id, row.name, row.uscc) for row in rows)


def near_names(connection: Connection, name: str) -> tuple[str, ...]:
    """Up to five names of employers near one that is not known."""
    return near_ids(connection, employers.c.name, name)


def same_firm(connection: Connection, one: Employer) -> tuple[int, ...]:
    """Ids of the rows that are the same firm as one, itself among them, in order."""
    mine = (one.key, one.uscc)
    near = [employers.c.id == one.id]
    near += [employers.c.key == one.key] if one.key else []
    near += [employers.c.uscc == one.uscc] if one.uscc else []
    rows = connection.execute(select(employers).where(or_(*near)).order_by(employers.c.id))
    return tuple(
        row.id for row in rows if row.id == one.id or is_same_firm(mine, (row.key, row.uscc))
    )


def of_firm(
    connection: Connection, keys: Keys, one: Employer
) -> tuple[KeptStanding, tuple[int, ...]]:
    """The standing of the firm that an employer is, and the ids of all its rows.

    It is kept under one of them: under the one asked for where none is kept yet.
    """
    ids = same_firm(connection, one)
    asked = select(table.c.employer).where(table.c.employer.in_(ids)).order_by(table.c.employer)
    under = connection.execute(asked).scalars().first()
    found = get(connection, keys, one.id if under is None else under)
    if found is None:
        raise UnknownName("用人单位", str(one.id))
    return found, ids


def held_firms(connection: Connection, firms: Iterable[tuple[str, str]]) -> tuple[HeldFirm, ...]:
    """Of some firms those whose postings are held back; firms: by name_key and uscc."""
    keys = {key for key, _ in firms if key}
    codes = {uscc for _, uscc in firms if uscc}
    return _held(connection, keys, codes) if keys or codes else ()


def _held(
    connection: Connection, keys: Collection[str], codes: Collection[str]
) -> tuple[HeldFirm, ...]:
    rows = connection.execute(
        select(employers.c.key, employers.c.uscc, table.c.level, table.c.is_unverified_held)
        .join(employers, employers.c.id == table.c.employer)
        .where(
            or_(table.c.level == Level.BARRED.value, table.c.is_unverified_held),
            or_(employers.c.key.in_(keys), employers.c.uscc.in_(codes)),
        )
        .order_by(table.c.employer)
    )
    return tuple(
        HeldFirm((row.key, row.uscc), _codes(row.level, row.is_unverified_held)) for row in rows
    )


def _codes(level: str, is_unverified_held: bool) -> tuple[str, ...]:
    barred = (EMPLOYER_BARRED,) if level == Level.BARRED.value else ()
    return barred + ((EMPLOYER_UNVERIFIED,) if is_unverified_held else ())


def _all(
    connection: Connection, keys: Keys, where: ColumnElement[bool], limit: int | None = None
) -> tuple[KeptStanding, ...]:
    asked = (
        select(employers, table.c.sealed)
        .join(table, table.c.employer == employers.c.id, isouter=True)
        .where(where)
        .order_by(employers.c.id)
        .limit(limit)
    )
    return tuple(
        KeptStanding(
            Employer(row.id, row.name, row.uscc),
            row.first_seen,
            unseal(keys, _STANDING, row.sealed) if row.sealed else Standing(),
        )
        for row in connection.execute(asked)
    )
