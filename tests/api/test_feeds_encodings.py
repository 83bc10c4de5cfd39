"""Encodings and rare names, through CSV, workbook and store: what goes in comes out."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.database import reading
from api.feeds.opened import FeedUnreadable
from api.policy import Policy
from api.reference import Reference
from api.services.feed_in import FeedDesk, Terms
from api.store import jobs
from tests.api.test_feeds_flat import csv_of
from tests.api.workbooks import workbook

# One character of the basic plane and one of each extension of the unified ideographs.
RARE = {
    "basic": "喆",
    "A": "\u3400",
    "B": "\U00020000",
    "C": "\U0002a700",
    "D": "\U0002b740",
    "E": "\U0002b820",
    "F": "\U0002ceb0",
    "G": "\U00030000",
    "H": "\U00031350",
    "I": "\U0002ebf0",
}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk")


def row(name: str) -> dict[str, str]:
    return {
        "编号": "1",
        "岗位名称": f"{name}家政保洁员",
        "用人单位": f"临沂{name}{name}服务有限公司",
        "岗位说明": f"联系{name}经理，“打扫”；①—…",
        "有效期至": "2026-12-31",
    }


@pytest.fixture
def desk(store: Engine, reference: Reference, policy: Policy, at: datetime) -> FeedDesk:
    def no_keys() -> None:
        raise AssertionError

    return FeedDesk(store, reference, policy, no_keys, lambda: at)  # type: ignore[arg-type]


def stored(store: Engine, desk: FeedDesk, path: Path) -> tuple[str, str, str]:
    taken = desk.take(path, Terms(source="made"))
    assert taken.report.counts.inserted == 1
    with reading(store) as connection:
        posting = jobs.get(connection, "made:1")
    assert posting is not None
    return posting.title, posting.employer, posting.description


def wanted(name: str) -> tuple[str, str, str]:
    return (row(name)["岗位名称"], row(name)["用人单位"], row(name)["岗位说明"])


@pytest.mark.parametrize("extension", RARE)
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_encoding_of_csv_keeps_every_name_that_it_can_write(
    store: Engine, desk: FeedDesk, tmp_path: Path, encoding: str, extension: str
) -> None:
    if encoding == "gbk" and extension != "basic":
        with pytest.raises(UnicodeEncodeError):
            csv_of([row(RARE[extension])], "gbk")
        return
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of([row(RARE[extension])], encoding))
    assert stored(store, desk, path) == wanted(RARE[extension])


@pytest.mark.parametrize("extension", RARE)
def test_a_workbook_keeps_every_name(
    store: Engine, desk: FeedDesk, tmp_path: Path, extension: str
) -> None:
    cells = row(RARE[extension])
    path = workbook(tmp_path / "a.xlsx", list(cells.values()), header=list(cells))
    assert stored(store, desk, path) == wanted(RARE[extension])


def test_a_name_made_of_two_characters_is_the_same_as_the_composed_one(
    store: Engine, desk: FeedDesk, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(csv_of([row("Cafe\u0301")]))
    assert stored(store, desk, path)[0] == "Café家政保洁员"


def test_half_a_utf_16_file_and_bytes_of_no_encoding_are_refused(
    desk: FeedDesk, tmp_path: Path
) -> None:
    path = tmp_path / "a.csv"
    for content in (csv_of([row("喆")], "utf-16")[:-1], b"\xff\xff\xfe,\n"):
        path.write_bytes(content)
        with pytest.raises(FeedUnreadable) as caught:
            desk.take(path, Terms(source="made"))
        assert caught.value.code == "encoding"
