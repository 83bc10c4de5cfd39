"""What a firm does at its desk, in how many actions; with JavaScript on and off."""

import pytest
from playwright.sync_api import Browser, expect

from tests.api.placement_desk import agrees
from tests.browser.hand import DESKTOP, Hand, at_page
from tests.browser.lives import HERSELF
from tests.browser.measures import fits
from tests.browser.pages import OURS
from tests.browser.town import Town

UNLAWFUL = "保洁员，限女性"


def typed(hand: Hand, title: str) -> None:
    """A posting in its fewest answers; the firm's name stands there from its last one."""
    hand.types("招什么", title)
    hand.types("干什么活，有什么要求", f"{title}：打扫办公楼两层，擦玻璃")
    hand.types("最低多少元", "25")
    hand.chooses("按什么算", "小时")
    hand.chooses("多久结一次", "日结")
    hand.chooses("县区", "罗庄区")
    hand.ticks("时间自由")
    hand.types("招几个人", "2")


def sent(hand: Hand) -> None:
    """The form's own button; others stand beside what would be held back."""
    hand.taps_on(hand.page.locator("form#post").get_by_role("button", name="发布"))


def test_one_is_posted_and_whom_it_suits_is_one_tap_away(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm/post")
        typed(hand, "办公楼保洁员")
        sent(hand)
        hand.kept("one posted")
        assert hand.sees("已发布")
        hand.taps("看合适的人", "link")
        hand.kept("pool")
        assert hand.sees("有多少人合适")


def test_what_would_be_held_back_is_told_and_goes_out_in_lawful_words(
    browser: Browser, town: Town, script: bool
) -> None:
    """While it is typed where there is a script; in any case before it is sent."""
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm/post")
        typed(hand, UNLAWFUL)
        told = hand.page.locator("[data-part=held]")
        if script:
            expect(told).to_contain_text("这样发先不公开")
            assert hand.field("招什么").input_value() == UNLAWFUL
        sent(hand)
        expect(told).to_contain_text("还没有发出去")
        expect(told).to_contain_text("写了性别条件")
        expect(told.locator("blockquote")).not_to_contain_text("限女")
        expect(hand.page.locator("[role=alert]:focus")).to_be_visible()
        assert hand.field("招什么").input_value() == UNLAWFUL
        fits(hand, "firm/post held back")
        hand.done.clear()
        hand.taps("用这个改写并发布")
        hand.kept("rewritten")
        assert hand.sees("已发布")
        assert hand.lacks("限女")


def test_enter_in_a_field_sends_what_was_typed_and_not_what_is_offered(
    browser: Browser, town: Town
) -> None:
    with at_page(browser, town, script=True, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm/post")
        typed(hand, UNLAWFUL)
        told = hand.page.locator("[data-part=held]")
        expect(told.get_by_role("button", name="用这个改写并发布")).to_be_visible()
        with hand.page.expect_navigation():
            hand.field("招什么").press("Enter")
        expect(told).to_contain_text("还没有发出去")
        with hand.page.expect_navigation():
            hand.field("招什么").press("Enter")
        expect(told).to_contain_text("还没有发出去")


def test_the_last_one_is_sent_again_in_two_taps(browser: Browser, town: Town, script: bool) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm/post")
        typed(hand, "商场保洁员")
        sent(hand)
        first = hand.page.url
        hand.done.clear()
        hand.opens("/firm")
        hand.taps("照上一条再发", "link")
        sent(hand)
        hand.kept("copied")
        assert hand.sees("已发布")
        assert hand.page.url != first
        assert "商场保洁员" in hand.page.locator("h1").inner_text()


def test_somebody_of_the_pool_is_asked_whether_she_may_be_reached(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens(f"/firm/postings/{town.names['pool_id']}/pool")
        waiting = hand.page.get_by_text("待本人答复").count()
        hand.taps("同意联系")
        hand.kept("contact asked")
        expect(hand.page.get_by_text("待本人答复")).to_have_count(waiting + 1)


@pytest.fixture
def passed(town: Town, script: bool) -> str:
    """An application that was just passed to the firm, of somebody of the county."""
    worker = "W0010" if script else "W0011"
    agrees(town.here, worker, town.names["posting_id"].partition(":")[0])
    one, _ = town.here.applications.want(worker, town.names["posting_id"], HERSELF)
    return one.id


def test_who_applied_is_answered_and_the_outcome_told_by_one_tap(
    browser: Browser, town: Town, passed: str, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm")
        hand.taps_on(hand.page.locator(f"a[href$='{passed}']"))
        hand.taps("有意，告诉她")
        hand.kept("answered")
        assert hand.sees("已告诉她：有意录用")
        hand.taps("录用了：")
        hand.kept("hire told")
        assert hand.sees("结果已记下")


def test_200_places_of_dated_shifts_are_offered_at_once(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm/post?copy=last")
        title = f"分拣员{'甲' if script else '乙'}"
        hand.types("招什么", title)
        sent(hand)
        hand.taps("班次", "link")
        hand.done.clear()
        hand.types("从哪天", "2026-11-23")
        hand.types("到哪天", "2026-11-27")
        hand.types("几点上班", "08:00")
        hand.types("几点下班", "12:00")
        hand.types("每班几个人", "40")
        hand.taps("加班次")
        assert hand.sees("要 200 人")
        hand.taps("邀请合适的人")
        hand.kept("shifts offered")
        assert hand.sees("已邀")
