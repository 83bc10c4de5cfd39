"""ETags of postings, applications, shifts, complaints, employers and profiles."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from fastapi.testclient import TestClient
from httpx2 import Response

from api.database import reading, writing
from api.store import audit, employer_standing
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.jobs.complaint import About, Kind
from registry.jobs.employer_standing import Level, Standing
from registry.workers.consent import Channel, Purpose
from tests.api.placement_desk import HER, agrees
from tests.api.pool_town import say
from tests.api.signed_in import signed_in
from tests.api.small_town import settle
from tests.api.test_employers_http import CODE

SHIFT: Final = {
    "starts": "2026-11-23T09:00:00+08:00",
    "ends": "2026-11-23T11:00:00+08:00",
    "openings": 1,
}
FACTS: Final = {"licence_checked_on": "2026-11-20", "uscc": CODE}


class Change(NamedTuple):
    """A request that changes a thing: by whom, where beneath it, with what."""

    by: str
    path: str
    body: dict[str, Any]
    method: str = "POST"


class Case(NamedTuple):
    """A thing that somebody looks at and changes, and what another does to it meanwhile."""

    thing: str
    by: str
    meanwhile: Change
    mine: Change


CASES: Final = {
    "posting": Case(
        "/v1/postings/town:9",
        "reviewer",
        Change("reviewer", "/v1/postings/town:9/hold", {"words": "地址核实不到"}),
        Change("reviewer", "/v1/postings/town:9/lifting", {"words": "已核实"}),
    ),
    "posting of a firm": Case(
        "/v1/postings/town:5",
        "firm",
        Change("reviewer", "/v1/postings/town:5/hold", {"words": "地址核实不到"}),
        Change("firm", "/v1/postings/town:5/closing", {"reason": "withdrawn"}),
    ),
    "application": Case(
        "/v1/applications/{application}",
        "firm",
        Change("firm", "/v1/applications/{application}/ask", {"words": "有健康证吗？"}),
        Change("firm", "/v1/applications/{application}/invite", {}),
    ),
    "application of hers": Case(
        "/v1/applications/{application}",
        "her",
        Change("firm", "/v1/applications/{application}/ask", {"words": "几点能来？"}),
        Change("her", "/v1/applications/{application}/withdraw", {}),
    ),
    "shift": Case(
        "/v1/shifts/{shift}",
        "firm",
        Change("firm", "/v1/shifts/{shift}/invitations", {"n": 1}),
        Change("firm", "/v1/shifts/{shift}/cancellation", {"reason": "停电"}),
    ),
    "complaint": Case(
        "/v1/complaints/{complaint}",
        "reviewer",
        Change("reviewer", "/v1/complaints/{complaint}/review", {}),
        Change(
            "reviewer",
            "/v1/complaints/{complaint}/decision",
            {"outcome": "answered", "words": "已答复"},
        ),
    ),
    "employer": Case(
        "/v1/employers/{employer}",
        "reviewer",
        Change("firm", "/v1/me/employer/objection", {"words": "不是我们收的"}),
        Change("reviewer", "/v1/employers/{employer}/lifting", {"words": "已退还"}),
    ),
    "own employer": Case(
        "/v1/me/employer",
        "firm",
        Change("reviewer", "/v1/employers/{employer}/verification", FACTS),
        Change("firm", "/v1/me/employer/objection", {"words": "不是我们收的"}),
    ),
    "guidance session": Case(
        "/v1/guidance-sessions/{session}",
        "advisor",
        Change("advisor", "/v1/guidance-sessions/{session}/wishes", {"work": "保洁"}),
        Change("advisor", "/v1/guidance-sessions/{session}/needs", {"skills": "保洁"}),
    ),
    "own profile": Case(
        "/v1/me/profile",
        "her",
        Change("her", "/v1/me/profile", {"experience_years": 3}, "PATCH"),
        Change("her", "/v1/me/profile", {"experience_years": 4}, "PATCH"),
    ),
}


class Place:
    """A town with one of each thing, and those who look at them."""

    def __init__(self, home: Path) -> None:
        self.here = here = settle(home)
        self.clients = {
            "her": signed_in(here, AccountRole.WORKER, worker="W1"),
            "firm": signed_in(here, AccountRole.EMPLOYER, firm="town"),
            "reviewer": signed_in(here, AccountRole.REVIEWER, county="371311"),
            "advisor": signed_in(here, AccountRole.ADVISOR, county="371311"),
        }
        agrees(here, "W1")
        say(here, "W1", given=True)
        wanted, _ = here.applications.want("W1", "town:1", HER)
        offered = self.client("firm").post("/v1/postings/town:2/shifts", json={"shifts": [SHIFT]})
        anyone = Actor("anyone", Role.PERSON)
        sent = here.complaints.send(About.POSTING, "town:4", Kind.OTHER, "与所写不符", anyone)
        employer = here.employers.find("电焊工用人单位5").id
        with writing(here.engine) as connection:
            standing = Standing(Level.BARRED, firm="town", decided_by="zhao")
            employer_standing.save(connection, here.keys, employer, standing)
        text = here.consents.text(Purpose.GUIDANCE).version
        officer = Actor("zhao", Role.OFFICER)
        begun, _ = here.guidance_sessions.open("W1", officer, Channel.SCREEN, text)
        self.ids = {
            "session": begun.session.id,
            "application": wanted.id,
            "shift": offered.json()[0]["shift_id"],
            "complaint": sent.number,
            "employer": str(employer),
        }

    def client(self, name: str) -> TestClient:
        return self.clients[name]

    def got(self, case: Case, **headers: str) -> Response:
        return self.client(case.by).get(case.thing.format(**self.ids), headers=headers)

    def tag(self, case: Case) -> str:
        answer = self.got(case)
        assert answer.status_code == 200, answer.text
        tag: str = answer.headers["etag"]
        return tag

    def done(self, change: Change, **headers: str) -> Response:
        path = change.path.format(**self.ids)
        return self.client(change.by).request(
            change.method, path, json=change.body, headers=headers
        )

    def looks(self, name: str) -> int:
        with reading(self.here.engine) as connection:
            return sum(1 for _ in audit.records(connection, self.ids[name]))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    made.here.close()


@pytest.mark.parametrize("name", CASES)
def test_who_saw_it_as_it_was_changes_nothing_and_who_sees_it_as_it_is_does(
    place: Place, name: str
) -> None:
    case = CASES[name]
    old = place.tag(case)
    assert place.got(case, **{"If-None-Match": old}).status_code == 304
    assert place.tag(case) == old
    assert place.done(case.meanwhile).status_code == 200
    assert place.got(case, **{"If-None-Match": old}).status_code == 200
    new = place.tag(case)
    refused = place.done(case.mine, **{"If-Match": old})
    assert (refused.status_code, refused.json()["code"]) == (412, "changed_meanwhile")
    assert place.tag(case) == new
    done = place.done(case.mine, **{"If-Match": new})
    assert done.status_code == 200, done.text
    assert place.tag(case) != new


@pytest.mark.parametrize("name", ["shift", "own profile", "employer"])
def test_of_many_who_saw_the_same_one_changes_it(place: Place, name: str) -> None:
    case = CASES[name]
    if name == "employer":
        place.done(case.meanwhile)
    seen = {"If-Match": place.tag(case)}
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: place.done(case.mine, **seen).status_code, range(4)))
    assert sorted(found) == [200, 412, 412, 412]


@pytest.mark.parametrize("name", ["application", "complaint"])
def test_who_has_it_already_has_not_looked_again(place: Place, name: str) -> None:
    case = CASES[name]
    tag, before = place.tag(case), place.looks(name)
    assert place.got(case, **{"If-None-Match": tag}).status_code == 304
    assert place.looks(name) == before
    place.tag(case)
    assert place.looks(name) > before


def test_a_firms_first_look_is_seen_by_the_worker(place: Place) -> None:
    hers = CASES["application of hers"]
    old = place.tag(hers)
    place.tag(CASES["application"])
    assert place.tag(hers) != old


def test_what_a_firm_sees_of_a_worker_gives_another_tag_when_she_corrects_it(place: Place) -> None:
    case = CASES["application"]
    old = place.tag(case)
    place.done(CASES["own profile"].mine)
    assert place.tag(case) != old


def test_a_profile_begun_under_a_condition_is_not_begun(place: Place) -> None:
    stranger = signed_in(place.here, AccountRole.WORKER)
    assert stranger.get("/v1/me/profile").status_code == 404
    body = {"skills": ["保洁"]}
    answer = stranger.patch("/v1/me/profile", json=body, headers={"If-Match": "*"})
    assert answer.status_code == 412
    assert stranger.get("/v1/me/profile").status_code == 404
    assert stranger.patch("/v1/me/profile", json=body).status_code == 200
    assert stranger.get("/v1/me/profile").json()["skills"] == ["保洁"]


@pytest.mark.parametrize(
    ("by", "path", "body"),
    [
        ("firm", "/v1/postings/town:9/shifts", {"shifts": [SHIFT]}),
        ("her", "/v1/postings/town:9/feedback", {}),
        ("her", "/v1/me/hidden", {"hidden": True}),
    ],
)
def test_a_condition_is_not_ignored_where_nothing_is_compared(
    place: Place, by: str, path: str, body: dict[str, Any]
) -> None:
    for tag in ('"x"', "*"):
        refused = place.client(by).post(path, json=body, headers={"If-Match": tag})
        assert (refused.status_code, refused.json()["code"]) == (412, "changed_meanwhile")
    assert place.client(by).post(path, json=body).status_code in (200, 201)
