"""Unified social credit codes."""

import pytest

from registry.jobs.credit_code import ALPHABET, credit_code_check, is_credit_code

FIRST_17 = "91371399MA3TEST0X"  # 371399 is assigned to nobody; S is not of the alphabet


def test_a_code_ends_in_its_check_character() -> None:
    first_17 = "91371399MA3TE0T0X"
    code = first_17 + credit_code_check(first_17)
    assert is_credit_code(code)
    others = [code[:17] + character for character in ALPHABET if character != code[17]]
    assert not any(is_credit_code(other) for other in others)


@pytest.mark.parametrize("text", ["", "91371399", FIRST_17 + "0", "9137139900000000O0"])
def test_what_is_not_of_the_standards_form_is_none(text: str) -> None:
    assert not is_credit_code(text)
