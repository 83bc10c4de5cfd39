"""What hires propose to registrations, in the store: sealed, found by person, county or hire."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Connection, insert, select, update

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import hire_proposals as table
from registry.placement.proposal import OPEN, Proposal, ProposalState

_PROPOSAL: Final = TypeAdapter(Proposal)


class KeptProposal(NamedTuple):
    """A proposal and when it was made."""

    proposal: Proposal
    opened_at: datetime


def add(connection: Connection, keys: Keys, one: Proposal, at: datetime) -> None:
    """Put a new one in; IntegrityError where the application has one open."""
    connection.execute(insert(table), [_row(keys, one) | {"opened_at": at}])


def save(connection: Connection, keys: Keys, one: Proposal, closed_at: datetime | None) -> None:
    """Put one in place of what it was; its registration's row must be locked."""
    values = _row(keys, one) | {"closed_at": closed_at}
    connection.execute(update(table).where(table.c.id == one.id).values(**values))


def registration_of(connection: Connection, proposal_id: str) -> str | None:
    """The registration that a proposal is about, without opening it."""
    return connection.execute(
        select(table.c.registration).where(table.c.id == proposal_id)
    ).scalar_one_or_none()


def get(connection: Connection, keys: Keys, proposal_id: str) -> KeptProposal | None:
    """The proposal of an id."""
    found = _all(connection, keys, table.c.id == proposal_id)
    return found[0] if found else None


def of_application(connection: Connection, keys: Keys, application_id: str) -> list[KeptProposal]:
    """Every proposal of a hire, oldest first."""
    return _all(connection, keys, table.c.application == application_id)


def of_registration(connection: Connection, keys: Keys, registration_id: str) -> list[KeptProposal]:
    """Every proposal to a registration, oldest first."""
    return _all(connection, keys, table.c.registration == registration_id)


def of_person(connection: Connection, keys: Keys, person: str) -> list[KeptProposal]:
    """Every proposal to a person's registrations, oldest first."""
    return _all(connection, keys, table.c.person == person)


def waiting(
    connection: Connection, keys: Keys, prefix: str = "", states: Sequence[ProposalState] = OPEN
) -> list[KeptProposal]:
    """Those that wait in a division, oldest first. prefix: of its counties' codes."""
    is_open = table.c.state.in_([state.value for state in states])
    return _all(connection, keys, is_open & table.c.county.startswith(prefix))


def _all(connection: Connection, keys: Keys, which: ColumnElement[bool]) -> list[KeptProposal]:
    rows = connection.execute(
        select(table.c.sealed, table.c.opened_at)
        .where(which)
        .order_by(table.c.opened_at, table.c.id)
    )
    return [KeptProposal(unseal(keys, _PROPOSAL, row.sealed), row.opened_at) for row in rows]


def _row(keys: Keys, one: Proposal) -> dict[str, object]:
    return {
        "id": one.id,
        "application": one.application,
        "registration": one.registration,
        "person": one.person,
        "county": one.county,
        "kind": one.kind.value,
        "state": one.state.value,
        "sealed": seal(keys, _PROPOSAL, one),
    }
