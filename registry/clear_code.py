"""Codes that people read aloud or copy by hand."""

from typing import Final

# None of these is taken for another.
CLEAR: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def clear_code(number: int, length: int) -> str:
    """The last `length` digits of a number, >= 0, written in clear characters."""
    found = ""
    for _ in range(length):
        number, digit = divmod(number, len(CLEAR))
        found = CLEAR[digit] + found
    return found
