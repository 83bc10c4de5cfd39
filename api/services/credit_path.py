"""The one thing that credit decides: by which path an application is checked (R3.3)."""

from datetime import datetime

from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.security.keys import Keys
from api.services.credit_audit import read_of
from registry.actor import Actor
from registry.registration.credit import path_findings, path_of
from registry.registration.record import Path, Registration
from registry.verdict import Finding


def path_now(
    connection: Connection, keys: Keys, one: Registration, actor: Actor, at: datetime
) -> tuple[Path, tuple[Finding, ...]]:
    """The path of an application submitted now, and why the checked one; the reading is noted."""
    person = keys.person(one.claim.identity.number)
    kept = read_of(connection, keys, actor, person, "path", at)
    entries, day = [each.entry for each in kept], at.astimezone(SHANGHAI).date()
    return path_of(entries, day), path_findings(entries, day)
