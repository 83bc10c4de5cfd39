"""补充情况: the form in which a person says what policies ask of her, hers and the advisor's."""

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import Any, Final, TypeVar

from starlette.datastructures import FormData

from api.pages.forms import Fault, text_of
from registry.entitlements.facts import (
    CIRCUMSTANCE_NAMES,
    GROUP_NAMES,
    PLATFORM_NAMES,
    RHYTHM_NAMES,
    SCHOOL_NAMES,
    Circumstance,
    Group,
    PlatformWork,
    Rhythm,
    School,
)
from registry.entitlements.stated import Stated
from registry.registration.retirement import RetireClass

DAY: Final = "日期请写成 2026-11-22 的样子，或不填。"
MONTH: Final = "月份请写成 2026-11 的样子，或不填。"
NUMBER: Final = "请填数字，没有的填 0 或不填。"
AGREE: Final = "要保存，请先勾选“我同意保存”；也可以选“只算一次，不保存”。"
DAYS: Final = ("graduated_on", "hardship_on", "trained_on", "startup_trained_on")
NUMBERS: Final = ("months_drawn", "loans_taken")
TICKS: Final = ("training_in_list", "tax_relief_used")
KINDS: Final[dict[str, type[StrEnum]]] = {
    "school": School,
    "drawn_as": Group,
    "platform": PlatformWork,
    "rhythm": Rhythm,
    "retire_class": RetireClass,
}
CHOICES: Final = {
    "circumstances": [(each.value, words) for each, words in CIRCUMSTANCE_NAMES.items()],
    "school": [(each.value, words) for each, words in SCHOOL_NAMES.items()],
    "drawn_as": [(each.value, words) for each, words in GROUP_NAMES.items()],
    "platform": [(each.value, words) for each, words in PLATFORM_NAMES.items()],
    "rhythm": [(each.value, words) for each, words in RHYTHM_NAMES.items()],
    "retire_class": [
        (RetireClass.M60.value, "男，原60周岁"),
        (RetireClass.F55.value, "女，原55周岁（以灵活就业身份参保的）"),
        (RetireClass.F50.value, "女，原50周岁"),
    ],
}
_Value = TypeVar("_Value")


def typed_of(stated: Stated | None) -> dict[str, Any]:
    """What the form holds before anything is typed."""
    one = stated or Stated()
    shown: dict[str, Any] = {name: getattr(one, name) or "" for name in (*DAYS, *NUMBERS, *KINDS)}
    month = f"{one.first_approved:%Y-%m}" if one.first_approved else ""
    return shown | {
        "first_approved": month,
        "circumstances": [each.value for each in one.circumstances],
        **{name: "1" if getattr(one, name) else "" for name in TICKS},
    }


def read_stated(form: FormData) -> tuple[dict[str, Any], Stated, list[Fault]]:
    """What was typed, what it says, and what of it cannot be read."""
    names = (*DAYS, *NUMBERS, *KINDS, *TICKS, "first_approved")
    typed: dict[str, Any] = {name: text_of(form, name, 40) for name in names}
    ticked = [str(each) for each in form.getlist("circumstances")]
    typed["circumstances"] = [each for each in ticked if each in set(Circumstance)]
    faults: list[Fault] = []

    def read(name: str, as_read: Callable[[str], _Value], words: str) -> _Value | None:
        try:
            return as_read(typed[name]) if typed[name] else None
        except ValueError:
            faults.append(Fault(name, words))
            return None

    said: dict[str, Any] = {name: read(name, date.fromisoformat, DAY) for name in DAYS}
    said |= {name: read(name, int, NUMBER) or 0 for name in NUMBERS}
    said |= {name: read(name, kind, DAY) for name, kind in KINDS.items()}
    said |= {name: bool(typed[name]) for name in TICKS}
    said["first_approved"] = read("first_approved", _month, MONTH)
    said["circumstances"] = frozenset(map(Circumstance, typed["circumstances"]))
    return typed, Stated(**said), faults


def _month(text: str) -> date:
    return date.fromisoformat(f"{text[:7]}-01")
