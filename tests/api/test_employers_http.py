"""Employers' standing over HTTP: seen by county, verified, barred, objected to by the firm."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.runtime import Runtime
from registry.access.account_role import AccountRole
from registry.jobs.credit_code import credit_code_check
from tests.api.signed_in import signed_in
from tests.api.small_town import row, settle

FIRST = "91371399MA3TEXT07"
CODE = FIRST + credit_code_check(FIRST)
NAMES = ("城南物业有限公司", "城北家政有限公司", "两地保安有限公司")
SOUTH, NORTH, BOTH = NAMES
LUOZHUANG, MENGYIN = "371311", "371328"
VERIFIED = {"licence_checked_on": "2026-11-20", "uscc": CODE}


@pytest.fixture
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """Three firms: in 罗庄, in 蒙阴, in both."""
    places = [(SOUTH, "罗庄区"), (NORTH, "蒙阴县"), (BOTH, "罗庄区"), (BOTH, "蒙阴县")]
    rows = [
        row(str(number), "保洁员", employer={"name": name}, place={"county": county})
        for number, (name, county) in enumerate(places)
    ]
    made = settle(tmp_path_factory.mktemp("employers"), postings=rows)
    yield made
    made.close()


def officer(here: Runtime, county: str = "") -> TestClient:
    return signed_in(here, AccountRole.REVIEWER, county=county)


def firm(here: Runtime, source: str = "south") -> TestClient:
    return signed_in(here, AccountRole.EMPLOYER, firm=source)


def post(client: TestClient, path: str, status: int = 200, **body: Any) -> dict[str, Any]:
    answer = client.post(f"/v1{path}", json=body)
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def got(client: TestClient, path: str, status: int = 200) -> dict[str, Any]:
    answer = client.get(f"/v1{path}")
    assert answer.status_code == status, answer.text
    found: dict[str, Any] = answer.json()
    return found


def id_of(here: Runtime, name: str = SOUTH) -> str:
    return f"/employers/{here.employers.find(name).id}"


def names(client: TestClient, **asked: Any) -> list[str]:
    answer = client.get("/v1/employers", params=asked)
    assert answer.status_code == 200, answer.text
    return [one["name"] for one in answer.json()["items"]]


def state(here: Runtime, number: int) -> str:
    return here.postings.show(f"town:{number}").posting.state.value


def test_a_firm_is_verified_barred_objects_and_is_answered_by_another(here: Runtime) -> None:
    zhao, qian, own = officer(here, LUOZHUANG), officer(here, LUOZHUANG), firm(here)
    one = id_of(here)
    assert got(own, "/me/employer", 404)["code"] == "no_employer"
    assert post(own, "/me/employer/objection", 404, words="冤枉")["code"] == "no_employer"
    done = post(zhao, f"{one}/verification", **VERIFIED, firm="south")
    assert (done["verification"], done["uscc"], done["firm"]) == ("verified", CODE, "south")
    assert got(own, "/me/employer")["name"] == SOUTH
    here.complaints.employers.review()
    refused = post(zhao, f"{one}/bar", 409, words="屡犯")
    assert refused["code"] == "illegal_step"  # nothing was upheld against it
    watched(here)
    done = post(zhao, f"{one}/bar", words="押金屡查屡犯", months=6)
    assert (done["level"], done["barred_until"]) == ("BARRED", "2027-05-22")
    assert done["decided_by"] == zhao.principal.account  # type: ignore[attr-defined]
    assert state(here, 0) == "held"
    told = got(own, "/me/employer")
    assert (told["reason"], "decided_by" in told) == ("押金屡查屡犯", False)
    sent = post(own, "/me/employer/objection", words="不是我们收的")
    assert sent["objection"] == {
        "words": "不是我们收的",
        "made_on": "2026-11-22",
        "due": "2026-12-04",
        "answer": None,
    }
    assert post(own, "/me/employer/objection", 422, words="再说")["code"] == "standing_refused"
    assert "另一位" in post(zhao, f"{one}/keeping", 409, words="维持")["detail"]
    assert post(qian, f"{one}/keeping", words="核实无误")["objection"]["answer"] == "核实无误"
    assert got(own, "/me/employer")["objection"]["answer"] == "核实无误"
    assert post(qian, f"{one}/lifting", words="已退还")["level"] == "WATCH"
    assert state(here, 0) == "published"


def watched(here: Runtime) -> None:
    """One complaint of fraud upheld against the firm in 罗庄, and its posting back again."""
    reviewer = officer(here)
    body = {"about": "posting", "subject": "town:0", "kind": "deposit", "words": "先交三百元"}
    number = post(reviewer, "/complaints", 201, **body)["number"]
    post(reviewer, f"/complaints/{number}/decision", outcome="upheld", words="属实")
    post(reviewer, "/postings/town:0/reopening", words="已改正")
    assert state(here, 0) == "published"


def test_the_same_account_speaks_for_one_firm_and_only_where_it_is_there(here: Runtime) -> None:
    zhao = officer(here)
    signed = post(zhao, f"{id_of(here)}/verification", 422, **VERIFIED, firm="south")
    assert signed["errors"][0]["code"] == "no_account"
    own = firm(here)
    post(zhao, f"{id_of(here)}/verification", **VERIFIED, firm="south")
    other = post(zhao, f"{id_of(here, NORTH)}/verification", 422, **VERIFIED, firm="south")
    assert other["errors"][0]["code"] == "other_employer"
    assert post(zhao, f"{id_of(here)}/verification", **VERIFIED)["firm"] == "south"
    assert post(zhao, f"{id_of(here)}/verification", **VERIFIED, firm="")["firm"] is None
    got(own, "/me/employer", 404)


def test_an_account_that_posts_in_a_firms_name_does_not_speak_for_it(here: Runtime) -> None:
    post(officer(here), f"{id_of(here)}/verification", **VERIFIED)
    stranger = firm(here, "stranger")
    posting = row("1", "保洁员", source="stranger", employer={"name": SOUTH})
    post(stranger, "/postings", 201, **posting)
    assert got(stranger, "/me/employer", 404)["code"] == "no_employer"


def test_a_county_lists_who_has_postings_there(here: Runtime) -> None:
    assert names(officer(here)) == sorted(NAMES, key=lambda name: here.employers.find(name).id)
    assert set(names(officer(here, LUOZHUANG))) == {SOUTH, BOTH}
    assert set(names(officer(here, MENGYIN))) == {NORTH, BOTH}
    assert names(officer(here, "371302")) == []
    assert names(officer(here), level="BARRED") == []
    assert names(officer(here), overdue=True) == []
    assert got(officer(here), "/employers?level=WORST", 422)["errors"]


def test_the_list_goes_on_behind_its_cursor(here: Runtime) -> None:
    city = officer(here)
    found, path = [], "/v1/employers?limit=1"
    while path:
        answer = city.get(path)
        found += [one["name"] for one in answer.json()["items"]]
        path = answer.headers.get("link", "")[1:].partition(">")[0]
    assert found == names(city)


def test_what_holds_postings_in_several_counties_is_the_citys_to_decide(here: Runtime) -> None:
    near, one = officer(here, LUOZHUANG), id_of(here, BOTH)
    assert got(near, one)["counties"] == [LUOZHUANG, MENGYIN]
    assert post(near, f"{one}/verification", **VERIFIED)["verification"] == "verified"
    for act in ("bar", "dismissal", "lifting", "objection", "keeping"):
        refused = post(near, f"{one}/{act}", 403, words="理由")
        assert "不分县区" in refused["detail"]
    assert post(officer(here), f"{one}/bar", 409, words="理由")["code"] == "illegal_step"
    got(officer(here, "371302"), one, 403)


@pytest.mark.parametrize(
    ("path", "status"),
    [("999", 404), ("0", 422), ("2147483648", 422), ("9" * 30, 422), ("x", 422)],
)
def test_an_employer_that_there_is_not_is_told(here: Runtime, path: str, status: int) -> None:
    got(officer(here), f"/employers/{path}", status)
