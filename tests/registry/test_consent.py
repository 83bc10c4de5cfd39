"""Consent: the last word holds, silence is no consent, and to agree is her own act."""

from datetime import UTC, date, datetime
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.actor import Actor, Role
from registry.errors import InvalidField
from registry.workers.consent import (
    Channel,
    ConsentEntry,
    ConsentText,
    NoConsent,
    Purpose,
    agrees,
    changes_nothing,
    check_entry,
)

AT: Final = datetime(2026, 11, 22, tzinfo=UTC)
TEXT = ConsentText("2026-01", date(2026, 1, 1), "一段文字", Purpose.POOL)


def entry(given: bool, purpose: Purpose = Purpose.POOL, firm: str = "") -> ConsentEntry:
    return ConsentEntry(
        "W1", purpose, firm, given, TEXT.version, TEXT.hash, Channel.ONLINE, AT, "W1"
    )


@given(st.lists(st.booleans(), max_size=8))
def test_the_last_word_holds_and_silence_is_no_consent(said: list[bool]) -> None:
    entries = [entry(given) for given in said]
    assert agrees(entries, Purpose.POOL) is (bool(said) and said[-1])


def test_what_is_agreed_for_one_purpose_or_firm_says_nothing_of_another() -> None:
    entries = [entry(True), entry(True, Purpose.PASS_TO_FIRM, "a")]
    assert not agrees(entries, Purpose.RECOMMENDATION)
    assert agrees(entries, Purpose.PASS_TO_FIRM, "a")
    assert not agrees(entries, Purpose.PASS_TO_FIRM, "b")


@pytest.mark.parametrize(
    ("given", "role", "channel", "may"),
    [
        pytest.param(True, Role.PERSON, Channel.ONLINE, True, id="she agrees online"),
        pytest.param(True, Role.OFFICER, Channel.SCREEN, True, id="on the screen at the window"),
        pytest.param(True, Role.OFFICER, Channel.PHONE, False, id="nobody agrees for her by phone"),
        pytest.param(True, Role.OFFICER, Channel.ONLINE, False, id="nor online"),
        pytest.param(True, Role.SYSTEM, Channel.ONLINE, False, id="nor does the system"),
        pytest.param(True, Role.FIRM, Channel.ONLINE, False, id="least of all a firm"),
        pytest.param(False, Role.OFFICER, Channel.PHONE, True, id="a call is enough to withdraw"),
        pytest.param(False, Role.SYSTEM, Channel.ONLINE, True, id="deletion withdraws"),
        pytest.param(False, Role.FIRM, Channel.ONLINE, False, id="a firm cannot withdraw"),
    ],
)
def test_to_agree_is_her_own_act_and_to_withdraw_is_as_easy(
    given: bool, role: Role, channel: Channel, may: bool
) -> None:
    def check() -> None:
        check_entry(Purpose.POOL, "", given, channel, Actor("x", role))

    if may:
        check()
    else:
        with pytest.raises(NoConsent):
            check()


@pytest.mark.parametrize(("purpose", "firm"), [(Purpose.PASS_TO_FIRM, ""), (Purpose.POOL, "a")])
def test_a_firm_is_named_where_and_only_where_it_is_about_one(purpose: Purpose, firm: str) -> None:
    with pytest.raises(InvalidField, match="单位"):
        check_entry(purpose, firm, True, Channel.ONLINE, Actor("W1", Role.PERSON))


def test_agreeing_again_under_new_words_is_a_new_entry_and_under_the_same_is_not() -> None:
    newer = ConsentText("2027-01", date(2027, 1, 1), "新的文字", Purpose.POOL)
    assert changes_nothing(entry(True), True, TEXT)
    assert not changes_nothing(entry(True), True, newer)
    assert not changes_nothing(entry(True), False, newer)
    assert changes_nothing(entry(False), False, newer)
    assert not changes_nothing(None, False, TEXT)
