"""The service over HTTP: lists, why, one posting sent, and every error as problem+json."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.problems import LARGEST_BODY, MEDIA_TYPE
from api.runtime import Runtime
from api.settings import Settings
from matcher.fair_share import BAND
from registry.access.account_role import AccountRole
from tests.api.signed_in import signed_in
from tests.api.small_town import row, settle
from tests.builders import DAY


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with signed_in(settle(tmp_path_factory.mktemp("town")), AccountRole.ADVISOR) as client:
        yield client


FAR = "与您的工种和条件相差较远"


def listed(client: TestClient, worker: str = "W1", **query: Any) -> dict[str, Any]:
    answer = client.get(f"/v1/workers/{worker}/recommendations", params=query)
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


def rank_of(item: dict[str, Any]) -> tuple[bool, float]:
    """What is near goes first, then what scores more."""
    return FAR not in item["missing"], item["score"] // BAND


def test_a_list_is_ranked_explained_and_its_parts_sum_to_the_scores(client: TestClient) -> None:
    found = listed(client)
    items = found["items"]
    assert items[0]["posting_id"] in {"town:1", "town:2"}
    assert [rank_of(item) for item in items] == sorted(map(rank_of, items), reverse=True)
    for item in items:
        assert sum(item["parts"].values()) == pytest.approx(item["score"], abs=0.001)
        assert item["score"] == pytest.approx(item["chance"] * item["value"], abs=0.001)
        assert len(item["reasons"]) <= 3
    assert found["as_of"] == "2026-11-22"
    assert found["elapsed_ms"] > 0


def test_a_list_leaves_out_what_hard_rules_bar_and_says_how_many(client: TestClient) -> None:
    found = listed(client)
    ids = {item["posting_id"] for item in found["items"]}
    assert not ids & {"town:3", "town:7", "town:8", "town:10"}
    assert found["not_shown"] == {
        "never_night": 1,
        "elsewhere": 1,
        "expired": 1,
    }


def test_hours_as_a_must_set_unwritten_ones_apart(client: TestClient) -> None:
    found = listed(client, "W2")
    assert {item["posting_id"] for item in found["ask_first"]} >= {"town:9"}
    assert all(item["fits"]["hours"] == 1 for item in found["items"])
    assert any("时间未写明，先问" in item["missing"] for item in found["ask_first"])


def test_an_earlier_day_gives_that_days_list(client: TestClient) -> None:
    ids = {item["posting_id"] for item in listed(client, as_of="2026-11-20")["items"]}
    assert "town:8" in ids
    assert listed(client, as_of="2026-11-19")["not_shown"]["not_yet"] >= 9


def test_a_limit_is_kept(client: TestClient) -> None:
    assert len(listed(client, limit=2)["items"]) == 2


def test_an_empty_list_says_why(client: TestClient) -> None:
    found = listed(client, profile="archive")
    assert found["items"] == []
    assert "linggang ingest" in found["note"]


@pytest.mark.parametrize(
    ("posting", "code"),
    [
        ("town:3", "never_night"),
        ("town:7", "elsewhere"),
        ("town:8", "expired"),
        ("town:10", "pay_missing"),
    ],
)
def test_why_names_the_rule_that_keeps_a_posting_off(
    client: TestClient, posting: str, code: str
) -> None:
    answer = client.get(f"/v1/postings/{posting}/why", params={"worker": "W1"}).json()
    assert (answer["listed"], answer["rank"]) == (False, None)
    assert code in {finding["code"] for finding in answer["findings"]}


def test_why_gives_the_rank_that_the_list_gives(client: TestClient) -> None:
    for rank, item in enumerate(listed(client)["items"][:3], 1):
        answer = client.get(
            f"/v1/postings/{item['posting_id']}/why", params={"worker": "W1"}
        ).json()
        assert (answer["listed"], answer["rank"]) == (True, rank)
        assert answer["item"]["score"] == item["score"]


def test_a_posting_that_fills_a_short_list_says_how_far_off_it_is(client: TestClient) -> None:
    items = listed(client)["items"]
    assert {item["posting_id"] for item in items if FAR in item["missing"]} == {"town:4", "town:5"}
    assert [FAR in item["missing"] for item in items] == sorted(FAR in i["missing"] for i in items)
    answer = client.get("/v1/postings/town:5/why", params={"worker": "W1"}).json()
    rank = 1 + [item["posting_id"] for item in items].index("town:5")
    assert (answer["listed"], answer["rank"]) == (True, rank)


def test_why_says_where_a_merged_offer_stands(client: TestClient) -> None:
    first = {**row("twin-a", "医院保洁员"), "employer": {"name": "城南医院"}}
    client.post("/v1/postings", json=first)
    client.post("/v1/postings", json={**first, "source_id": "twin-b"})
    answers = [
        client.get(f"/v1/postings/town:{name}/why", params={"worker": "W1"}).json()
        for name in ("twin-a", "twin-b")
    ]
    assert sorted(answer["listed"] for answer in answers) == [False, True]
    merged = next(answer for answer in answers if not answer["listed"])
    assert [finding["code"] for finding in merged["findings"]] == ["merged"]


def test_a_posting_sent_is_in_the_very_next_list(client: TestClient) -> None:
    answer = client.post("/v1/postings", json=row("new", "写字楼保洁员"))
    assert (answer.status_code, answer.json()["state"]) == (201, "published")
    assert "town:new" in {item["posting_id"] for item in listed(client)["items"]}
    again = client.post("/v1/postings", json=row("new", "写字楼保洁员"))
    assert (again.status_code, again.json()["outcome"]) == (200, "unchanged")
    held = client.post("/v1/postings", json=row("new", "写字楼保洁员", pay=None)).json()
    assert (held["state"], held["holds"]) == ("held", ["pay_missing"])
    assert "town:new" not in {item["posting_id"] for item in listed(client)["items"]}


def test_the_rules_of_pay_that_a_posting_states_stand_on_list_and_page(client: TestClient) -> None:
    text = "底薪3000元，提成5%，超时不扣款，有餐补"
    client.post("/v1/postings", json=row("rules", "酒店保洁员", description=text))
    items = {item["posting_id"]: item for item in listed(client)["items"]}
    terms = items["town:rules"]["pay_terms"]
    assert [term["text"] for term in terms] == ["底薪3000元", "提成5%", "超时不扣罚", "餐补"]
    assert {term["quote"] for term in terms} <= {"底薪3000元", "提成5%", "超时不扣款", "餐补"}
    assert items["town:1"]["pay_terms"] == []
    page = client.get("/desk/list", params={"worker": "W1"}).text
    assert "报酬规则：底薪3000元；提成5%；超时不扣罚；餐补" in page
    assert page.count("报酬规则") == 1


def test_an_unlawful_posting_is_held_with_clause_quote_and_a_lawful_text(
    client: TestClient,
) -> None:
    sent = row("unlawful", "招男小工1名", description="年龄55岁以下，管午饭")
    answer = client.post("/v1/postings", json=sent).json()
    assert (answer["state"], answer["holds"]) == ("held", ["lint_sex", "lint_age"])
    assert answer["rewrite"]["title"] == "招小工1名"
    assert answer["rewrite"]["description"] == "管午饭"
    path = "/v1/postings/town:unlawful/why"
    findings = client.get(path, params={"worker": "W1"}).json()["findings"]
    assert [each["code"] for each in findings] == ["lint_sex", "lint_age"]
    assert "妇女权益保障法 43" in findings[0]["clause"]
    assert findings[1]["detail"].startswith("“年龄55岁以下”：")
    mended = sent | {key: answer["rewrite"][key] for key in ("title", "description")}
    again = client.post("/v1/postings", json=mended).json()
    assert (again["state"], again["rewrite"]) == ("published", None)


@pytest.mark.parametrize(
    ("method", "path", "json", "status", "words"),
    [
        ("GET", "/v1/workers/W9/recommendations", None, 404, "W1"),
        ("GET", "/v1/postings/town:99/why?worker=W1", None, 404, "town:9"),
        ("GET", "/v1/workers/W1/recommendations?limit=0", None, 422, "/limit"),
        ("GET", "/v1/workers/W1/recommendations?limit=0", None, 422, "不能小于 1"),
        ("GET", "/v1/workers/W1/recommendations?limit=201", None, 422, "不能大于 200"),
        ("GET", "/v1/workers/W1/recommendations?profile=x", None, 422, "可选：public、archive。"),
        ("GET", "/v1/workers/W1/recommendations?as_of=soon", None, 422, "/as_of"),
        ("GET", "/v1/workers/W1/recommendations?profile=x", None, 422, "archive"),
        ("GET", "/v1/nothing", None, 404, "没有找到"),
        ("DELETE", "/v1/postings", None, 405, "不支持"),
        ("POST", "/v1/postings", {"title": "无编号"}, 422, "source_id"),
        ("POST", "/v1/postings", row("b", "保洁", place={"county": "罗庄县"}), 422, "罗庄区"),
        ("POST", "/v1/postings", row("b", "保洁", pay={"min": "多"}), 422, "pay"),
        (
            "POST",
            "/v1/postings",
            row("b", "保洁", pay={"min": 30, "max": 20, "unit": "HOUR"}),
            422,
            "pay",
        ),
    ],
)
def test_every_error_is_problem_json_with_what_and_how(
    client: TestClient, method: str, path: str, json: Any, status: int, words: str
) -> None:
    answer = client.request(method, path, json=json)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == MEDIA_TYPE
    body = answer.json()
    assert body["status"] == status
    assert words in answer.text


@pytest.mark.parametrize(
    ("content", "status", "pointer"),
    [(b'{"title": ', 422, ""), (b"[]", 422, ""), (b"", 422, ""), (b'{"a": "\xff"}', 400, None)],
)
def test_a_body_that_cannot_be_read_is_told_in_chinese(
    client: TestClient, content: bytes, status: int, pointer: str | None
) -> None:
    headers = {"content-type": "application/json"}
    answer = client.post("/v1/postings", content=content, headers=headers)
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE)
    assert not re.search("[a-z]{4}", answer.json()["detail"])
    assert [error["pointer"] for error in answer.json()["errors"]] == (
        [] if pointer is None else [pointer]
    )


@pytest.mark.parametrize("stated", [True, False])
def test_a_body_over_1_mib_is_refused_and_one_of_1_mib_is_looked_at(
    client: TestClient, stated: bool
) -> None:
    def pieces(size: int) -> bytes | Iterator[bytes]:
        return b" " * size if stated else iter([b" " * size])

    headers = {"content-type": "application/json"}
    much = client.post("/v1/postings", content=pieces(LARGEST_BODY + 1), headers=headers)
    assert (much.status_code, much.headers["content-type"]) == (413, MEDIA_TYPE)
    assert "1 MiB" in much.json()["detail"]
    enough = client.post("/v1/postings", content=pieces(LARGEST_BODY), headers=headers)
    assert enough.status_code == 422


def test_a_method_that_is_not_supported_names_those_that_are(client: TestClient) -> None:
    answer = client.delete("/v1/postings")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_what_was_not_foreseen_is_told_without_details(tmp_path: Path) -> None:
    app = create_app(Runtime(Settings(home=tmp_path, as_of=DAY)))

    @app.get("/fails")
    def fails() -> None:
        raise RuntimeError("13800000000")

    with TestClient(app, raise_server_exceptions=False) as client:
        answer = client.get("/fails")
    assert (answer.status_code, answer.headers["content-type"]) == (500, MEDIA_TYPE)
    assert "服务器出错" in answer.json()["detail"]
    assert "138" not in answer.text


def test_health_and_readiness(client: TestClient) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert {check["name"] for check in ready.json()["checks"]} == {
        "database",
        "reference",
        "index",
    }


def test_without_an_index_the_server_stands_and_says_what_mends_it(tmp_path: Path) -> None:
    here = Runtime(Settings(home=tmp_path, as_of=DAY))
    with TestClient(create_app(here)) as client:
        assert client.get("/healthz").status_code == 200
        ready = client.get("/readyz")
    assert ready.status_code == 503
    assert "linggang index build" in ready.text


def test_a_list_without_an_index_is_503_with_the_command(tmp_path: Path) -> None:
    built = settle(tmp_path)
    for path in (tmp_path / "index").rglob("*"):
        if path.is_file():
            path.unlink()
    with signed_in(Runtime(built.settings), AccountRole.ADVISOR) as client:
        answer = client.get("/v1/workers/W1/recommendations")
    assert answer.status_code == 503
    assert "linggang index build" in answer.json()["detail"]
    assert answer.headers["retry-after"]


def test_the_page_shows_the_same_list_as_the_api(client: TestClient) -> None:
    page = client.get("/desk/list", params={"worker": "W1"})
    assert page.status_code == 200
    for item in listed(client)["items"]:
        assert item["title"] in page.text
        assert all(reason in page.text for reason in item["reasons"])


def test_the_page_asks_first_and_names_near_workers_when_one_is_unknown(
    client: TestClient,
) -> None:
    assert "劳动者编号" in client.get("/desk/list").text
    page = client.get("/desk/list", params={"worker": "W9"})
    assert page.status_code == 404
    assert "错误：" in page.text
    assert "W1" in page.text


@pytest.mark.parametrize(
    ("query", "status"),
    [({"as_of": ""}, 200), ({"as_of": "soon"}, 422), ({"profile": "x"}, 422)],
)
def test_the_page_tells_faults_on_the_page(
    client: TestClient, query: dict[str, str], status: int
) -> None:
    page = client.get("/desk/list", params={"worker": "W1", **query})
    assert page.status_code == status
    assert page.headers["content-type"].startswith("text/html")
    assert ("没有给出清单" in page.text) == (status != 200)


def test_pages_load_nothing_from_elsewhere(client: TestClient) -> None:
    page = client.get("/desk/list", params={"worker": "W1"})
    assert "default-src 'self'" in page.headers["content-security-policy"]
    assert "http://" not in page.text.replace("http://testserver", "")
    assert "https://" not in page.text
    own = re.findall(r'<(?:script src|link rel="[a-z]+" href)="([^"]+)"', page.text)
    assert page.text.count("<script") == 1
    assert len(own) == 4
    for path in own:
        assert client.get(path).headers["cache-control"].endswith("immutable")
    docs = client.get("/docs").text
    assert "cdn" not in docs


def test_what_a_posting_writes_cannot_become_markup(client: TestClient) -> None:
    client.post("/v1/postings", json=row("x", "<script>alert(1)</script>保洁员"))
    page = client.get("/desk/list", params={"worker": "W1"}).text
    assert "<script>" not in page


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/v1/registrations/%00", 404, "http_404"),
        ("/v1/postings/%00/why?worker=W1", 404, "http_404"),
        ("/v1/postings/x/why?worker=%00", 400, "bad_text"),
    ],
)
def test_an_address_with_a_nul_is_found_nowhere(
    client: TestClient, path: str, status: int, code: str
) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_every_route_documents_its_errors_as_problems(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for path in (each for each in paths if "credit" in each or "after-controls" in each):
        for spec in paths[path].values():
            errors = {code: each for code, each in spec["responses"].items() if code >= "400"}
            assert {"422", "503"} <= set(errors)
            assert all("$ref" in each or MEDIA_TYPE in each["content"] for each in errors.values())


def test_the_api_describes_itself_with_stable_names(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    names = {spec["operationId"] for path in paths.values() for spec in path.values()}
    assert names >= {"recommendations", "why", "postPosting", "healthz", "readyz"}
    assert names >= {"applyRegistration", "sign", "submit", "registration", "evidence", "choose"}
    assert names >= {"revoke", "creditRecord", "objectToCredit", "answerCreditObjection"}
    assert names >= {
        "afterControls",
        "drawAfterControls",
        "answerAfterControl",
        "closeAfterControl",
    }
    assert len(names) == sum(len(path) for path in paths.values())
