"""Feeds over HTTP: firms push, everybody takes; the public page of a posting."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.feeds.columns import REQUIRED
from api.feeds.rows import read_rows
from api.problems import MEDIA_TYPE
from api.runtime import Runtime
from api.services.feed_push import LARGEST, XLSX
from api.settings import Settings
from registry.access.account_role import AccountRole
from tests.api.signed_in import signed_in
from tests.api.small_town import row
from tests.api.workbooks import workbook
from tests.builders import DAY

NDJSON = {"content-type": "application/x-ndjson"}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    here = Runtime(Settings(home=tmp_path_factory.mktemp("feed"), as_of=DAY))
    yield here
    here.close()


@pytest.fixture(scope="module")
def platform(here: Runtime) -> Iterator[TestClient]:
    with signed_in(here, AccountRole.PLATFORM, firm="town") as client:
        yield client


@pytest.fixture(scope="module")
def anyone(here: Runtime) -> Iterator[TestClient]:
    with TestClient(create_app(here)) as client:
        yield client


def lines(*rows: dict[str, Any]) -> bytes:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in rows).encode()


def told(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_a_platform_sends_lines_and_anybody_takes_them(
    platform: TestClient, anyone: TestClient
) -> None:
    sent = [row("1", "保洁员", contact="0539-0000001"), row("2", "保安"), row("3", "")]
    answer = platform.post("/v1/feed", content=lines(*sent), headers=NDJSON)
    assert answer.status_code == 200, answer.text
    report = answer.json()
    assert (report["rows"], report["inserted"], report["refused"]) == (3, 2, 1)
    assert report["refusals"][0]["field"] == "title"
    snapshot = anyone.get("/v1/feed/snapshot")
    assert snapshot.headers["content-type"] == "application/x-ndjson"
    first, *rows = told(snapshot.text)
    assert first["sequence"] == int(snapshot.headers["linggang-sequence"])
    assert {each["id"] for each in rows} >= {"town:1", "town:2"}
    assert "0539-0000001" not in snapshot.text
    etag = {"if-none-match": snapshot.headers["etag"]}
    assert anyone.get("/v1/feed/snapshot", headers=etag).status_code == 304
    platform.post(
        "/v1/feed",
        content=lines({"source_id": "2", "removed": True, "reason": "招满"}),
        headers=NDJSON,
    )
    stream = anyone.get("/v1/feed/stream", params={"after": first["sequence"]})
    gone, last = told(stream.text)
    assert (gone["id"], gone["removed"], gone["reason"]) == ("town:2", True, "来源撤下：招满")
    assert last == {"sequence": gone["sequence"], "more": False}


def test_a_firms_one_posting_has_the_source_of_its_account(platform: TestClient) -> None:
    one = row("one", "保洁员")
    del one["source"]
    answer = platform.post("/v1/postings", json=one)
    assert (answer.status_code, answer.json().get("posting_id")) == (201, "town:one"), answer.text


def test_a_dry_run_that_is_misspelt_writes_nothing(platform: TestClient) -> None:
    answer = platform.post("/v1/feed?dryrun=true", content=lines(row("9", "保安")), headers=NDJSON)
    assert answer.status_code == 422
    (error,) = answer.json()["errors"]
    assert (error["pointer"], error["code"]) == ("/dryrun", "unknown_field")
    assert platform.get("/v1/postings/town:9").status_code == 404


def test_an_old_workbook_in_a_form_is_told_what_to_save_it_as(platform: TestClient) -> None:
    upload = {"file": ("岗位.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 4096)}
    answer = platform.post("/v1/feed", files=upload)
    assert (answer.status_code, answer.json()["code"]) == (422, "old_workbook")


def test_a_firm_speaks_for_itself_alone(platform: TestClient, here: Runtime) -> None:
    sent = [row("7", "保洁员", source="other"), row("8", "保洁员", source="")]
    report = platform.post("/v1/feed", content=lines(*sent), headers=NDJSON).json()
    assert [each["code"] for each in report["refusals"]] == ["foreign_source"]
    assert report["inserted"] == 1
    with signed_in(here, AccountRole.EMPLOYER, firm="other") as other:
        assert other.get("/v1/feed/status").json() == []
    status = platform.get("/v1/feed/status").json()
    assert [each["source"] for each in status] == ["town"]


@pytest.mark.parametrize("way", ["body", "form"])
def test_a_workbook_is_sent_checked_and_comes_back_with_what_is_wrong(
    platform: TestClient, tmp_path: Path, way: str
) -> None:
    path = workbook(
        tmp_path / "a.xlsx", ["X1", "保洁员", "兰三区", 4000, "2026-12-31"], ["X2", "", "", 1, ""]
    )
    query = {"dry_run": "true", "answer": "workbook"}
    if way == "body":
        kind = {"content-type": XLSX}
        answer = platform.post("/v1/feed", content=path.read_bytes(), headers=kind, params=query)
    else:
        upload = {"file": ("岗位.xlsx", path.read_bytes())}
        answer = platform.post("/v1/feed", files=upload, params=query)
    assert answer.headers["content-type"] == XLSX, answer.text
    out = tmp_path / "errors.xlsx"
    out.write_bytes(answer.content)
    rows = [each.data or {} for each in read_rows(out, REQUIRED)]
    assert [(each["编号"], each["出错的列"], each["来源"]) for each in rows] == [
        ("X1", "县区", "town"),
        ("X2", "岗位名称", "town"),
    ]
    page = platform.get("/postings/town:X1")
    assert page.status_code == 404


def test_a_full_feed_closes_what_it_does_not_hold(here: Runtime) -> None:
    with signed_in(here, AccountRole.PLATFORM, firm="full") as client:
        every = [row(str(number), "保洁员", source="full") for number in range(4)]
        client.post("/v1/feed", content=lines(*every), headers=NDJSON)
        url = "/v1/feed?complete=true"
        answer = client.post(url, content=lines(every[0]), headers=NDJSON).json()
        assert answer["closing"]["closed"] == 0
        assert "--force" in answer["closing"]["withheld"]
        answer = client.post(url, content=lines(*every[:3]), headers=NDJSON).json()
        assert answer["closing"] == {"closed": 1, "missing": 1, "withheld": ""}


@pytest.mark.parametrize(
    ("content", "kind", "status", "words"),
    [
        (b"{}", "text/html", 415, "application/x-ndjson"),
        (b"", "application/x-ndjson", 422, "空文件"),
        (b"PK\x03\x04", XLSX, 422, "残缺"),
        (b"\x1f\x8b", "application/x-ndjson", 422, "压缩"),
        (b"\xff\xfe\xff", "text/csv", 422, "编码"),
        (b"[" * 100_000, "application/json", 422, "嵌套"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused_in_plain_words(
    platform: TestClient, content: bytes, kind: str, status: int, words: str
) -> None:
    answer = platform.post("/v1/feed", content=content, headers={"content-type": kind})
    assert (answer.status_code, answer.headers["content-type"]) == (status, MEDIA_TYPE)
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("stated", [True, False])
@pytest.mark.parametrize("way", ["body", "form"])
def test_fifty_megabytes_are_refused_and_nothing_is_taken(
    platform: TestClient, stated: bool, way: str
) -> None:
    size = 50 * 1024 * 1024 if stated else LARGEST + 1
    if way == "form":
        answer = platform.post("/v1/feed", files={"file": ("a.csv", b" " * size)})
    else:
        content = b" " * size if stated else iter([b" " * 1024] * (size // 1024 + 1))
        answer = platform.post("/v1/feed", content=content, headers=NDJSON)
    assert (answer.status_code, answer.headers["content-type"]) == (413, MEDIA_TYPE)


@pytest.mark.parametrize("name", ["a.exe", "a", "", "a.x\0lsx", "../../a.sh"])
def test_a_file_of_another_kind_is_refused_by_its_name(platform: TestClient, name: str) -> None:
    answer = platform.post("/v1/feed", files={"file": (name, b"x")})
    assert answer.status_code in {415, 422}


def test_only_firms_send_feeds(here: Runtime, anyone: TestClient) -> None:
    assert anyone.post("/v1/feed", content=b"{}", headers=NDJSON).status_code == 401
    assert anyone.get("/v1/feed/status").status_code == 401
    with signed_in(here, AccountRole.ADVISOR) as advisor:
        assert advisor.get("/v1/feed/status").status_code == 403


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("", "/after"),
        ("?after=-1", "/after"),
        ("?after=1&limit=0", "/limit"),
        ("?after=999999", "/after"),
    ],
)
def test_a_stream_from_nowhere_is_refused(anyone: TestClient, query: str, pointer: str) -> None:
    answer = anyone.get(f"/v1/feed/stream{query}")
    assert answer.status_code == 422
    assert pointer in {each["pointer"] for each in answer.json()["errors"]}


def test_the_template_is_there_for_everybody(anyone: TestClient, tmp_path: Path) -> None:
    answer = anyone.get("/v1/feed/template")
    assert answer.headers["content-type"] == XLSX
    assert answer.content.startswith(b"PK")


# ------------------------------------------------------------------ the public page
def script_of(page: str) -> dict[str, Any]:
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    data: dict[str, Any] = json.loads(found)
    return data


def test_a_published_posting_has_a_page_with_its_data_for_search_engines(
    platform: TestClient, anyone: TestClient
) -> None:
    text = "打扫</script><script>alert(1)</script>卫生，电话13800000000"
    sent = row("page", "保洁员<b>", description=text, contact="13800000000")
    platform.post("/v1/feed", content=lines(sent), headers=NDJSON)
    answer = anyone.get("/postings/town:page")
    assert answer.status_code == 200
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "'unsafe-inline'" not in answer.headers["content-security-policy"]
    assert answer.text.count("<script") == 2  # the script of all pages, and this
    assert "13800000000" not in answer.text
    data = script_of(answer.text)
    assert (data["@type"], data["title"]) == ("JobPosting", "保洁员<b>")
    assert data["description"].startswith("打扫</script>")
    assert data["baseSalary"]["value"]["unitText"] == "HOUR"
    assert data["jobLocation"]["address"]["addressLocality"].endswith("罗庄区")
    assert data["url"].endswith("/postings/town:page")


@pytest.mark.parametrize(
    ("changes", "status"),
    [({"pay": None}, 404), ({"valid_until": "2026-11-21"}, 410), ({"removed": True}, 410)],
)
def test_what_is_not_published_has_no_page(
    platform: TestClient, anyone: TestClient, changes: dict[str, Any], status: int
) -> None:
    number = f"gone-{status}-{len(changes)}"
    if "removed" in changes:
        platform.post("/v1/feed", content=lines(row(number, "保洁员")), headers=NDJSON)
    platform.post("/v1/feed", content=lines(row(number, "保洁员", **changes)), headers=NDJSON)
    answer = anyone.get(f"/postings/town:{number}")
    assert answer.status_code == status
    assert "错误：" in answer.text
    assert "ld+json" not in answer.text


def test_an_unknown_posting_is_told_as_a_page(anyone: TestClient) -> None:
    answer = anyone.get("/postings/nobody:1")
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
