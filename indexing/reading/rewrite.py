"""A clean text offered for an unlawful one: words taken out, the punctuation mended."""

import re
from collections.abc import Callable, Sequence
from typing import Final

from registry.jobs.passage import Passage

_COMMA: Final = "[,，、;；]"
_SEPARATORS: Final = ",，、;；"
_OPENERS: Final = ":：(（[【《"
_STOPS: Final = "。!！?？;；"
_ENDERS: Final = ".。!！?？;；)）]】"
# What may stand before a passage when nothing of its item is left: a mark, a label.
_EMPTY: Final = re.compile(
    r"^[ \t\u3000]*(?:[\d一二三四五六七八九十]{1,2}[、.．)）]|[①-⑳•·▲◆★\-—*])?[ \t\u3000]*"
    r"(?:[\[【(（]?[\u4e00-\u9fff]{1,8}[\]】)）]?[:：])?[ \t\u3000,，、;；。.!！:：+]*$"
)
_LABEL: Final = re.compile(r"[\u4e00-\u9fff]{1,8}[:：][ \t]*$")
_PAIRS: Final = re.compile(r"(?:(?:要求|条件)[(（]\s*[)）][,，;；]?|[(（]\s*[)）]|\[\s*\]|【\s*】)")
_ROUNDS: Final = 50  # far above what any text needs; each round takes words out


def rewrite(text: str, find: Callable[[str], Sequence[Passage]]) -> str:
    """The text without the words of the passages that `find` names, the rest as it was.

    `find` is asked again until it names none, so that the answer rewritten is itself; a text with
    nothing to take out comes back as it was. An item that has nothing left goes with its number.
    """
    for _ in range(_ROUNDS):
        passages = find(text)
        if not passages:
            return text
        text = _without(text, passages)
    return ""


def _without(text: str, passages: Sequence[Passage]) -> str:
    """One round: from the last passage to the first, those that overlap an earlier cut left out."""
    reached = len(text) + 1
    for passage in sorted(passages, key=lambda each: (-each.cut_end, each.cut_start)):
        if passage.cut_end <= reached:
            text = _cut(text, passage.cut_start, passage.cut_end, passage.keep)
            reached = passage.cut_start
    return text


def _cut(text: str, start: int, end: int, keep: str) -> str:
    """Text with [start, end) replaced, and the punctuation around it mended."""
    if keep:
        return text[:start] + keep + text[end:]
    head, tail = text[:start], text[end:]
    line_start, line_end = head.rfind("\n") + 1, tail.find("\n")
    line_end = len(tail) if line_end < 0 else line_end
    left, right = head[line_start:], tail[:line_end]
    if _EMPTY.match(left + right):
        return _without_line(head[:line_start], tail[line_end:])
    left, right = _joined(left, right)
    return head[:line_start] + left + right + tail[line_end:]


def _joined(left: str, right: str) -> tuple[str, str]:
    """The two sides of a cut within a line: one separator between them at most."""
    left_bare, right_bare = left.rstrip(), right.lstrip()
    if not right_bare or right_bare[0] in _ENDERS:
        left = _LABEL.sub("", left_bare)
        left = re.sub(f"(?:{_COMMA}|\\s)+$", "", left)
        if not left or left[-1] in _STOPS:
            right_bare = right_bare.lstrip(_STOPS + _SEPARATORS)
        return _unpaired(left, right_bare)
    if not left_bare or left_bare[-1] in _SEPARATORS + _OPENERS + _ENDERS:
        return left, re.sub(f"^(?:{_COMMA}|\\s)+", "", right)
    return left, right


def _unpaired(left: str, right: str) -> tuple[str, str]:
    """Brackets with nothing left in them go, with a bare 要求 before them."""
    return _PAIRS.sub("", left + right), ""


def _without_line(head: str, tail: str) -> str:
    """Both sides of a line that goes, with one line break fewer."""
    return head[:-1] + tail if head.endswith("\n") else head + tail.removeprefix("\n")
