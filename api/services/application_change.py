"""One change of an application: locked, stepped, written down and audited in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from api.clock import SHANGHAI
from api.database import writing
from api.expected import require
from api.placement_terms import placement_terms
from api.policy import Policy
from api.security.keys import Keys
from api.store import applications, audit
from api.store.applications import Kept
from registry.actor import THE_SYSTEM, Actor
from registry.errors import InvalidField, UnknownName
from registry.placement.due import due
from registry.placement.record import Application
from registry.placement.terms import Terms

KIND: Final = "申请编号"


@dataclass(slots=True)
class ApplicationChange:
    """A locked application and what becomes of it; nothing is kept if the block raises.

    before: as it was. after: as it now stands. mark: of what was done last.
    """

    connection: Connection
    keys: Keys
    policy: Policy
    at: datetime
    before: Application
    after: Application
    mark: str

    @property
    def today(self) -> date:
        """The day in China."""
        return self.at.astimezone(SHANGHAI).date()

    @property
    def terms(self) -> Terms:
        """How long the parties have, where the worker lives."""
        return placement_terms(self.policy, self.today, self.before.county)

    def to(self, after: Application, actor: Actor, event: str, words: str = "") -> None:
        """Bring it to what it becomes, write down what was said, and note who did it."""
        was, self.after = self.after, after
        applications.save(self.connection, self.keys, Kept(after, self.mark), self._due_on(actor))
        applications.happen(self.connection, self.keys, after, self.at, actor.role, event, words)
        self.note(actor, event, was=was.state.value)

    def note(self, actor: Actor, event: str, **detail: Any) -> None:
        """Write one record of the audit chain; detail: nothing by which the person is known."""
        note(self.connection, self.keys, actor, event, self.after, self.at, **detail)

    def add(self, actor: Actor) -> None:
        """Keep it as a new one."""
        applications.add(
            self.connection, self.keys, Kept(self.after, self.mark), self._due_on(actor)
        )
        applications.happen(self.connection, self.keys, self.after, self.at, actor.role, "want")
        self.note(actor, "want")

    def _due_on(self, actor: Actor) -> date | None:
        """When it falls due next; what a night did is not followed by more in the same night."""
        found = due(self.after, self.terms, SHANGHAI)
        if found is None:
            return None
        tomorrow = self.today + timedelta(1)
        return max(found.on, tomorrow) if actor is THE_SYSTEM else found.on


@contextmanager
def changing_application(
    engine: Engine, keys: Keys, policy: Policy, application_id: str, at: datetime
) -> Iterator[ApplicationChange]:
    """The application of an id, locked until the block ends; UnknownName if there is none.

    InvalidField where the worker has another one open to the posting by now.
    """
    try:
        with writing(engine) as connection:
            kept = applications.get(connection, keys, application_id, lock=True)
            if kept is None:
                raise UnknownName(KIND, application_id)
            require(application_id, lambda: applications.tag(connection, application_id))
            yield change_of(connection, keys, policy, at, kept)
    except IntegrityError as error:
        if not is_second(error):
            raise
        raise InvalidField(
            "posting", "second", "对同一岗位已有另一份进行中的申请，请在那一份上办理。"
        ) from error


def change_of(
    connection: Connection, keys: Keys, policy: Policy, at: datetime, kept: Kept
) -> ApplicationChange:
    """A change of an application that is locked, or new."""
    one = kept.application
    return ApplicationChange(connection, keys, policy, at, one, one, kept.mark)


def is_second(error: IntegrityError) -> bool:
    """Whether the database refused a second open application to one posting."""
    text = str(error.orig)
    return "uq_applications_open" in text or "applications.worker, applications.posting" in text


def note(
    connection: Connection,
    keys: Keys,
    actor: Actor,
    event: str,
    one: Application,
    at: datetime,
    **detail: Any,
) -> None:
    """One record of the audit chain on an application."""
    audit.append(
        connection,
        keys.audit,
        actor,
        f"application.{event}",
        one.id,
        at,
        role=actor.role.value,
        state=one.state.value,
        firm=one.firm,
        **detail,
    )
