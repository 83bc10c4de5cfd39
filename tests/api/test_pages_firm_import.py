"""Postings from Excel by page: checked, taken in by a second tap, each file its firm's own."""

import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.database import reading
from api.feeds.columns import REQUIRED
from api.feeds.rows import read_rows
from api.runtime import Runtime
from api.services.feed_push import LARGEST, XLSX
from api.services.firm_uploads import KEPT, MOST, SILENT, Phase
from api.settings import Settings
from api.store import firm_postings
from registry.access.account_role import AccountRole
from registry.errors import UnknownName
from tests.api.signed_in import CHEAP, SignedInClient, signed_in
from tests.api.workbooks import workbook
from tests.builders import DAY

PAGE = {"accept": "text/html"}
HEADER = ("编号", "岗位名称", "用人单位", "县区", "工资", "岗位说明", "有效期至")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    made = Runtime(Settings(home=tmp_path / "home", as_of=DAY, rate_scale=0), CHEAP)
    yield made
    made.close()


@pytest.fixture
def firm(here: Runtime) -> SignedInClient:
    return signed_in(here, AccountRole.EMPLOYER, firm="town", follow_redirects=False)


def line(number: str, **changes: str) -> list[str]:
    facts = {
        "编号": number,
        "岗位名称": f"保洁员{number}",
        "用人单位": f"{number}物业公司",
        "县区": "罗庄区",
        "工资": "25元/小时",
        "岗位说明": "打扫办公楼",
        "有效期至": "2026-12-31",
    }
    return [(facts | changes)[name] for name in HEADER]


def book(path: Path, *lines: list[str]) -> bytes:
    return workbook(path / "made.xlsx", *lines, header=HEADER).read_bytes()


def upload(
    firm: SignedInClient, content: bytes, name: str = "十一月 岗位.xlsx", **fields: str
) -> Any:
    return firm.post("/firm/import", files={"file": (name, content)}, data=fields, headers=PAGE)


def checked(firm: SignedInClient, content: bytes, **fields: str) -> str:
    """The address of a file that was uploaded and checked."""
    answer = upload(firm, content, **fields)
    assert answer.status_code == 303, answer.text
    address: str = answer.headers["location"]
    return address


def count(here: Runtime) -> int:
    with reading(here.engine) as connection:
        return sum(firm_postings.counts(connection, "town").values())


def test_a_file_is_checked_row_by_row_and_nothing_is_written(
    here: Runtime, firm: SignedInClient, tmp_path: Path
) -> None:
    content = book(
        tmp_path, line("A1"), line("A2", 县区="兰三区"), line("A3", 岗位说明="打扫，限女")
    )
    address = checked(firm, content)
    page = firm.get(address)
    assert "refresh" not in page.headers
    text = re.sub(r"<[^>]+>", "", page.text)
    assert "检查结果（还没有导入）：十一月_岗位.xlsx" in text
    assert "共 3 行：会新增 2，会更新 0，没有变 0，拒收 1。收下的里面 1 条要补正才公开。" in text
    assert re.search(r"3A2县区不认识的", text)
    assert "写了性别条件" in text
    assert "导入没有错的 2 行" in text
    assert count(here) == 0


def test_a_second_tap_takes_it_in_and_a_third_does_no_more(
    here: Runtime, firm: SignedInClient, tmp_path: Path
) -> None:
    address = checked(firm, book(tmp_path, line("A1"), line("A2")))
    for _ in range(2):
        answer = firm.post(f"{address}/take", headers=PAGE)
        assert (answer.status_code, answer.headers["location"]) == (303, address)
    text = re.sub(r"<[^>]+>", "", firm.get(address).text)
    assert "已导入" in text
    assert "共 2 行：新增 2，更新 0，没有变 0，拒收 0。" in text
    assert count(here) == 2
    status = firm.get("/firm/import").text
    assert "十一月_岗位.xlsx" in status
    assert status.count("成功") == 1


def test_the_rows_to_mend_come_back_as_a_workbook_that_loads(
    here: Runtime, firm: SignedInClient, tmp_path: Path
) -> None:
    address = checked(firm, book(tmp_path, line("A1"), line("A2", 县区="兰三区")))
    answer = firm.get(f"{address}/errors.xlsx")
    assert answer.headers["content-type"] == XLSX
    path = tmp_path / "errors.xlsx"
    path.write_bytes(answer.content)
    (wrong,) = [each.data or {} for each in read_rows(path, REQUIRED)]
    assert (wrong["编号"], wrong["出错的列"]) == ("A2", "县区")
    assert "拒收 1" in firm.get(checked(firm, answer.content)).text


def test_a_file_without_faults_has_no_workbook_to_mend(
    firm: SignedInClient, tmp_path: Path
) -> None:
    address = checked(firm, book(tmp_path, line("A1")))
    assert firm.get(f"{address}/errors.xlsx").status_code == 404
    assert "下载要改的行" not in firm.get(address).text


def test_a_full_file_withdraws_more_than_half_only_when_told_so(
    here: Runtime, firm: SignedInClient, tmp_path: Path
) -> None:
    every = checked(firm, book(tmp_path, *(line(f"A{number}") for number in range(4))))
    firm.post(f"{every}/take")
    content = book(tmp_path, line("A0"))
    careful = checked(firm, content, complete="1")
    text = firm.get(careful).text
    assert "没有贵方在招的 3 条，超过一半" in text
    firm.post(f"{careful}/take")
    with reading(here.engine) as connection:
        assert firm_postings.counts(connection, "town") == {"published": 4}
    forced = checked(firm, content, complete="1")
    firm.post(f"{forced}/take", data={"force": "1"})
    assert "撤下 3 条" in firm.get(forced).text
    with reading(here.engine) as connection:
        assert firm_postings.counts(connection, "town") == {"published": 1, "unsent": 3}


@pytest.mark.parametrize(
    ("name", "content", "status", "words"),
    [
        ("", b"", 422, "请先选一个文件"),
        ("岗位.exe", b"MZ", 415, "不认识这种文件"),
        ("岗位.xlsx", b" " * (LARGEST + 1), 413, "文件超过 8 MiB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_on_the_form(
    firm: SignedInClient, name: str, content: bytes, status: int, words: str
) -> None:
    answer = upload(firm, content, name, complete="1")
    assert answer.status_code == status
    assert words in answer.text
    assert "<title>错误：" in answer.text
    assert 'href="#f-file"' in answer.text
    assert 'name="complete" value="1" checked' in answer.text


def test_a_file_far_too_large_is_told_as_a_page(firm: SignedInClient) -> None:
    answer = upload(firm, b" " * (2 * LARGEST + 1))
    assert answer.status_code == 413
    assert "内容太大" in answer.text
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("坏.xlsx", b"PK\x03\x04", "残缺"),
        ("空.csv", b"", "空文件"),
        ("包.csv", b"\x1f\x8b\x08", "压缩"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    firm: SignedInClient, name: str, content: bytes, words: str
) -> None:
    page = firm.get(upload(firm, content, name).headers["location"])
    assert words in page.text
    assert "换一个文件" in page.text
    assert firm.post(f"{page.url.path}/take").status_code == 303
    assert words in firm.get(page.url.path).text


def test_another_firm_finds_no_file_of_it(
    here: Runtime, firm: SignedInClient, tmp_path: Path
) -> None:
    address = checked(firm, book(tmp_path, line("A1", 县区="兰三区")))
    other = signed_in(here, AccountRole.EMPLOYER, firm.app, firm="else")
    assert other.get(address).status_code == 404
    assert other.get(f"{address}/errors.xlsx").status_code == 404
    assert other.post(f"{address}/take").status_code == 404
    assert "十一月" not in other.get("/firm/import").text


@pytest.mark.parametrize("token", ["a" * 32, "%2e%2e", "A" * 32, "a" * 31])
def test_a_token_that_is_none_finds_nothing(firm: SignedInClient, token: str) -> None:
    assert firm.get(f"/firm/import/{token}").status_code == 404


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/岗位.xlsx", "岗位.xlsx"),
        ("C:\\表\\十一 月<b>.XLSX", "十一_月_b.xlsx"),
        ("。。.csv", "岗位.csv"),
        ("长" * 300 + ".csv", "长" * 60 + ".csv"),
    ],
)
def test_a_name_is_shown_short_and_harmless(
    here: Runtime, tmp_path: Path, name: str, kept: str
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    with path.open("rb") as file:
        assert here.uploads.keep("town", name, file, complete=False).name == kept


def test_while_it_is_going_on_the_page_comes_again_by_itself(
    here: Runtime, firm: SignedInClient, tmp_path: Path
) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    with path.open("rb") as file:
        one = here.uploads.keep("town", "a.csv", file, complete=False)
    here.uploads._note("town", replace(one, done=300, rows=1200))
    page = firm.get(f"/firm/import/{one.token}")
    assert page.headers["refresh"] == "2"
    assert "300 / 1200 行" in page.text
    stuck = replace(one, at=one.at - SILENT - timedelta(seconds=1))
    here.uploads._note("town", stuck)
    page = firm.get(f"/firm/import/{one.token}")
    assert "refresh" not in page.headers
    assert "请再上传一次" in page.text


def test_what_broke_off_while_it_was_taken_in_goes_on(
    here: Runtime, firm: SignedInClient, tmp_path: Path
) -> None:
    address = checked(firm, book(tmp_path, line("A1")))
    token = address.rpartition("/")[2]
    assert here.uploads.begin_taking("town", token)
    assert not here.uploads.begin_taking("town", token)
    one = here.uploads.get("town", token)
    here.uploads._note("town", replace(one, at=one.at - SILENT - timedelta(seconds=1)))
    assert "接着导入" in firm.get(address).text
    firm.post(f"{address}/take")
    assert here.uploads.get("town", token).phase is Phase.TAKEN
    assert count(here) == 1


def test_files_are_gone_after_a_day_and_never_too_many(here: Runtime, tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x")
    tokens = []
    for _ in range(MOST + 2):
        with path.open("rb") as file:
            tokens.append(here.uploads.keep("town", "a.csv", file, complete=False).token)
        time.sleep(0.01)
    for token in tokens[:2]:
        with pytest.raises(UnknownName):
            here.uploads.get("town", token)
    old = here.uploads._place("town", tokens[-1])
    past = old.stat().st_mtime - KEPT.total_seconds() - 60
    os.utime(old, (past, past))
    with path.open("rb") as file:
        here.uploads.keep("else", "a.csv", file, complete=False)
    assert not old.exists()


def test_a_form_that_waited_for_signing_in_asks_for_the_file_again(
    here: Runtime, firm: SignedInClient, tmp_path: Path
) -> None:
    firm.cookies.clear()
    answer = upload(firm, book(tmp_path, line("A1")), complete="1")
    assert answer.status_code == 401
    assert "请先登录" in answer.text
    assert count(here) == 0
