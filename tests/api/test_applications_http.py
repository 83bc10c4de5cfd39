"""Applications over HTTP: each party by its own account, what it sees, and what it is refused."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from fastapi.testclient import TestClient
from icalendar import Calendar

from api.app import create_app
from api.clock import SHANGHAI
from api.problems import MEDIA_TYPE
from api.runtime import Runtime
from registry.access.account_role import AccountRole
from tests.api.placement_desk import agrees
from tests.api.signed_in import signed_in
from tests.api.small_town import settle

BEGIN = "2026-11-25T09:30:00+08:00"


class Parties:
    """Everybody who has to do with an application, or has not, by an account each."""

    def __init__(self, here: Runtime) -> None:
        self.here = here
        self.her = signed_in(here, AccountRole.WORKER, worker="W1")
        self.other_worker = signed_in(here, AccountRole.WORKER, worker="W2")
        self.firm = signed_in(here, AccountRole.EMPLOYER, firm="town")
        self.platform = signed_in(here, AccountRole.PLATFORM, firm="town")
        self.other_firm = signed_in(here, AccountRole.EMPLOYER, firm="market")
        self.advisor = signed_in(here, AccountRole.ADVISOR, county="371311")
        self.other_county = signed_in(here, AccountRole.ADVISOR, county="371302")
        self.statistician = signed_in(here, AccountRole.STATISTICIAN)
        self.anyone = TestClient(create_app(here))


@pytest.fixture(scope="module")
def parties(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parties]:
    here = settle(tmp_path_factory.mktemp("town"))
    yield Parties(here)
    here.close()


@pytest.fixture
def one(parties: Parties) -> Iterator[str]:
    """An application of hers that was passed to the firm, withdrawn in the end."""
    agrees(parties.here, "W1")
    made = sent(parties.her, "", {"posting_id": "town:1"}, 201)
    assert made["state"] == "PASSED"
    yield made["application_id"]
    parties.her.post(f"/v1/applications/{made['application_id']}/withdraw")
    agrees(parties.here, "W1", given=False)


def sent(client: TestClient, path: str, body: Any = None, status: int = 200) -> dict[str, Any]:
    answer = client.post(f"/v1/applications{path}", json=body)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def got(client: TestClient, path: str = "", status: int = 200) -> dict[str, Any]:
    answer = client.get(f"/v1/applications{path}")
    assert answer.status_code == status, answer.text
    if status != 200:
        assert answer.headers["content-type"] == MEDIA_TYPE
    found: dict[str, Any] = answer.json()
    return found


def ids(client: TestClient) -> list[str]:
    return [item["application_id"] for item in got(client)["items"]]


def test_from_wish_to_hire_each_by_its_own_account(parties: Parties, one: str) -> None:
    shown = got(parties.firm, f"/{one}")
    assert shown["state"] == "SEEN"
    assert shown["profile"]["skills"] == ["保洁"]
    assert "worker_id" not in shown
    assert "wanted_at" not in shown
    sent(parties.platform, f"/{one}/ask", {"words": "有健康证吗？"})
    sent(parties.her, f"/{one}/reply", {"words": "有"})
    met = sent(
        parties.firm,
        f"/{one}/meet",
        {"begin": BEGIN, "minutes": 40, "place": "罗庄区劳务市场二楼"},
    )
    assert met["interview"]["begin"] == BEGIN
    body = {"said": "hired", "kind": "GIG", "on": "2026-11-26"}
    assert sent(parties.firm, f"/{one}/tell", body)["state"] == "INTERVIEW"
    done = sent(parties.her, f"/{one}/tell", {"said": "hired"})
    assert (done["state"], done["hire"]["kind_name"]) == ("HIRED", "零工或平台接单")
    names = [each["name"] for each in got(parties.her, f"/{one}")["history"]]
    assert names == ["想去", "移送简历", "查看", "询问", "回复", "约面试", "报告结果", "报告结果"]


def test_the_interview_is_a_calendar_file_that_follows_its_changes(
    parties: Parties, one: str
) -> None:
    path = f"/v1/applications/{one}/interview.ics"
    assert parties.her.get(path).status_code == 404
    found = []
    for minute, place in (("30", "二楼"), ("45", "三楼")):
        begin = BEGIN.replace(":30:", f":{minute}:")
        sent(parties.firm, f"/{one}/meet", {"begin": begin, "minutes": 40, "place": place})
        answer = parties.her.get(path)
        assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
        assert parties.firm.get(path).status_code == 200
        found.append(_event(answer.content))
    sent(parties.her, f"/{one}/withdraw")
    found.append(_event(parties.her.get(path).content))
    assert len({str(each["uid"]) for each in found}) == 1
    assert [int(each["sequence"]) for each in found] == [0, 1, 2]
    assert [str(each["status"]) for each in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    begins = found[0]["dtstart"]
    assert begins.params["TZID"] == "Asia/Shanghai"
    assert begins.dt.astimezone(SHANGHAI) == datetime.fromisoformat(BEGIN)


def _event(content: bytes) -> Any:
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    return event


def test_the_same_wish_again_answers_200_with_the_same(parties: Parties, one: str) -> None:
    again = sent(parties.her, "", {"posting_id": "town:1"}, 200)
    assert again["application_id"] == one


def test_everybody_sees_her_own_and_nobody_others(parties: Parties, one: str) -> None:
    assert one in ids(parties.her)
    assert one in ids(parties.firm)
    assert one in ids(parties.platform)
    assert one in ids(parties.advisor)
    for stranger in (parties.other_worker, parties.other_firm, parties.other_county):
        assert one not in ids(stranger)


def test_strangers_do_not_learn_that_it_is_there(parties: Parties, one: str) -> None:
    for stranger in (parties.other_worker, parties.other_firm):
        real, made_up = got(stranger, f"/{one}", 404), got(stranger, f"/{'f' * 32}", 404)
        assert str(real).replace(one, "") == str(made_up).replace("f" * 32, "")
        answer = stranger.post(f"/v1/applications/{one}/tell", json={"said": "not_hired"})
        assert answer.status_code == 404
    got(parties.other_county, f"/{one}", 403)
    got(parties.statistician, f"/{one}", 403)
    got(parties.anyone, f"/{one}", 401)


def test_without_her_consent_it_is_not_there_for_the_firm(parties: Parties, one: str) -> None:
    agrees(parties.here, "W1", given=False)
    assert ids(parties.firm) == []
    got(parties.firm, f"/{one}", 404)
    assert parties.firm.get(f"/v1/applications/{one}/interview.ics").status_code == 404
    assert one in ids(parties.her)
    assert one in ids(parties.advisor)


def test_a_wish_without_consent_waits_for_it(parties: Parties) -> None:
    made = sent(parties.other_worker, "", {"posting_id": "town:2"}, 201)
    assert made["state"] == "WANTED"
    path = f"/{made['application_id']}"
    sent(parties.other_worker, f"{path}/forward", status=409)
    agrees(parties.here, "W2")
    assert sent(parties.other_worker, f"{path}/forward")["state"] == "PASSED"
    sent(parties.other_worker, f"{path}/withdraw")


def test_a_firm_does_not_do_what_is_hers_and_she_not_what_is_a_firm_s(
    parties: Parties, one: str
) -> None:
    sent(parties.firm, "", {"posting_id": "town:1", "worker_id": "W1"}, 403)
    sent(parties.firm, f"/{one}/withdraw", status=403)
    sent(parties.her, f"/{one}/invite", {}, 403)
    sent(parties.her, f"/{one}/refuse", {"reason": "filled"}, 403)
    sent(parties.firm, f"/{one}/settle", {"said": "hired", "words": "是"}, 403)


def test_she_wants_nothing_in_another_s_name(parties: Parties) -> None:
    before = ids(parties.other_worker)
    sent(parties.her, "", {"posting_id": "town:2", "worker_id": "W2"}, 404)
    assert ids(parties.other_worker) == before


def test_an_advisor_types_for_the_person_in_front(parties: Parties) -> None:
    body = {"posting_id": "town:4", "worker_id": "W1"}
    made = sent(parties.advisor, "", body, 201)
    assert got(parties.her, f"/{made['application_id']}")["history"][0]["by"] == "本人"
    sent(parties.advisor, f"/{made['application_id']}/withdraw")
    sent(parties.other_county, "", body, 403)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        pytest.param("refuse", {"reason": "too_old"}, id="a reason that is not offered"),
        pytest.param("refuse", {"reason": "not_told"}, id="a reason that nobody gives"),
        pytest.param("refuse", {"reason": "other", "words": "只要女的"}, id="unlawful words"),
        pytest.param("invite", {"words": "字" * 501}, id="too many words"),
        pytest.param("meet", {"begin": "2026-11-25T09:30:00", "place": "二楼"}, id="no offset"),
        pytest.param("meet", {"begin": "2020-01-01T00:00:00Z", "place": "二楼"}, id="in the past"),
        pytest.param("tell", {"said": "hired"}, id="hired as what"),
        pytest.param("tell", {"said": "hired", "kind": "LABOUR_CONTRACT"}, id="from when"),
        pytest.param("tell", {"said": "hired", "kind": "GIG", "salary": 1}, id="unknown field"),
    ],
)
def test_what_cannot_be_is_refused_by_field(
    parties: Parties, one: str, path: str, body: dict[str, Any]
) -> None:
    found = sent(parties.firm, f"/{one}/{path}", body, 422)
    assert found["errors"]
    assert got(parties.her, f"/{one}")["state"] == "PASSED"


def test_what_is_not_possible_now_says_what_is(parties: Parties, one: str) -> None:
    sent(parties.firm, f"/{one}/refuse", {"reason": "filled", "words": "已招到人"})
    found = sent(parties.firm, f"/{one}/invite", {}, 409)
    assert "现在可以" in found["detail"]


def test_who_looked_is_told_by_firm_and_day_and_never_by_name(parties: Parties, one: str) -> None:
    for client in (parties.firm, parties.firm, parties.advisor):
        got(client, f"/{one}")
    answer = parties.her.get("/v1/me/seen-by")
    items = answer.json()["items"]
    looks = {(each["who"], each["what"]): each["times"] for each in items}
    assert looks["town", "查看简历"] >= 2
    assert looks["罗庄区公共就业服务机构", "查看简历"] >= 1
    assert all(each["day"] == "2026-11-22" for each in items)
    assert "employer-" not in answer.text
    others = parties.other_worker.get("/v1/me/seen-by").json()["items"]
    assert not [each for each in others if each["what"] == "查看简历"]
    assert parties.firm.get("/v1/me/seen-by").status_code == 403


def test_not_for_me_is_one_tap_with_a_reason_or_without(parties: Parties) -> None:
    path = "/v1/postings/town:5/feedback"
    assert parties.her.post(path, json={}).json()["reason"] is None
    said = parties.her.post(path, json={"reason": "fraud", "words": "要先交钱"})
    assert said.json()["reason_name"] == "像是骗人的"
    assert parties.her.post(path, json={"reason": "boss_too_old"}).status_code == 422
    assert parties.her.post("/v1/postings/town:999/feedback", json={}).status_code == 404
    assert parties.firm.post(path, json={}).status_code == 403
    assert parties.here.feedback.counts("town:5") == {"fraud": 1}
