"""What records of one register cannot all be true of one person."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Final

from registry.registration.register_answer import Entry

DEATH: Final = "death"
# Two running records of one kind about the same thing: the fact that names the thing, and the fact
# of which it can have only one value.
ONE_VALUE: Final = (
    ("licence", "status"),
    ("employer", "payer"),
)


def contradiction_in(entries: Sequence[Entry], as_of: date) -> str:
    """The first contradiction in Chinese, without anything personal; "" where there is none."""
    found = (
        *(_backwards(entry) for entry in entries),
        *(_both_at_once(one, other, as_of) for one, other in combinations(entries, 2)),
        *(_after_death(death, entries, as_of) for death in entries if death.kind == DEATH),
    )
    return next((each for each in found if each), "")


def _backwards(entry: Entry) -> str:
    if entry.since and entry.until and entry.until < entry.since:
        return f"{entry.kind} 的止日 {entry.until} 早于起日 {entry.since}"
    return ""


def _both_at_once(one: Entry, other: Entry, as_of: date) -> str:
    if one.kind != other.kind or not (one.runs_on(as_of) and other.runs_on(as_of)):
        return ""
    for thing, fact in ONE_VALUE:
        same = one.facts.get(thing) == other.facts.get(thing) is not None
        values = {one.facts.get(fact), other.facts.get(fact)} - {None}
        if same and len(values) > 1:
            return f"同一 {thing} 的两条 {one.kind} 记录，{fact} 不同"
    return ""


def _after_death(death: Entry, entries: Sequence[Entry], as_of: date) -> str:
    died_on = death.since or as_of
    if died_on > as_of:
        return f"死亡日期 {died_on} 在查询日 {as_of} 之后"
    for entry in entries:
        if entry.kind != DEATH and (entry.until is None or entry.until > died_on):
            return f"有死亡记录，而 {entry.kind} 在其后仍然有效"
    return ""
