"""JSON that means one thing to every reader: no doubled keys, no odd numbers, no great depth."""

import json
import re
from collections.abc import Iterable
from typing import Any, Final

DEEPEST: Final = 32
LARGEST_INTEGER: Final = 2**63 - 1
LONGEST_NUMBER: Final = 400  # characters
# Only a text that writes one of these escapes can hold a NUL or half a character.
SUSPECT: Final = re.compile(rb"\\u(0000|[dD][89a-fA-F])")


class JsonRefused(ValueError):
    """A text that is no JSON, or such as different readers read differently."""

    def __init__(self, code: str, detail: str) -> None:
        self.code = code
        super().__init__(detail)


def require_plain_json(raw: bytes) -> None:
    """JsonRefused unless the bytes are UTF-8 and hold one plain JSON value."""
    try:
        text = raw.decode()
    except UnicodeDecodeError as fault:
        detail = "请求内容不是 UTF-8 编码：请用 UTF-8 编码的 JSON 重发。"
        raise JsonRefused("bad_encoding", detail) from fault
    try:
        value = _READER.decode(text)
    except JsonRefused:
        raise
    except RecursionError as fault:
        raise _too_deep() from fault
    except ValueError as fault:
        raise JsonRefused(
            "bad_json", "请求内容不是合法的 JSON：请核对括号、引号和逗号。"
        ) from fault
    if _is_deep(value):
        raise _too_deep()
    if SUSPECT.search(raw) and not all(map(_is_text, _texts(value))):
        raise JsonRefused("bad_text", "请求内容里有不能保存的字符（空字符或半个字符）：请删去。")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonRefused("duplicate_key", "同一个对象里有一项写了两次：每项只写一次。")
    return found


def _integer(text: str) -> int:
    if len(text) > LONGEST_NUMBER or abs(number := int(text)) > LARGEST_INTEGER:
        raise _too_large()
    return number


def _fraction(text: str) -> float:
    number = float(text)
    if len(text) > LONGEST_NUMBER or number in (float("inf"), float("-inf")):
        raise _too_large()
    return number


def _no_number(_: str) -> float:
    raise JsonRefused("not_a_number", "数字不能是 NaN 或 Infinity：没有数值的，请不写这一项。")


def _too_large() -> JsonRefused:
    return JsonRefused("number_too_large", "有一个数字太大或太长：请核对。")


def _too_deep() -> JsonRefused:
    return JsonRefused("json_too_deep", f"请求内容的嵌套超过 {DEEPEST} 层：请核对。")


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEEPEST):
        level = [child for each in level for child in _children(each)]
        if not level:
            return False
    return True


def _children(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _texts(value: Any) -> Iterable[str]:
    level = [value]
    while level:
        for each in level:
            if isinstance(each, str):
                yield each
            elif isinstance(each, dict):
                yield from each
        level = [child for each in level for child in _children(each)]


def _is_text(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= sign <= "\udfff" for sign in text)


_READER: Final = json.JSONDecoder(
    object_pairs_hook=_pairs,
    parse_int=_integer,
    parse_float=_fraction,
    parse_constant=_no_number,
)
