"""What every answer to a case rests on: the rules that are data, and the table of states."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from registry.actor import Actor, Role
from registry.parameters import Parameter
from registry.registration.application import STEPS, Event, State, step
from registry.registration.credit_terms import CreditTerms
from registry.registration.hits import HitRule

Said = dict[str, Any]  # JSON values by the keys of `expect`; `why`: the core's own words


class Rules(NamedTuple):
    """The rules that are data. numbers: policy numbers by name."""

    hits: Sequence[HitRule]
    credit: CreditTerms
    numbers: Mapping[str, Parameter]


def state_after(events: Sequence[Event]) -> State:
    """The state after events from a draft on, each done by whoever may."""
    state = State.DRAFT
    for event in events:
        rows = [each for each in STEPS if (each.source, each.event) == (state, event)]
        by = next((role for row in rows for role in Role if role in row.by), Role.PERSON)
        state = step(state, event, Actor(by.value, by))
    return state
