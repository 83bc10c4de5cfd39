"""Whether two postings are one job: each fact on both sides of its edge, and the routes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.jobs.agreement import (
    Agreement,
    contact_agreement,
    employer_agreement,
    pay_agreement,
    place_agreement,
    title_likeness,
    trade_agreement,
)
from registry.jobs.duplicates import ROUTES, joined, route_of
from registry.jobs.pay import Pay, PayUnit
from registry.jobs.posting import Posting
from registry.jobs.sketch import Sketch, Sketcher, employer_key
from registry.places import Place

SKETCHER = Sketcher(["急招", "招聘", "招", "高薪", "包吃", "包吃住"])
ADDRESS = "兰山区金雀山路与沂蒙路交汇处写字楼三层"
POSTING = Posting(
    "a",
    "1",
    "办公楼保洁员",
    employer="临沂某某保洁有限公司",
    pay=Pay(3000, 3500, PayUnit.MONTH),
    place=Place("371302", lat=35.06, lon=118.33, address=ADDRESS),
    occupation="4-09-08-01",
    contact="0539-0000111",
)
APART, UNKNOWN, LIKE, SAME = Agreement


def sketch(**changes: object) -> Sketch:
    return SKETCHER.sketch(replace(POSTING, **changes))


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("【急招】保洁员", "保洁员"),
        ("急招保洁员 20-25元/小时 包吃住！", "保洁员"),
        ("保洁员3000-4000元", "保洁员"),
        ("保洁员招5名", "保洁员"),
        ("ＪＡＶＡ工程师", "java工程师"),
        ("高薪急招", "高薪急招"),
        ("", ""),
    ],
)
def test_a_titles_core_is_the_work(title: str, core: str) -> None:
    assert SKETCHER.title_core(title) == core


def test_without_praise_words_titles_keep_theirs() -> None:
    assert Sketcher([]).title_core("急招保洁员") == "急招保洁员"


def test_an_employers_legal_form_and_brackets_do_not_matter() -> None:
    assert employer_key("百味餐饮（临沂）有限公司") == employer_key("百味餐饮(临沂)")
    assert employer_key("有限公司") == ""


@pytest.mark.parametrize(
    ("first", "second", "agreement"),
    [
        ("", "某店", UNKNOWN),
        ("某店", "某店", SAME),
        ("甲乙丙", "临沂甲乙丙科技", SAME),
        ("甲乙", "临沂甲乙科技", APART),
        ("某店", "他店", APART),
    ],
)
def test_employers(first: str, second: str, agreement: Agreement) -> None:
    assert employer_agreement(first, second) is agreement
    assert employer_agreement(second, first) is agreement


@pytest.mark.parametrize(
    ("first", "second", "likeness"),
    [
        ("保洁员", "保洁员", 1.0),
        ("保洁员", "办公楼保洁员", 0.9),
        ("java工程师", "java开发工程师", 0.9),
        ("甲店服务员", "乙店服务员", 0.75),
        ("保洁员", "司机", 0.0),
        ("", "司机", 0.0),
    ],
)
def test_titles(first: str, second: str, likeness: float) -> None:
    assert title_likeness(first, second) == pytest.approx(likeness)
    assert title_likeness(second, first) == pytest.approx(likeness)


@pytest.mark.parametrize(
    ("first", "second", "agreement"),
    [
        ("4-09-08-01", "4-09-08-01", SAME),
        ("4-09-08-01", "4-09-01-01", LIKE),
        ("4-09-08-01", "4-10-08-01", APART),
        ("", "4-10-08-01", UNKNOWN),
    ],
)
def test_trades(first: str, second: str, agreement: Agreement) -> None:
    assert trade_agreement(first, second) is agreement


def test_telephones() -> None:
    assert contact_agreement("05390000111", "05390000111") is SAME
    assert contact_agreement("05390000111", "05390000112") is APART
    assert contact_agreement("", "05390000112") is UNKNOWN
    assert sketch(contact="面谈 110").contact == ""
    assert sketch(contact="０５３９-0000111（王）").contact == "05390000111"


# One degree of latitude is 111.2 km: 0.0026 is 289 m, 0.0028 is 311 m, 0.0134 is 1,490 m.
@pytest.mark.parametrize(
    ("place", "agreement"),
    [
        pytest.param(Place("371302", lat=35.0626, lon=118.33), SAME, id="289 m"),
        pytest.param(Place("371302", lat=35.0628, lon=118.33), LIKE, id="311 m"),
        pytest.param(Place("371302", lat=35.0734, lon=118.33), LIKE, id="1,490 m"),
        pytest.param(Place("371302", lat=35.0736, lon=118.33), APART, id="1,512 m"),
        pytest.param(Place("371302", address=ADDRESS), SAME, id="the same address"),
        pytest.param(Place("371302", address=ADDRESS + "南门"), SAME, id="told more closely"),
        pytest.param(Place("371302", address="柳青街道工业园一号"), APART, id="another address"),
        pytest.param(Place("371302", address="兰山区"), LIKE, id="a district is no address"),
        pytest.param(Place("371302"), LIKE, id="the county alone"),
        pytest.param(Place("371311"), APART, id="another county"),
        pytest.param(Place("371300"), UNKNOWN, id="the city alone"),
        pytest.param(Place("371300", lat=35.0626, lon=118.33), SAME, id="a city, but the spot"),
        pytest.param(Place(), UNKNOWN, id="nothing"),
        pytest.param(Place("371302", remote=True), UNKNOWN, id="remote"),
    ],
)
def test_places(place: Place, agreement: Agreement) -> None:
    assert place_agreement(sketch(), sketch(place=place)) is agreement
    assert place_agreement(sketch(place=place), sketch()) is agreement


def test_two_towns_of_a_county_are_apart() -> None:
    here, there = Place("371302", town="义堂镇"), Place("371302", town="白沙埠镇")
    assert place_agreement(sketch(place=here), sketch(place=there)) is APART
    assert place_agreement(sketch(place=here), sketch(place=Place("371302"))) is LIKE


def test_remote_work_is_in_one_place() -> None:
    here = sketch(place=Place("371302", remote=True))
    assert place_agreement(here, sketch(place=Place("370102", remote=True))) is SAME


@pytest.mark.parametrize(
    ("pay", "agreement"),
    [
        pytest.param(Pay(3060, 3500, PayUnit.MONTH), SAME, id="two in a hundred"),
        pytest.param(Pay(3100, 3500, PayUnit.MONTH), LIKE, id="more than that"),
        pytest.param(Pay(3250, 3750, PayUnit.MONTH), LIKE, id="half in common"),
        pytest.param(Pay(3260, 3760, PayUnit.MONTH), APART, id="less than half"),
        pytest.param(Pay(3500, 4500, PayUnit.MONTH), APART, id="touching"),
        pytest.param(Pay(3200, 3200, PayUnit.MONTH), LIKE, id="one figure within"),
        pytest.param(Pay(3600, 3600, PayUnit.MONTH), APART, id="one figure outside"),
        pytest.param(Pay(36000, 42000, PayUnit.YEAR), LIKE, id="another unit is never the same"),
        pytest.param(Pay(3, 4, PayUnit.PIECE), UNKNOWN, id="by the piece"),
        pytest.param(None, UNKNOWN, id="not written"),
    ],
)
def test_pay(pay: Pay | None, agreement: Agreement) -> None:
    assert pay_agreement(sketch(), sketch(pay=pay)) is agreement
    assert pay_agreement(sketch(pay=pay), sketch()) is agreement


def code(first: Sketch, second: Sketch, text: float = 0.0) -> str | None:
    """The code of the route by which two are one job, the same both ways round."""
    found, back = route_of(first, second, text), route_of(second, first, text)
    assert found == back
    return found.code if found else None


@pytest.mark.parametrize(
    ("changes", "text", "expected"),
    [
        pytest.param({}, 0.85, "same_text", id="sent again"),
        pytest.param({}, 0.84, None, id="another text of the same source"),
        pytest.param({"title": "保洁员"}, 1.0, "same_text", id="a shorter title"),
        pytest.param({"title": "前台接待"}, 1.0, None, id="another title"),
        pytest.param({"pay": None}, 1.0, None, id="pay that one leaves out"),
        pytest.param({"employer": "鲁南某某劳务"}, 0.9, "copied_text", id="an agency copied it"),
        pytest.param({"employer": "鲁南某某劳务"}, 0.89, None, id="an agency's own words"),
        pytest.param(
            {"employer": "鲁南某某劳务", "place": Place("371302")},
            1.0,
            None,
            id="an agency that does not say where",
        ),
        pytest.param({"source": "b"}, 0.0, "same_offer", id="another source's words"),
        pytest.param({"source": "b", "title": "打扫"}, 0.0, "same_contact", id="its title too"),
        pytest.param({"source": "b", "title": "打扫", "contact": ""}, 0.0, None, id="no telephone"),
        pytest.param(
            {"source": "b", "title": "司机", "occupation": "4-02-02-01"},
            0.0,
            None,
            id="another trade behind the same telephone",
        ),
        pytest.param({"title": "打扫"}, 0.0, None, id="one source, one telephone, two jobs"),
        pytest.param({"place": Place("371311")}, 1.0, None, id="another county"),
        pytest.param({"pay": Pay(5000, 6000, PayUnit.MONTH)}, 1.0, None, id="other pay"),
    ],
)
def test_routes(changes: dict[str, object], text: float, expected: str | None) -> None:
    assert code(sketch(), sketch(**changes), text) == expected


def test_every_route_has_its_own_code_and_a_reason_for_people() -> None:
    assert len({route.code for route in ROUTES}) == len(ROUTES)
    assert all(route.reason for route in ROUTES)


def test_pairs_hang_together_in_groups() -> None:
    pairs = [("c", "d"), ("b", "a"), ("e", "d"), ("a", "b")]
    assert joined(pairs) == [("a", "b"), ("c", "d", "e")]
    assert joined(reversed(pairs)) == joined(pairs)
    assert joined([]) == []


def test_what_somebody_took_apart_stands_in_no_group_together() -> None:
    pairs = [("a", "b"), ("b", "c"), ("c", "d")]
    assert joined(pairs, [("a", "b")]) == [("a",), ("b", "c", "d")]
    assert joined(pairs, [("d", "a")]) == [("a", "b", "c"), ("d",)]


IDS = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(IDS, IDS).filter(lambda pair: pair[0] != pair[1]))


@given(PAIRS, PAIRS)
def test_groups_share_nothing_lose_nothing_and_keep_apart_what_is_apart(
    pairs: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    groups = joined(pairs, apart)
    ids = [one for group in groups for one in group]
    assert sorted(ids) == sorted({one for pair in pairs for one in pair})
    assert not any({*pair} <= {*group} for pair in apart for group in groups)
    barred = {frozenset(pair) for pair in apart}
    for pair in pairs:
        one, other = (next(group for group in groups if each in group) for each in pair)
        assert one == other or any({first, second} in barred for first in one for second in other)
