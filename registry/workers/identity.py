"""Identity numbers (GB 11643): read, checked, masked; and a person's age on a day."""

import re
import unicodedata
from calendar import isleap
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from registry.errors import InvalidField

WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS: Final = "10X98765432"  # by the weighted sum modulo 11
# Counties are renamed and merged, and their codes live on in numbers: only the province is checked.
PROVINCES: Final = frozenset(
    str(code)
    for first, last in (
        (11, 15),
        (21, 23),
        (31, 37),
        (41, 46),
        (50, 54),
        (61, 65),
        (71, 71),
        (81, 83),
    )
    for code in range(first, last + 1)
)
FIELD: Final = "id_no"


class Sex(StrEnum):
    """Sex by GB/T 2261.1; the 17th digit of the number is odd for men."""

    MALE = "1"
    FEMALE = "2"


class Identity(NamedTuple):
    """What a valid number says. number: 18 characters, X upper-case; area: its first six."""

    number: str
    area: str
    born: date
    sex: Sex


def read_identity(text: str, as_of: date) -> Identity:
    """The identity a number states; InvalidField (field id_no) if it is not a valid one.

    as_of: the day it is read, which the birth date may not pass. Full-width digits, spaces and a
    lower-case x are accepted; numbers of 15 digits, withdrawn in 2013, are not. The reason never
    repeats the number.
    """
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    _check_form(number)
    born = _birth_date(number[6:14])
    if born > as_of:
        raise InvalidField(FIELD, "id_born_in_future", "出生日期在今天之后：请核对第7至14位。")
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    return Identity(number, number[:6], born, sex)


def check_digit(first_17: str) -> str:
    """The 18th character that belongs to the first 17 digits."""
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, first_17, strict=True))
    return CHECK_DIGITS[total % 11]


def mask(number: str) -> str:
    """The number with only its area of six digits shown.

    Nothing of the rest: beside a birth date the last four would give the whole number away.
    """
    return number[:6] + "*" * (len(number) - 6)


def age_on(born: date, day: date) -> int:
    """Full years on a day (R1.1a): the birthday itself counts; negative before birth.

    Someone born on 29 February has the birthday on the last day of February in other years.
    """
    birthday = (born.month, born.day)
    if birthday == (2, 29) and not isleap(day.year):
        birthday = (2, 28)
    return day.year - born.year - ((day.month, day.day) < birthday)


def _check_form(number: str) -> None:
    if re.fullmatch(r"[0-9]{15}", number):
        raise InvalidField(
            FIELD, "id_15_digits", "15位的旧号码已停用：请填第二代身份证上的18位号码。"
        )
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        raise InvalidField(
            FIELD,
            "id_form",
            f"身份证号应为18位（前17位数字，末位数字或X），现在是{len(number)}位。",
        )
    if number[:2] not in PROVINCES:
        raise InvalidField(FIELD, "id_area", "前两位不是任何省份的代码：请核对。")
    if number[17] != check_digit(number[:17]):
        raise InvalidField(
            FIELD, "id_check_digit", "校验码不对，号码中至少有一位写错：请对照证件核对。"
        )


def _birth_date(digits: str) -> date:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError as error:
        raise InvalidField(
            FIELD, "id_birth_date", "第7至14位不是一个日期：请对照证件核对。"
        ) from error
