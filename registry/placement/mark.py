"""A mark of an advisor on a worker's list: a posting stands first, or is left out for a reason."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from registry.errors import InvalidField
from registry.placement.reasons import Dislike

MOST_PINNED: Final = 10


class MarkKind(StrEnum):
    """What the mark does."""

    PINNED = "pinned"  # 置顶
    EXCLUDED = "excluded"  # 排除


MARK_NAMES: Final = {MarkKind.PINNED: "置顶", MarkKind.EXCLUDED: "排除"}


@dataclass(frozen=True, slots=True)
class Mark:
    """One posting marked. reason: why it is left out, None where it is pinned. by: an account."""

    posting: str
    kind: MarkKind
    reason: Dislike | None
    by: str
    at: datetime


def marked(marks: Iterable[Mark], kind: MarkKind) -> frozenset[str]:
    """Ids of the postings that have a mark of a kind."""
    return frozenset(each.posting for each in marks if each.kind is kind)


def check_mark(mark: Mark, before: tuple[Mark, ...]) -> None:
    """InvalidField: left out for no reason, or more pinned than stand on one sheet."""
    if mark.kind is MarkKind.EXCLUDED:
        if mark.reason is None:
            raise InvalidField("reason", "missing", "请选排除的原因，清单上会写明。")
        return
    if len(marked(before, MarkKind.PINNED) | {mark.posting}) > MOST_PINNED:
        raise InvalidField(
            "posting", "too_many", f"最多置顶 {MOST_PINNED} 条：请先取消一条再置顶。"
        )
