"""Bad input: an error summary that says how to mend, the focus on it, and nothing lost."""

import re
from typing import Any, NamedTuple
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, expect

from api.database import writing
from api.store import accounts
from registry.access.account_role import AccountRole
from registry.actor import THE_SYSTEM
from tests.api.registration_desk import claim_of
from tests.browser.hand import DESKTOP, PHONE, Hand, at_page
from tests.browser.lives import HER, agreed
from tests.browser.measures import fits
from tests.browser.pages import ADVISOR, HERS, NEW, OURS, REVIEWER, SECURITY
from tests.browser.town import Town

RARE = "𬱖𰻝👩‍🍳"
LONG = f"{RARE}很长" * 600


class Wrong(NamedTuple):
    """A form filled in wrongly: by what, sent by which button, told at which field.

    stays: what else was typed and has to stand there afterwards. folded: under which words it is.
    """

    name: str
    who: dict[str, Any]
    path: str
    typed: tuple[tuple[str, str], ...]
    button: str
    at: str
    stays: tuple[tuple[str, str], ...] = ()
    folded: str = ""


FORMS = (
    Wrong(
        "worker/report without words",
        {},
        "/report?posting={suspect_id}",
        (("说说经过", " "),),
        "提交",
        "收押金",
        (("怎么联系您", f"{RARE}的邻居"),),
    ),
    Wrong("worker/report far too long", {}, "/report", (("说说经过", LONG),), "提交", "岗位编号"),
    Wrong("worker/contact wrong", HERS, "/me/contact", (("电话", "12"),), "保存", "电话",
          (("姓名", f"测试{RARE[0]}"),)),
    Wrong("worker/profile wrong", HERS, "/me/profile", (("最少要多少工钱", "很多"),), "保存",
          "最少要多少工钱", (("用自己的话说说", f"做过保洁，人称{RARE}"),)),
    Wrong("worker/register wrong", NEW, "/register",
          (("身份证号", "123"), ("联系电话", "13900000002")), "下一步", "身份证号",
          (("姓名", f"测试{RARE[:2]}"),)),
    Wrong("advisor/talks empty", ADVISOR, f"/desk/talks?worker={HER}", (("谈了什么", " "),),
          "保存", "谈了什么", (("下一步做什么", f"给{RARE}打电话"),)),
    Wrong("advisor/find empty", ADVISOR, "/desk", (("找人", " "),), "找", "找人"),
    Wrong("bureau/posting no reason", REVIEWER, "/bureau/postings/{posting_id}",
          (("暂停发布的理由", " "),), "暂停发布", "暂停发布的理由"),
    Wrong("bureau/complaint undecided", REVIEWER, "/bureau/complaints/{complaint}",
          (("答复（投诉人会看到）", f"已核实{RARE}"),), "办结", "不属实",
          (("答复（投诉人会看到）", f"已核实{RARE}"),)),
    Wrong("bureau/registration undecided", REVIEWER, "/bureau/registrations/{registration_id}",
          (("理由（会告知本人）", f"核实{RARE}"),), "作出决定", "通过，予以登记",
          (("理由（会告知本人）", f"核实{RARE}"),)),
    Wrong("bureau/accounts empty", SECURITY, "/bureau/accounts", (("账号名", " "),),
          "新建，给出一次性密码", "角色", folded="新建账号"),
    Wrong("firm/post wrong", OURS, "/firm/post",
          (("最低多少元", "二十"), ("招几个人", "几个")), "发布", "最低多少元",
          (("招什么", f"保洁员{RARE}"), ("干什么活", f"打扫{RARE}" * 50))),
    Wrong("firm/shifts wrong", OURS, "/firm/shifts?posting={posting_id}",
          (("每班几个人", "几个"),), "加班次", "从哪天"),
    Wrong("firm/application wrong", OURS, "/firm/applications/{application_id}",
          (("哪天", "2020-01-01"), ("几点", "09:00")), "约面试", "哪天"),
)  # fmt: skip


def sent(hand: Hand, button: str, field: str) -> None:
    """The form of a field by a button, whatever the browser itself thinks of what is in it."""
    form = hand.page.locator("main form").filter(has=hand.page.get_by_label(field)).first
    form.evaluate("form => { form.noValidate = true; }")
    hand.taps_on(form.get_by_role("button", name=button, exact=True))


def told(hand: Hand, field: str) -> None:
    """The title says so; the summary has the focus, and its first link leads to the field."""
    expect(hand.page).to_have_title(re.compile("^错误："))
    summary = hand.page.locator("[role=alert]:focus")
    expect(summary).to_be_visible()
    summary.get_by_role("link").first.click()
    inside = "one => document.activeElement.contains(one)"
    assert hand.page.get_by_label(field).first.evaluate(inside)


@pytest.mark.parametrize("wrong", FORMS, ids=lambda one: one.name)
def test_what_is_wrong_is_told_at_its_field_and_nothing_is_lost(
    browser: Browser, town: Town, wrong: Wrong, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE, **wrong.who) as hand:
        hand.opens(wrong.path.format_map(town.names))
        if wrong.folded:
            hand.unfolds(wrong.folded)
        for label, words in (*wrong.stays, *wrong.typed):
            hand.types(label, words)
        field = hand.field(wrong.typed[0][0])
        before = field.input_value()
        sent(hand, wrong.button, wrong.typed[0][0])
        assert field.input_value() == before
        for label, words in wrong.stays:
            assert hand.field(label).input_value() == words
        fits(hand, wrong.name)
        told(hand, wrong.at)


def test_a_wrong_code_is_told_and_the_right_one_still_signs_in(
    browser: Browser, town: Town, script: bool, messages: list[str]
) -> None:
    phone = f"1390000002{int(script)}"
    with at_page(browser, town, script=script, device=PHONE) as hand:
        hand.opens("/sign-in?to=/mine")
        hand.types("手机号", phone)
        hand.taps("获取验证码")
        code = re.findall(r"\d{6}", messages[-1])[0]
        hand.types("验证码", f"{(int(code) + 1) % 10**6:06}")
        hand.taps("登录")
        expect(hand.page).to_have_title(re.compile("^错误："))
        expect(hand.page.locator("[role=alert]:focus")).to_be_visible()
        assert hand.field("手机号").input_value() == phone
        hand.types("验证码", code)
        hand.taps("登录")
        assert hand.page.url.endswith("/mine")


@pytest.mark.parametrize(
    ("who", "path", "label", "button", "done"),
    [
        pytest.param(OURS, "/firm/post?copy=last", "干什么活", "发布", "已发布", id="firm"),
        pytest.param(ADVISOR, f"/desk/talks?worker={HER}", "谈了什么", "保存", RARE, id="advisor"),
    ],
)
def test_a_desk_whose_session_ended_goes_on_after_signing_in(
    browser: Browser,
    town: Town,
    who: dict[str, Any],
    path: str,
    label: str,
    button: str,
    done: str,
    script: bool,
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **who) as hand:
        hand.opens(path)
        hand.types(label, f"打扫办公楼两层，找{RARE}")
        hand.page.context.clear_cookies()
        sent(hand, button, label)
        assert hand.sees("您刚才填写的内容已留着")
        name, password = account(town, **who)
        hand.unfolds("用账号登录")
        hand.types("账号", name)
        hand.types("密码", password)
        sent(hand, "登录", "账号")
        fits(hand, "continue")
        hand.taps("继续")
        assert hand.sees(done)


def account(town: Town, role: AccountRole, **values: Any) -> tuple[str, str]:
    """A name and a password that need not be changed first."""
    made = town.here.accounts.make(f"{role}-{uuid4().hex[:8]}", role, THE_SYSTEM, **values)
    with writing(town.here.engine) as connection:
        accounts.change(connection, made.account.id, must_change=False)
    return made.account.name, made.secret


def test_two_taps_at_once_do_it_once(browser: Browser, town: Town, script: bool) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        title = f"巡检员{'甲' if script else '乙'}"
        hand.opens("/firm/post?copy=last")
        hand.types("招什么", title)
        hand.page.locator("form#post").get_by_role("button", name="发布").dblclick()
        hand.page.wait_for_url("**/firm/postings/*")
        hand.opens("/firm/postings")
        expect(hand.page.get_by_role("link", name=title)).to_have_count(1)


def test_the_same_talk_sent_twice_is_kept_once(browser: Browser, town: Town, script: bool) -> None:
    words = f"{'上午' if script else '下午'}来过，{RARE}"
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(f"/desk/talks?worker={HER}")
        hand.types("谈了什么", words)
        hand.page.get_by_role("button", name="保存").dblclick()
        expect(hand.page.locator("li", has_text=words)).to_have_count(1)
        hand.page.go_back()
        hand.opens(f"/desk/talks?worker={HER}")
        expect(hand.page.locator("li", has_text=words)).to_have_count(1)


def test_back_after_a_fault_still_has_what_was_typed(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm/post")
        hand.types("招什么", f"保洁员{RARE}")
        hand.types("最低多少元", "二十")
        sent(hand, "发布", "招什么")
        hand.page.go_back()
        assert hand.field("招什么").input_value() == f"保洁员{RARE}"
        assert hand.field("最低多少元").input_value() == "二十"


def test_two_taps_at_once_apply_once(browser: Browser, town: Town, script: bool) -> None:
    worker = "W0004" if script else "W0005"
    agreed(town.here, worker)
    her = {"role": AccountRole.WORKER, "worker": worker}
    with at_page(browser, town, script=script, device=PHONE, **her) as hand:
        hand.opens("/")
        hand.page.get_by_role("button", name="想去").first.dblclick()
        hand.page.wait_for_url("**/applications/*")
        hand.opens("/mine")
        expect(hand.page.locator("[aria-labelledby=apply-h] li")).to_have_count(1)


def test_in_the_middle_of_registering_back_loses_nothing(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=PHONE, **NEW) as hand:
        hand.opens("/register")
        hand.types("姓名", f"测试{RARE[0]}")
        hand.types("身份证号", claim_of(51).identity.number)
        hand.types("联系电话", "13900000002")
        hand.taps("下一步")
        hand.ticks("新就业形态")
        hand.taps("下一步")
        hand.page.go_back()
        expect(hand.field("新就业形态")).to_be_checked()
        hand.page.go_back()
        assert hand.field("姓名").input_value() == f"测试{RARE[0]}"


def test_a_session_that_ended_in_a_form_loses_nothing_of_it(
    browser: Browser, town: Town, script: bool, messages: list[str]
) -> None:
    with at_page(browser, town, script=script, device=PHONE, **NEW) as hand:
        hand.opens("/me/profile")
        hand.types("会做的活", f"修水管、{RARE}")
        hand.page.context.clear_cookies()
        hand.taps("保存")
        assert hand.sees("您刚才填写的内容已留着")
        hand.types("手机号", f"1390000001{int(script)}")
        hand.taps("获取验证码")
        hand.types("验证码", re.findall(r"\d{6}", messages[-1])[0])
        hand.taps("登录")
        hand.taps("继续")
        assert hand.sees("已保存")
        hand.opens("/me/profile")
        assert hand.field("会做的活").input_value() == f"修水管、{RARE}"
