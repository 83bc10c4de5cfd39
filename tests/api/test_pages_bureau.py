"""The bureau's pages: what waits, postings, complaints, employers, sources, policy numbers."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from api.database import reading, writing
from api.runtime import Runtime
from api.services.policy_words import NAMES, UNITS
from api.services.post import post_one
from api.settings import Settings
from api.store import audit, employer_standing, posting_life
from registry.access.account_role import AccountRole
from registry.jobs.complaint import About, Kind
from registry.jobs.employer_standing import Level
from registry.jobs.posting import PostingState
from tests.api.matrix_placement import HERSELF
from tests.api.matrix_town import COUNTY, ELSEWHERE, Town, town
from tests.api.page_checks import page_of, words_of
from tests.api.signed_in import SignedInClient, signed_in
from tests.api.small_town import row
from tests.builders import DAY

UNLAWFUL = "限女性，35岁以下"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = town(tmp_path_factory.mktemp("bureau"))
    yield made
    made.here.close()


@pytest.fixture(scope="module")
def here(place: Town) -> Runtime:
    return place.here


@pytest.fixture
def reviewer(here: Runtime) -> SignedInClient:
    """Of the whole city."""
    return signed_in(here, AccountRole.REVIEWER, follow_redirects=False)


@pytest.fixture
def in_county(here: Runtime) -> SignedInClient:
    return signed_in(here, AccountRole.REVIEWER, county=COUNTY, follow_redirects=False)


@pytest.fixture
def posting(here: Runtime, request: pytest.FixtureRequest) -> str:
    """A posting that was just sent, of a firm of its own, in the county."""
    name = f"p{abs(hash(request.node.name)) % 10**8}"
    sent = row(
        name, f"保洁员{name}", employer={"name": f"{name}物业公司"}, place={"county": COUNTY}
    )
    done = post_one(here, sent).posting
    assert done.state is PostingState.PUBLISHED
    return done.id


def state_of(here: Runtime, posting: str) -> PostingState:
    return here.postings.show(posting).posting.state


# ---------------------------------------------------------------- what waits


def test_home_shows_what_waits_by_kind_and_leads_to_it(
    place: Town, in_county: SignedInClient
) -> None:
    text = page_of(in_county.get("/bureau"))
    words = words_of(text)
    for name in ("投诉（2）", "信用核查（2）", "录用提示（2）"):
        assert name in words
    own, _, elsewhere = place.things
    assert f"/bureau/complaints/{own.ids['number']}" in text
    assert f"/bureau/registrations/{own.ids['registration_id']}#proposals" in text
    assert elsewhere.ids["number"] not in text
    assert elsewhere.ids["registration_id"] not in text


def test_home_of_the_city_shows_all_counties_and_one_kind_where_asked(
    place: Town, reviewer: SignedInClient
) -> None:
    text = page_of(reviewer.get("/bureau"))
    assert "投诉（3）" in words_of(text)
    one_kind = page_of(reviewer.get("/bureau", params={"kind": "complaint"}))
    assert "信用核查（" not in words_of(one_kind)
    assert all(thing.ids["number"] in one_kind for thing in place.things)
    assert page_of(reviewer.get("/bureau", params={"kind": "<b>"})).count("panel") > 1


def test_home_says_when_nothing_waits(here: Runtime) -> None:
    with signed_in(here, AccountRole.REVIEWER, county="371327") as client:
        assert "没有等待办理的事项" in page_of(client.get("/bureau"))


def test_each_role_is_led_to_its_own_page(here: Runtime) -> None:
    homes = {
        AccountRole.REVIEWER: "/bureau",
        AccountRole.SYSTEM_ADMIN: "/bureau/sources",
        AccountRole.SECURITY_ADMIN: "/bureau/accounts",
        AccountRole.AUDIT_ADMIN: "/bureau/audit",
        AccountRole.STATISTICIAN: "/bureau/statistics",
    }
    for role, home in homes.items():
        with signed_in(here, role, follow_redirects=False) as client:
            assert client.get("/").headers["location"] == home
            ways = page_of(client.get(home))
            assert f'href="{home}" aria-current="page"' in ways


# ---------------------------------------------------------------- postings


def test_held_postings_tell_quote_reason_and_clause(
    here: Runtime, in_county: SignedInClient
) -> None:
    held = row("unlawful", "保洁", description=UNLAWFUL, place={"county": COUNTY})
    assert post_one(here, held).posting.state is PostingState.HELD
    for path in ("/bureau/postings", "/bureau/postings/town:unlawful"):
        words = words_of(page_of(in_county.get(path)))
        assert "“限女性”：写了性别条件" in words
        assert "妇女权益保障法 43" in words
        assert "R7" not in words


def test_lists_are_of_a_state_and_a_county_in_the_address(
    here: Runtime, reviewer: SignedInClient, in_county: SignedInClient, posting: str
) -> None:
    published = {"state": "published"}
    assert posting in page_of(in_county.get("/bureau/postings", params=published))
    assert posting not in page_of(in_county.get("/bureau/postings"))
    there = published | {"county": ELSEWHERE}
    assert posting not in page_of(reviewer.get("/bureau/postings", params=there))
    assert in_county.get("/bureau/postings", params=there).status_code == 403
    nothing = page_of(reviewer.get("/bureau/postings", params={"state": "removed"}))
    assert "没有这样的岗位" in nothing


def test_a_list_goes_on_by_sealed_cursors_and_shows_each_once(reviewer: SignedInClient) -> None:
    path, seen = "/bureau/postings?state=any&limit=3", list[str]()
    while path:
        text = page_of(reviewer.get(path))
        seen += [each.split('"')[0] for each in text.split('href="/bureau/postings/')[1:]]
        following = text.partition('class="button" href="')[2].partition('"')[0]
        path = following.replace("&amp;", "&")
    assert len(seen) == len(set(seen)) >= 10
    bad = reviewer.get("/bureau/postings", params={"cursor": "made-up"})
    assert bad.status_code == 422


def test_an_officer_holds_lifts_removes_and_opens_again(
    here: Runtime, in_county: SignedInClient, posting: str
) -> None:
    path = f"/bureau/postings/{posting}"
    steps = (
        ("hold", "why_hold", PostingState.HELD, "已暂停发布"),
        ("lifting", "why_lift", PostingState.PUBLISHED, "已解除暂停"),
        ("removal", "why_remove", PostingState.REMOVED, "已下架"),
        ("reopening", "why_reopen", PostingState.PUBLISHED, "已重新开放"),
    )
    for act, name, state, told in steps:
        assert "请写明理由" in page_of(in_county.post(f"{path}/{act}", data={name: " "}), 422)
        done = in_county.post(f"{path}/{act}", data={name: "<b>核实</b>"})
        assert (done.status_code, state_of(here, posting)) == (303, state)
        shown = page_of(in_county.get(done.headers["location"]))
        assert told in shown
        assert "&lt;b&gt;核实&lt;/b&gt;" in shown
    again = in_county.post(f"{path}/lifting", data={"why_lift": "再解除一次"})
    text = page_of(again, 422)
    assert "没有可解除的暂停" in text
    assert state_of(here, posting) is PostingState.PUBLISHED


def test_only_what_the_bureau_holds_is_listed_where_that_is_asked(
    here: Runtime, in_county: SignedInClient, posting: str
) -> None:
    asked = {"office": "1"}
    assert posting not in page_of(in_county.get("/bureau/postings", params=asked))
    in_county.post(f"/bureau/postings/{posting}/hold", data={"why_hold": "先核实"})
    text = page_of(in_county.get("/bureau/postings", params=asked))
    assert posting in text
    assert "town:unlawful" not in text


# ---------------------------------------------------------------- complaints


def test_a_complaint_shows_its_words_only_on_its_own_page_and_that_is_kept(
    here: Runtime, in_county: SignedInClient, posting: str
) -> None:
    made = here.complaints.send(
        About.POSTING, posting, Kind.DEPOSIT, "要先交押金", HERSELF, "13711112222"
    )
    listed = page_of(in_county.get("/bureau/complaints"))
    assert made.number in listed
    assert "涉嫌欺诈" in listed
    assert "要先交押金" not in listed + page_of(in_county.get("/bureau"))
    shown = in_county.get(f"/bureau/complaints/{made.number}")
    assert "要先交押金" in page_of(shown)
    assert "13711112222" in shown.text
    with reading(here.engine) as connection:
        acts = [each.action for each in audit.records(connection, made.number)]
    assert acts == ["complaint.send", "complaint.read"]


def test_a_complaint_upheld_removes_its_posting_and_is_decided_once(
    here: Runtime, in_county: SignedInClient, posting: str
) -> None:
    number = here.complaints.send(About.POSTING, posting, Kind.DEPOSIT, "押金", HERSELF).number
    path = f"/bureau/complaints/{number}"
    taken = in_county.post(f"{path}/review")
    assert "已开始核查" in page_of(in_county.get(taken.headers["location"]))
    assert "现在可以" in page_of(in_county.post(f"{path}/review"), 409)
    assert "请选择" in page_of(in_county.post(f"{path}/decision", data={"words": "属实"}), 422)
    lacking = page_of(in_county.post(f"{path}/decision", data={"outcome": "upheld"}), 422)
    assert "请写明答复" in lacking
    assert 'value="upheld" checked' in lacking
    form = {"outcome": "upheld", "words": "已核实，岗位下架。"}
    done = in_county.post(f"{path}/decision", data=form)
    assert "已办结" in page_of(in_county.get(done.headers["location"]))
    assert state_of(here, posting) is PostingState.REMOVED
    assert page_of(in_county.post(f"{path}/decision", data=form), 409)


def test_what_is_about_no_posting_is_the_citys(
    here: Runtime, reviewer: SignedInClient, in_county: SignedInClient
) -> None:
    number = here.complaints.send(About.LIST, "", Kind.RANKING, "总推很远的", HERSELF).number
    assert number in page_of(reviewer.get("/bureau/complaints"))
    assert number not in page_of(in_county.get("/bureau/complaints"))
    assert in_county.get(f"/bureau/complaints/{number}").status_code == 403
    assert reviewer.get("/bureau/complaints/nobodys").status_code == 404


# ---------------------------------------------------------------- employers


def employer_of(here: Runtime, posting: str) -> int:
    with reading(here.engine) as connection:
        found = posting_life.row(connection, posting)
    assert found is not None
    assert found.employer_id is not None
    return found.employer_id


def watched(here: Runtime, employer: int) -> None:
    """For what was upheld, so that it can be barred."""
    with writing(here.engine) as connection:
        kept = employer_standing.get(connection, here.keys, employer)
        assert kept is not None
        standing = replace(kept.standing, level=Level.WATCH)
        employer_standing.save(connection, here.keys, employer, standing)


def test_an_employer_is_found_verified_barred_and_freed(
    here: Runtime, in_county: SignedInClient, posting: str
) -> None:
    one = employer_of(here, posting)
    name = here.employers.show(one).kept.employer.name
    found = in_county.get("/bureau/employers", params={"name": name})
    path = found.headers["location"]
    assert path == f"/bureau/employers/{one}"
    wrong = page_of(in_county.post(f"{path}/verification", data={"uscc": "123"}), 422)
    assert "请写明日期" in wrong
    form = {"licence_checked_on": "2026-11-20", "uscc": "123"}
    text = page_of(in_county.post(f"{path}/verification", data=form), 422)
    assert "18位统一社会信用代码" in text
    assert 'value="123"' in text
    done = in_county.post(f"{path}/verification", data=form | {"uscc": "91371399ma3text04l"})
    assert "已记下核验" in page_of(in_county.get(done.headers["location"]))
    watched(here, one)
    assert "请写明理由" in page_of(in_county.post(f"{path}/bar", data={"months": "3"}), 422)
    bad = {"why_bar": "收押金", "months": "0"}
    assert "1 到 120" in page_of(in_county.post(f"{path}/bar", data=bad), 422)
    in_county.post(f"{path}/bar", data=bad | {"months": "3"})
    assert state_of(here, posting) is PostingState.HELD
    noted = in_county.post(f"{path}/objection", data={"objection": "没有收过"})
    own = page_of(in_county.get(noted.headers["location"]))
    assert "异议由另一位工作人员答复" in own
    kept = signed_in(here, AccountRole.REVIEWER, county=COUNTY, follow_redirects=False)
    assert kept.post(f"{path}/keeping", data={"why_keep": "有收据。"}).status_code == 303
    lifted = in_county.post(f"{path}/lifting", data={"why_lift": "已退款整改。"})
    assert "已解除停止发布" in page_of(in_county.get(lifted.headers["location"]))
    assert state_of(here, posting) is PostingState.PUBLISHED


def test_employers_are_listed_by_level_and_an_unknown_name_is_told(
    in_county: SignedInClient,
) -> None:
    text = page_of(in_county.get("/bureau/employers"))
    assert "保洁用人单位1" in text
    assert "保洁用人单位3" not in text
    assert "没有这样的单位" in page_of(
        in_county.get("/bureau/employers", params={"level": "BARRED"})
    )
    unknown = in_county.get("/bureau/employers", params={"name": "没有的公司"})
    assert unknown.status_code == 404
    assert "没有找到这家单位" in unknown.text


def test_an_advisor_sees_an_employer_and_decides_nothing(place: Town) -> None:
    path = f"/bureau/employers/{place.things[0].ids['employer_id']}"
    text = page_of(place.clients["advisor"].get(path))
    assert '<form class="panel"' not in text


# ---------------------------------------------------------------- hires


def test_a_hires_proposal_is_closed_with_a_reason(place: Town, here: Runtime) -> None:
    thing = place.things[0].ids
    client = place.anew("reviewer")
    path = f"/bureau/hire-proposals/{thing['proposal_id']}/close"
    name = f"why_{thing['proposal_id'][:8]}"
    assert "请写明理由" in page_of(client.post(path, data={name: ""}), 422)
    done = client.post(path, data={name: "没有签劳动合同。"})
    assert "登记不变" in page_of(client.get(done.headers["location"]))
    assert page_of(client.post(path, data={name: "再关一次"}), 409)


# ---------------------------------------------------------------- sources and numbers


def test_sources_are_those_with_postings_in_her_county(
    reviewer: SignedInClient, in_county: SignedInClient, here: Runtime
) -> None:
    with signed_in(here, AccountRole.REVIEWER, county="371327") as elsewhere:
        assert "还没有来源" in page_of(elsewhere.get("/bureau/sources"))
    assert "own-firm" in page_of(in_county.get("/bureau/sources"))
    assert "another-firm" in page_of(reviewer.get("/bureau/sources"))
    with signed_in(here, AccountRole.SYSTEM_ADMIN) as admin:
        assert "own-firm" in page_of(admin.get("/bureau/sources"))


def test_numbers_stand_with_value_unit_area_day_and_source(here: Runtime) -> None:
    with signed_in(here, AccountRole.STATISTICIAN, county=COUNTY) as client:
        words = words_of(page_of(client.get("/bureau/parameters")))
    assert "投诉答复期限" in words
    assert "各地 10 个工作日 2021-07-16 没有上级规定，系统建议值 推定" in words
    assert "罗庄区 22 元/小时 2025-10-01" in words
    assert "本局自定 0 项" in words


def test_every_number_has_a_name_and_a_unit_in_chinese(here: Runtime) -> None:
    assert set(here.policy.numbers) == set(NAMES)
    assert {number.unit for number in here.policy.numbers.values()} <= set(UNITS)


def test_a_number_of_the_bureaus_own_is_told_apart(tmp_path: Path) -> None:
    folder = tmp_path / "policy"
    folder.mkdir()
    (folder / "complaint_answer_days.yaml").write_text(
        "name: complaint_answer_days\nunit: working days\nlast_checked: 2026-11-22\n"
        "author: 某局\nvalues:\n"
        '  - {area: "*", start: 2026-01-01, value: 7, source: 某局公告}\n',
        encoding="utf-8",
    )
    own = Runtime(Settings(home=tmp_path, as_of=DAY))
    with signed_in(own, AccountRole.SYSTEM_ADMIN) as client:
        words = words_of(page_of(client.get("/bureau/parameters", params={"own": "1"})))
    own.close()
    assert "7 个工作日 2026-01-01 本局自定 某局 · 某局公告" in words
    assert "小时最低工资" not in words
