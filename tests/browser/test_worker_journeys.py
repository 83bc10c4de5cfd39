"""What a worker does on a telephone, in how many actions; with JavaScript on and off."""

import re

import pytest
from playwright.sync_api import Browser, Locator, expect

from api.database import reading
from api.store import jobs
from registry.access.account_role import AccountRole
from registry.workers.identity import check_digit
from tests.browser.hand import PHONE, Hand, at_page
from tests.browser.lives import agreed, invited
from tests.browser.measures import fits
from tests.browser.town import Town

CARDS = "ol.list > .card"
HER_NUMBER = "37139919900101{:03}"


def number(serial: int) -> str:
    first = HER_NUMBER.format(serial)
    return first + check_digit(first)


def her(worker: str) -> dict[str, object]:
    return {"role": AccountRole.WORKER, "worker": worker}


def test_three_answers_give_a_first_list_before_any_sign_in(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE) as hand:
        hand.opens("/")
        hand.chooses("在哪儿干", "罗庄区")
        hand.ticks("工作日白天")
        hand.types("想干什么", "保洁")
        hand.taps("看岗位")
        hand.kept("first list")
        assert hand.page.locator(".list > .card").count() >= 10
        assert hand.sees("元/")
        assert "保洁" in hand.page.locator(".list").first.inner_text()
        assert hand.page.context.cookies() == []


def test_who_is_signed_in_sees_ten_fitting_jobs_when_she_opens_the_page(
    browser: Browser, town: Town, script: bool
) -> None:
    agreed(town.here, "W0001")
    with at_page(browser, town, script=script, device=PHONE, **her("W0001")) as hand:
        hand.opens("/")
        hand.kept("own list")
        cards = hand.page.locator(CARDS)
        assert cards.count() == 10
        for text in cards.all_inner_texts():
            assert re.search("元/|收入未写明", text)
            assert "想去" in text
        hand.shot(f"journey own list {script}")


def test_wanted_and_not_for_me_are_one_tap_each(browser: Browser, town: Town, script: bool) -> None:
    worker = "W0002" if script else "W0003"
    agreed(town.here, worker)
    with at_page(browser, town, script=script, device=PHONE, **her(worker)) as hand:
        hand.opens("/")
        first = hand.page.locator(f"{CARDS} h2 a").first
        title = first.inner_text()
        hand.taps("不合适")
        hand.kept("not for me")
        expect(first).not_to_have_text(title)
        hand.taps("想去")
        hand.kept("wanted")
        assert hand.sees("要您同意才发")
        hand.taps("同意并发送")
        hand.kept("passed on")
        assert hand.sees("已发给单位")


def test_registering_by_commitment_is_eight_questions_at_most_and_a_check(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE, role=AccountRole.WORKER) as hand:
        hand.opens("/register")
        answered(hand, number(41 + script))
        assert hand.sees("核对一遍")
        fits(hand, "worker/register_check")
        hand.page.set_viewport_size(PHONE["viewport"])
        hand.ticks("我已阅读并承诺")
        hand.taps("提交登记")
        hand.kept("registered")
        assert hand.sees("我的灵活就业登记")
        assert hand.sees("正在核查") or hand.sees("已登记") or hand.sees("工作人员核查")


def answered(hand: Hand, id_no: str) -> None:
    """All questions, each on its page."""
    questions = (
        (("types", "姓名", "测试乙"), ("types", "身份证号", id_no),
         ("types", "联系电话", "13900000002")),
        (("ticks", "新就业形态"),),
        (("types", "做什么", "送外卖"),),
        (("types", "开始的日期", "2026-03-02"),),
        (("chooses", "在哪个县区做", "罗庄区"),),
        (("ticks", "就业地"),),
        (("ticks", "没有，这次一起免费办"),),
    )  # fmt: skip
    for question in questions:
        for act, *values in question:
            getattr(hand, act)(*values)
        hand.turns("下一步")


def test_from_a_card_it_is_one_tap_to_the_telephone(
    browser: Browser, town: Town, script: bool
) -> None:
    agreed(town.here, "W0001")
    with at_page(browser, town, script=script, device=PHONE, **her("W0001")) as hand:
        hand.opens("/")
        links = hand.page.locator(f"{CARDS} h2 a")
        hand.taps_on(links.nth(first_with_phone(town, links)))
        hand.kept("phoned")
        dialled = hand.page.get_by_role("link", name="拨打").get_attribute("href")
        assert re.fullmatch(r"tel:[\d-]+", dialled or "")


def first_with_phone(town: Town, links: Locator) -> int:
    """The place of a list's first posting that has a number to dial."""
    with reading(town.here.engine) as connection:
        for place, link in enumerate(links.all()):
            posting = jobs.get(connection, (link.get_attribute("href") or "").rpartition("/")[2])
            if posting and posting.contact:
                return place
    raise AssertionError("no posting of the list has a number")


def test_a_posting_is_forwarded_as_text_and_as_a_code_to_scan(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE) as hand:
        hand.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        posting = f"/postings/{town.names['posting_id']}"
        hand.opens(posting)
        hand.taps("转发给别人", "link")
        text = hand.field("长按选中").input_value()
        assert town.address + posting in text
        assert "元/" in text
        expect(hand.page.locator("figure svg")).to_be_visible()
        if script:
            hand.taps("复制", stays=True)
            expect(hand.page.get_by_role("button", name="已复制")).to_be_visible()
            assert hand.page.evaluate("navigator.clipboard.readText()") == text
        hand.kept("forwarded")


def test_larger_letters_are_one_tap_away_and_stay(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE) as hand:
        hand.opens("/")
        before = hand.page.locator("h1").bounding_box()
        hand.taps("长辈版", within="footer")
        hand.kept("larger")
        after = hand.page.locator("h1").bounding_box()
        assert before
        assert after
        assert after["height"] > before["height"]
        hand.opens("/report")
        expect(hand.page.locator("html.elder")).to_be_visible()


def test_a_posting_is_reported_from_its_page_without_signing_in(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE) as hand:
        hand.opens(f"/postings/{town.names['suspect_id']}")
        hand.taps("投诉这条岗位", "link")
        hand.ticks("收押金")
        hand.types("说说经过", "要先交200元服装押金")
        hand.taps("提交")
        hand.kept("reported")
        assert hand.sees("投诉编号")
        assert hand.sees("查询码")


def test_a_shift_is_taken_by_one_tap_on_a_link_and_goes_into_the_calendar(
    browser: Browser, town: Town, script: bool
) -> None:
    worker = "W0030" if script else "W0031"
    link = invited(town.here, town.names["shift_id"], worker, f"link-of-{worker}")
    with at_page(browser, town, script=script, device=PHONE) as hand:
        hand.opens(f"/s/{link}")
        hand.taps("我去")
        hand.kept("shift taken")
        assert hand.sees("名额已给您留好")
        calendar = hand.page.get_by_role("link", name="加入手机日历").get_attribute("href")
        got = hand.page.request.get(f"{town.address}{calendar}")
        assert got.headers["content-type"].startswith("text/calendar")
        assert "BEGIN:VEVENT" in got.text()


@pytest.mark.parametrize("path", ["/jobs?kind=保洁", "/postings/{posting_id}", "/report"])
def test_back_and_forth_between_pages_leads_where_it_says(
    browser: Browser, town: Town, path: str
) -> None:
    with at_page(browser, town, script=False, device=PHONE) as hand:
        hand.opens("/")
        hand.opens(path.format_map(town.names))
        hand.page.go_back()
        assert hand.page.url == f"{town.address}/"
