"""Every answer has an id, every request one line in the log, and no line tells of whom it was."""

import json
import logging
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import application
from api.runtime import Runtime
from api.settings import Settings
from registry.access.account_role import AccountRole
from tests.api.signed_in import signed_in
from tests.builders import DAY


@pytest.fixture
def here(tmp_path: Path) -> Runtime:
    return Runtime(Settings(home=tmp_path, as_of=DAY))


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, object]]:
    return [json.loads(each.message) for each in caplog.records if each.name == "linggang.requests"]


def test_a_line_names_the_route_and_never_who_it_was_about(
    here: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "linggang.requests")
    with signed_in(here, AccountRole.ADVISOR) as client:
        answer = client.get("/v1/workers/13800000000/recommendations?as_of=1990-01-01")
    (line,) = lines(caplog)
    assert str(line.pop("at")).startswith("2026-11-22T")
    assert isinstance(line.pop("ms"), float)
    assert line == {
        "request": answer.headers["x-request-id"],
        "method": "GET",
        "route": "/v1/workers/{worker_id}/recommendations",
        "status": answer.status_code,
        "role": "advisor",
    }
    assert "138" not in caplog.text.replace(str(line["request"]), "")


@pytest.mark.parametrize("path", ["/v1/nothing/13800000000", "/static/13800000000", "/%00"])
def test_an_unknown_address_is_not_told_at_all(
    here: Runtime, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    caplog.set_level(logging.INFO, "linggang.requests")
    with TestClient(application(here)) as client:
        answer = client.get(path)
    (line,) = lines(caplog)
    assert (line["status"], line["route"], line["role"]) == (404, "", "")
    assert answer.headers["x-request-id"] == line["request"]


def test_what_nobody_foresaw_has_an_id_and_safe_headers_too(
    here: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "linggang.requests")
    app = application(here)

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError("13800000000")

    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/fails")
    (line,) = lines(caplog)
    assert (answer.status_code, line["status"]) == (500, 500)
    assert answer.headers["x-request-id"] == line["request"]
    assert "content-security-policy" in answer.headers
    assert "138" not in answer.text


def test_two_requests_never_have_one_id(here: Runtime) -> None:
    with TestClient(application(here)) as client:
        ids = {client.get("/healthz").headers["x-request-id"] for _ in range(50)}
    assert len(ids) == 50
