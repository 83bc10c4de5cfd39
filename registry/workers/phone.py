"""Telephone numbers of mainland China: read in any common spelling, kept in one."""

import re
import unicodedata
from typing import Final

from registry.errors import InvalidField

MOBILE: Final = re.compile(r"1[3-9]\d{9}", re.ASCII)
LANDLINE: Final = re.compile(r"(0[12]\d)(\d{8})|(0[3-9]\d{2})(\d{7,8})", re.ASCII)
_BETWEEN: Final = re.compile(r"[\s()（）.\-—–－]+")
_COUNTRY: Final = re.compile(r"^(?:\+|00)86")


def read_phone(text: str, field: str = "phone") -> str:
    """`13800000000` or `0539-0000000`; InvalidField, which never repeats it, for anything else."""
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text))
    number = _COUNTRY.sub("", plain)
    if MOBILE.fullmatch(number):
        return number
    if found := LANDLINE.fullmatch(number):
        return "-".join(part for part in found.groups() if part)
    raise InvalidField(field, "phone", "联系方式应为11位手机号，或带区号的固定电话：请核对。")
