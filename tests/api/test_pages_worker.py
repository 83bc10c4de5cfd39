"""The worker's pages: a list before any sign-in, what is typed is kept, one question a page."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.clock import now
from api.database import reading, writing
from api.pages.doors import kept_form, waiting_form
from api.runtime import Runtime
from api.services.post import post_one
from api.settings import Settings
from api.store import contact_requests, feedback, workers
from registry.access.account_role import AccountRole
from registry.workers.consent import Purpose
from registry.workers.contact_request import ContactRequest
from registry.workers.contact_request import State as RequestState
from registry.workers.identity import check_digit
from tests.api.signed_in import CHEAP, SignedInClient, account_of, signed_in, signed_in_as
from tests.api.small_town import row, settle
from tests.builders import DAY

PAGE = {"accept": "text/html"}
HER_NUMBER = "37139919900101002" + check_digit("37139919900101002")


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """The small town; nobody is limited in how often she asks."""
    home: Path = tmp_path_factory.mktemp("pages")
    settle(home).close()
    made = Runtime(Settings(home=home, as_of=DAY, rate_scale=0), CHEAP)
    yield made
    made.close()


@pytest.fixture
def passer(here: Runtime) -> TestClient:
    return TestClient(create_app(here), follow_redirects=False)


@pytest.fixture
def cleaner(here: Runtime) -> SignedInClient:
    """The cleaner of the town, who agreed to lists by her profile."""
    one = account_of(here, AccountRole.WORKER, worker="W1")
    client = signed_in_as(here, one, follow_redirects=False)
    text = here.consents.text(Purpose.RECOMMENDATION)
    body = {"given": True, "text_version": text.version}
    assert client.put("/v1/me/consents/recommendation", json=body).status_code == 200
    return client


@pytest.fixture
def newcomer(here: Runtime) -> SignedInClient:
    return signed_in(here, AccountRole.WORKER, follow_redirects=False)


# ---------------------------------------------------------------- before any sign-in


def test_the_front_door_asks_three_questions_and_keeps_nothing(
    passer: TestClient, here: Runtime
) -> None:
    page = passer.get("/")
    assert page.status_code == 200
    for question in ("在哪儿干", "什么时候有空", "想干什么"):
        assert question in page.text
    assert "set-cookie" not in page.headers


def test_three_answers_give_a_list_with_pay_reasons_and_a_week(passer: TestClient) -> None:
    page = passer.get("/jobs", params={"place": "371311", "when": "day", "kind": "保洁"})
    assert page.status_code == 200
    assert "办公楼保洁员" in page.text
    assert "22–25 元/小时" in page.text
    assert "每周 15 小时，您有空的 15 小时" in page.text
    assert "工种正是您要找的" in page.text
    assert "set-cookie" not in page.headers


def test_when_she_is_free_decides_which_hours_suit(passer: TestClient) -> None:
    day = passer.get("/jobs", params={"place": "371311", "when": "day", "kind": "保洁"}).text
    night = passer.get("/jobs", params={"place": "371311", "when": "night", "kind": "保洁"}).text
    assert day.index("办公楼保洁员") < day.index("商场保洁夜班")
    assert night.index("商场保洁夜班") < night.index("办公楼保洁员")


def test_a_trade_that_nobody_offers_is_said_before_others_are_shown(passer: TestClient) -> None:
    asked = {"place": "371311", "kind": "潜水员"}
    page = passer.get("/jobs", params=asked).text
    assert "没有找到合适的，下面的差得多一些" in page
    assert "把“潜水员”换个常用的叫法" in page
    assert "没有找到" not in passer.get("/jobs", params=asked | {"kind": "保洁"}).text


@pytest.mark.parametrize(
    "query",
    [
        {"place": "999999", "kind": "保洁"},
        {"when": "someday", "kind": "保洁"},
        {"settle": "never", "kind": "保洁"},
        {"kind": "<script>alert(1)</script>"},
        {"kind": "𬌗👩‍🍳" * 15},
    ],
)
def test_what_is_no_choice_of_ours_does_no_harm(passer: TestClient, query: dict[str, str]) -> None:
    page = passer.get("/jobs", params=query)
    assert page.status_code == 200
    assert "<script>alert" not in page.text


def test_a_page_that_is_not_there_says_so_as_a_page(passer: TestClient) -> None:
    page = passer.get("/nothing-here")
    assert page.status_code == 404
    assert "错误：" in page.text
    assert page.headers["content-type"].startswith("text/html")


# ---------------------------------------------------------------- what she sent waits for her


def test_a_wish_sent_before_signing_in_is_carried_through_it(
    passer: TestClient, here: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    door = passer.post("/jobs/town:1/want", data={"note": "𰻝面"}, headers=PAGE)
    assert door.status_code == 401
    assert "已留着" in door.text
    kept = _hidden(door.text, "kept")
    sent: list[str] = []
    monkeypatch.setattr(
        type(here.sign_in.sms), "send", lambda _self, _to, words: sent.append(words), raising=True
    )
    own = {"origin": "http://testserver", **PAGE}
    form = {"phone": "13900000009", "kept": kept}
    asked = passer.post("/sign-in/code", data=form, headers=own)
    code = next(word for word in sent[0].replace("，", " ").split() if word.isdigit())
    done = passer.post(
        "/sign-in/code",
        data={"phone": "13900000009", "code": code, "kept": _hidden(asked.text, "kept")},
        headers=own,
    )
    assert done.status_code == 200
    assert 'action="/jobs/town:1/want"' in done.text
    assert "𰻝面" in done.text


def test_a_form_that_is_not_of_our_making_is_not_continued(
    passer: TestClient, here: Runtime
) -> None:
    kept = kept_form(here.keys, "/jobs/town:1/want", [("a", "b")])
    assert waiting_form(here.keys, kept) == ("/jobs/town:1/want", (("a", "b"),))
    assert waiting_form(here.keys, kept[:-2] + "xx") is None
    assert waiting_form(here.keys, "") is None


def _hidden(page: str, name: str) -> str:
    begin = page.index(f'name="{name}" value="') + len(f'name="{name}" value="')
    return page[begin : page.index('"', begin)]


# ---------------------------------------------------------------- her list


def test_her_list_goes_by_her_profile_once_she_agreed(cleaner: SignedInClient) -> None:
    page = cleaner.get("/")
    assert "今天给您的岗位" in page.text
    assert "办公楼保洁员" in page.text
    assert "没有用您的个人资料" not in page.text


def test_without_her_word_her_list_is_the_plain_one_and_says_so(here: Runtime) -> None:
    one = account_of(here, AccountRole.WORKER, worker="W2")
    page = signed_in_as(here, one).get("/")
    assert "没有用您的个人资料" in page.text


def test_what_is_not_for_her_stands_on_no_list_of_hers(
    cleaner: SignedInClient, here: Runtime
) -> None:
    assert "家庭保洁" in cleaner.get("/").text
    done = cleaner.post("/jobs/town:2/not-for-me", data={"reason": "too_far", "to": "/jobs?n=20"})
    assert (done.status_code, done.headers["location"]) == (303, "/jobs?n=20")
    assert "家庭保洁" not in cleaner.get("/").text
    with reading(here.engine) as connection:
        assert "town:2" in feedback.of_worker(connection, "W1")


def test_nobody_is_led_to_another_site(cleaner: SignedInClient) -> None:
    done = cleaner.post("/jobs/town:5/not-for-me", data={"to": "//elsewhere.example/"})
    assert done.headers["location"] == "/"


def test_she_wants_a_posting_agrees_and_it_is_passed_on(cleaner: SignedInClient) -> None:
    wanted = cleaner.post("/jobs/town:1/want")
    assert wanted.status_code == 303
    page = cleaner.get(wanted.headers["location"])
    assert "要您同意才发" in page.text
    assert cleaner.post("/jobs/town:1/want").headers["location"] == wanted.headers["location"]
    where = wanted.headers["location"]
    stale = cleaner.post(f"{where}/pass", data={"version": "2020-01"})
    assert stale.status_code == 422
    assert "重新阅读" in stale.text
    version = _hidden(page.text, "version")
    assert cleaner.post(f"{where}/pass", data={"version": version}).status_code == 303
    assert "等它答复" in cleaner.get(where).text
    assert cleaner.post(f"{where}/withdraw").status_code == 303
    assert "您已撤回" in cleaner.get(where).text


# ---------------------------------------------------------------- her data


def test_what_she_says_of_herself_is_kept_and_what_the_form_does_not_ask_stays(
    cleaner: SignedInClient, here: Runtime
) -> None:
    form = {
        "county": "371311",
        "town": "",
        "when": ["day", "evening"],
        "text": "做过保洁",
        "skills": "保洁、做饭，擦玻璃",
        "amount": "21.5",
        "unit": "HOUR",
        "never": ["night"],
        "km": "8",
    }
    assert cleaner.post("/me/profile", data=form).status_code == 303
    with reading(here.engine) as connection:
        kept = workers.get(connection, "W1")
    assert kept is not None
    assert kept.skills == ("保洁", "做饭", "擦玻璃")
    assert kept.pay_floor is not None
    assert kept.pay_floor.amount == 21.5
    assert kept.place.lat == pytest.approx(34.9972)
    assert kept.must.max_distance_km == 8
    assert kept.never.night


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "很多"}, "amount"),
        ({"km": "-1"}, "km"),
        ({"certificates": "没有这种证"}, "certificates"),
        ({"education": "幼儿园"}, "education"),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(
    newcomer: SignedInClient, changes: dict[str, str], field: str
) -> None:
    form = {
        "text": "想找𰻝面馆的活👩‍🍳",
        "skills": "切菜",
        "amount": "20",
        "unit": "HOUR",
    } | changes
    page = newcomer.post("/me/profile", data=form)
    assert page.status_code == 422
    assert f'href="#f-{field}"' in page.text
    assert f'id="f-{field}"' in page.text
    assert "错误：" in page.text
    assert "想找𰻝面馆的活👩‍🍳" in page.text
    assert f'value="{changes[field]}"' in page.text or field == "education"


@pytest.mark.parametrize("name", ["amount", "km"])
def test_what_is_no_number_is_told_in_everyday_words(newcomer: SignedInClient, name: str) -> None:
    page = newcomer.post("/me/profile", data={name: "很多", "unit": "HOUR"}, headers=PAGE)
    assert page.status_code == 422
    assert "请只写数字，如 20。" in page.text
    assert 'value="很多"' in page.text


def test_a_firm_that_asks_to_reach_her_is_named_and_so_is_the_posting(here: Runtime) -> None:
    client = signed_in(here, AccountRole.WORKER, worker="W2")
    until = DAY + timedelta(7)
    asked = ContactRequest(
        "r1", "town", "town:2", "W2", "p1", RequestState.ASKED, now(here.settings), until
    )
    with writing(here.engine) as connection:
        contact_requests.put(connection, asked)
    words = re.sub(r"<[^>]+>", "", client.get("/mine").text)
    assert "“家庭保洁用人单位2”想联系您，谈岗位“家庭保洁”。" in words


def test_consent_is_given_and_withdrawn_by_one_tap(newcomer: SignedInClient) -> None:
    page = newcomer.get("/me/consents").text
    assert page.count("没有同意") == 3
    version = _hidden(page, "version")
    form = {"purpose": "pool", "given": "yes", "version": version}
    assert newcomer.post("/me/consents", data=form).status_code == 303
    assert newcomer.get("/me/consents").text.count("没有同意") == 2
    newcomer.post("/me/consents", data={"purpose": "pool", "given": "no"})
    assert newcomer.get("/me/consents").text.count("没有同意") == 3


def test_hidden_and_personalised_are_switches(newcomer: SignedInClient) -> None:
    newcomer.post("/me/choices", data={"hidden": "yes"})
    assert "已隐藏" in newcomer.get("/me/consents").text
    newcomer.post("/me/choices", data={"hidden": "no", "personalised": "no"})
    page = newcomer.get("/me/consents").text
    assert "没有隐藏" in page
    assert "打开个性化推荐" in page


def test_deleting_asks_first_then_says_what_stays_by_which_law(newcomer: SignedInClient) -> None:
    newcomer.post("/me/profile", data={"text": "做过保洁"})
    page = newcomer.post("/me/data/delete")
    assert page.status_code == 422
    assert "还没有删除" in page.text
    done = newcomer.post("/me/data/delete", data={"sure": "yes"})
    assert done.status_code == 200
    assert "依法保存" in done.text


def test_her_copy_is_a_file(cleaner: SignedInClient) -> None:
    copy = cleaner.post("/me/data/copy")
    assert copy.json()["profile"]["id"] == "W1"
    assert "attachment" in copy.headers["content-disposition"]


# ---------------------------------------------------------------- registering


ANSWERS: list[tuple[str, dict[str, Any]]] = [
    ("who", {"name": "测试甲", "id_no": HER_NUMBER, "phone": "13900000001"}),
    ("category", {"category": "B_PART_TIME"}),
    ("work", {"work_content": "在家政公司做保洁", "employer": "某家政"}),
    ("since", {"start_date": "2026-03-02", "employment_type": "FIRST"}),
    ("where", {"work_place": "371311", "work_address": ""}),
    ("place", {"place_kind": "WORK", "place": ""}),
    ("certificate", {"certificate": "ISSUED_NOW", "certificate_number": ""}),
    ("hours", {"hours_per_day": "3", "hours_per_week": "15"}),
]


def answered(client: TestClient, answers: list[tuple[str, dict[str, Any]]]) -> str:
    """Where the last answer leads."""
    to = "/register"
    assert client.get(to).status_code == 200
    for step, fields in answers:
        done = client.post(f"/register/{step}", data=fields)
        to = done.headers["location"]
        assert "again" not in to, step
    return to


def test_registering_is_at_most_eight_questions_and_a_page_to_check(
    newcomer: SignedInClient,
) -> None:
    assert len(ANSWERS) <= 8
    assert answered(newcomer, ANSWERS) == "/register/check"
    page = newcomer.get("/register/check").text
    assert "核对一遍" in page
    assert HER_NUMBER not in page
    assert "每天 3 小时，每周 15 小时" in page
    form = {"version": _hidden(page, "version")}
    unsigned = newcomer.post("/register/check", data=form)
    assert unsigned.status_code == 422
    assert "勾选" in unsigned.text
    stale = newcomer.post("/register/check", data={"version": "2020-01", "promise": "yes"})
    assert stale.status_code == 422
    sent = newcomer.post("/register/check", data=form | {"promise": "yes"})
    assert sent.status_code == 303, sent.text
    where = sent.headers["location"]
    shown = newcomer.get(where).text
    assert "371399************" in shown
    assert "正在核查" in shown or "已登记" in shown
    assert "2026-03-02 起" in newcomer.get("/mine").text
    assert (
        newcomer.post("/register/check", data=form | {"promise": "yes"})
        .headers["location"]
        .startswith("/register/who")
    )


def test_hours_are_asked_of_part_time_work_alone(newcomer: SignedInClient) -> None:
    answers = [
        (step, {"category": "C_NEW_FORM"} if step == "category" else fields)
        for step, fields in ANSWERS
        if step != "hours"
    ]
    assert answered(newcomer, answers) == "/register/check"


@pytest.mark.parametrize(
    ("step", "fields", "field"),
    [
        ("who", {"name": "", "id_no": HER_NUMBER, "phone": "13900000001"}, "name"),
        ("who", {"name": "甲", "id_no": "371399199001010020", "phone": "13900000001"}, "id_no"),
        ("who", {"name": "甲", "id_no": HER_NUMBER, "phone": "12"}, "phone"),
        ("category", {}, "category"),
        ("work", {"work_content": "活"}, "work_content"),
        ("since", {"start_date": "2026-11-23"}, "start_date"),
        ("since", {"start_date": "昨天"}, "start_date"),
        ("where", {}, "work_place"),
        ("place", {"place_kind": "RESIDENCE"}, "place"),
        ("certificate", {"certificate": "HELD", "certificate_number": "12"}, "certificate"),
        ("hours", {"hours_per_day": "30", "hours_per_week": "15"}, "hours_per_day"),
    ],
)
def test_an_answer_is_judged_on_its_own_page_and_kept_as_it_was_typed(
    newcomer: SignedInClient, step: str, fields: dict[str, str], field: str
) -> None:
    answered(newcomer, ANSWERS[:-1] if step == "hours" else [])
    done = newcomer.post(f"/register/{step}", data=fields)
    assert done.headers["location"] == f"/register/{step}?again=1"
    found = newcomer.get(done.headers["location"]).text
    assert "错误：" in found
    assert f'href="#f-{field}"' in found
    assert f'id="f-{field}"' in found
    typed = fields.get(field, "")
    assert not typed or field in ("certificate",) or f'value="{typed}"' in found


def test_today_is_early_enough_and_tomorrow_is_not(newcomer: SignedInClient) -> None:
    answered(newcomer, ANSWERS[:3])
    for day, to in ((DAY, "/register/where"), (DAY + timedelta(1), "/register/since?again=1")):
        done = newcomer.post("/register/since", data={"start_date": day.isoformat()})
        assert done.headers["location"] == to


def test_an_answer_is_changed_from_the_check_page_and_leads_back_to_it(
    newcomer: SignedInClient,
) -> None:
    answered(newcomer, ANSWERS)
    assert "在家政公司做保洁" in newcomer.get("/register/work?changes=1").text
    form = {"work_content": "摆摊卖早点", "changes": "1"}
    done = newcomer.post("/register/work", data=form)
    assert done.headers["location"] == "/register/check"
    assert "摆摊卖早点" in newcomer.get("/register/check").text


def test_answers_that_were_changed_on_the_way_count_for_nothing(newcomer: SignedInClient) -> None:
    answered(newcomer, ANSWERS)
    kept = newcomer.cookies["register"]
    newcomer.cookies.delete("register")
    newcomer.cookies.set("register", kept[:-4] + "AAAA")
    assert newcomer.get("/register/check").headers["location"] == "/register/who?again=1"


def test_of_another_account_at_the_same_telephone_answers_are_not_shown(
    newcomer: SignedInClient, here: Runtime
) -> None:
    answered(newcomer, ANSWERS)
    other = signed_in(here, AccountRole.WORKER, follow_redirects=False)
    other.cookies.set("register", newcomer.cookies["register"])
    assert "测试甲" not in other.get("/register").text


def test_the_longest_answers_fit_into_a_cookie(newcomer: SignedInClient) -> None:
    longest = {"name": "𰻝" * 200, "id_no": "7" * 200, "phone": "1" * 200}
    newcomer.post("/register/who", data=longest)
    newcomer.post("/register/work", data={"work_content": "𰻝" * 200, "employer": "𰻝" * 100})
    newcomer.post("/register/where", data={"work_place": "371311", "work_address": "某" * 120})
    assert len(newcomer.cookies["register"]) < 4096


# ---------------------------------------------------------------- reporting, print


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"subject": ""}, "subject"), ({"kind": ""}, "kind"), ({"words": " "}, "words")],
)
def test_a_report_says_what_lacks_and_keeps_the_rest(
    passer: TestClient, changes: dict[str, str], field: str
) -> None:
    form = {"about": "firm", "subject": "某公司", "kind": "deposit", "words": "要我交三百押金"}
    page = passer.post("/report", data=form | changes)
    assert page.status_code == 422
    assert f'href="#f-{field}"' in page.text
    assert field == "words" or "要我交三百押金" in page.text


def test_a_report_is_acknowledged_and_read_again_by_number_and_secret(passer: TestClient) -> None:
    form = {"about": "firm", "subject": "某公司", "kind": "deposit", "words": "要我交三百押金"}
    done = passer.post("/report", data=form)
    assert done.status_code == 201
    number, secret = (part.split("</dd>")[0] for part in done.text.split('class="big">')[1:3])
    told = passer.post("/report/reading", data={"number": number, "secret": secret})
    assert told.status_code == 200
    wrong = passer.post("/report/reading", data={"number": number, "secret": "no"})
    assert wrong.status_code == 404
    assert number in wrong.text


def test_larger_print_is_kept_by_the_browser(passer: TestClient) -> None:
    done = passer.post("/view", data={"view": "elder", "to": "/report"})
    assert (done.status_code, done.headers["location"]) == (303, "/report")
    assert '<html lang="zh-CN" class="elder">' in passer.get("/report").text
    passer.post("/view", data={"view": "tiny"})
    assert 'class="elder"' in passer.get("/report").text


def test_a_posting_shows_its_telephone_to_who_is_signed_in_and_hides_it_from_others(
    passer: TestClient, cleaner: SignedInClient, here: Runtime
) -> None:
    post_one(here, row("phoned", "保洁", contact="0539-0000123"))
    assert "tel:0539-0000123" in cleaner.get("/postings/town:phoned").text
    assert "0539-0000123" not in passer.get("/postings/town:phoned").text
    share = passer.get("/postings/town:phoned/forward")
    assert "http://testserver/postings/town:phoned" in share.text
    assert "<svg" in share.text
