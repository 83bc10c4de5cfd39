"""Rows of JSON against a strict model: what is wrong is said in Chinese, field by field."""

from collections.abc import Collection, Sequence
from difflib import get_close_matches
from typing import Annotated, Any, Final, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    ValidationError,
    model_validator,
)

from api.feeds.values import clean, clean_id
from registry.errors import InvalidField, UnknownName

# By the beginning of pydantic's own code: our code, and what to do. First match wins.
FAULTS: Final = (
    ("missing", "missing", "缺少这一项，它是必填的。"),
    ("string_too_short", "missing", "是空的，它是必填的。"),
    ("too_short", "missing", "是空的，它是必填的。"),
    ("string_too_long", "too_long", "太长了，请缩短。"),
    ("too_long", "too_long", "太长了，请缩短。"),
    ("string_pattern", "bad_form", "写法不对，请核对。"),
    ("string", "wrong_type", "应当是文字（加引号）。"),
    ("finite_number", "wrong_type", "应当是一个有限的数。"),
    ("int", "wrong_type", "应当是整数，不加引号。"),
    ("float", "wrong_type", "应当是数字，不加引号。"),
    ("bool", "wrong_type", "应当是 true 或 false。"),
    ("list", "wrong_type", "应当是列表 […]。"),
    ("tuple", "wrong_type", "应当是列表 […]。"),
    ("model", "wrong_type", "应当是对象 {…}。"),
    ("dataclass", "wrong_type", "应当是对象 {…}。"),
    ("dict", "wrong_type", "应当是对象 {…}。"),
    ("greater", "out_of_range", "太小了，请核对。"),
    ("less", "out_of_range", "太大了，请核对。"),
    ("enum", "not_a_choice", "不是可选的值。"),
    ("extra_forbidden", "unknown_field", "没有这一项：请对照 /docs 核对名称，或删去。"),
    ("datetime", "bad_time", "应当是带时区的时间，如 2026-11-25T08:00:00+08:00。"),
    ("timezone", "bad_time", "应当是带时区的时间，如 2026-11-25T08:00:00+08:00。"),
    ("date", "bad_date", "应当是日期 YYYY-MM-DD。"),
    ("json", "bad_json", "不是合法的 JSON。"),
)
LONGEST_NAME: Final = 200
# How alike (difflib, 0 to 1) a key must be to one of ours to be taken for it misspelt.
SURELY_MEANT: Final = 0.7


def _as_text(value: object) -> object:
    """An id sent as a whole number is the same id."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Text = Annotated[str, AfterValidator(clean)]
Texts = list[Text]
Id = Annotated[
    str, BeforeValidator(_as_text, json_schema_input_type=str | int), AfterValidator(clean_id)
]


class Strict(BaseModel):
    """A row or a part of one. Types are not coerced; keys we do not know are kept in view."""

    model_config = ConfigDict(
        strict=True, extra="allow", frozen=True, allow_inf_nan=False, str_max_length=1_000_000
    )

    @model_validator(mode="before")
    @classmethod
    def _without_nulls(cls, data: object) -> object:
        """A key with null says the same as no key."""
        if isinstance(data, dict):
            return {key: value for key, value in data.items() if value is not None}
        return data


_Model = TypeVar("_Model", bound=Strict)


def checked(model: type[_Model], data: dict[str, Any]) -> _Model:
    """The row as its model. InvalidField for the first fault, its reason naming the others too."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        faults = [
            fault_of(fault["type"], fault["loc"]) for fault in error.errors(include_url=False)
        ]
    field, code, reason = faults[0]
    others = "".join(f" 另外 {path}：{words}" for path, _, words in faults[1:6])
    raise InvalidField(field, code, reason + others, faults)


def unknown_keys(row: Strict) -> bool:
    """Whether the row, or a part of it, has a key that we do not know and so did not read.

    A key that begins with `_` is the sender's own note.
    """
    if any(not key.startswith("_") for key in row.model_extra or ()):
        return True
    values = (getattr(row, name) for name in type(row).model_fields)
    return any(isinstance(value, Strict) and unknown_keys(value) for value in values)


def unknown_key(kind: str, key: str, known: Collection[str]) -> str:
    """What to say of a key we do not know: near ones only where one was surely meant, else all."""
    if near := get_close_matches(key, known, n=2, cutoff=SURELY_MEANT):
        return str(UnknownName(kind, key, near))
    return f"{UnknownName(kind, key)}可以写的有：{'、'.join(known)}。"


def fault_of(kind: str, loc: Sequence[int | str]) -> tuple[str, str, str]:
    """Path, our code and Chinese words of a finding of pydantic, by its kind."""
    path = ".".join(str(part) for part in loc)
    for beginning, code, reason in FAULTS:
        if kind.startswith(beginning):
            return path, code, reason
    return path, "invalid", "这个值读不懂，请核对。"
