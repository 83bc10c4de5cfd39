"""Hire proposals over HTTP: she confirms or denies, a reviewer decides, others see nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update

from api.database import writing
from api.runtime import Runtime
from api.store import jobs, tables, workers
from api.store.workers import WorkerRecord
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.placement.outcome import Telling
from registry.placement.record import Kind, Said
from tests.api.placement_desk import agrees, library
from tests.api.register_server import running
from tests.api.registration_desk import NOON, TODAY
from tests.api.registration_http import HER_NUMBER, SEX, sent, served, submitted
from tests.api.signed_in import signed_in
from tests.builders import worker

HER, FIRM = Actor("her", Role.PERSON), Actor("firm", Role.FIRM)


class Hired(NamedTuple):
    """A registered worker whom a firm hired with a contract from today on."""

    here: Runtime
    desk: TestClient
    registration: str
    proposal: str
    her: TestClient
    reviewer: TestClient

    def state(self) -> str:
        answer = self.desk.get(f"/v1/registrations/{self.registration}")
        return str(answer.json()["state"])

    def post(self, client: TestClient, act: str, body: Any = None) -> Any:
        return client.post(f"/v1/hire-proposals/{self.proposal}/{act}", json=body)


@pytest.fixture
def hired(tmp_path: Path) -> Iterator[Hired]:
    with running() as server, served(tmp_path, server) as (desk, here):
        registration = submitted(desk, **SEX)["registration_id"]
        with writing(here.engine) as connection:
            jobs.upsert(connection, list(library()), NOON)
            workers.upsert(connection, [WorkerRecord(worker(id="W1"))], NOON)
            person = here.keys.person(HER_NUMBER)
            connection.execute(update(tables.workers).values(person=person))
        agrees(here, "W1")
        one, _ = here.applications.want("W1", "town:1", HER)
        contract = Telling(Said.HIRED, TODAY, Kind.LABOUR_CONTRACT)
        here.applications.tell(one.id, contract, FIRM)
        here.applications.tell(one.id, Telling(Said.HIRED), HER)
        her = signed_in(here, AccountRole.WORKER, worker="W1")
        (item,) = her.get("/v1/hire-proposals").json()["items"]
        reviewer = signed_in(here, AccountRole.REVIEWER, county="371311")
        yield Hired(here, desk, registration, item["proposal_id"], her, reviewer)


def test_her_yes_ends_the_registration_with_the_code_of_a_hire(hired: Hired) -> None:
    done = hired.post(hired.her, "confirm")
    assert done.json()["state"] == "CONFIRMED"
    assert hired.state() == "EXITED"
    shown = hired.desk.get(f"/v1/registrations/{hired.registration}").json()
    assert (shown["exit"], shown["ended_on"]) == ("X1", TODAY.isoformat())
    assert hired.post(hired.her, "confirm").status_code == 409


def test_a_reviewer_of_the_county_decides_what_she_denied(hired: Hired) -> None:
    assert hired.post(hired.her, "deny").json()["state"] == "DENIED"
    assert hired.state() == "ACTIVE"
    (item,) = hired.reviewer.get("/v1/hire-proposals").json()["items"]
    assert item["proposal_id"] == hired.proposal
    assert hired.post(hired.reviewer, "close", {"words": ""}).status_code == 422
    closed = hired.post(hired.reviewer, "close", {"words": "没有签合同。"})
    assert closed.json()["state"] == "CLOSED"
    assert hired.state() == "ACTIVE"


def test_a_reviewer_may_confirm_on_what_the_employer_filed(hired: Hired) -> None:
    assert hired.post(hired.reviewer, "approval").json()["state"] == "CONFIRMED"
    assert hired.state() == "EXITED"


def test_nobody_else_sees_or_does_anything(hired: Hired) -> None:
    other = signed_in(hired.here, AccountRole.WORKER, worker="W2")
    elsewhere = signed_in(hired.here, AccountRole.REVIEWER, county="371302")
    firm = signed_in(hired.here, AccountRole.EMPLOYER, firm="town")
    assert other.get("/v1/hire-proposals").json()["items"] == []
    assert elsewhere.get("/v1/hire-proposals").json()["items"] == []
    assert firm.get("/v1/hire-proposals").status_code == 403
    assert hired.post(other, "confirm").status_code == 404
    assert hired.post(elsewhere, "approval").status_code == 403
    assert hired.post(firm, "confirm").status_code == 403
    assert hired.state() == "ACTIVE"


def test_an_answer_to_a_proposal_that_is_none_is_404(hired: Hired) -> None:
    answer = hired.her.post(f"/v1/hire-proposals/{'f' * 32}/confirm")
    assert answer.status_code == 404
    assert sent(hired.desk, f"/{hired.registration}/check")["state"] == "ACTIVE"
