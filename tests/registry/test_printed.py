"""The promise on paper: what stands on the page that a person signs."""

from datetime import date

from registry.dated_text import DatedText
from registry.registration.printed import printed_commitment
from tests.registry.applicants import TODAY, claim

TEXT = DatedText("2026-01", date(2026, 1, 1), "告知事项\n本人自愿办理。\n")
HERS = claim(work_content="送餐")
PAGE = printed_commitment(TEXT, HERS, "兰山区", "某甲", TODAY)


def test_the_page_holds_the_whole_text_that_the_signature_stands_under():
    assert PAGE.startswith(TEXT.text)
    assert TEXT.version in PAGE
    assert TEXT.hash[:16] in PAGE


def test_the_page_names_her_and_what_was_typed_for_her_but_not_her_number():
    for told in (HERS.name, "371399************", "兰山区", "送餐", str(HERS.start_date), "某甲"):
        assert told in PAGE
    assert HERS.identity.number not in PAGE
    assert HERS.identity.number[6:14] not in PAGE


def test_there_is_a_place_to_sign_and_date_for_her_and_one_to_sign_for_the_officer():
    hers, officers = (
        line for line in PAGE.splitlines() if "签字）：__" in line or "签字：__" in line
    )
    assert hers.startswith("承诺人（本人签字）")
    assert "日期：____" in hers
    assert officers.startswith("代为录入的工作人员")
