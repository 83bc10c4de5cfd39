"""The statistician's pages and routes: the month, its rows, freezing, the bureau's own standard."""

from collections.abc import Iterator
from datetime import date

import pytest

from api.pages.cartogram import PLACES, tiles
from api.runtime import Runtime
from api.services.own_standard import enter_standard
from api.settings import Settings
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.errors import InvalidField, UnknownName
from registry.registration.exits import ExitCode
from tests.api.page_checks import page_of, words_of
from tests.api.signed_in import CHEAP, signed_in
from tests.api.statistics_town import Town, paid, past

OTHER = "371302"
UNKNOWN = "罗庄区 2026-10 的城市居民最低生活保障标准没有查到"
ROWS = "/bureau/statistics/rows"


@pytest.fixture
def here(tmp_path) -> Iterator[Runtime]:
    made = Runtime(Settings(home=tmp_path, as_of=date(2026, 11, 22)), CHEAP)
    yield made
    made.close()


@pytest.fixture
def town(here, monkeypatch) -> Town:
    """Three who are counted: two by C2 in 罗庄, one in 兰山; one waits for a standard."""
    town = Town(here.engine)
    monkeypatch.setattr("tests.api.statistics_town.KEYS", here.keys)
    insured = past(paid(date(2026, 10, 1), "2026-10"))
    for place in ("371311", "371311", OTHER):
        town.registers(date(2026, 10, 5), insured, work_place=place)
    town.registers(date(2026, 10, 6))
    return town


@pytest.fixture
def clerk(here, town):
    return signed_in(here, AccountRole.STATISTICIAN, follow_redirects=False)


def test_the_page_shows_the_last_month_that_is_over_by_county_and_criterion(clerk):
    page = page_of(clerk.get("/bureau/statistics"))
    assert "2026-10 城镇新就业" in page
    assert f'href="{ROWS}?period=2026-10&amp;cell=counted/C2/371311/%2A/%2A">2</a>' in page
    assert "罗庄区" in page
    assert UNKNOWN in page
    assert 'role="img"' in page


def test_a_figure_leads_to_its_rows_and_a_row_to_its_rules(clerk):
    cell = "counted/C2/371311"
    rows = page_of(clerk.get("/bureau/statistics/rows", params={"period": "2026-10", "cell": cell}))
    assert "当月计入：初次参保且初次就业（2）" in words_of(rows)
    why = page_of(
        clerk.get("/bureau/statistics/why", params={"period": "2026-10", "registration": "r001"})
    )
    assert "C2" in why
    assert "63号 二（二）" in why
    assert "首个缴费月份：2026-10" in why


def test_a_look_at_a_trace_is_noted(here, clerk):
    clerk.get("/v1/statistics/2026-10/registrations/r001")
    from api.database import reading
    from api.store import audit

    with reading(here.engine) as connection:
        (record,) = audit.records(connection, "r001")
    assert record.action == "statistics.trace"


def test_a_county_sees_itself_alone(here, town):
    own = signed_in(here, AccountRole.STATISTICIAN, county=OTHER, follow_redirects=False)
    found = own.get("/v1/statistics/2026-10").json()
    assert found["totals"]["counted"] == 1
    assert {each["county"] for each in found["cells"]} <= {OTHER, "*"}
    rows = own.get("/v1/statistics/2026-10/rows", params={"cell": "counted"}).json()
    assert [each["county"] for each in rows["rows"]] == [OTHER]
    assert own.get("/v1/statistics/2026-10/registrations/r001").status_code == 403
    assert own.post("/v1/statistics/2026-01/freezing", json={}).status_code == 403
    body = {"county": "371311", "start": "2026-01-01", "value": 900, "source": "本局公告"}
    assert own.put("/v1/statistics/standard/own", json=body).status_code == 403


def test_a_county_is_told_of_its_own_people_alone(here, town):
    own = signed_in(here, AccountRole.STATISTICIAN, county=OTHER, follow_redirects=False)
    flags = {each["code"]: each for each in own.get("/v1/statistics/2026-10").json()["flags"]}
    assert "NUMBER_UNKNOWN" not in flags  # it is 罗庄 whose standard is not known
    page = page_of(own.get("/bureau/statistics", params={"period": "2026-10"}))
    assert UNKNOWN not in page
    theirs = signed_in(here, AccountRole.STATISTICIAN, county="371311", follow_redirects=False)
    assert UNKNOWN in page_of(theirs.get("/bureau/statistics", params={"period": "2026-10"}))


def test_who_left_is_shown_with_her_reason(here, town, clerk):
    town.registers(date(2026, 9, 1), ended=date(2026, 10, 9), left=ExitCode.X2)
    cell = {"period": "2026-10", "cell": "left"}
    assert "领取营业执照" in page_of(clerk.get(ROWS, params=cell))
    for month in range(1, 11):
        here.statistics.freeze(f"2026-{month:02d}", Actor("tongji", Role.OFFICER))
    page = page_of(clerk.get(ROWS, params=cell))
    assert "领取营业执照" in page
    assert "冻结时的登记" in page


def test_rows_come_page_by_page(clerk):
    first = clerk.get("/v1/statistics/2026-10/rows", params={"cell": "counted", "limit": 2})
    assert (first.json()["count"], len(first.json()["rows"])) == (3, 2)
    link = first.headers["link"].split(">")[0].lstrip("<")
    assert len(clerk.get(link).json()["rows"]) == 1


def test_a_month_is_frozen_by_its_page_or_says_why_not(clerk):
    refused = clerk.post("/bureau/statistics/freezing", data={"period": "2026-10"})
    assert "请先冻结更早的月份：2026-01" in page_of(refused, 409)
    done = clerk.post("/bureau/statistics/freezing", data={"period": "2026-01"})
    assert done.status_code == 303
    assert "已冻结" in page_of(clerk.get(done.headers["location"]))
    assert clerk.post("/v1/statistics/2026-02/freezing", json={}).json()["frozen"]["before"]


def test_the_files_are_offered(clerk):
    book = clerk.get("/bureau/statistics/workbook", params={"period": "2026-10"})
    assert book.content[:2] == b"PK"
    lines = clerk.get("/bureau/statistics/csv", params={"period": "2026-10"})
    assert lines.content.startswith(b"\xef\xbb\xbf")


def test_the_own_standard_answers_at_once_with_its_source(clerk):
    form = {
        "period": "2026-10",
        "county": "371311",
        "start": "2026-01-01",
        "value": "900",
        "source": "罗庄区民政局公告",
    }
    done = clerk.post("/bureau/statistics/standard", data=form)
    assert done.status_code == 303
    page = page_of(clerk.get(done.headers["location"]))
    assert UNKNOWN not in page
    why = clerk.get("/v1/statistics/2026-10/registrations/r004").json()
    c1 = {each["rule"]: each for each in why["now"]["children"]}["C1"]
    assert (c1["verdict"], c1["numbers"][0]["source"]) == ("HOLDS", "罗庄区民政局公告")
    assert "罗庄区民政局公告" in page_of(clerk.get("/bureau/parameters"))


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        pytest.param({"county": ""}, "请选择县区", id="no county"),
        pytest.param({"value": "九百"}, "请只写数字", id="no number"),
        pytest.param({"value": "nan"}, "请只写数字", id="nan"),
        pytest.param({"start": "2026-13-01"}, "请写明日期", id="no day"),
        pytest.param({"start": "2027-01-01"}, "到今天之间", id="in the future"),
        pytest.param({"source": ""}, "请写明来源", id="no source"),
    ],
)
def test_what_is_missing_of_a_standard_is_told_and_kept(clerk, form, fault):
    good = {"county": "371311", "start": "2026-01-01", "value": "900", "source": "公告"}
    answer = clerk.post("/bureau/statistics/standard", data={"period": "2026-10"} | good | form)
    assert fault in page_of(answer, 422)


def test_a_later_standard_ends_the_one_before_and_an_earlier_one_ends_where_it_begins(here):
    actor = Actor("tongji", Role.OFFICER)
    for start, value in ((2024, 800.0), (2026, 900.0), (2025, 850.0)):
        enter_standard(here, "371311", date(start, 1, 1), value, "公告", actor)
    number = here.policy.number("urban_minimum_living_standard")
    found = [number.on(date(year, 6, 1), "371311") for year in (2024, 2025, 2026)]
    assert [each.value for each in found] == [800, 850, 900]
    with pytest.raises(UnknownName, match="县区"):
        enter_standard(here, "110101", date(2026, 1, 1), 900, "公告", actor)
    with pytest.raises(InvalidField, match="到今天之间"):
        enter_standard(here, "371311", date(2027, 1, 1), 900, "公告", actor)


def test_every_county_has_a_tile_of_its_own(here):
    from api.services.home_counties import home_counties

    counties, name = home_counties(here.reference)
    assert set(PLACES) == set(counties)
    assert len(set(PLACES.values())) == len(PLACES)
    shown = tiles(lambda code: {"371302": 10, "371311": 1}.get(code, 0), name, counties)
    shades = {each.code: each.shade for each in shown}
    assert (shades["371302"], shades["371311"], shades["371329"]) == (1.0, 0.2, 0.0)
