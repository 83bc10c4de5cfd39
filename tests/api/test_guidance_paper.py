"""A guidance session on paper: two pages at most whatever was written, every letter drawn."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typst

from api.runtime import Runtime
from api.services import guidance_pdf
from api.services.guidance_paper import CUT_MARK, LINES, Paper, lines_of, paper_of
from api.services.guidance_pdf import FONTS, NoFonts, PaperSetter, font_of
from api.settings import find_data_dir
from registry.guidance.record import Session, Wishes
from tests.api.guidance_longest import longest
from tests.api.guidance_town import PAGE, advisor, begun, copy_of, up_to
from tests.api.page_checks import page_of, words_of
from tests.api.pdf_text import pages_of
from tests.api.signed_in import SignedInClient
from tests.api.small_town import settle
from tests.registry.guided import MONDAY, entered, recommended

NAMES = {"zhao": "赵敏"}
OFFICE = "罗庄区公共就业服务机构"


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """A town whose home is only copied."""
    runtime = settle(tmp_path_factory.mktemp("town"))
    runtime.close()
    return runtime


@pytest.fixture
def here(settled: Runtime, tmp_path: Path) -> Iterator[Runtime]:
    runtime = copy_of(settled, tmp_path / "home")
    yield runtime
    runtime.close()


@pytest.fixture
def desk(here: Runtime) -> SignedInClient:
    return advisor(here)


def paper(session: Session, day: date = MONDAY) -> Paper:
    return paper_of(session, NAMES, OFFICE, day)


def printed(session: Session) -> list[str]:
    setter = PaperSetter(find_data_dir())
    return pages_of(setter.pdf(paper(session), entered().at))


def test_the_plan_comes_first_with_all_that_was_agreed_and_who_wrote_it() -> None:
    (page,) = printed(recommended())
    for words in ("职业指导方案", "编号 W1", "一个月内找到白班保洁", "办健康证", "12月3日前",
                  "周末也干。原因：周末要看孩子", "我还是想离家近", "11月30日、12月23日", "赵敏",
                  "接送孩子", "本人选择不做", "本人签字", "第 1 页，共 1 页"):  # fmt: skip
        assert words.replace(" ", "") in page.replace(" ", ""), words
    assert page.index("商定方案") < page.index("求职意愿")


def test_a_letter_to_tear_off_names_no_person() -> None:
    (page,) = printed(recommended())
    slip = page[page.rindex("推荐信") :].replace(" ", "")
    assert "编号20261123-A1B2C3-1" in slip
    assert "请在11月28日前接洽" in slip
    assert "W1" not in slip


def test_once_she_has_gone_there_is_no_letter_to_tear_off() -> None:
    assert len(paper(recommended()).slips) == 1
    assert paper(longest("保", is_followed=True)).slips == ()


@pytest.mark.parametrize("is_followed", [False, True])
@pytest.mark.parametrize("letter", ["保", "W", "保\n", "1 ", "，"])
def test_however_much_is_written_it_is_two_pages_at_most(letter: str, is_followed: bool) -> None:
    session = longest(letter, is_followed=is_followed)
    pages = printed(session)
    assert len(pages) == 2
    assert paper(session).is_cut
    assert "全文在指导记录里" in "".join(pages)
    assert "本人签字" in "".join(pages)


def test_what_fits_is_not_cut() -> None:
    sheet = paper(recommended())
    assert not sheet.is_cut
    assert sheet.is_large
    assert lines_of(sheet.sections, sheet.slips) <= LINES
    assert CUT_MARK not in "".join(printed(recommended()))


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("#a $x$ @b [c] *d* \\e <f> //g", "#a $x$ @b [c] *d* \\e <f> //g"),
        ("白班\x07保\u200b洁😀", "白班保洁"),
        ("𠮷林路", "𠮷林路"),
        ("𓀀路", "〓路"),
    ],
)
def test_words_are_drawn_as_they_stand_and_never_as_boxes(typed: str, drawn: str) -> None:
    session = replace(recommended(), wishes=Wishes(entered(), typed))
    (page,) = printed(session)
    assert drawn.replace(" ", "") in page.replace(" ", "")


def test_without_chinese_letters_nothing_is_set() -> None:
    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    with pytest.raises(NoFonts, match="fonts-noto-cjk"):
        font_of(none)
    assert font_of(guidance_pdf.installed()) in FONTS


def test_the_page_to_print_says_the_same(desk: SignedInClient, here: Runtime) -> None:
    up_to(here, desk, "follow_up")
    asked = {"worker": "W1"}
    page = words_of(page_of(desk.get(f"{PAGE}/print", params=asked)))
    answer = desk.get(f"{PAGE}.pdf", params=asked)
    assert answer.headers["content-type"] == "application/pdf"
    assert "filename*=UTF-8''" in answer.headers["content-disposition"]
    told = re.sub(r"\s", "", "".join(pages_of(answer.content)))
    for words in ("我还是想离家近", "白班保洁", "办公楼人事科", "本人签字"):
        assert words in page
        assert words in told


def test_where_the_machine_has_no_letters_the_answer_says_what_to_do(
    desk: SignedInClient, here: Runtime, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun(here, desk)
    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False)
    monkeypatch.setattr(guidance_pdf, "installed", lambda: none)
    page = page_of(desk.get(f"{PAGE}.pdf", params={"worker": "W1"}), 503)
    assert "fonts-noto-cjk" in page
    assert "“打印”页" in page
    assert desk.get(f"{PAGE}/print", params={"worker": "W1"}).status_code == 200


def test_where_there_is_no_session_there_is_no_sheet(desk: SignedInClient) -> None:
    for path in (f"{PAGE}/print", f"{PAGE}.pdf"):
        assert desk.get(path, params={"worker": "W1"}).status_code == 404
