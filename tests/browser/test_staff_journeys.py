"""What an advisor, a firm and the bureau do at a desk, in how many actions; with and without JS."""

import re

from playwright.sync_api import Browser

from registry.access.account_role import AccountRole
from tests.browser.pages import ADVISOR, FIRM
from tests.browser.town import DESKTOP, Town, at_page


def titles(text: str) -> list[str]:
    return re.findall(r"<strong>([^<]+)</strong>", text)


def test_an_advisor_finds_a_person_by_two_fields_at_most_and_has_her_list(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens("/desk", town)
        hand.types("找人", "W0001")
        hand.taps("找")
        if "/desk/list" not in hand.page.url:
            hand.taps("W0001", "link")
        assert hand.actions <= 3
        assert hand.page.locator("table.ranked tbody tr").count() >= 10
        hand.shot(f"advisor-list-{script}")


def test_weights_put_the_same_list_in_another_order(
    browser: Browser, town: Town, script: bool
) -> None:
    """At once where there is a script, else by one button; the published ones are one tap away."""
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens("/desk/list?worker=W0001", town)
        rows = hand.page.locator("table.ranked >> nth=0").locator("tbody tr th strong:first-child")
        before = rows.all_inner_texts()
        hand.page.get_by_text("调整权重").first.click()
        hand.page.locator("#f-w_pay").fill("300")
        hand.page.locator("#f-w_location").fill("0")
        if script:
            hand.page.wait_for_url("**w_pay=300**")
        else:
            hand.taps("按这样排")
        after = rows.all_inner_texts()
        assert after != before


def test_a_sheet_of_paper_is_one_tap_from_the_list(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=False, device=DESKTOP, **ADVISOR) as hand:
        hand.opens("/desk/list?worker=W0001", town)
        hand.taps("打印一页", "link")
        assert hand.actions == 1
        assert hand.sees("给您的岗位")
        made = hand.page.pdf(format="A4", prefer_css_page_size=True)
        assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") <= 1


def test_letters_are_shortcuts_where_nothing_is_typed(browser: Browser, town: Town) -> None:
    with at_page(browser, town, script=True, device=DESKTOP, **ADVISOR) as hand:
        hand.opens("/desk/list?worker=W0001", town)
        hand.page.get_by_label("劳动者编号").first.press("t")
        assert "/desk/list" in hand.page.url
        hand.page.locator("h1").first.click()
        hand.page.keyboard.press("t")
        hand.page.wait_for_url("**/desk/talks**")


def test_a_firm_posts_one_and_is_told_first_what_would_hold_it_back(
    browser: Browser, town: Town, script: bool
) -> None:
    who = {"role": AccountRole.EMPLOYER, "firm": FIRM}
    with at_page(browser, town, script=script, device=DESKTOP, **who) as hand:
        hand.opens("/firm/post", town)
        hand.types("招什么", "保洁员，限女性")
        hand.types("干什么活", "打扫办公楼，限女性，四十岁以下")
        if script:
            hand.page.get_by_text("这样发先不公开").first.wait_for()
        hand.types("最低多少元", "20")
        hand.page.locator("#f-pay_unit").select_option("HOUR")
        hand.page.locator("#f-county").select_option(label="罗庄区")
        hand.shot(f"firm-post-{script}")
        if script:
            assert hand.page.get_by_label("招什么").first.input_value() == "保洁员，限女性"


def test_a_reviewer_sees_what_waits_and_decides(browser: Browser, town: Town, script: bool) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, role=AccountRole.REVIEWER) as hand:
        hand.opens("/", town)
        assert hand.page.url.endswith("/bureau")
        assert hand.sees("待办")
