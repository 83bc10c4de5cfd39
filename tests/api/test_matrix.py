"""Who may see and do what: every route to every caller, against a table written by hand."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from fastapi import FastAPI
from fastapi.routing import APIRoute
from httpx2 import Response
from starlette.routing import BaseRoute, Mount, Route

from registry.access.action import Action
from tests.api.matrix_town import COLUMNS, Thing, Town, town

TEXT: Final = Path(__file__).with_name("matrix.yaml").read_text("utf-8")
TABLE: Final = yaml.safe_load(TEXT)
ROUTES: Final[dict[str, dict[str, Any]]] = TABLE["routes"]
# Parts of an answer whose fields depend on the matter, not on who asks.
OPEN: Final = frozenset(
    {"counts", "decision", "interview", "not_shown", "posting", "profile", "rewrite"}
)
# What a refusal's code must be, so that no other fault is taken for one.
REFUSALS: Final = {
    401: {"not_signed_in"},
    403: {"not_allowed"},
    404: {"unknown_name", "no_profile"},
    422: {"invalid_field", "known_person", "other_person", "other_source"},
}


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    one = town(tmp_path_factory.mktemp("matrix"))
    yield one
    one.here.close()


def guarded(routes: list[BaseRoute]) -> Iterator[tuple[str, frozenset[Action]]]:
    """Every route by method and path, and the actions that it asks for."""
    for route in routes:
        inner = getattr(route, "original_router", None)
        if inner is not None:
            yield from guarded(inner.routes)
        elif isinstance(route, APIRoute):
            for method in route.methods or ():
                yield f"{method} {route.path}", frozenset(_actions(route.dependant))
        elif isinstance(route, Route):
            for method in (route.methods or set()) - {"HEAD"}:
                yield f"{method} {route.path}", frozenset()
        elif isinstance(route, Mount):
            yield f"MOUNT {route.path}", frozenset()


def _actions(dependant: Any) -> Iterator[Action]:
    for each in dependant.dependencies:
        if (action := getattr(each.call, "action", None)) is not None:
            yield action
        yield from _actions(each)


def test_every_route_has_a_row_and_asks_for_one_action(installation: Town) -> None:
    app = installation.clients["anyone"].app
    assert isinstance(app, FastAPI)
    found = dict(guarded(app.routes))
    assert set(found) == set(ROUTES) | set(TABLE["unguarded"])
    assert {route for route, actions in found.items() if len(actions) != 1} == set(
        TABLE["unguarded"]
    )


def test_no_route_has_two_rows() -> None:
    """Of two rows that YAML finds under one name the first would count for nothing."""
    rows = re.findall(r"^  ((?:GET|POST|PUT|PATCH|DELETE) \S+):", TEXT, re.MULTILINE)
    assert sorted(rows) == sorted(ROUTES)


def test_every_row_speaks_of_every_caller(installation: Town) -> None:
    for route, rules in ROUTES.items():
        named = set(rules["cells"]) - {"others"}
        assert named <= set(installation.clients), route
        assert "others" in rules["cells"] or named == set(installation.clients), route


def test_every_cell_is_as_the_table_says(installation: Town) -> None:
    differences: list[str] = []
    cells = 0
    for route, rules in ROUTES.items():
        shown: dict[str, set[str]] = {}
        for caller in installation.clients:
            for column, expected in enumerate(_cells(rules, caller)):
                cells += 1
                answer = _asked(installation, route, rules, caller, installation.things[column])
                where = f"{route} · {caller} · {COLUMNS[column]}"
                differences += [
                    f"{where}: {fault}" for fault in _status_faults(answer, rules, expected)
                ]
                is_ok = expected == "ok"
                reveals = rules.get("reveals", {}).get(caller, ()) if is_ok else ()
                differences += [
                    f"{where}: {fault}"
                    for fault in _reveal_faults(answer, installation.things, column, reveals)
                ]
                if is_ok and "shows" in rules and answer.is_success:
                    fields = _fields(answer.json(), is_top="top" in rules)
                    shown.setdefault(caller, set()).update(fields)
        differences += [f"{route} · {fault}" for fault in _field_faults(rules, shown)]
    # The figure, with `pytest -s`.
    print(f"\n{len(ROUTES)} routes, {cells} cells, {len(differences)} differences")  # noqa: T201
    assert not differences, "\n".join(differences)


def _cells(rules: Mapping[str, Any], caller: str) -> list[Any]:
    """What a caller gets for each of the things, or for the one."""
    cells = rules["cells"]
    cell = cells.get(caller, cells.get("others"))
    if isinstance(cell, list):
        return cell
    return [cell] * (len(COLUMNS) if any(isinstance(each, list) for each in cells.values()) else 1)


def _asked(
    installation: Town, route: str, rules: Mapping[str, Any], caller: str, thing: Thing
) -> Response:
    method, path = route.split(" ")
    client = installation.clients[caller]
    if rules.get("signs_out") and caller != "anyone":
        client = installation.anew(caller)
    options: dict[str, Any] = {}
    if "query" in rules:
        options["params"] = _filled(rules["query"], thing)
    if "form" in rules:
        options["data"] = _filled(rules["form"], thing)
    elif method in {"POST", "PUT", "PATCH"}:
        options["json"] = _filled(rules.get("body", {}), thing)
    return client.request(method, path.format(**thing.ids), **options)


def _filled(body: Any, thing: Thing) -> Any:
    if isinstance(body, str):
        return thing.bodies[body.strip("{}")]
    return {
        name: value.format(**thing.ids) if isinstance(value, str) else value
        for name, value in body.items()
    }


def _status_faults(answer: Response, rules: Mapping[str, Any], expected: Any) -> Iterator[str]:
    wanted = rules["ok"] if expected == "ok" else expected
    status = answer.status_code
    if status not in (wanted if isinstance(wanted, list) else [wanted]):
        yield f"{status}, not {wanted}: {answer.text[:200]}"
    elif expected == "ok" and "says" in rules:
        if rules["says"] not in answer.text:
            yield f"{status}, but it does not say {rules['says']}"
    elif "problem" in answer.headers.get("content-type", "") and status in REFUSALS:
        code = answer.json()["code"]
        if (expected != "ok") != (code in REFUSALS[status]):
            yield f"{status} {code}, which says something else"


def _reveal_faults(
    answer: Response, things: tuple[Thing, ...], column: int, reveals: Any
) -> Iterator[str]:
    for number, thing in enumerate(things):
        found = {name for name, value in thing.personal.items() if value in answer.text}
        due = set(reveals) if number == column else set()
        if found != due:
            yield f"shows {sorted(found)}, not {sorted(due)} of {COLUMNS[number]}"


def _field_faults(rules: Mapping[str, Any], shown: Mapping[str, set[str]]) -> Iterator[str]:
    """What each caller saw, over all cells, against what the row says."""
    shows = rules.get("shows", {})
    by_caller = shows if isinstance(shows, dict) else dict.fromkeys(shown, shows)
    if set(by_caller) != set(shown):
        yield f"fields are told of {sorted(by_caller)}, shown to {sorted(shown)}"
    for caller, fields in shown.items():
        if fields ^ set(by_caller.get(caller, ())):
            yield f"{caller}: fields differ in {sorted(fields ^ set(by_caller.get(caller, ())))}"


def _fields(body: Any, is_top: bool) -> Iterator[str]:
    """Names of the fields of an answer, and of what lies one step inside it."""
    if isinstance(body, list):
        yield from {f"[].{name}" for each in body for name in each}
        return
    yield from body
    for name, value in body.items():
        if isinstance(value, dict) and name not in OPEN and not is_top:
            yield from (f"{name}.{inner}" for inner in value)
        if isinstance(value, list) and not is_top:
            rows = [each for each in value if isinstance(each, dict)]
            yield from {f"{name}[].{inner}" for each in rows for inner in each}
