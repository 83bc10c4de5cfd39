"""A talk of an advisor with a worker: the day, what was said, and what is done next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from registry.errors import InvalidField

LONGEST_WORDS: Final = 2000
LONGEST_NEXT: Final = 300
OLDEST: Final = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Talk:
    """One talk as it was written down. by: the advisor's account. next_step: "" for none."""

    held_on: date
    words: str
    next_step: str
    by: str
    at: datetime


def talk_faults(talk: Talk, today: date) -> tuple[InvalidField, ...]:
    """Everything that keeps a talk from being kept, field by field."""
    faults = []
    if not today - OLDEST <= talk.held_on <= today:
        faults.append(InvalidField("held_on", "day", "日期应在今天或以前一年以内：请核对。"))
    if not talk.words:
        faults.append(InvalidField("words", "missing", "请写下谈了什么，一两句也行。"))
    for name, text, longest in (
        ("words", talk.words, LONGEST_WORDS),
        ("next_step", talk.next_step, LONGEST_NEXT),
    ):
        if len(text) > longest:
            reason = f"最多 {longest} 个字，现在 {len(text)} 个：请写短一些。"
            faults.append(InvalidField(name, "too_long", reason))
    return tuple(faults)
