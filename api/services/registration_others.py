"""A person's other registrations, and what they mean for this one (R3.1, R3.2)."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import Connection

from api.security.keys import Keys
from api.store import registrations
from api.store.registrations import Brief
from registry.registration.application import Event, State
from registry.registration.cross_check import CLAUSE
from registry.registration.ending_objection import way_back
from registry.registration.entry import Span, overlaps
from registry.registration.record import Registration
from registry.verdict import Finding


def others_of(connection: Connection, keys: Keys, one: Registration) -> tuple[Brief, ...]:
    """All registrations of the person but this one, oldest first."""
    found = registrations.of_person(connection, keys.person(one.claim.identity.number))
    return tuple(other for other in found if other.id != one.id)


def active_of(others: Sequence[Brief]) -> Brief | None:
    """The one in force, of which a person has at most one."""
    return next((other for other in others if other.state is State.ACTIVE), None)


def covered_by(others: Sequence[Brief]) -> tuple[Span, ...]:
    """The days that registrations covered which have ended."""
    return tuple(
        Span(other.start_date, other.ended_on)
        for other in others
        if other.state is State.EXITED and other.ended_on
    )


def doubled_by(one: Registration, others: Sequence[Brief]) -> tuple[Finding, ...]:
    """Why a registration may not count again: the person's others cover some of its days."""
    is_left = way_back(one.state, one.exit) is Event.RESTORE
    until = (one.ended_on if is_left else None) or date.max
    active = active_of(others)
    is_second = active is not None and active.start_date < until
    second = f"已在 {active.place} 有一条有效的登记，不能再有一条。" if active and is_second else ""
    earlier = [each for each in covered_by(others) if each.start < until]
    return (
        *((Finding("DUPLICATE", False, second, CLAUSE),) if second else ()),
        *overlaps(one.claim.start_date, earlier),
    )
