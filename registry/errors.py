"""Errors that say what, why and how to mend; the parents of all errors a caller may see."""

from collections.abc import Iterable
from difflib import get_close_matches


class LinggangError(Exception):
    """An error whose text may be shown to people, in Chinese, with what to do about it."""

    code = "error"


class TryLater(LinggangError):
    """Something that is refused now and may be asked again. after_s: in how many seconds, > 0."""

    code = "try_later"

    def __init__(self, text: str, after_s: int) -> None:
        self.after_s = after_s
        super().__init__(text)


class UnknownName(LinggangError):
    """A name or code that no table of ours holds; `near` lists values that may have been meant."""

    code = "unknown_name"

    def __init__(self, kind: str, value: str, near: Iterable[str] = ()) -> None:
        self.kind, self.value, self.near = kind, value, tuple(near)
        hint = f"；是否想写：{'、'.join(self.near)}？" if self.near else "。"
        super().__init__(f"不认识的{kind}“{value}”{hint}")


class InvalidField(LinggangError):
    """A field whose value cannot be read; `field` is its path in the row that came in.

    each: path, code and reason of every field at fault, where a row has several.
    """

    def __init__(
        self, field: str, code: str, reason: str, each: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        self.field, self.code, self.reason = field, code, reason
        self.each = tuple(each) or ((field, code, reason),)
        super().__init__(f"{field}：{reason}")


def near_values(value: str, known: Iterable[str], limit: int = 5) -> tuple[str, ...]:
    """Known values that look like `value`, best first: those that contain it, then those alike."""
    names, shared = list(dict.fromkeys(known)), set(value)
    containing = [name for name in names if value and (value in name or name in value)]
    # Only what shares a character can be alike, and to compare is slow.
    alike = get_close_matches(
        value, [name for name in names if not shared.isdisjoint(name)], n=limit, cutoff=0.5
    )
    return tuple(dict.fromkeys(sorted(containing, key=len) + alike))[:limit]
