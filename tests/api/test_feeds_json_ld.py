"""schema.org/JobPosting comes in, alone, in arrays and in graphs; and our own goes out again."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.feeds.json_ld import plain_text
from api.feeds.json_ld_written import job_posting, script_text
from api.feeds.opened import FeedUnreadable
from api.feeds.postings import read_posting
from api.feeds.row import Row
from api.feeds.rows import read_rows
from api.reference import Reference
from registry.errors import InvalidField
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import PostingState

JOB: dict[str, Any] = {
    "@context": "https://schema.org/",
    "@type": "JobPosting",
    "identifier": {"@type": "PropertyValue", "name": "某平台", "value": "J1"},
    "title": "商场保洁员",
    "description": "<p>打扫卫生间&nbsp;和走廊</p><ul><li>早8点到晚5点</li><li>双休</li></ul>",
    "datePosted": "2026-11-01",
    "validThrough": "2026-12-31T23:59:59+08:00",
    "hiringOrganization": {"@type": "Organization", "name": "某某物业公司"},
    "jobLocation": {
        "@type": "Place",
        "address": {
            "@type": "PostalAddress",
            "addressRegion": "山东省",
            "addressLocality": "临沂市罗庄区",
            "streetAddress": "湖东路1号",
        },
        "geo": {"@type": "GeoCoordinates", "latitude": "34.99", "longitude": 118.28},
    },
    "baseSalary": {
        "@type": "MonetaryAmount",
        "currency": "CNY",
        "value": {
            "@type": "QuantitativeValue",
            "minValue": 20,
            "maxValue": "25",
            "unitText": "HOUR",
        },
    },
    "employmentType": ["PART_TIME"],
    "totalJobOpenings": "3",
    "jobBenefits": "管午饭、工装",
}


def written(folder: Path, value: object, name: str = "a.json", indent: int | None = 2) -> Path:
    path = folder / name
    path.write_text(json.dumps(value, ensure_ascii=False, indent=indent), encoding="utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [row.data for row in read_rows(path) if isinstance(row, Row)]


def test_what_a_job_posting_states_is_taken(reference: Reference) -> None:
    posting = read_posting(JOB, reference, source="platform")
    assert posting.id == "platform:J1"
    assert posting.pay == Pay(20, 25, PayUnit.HOUR)
    assert posting.description == "打扫卫生间 和走廊\n早8点到晚5点\n双休"
    assert (posting.place.code, posting.place.address) == ("371311", "湖东路1号")
    assert posting.place.lat == pytest.approx(34.99, abs=0.01)
    assert posting.place.lat != 34.99  # from WGS-84
    assert (posting.employer, posting.headcount) == ("某某物业公司", 3)
    assert (posting.published_on, posting.valid_until) == (date(2026, 11, 1), date(2026, 12, 31))
    assert posting.tags == ("兼职",)
    assert posting.welfare == ("管午饭", "工装")
    assert posting.hours.windows
    assert (posting.state, posting.holds) == (PostingState.PUBLISHED, ())


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("name", ["a.json", "a.jsonld", "a"])
def test_one_alone_an_array_and_a_graph_hold_the_same(
    tmp_path: Path, name: str, indent: int | None
) -> None:
    second = JOB | {"identifier": "J2"}
    page = {"@type": "WebPage", "name": "招聘"}
    firm = {"@type": "Organization", "@id": "#firm", "name": "某某物业公司"}
    pointing = JOB | {"hiringOrganization": {"@id": "#firm"}}
    graph = {"@context": "https://schema.org", "@graph": [page, firm, pointing, second]}
    assert rows_of(written(tmp_path, JOB, name, indent)) == [JOB]
    assert rows_of(written(tmp_path, [JOB, second], name, indent)) == [JOB, second]
    found = rows_of(written(tmp_path, graph, name, indent))
    assert found == [JOB | {"hiringOrganization": firm}, second]


def test_postings_in_json_lines_may_be_of_any_shape(tmp_path: Path) -> None:
    path = tmp_path / "a.ndjson"
    lines = [JOB, {"source_id": "1", "title": "保安"}]
    path.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert rows_of(path) == lines


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"identifier": None}, "identifier", "missing"),
        ({"title": ""}, "title", "missing"),
        ({"baseSalary": {"currency": "USD", "value": 20}}, "baseSalary", "currency"),
        (
            {"baseSalary": {"value": {"value": 20, "unitText": "WEEK"}}},
            "baseSalary",
            "unknown_name",
        ),
        (
            {"baseSalary": {"value": {"minValue": "多", "unitText": "DAY"}}},
            "baseSalary",
            "wrong_type",
        ),
        ({"validThrough": "年底"}, "validThrough", "date"),
        ({"totalJobOpenings": 0}, "totalJobOpenings", "out_of_range"),
        ({"identifier": "a/b"}, "identifier", "bad_id"),
    ],
)
def test_what_cannot_be_read_is_named_as_the_job_posting_has_it(
    reference: Reference, changes: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InvalidField) as caught:
        read_posting(JOB | changes, reference, source="s")
    assert (caught.value.field, caught.value.code) == (field, code)


def test_a_salary_in_words_is_read_as_prose(reference: Reference) -> None:
    posting = read_posting(JOB | {"baseSalary": "180-200元/天"}, reference, source="s")
    assert posting.pay == Pay(180, 200, PayUnit.DAY)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("工资>5000", "工资>5000"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("<script>x</script>&lt;b&gt;", "x<b>"),
        ("每天 8 < 9 小时", "每天 8 < 9 小时"),
    ],
)
def test_markup_is_taken_out_of_texts_that_have_it(text: str, plain: str) -> None:
    assert plain_text(text) == plain


KEYS = st.sampled_from(["@value", "name", "value", "address", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@value", "name", "value", "address", "x"]), inner, max_size=3
        )
    ),
    max_leaves=10,
)


@given(st.dictionaries(st.sampled_from(sorted(JOB)), JSON, max_size=8))
def test_any_values_are_read_or_refused(reference: Reference, changes: dict[str, Any]) -> None:
    row = JOB | changes | {"@type": "JobPosting"}
    try:
        posting = read_posting(row, reference, source="s")
    except InvalidField:
        return
    assert posting.title


@given(st.binary(max_size=120))
def test_any_bytes_are_rows_or_one_fault(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.getbasetemp() / "any.jsonld"
    path.write_bytes(b'{"@graph": [' + content)
    try:
        rows = list(read_rows(path))
    except FeedUnreadable:
        return
    assert rows


def test_what_we_write_is_read_as_the_same_offer(reference: Reference) -> None:
    posting = read_posting(JOB, reference, source="s")
    data = json.loads(script_text(job_posting(posting, reference.gazetteer, "https://a.example/1")))
    again = read_posting(data, reference, source="s")
    same = ("id", "title", "description", "employer", "pay", "headcount", "published_on")
    assert [getattr(again, name) for name in same] == [getattr(posting, name) for name in same]
    assert (again.valid_until, again.place.code) == (posting.valid_until, posting.place.code)
    assert again.place.lat == pytest.approx(posting.place.lat, abs=2e-5)
    assert again.hours.windows == posting.hours.windows


@given(st.text())
def test_no_text_leaves_the_script_element(text: str) -> None:
    shown = script_text({"title": text})
    assert not set("<>&\u2028\u2029") & set(shown)
    assert json.loads(shown) == {"title": text}
