"""Postings from Excel by page: checked, mended, taken in; with JavaScript on and off."""

from pathlib import Path

from playwright.sync_api import Browser, expect
from python_calamine import CalamineWorkbook

from tests.api.workbooks import workbook
from tests.browser.hand import DESKTOP, Hand, at_page
from tests.browser.lives import HEADER
from tests.browser.measures import fits
from tests.browser.pages import OURS
from tests.browser.town import Town

MANY = 500
WAIT_MS = 60_000


def line(number: str, county: str = "罗庄区") -> tuple[str, ...]:
    firm, words = f"样例{number}物业公司", "打扫办公楼，擦玻璃，收垃圾"
    return (number, f"保洁员{number}", firm, county, "25元/小时", words, "2026-12-31")


def uploaded(hand: Hand, file: Path) -> None:
    """A file, checked to its end."""
    hand.hands_in("文件", file)
    hand.taps("上传并检查")
    expect(hand.page.locator("h1")).to_contain_text("检查结果", timeout=WAIT_MS)


def taken(hand: Hand) -> None:
    """What was checked, in the library."""
    hand.taps("导入")
    expect(hand.page.locator("h1")).to_contain_text("已导入", timeout=WAIT_MS)


def test_500_postings_are_checked_and_taken_in_by_two_taps(
    browser: Browser, town: Town, tmp_path: Path, script: bool
) -> None:
    mark = "S" if script else "N"
    lines = [line(f"{mark}{each:03}") for each in range(MANY)]
    file = workbook(tmp_path / "岗位.xlsx", *lines, header=HEADER)
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm/import")
        uploaded(hand, file)
        assert hand.sees(f"共 {MANY} 行：会新增 {MANY}")
        taken(hand)
        hand.kept("500 from Excel")
        assert hand.sees(f"新增 {MANY}")


def test_rows_at_fault_come_back_as_a_workbook_that_is_mended_and_loads(
    browser: Browser, town: Town, tmp_path: Path, script: bool
) -> None:
    mark = "E" if script else "F"
    lines = [line(f"{mark}1"), line(f"{mark}2", county="兰三区")]
    file = workbook(tmp_path / "岗位.xlsx", *lines, header=HEADER)
    with at_page(browser, town, script=script, device=DESKTOP, **OURS) as hand:
        hand.opens("/firm/import")
        uploaded(hand, file)
        assert hand.sees("拒收 1")
        assert hand.sees("不认识的")
        fits(hand, "firm/import_one faults")
        hand.done.clear()
        with hand.page.expect_download() as coming:
            hand.taps("下载要改的行", "link", stays=True)
        hand.taps("换一个文件", "link")
        uploaded(hand, mended(Path(coming.value.path()), tmp_path))
        assert hand.sees("拒收 0")
        taken(hand)
        hand.kept("errors mended")
        assert hand.sees("新增 1")


def mended(errors: Path, folder: Path) -> Path:
    """The workbook of the rows at fault, its county written as it should be."""
    header, *rows = CalamineWorkbook.from_path(errors).get_sheet_by_index(0).to_python()
    right = [["罗庄区" if cell == "兰三区" else cell for cell in row] for row in rows]
    return workbook(folder / "改好.xlsx", *right, header=[str(each) for each in header])
