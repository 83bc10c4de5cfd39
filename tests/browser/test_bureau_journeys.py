"""What the bureau does, in how many actions; with JavaScript on and off."""

import pytest
from playwright.sync_api import Browser, expect

from registry.jobs.complaint import About, Kind
from registry.statistics.months import month_text
from tests.api.registration_desk import HERSELF, claim_of
from tests.browser.hand import DESKTOP, at_page
from tests.browser.lives import submitted
from tests.browser.measures import fits
from tests.browser.pages import REVIEWER, SECURITY, STATISTICIAN
from tests.browser.town import Town


def test_a_registration_is_decided_with_its_evidence_side_by_side(
    browser: Browser, town: Town, script: bool
) -> None:
    waiting = submitted(town.here, claim_of(81 + script, phone=f"1390000008{int(script)}"))
    with at_page(browser, town, script=script, device=DESKTOP, **REVIEWER) as hand:
        hand.opens("/")
        assert hand.page.url.endswith("/bureau")
        hand.taps_on(hand.page.locator(f"a[href*='{waiting}']"))
        said = hand.page.get_by_role("region", name="本人申报").bounding_box()
        found = hand.page.get_by_role("region", name="五项核查").bounding_box()
        assert said
        assert found
        assert said["y"] == found["y"]
        assert said["x"] + said["width"] <= found["x"]
        hand.ticks("通过，予以登记")
        hand.types("理由（会告知本人）", "电话核实，在平台做保洁")
        hand.taps("作出决定")
        hand.kept("registration decided")
        assert hand.sees("登记生效")


def test_a_posting_is_held_back_and_let_go_with_reasons(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **REVIEWER) as hand:
        hand.opens(f"/bureau/postings/{town.names['pool_id']}")
        hand.types("暂停发布的理由", "接到举报，先核实")
        hand.taps("暂停发布")
        hand.kept("posting held")
        assert hand.sees("为什么暂不发布")
        assert hand.sees("接到举报，先核实")
        hand.types("解除暂停的理由", "已核实，没有问题")
        hand.taps("解除暂停")
        hand.kept("posting held")
        assert hand.sees("已发布")


@pytest.fixture
def complaint(town: Town, script: bool) -> str:
    """A complaint of a posting that waits for its answer."""
    words = f"面试时要先交{200 + script}元"
    posting = town.names["suspect_id"]
    return town.here.complaints.send(About.POSTING, posting, Kind.OTHER, words, HERSELF, "").number


def test_a_complaint_is_looked_into_and_answered(
    browser: Browser, town: Town, complaint: str, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **REVIEWER) as hand:
        hand.opens("/bureau")
        hand.taps("投诉", "link", within="header")
        hand.taps(complaint, "link")
        hand.taps("我来核查")
        hand.ticks("不属实")
        hand.types("答复（投诉人会看到）", "已电话核实：是工作服，单位承担，不用交钱")
        hand.taps("办结")
        hand.kept("complaint answered")
        assert hand.sees("是工作服")
        fits(hand, "bureau/complaint answered")


def test_the_month_is_one_tap_and_each_of_its_numbers_is_traced(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **STATISTICIAN) as hand:
        hand.opens("/")
        hand.taps("城镇新就业", "link", within="header")
        hand.kept("month")
        assert hand.sees("城镇新就业")
        hand.opens("/bureau/statistics?period=2026-11")
        hand.page.locator("details").filter(has_text="期末在册").evaluate(
            "one => { one.open = true; }"
        )
        hand.taps_on(hand.page.locator("a[href*='cell=stock']"))
        hand.kept("figure opened")
        registration = town.names["active_id"]
        hand.taps_on(hand.page.locator(f"a[href*='{registration}']"))
        hand.kept("rule shown")
        assert hand.sees(f"登记 {registration[:16]}")


def test_a_month_is_frozen_and_says_so_and_a_standard_is_entered_and_seen(
    browser: Browser, town: Town, script: bool
) -> None:
    period = month_text(town.here.statistics.working("2026-11").open_month)
    with at_page(browser, town, script=script, device=DESKTOP, **STATISTICIAN) as hand:
        hand.opens(f"/bureau/statistics?period={period}")
        hand.taps(f"冻结 {period}")
        assert hand.sees("已冻结。以后的变化记为更正")
        fits(hand, "bureau/statistics frozen")
        hand.unfolds("填写本局的城市居民最低生活保障标准")
        hand.chooses("县区", "蒙阴县")
        hand.types("从哪天起", "2026-01-01")
        hand.types("标准（元/人/月）", "九百")
        hand.types("来源", f"蒙阴县民政局公告{int(script)}号")
        hand.taps("填写")
        assert hand.sees("请只写数字")
        fits(hand, "bureau/statistics fault")
        hand.types("标准（元/人/月）", "900")
        hand.taps("填写")
        assert hand.sees("已填写，从现在起按这个标准判断")
        hand.taps("政策参数", "link", within="header")
        assert hand.sees(f"蒙阴县民政局公告{int(script)}号")


def test_an_account_is_made_and_its_password_shown_once(
    browser: Browser, town: Town, script: bool
) -> None:
    name = f"advisor-luozhuang-{int(script)}"
    with at_page(browser, town, script=script, device=DESKTOP, **SECURITY) as hand:
        hand.opens("/bureau/accounts")
        hand.unfolds("新建账号")
        hand.types("账号名", name)
        hand.chooses("角色", "职业指导员")
        hand.chooses("县区", "罗庄区")
        hand.taps("新建，给出一次性密码")
        hand.kept("account made")
        secret = hand.page.locator(".secret").inner_text()
        assert len(secret) >= 12
        assert hand.sees(name)
        hand.opens("/bureau/accounts")
        assert hand.lacks(secret)


def test_policy_numbers_with_sources_and_the_state_of_feeds_are_one_tap_each(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **REVIEWER) as hand:
        hand.opens("/bureau")
        hand.taps("政策参数", "link", within="header")
        hand.kept("parameters")
        expect(hand.page.get_by_role("columnheader", name="来源").first).to_be_visible()
        assert hand.sees("小时最低工资")
        hand.taps("来源", "link", within="header")
        hand.kept("sources")
        assert hand.sees("缺工种")
