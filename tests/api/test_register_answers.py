"""A register's bytes into an answer: strict, and never repeating whom it is about."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.cross_check_policy import load_hit_table
from api.registers.answers import MOST_ENTRIES, Receipt, read_answer
from api.registers.facts import NEEDED, SHAPES
from api.settings import find_data_dir
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source
from tests.api.register_people import DAY, HERS, NOON
from tests.api.register_server import record, said

BUSINESS = Receipt(Source.BUSINESS, DAY, NOON)
INSURANCE = Receipt(Source.INSURANCE, DAY, NOON)


def read(data: Any, receipt: Receipt = INSURANCE) -> Answer:
    raw = data if isinstance(data, bytes) else json.dumps(data, ensure_ascii=False).encode()
    return read_answer(raw, receipt, NOON + timedelta(seconds=1))


def of(*entries: Any, **changes: Any) -> dict[str, Any]:
    return said("insurance", entries, **changes)


def test_an_answer_keeps_version_coverage_times_and_every_record() -> None:
    answer = read(of(record("unit_pension", "2020-01-01", paid_through="2026-08", payer="unit")))
    assert answer == Answer(
        Source.INSURANCE,
        AnswerStatus.OK,
        NOON,
        NOON + timedelta(seconds=1),
        "2026.11",
        date(2000, 1, 1),
        (
            Entry(
                "unit_pension",
                date(2020, 1, 1),
                None,
                {"paid_through": "2026-08", "payer": "unit"},
            ),
        ),
    )


def test_a_register_that_knows_nothing_of_her_has_answered() -> None:
    answer = read(of())
    assert (answer.status, answer.entries) == (AnswerStatus.OK, ())


@pytest.mark.parametrize(
    ("data", "where"),
    [
        pytest.param(b"", "JSON", id="nothing"),
        pytest.param(b"<html>", "JSON", id="a page"),
        pytest.param("{“source”".encode("gbk"), "JSON", id="not UTF-8"),
        pytest.param(b"[" * 100_000, "JSON", id="nested without end"),
        pytest.param(b'{"source": "insurance", "source": "business"}', "JSON", id="a key twice"),
        pytest.param(b'{"version": NaN}', "JSON", id="no number"),
        pytest.param([], "对象", id="a list"),
        pytest.param(of(version=7), "version", id="version a number"),
        pytest.param(of(version=""), "version", id="version empty"),
        pytest.param(of(covered_from=None), "covered_from", id="no coverage"),
        pytest.param(of(covered_from="2026-11-23"), "covered_from", id="coverage from tomorrow"),
        pytest.param(of(covered_from=20000101), "covered_from", id="a day as a number"),
        pytest.param(of() | {"entries": {}}, "entries", id="records no list"),
        pytest.param(of(more=1), "协议里没有这一项", id="a key of their own"),
        pytest.param(said("business"), "source：不是所问的登记", id="another register's answer"),
        pytest.param(of("pension"), "第 1 条", id="a record that is text"),
        pytest.param(of(record("pension"), record("退休")), "第 2 条 kind", id="kind not a code"),
        pytest.param(of(record("pension", "2026-02-30")), "since", id="30 February"),
        pytest.param(of(record("pension", "2026-2-3")), "since", id="a day written short"),
        pytest.param(of(record("pension", "0001-01-01")), "since", id="a day that means none"),
        pytest.param(of(record("pension", "2026-01-01T00:00:00")), "since", id="a time"),
        pytest.param(of({"kind": "pension", "facts": {}}), "since：缺少", id="no days at all"),
        pytest.param(of(record("pension") | {"note": ""}), "协议里没有", id="more in a record"),
        pytest.param(
            of({**record("pension"), "facts": {"payer": 1}}), "facts payer", id="fact no text"
        ),
        pytest.param(of(record("unit_pension")), "facts paid_through：缺少", id="no last month"),
        pytest.param(
            of(record("unit_pension", paid_through="2026-13")), "paid_through", id="13th month"
        ),
        pytest.param(
            of(record("unit_pension", paid_through="2026-10", payer="hr")), "payer", id="who pays"
        ),
        pytest.param(
            of(*[record("pension")] * (MOST_ENTRIES + 1)), "entries", id="too many records"
        ),
        pytest.param(
            json.dumps(of(record("pension", note="\ud800"))).encode(),
            "facts",
            id="half a character",
        ),
    ],
)
def test_what_does_not_follow_the_protocol_is_malformed_and_says_where(
    data: Any, where: str
) -> None:
    answer = read(data)
    assert answer.status is AnswerStatus.MALFORMED
    assert where in answer.fault
    assert answer.entries == ()


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        pytest.param([record("pension", "2026-05-02", "2026-05-01")], "早于", id="backwards"),
        pytest.param(
            [
                record("operator", "2019-01-01", status="active", licence="L1"),
                record("operator", "2026-01-01", status="cancelled", licence="L1"),
            ],
            "licence",
            id="one licence active and cancelled",
        ),
        pytest.param(
            [
                record("unit_pension", employer="甲", payer="unit", paid_through="2026-10"),
                record("unit_pension", employer="甲", payer="agency", paid_through="2026-10"),
            ],
            "payer",
            id="one payer that is an agency and is none",
        ),
        pytest.param(
            [record("death", "2026-03-01"), record("pension", "2020-01-01")],
            "死亡",
            id="a pension that goes on after death",
        ),
        pytest.param(
            [record("death"), record("pension", "2020-01-01")], "死亡", id="death, day not known"
        ),
        pytest.param([record("death", "2027-01-01")], "之后", id="a death to come"),
    ],
)
def test_what_cannot_all_be_true_is_a_conflict(entries: list[Any], told: str) -> None:
    answer = read(said("business", entries), BUSINESS)
    assert answer.status is AnswerStatus.CONFLICT
    assert told in answer.fault
    assert answer.entries == ()
    assert answer.version == "2026.11"


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([record("pension", "2026-05-01", "2026-05-01")], id="one day"),
        pytest.param(
            [
                record("operator", "2019-01-01", "2025-12-31", status="active", licence="L1"),
                record("operator", "2026-01-01", status="cancelled", licence="L1"),
            ],
            id="a licence active and then cancelled",
        ),
        pytest.param(
            [
                record("operator", "2019-01-01", status="active", licence="L1"),
                record("operator", "2019-01-01", status="cancelled", licence="L2"),
            ],
            id="two licences",
        ),
        pytest.param(
            [
                record("operator", status="active"),
                record("operator", status="cancelled"),
            ],
            id="licences not named",
        ),
        pytest.param(
            [record("death", "2026-03-01"), record("pension", "2020-01-01", "2026-03-01")],
            id="a pension that ended with death",
        ),
    ],
)
def test_what_may_all_be_true_is_no_conflict(entries: list[Any]) -> None:
    assert read(said("business", entries), BUSINESS).status is AnswerStatus.OK


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.just(HERS),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from([HERS, "kind", "facts", "entries", "since"]), inner)
    ),
    max_leaves=10,
)


@given(top=JSON, entries=st.lists(JSON, max_size=3))
def test_no_answer_makes_it_raise_or_repeat_her_number(top: Any, entries: list[Any]) -> None:
    for data in (top, of(*entries), of(record("pension"), **{HERS: top}), of(version=top)):
        assert HERS not in read(data).fault


@given(raw=st.binary(max_size=50))
def test_any_bytes_are_answered(raw: bytes) -> None:
    assert read(raw).status is AnswerStatus.MALFORMED


def test_every_fact_that_the_hit_table_asks_for_is_checked() -> None:
    table = load_hit_table(find_data_dir() / "policy")
    for rule in table:
        for name, value in rule.when.items():
            assert SHAPES[name].pattern.fullmatch(value)
    asks = {
        (rule.source, rule.kind): set(rule.when) | ({"paid_through"} & _month(rule.months_ago))
        for rule in reversed(table)
    }
    always = {
        (rule.source, rule.kind) for rule in table if not rule.when and not _month(rule.months_ago)
    }
    unguarded = {key for key, names in asks.items() if names and key not in always} - set(NEEDED)
    assert not unguarded


def _month(bounds: tuple[int | None, int | None]) -> set[str]:
    return {"paid_through"} if bounds != (None, None) else set()
