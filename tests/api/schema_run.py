"""Schemathesis against a small installation, in process, signed in as one role."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

import schemathesis
from fastapi.routing import iter_route_contexts
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema

from api.app import application
from api.clock import now
from api.database import writing
from api.openapi.described import actions_of
from api.runtime import Runtime
from api.security import tokens
from api.store import accounts
from api.store.accounts import Account
from registry.access.account_role import FIRMS, AccountRole
from registry.access.permission import scope_of
from registry.actor import THE_SYSTEM

# Any other answer to right data is a fault. What no schema can say of data is told by 422.
TO_RIGHT_DATA = ["2xx", "3xx", 401, 403, 404, 409, 410, 412, 422, 503]
# The checks' own list, and 413: a body drawn too large is refused before it is read.
TO_WRONG_DATA = [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]
Ids = Mapping[str, Sequence[str]]


@dataclass
class Run:
    """What came of a run: how many requests, in which phases, and each failure in words."""

    cases: int = 0
    phases: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def take(self, event: Any) -> None:
        """Count what an event of the engine tells."""
        if isinstance(event, events.ScenarioFinished):
            self.cases += len(event.recorder.interactions)
            self.failures += _failures(event.recorder)
        elif isinstance(event, events.PhaseFinished):
            self.phases.append(event.phase.name.value)
        elif isinstance(event, events.NonFatalError | events.FatalError):
            self.failures.append(repr(vars(event)))


def run(here: Runtime, role: AccountRole, ids: Ids, *, draws: int, is_whole: bool) -> Run:
    """All phases and checks over what is the role's own; is_whole: over every operation.

    ids: things that there are, by the name of the parameter that asks for them. draws: of each
    operation, beside the cases that follow from its description.
    """
    app = application(here)
    config = SchemathesisConfig.from_dict(_config(here, role, draws))
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=config)
    if not is_whole:
        schema = schema.include(operation_id=sorted(_own(app, role)))
    found, hook = Run(), _real_things(ids)
    schemathesis.hook("before_call")(hook)
    for event in from_schema(schema).execute():
        found.take(event)
    schemathesis.hooks.GLOBAL_HOOK_DISPATCHER.unregister(hook)
    return found


def _own(app: Any, role: AccountRole) -> set[str]:
    """What a role may call and not everybody; for nobody, what everybody may call."""
    routes = [each for each in iter_route_contexts(app.routes) if hasattr(each, "dependant")]
    public = {each.operation_id for each in routes if _may(each, AccountRole.ANYONE)}
    mine = {each.operation_id for each in routes if _may(each, role)}
    return (public if role is AccountRole.ANYONE else mine - public) - {None}


def _may(route: Any, role: AccountRole) -> bool:
    return all(scope_of(role, action) is not None for action in actions_of(route.dependant))


def _config(here: Runtime, role: AccountRole, draws: int) -> dict[str, Any]:
    is_nobody = role is AccountRole.ANYONE
    carried = {} if is_nobody else {"openapi": {"bearer": {"bearer": _token(here, role)}}}
    return {
        "seed": 1,
        "generation": {
            "max-examples": draws,
            "database": "none",
            "with-security-parameters": is_nobody,
        },
        "checks": {
            "positive_data_acceptance": {"expected-statuses": TO_RIGHT_DATA},
            "negative_data_rejection": {"expected-statuses": TO_WRONG_DATA},
        },
        "auth": carried,
    }


def _token(here: Runtime, role: AccountRole) -> str:
    if role is AccountRole.WORKER:
        one = Account(id=uuid4().hex, role=role, worker="W1")
        with writing(here.engine) as connection:
            accounts.add(connection, one, one.id, now(here.settings))
    else:
        firm = "town" if role in FIRMS else ""
        one = here.accounts.make(uuid4().hex, role, THE_SYSTEM, firm=firm).account
    return tokens.issued(here.keys, one.id, now(here.settings))


def _real_things(ids: Ids) -> Callable[..., None]:
    """Ask for things that there are as often as for others, and by a key of its own each time."""
    draw = Random(1)

    def before_call(_: Any, case: Any, __: dict[str, Any]) -> None:
        for where in (case.path_parameters, case.query):
            for name in set(ids) & set(where or ()):
                if draw.random() < 0.5:
                    where[name] = draw.choice(ids[name])
        key = (case.headers or {}).get("Idempotency-Key", "")
        if key.isalnum() and key.isascii() and draw.random() < 0.9:
            case.headers["Idempotency-Key"] = uuid4().hex

    return before_call


def _failures(recorder: Any) -> list[str]:
    return [
        f"{check.name}: {check.failure_info.failure}\n{_asked(recorder, name)}"
        for name, checks in recorder.checks.items()
        for check in checks
        if check.failure_info is not None
    ]


def _asked(recorder: Any, name: str) -> str:
    return str(recorder.cases[name].value.as_curl_command())
