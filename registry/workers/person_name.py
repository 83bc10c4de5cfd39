"""Names of people: composed, with `·` between the parts of a name, whatever was typed for it."""

import re
import unicodedata
from typing import Final

from registry.errors import InvalidField

LONGEST: Final = 50
MIDDLE_DOT: Final = "·"
# What stands for the dot on keyboards and in old systems; a full stop only between Chinese letters.
_DOTS: Final = re.compile("[•‧・･∙⋅•.．]")
# By block and not by the property of a letter: Python may know an older Unicode than extension I.
HAN: Final = (
    ("\u3400", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\U00020000", "\U000323af"),
)
_BLANKS: Final = re.compile(r"\s+")
_PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")


def read_name(text: str, field: str = "name") -> str:
    """A name as it is kept; InvalidField if it is no name.

    Letters of all CJK extensions may stand in it. A letter of a private area, which every machine
    shows differently, may not: its name would be another elsewhere.
    """
    name = unicodedata.normalize("NFC", _BLANKS.sub(" ", text)).strip()
    if _is_chinese(name):
        name = _DOTS.sub(MIDDLE_DOT, name).replace(" ", "")
    if not 1 <= len(name) <= LONGEST:
        raise InvalidField(field, "name_length", f"姓名应为1至{LONGEST}个字：请核对。")
    if _PRIVATE.search(name):
        raise InvalidField(
            field,
            "name_private",
            "姓名里有自造字（没有统一编码），别处会显示成别的字：请换成标准字，或到窗口办理。",
        )
    if not all(_may_stand(letter) for letter in name) or not any(
        letter.isalpha() or _is_han(letter) for letter in name
    ):
        raise InvalidField(field, "name_form", "姓名里有不是文字的符号：请对照证件填写。")
    return name


def _is_han(letter: str) -> bool:
    return any(first <= letter <= last for first, last in HAN)


def _is_chinese(name: str) -> bool:
    return any(map(_is_han, name))


def _may_stand(letter: str) -> bool:
    is_letter = letter.isalpha() or _is_han(letter) or unicodedata.combining(letter) > 0
    return is_letter or letter in f"{MIDDLE_DOT} -'"
