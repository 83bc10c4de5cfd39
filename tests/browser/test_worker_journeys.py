"""What a worker does on a telephone, in how many actions; with JavaScript on and off."""

import re

import pytest
from playwright.sync_api import Browser

from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.workers.consent import Channel, Purpose
from registry.workers.identity import check_digit
from tests.browser.town import PHONE, Town, at_page

HER_NUMBER = "37139919900101{:03}"


def number(serial: int) -> str:
    first = HER_NUMBER.format(serial)
    return first + check_digit(first)


def agreed(town: Town, worker: str) -> None:
    """She agreed to lists by her profile, on another day."""
    text = town.here.consents.text(Purpose.RECOMMENDATION)
    herself = Actor(worker, Role.PERSON)
    town.here.consents.give(worker, Purpose.RECOMMENDATION, herself, Channel.ONLINE, text.version)


def test_three_answers_give_a_first_list_before_any_sign_in(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE) as hand:
        hand.opens("/", town)
        hand.shot(f"worker-door-{script}")
        hand.chooses("在哪儿干", "罗庄区")
        hand.ticks("工作日白天")
        hand.types("想干什么", "保洁")
        hand.taps("看岗位")
        assert hand.actions <= 4
        assert hand.page.locator(".list > .card").count() >= 10
        assert hand.sees("元/")
        assert "保洁" in hand.page.locator(".list").first.inner_text()
        hand.shot(f"worker-list-{script}")
        assert hand.page.context.cookies() == []


def test_who_is_signed_in_sees_ten_fitting_jobs_when_she_opens_the_page(
    browser: Browser, town: Town, script: bool
) -> None:
    agreed(town, "W0001")
    who = {"role": AccountRole.WORKER, "worker": "W0001"}
    with at_page(browser, town, script=script, device=PHONE, **who) as hand:
        hand.opens("/", town)
        assert hand.actions == 0
        assert hand.page.locator("ol.list > .card").count() == 10
        cards = hand.page.locator("ol.list > .card")
        for place in range(10):
            text = cards.nth(place).inner_text()
            assert re.search("元/|收入未写明", text)
            assert "想去" in text
        hand.shot(f"worker-own-list-{script}")


def test_wanted_and_not_for_me_are_one_tap_each(browser: Browser, town: Town, script: bool) -> None:
    who = {"role": AccountRole.WORKER, "worker": "W0002" if script else "W0003"}
    agreed(town, who["worker"])
    with at_page(browser, town, script=script, device=PHONE, **who) as hand:
        hand.opens("/", town)
        first = hand.page.locator("ol.list > .card h2 a").first.inner_text()
        hand.taps("不合适")
        assert hand.actions == 1
        assert hand.page.locator("ol.list > .card h2 a").first.inner_text() != first
        hand.taps("想去")
        assert hand.actions == 2
        assert hand.sees("要您同意才发")
        hand.taps("同意并发送")
        assert hand.sees("已发给单位")
        hand.shot(f"worker-application-{script}")


def test_registering_by_commitment_is_eight_questions_at_most_and_a_check(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE, role=AccountRole.WORKER) as hand:
        hand.opens("/register", town)
        pages = 0
        answers = (
            (("types", "姓名", "测试乙"), ("types", "身份证号", number(41 + script)),
             ("types", "联系电话", "13900000002")),
            (("ticks", "新就业形态"),),
            (("types", "做什么", "送外卖"),),
            (("types", "开始的日期", "2026-03-02"),),
            (("chooses", "在哪个县区做", "罗庄区"),),
            (("ticks", "就业地"),),
            (("ticks", "没有，这次一起免费办"),),
        )  # fmt: skip
        for page in answers:
            pages += 1
            for act, *values in page:
                getattr(hand, act)(*values)
            hand.taps("下一步")
        assert pages <= 8
        assert hand.sees("核对一遍")
        hand.shot(f"worker-check-{script}")
        hand.ticks("我已阅读并承诺")
        hand.taps("提交登记")
        assert hand.sees("我的灵活就业登记")
        hand.shot(f"worker-registration-{script}")


def test_a_wrong_answer_is_told_at_its_field_and_the_summary_has_the_focus(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE, role=AccountRole.WORKER) as hand:
        hand.opens("/register", town)
        hand.types("姓名", "测试𰻝👩‍🍳"[:3])
        hand.types("身份证号", "123")
        hand.types("联系电话", "13900000002")
        hand.taps("下一步")
        assert hand.page.title().startswith("错误：")
        assert hand.page.get_by_label("姓名").input_value() == "测试𰻝"
        assert hand.page.get_by_label("身份证号").input_value() == "123"
        if script:
            focused = hand.page.evaluate("document.activeElement.getAttribute('role')")
            assert focused == "alert"


def test_the_back_button_loses_nothing(browser: Browser, town: Town, script: bool) -> None:
    with at_page(browser, town, script=script, device=PHONE, role=AccountRole.WORKER) as hand:
        hand.opens("/me/profile", town)
        hand.types("会做的活", "切菜、洗碗")
        hand.taps("保存")
        assert hand.sees("已保存")
        hand.page.go_back()
        assert hand.page.get_by_label("会做的活").input_value() == "切菜、洗碗"


def test_in_the_middle_of_registering_back_loses_nothing(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE, role=AccountRole.WORKER) as hand:
        hand.opens("/register", town)
        hand.types("姓名", "测试丙")
        hand.types("身份证号", "123")
        hand.types("联系电话", "13900000002")
        hand.taps("下一步")
        hand.types("身份证号", number(51))
        hand.taps("下一步")
        hand.ticks("新就业形态")
        hand.taps("下一步")
        hand.page.go_back()
        assert hand.page.get_by_label("新就业形态").is_checked()
        hand.page.go_back()
        assert hand.page.get_by_label("身份证号").input_value() == number(51)
        hand.page.go_back()
        assert hand.page.get_by_label("姓名").input_value() == "测试丙"


def test_a_session_that_ended_in_a_form_loses_nothing_of_it(
    browser: Browser, town: Town, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[str] = []
    monkeypatch.setattr(
        type(town.here.sign_in.sms), "send", lambda _self, _to, words: sent.append(words)
    )
    phone = f"1390000001{int(script)}"
    with at_page(browser, town, script=script, device=PHONE, role=AccountRole.WORKER) as hand:
        hand.opens("/me/profile", town)
        hand.types("会做的活", "修水管")
        hand.page.context.clear_cookies()
        hand.taps("保存")
        assert hand.sees("您刚才填写的内容已留着")
        hand.page.get_by_role("textbox", name="手机号").fill(phone)
        hand.taps("获取验证码")
        code = re.findall(r"\d{6}", sent[-1])[0]
        hand.page.get_by_role("textbox", name="验证码").fill(code)
        hand.page.get_by_role("button", name="登录", exact=True).first.click()
        hand.taps("继续")
        assert hand.sees("已保存")
        hand.opens("/me/profile", town)
        assert hand.page.get_by_label("会做的活").input_value() == "修水管"


def test_two_taps_at_once_apply_once(browser: Browser, town: Town, script: bool) -> None:
    worker = "W0004" if script else "W0005"
    who = {"role": AccountRole.WORKER, "worker": worker}
    agreed(town, worker)
    with at_page(browser, town, script=script, device=PHONE, **who) as hand:
        hand.opens("/", town)
        hand.page.get_by_role("button", name="想去").first.dblclick()
        hand.page.wait_for_url("**/applications/*")
        hand.opens("/mine", town)
        assert hand.page.locator("[aria-labelledby=apply-h] li").count() == 1
