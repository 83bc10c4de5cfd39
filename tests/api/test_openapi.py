"""The interface as it is described: checked in, complete, and never narrower than it was told."""

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from typer.testing import CliRunner

from api.app import application
from api.cli.main import app as command
from api.cli.openapi import written
from api.openapi.changes import breaking
from api.openapi.described import description
from api.problems import MEDIA_TYPE
from api.runtime import Runtime
from api.settings import Settings

DOCS = Path(__file__).resolve().parents[2] / "docs"
Json = dict[str, Any]


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return application(Runtime(Settings(home=tmp_path_factory.mktemp("home"))))


@pytest.fixture(scope="module")
def described(app: FastAPI) -> Json:
    return description(app)


@pytest.fixture(scope="module")
def released() -> Json:
    found: Json = json.loads((DOCS / "openapi-released.json").read_text(encoding="utf-8"))
    return found


def operations(described: Json) -> list[tuple[str, str, Json]]:
    paths = described["paths"].items()
    return [(path, name, each) for path, names in paths for name, each in names.items()]


def test_what_is_checked_in_is_the_applications(described: Json) -> None:
    assert (DOCS / "openapi.json").read_text(encoding="utf-8") == written(described), (
        "docs/openapi.json is not what the routes say: run `linggang openapi docs/openapi.json`"
    )


def test_nothing_that_was_told_is_broken(described: Json, released: Json) -> None:
    assert released["info"]["x-released"]
    assert breaking(released, described) == []


def test_the_command_writes_compares_and_says_what_breaks(tmp_path: Path) -> None:
    out, other = tmp_path / "out.json", tmp_path / "other.json"
    run = CliRunner().invoke(command, ["openapi", str(out)])
    assert run.exit_code == 0
    told = json.loads(out.read_text(encoding="utf-8"))
    told["paths"]["/v1/gone"] = {}
    other.write_text(json.dumps(told), encoding="utf-8")
    run = CliRunner().invoke(command, ["openapi", "--against", str(other)])
    assert (run.exit_code, run.stdout) == (1, "/v1/gone: the address is gone\n")
    assert CliRunner().invoke(command, ["openapi", "--against", str(out)]).exit_code == 0


def test_every_operation_says_who_may_call_it_and_has_a_name_of_its_own(described: Json) -> None:
    found = operations(described)
    assert all("security" in each for _, _, each in found)
    names = [each["operationId"] for _, _, each in found]
    assert len(names) == len(set(names))
    open_ones = {each["operationId"] for _, _, each in found if each["security"] == []}
    assert {"healthz", "signIn", "token"} <= open_ones
    assert not {"me", "accounts", "postPosting", "registration", "applyRegistration"} & open_ones


def test_every_operation_documents_what_may_go_wrong(described: Json) -> None:
    for path, method, each in operations(described):
        answers = set(each["responses"])
        place = f"{method} {path}"
        assert {"400", "401"} <= answers, place
        assert path in {"/healthz", "/readyz"} or "429" in answers, place
        assert "requestBody" not in each or {"413", "422"} <= answers, place
        assert each["security"] == [] or method == "get" or {"403", "409", "412"} <= answers, place
        assert "{" not in path or "404" in answers, place
        assert not each.get("parameters") or "422" in answers, place


def test_every_error_is_a_problem(described: Json) -> None:
    shared = described["components"]["responses"]
    for path, method, each in operations(described):
        for status, answer in each["responses"].items():
            if status >= "400" and path != "/readyz":
                assert answer == {"$ref": f"#/components/responses/{status}"}, (method, path)
                assert list(shared[status]["content"]) == [MEDIA_TYPE]
    assert "HTTPValidationError" not in described["components"]["schemas"]


def test_what_changes_something_takes_a_key(described: Json) -> None:
    for path, method, each in operations(described):
        names = {parameter["name"] for parameter in each.get("parameters", ())}
        is_signing_in = path.startswith(("/v1/sign-in", "/v1/token"))
        assert ("Idempotency-Key" in names) == (method != "get" and not is_signing_in), path


# ---------------------------------------------------------------- what breaks

OLD: Json = {
    "paths": {
        "/a": {
            "post": {
                "operationId": "a",
                "parameters": [
                    {"in": "query", "name": "q", "schema": {"type": "string", "maxLength": 9}}
                ],
                "requestBody": {
                    "content": {"application/json": {"schema": {"$ref": "#/components/schemas/In"}}}
                },
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {"schema": {"$ref": "#/components/schemas/Out"}}
                        }
                    }
                },
            }
        }
    },
    "components": {
        "schemas": {
            "In": {
                "type": "object",
                "required": ["x"],
                "properties": {
                    "x": {"enum": ["one", "two"]},
                    "n": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
                    "deep": {"anyOf": [{"$ref": "#/components/schemas/In"}, {"type": "null"}]},
                },
            },
            "Out": {
                "type": "object",
                "required": ["id"],
                "properties": {
                    "id": {"type": "string"},
                    "state": {"enum": ["open"]},
                    "list": {"type": "array", "items": {"$ref": "#/components/schemas/Out"}},
                },
            },
        }
    },
}
POST = ("paths", "/a", "post")
IN = ("components", "schemas", "In")
OUT = ("components", "schemas", "Out")
GONE = object()


def changed(*steps: Any) -> Json:
    """The old description with one thing put in its place, or taken out."""
    new = deepcopy(OLD)
    *path, last, value = steps
    inner: Any = new
    for step in path:
        inner = inner[step]
    if value is GONE:
        del inner[last]
    else:
        inner[last] = value
    return new


@pytest.mark.parametrize(
    ("new", "told"),
    [
        (changed("paths", "/a", GONE), "/a: the address is gone"),
        (changed(*POST, GONE), "POST /a: the operation is gone"),
        (changed(*POST, "operationId", "b"), "POST /a: operationId was a"),
        (changed(*POST, "security", [{"session": []}]), "POST /a: signing in is asked for"),
        (changed(*POST, "parameters", []), "POST /a ?q: is not taken any more"),
        (changed(*POST, "parameters", 0, "required", True), "POST /a ?q: is required now"),
        (
            changed(*POST, "parameters", 0, "schema", "maxLength", 8),
            "POST /a ?q: maxLength is 8 now",
        ),
        (
            changed(*POST, "parameters", 0, "schema", "minLength", 1),
            "POST /a ?q: minLength is 1 now",
        ),
        (
            changed(*POST, "parameters", 0, "schema", "pattern", "^a"),
            "POST /a ?q: pattern is ^a now",
        ),
        (
            changed(*POST, "parameters", 0, "schema", "type", "integer"),
            "POST /a ?q: no longer takes string",
        ),
        (changed(*POST, "requestBody", "required", True), "POST /a body: is required now"),
        (
            changed(*POST, "requestBody", "content", {}),
            "POST /a body application/json: is not taken any more",
        ),
        (changed(*IN, "required", ["x", "n"]), "POST /a body/n: is required now"),
        (
            changed(*IN, "properties", "x", "enum", ["one"]),
            "POST /a body/x: no longer takes string 'two'",
        ),
        (
            changed(*IN, "properties", "n", {"type": "integer"}),
            "POST /a body/n: no longer takes null",
        ),
        (changed(*POST, "responses", {}), "POST /a 200: the answer is gone"),
        (
            changed(*POST, "responses", "200", "content", {}),
            "POST /a 200 application/json: is not given any more",
        ),
        (changed(*OUT, "properties", "id", GONE), "POST /a 200/id: is gone"),
        (changed(*OUT, "required", []), "POST /a 200/id: may be missing now"),
        (
            changed(*OUT, "properties", "id", "type", "integer"),
            "POST /a 200/id: may now be integer",
        ),
        (
            changed(*OUT, "properties", "id", {"anyOf": [{"type": "string"}, {"type": "null"}]}),
            "POST /a 200/id: may now be null",
        ),
        (
            changed(*OUT, "properties", "state", "enum", ["open", "shut"]),
            "POST /a 200/state: may now be string 'shut'",
        ),
        (
            changed(*OUT, "properties", "list", "items", {"type": "string"}),
            "POST /a 200/list/*: may now be string",
        ),
    ],
)
def test_a_breaking_change_is_named_with_its_place(new: Json, told: str) -> None:
    assert told in breaking(OLD, new)


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(OLD, id="nothing"),
        pytest.param(changed("paths", "/b", {}), id="an address"),
        pytest.param(changed("paths", "/a", "get", {}), id="an operation"),
        pytest.param(changed(*OUT, "properties", "more", {"type": "null"}), id="a field answered"),
        pytest.param(changed(*OUT, "required", ["id", "state"]), id="a field always answered"),
        pytest.param(changed(*IN, "properties", "more", {}), id="a field that may be sent"),
        pytest.param(changed(*IN, "required", []), id="a field that need not be sent"),
        pytest.param(changed(*IN, "properties", "x", {"type": "string"}), id="any text taken"),
        pytest.param(
            changed(*IN, "properties", "n", {"type": ["number", "null"]}), id="any number taken"
        ),
        pytest.param(
            changed(*OUT, "properties", "id", {"const": "the same"}), id="one text answered"
        ),
        pytest.param(
            changed(*POST, "parameters", 0, "schema", "maxLength", 10), id="a longer text taken"
        ),
        pytest.param(changed(*POST, "responses", "404", {}), id="an error"),
    ],
)
def test_an_addition_breaks_nothing(new: Json) -> None:
    assert breaking(OLD, new) == []
