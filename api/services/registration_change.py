"""One change of a registration: locked, stepped, told and audited in one transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from api import expected
from api.clock import SHANGHAI
from api.database import writing
from api.security.keys import Keys
from api.services.profiles import follow
from api.store import audit, registrations
from registry.actor import Actor, Role
from registry.errors import InvalidField, UnknownName
from registry.registration.application import Event, State, step
from registry.registration.ending_objection import EndingObjection, answered, way_back
from registry.registration.exits import OBJECTION, Exit
from registry.registration.record import Registration

# How the databases name the rule of one active registration and one in progress a person.
ONE_A_PERSON: Final = ("registrations.person", "uq_registrations_")


@dataclass(slots=True)
class Change:
    """A locked registration and what becomes of it; nothing is kept if the block raises.

    registration: as it was. after: as it now stands.
    """

    connection: Connection
    keys: Keys
    at: datetime
    registration: Registration
    after: Registration

    @property
    def today(self) -> date:
        """The day in China."""
        return self.at.astimezone(SHANGHAI).date()

    def to(self, state: State, actor: Actor, action: str, **changes: Any) -> None:
        """Bring it to a state and note who did what; her profiles follow.

        changes: fields of Registration.
        """
        before, self.after = self.after, replace(self.after, state=state, **changes)
        registrations.save(self.connection, self.keys, before, self.after, self.at)
        self.note(actor, action, was=before.state.value)
        follow(self.connection, self.keys, before, self.after, self.at)

    def note(self, actor: Actor, action: str, **detail: Any) -> None:
        """Write one record of the audit chain; detail: nothing by which the person is known."""
        note(self.connection, self.keys, actor, action, self.after, self.at, **detail)

    def tell(self, text: str) -> None:
        """Tell the person."""
        registrations.tell(self.connection, self.keys, self.after.id, text, self.at)

    def leave(self, ended: Exit, actor: Actor) -> None:
        """End it: it covers the days before the exit's."""
        state = step(self.after.state, Event.EXIT, actor)
        left = {"exit": replace(ended, by=actor.role), "ended_on": ended.on, "objection": None}
        decided = {} if actor.role is Role.PERSON else self.decided(actor)
        self.to(state, actor, "exit", **left, **decided)
        is_told_by_others = actor.role is not Role.PERSON and ended.source is None
        self.tell(f"{ended.notice}{OBJECTION if is_told_by_others else ''}")

    def decided(self, actor: Actor) -> dict[str, Any]:
        """Who made today's decision, as fields of Registration; "" for no officer."""
        by = actor.id if actor.role is Role.OFFICER else ""
        return {"decided_by": by, "decided_on": self.today}

    def answered(self, is_upheld: bool, answer: str, actor: Actor) -> EndingObjection | None:
        """The objection as this answer leaves it, where one waits."""
        return answered(self.after.objection, is_upheld, answer, actor.id, self.today)

    def reinstate(self, reason: str, actor: Actor) -> None:
        """Take its end back, with unbroken dates; of a revocation only that, if it had ended."""
        before = self.after
        event = way_back(before.state, before.exit)
        state = step(before.state, event, actor, before.decided_by)
        upheld = self.answered(True, reason, actor)
        found = "您的异议成立。" if before.objection and before.objection.is_open else ""
        if event is Event.RESTORE:
            self.to(state, actor, event.value, objection=None, **self.decided(actor))
            self.tell(f"{found}撤销已取消，登记仍自 {before.ended_on} 起退出：{reason}")
            return
        back = {"exit": None, "ended_on": None, "objection": upheld}
        self.to(state, actor, event.value, **back, **self.decided(actor))
        self.tell(f"{found}登记已恢复，日期不间断：{reason}")


@contextmanager
def changing(engine: Engine, keys: Keys, registration_id: str, at: datetime) -> Iterator[Change]:
    """The registration of an id, locked until the block ends; UnknownName if there is none.

    InvalidField where the person would have two in force, or two in progress.
    """
    try:
        with writing(engine) as connection:
            found = registrations.get(connection, keys, registration_id, lock=True)
            if found is None:
                raise UnknownName("登记编号", registration_id)
            expected.require(
                registration_id, lambda: registrations.tag(connection, registration_id)
            )
            yield Change(connection, keys, at, found, found)
    except IntegrityError as error:
        if not any(name in str(error.orig) for name in ONE_A_PERSON):
            raise
        raise InvalidField(
            "id_no",
            "one_a_person",
            "本人已有另一份办理中的申请或有效的登记：请先办完或撤回，再办理这一份。",
        ) from error


def note(
    connection: Connection,
    keys: Keys,
    actor: Actor,
    action: str,
    one: Registration,
    at: datetime,
    **detail: Any,
) -> None:
    """One record of the audit chain on a registration."""
    audit.append(
        connection,
        keys.audit,
        actor,
        f"registration.{action}",
        one.id,
        at,
        role=actor.role.value,
        state=one.state.value,
        version=one.version,
        **detail,
    )
