"""The advisor's pages: find, caseload, list by own weights, marks, consents, talks, sheet."""

import re
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from api.app import create_app
from api.database import reading
from api.runtime import Runtime
from api.settings import Settings
from api.store import audit, jobs
from registry.access.account_role import AccountRole
from registry.placement.mark import MOST_PINNED
from registry.placement.reasons import Dislike
from registry.workers.consent import Channel, Purpose
from tests.api.registration_desk import claim_of
from tests.api.signed_in import SignedInClient, account_of, signed_in
from tests.api.small_town import CLEANER, IN_JINAN, POSTINGS, STRICT, row, settle
from tests.builders import DAY

HERS = claim_of(1, name="甲乙丙丁", phone="13900001111")
NUMBER = HERS.identity.number
UNKNOWN_NUMBER = claim_of(7).identity.number
PHONE = "13900002222"
FAR = {"county": "罗庄区", "lat": 34.9, "lon": 118.1}
NEAR = {"county": "罗庄区", "lat": 34.9972, "lon": 118.2849}
MUCH = {"min": 34, "max": 36, "unit": "HOUR", "settlement": "日结"}
MORE = [
    row("far", "远处办公楼保洁员", place=FAR, pay=MUCH),
    row("near", "楼下保洁员", place=NEAR),
    row("trick", "=1+1保洁员"),
]


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """A town whose home is only copied."""
    home = tmp_path_factory.mktemp("town")
    people = [CLEANER | {"id_no": NUMBER}, STRICT, IN_JINAN]
    runtime = settle(home, postings=[*POSTINGS, *MORE], workers=people)
    runtime.close()
    return runtime


@pytest.fixture
def here(settled: Runtime, tmp_path: Path) -> Iterator[Runtime]:
    home = tmp_path / "home"
    copytree(settled.settings.home, home)
    runtime = Runtime(Settings(home=home, as_of=DAY))
    for part in ("reference", "policy", "model"):  # which no test changes
        runtime.__dict__[part] = getattr(settled, part)
    yield runtime
    runtime.close()


@pytest.fixture
def desk(here: Runtime) -> SignedInClient:
    return advisor(here)


def advisor(here: Runtime, county: str = "371311") -> SignedInClient:
    client = signed_in(here, AccountRole.ADVISOR, create_app(here), county=county)
    client.follow_redirects = False
    client.headers["Accept"] = "text/html"
    return client


def listed(client: SignedInClient, **query: Any) -> str:
    page = client.get("/desk/list", params={"worker": "W1", **query})
    assert page.status_code == 200, page.text
    return page.text


def titles(page: str) -> list[str]:
    """What stands on a list, in its order."""
    table = re.split('先问清再去的岗位|action="/desk/why"', page.partition("岗位清单：按")[2])[0]
    return re.findall(r'<th scope="row"><strong>([^<]+)</strong>', table)


def followed(client: SignedInClient, answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    page = client.get(answer.headers["location"])
    assert page.status_code == 200, page.text
    return page.text


def acts(here: Runtime, subject: str = "W1") -> list[str]:
    with reading(here.engine) as connection:
        return [each.action for each in audit.records(connection, subject)]


# ---------------------------------------------------------------- finding a person


@pytest.mark.parametrize(
    "who", ["W1", " W1 ", NUMBER, f"{NUMBER[:6]} {NUMBER[6:]}", PHONE, "+86 139 0000 2222"]
)
def test_a_person_is_found_by_one_field(desk: SignedInClient, here: Runtime, who: str) -> None:
    account_of(here, AccountRole.WORKER, phone=here.keys.mark(f"phone {PHONE}"), worker="W1")
    found = desk.post("/desk/find", data={"who": who})
    assert (found.status_code, found.headers["location"]) == (303, "/desk/list?worker=W1")


def test_a_look_up_by_a_number_is_kept_and_she_sees_it(desk: SignedInClient, here: Runtime) -> None:
    desk.post("/desk/find", data={"who": "W1"})
    assert acts(here) == []
    desk.post("/desk/find", data={"who": NUMBER})
    assert acts(here) == ["worker.found"]
    assert [look.what for look in here.seen_by.of_worker("W1")] == ["按身份证号或手机号查找"]


@pytest.mark.parametrize(
    ("who", "words"),
    [
        pytest.param("", "请写编号", id="nothing"),
        pytest.param(UNKNOWN_NUMBER, "没有这个身份证号", id="nobody's number"),
        pytest.param(
            NUMBER[:-1] + ("0" if NUMBER[-1] != "0" else "1"), "校验码不对", id="mistyped"
        ),
        pytest.param("371399199004010", "15位", id="an old number"),
        pytest.param("13911112222", "没有登录过", id="nobody's telephone"),
        pytest.param("1391111222", "11位手机号", id="a telephone that is none"),
    ],
)
def test_who_is_not_found_is_told_how_to_go_on_and_no_number_is_repeated(
    desk: SignedInClient, who: str, words: str
) -> None:
    page = desk.post("/desk/find", data={"who": who})
    assert (page.status_code, words in page.text) == (422, True)
    assert "错误：" in page.text
    assert 'href="#f-who"' in page.text
    assert not who or who not in page.text


def test_words_are_looked_for_in_the_county_by_an_address_that_can_be_kept(
    desk: SignedInClient, here: Runtime
) -> None:
    page = followed(desk, desk.post("/desk/find", data={"who": "保洁 孩子"}))
    assert re.findall(r"worker=(\w+)", page) == ["W1", "W2"]
    nobody = followed(desk, desk.post("/desk/find", data={"who": "骑手"}))
    assert "本县区没有人" in nobody
    city = advisor(here, county="")
    assert "W3" in followed(city, city.post("/desk/find", data={"who": "骑手"}))
    there = {"who": "骑手", "county": "371302"}
    assert "这个县区没有人" in followed(city, city.post("/desk/find", data=there))


def test_an_address_with_a_number_in_it_is_given_up(desk: SignedInClient) -> None:
    led = desk.get("/desk/find", params={"who": NUMBER})
    assert (led.status_code, led.headers["location"]) == (303, "/desk/find")


def test_a_person_of_another_county_is_refused_whichever_way_she_is_found(here: Runtime) -> None:
    client = advisor(here, "371302")
    for who in ("W1", NUMBER):
        page = client.post("/desk/find", data={"who": who})
        assert (page.status_code, "不在您的权限范围内" in page.text) == (403, True)


# ---------------------------------------------------------------- the caseload


def test_a_caseload_is_kept_in_folders_and_only_ones_own(
    desk: SignedInClient, here: Runtime
) -> None:
    assert "还没有服务对象" in desk.get("/desk").text
    form = {"folder": " 想找 白班 ", "to": "/desk/list?worker=W1&w_pay=200&done=pinned"}
    done = desk.post("/desk/W1/client", data=form)
    assert done.headers["location"] == "/desk/list?worker=W1&w_pay=200&done=client"
    assert "在“想找 白班”" in followed(desk, done)
    desk.post("/desk/W2/client")
    page = desk.get("/desk").text
    assert page.index("W2") < page.index("W1")
    assert "W2" not in desk.get("/desk", params={"folder": "想找 白班"}).text
    colleague = advisor(here)
    assert "还没有服务对象" in colleague.get("/desk").text
    refused = colleague.post("/desk/W1/folder", data={"folder": "我的"})
    assert (refused.status_code, "权限" in refused.text) == (403, True)
    colleague.post("/desk/W1/leave")
    assert here.caseload.accounts_of("W1") == {desk.principal.account}


def test_a_client_moves_and_leaves_and_doing_it_again_does_no_harm(
    desk: SignedInClient, here: Runtime
) -> None:
    for _ in range(2):
        desk.post("/desk/W1/client", data={"folder": "一"})
    for _ in range(2):
        followed(desk, desk.post("/desk/W1/folder", data={"folder": "二"}))
    assert here.caseload.folder_of(desk.principal.account, "W1") == "二"
    for _ in range(2):
        assert "已移出" in followed(desk, desk.post("/desk/W1/leave"))
    assert acts(here) == ["caseload.added", "caseload.moved", "caseload.removed"]


def test_a_folder_of_too_many_words_is_told_where_it_was_typed(desk: SignedInClient) -> None:
    long = "好" * 21
    page = desk.post("/desk/W1/client", data={"folder": long})
    assert (page.status_code, "最多 20 个字" in page.text, long in page.text) == (422, True, True)
    followed(desk, desk.post("/desk/W1/client", data={"folder": "好" * 20}))
    page = desk.post("/desk/W1/folder", data={"folder": long})
    assert (page.status_code, long in page.text) == (422, True)
    assert 'href="#f-folder-W1"' in page.text


# ---------------------------------------------------------------- weights of one list


def test_the_published_weights_give_the_published_list(desk: SignedInClient) -> None:
    usual = titles(listed(desk))
    weights = {f"w_{fit}": "100" for fit in ("occupation", "pay", "location", "response")}
    assert titles(listed(desk, **weights)) == usual
    found = desk.get("/v1/workers/W1/recommendations", headers={"Accept": "*/*"}).json()
    assert [item["title"] for item in found["items"]] == usual


def test_weights_change_the_order_and_not_what_stands_on_the_list(desk: SignedInClient) -> None:
    by_pay = titles(listed(desk, w_pay=300, w_location=0))
    by_road = titles(listed(desk, w_pay=0, w_location=300))
    assert sorted(by_pay) == sorted(by_road)
    assert by_pay.index("远处办公楼保洁员") < by_pay.index("楼下保洁员")
    assert by_road.index("楼下保洁员") < by_road.index("远处办公楼保洁员")
    page = listed(desk, w_pay=0, w_location=300)
    assert "权重已调整" in page
    assert "占合意 0%" in page
    assert "/desk/print?worker=W1&amp;w_location=300&amp;w_pay=0" in page


@pytest.mark.parametrize(
    ("query", "words"),
    [
        pytest.param({"w_pay": "301"}, "0 到 300", id="over the bound"),
        pytest.param({"w_pay": "-1"}, "0 到 300", id="under it"),
        pytest.param({"w_pay": "much"}, "0 到 300", id="no number"),
        pytest.param({"w_pay": "9" * 5000}, "0 到 300", id="a number of any length"),
        pytest.param(
            {f"w_{fit}": "0" for fit in ("pay", "location", "hours", "freshness", "wishes")},
            "“合意”至少要看一项",
            id="nothing left of a side",
        ),
    ],
)
def test_weights_out_of_bounds_are_told_beside_the_published_list(
    desk: SignedInClient, query: dict[str, str], words: str
) -> None:
    page = desk.get("/desk/list", params={"worker": "W1", **query})
    assert (page.status_code, words in page.text) == (422, True)
    assert titles(page.text) == titles(listed(desk))
    for path in ("/desk/print", "/desk/list.xlsx"):
        led = desk.get(path, params={"worker": "W1", **query})
        assert (led.status_code, led.headers["location"][:11]) == (303, "/desk/list?")


def test_why_goes_by_the_weights_of_the_list(desk: SignedInClient) -> None:
    order = titles(listed(desk, w_pay=0, w_location=300))
    query = {"worker": "W1", "posting": "town:near", "w_pay": "0", "w_location": "300"}
    page = desk.get("/desk/why", params=query).text
    assert f"按得分排第 {order.index('楼下保洁员') + 1} 位" in page
    night = desk.get("/desk/why", params={"worker": "W1", "posting": "town:3"}).text
    assert "不在清单上" in night
    assert "夜班" in night
    nothing = desk.get("/desk/why", params={"worker": "W1", "posting": "town:99"})
    assert (nothing.status_code, "town:9" in nothing.text) == (404, True)
    assert "town:99" in nothing.text
    assert desk.get("/desk/why", params={"worker": "W1"}).status_code == 200
    bad_day = desk.get("/desk/why", params={"worker": "W1", "as_of": "soon"})
    assert (bad_day.status_code, "2026-11-22" in bad_day.text) == (422, True)


# ---------------------------------------------------------------- pinned and left out


def test_what_is_pinned_stands_first_and_what_is_left_out_nowhere_until_taken_back(
    desk: SignedInClient, here: Runtime
) -> None:
    usual = titles(listed(desk))
    last, first = usual[-1], usual[0]
    ids = _ids(here)
    followed(desk, desk.post("/desk/W1/pin", data={"posting": ids[last]}))
    form = {"posting": ids[first], "reason": "too_far"}
    page = followed(desk, desk.post("/desk/W1/exclude", data=form))
    assert titles(page) == [last, *usual[1:-1]]
    assert "太远" in page.partition("已排除 1 条")[2].partition("</details>")[0]
    assert desk.principal.actor.id in {each.by for each in here.marks.of_worker("W1")}
    for posting in (ids[last], ids[first]):
        for _ in range(2):
            desk.post("/desk/W1/unmark", data={"posting": posting})
    assert titles(listed(desk)) == usual
    assert acts(here) == ["list.pinned", "list.excluded", "list.unmarked", "list.unmarked"]


def test_to_leave_out_wants_a_reason_and_only_so_many_are_pinned(
    desk: SignedInClient, here: Runtime
) -> None:
    page = desk.post("/desk/W1/exclude", data={"posting": "town:1", "reason": "whim"})
    assert (page.status_code, "请选排除的原因" in page.text) == (422, True)
    assert "办公楼保洁员" in titles(page.text)
    some = [each["source_id"] for each in (*POSTINGS, *MORE)][: MOST_PINNED + 1]
    for number, each in enumerate(some):
        answer = desk.post("/desk/W1/pin", data={"posting": f"town:{each}"})
        assert answer.status_code == (303 if number < MOST_PINNED else 422), answer.text
    assert "最多置顶" in answer.text
    assert desk.post("/desk/W1/pin", data={"posting": "town:99"}).status_code == 404


def test_what_is_pinned_but_barred_is_told_with_the_way_to_why(desk: SignedInClient) -> None:
    desk.post("/desk/W1/pin", data={"posting": "town:3"})
    page = listed(desk)
    assert "置顶的“商场保洁夜班”现在不在清单上" in page
    assert "商场保洁夜班" not in titles(page)


def test_what_she_said_is_not_for_her_is_marked(desk: SignedInClient, here: Runtime) -> None:
    here.feedback.dislike("W1", "town:1", Dislike.TIRING, "", desk.principal.beside_person)
    assert "本人说过不合适：太累" in listed(desk)


# ---------------------------------------------------------------- consents, 想去, outcomes


def test_her_wish_waits_for_her_consent_and_goes_on_with_it(
    desk: SignedInClient, here: Runtime
) -> None:
    form = {"posting": "town:1", "to": "/desk/list?worker=W1&w_pay=200"}
    for _ in range(2):
        page = followed(desk, desk.post("/desk/W1/want", data=form))
    assert "还没有同意" in page
    (one,) = here.application_reader.of_worker("W1")
    consents = desk.get("/desk/consents", params={"worker": "W1"}).text
    version = re.findall(r'value="pass_to_firm".*?name="text_version" value="([^"]+)"', consents)[0]
    given = {"purpose": "pass_to_firm", "firm": "town", "given": "1", "channel": "screen"}
    old = desk.post("/desk/W1/consents", data=given | {"text_version": "1999"})
    assert (old.status_code, "同意书已更新" in old.text) == (422, True)
    done = desk.post("/desk/W1/consents", data=given | {"text_version": version})
    assert "同意已记录" in followed(desk, done)
    assert here.application_reader.of_worker("W1")[0].passed_at
    outcome = f"/desk/applications/{one.id}/outcome"
    wrong = desk.post(outcome, data={"said": "still_there"})
    assert (wrong.status_code, "现在不能报告" in wrong.text) == (409, True)
    for _ in range(2):
        told = desk.post(outcome, data={"said": "hired", "to": form["to"]})
        assert told.headers["location"] == "/desk/list?worker=W1&w_pay=200&done=told"
    (after,) = here.application_reader.of_worker("W1")
    assert [(each.said.value, each.by) for each in after.told] == [
        ("hired", desk.principal.account)
    ]


def test_a_consent_is_taken_back_by_a_call_and_not_given_by_one(
    desk: SignedInClient, here: Runtime
) -> None:
    version = here.consents.text(Purpose.POOL).version
    form = {"purpose": "pool", "channel": "phone", "text_version": version}
    refused = desk.post("/desk/W1/consents", data=form | {"given": "1"})
    assert (refused.status_code, "须由本人作出" in refused.text) == (403, True)
    here.consents.give("W1", Purpose.POOL, desk.principal.actor, Channel.SCREEN, version)
    assert "撤回已记录" in followed(desk, desk.post("/desk/W1/consents", data=form))
    assert not here.consents.holds("W1", Purpose.POOL)


def test_a_posting_that_closed_meanwhile_is_told_over_the_list(
    desk: SignedInClient, here: Runtime
) -> None:
    page = desk.post("/desk/W1/want", data={"posting": "town:8"})
    assert (page.status_code, "已过有效期" in page.text) == (422, True)
    assert titles(page.text)
    assert not here.application_reader.of_worker("W1")


# ---------------------------------------------------------------- talks


def test_a_talk_is_kept_once_sealed_and_seen_by_her_and_the_countys_advisors(
    desk: SignedInClient, here: Runtime
) -> None:
    words = "想找白班，孩子 4 点放学😀"
    form = {"held_on": "2026-11-20", "words": words, "next_step": "下周三带健康证来"}
    for _ in range(2):
        page = followed(desk, desk.post("/desk/W1/talks", data=form))
    assert page.count(words) == 1
    colleague = advisor(here)
    assert words in colleague.get("/desk/talks", params={"worker": "W1"}).text
    assert advisor(here, "371302").get("/desk/talks", params={"worker": "W1"}).status_code == 403
    copy = here.my_data.copy("W1", "", colleague.principal.beside_person)
    assert [(each["words"], each["by"]) for each in copy["talks"]] == [
        (words, desk.principal.account)
    ]
    assert "查看谈话记录" in {look.what for look in here.seen_by.of_worker("W1")}
    files = here.settings.home.glob("*.db*")
    assert not [path for path in files if words.encode() in path.read_bytes()]
    assert words not in str(_records(here))
    assert "谈话记录（1）" in listed(desk)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        pytest.param({"held_on": "soon"}, "2026-11-22 的样子", id="no day"),
        pytest.param({"held_on": "2026-11-23"}, "今天或以前", id="tomorrow"),
        pytest.param({"held_on": "2025-11-21"}, "今天或以前", id="over a year ago"),
        pytest.param({"words": "  "}, "请写下谈了什么", id="no words"),
        pytest.param({"words": "谈" * 2001}, "最多 2000 个字", id="too many words"),
        pytest.param({"next_step": "做" * 301}, "最多 300 个字", id="too long a next step"),
    ],
)
def test_a_talk_that_cannot_be_kept_loses_nothing_that_was_typed(
    desk: SignedInClient, here: Runtime, changes: dict[str, str], words: str
) -> None:
    form = {"held_on": "2026-11-20", "words": "想找白班", "next_step": "带健康证来"} | changes
    page = desk.post("/desk/W1/talks", data=form)
    assert (page.status_code, words in page.text, "错误：" in page.text) == (422, True, True)
    assert all(value.strip() in page.text for value in form.values())
    assert here.talks.count("W1") == 0


@pytest.mark.parametrize("day", ["2026-11-22", "2025-11-22"])
def test_a_talk_of_today_and_of_a_year_ago_is_kept(desk: SignedInClient, day: str) -> None:
    form = {"held_on": day, "words": "谈" * 2000, "next_step": "做" * 300}
    assert desk.post("/desk/W1/talks", data=form).status_code == 303


# ---------------------------------------------------------------- her number


def test_her_number_is_masked_until_it_is_asked_for_which_she_sees(
    desk: SignedInClient, here: Runtime
) -> None:
    assert "查看身份证号" not in listed(desk)
    one = here.registrar.apply(HERS, desk.principal.beside_person)
    page = listed(desk)
    assert "查看身份证号（留痕）" in page
    assert "371399************" in page
    assert NUMBER not in page
    shown = desk.post("/desk/W1/identity")
    assert (shown.status_code, NUMBER in shown.text, HERS.name in shown.text) == (200, True, True)
    assert HERS.phone not in shown.text
    assert shown.headers["cache-control"] == "no-store"
    assert acts(here, one.id)[-1] == "registration.reveal"
    assert "查看登记核查依据" in {look.what for look in here.seen_by.of_worker("W1")}
    assert desk.get("/desk/W1/identity").status_code == 405
    elsewhere = advisor(here, "371302").post("/desk/W1/identity")
    assert (elsewhere.status_code, NUMBER in elsewhere.text) == (403, False)


def test_a_registration_in_another_county_is_not_revealed(
    desk: SignedInClient, here: Runtime
) -> None:
    here.registrar.apply(claim_of(1, place="371302"), desk.principal.beside_person)
    assert "查看身份证号" not in listed(desk)
    shown = desk.post("/desk/W1/identity")
    assert (shown.status_code, NUMBER in shown.text) == (403, False)


# ---------------------------------------------------------------- sheet and workbook


def test_a_sheet_has_ten_lines_in_the_order_of_the_list(
    desk: SignedInClient, here: Runtime
) -> None:
    desk.post("/desk/W1/pin", data={"posting": "town:near"})
    query = {"worker": "W1", "w_pay": "300"}
    page = desk.get("/desk/print", params=query).text
    shown = re.findall(r'<th scope="row"><strong>([^<]+)</strong>', page)
    assert shown == titles(listed(desk, w_pay=300))[:10]
    assert shown[0] == "楼下保洁员"
    assert "/desk/list?worker=W1&amp;w_pay=300" in page


def test_a_workbook_holds_the_list_and_no_formula(desk: SignedInClient) -> None:
    answer = desk.get("/desk/list.xlsx", params={"worker": "W1"})
    assert answer.headers["content-type"].endswith("spreadsheetml.sheet")
    assert "attachment" in answer.headers["content-disposition"]
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    header, *lines = book.get_sheet_by_index(0).to_python()
    usual = titles(listed(desk))
    assert [line[1] for line in lines][: len(usual)] == usual
    assert "=1+1保洁员" in [line[1] for line in lines]
    assert "工种符合" in header
    assert b"<f>" not in _sheet(answer.content)


# ---------------------------------------------------------------- who may, and what stays


def test_a_worker_has_her_own_list_elsewhere_and_the_desk_is_not_hers(here: Runtime) -> None:
    client = signed_in(here, AccountRole.WORKER, create_app(here), worker="W1")
    client.headers["Accept"] = "text/html"
    for path in ("/desk", "/desk/list?worker=W1", "/desk/talks?worker=W1"):
        page = client.get(path)
        assert (page.status_code, "没有权限" in page.text) == (403, True)
    refused = client.post("/desk/W1/want", data={"posting": "town:1"})
    assert (refused.status_code, "从自己的页面办理" in refused.text) == (403, True)


def test_deleting_her_data_takes_along_what_the_desk_kept(
    desk: SignedInClient, here: Runtime
) -> None:
    desk.post("/desk/W1/client", data={"folder": "一"})
    desk.post("/desk/W1/pin", data={"posting": "town:1"})
    desk.post("/desk/W1/talks", data={"held_on": "2026-11-20", "words": "想找白班"})
    herself = desk.principal.beside_person
    copy = here.my_data.copy("W1", "", herself)
    assert (len(copy["served_by"]), len(copy["advisor_marks"]), len(copy["talks"])) == (1, 1, 1)
    here.my_data.delete("W1", herself, Channel.ONLINE)
    after = here.my_data.copy("W1", "", herself)
    assert (after["served_by"], after["advisor_marks"], after["talks"]) == ([], [], [])
    assert "还没有服务对象" in desk.get("/desk").text


def test_no_page_has_an_id_twice_or_more_than_one_first_heading(
    desk: SignedInClient, here: Runtime
) -> None:
    desk.post("/desk/W1/client", data={"folder": "一"})
    desk.post("/desk/W1/pin", data={"posting": "town:1"})
    desk.post("/desk/W1/want", data={"posting": "town:1"})
    paths = [f"/desk/{page}?worker=W1" for page in ("list", "print", "talks", "consents", "why")]
    for path in ("/desk", "/desk/find?who=保洁", "/desk/list", *paths):
        page = desk.get(path).text
        ids = re.findall(r' id="([^"]+)"', page)
        assert len(ids) == len(set(ids)), path
        assert page.count("<h1") == 1, path
        assert 'style="' not in page, path


def _ids(here: Runtime) -> dict[str, str]:
    with reading(here.engine) as connection:
        found = jobs.get_many(connection, [f"town:{e['source_id']}" for e in (*POSTINGS, *MORE)])
    return {each.title: each.id for each in found.values()}


def _records(here: Runtime) -> list[Any]:
    with reading(here.engine) as connection:
        return list(audit.records(connection))


def _sheet(book: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(book)) as opened:
        return opened.read("xl/worksheets/sheet1.xml")
