"""A life as a table: which event leads from which state to which, who may, and by which clause."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Generic, TypeVar

from registry.actor import ROLE_NAMES, Actor, Role
from registry.errors import LinggangError

S = TypeVar("S", bound=StrEnum)
E = TypeVar("E", bound=StrEnum)
PERSON: Final = frozenset({Role.PERSON})
OFFICER: Final = frozenset({Role.OFFICER})
SYSTEM: Final = frozenset({Role.SYSTEM})
FIRM: Final = frozenset({Role.FIRM})


class IllegalStep(LinggangError):
    """An event that is not possible now, or not for this actor; says what would be."""

    code = "illegal_step"


class Refused(LinggangError):
    """An event that is possible now, but lacks what it rests on; the text says what."""

    code = "refused"


@dataclass(frozen=True, slots=True)
class Step(Generic[S, E]):
    """One row. by: the roles that may; other_officer: not who acted before."""

    source: S
    event: E
    target: S
    by: frozenset[Role]
    clause: str
    other_officer: bool = False


@dataclass(frozen=True, slots=True)
class StepTable(Generic[S, E]):
    """Rows, and what states and events are called in Chinese.

    other_officer: what is said where an officer would come back to what was his own; {} stands for
    the event.
    """

    steps: tuple[Step[S, E], ...]
    state_names: Mapping[S, str]
    event_names: Mapping[E, str]
    other_officer: str = "{}须由另一位工作人员办理。"

    def step(self, state: S, event: E, actor: Actor, before: str = "") -> S:
        """The state after an event; IllegalStep, in Chinese, if it is not possible.

        before: who acted before, whom an `other_officer` row may not come back to; "" for nobody.
        """
        rows = [row for row in self.steps if row.source is state]
        row = next((row for row in rows if row.event is event), None)
        name = self.event_names[event]
        if row is None:
            possible = "、".join(self.event_names[each.event] for each in rows) or "无"
            raise IllegalStep(f"“{self.state_names[state]}”时不能{name}；现在可以：{possible}。")
        if actor.role not in row.by:
            names = "、".join(ROLE_NAMES[role] for role in Role if role in row.by)
            raise IllegalStep(f"{name}只能由{names}办理。")
        if not actor.id.strip():
            raise IllegalStep(f"{name}须写明由谁办理。")
        if row.other_officer and actor.id == before:
            raise IllegalStep(self.other_officer.format(name))
        return row.target
