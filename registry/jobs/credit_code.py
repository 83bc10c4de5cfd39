"""Unified social credit codes of employers (GB 32100): whether one is well-formed."""

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
WEIGHTS: Final = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


def is_credit_code(text: str) -> bool:
    """Whether 18 characters of the standard's alphabet end in the right check character."""
    if len(text) != 18 or any(character not in ALPHABET for character in text):
        return False
    return text[17] == credit_code_check(text[:17])


def credit_code_check(first_17: str) -> str:
    """The 18th character that belongs to the first 17."""
    total = sum(
        weight * ALPHABET.index(character)
        for weight, character in zip(WEIGHTS, first_17, strict=True)
    )
    return ALPHABET[-total % 31]
