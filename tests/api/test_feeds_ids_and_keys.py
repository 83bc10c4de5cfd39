"""Ids that go into web addresses, control characters, and keys that we do not know."""

from datetime import date
from pathlib import Path

import pytest

from api.feeds.opened import FeedUnreadable
from api.feeds.postings import read_posting
from api.feeds.row import BadRow, Row
from api.feeds.rows import read_rows
from api.feeds.workers import read_worker
from api.reference import Reference
from api.store.near import is_alike
from registry.errors import InvalidField
from tests.api.small_town import row

DAY = date(2026, 11, 22)
BAD_IDS = ["a/b", "a?b", "a#b", "a%b", "a b", "a\tb", "a\nb", "a\x1bb", "a\x00b", "a\u202eb"]


@pytest.mark.parametrize("bad", BAD_IDS)
def test_an_id_that_no_web_address_can_hold_is_refused_in_every_shape(
    reference: Reference, bad: str
) -> None:
    shapes = {
        "source_id": row(bad, "保洁"),
        "编号": {"编号": bad, "岗位名称": "保洁"},
        "id": {"id": bad, "title": "保洁", "platform": "made"},
    }
    for field, data in shapes.items():
        with pytest.raises(InvalidField) as refused:
            read_posting(data, reference, source="made")
        assert (refused.value.field, refused.value.code) == (field, "bad_id")
    with pytest.raises(InvalidField, match="网址"):
        read_worker({"id": bad}, reference, DAY)


@pytest.mark.parametrize("good", ["A-1", "岗位1", "a:b", "a.b_c~d", " a "])
def test_any_other_id_is_kept(reference: Reference, good: str) -> None:
    assert read_posting(row(good, "保洁"), reference).source_id == good.strip()


def test_control_characters_are_taken_out_of_every_text(reference: Reference) -> None:
    sent = "保\x1b[31m洁\x07\u202e员"
    posting = read_posting(
        row("1", sent, description=sent, contact=sent, tags=[sent], source_name=sent), reference
    )
    texts = (posting.title, posting.description, posting.contact, *posting.tags)
    assert {*texts, posting.source_name} == {"保[31m洁员"}


@pytest.mark.parametrize(
    ("key", "near"),
    [("skill", "skills"), ("id_number", ""), ("phone", ""), ("age", ""), ("certificate", "certif")],
)
def test_an_unknown_key_is_given_near_ones_only_where_one_was_meant(
    reference: Reference, key: str, near: str
) -> None:
    with pytest.raises(InvalidField) as refused:
        read_worker({"id": "W1", key: "x"}, reference, DAY)
    assert ("是否想写" in refused.value.reason) == bool(near)
    assert near in refused.value.reason
    with pytest.raises(InvalidField, match="可以写的有：occupations"):
        read_worker({"id": "W1", "must": {"salary": 1}}, reference, DAY)


@pytest.mark.parametrize(
    ("wanted", "known", "alike"),
    [
        ("W9", "W1", True),
        ("W00x", "W0001", True),
        ("town:99", "town:7", True),
        ("NOPE", "W0001", False),
        ("NOPE", "town:7", False),
        ("town", "town:7", True),
        ("77", "W7", False),
        ("toys:1", "town:7", False),
    ],
)
def test_only_ids_that_are_really_alike_are_offered(wanted: str, known: str, alike: bool) -> None:
    assert is_alike(wanted, known) is alike


def rows_in(path: Path, content: bytes) -> list[Row | BadRow]:
    path.write_bytes(content)
    return list(read_rows(path, ("编号", "岗位名称")))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_csv_in_utf_16_without_its_mark_is_read(tmp_path: Path, encoding: str) -> None:
    text = "编号,岗位名称\r\n1,保洁员\r\n"
    assert rows_in(tmp_path / "a.csv", text.encode(encoding)) == [
        Row(2, {"编号": "1", "岗位名称": "保洁员"})
    ]
    with pytest.raises(FeedUnreadable, match="UTF-16"):
        rows_in(tmp_path / "a.jsonl", '{"id": "保洁"}'.encode(encoding))


def test_a_mark_of_utf_8_written_twice_is_passed_over(tmp_path: Path) -> None:
    twice = b"\xef\xbb\xbf" * 2
    csv = "编号,岗位名称\n1,保洁\n".encode()
    assert rows_in(tmp_path / "a.csv", twice + csv) == [Row(2, {"编号": "1", "岗位名称": "保洁"})]
    assert rows_in(tmp_path / "a.jsonl", twice + b'{"id": 1}\n') == [Row(1, {"id": 1})]
    assert rows_in(tmp_path / "a.json", twice + b'[{"id": 1}]') == [Row(1, {"id": 1})]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_an_array_over_many_lines_is_read_whatever_its_name(tmp_path: Path, name: str) -> None:
    pretty = b'[\n  {\n    "id": 1\n  },\n  {\n    "id": 2\n  }\n]\n'
    assert rows_in(tmp_path / name, pretty) == [Row(1, {"id": 1}), Row(2, {"id": 2})]


def test_a_file_without_header_does_not_have_its_first_row_repeated(tmp_path: Path) -> None:
    with pytest.raises(FeedUnreadable) as fault:
        rows_in(tmp_path / "a.csv", "张三,13800000000,岗位名称13800000000\n".encode())
    assert "缺少必需的列" in str(fault.value)
    assert "张三" not in str(fault.value)
    assert "138" not in str(fault.value)
