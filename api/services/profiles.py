"""Profiles of the worker library follow their person's registrations: who died is on no list."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Connection

from api.security.keys import Keys
from api.store import changes, registrations, workers
from registry.registration.application import State
from registry.registration.exits import ExitCode, is_deceased
from registry.registration.record import Registration
from registry.workers.hidden import Hidden


def hidden_among(connection: Connection, keys: Keys, people: Collection[str]) -> dict[str, Hidden]:
    """Which of some people are not shown, by blind index, and why."""
    endings = registrations.endings(connection, keys, people)
    return {person: Hidden.DECEASED for person, told in endings.items() if is_deceased(told)}


def follow(
    connection: Connection,
    keys: Keys,
    before: Registration | None,
    after: Registration,
    at: datetime,
) -> None:
    """Hide or show a person's profiles as a change of her registration asks (3.10), in its commit.

    before: None where it came from elsewhere. Called behind the audit record: whoever holds both
    ends takes the chain's first, so that nobody waits in a circle.
    """
    if before is not None and (before.state, before.exit) == (after.state, after.exit):
        return
    person = keys.person(after.claim.identity.number)
    if not _is_about_a_death(connection, keys, person, before, after):
        return
    changes.lock(connection)  # a profile that is just coming in is seen, or sees this
    reason = hidden_among(connection, keys, [person]).get(person, Hidden.NO)
    workers.hide(connection, person, reason, at)


def _is_about_a_death(
    connection: Connection,
    keys: Keys,
    person: str,
    before: Registration | None,
    after: Registration,
) -> bool:
    exits = [one.exit for one in (before, after) if one is not None]
    if after.state is State.ACTIVE:  # registered anew, or reinstated
        exits += registrations.endings(connection, keys, [person]).get(person, ())
    return any(each is not None and each.code is ExitCode.X6A for each in exits)
