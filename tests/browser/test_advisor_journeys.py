"""What an advisor does with somebody in front of her, in how many actions; JS on and off."""

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect
from python_calamine import CalamineWorkbook

from api.database import writing
from api.store import guidance
from tests.api.guidance_longest import longest
from tests.browser.hand import DESKTOP, Hand, at_page
from tests.browser.lives import applied
from tests.browser.measures import fits
from tests.browser.pages import ADVISOR
from tests.browser.promises import Does
from tests.browser.town import Town

DESK = "/desk/list?worker={}"


@pytest.fixture
def worker(script: bool) -> str:
    """Somebody whom no other journey is about."""
    return "W0040" if script else "W0041"


def rows(hand: Hand) -> Locator:
    """The list, a line a posting."""
    return hand.page.locator("table.ranked").first.locator("> tbody > tr")


def postings(hand: Hand) -> list[str]:
    """What the list holds, in its order; titles may stand twice."""
    links = rows(hand).locator("td.does a").all()
    return [(each.get_attribute("href") or "").partition("posting=")[2] for each in links]


def test_a_person_is_found_by_two_fields_at_most_and_her_list_is_there(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens("/desk")
        hand.types("找人", "W0001")
        hand.taps("找")
        hand.kept("person found")
        assert rows(hand).count() >= 10
        profile = hand.page.get_by_role("complementary").bounding_box()
        ranked = hand.page.get_by_role("region", name="岗位清单").bounding_box()
        assert profile
        assert ranked
        assert profile["x"] + profile["width"] <= ranked["x"]


def test_weights_put_the_same_list_in_another_order(
    browser: Browser, town: Town, script: bool
) -> None:
    """At once where there is a script, else by one button."""
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(DESK.format("W0001"))
        before = postings(hand)
        hand.unfolds("调整权重")
        hand.types("收入", "300")
        hand.types("路程", "0")
        if script:
            hand.page.wait_for_url("**w_pay=300**")
        else:
            hand.taps("按这样排")
        hand.kept("re-ranked")
        expect(rows(hand).first).to_be_visible()
        assert postings(hand) != before


def test_why_one_is_listed_and_another_is_not(browser: Browser, town: Town, script: bool) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(DESK.format("W0001"))
        hand.taps("为什么", "link")
        hand.kept("why")
        assert hand.sees("在清单上，按得分排第 1 位")
        hand.opens(DESK.format("W0001"))
        hand.types("查一条岗位为什么在", town.names["held_id"])
        hand.taps_on(hand.page.get_by_role("button", name="查", exact=True))
        hand.kept("why not")
        assert hand.sees("不在清单上")
        assert hand.sees("不符合")


def test_a_posting_is_pinned_and_another_excluded_with_its_reason(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(DESK.format(worker))
        second, third = postings(hand)[1:3]
        hand.taps_on(rows(hand).nth(1).get_by_role("button", name="置顶"))
        hand.kept("pinned")
        assert postings(hand)[0] == second
        out = rows(hand).nth(postings(hand).index(third))
        hand.taps_on(out.locator("summary", has_text="排除"), stays=True)
        hand.done[Does.FIELD] += 1
        out.get_by_label("的原因").select_option(label="太远")
        hand.taps_on(out.get_by_role("button", name="确定排除"))
        hand.kept("excluded")
        assert third not in postings(hand)
        assert hand.sees("已排除 1 条")
        assert hand.sees("太远")


def test_a_talk_is_recorded_and_she_is_put_into_a_folder(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(DESK.format(worker))
        hand.types("放进文件夹", "白天活")
        hand.taps("列为服务对象")
        hand.kept("foldered")
        assert hand.sees("在“白天活”")
        hand.taps("谈话记录", "link")
        hand.types("谈了什么", "想找离家近的，家里有老人，姓𬱖")
        hand.types("下一步做什么", "周三前给她打电话")
        hand.taps("保存")
        hand.kept("talk recorded")
        assert hand.sees("姓𬱖")
        hand.opens("/desk?folder=白天活")
        assert hand.sees(worker)


def test_her_number_is_shown_by_a_tap_that_leaves_a_trace(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(DESK.format("W0001"))
        assert hand.sees("371399****")
        hand.taps("查看身份证号（留痕）")
        hand.kept("revealed")
        assert hand.sees("371399198003140041")
        assert hand.sees("已经留痕")


def test_a_sheet_of_paper_and_a_workbook_are_one_tap_each(
    browser: Browser, town: Town, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(DESK.format("W0001"))
        with hand.page.expect_download() as coming:
            hand.taps("存成 Excel", "link", stays=True)
        hand.kept("excel")
        book = CalamineWorkbook.from_path(Path(coming.value.path()))
        assert len(book.get_sheet_by_index(0).to_python()) > 10
        hand.page.add_init_script("window.print = () => {}")
        hand.taps("打印一页", "link")
        hand.kept("printed")
        assert hand.sees("给您的岗位")
        made = hand.page.pdf(format="A4", prefer_css_page_size=True)
        assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") <= 1


def test_letters_are_shortcuts_where_nothing_is_typed(browser: Browser, town: Town) -> None:
    with at_page(browser, town, script=True, device=DESKTOP, **ADVISOR) as hand:
        hand.page.add_init_script("window.print = () => {}")
        hand.opens(DESK.format("W0001"))
        hand.field("劳动者编号").press("t")
        assert "/desk/list" in hand.page.url
        hand.page.locator("h1").first.click()
        hand.presses("p")
        hand.page.wait_for_url("**/desk/print**")
        hand.kept("printed by key")


def test_what_she_says_became_of_it_is_one_tap(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    applied(town.here, town.names["posting_id"], worker, 4 + script)
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(DESK.format(worker))
        hand.taps("录用了")
        hand.kept("outcome told")
        assert hand.sees("录用")


def test_what_she_may_claim_is_looked_at_together_and_kept_with_her_consent(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(f"/desk/entitlements?worker={worker}")
        hand.types("哪天毕业？", "2026-06-20")
        hand.taps("保存并对照")
        assert hand.sees("毕业日期和学校类别请一起填")
        fits(hand, "advisor/entitlements fault")
        hand.chooses("毕业于哪一类学校？", "普通高校（大专、本科、研究生）")
        hand.ticks("本人看过屏幕，当面同意")
        hand.taps("保存并对照")
        assert hand.sees("上次填写")
        fits(hand, "advisor/entitlements kept")


def test_a_session_of_guidance_goes_through_its_nine_steps(
    browser: Browser, town: Town, worker: str, script: bool
) -> None:
    with at_page(browser, town, script=script, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(DESK.format(worker))
        hand.taps("职业指导", "link")
        hand.ticks("本人看过屏幕，当面同意")
        hand.taps("开始")
        hand.types("想找什么活", "想找白班的活，姓𬱖")
        hand.taps("保存，下一步")
        hand.types("会做什么", "做过保洁")
        hand.types("身体情况", "腰不好")
        hand.taps("保存，下一步")
        assert hand.sees("身体情况和优先帮扶只记本人主动说的")
        fits(hand, "advisor/guidance fault")
        hand.ticks("以上是她自己主动说的")
        hand.taps("保存，下一步")
        hand.ticks("本人选择不做")
        hand.taps("保存，下一步")
        hand.types("市场情况", "保洁在招的有几十个")
        hand.taps("都讲清楚了，下一步")
        fits(hand, "advisor/guidance plan")
        _agrees(hand)
        hand.page.get_by_label("，").and_(hand.page.locator("[name=letters]")).first.check()
        hand.types("交给谁、到哪里", "人事科")
        hand.taps("保存推荐信")
        hand.chooses("推荐信 ", "约了面试")
        hand.types("情况", "明天去面试")
        hand.taps("保存回访")
        _printed(hand, town)
        hand.unfolds("九、结束")
        hand.ticks("已经就业")
        hand.types("还没有做的回访", "已经上班，有事再来")
        hand.ticks("5 很满意")
        hand.taps("结束这次指导")
        assert hand.sees("5（满分 5）")
        assert hand.sees("姓𬱖")


@pytest.mark.parametrize("is_followed", [False, True])
def test_the_longest_session_is_printed_on_two_pages(
    browser: Browser, town: Town, is_followed: bool
) -> None:
    worker = "W0042" if is_followed else "W0043"
    one = longest("保", is_followed=is_followed)
    with writing(town.here.engine) as connection:
        guidance.add(connection, town.here.keys, replace(one, id=worker, worker=worker))
    with at_page(browser, town, script=False, device=DESKTOP, **ADVISOR) as hand:
        hand.opens(f"/desk/guidance/print?worker={worker}")
        assert hand.sees("全文在指导记录里")
        made = hand.page.pdf(format="A4", prefer_css_page_size=True)
        assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") <= 2


def _agrees(hand: Hand) -> None:
    """The first way and the first posting are taken, the others left out for a reason."""
    hand.types("商定的目标", "一个月内上班")
    for way in hand.page.locator("[name=strategies]").all()[:1]:
        way.check()
    for reason in hand.page.locator("[name^=reason-]").all()[1:]:
        reason.fill("家里有事")
    hand.page.locator("[name=postings]").first.check()
    hand.unfolds("再加几件")
    hand.types("第 6 件", "带身份证来窗口")
    hand.types("哪天前（第 6 件）", "2026-12-01")
    hand.types("她不同意的", "不想周末干")
    hand.taps("她同意，定下方案")
    assert hand.sees("不想周末干")


def _printed(hand: Hand, town: Town) -> None:
    """The sheet is two pages at most, whether a browser prints it or it is asked for as PDF."""
    back = hand.page.url
    with hand.page.expect_download() as coming:
        hand.taps("存成 PDF", "link", stays=True)
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF")
    hand.page.add_init_script("window.print = () => {}")
    hand.taps("打印", "link")
    assert hand.sees("本人签字")
    made = hand.page.pdf(format="A4", prefer_css_page_size=True)
    assert made.count(b"/Type /Page\n") + made.count(b"/Type /Page ") <= 2
    hand.opens(back.removeprefix(town.address))
