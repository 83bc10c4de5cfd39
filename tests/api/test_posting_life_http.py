"""A posting's life over HTTP: its firm, another firm, an advisor, a reviewer; at once in lists."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.runtime import Runtime
from registry.access.account_role import AccountRole
from tests.api.signed_in import signed_in
from tests.api.small_town import row, settle

LONG = "长" * 2001


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    made = settle(tmp_path_factory.mktemp("life"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def firm(here: Runtime) -> TestClient:
    return signed_in(here, AccountRole.PLATFORM, firm="town")


@pytest.fixture(scope="module")
def other(here: Runtime) -> TestClient:
    return signed_in(here, AccountRole.EMPLOYER, firm="else")


@pytest.fixture(scope="module")
def advisor(here: Runtime) -> TestClient:
    return signed_in(here, AccountRole.ADVISOR)


@pytest.fixture(scope="module")
def reviewer(here: Runtime) -> TestClient:
    return signed_in(here, AccountRole.REVIEWER)


@pytest.fixture
def posting(firm: TestClient, request: pytest.FixtureRequest) -> str:
    """A posting that was just sent, of a firm of its own."""
    name = f"p{abs(hash(request.node.name)) % 10**8}"
    sent = firm.post(
        "/v1/postings", json=row(name, f"保洁员{name}", employer={"name": f"{name}物业公司"})
    )
    assert sent.json()["state"] == "published"
    return f"town:{name}"


def listed(advisor: TestClient) -> set[str]:
    answer = advisor.get("/v1/workers/W1/recommendations", params={"limit": 200})
    assert answer.status_code == 200, answer.text
    items = answer.json()["items"]
    return {one["posting_id"] for one in items} | {name for one in items for name in one["alike"]}


def post(client: TestClient, path: str, **body: Any) -> Any:
    return client.post(path, json=body)


def test_a_firm_fills_its_posting_and_opens_it_again(
    firm: TestClient, advisor: TestClient, posting: str
) -> None:
    assert posting in listed(advisor)
    done = post(firm, f"/v1/postings/{posting}/closing", reason="filled")
    assert (done.status_code, done.json()["state"]) == (200, "filled")
    assert done.json()["closed_reason"] == "已招满"
    assert posting not in listed(advisor)
    why = advisor.get(f"/v1/postings/{posting}/why", params={"worker": "W1"}).json()
    assert [one["detail"] for one in why["findings"]] == ["岗位已招满"]
    opened = post(firm, f"/v1/postings/{posting}/reopening", valid_until="2027-01-31")
    assert (opened.status_code, opened.json()["state"]) == (200, "published")
    assert posting in listed(advisor)
    again = post(firm, f"/v1/postings/{posting}/reopening")
    assert (again.status_code, again.json()["code"]) == (409, "illegal_step")


def test_a_posting_in_full_tells_its_firm_everything_but_the_officer(
    firm: TestClient, advisor: TestClient, reviewer: TestClient, posting: str
) -> None:
    held = post(reviewer, f"/v1/postings/{posting}/hold", words="地址核实不到")
    assert held.json()["state"] == "held"
    assert posting not in listed(advisor)
    shown = firm.get(f"/v1/postings/{posting}").json()
    assert shown["posting"]["title"].startswith("保洁员")
    assert [one["code"] for one in shown["reasons"]] == ["held_by_officer"]
    assert shown["office_holds"][0]["reason"] == "地址核实不到"
    told = shown["history"][-1]
    assert (told["event"], told["role"], told["actor"]) == ("hold", "officer", None)
    assert advisor.get(f"/v1/postings/{posting}").json()["history"][-1]["actor"]
    lifted = post(reviewer, f"/v1/postings/{posting}/lifting", words="已核实")
    assert lifted.json()["state"] == "published"
    assert posting in listed(advisor)


def test_a_held_posting_shows_the_text_to_send_instead(firm: TestClient, posting: str) -> None:
    name = posting.partition(":")[2]
    firm.post("/v1/postings", json=row(name, "保洁员", description="限女性，办公楼保洁"))
    shown = firm.get(f"/v1/postings/{posting}").json()
    assert (shown["state"], shown["state_name"]) == ("held", "待补正")
    assert "女" not in shown["rewrite"]["description"]


def test_another_firm_learns_nothing_of_it(other: TestClient, posting: str) -> None:
    for path, body in (
        ("closing", {"reason": "withdrawn"}),
        ("reopening", {}),
        ("hold", {"words": "x"}),
    ):
        mine = post(other, f"/v1/postings/{posting}/{path}", **body)
        none = post(other, f"/v1/postings/town:none/{path}", **body)
        assert mine.status_code == none.status_code
        assert mine.status_code in (403, 404)
        assert mine.json()["detail"].replace(posting, "") == none.json()["detail"].replace(
            "town:none", ""
        )
    assert other.get(f"/v1/postings/{posting}").status_code == 404


def test_what_is_an_officers_no_firm_and_no_advisor_does(
    firm: TestClient, advisor: TestClient, posting: str
) -> None:
    removed = post(firm, f"/v1/postings/{posting}/closing", reason="removed", words="x")
    assert removed.status_code == 409
    assert post(firm, f"/v1/postings/{posting}/hold", words="x").status_code == 403
    for path, body in (("closing", {"reason": "removed", "words": "x"}), ("hold", {"words": "x"})):
        assert post(advisor, f"/v1/postings/{posting}/{path}", **body).status_code == 403


def test_a_removed_posting_is_opened_by_an_officer_only(
    firm: TestClient, reviewer: TestClient, posting: str
) -> None:
    silent = post(reviewer, f"/v1/postings/{posting}/closing", reason="removed")
    assert silent.status_code == 422
    done = post(reviewer, f"/v1/postings/{posting}/closing", reason="removed", words="虚假岗位")
    assert done.json()["state"] == "removed"
    assert post(firm, f"/v1/postings/{posting}/reopening").status_code == 409
    body = {"words": "原决定有误"}
    assert post(reviewer, f"/v1/postings/{posting}/reopening", **body).status_code == 200


def test_officers_of_another_county_do_not_touch_it(here: Runtime, posting: str) -> None:
    far = signed_in(here, AccountRole.REVIEWER, county="371328")
    near = signed_in(here, AccountRole.REVIEWER, county="371311")
    assert post(far, f"/v1/postings/{posting}/hold", words="x").status_code == 403
    assert post(near, f"/v1/postings/{posting}/hold", words="核实").status_code == 200


def test_what_cannot_be_read_is_refused(firm: TestClient, posting: str) -> None:
    for path, body in (
        ("closing", {}),
        ("closing", {"reason": "published"}),
        ("closing", {"reason": "filled", "words": LONG}),
        ("reopening", {"valid_until": "tomorrow"}),
        ("reopening", {"posting": {"source": "town"}}),
    ):
        assert post(firm, f"/v1/postings/{posting}/{path}", **body).status_code == 422
    odd = post(firm, f"/v1/postings/{posting}/closing", reason="withdrawn", words="不\0招了")
    assert odd.status_code == 422
    assert post(firm, f"/v1/postings/{posting}/closing", reason="withdrawn").status_code == 200
    past = post(firm, f"/v1/postings/{posting}/reopening", valid_until="2020-01-01")
    assert (past.status_code, past.json()["errors"][0]["pointer"]) == (422, "/valid_until")


# ---------------------------------------------------------------- complaints


def complained(client: TestClient, posting: str, **changed: Any) -> Any:
    body = {"about": "posting", "subject": posting, "kind": "deposit", "words": "先交三百元"}
    return post(client, "/v1/complaints", **body | changed)


@pytest.fixture
def anyone(here: Runtime) -> TestClient:
    return TestClient(create_app(here))


def test_anyone_complains_and_reads_what_became_of_it(
    anyone: TestClient, reviewer: TestClient, advisor: TestClient, posting: str
) -> None:
    sent = complained(anyone, posting, contact="13800000000")
    assert sent.status_code == 201
    number, secret = sent.json()["number"], sent.json()["secret"]
    assert sent.json()["due"] == "2026-12-04"
    read = post(anyone, f"/v1/complaints/{number}/reading", secret=secret)
    assert read.json()["state"] == "RECEIVED"
    assert set(read.json()) == {
        "state",
        "state_name",
        "received_on",
        "due",
        "due_assumed",
        "decided_on",
        "answer",
    }
    waiting = reviewer.get("/v1/complaints").json()["items"]
    mine = next(one for one in waiting if one["number"] == number)
    assert "words" not in mine
    assert reviewer.get(f"/v1/complaints/{number}").json()["words"] == "先交三百元"
    assert post(reviewer, f"/v1/complaints/{number}/review").json()["state"] == "IN_REVIEW"
    body = {"outcome": "upheld", "words": "属实，已责令退还"}
    done = post(reviewer, f"/v1/complaints/{number}/decision", **body)
    assert done.json()["state"] == "UPHELD"
    assert posting not in listed(advisor)
    read = post(anyone, f"/v1/complaints/{number}/reading", secret=secret)
    assert read.json()["answer"] == "属实，已责令退还"
    again = post(reviewer, f"/v1/complaints/{number}/decision", **body)
    assert again.status_code == 409


def test_three_who_complain_take_a_posting_out_of_the_very_next_list(
    anyone: TestClient, advisor: TestClient, posting: str
) -> None:
    for number in range(3):
        assert posting in listed(advisor)
        assert complained(anyone, posting, contact=f"1380000000{number}").status_code == 201
    assert posting not in listed(advisor)


def test_a_wrong_secret_reads_nothing(anyone: TestClient, posting: str) -> None:
    number = complained(anyone, posting).json()["number"]
    wrong = post(anyone, f"/v1/complaints/{number}/reading", secret="2" * 12)
    none = post(anyone, "/v1/complaints/20261122-1/reading", secret="2" * 12)
    assert (wrong.status_code, none.status_code) == (404, 404)
    assert wrong.json()["detail"].replace(number, "") == none.json()["detail"].replace(
        "20261122-1", ""
    )


def test_only_reviewers_of_the_county_see_what_people_wrote(
    here: Runtime, anyone: TestClient, advisor: TestClient, firm: TestClient, posting: str
) -> None:
    number = complained(anyone, posting).json()["number"]
    far = signed_in(here, AccountRole.REVIEWER, county="371328")
    for client, status in ((anyone, 401), (advisor, 403), (firm, 403), (far, 403)):
        assert client.get(f"/v1/complaints/{number}").status_code == status
    assert anyone.get("/v1/complaints").status_code == 401
    assert number not in {one["number"] for one in far.get("/v1/complaints").json()["items"]}


def test_a_complaint_that_says_nothing_or_too_much_is_refused(
    anyone: TestClient, posting: str
) -> None:
    for changed in (
        {"words": " "},
        {"words": LONG},
        {"kind": "nonsense"},
        {"contact": "1" * 201},
        {"subject": ""},
    ):
        assert complained(anyone, posting, **changed).status_code == 422
    assert complained(anyone, "town:none").status_code == 404
    assert complained(anyone, "town:\0none").status_code == 422
    assert complained(anyone, "没听过的中介", about="firm").status_code == 201
    assert complained(anyone, "", about="list", kind="ranking").status_code == 201
