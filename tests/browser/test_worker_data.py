"""What a worker does with what is kept of her, in how many actions; with JavaScript on and off."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, expect

from api.runtime import Runtime
from registry.access.account_role import AccountRole
from registry.workers.consent import Purpose
from tests.api.pool_town import say
from tests.api.registration_desk import OFFICER, claim_of
from tests.browser.hand import PHONE, Hand, at_page
from tests.browser.lives import submitted
from tests.browser.measures import fits
from tests.browser.town import Town


@pytest.fixture
def worker(town: Town, script: bool) -> str:
    """Somebody whose data nobody else looks at; she agreed to be shown in pools."""
    name = "W0020" if script else "W0021"
    say(town.here, name, given=True, purpose=Purpose.POOL)
    return name


def from_mine(hand: Hand, page: str) -> None:
    """To one of her pages from any other, in two taps."""
    hand.opens("/jobs")
    hand.taps("我的", "link", within="header")
    hand.taps(page, "link")


def test_what_is_kept_of_her_is_two_taps_away_and_corrected_by_a_third(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    her = {"role": AccountRole.WORKER, "worker": worker}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        from_mine(hand, "会什么")
        hand.kept("seen data")
        assert hand.field("街道或乡镇").input_value()
        from_mine(hand, "会什么")
        hand.types("会做的活", "切菜、洗碗")
        hand.taps("保存")
        hand.kept("corrected")
        assert hand.sees("已保存")


def test_all_of_it_is_handed_out_as_a_file(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    her = {"role": AccountRole.WORKER, "worker": worker}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        from_mine(hand, "全部资料")
        with hand.page.expect_download() as coming:
            hand.taps("下载", stays=True)
        hand.kept("exported")
        assert worker in json.dumps(_read(coming.value))


def test_she_hides_from_firms_and_does_without_personal_lists(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    her = {"role": AccountRole.WORKER, "worker": worker}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        from_mine(hand, "我同意了什么")
        hand.taps("对单位隐藏")
        hand.kept("hidden")
        assert hand.sees("已隐藏")
        from_mine(hand, "我同意了什么")
        hand.taps("不看个性化推荐")
        hand.kept("not personalised")
        hand.opens("/")
        assert hand.sees("没有用您的个人资料")


def test_a_tag_that_is_not_true_is_deleted(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    her = {"role": AccountRole.WORKER, "worker": worker}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        from_mine(hand, "从我的话里读出的标签")
        tag = hand.page.locator("li.beside span").first.inner_text()
        hand.taps("删除")
        hand.kept("tag deleted")
        hand.opens("/me/tags")
        expect(hand.page.locator("h2", has_text="删掉的")).to_be_visible()
        assert tag in hand.page.locator("h2 + ul").inner_text()


def test_the_policies_she_may_apply_for_are_two_taps_away(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    her = {"role": AccountRole.WORKER, "worker": worker}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        from_mine(hand, "看看可能可以申请哪些政策")
        hand.kept("policies")
        assert hand.sees("还缺")
        assert hand.sees("逐条看依据")


def test_a_registered_worker_tells_what_is_missing_once_or_to_be_kept_and_takes_it_back(
    browser: Browser, town: Town, script: bool
) -> None:
    claim = claim_of(91 + script, phone=f"1390000009{1 + script}")
    town.here.registrar.decide(
        submitted(town.here, claim), is_granted=True, reason="电话核实", actor=OFFICER
    )
    person = town.here.keys.person(claim.identity.number)
    worker = "W0024" if script else "W0025"
    her = {"role": AccountRole.WORKER, "worker": worker, "person": person}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        hand.opens("/me/entitlements")
        hand.taps("填写补充情况", "link")
        hand.ticks("享受最低生活保障")
        hand.types("哪天毕业？", "2026-06-20")
        hand.chooses("毕业于哪一类学校？", "普通高校（大专、本科、研究生）")
        hand.types("社会保险补贴领过几个月？", "三")
        hand.taps("只算一次，不保存")
        fits(hand, "worker/stated fault")
        hand.types("社会保险补贴领过几个月？", "")
        hand.taps("只算一次，不保存")
        assert hand.sees("没有保存")
        fits(hand, "worker/entitlements once")
        hand.opens("/me/entitlements/facts")
        hand.chooses("接哪一类平台的单？", "同城货运")
        hand.taps("保存并对照")
        assert hand.sees("同意")
        hand.ticks("我看过同意书，同意保存")
        hand.taps("保存并对照")
        assert hand.sees("修改补充情况")
        hand.taps("删除我填写的补充情况")
        assert hand.lacks("修改补充情况")


def test_what_law_lets_be_deleted_is_deleted_once_she_is_sure(
    browser: Browser, town: Town, script: bool
) -> None:
    her = {"role": AccountRole.WORKER, "worker": "W0022" if script else "W0023"}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        from_mine(hand, "全部资料")
        hand.ticks("我明白删除后找不回来")
        hand.taps("删除我的资料")
        hand.kept("deleted")
        assert hand.sees("已删除")
        fits(hand, "worker/deleted")


def test_she_sees_where_her_registration_stands_and_objects_to_a_refusal(
    browser: Browser, town: Town, script: bool
) -> None:
    serial = 61 + script
    refused(town.here, serial)
    person = town.here.keys.person(claim_of(serial).identity.number)
    her = {"role": AccountRole.WORKER, "person": person}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        from_mine(hand, "2026-11-01 起")
        hand.kept("registration")
        assert hand.sees("不予登记")
        assert hand.sees("查了什么")
        hand.types("写下理由，提出异议", "我一直在平台做保洁，有接单记录")
        hand.taps("提出异议")
        hand.kept("objected")
        assert hand.sees("工作人员核查")


def refused(here: Runtime, serial: int) -> None:
    """A registration that an officer refused."""
    one = submitted(here, claim_of(serial))
    here.registrar.decide(one, is_granted=False, reason="没有查到接单记录", actor=OFFICER)


def _read(download: Download) -> object:
    return json.loads(Path(download.path()).read_text("utf-8"))
