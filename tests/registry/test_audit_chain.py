"""The audit chain: whatever is changed, taken out, put in or moved is found."""

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from registry.audit import FIRST, AuditRecord, Break, breaks, sealed

KEY = b"a key of this test"
BEGIN = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
TEXTS = ("actor", "office", "action", "subject", "detail", "before", "hash")


def chain(length: int, key: bytes = KEY) -> list[AuditRecord]:
    records: list[AuditRecord] = []
    for number in range(1, length + 1):
        before = records[-1].hash if records else FIRST
        at = BEGIN + timedelta(minutes=number)
        detail = f'{{"n": {number}}}'
        records.append(
            sealed(
                number, at, "u1", "371302", "registration.clear", f"r{number}", detail, before, key
            )
        )
    return records


def head(records: list[AuditRecord]) -> tuple[int, str]:
    return (records[-1].sequence, records[-1].hash) if records else (0, FIRST)


def found(records: list[AuditRecord], whole: list[AuditRecord], key: bytes = KEY) -> list[str]:
    return [each.reason for each in breaks(records, head(whole), key)]


@pytest.mark.parametrize("length", [0, 1, 2, 20])
def test_a_whole_chain_has_no_break(length):
    records = chain(length)
    assert found(records, records) == []


def test_another_key_opens_nothing():
    records = chain(3)
    assert len(found(records, records, b"another")) == 3


def test_the_same_moment_told_in_another_zone_is_the_same_record():
    records = chain(2)
    elsewhere = records[0].at.astimezone(timezone(timedelta(hours=8)))
    assert found([replace(records[0], at=elsewhere), records[1]], records) == []


@st.composite
def tampered(draw) -> tuple[str, list[AuditRecord], list[AuditRecord]]:
    """A whole chain and what became of it: one record changed, removed, put in, or two swapped."""
    whole = chain(draw(st.integers(2, 8)))
    place = draw(st.integers(0, len(whole) - 1))
    kind = draw(st.sampled_from(["change", "remove", "insert", "swap", "cut"]))
    record, records = whole[place], list(whole)
    match kind:
        case "change":
            name = draw(st.sampled_from([each.name for each in fields(AuditRecord)]))
            records[place] = replace(record, **{name: draw(another(name, getattr(record, name)))})
        case "remove":
            del records[place]
        case "insert":
            forged = chain(8, b"a key somebody guessed")[draw(st.integers(0, 7))]
            records.insert(place, draw(st.sampled_from([forged, record])))
        case "swap":
            other = draw(st.integers(0, len(whole) - 1).filter(lambda each: each != place))
            records[place], records[other] = records[other], records[place]
        case "cut":
            records = records[:place]
    return kind, whole, records


def another(name: str, value: object) -> st.SearchStrategy[object]:
    if name == "at":
        moved = st.timedeltas(timedelta(days=-9), timedelta(days=9)).filter(bool)
        return moved.map(lambda by: value + by)
    drawn = st.integers(-3, 12) if name == "sequence" else st.text(max_size=70)
    return drawn.filter(lambda each: each != value)


@settings(max_examples=200)
@given(tampered())
def test_whatever_is_done_to_a_chain_is_found(case):
    _, whole, records = case
    assert found(records, whole)


@pytest.mark.parametrize("name", TEXTS)
def test_one_character_of_any_field_of_any_record_is_found(name):
    whole = chain(4)
    for place, record in enumerate(whole):
        records = list(whole)
        records[place] = replace(record, **{name: getattr(record, name) + "0"})
        assert found(records, whole)


def test_what_moves_from_one_field_to_the_next_is_found():
    whole = chain(3)
    moved = replace(whole[1], actor="u", office="1371302")
    assert found([whole[0], moved, whole[2]], whole) == ["内容与校验值不符，记录被改动过"]


def test_a_break_says_where_and_what():
    whole = chain(5)
    told = list(breaks([*whole[:1], *whole[3:]], head(whole), KEY))
    assert told == [Break(2, "缺少第 2 至 3 条记录"), Break(4, "与上一条记录的校验值不衔接")]
    assert "第 1 条排在第 2 条之后" in found([whole[1], whole[0], *whole[2:]], whole)
    assert "第 2 条排在第 2 条之后" in found([*whole[:2], *whole[1:]], whole)
    assert found(whole[:4], whole) == ["末尾应是第 5 条记录，现在是第 4 条"]
    assert [each.sequence for each in breaks(whole[:4], head(whole), KEY)] == [5]


def test_a_whole_chain_of_the_same_length_is_not_the_kept_one():
    longer = sealed(2, BEGIN, "u1", "", "a.b", "r2", "{}", chain(1)[0].hash, KEY)
    assert found([chain(1)[0], longer], chain(2)) == ["最后一条记录与另存的校验值不符"]
