"""Shifts over HTTP: a firm offers and asks, a worker answers by her link or signed in."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.clock import SHANGHAI
from api.database import reading
from api.runtime import Runtime
from api.store import audit
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from tests.api.placement_desk import agrees
from tests.api.pool_town import say
from tests.api.shift_desk import HERE, NINE
from tests.api.signed_in import signed_in
from tests.api.small_town import settle

SHIFT = {
    "starts": "2026-11-23T09:00:00+08:00",
    "ends": "2026-11-23T11:00:00+08:00",
    "openings": 1,
}


class Box:
    """Messages to workers, and codes to telephones."""

    def __init__(self) -> None:
        self.told: list[tuple[str, str]] = []

    def send(self, phone: str, text: str) -> None:
        self.told.append((phone, text))

    def token(self, worker: str) -> str:
        return next(text.split(HERE)[1] for name, text in self.told if name == worker)


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def here(tmp_path: Path, box: Box) -> Iterator[Runtime]:
    town = settle(tmp_path)
    # By day: at night nobody is asked, whenever these tests are run.
    desk = replace(town.shifts, tell=lambda *told: box.told.append(told), clock=lambda: NINE)
    town.__dict__["shifts"] = desk
    for name in ("W1", "W2"):
        say(town, name, given=True)
    yield town
    town.close()


@pytest.fixture
def firm(here: Runtime) -> TestClient:
    return signed_in(here, AccountRole.EMPLOYER, firm="town")


def offered(client: TestClient, **changes: Any) -> str:
    answer = client.post("/v1/postings/town:1/shifts", json={"shifts": [SHIFT | changes]})
    assert answer.status_code == 201, answer.text
    name: str = answer.json()[0]["shift_id"]
    return name


def invited(client: TestClient, shift: str, **body: Any) -> dict[str, Any]:
    answer = client.post(f"/v1/shifts/{shift}/invitations", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_the_link_begins_with_the_address_from_outside(tmp_path: Path, box: Box) -> None:
    town = settle(tmp_path)
    say(town, "W1", given=True)
    town.settings = town.settings.model_copy(update={"address": "https://gig.example.cn"})
    # By day: at night nobody is asked, whenever these tests are run.
    desk = replace(town.shifts, tell=lambda *told: box.told.append(told), clock=lambda: NINE)
    town.__dict__["shifts"] = desk
    client = signed_in(town, AccountRole.EMPLOYER, firm="town")
    invited(client, offered(client))
    (text,) = (text for _, text in box.told)
    assert re.search(r"：https://gig\.example\.cn/s/[\w-]{43}$", text)
    town.close()


def test_a_firm_fills_a_shift_and_sees_who_comes(here: Runtime, box: Box, firm: TestClient) -> None:
    one = offered(firm)
    found = invited(firm, one)
    assert (found["invited_now"], found["counts"], found["places"]) == (2, {"INVITED": 2}, [])
    anybody = TestClient(create_app(here))
    link = HERE + box.token("W1")
    page = anybody.get(link)
    assert page.status_code == 200
    assert all(
        word in page.text for word in ("办公楼保洁员", "11月23日（周一）09:00至11:00", "我去")
    )
    assert "W1" not in page.text
    assert page.headers["cache-control"] == "no-store"
    taken = anybody.post(link, data={"answer": "yes"})
    assert (taken.status_code, "名额已给您留好" in taken.text) == (200, True)
    full = anybody.post(HERE + box.token("W2"), data={"answer": "yes"})
    assert (full.status_code, "先候补" in full.text) == (409, True)
    waiting = anybody.post(HERE + box.token("W2"), data={"answer": "standby"})
    assert "您排在第 1 位" in waiting.text
    seen = firm.get(f"/v1/shifts/{one}").json()
    assert (seen["taken"], seen["state_name"], seen["fill_rate"]) == (1, "已招满", 1.0)
    (first,) = seen["places"]
    assert first["state"] == "YES"
    assert f"到岗时报代号 <strong>{first['place']}</strong>" in anybody.get(link).text
    anybody.post(link, data={"answer": "leave"})
    seen = firm.get(f"/v1/shifts/{one}").json()
    assert [each["state"] for each in seen["places"]] == ["WITHDRAWN", "PROMOTED"]
    assert seen["places"][0]["place"] == first["place"] != seen["places"][1]["place"]


# ---------------------------------------------------------------- what a firm knows of who comes


def taken(here: Runtime, client: TestClient, posting: str = "town:1", **changes: Any) -> str:
    """A shift for two that W1 and W2 take, as they say on the telephone."""
    body = {"shifts": [SHIFT | {"openings": 2} | changes]}
    sent = client.post(f"/v1/postings/{posting}/shifts", json=body)
    one: str = sent.json()[0]["shift_id"]
    invited(client, one)
    advisor = signed_in(here, AccountRole.ADVISOR, county="371311")
    for name in ("W1", "W2"):
        path = f"/v1/shifts/{one}/places/{name}/answer"
        assert advisor.post(path, json={"answer": "yes"}).json()["outcome"] == "taken"
    return one


def places(client: TestClient, shift: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = client.get(f"/v1/shifts/{shift}").json()["places"]
    return found


def place_of(here: Runtime, shift: str, worker: str) -> str:
    """The mark by which the firm knows a worker, as she sees it herself."""
    her = signed_in(here, AccountRole.WORKER, worker=worker)
    mine = {each["shift_id"]: each for each in her.get("/v1/me/shifts").json()}
    mark: str = mine[shift]["place"]
    return mark


def test_a_firm_knows_who_comes_by_a_mark_and_never_by_her_id(
    here: Runtime, firm: TestClient
) -> None:
    one = taken(here, firm)
    answer = firm.get(f"/v1/shifts/{one}")
    assert not re.search(r"\bW[12]\b", answer.text)
    assert {frozenset(each) for each in answer.json()["places"]} == {
        frozenset({"place", "state", "state_name", "taken_at", "left_at"})
    }
    marks = {each["place"] for each in answer.json()["places"]}
    assert marks == {place_of(here, one, "W1"), place_of(here, one, "W2")}
    assert all(re.fullmatch(r"[2-9A-HJKMNP-Z]{8}", mark) for mark in marks)
    advisor = signed_in(here, AccountRole.ADVISOR, county="371311")
    known = {each["place"]: each["worker"] for each in places(advisor, one)}
    assert known == {place_of(here, one, name): name for name in ("W1", "W2")}


def test_a_mark_stays_on_a_posting_and_is_another_on_another(
    here: Runtime, firm: TestClient
) -> None:
    first, second = taken(here, firm), taken(here, firm, starts="2026-11-24T09:00:00+08:00",
                                             ends="2026-11-24T11:00:00+08:00")  # fmt: skip
    other = taken(here, firm, "town:2", starts="2026-11-25T09:00:00+08:00",
                  ends="2026-11-25T11:00:00+08:00")  # fmt: skip
    assert place_of(here, first, "W1") == place_of(here, second, "W1")
    assert place_of(here, first, "W1") != place_of(here, other, "W1")


def test_a_firm_sees_name_and_telephone_only_while_she_agrees_and_comes(
    here: Runtime, firm: TestClient
) -> None:
    one = taken(here, firm)
    mark = place_of(here, one, "W1")
    path = f"/v1/shifts/{one}/places/{mark}/reveal"
    her = signed_in(here, AccountRole.WORKER, worker="W1")
    put = her.put("/v1/me/contact", json={"name": "张三", "phone": "13800000001"})
    assert put.status_code == 200
    assert firm.post(path).json()["code"] == "no_consent"
    agrees(here, "W1", "village")
    assert firm.post(path).status_code == 403
    agrees(here, "W1")
    assert firm.post(path).json() == {"name": "张三", "phone": "13800000001"}
    assert firm.post(path.replace(mark, mark.lower())).status_code == 200
    looks = her.get("/v1/me/seen-by").json()["items"]
    assert [(each["who"], each["what"], each["times"]) for each in looks] == [
        ("town", "查看联系方式", 2)
    ]
    agrees(here, "W1", given=False)
    assert firm.post(path).status_code == 403
    agrees(here, "W1")
    her.post(f"/v1/shifts/{one}/places/W1/answer", json={"answer": "leave"})
    assert firm.post(path).status_code == 403


def test_of_whom_a_firm_is_not_told_it_knows_no_mark(here: Runtime, firm: TestClient) -> None:
    one = offered(firm)
    invited(firm, one)
    agrees(here, "W1")
    taken_once = taken(here, firm, starts="2026-11-24T09:00:00+08:00",
                       ends="2026-11-24T11:00:00+08:00")  # fmt: skip
    mark = place_of(here, taken_once, "W1")
    for path in (f"places/{mark}/reveal", f"places/{mark}/no-show", "places/W1/no-show"):
        answer = firm.post(f"/v1/shifts/{one}/{path}", json={"words": "没有来"})
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_name")
    other = signed_in(here, AccountRole.EMPLOYER, firm="village")
    for client, status in ((other, 404), (signed_in(here, AccountRole.ADVISOR), 403)):
        assert client.post(f"/v1/shifts/{taken_once}/places/{mark}/reveal").status_code == status


def test_a_no_show_is_reported_by_the_mark(here: Runtime, firm: TestClient) -> None:
    one = taken(here, firm)
    mark = place_of(here, one, "W1")
    early = firm.post(f"/v1/shifts/{one}/places/{mark}/no-show", json={"words": "没有来"})
    assert (early.status_code, early.json()["code"]) == (409, "shift_refused")
    after = datetime(2026, 11, 23, 9, 30, tzinfo=SHANGHAI)
    here.__dict__["shifts"] = replace(here.shifts, clock=lambda: after)
    done = firm.post(f"/v1/shifts/{one}/places/{mark}/no-show", json={"words": "没有来"})
    assert done.json() == {"place": mark, "state": "NO_SHOW", "state_name": "单位报告未到岗"}


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"starts": "2026-11-23T09:00:00"}, "/shifts/0/starts"),
        ({"starts": "0001-01-01T00:00:00+14:00"}, "/shifts/0/starts"),
        ({"openings": "2"}, "/shifts/0/openings"),
        ({"openings": 501}, "/shifts/0/openings"),
        ({"pay": {"min": 1, "unit": "小时"}}, "/shifts/0/pay"),
        ({"pay": {"min": 25, "unit": "盒"}}, "/shifts/0/pay/unit"),
        ({"place": {"county": "无此区"}}, "/shifts/0/place/county"),
        ({"color": "red"}, "/shifts/0/color"),
    ],
)
def test_what_cannot_be_read_is_named(
    firm: TestClient, changes: dict[str, Any], pointer: str
) -> None:
    answer = firm.post("/v1/postings/town:1/shifts", json={"shifts": [SHIFT | changes]})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


def test_another_firm_sees_and_does_nothing(here: Runtime, firm: TestClient) -> None:
    one = offered(firm)
    other = signed_in(here, AccountRole.EMPLOYER, firm="village")
    anybody = TestClient(create_app(here))
    paths = (
        ("GET", f"/v1/shifts/{one}", None),
        ("POST", f"/v1/shifts/{one}/invitations", {}),
        ("POST", f"/v1/shifts/{one}/cancellation", {"reason": "下雨"}),
        ("POST", f"/v1/shifts/{one}/places/W1/no-show", {"words": "没有来"}),
        ("POST", "/v1/postings/town:1/shifts", {"shifts": [SHIFT]}),
    )
    for method, path, body in paths:
        assert other.request(method, path, json=body).status_code == 404
        assert anybody.request(method, path, json=body).status_code == 401


def test_an_advisor_of_the_county_does_what_a_firm_asks_by_telephone(
    here: Runtime, firm: TestClient
) -> None:
    one = offered(firm)
    advisor = signed_in(here, AccountRole.ADVISOR, county="371311")
    invited(advisor, one, n=1)
    said = advisor.post(f"/v1/shifts/{one}/places/W1/answer", json={"answer": "yes"})
    assert (said.status_code, said.json()["outcome"]) == (200, "taken")
    elsewhere = signed_in(here, AccountRole.ADVISOR, county="371328")
    assert elsewhere.get(f"/v1/shifts/{one}").status_code == 403
    reviewer = signed_in(here, AccountRole.REVIEWER, county="371311")
    settled = reviewer.post(
        f"/v1/shifts/{one}/places/W1/settlement", json={"came": True, "reason": "查过"}
    )
    assert settled.status_code == 409


def test_a_signed_in_worker_sees_and_answers_her_own(
    here: Runtime, box: Box, firm: TestClient
) -> None:
    one = offered(firm)
    invited(firm, one)
    assert signed_in(here, AccountRole.WORKER).get("/v1/me/shifts").json() == []
    client = signed_in(here, AccountRole.WORKER, worker="W2")
    (mine,) = client.get("/v1/me/shifts").json()
    assert (mine["shift_id"], mine["state_name"], mine["title"]) == (
        one,
        "已邀请",
        "办公楼保洁员",
    )
    others = client.post(f"/v1/shifts/{one}/places/W1/answer", json={"answer": "yes"})
    assert others.status_code == 404
    said = client.post(f"/v1/shifts/{one}/places/W2/answer", json={"answer": "yes"})
    assert said.json()["outcome"] == "taken"


def test_called_off_the_link_says_so(here: Runtime, box: Box, firm: TestClient) -> None:
    one = offered(firm)
    invited(firm, one)
    gone = firm.post(f"/v1/shifts/{one}/cancellation", json={"reason": "王某不需要了"})
    assert gone.json()["state_name"] == "已取消"
    page = TestClient(create_app(here)).get(HERE + box.token("W1"))
    assert "单位已取消" in page.text
    assert 'name="answer"' not in page.text
    with reading(here.engine) as connection:
        assert not any("王某" in each.detail for each in audit.records(connection))


@pytest.mark.parametrize("data", [{}, {"answer": "maybe"}])
def test_a_form_that_says_nothing_changes_nothing(
    here: Runtime, box: Box, firm: TestClient, data: dict[str, str]
) -> None:
    one = offered(firm)
    invited(firm, one)
    answer = TestClient(create_app(here)).post(HERE + box.token("W1"), data=data)
    assert (answer.status_code, "我去" in answer.text) == (422, True)


def test_a_link_that_was_never_sent_says_what_to_do(here: Runtime) -> None:
    anybody = TestClient(create_app(here))
    for answer in (anybody.get("/s/nothing"), anybody.post("/s/nothing", data={"answer": "yes"})):
        assert answer.status_code == 404
        assert "从短信里重新打开" in answer.text


def test_until_somebody_agreed_nobody_is_asked(here: Runtime, firm: TestClient) -> None:
    for name in ("W1", "W2"):
        say(here, name, given=False)
    assert invited(firm, offered(firm))["invited_now"] == 0


def test_a_place_taken_goes_into_her_calendar_and_her_copy(
    here: Runtime, box: Box, firm: TestClient
) -> None:
    one = offered(firm)
    invited(firm, one)
    anybody = TestClient(create_app(here))
    link = HERE + box.token("W1")
    assert f'{link}/shift.ics"' in anybody.post(link, data={"answer": "yes"}).text
    calendar = anybody.get(f"{link}/shift.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "DTSTART;TZID=Asia/Shanghai:20261123T090000" in calendar.text
    assert anybody.get("/s/nothing/shift.ics").status_code == 404
    copy = here.my_data.copy("W1", "", Actor("W1", Role.PERSON))
    assert [each["shift_id"] for each in copy["shifts"]] == [one]
