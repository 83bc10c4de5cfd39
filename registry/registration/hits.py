"""The hit table (R3.5): what each kind of record in a register means for a registration."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from registry.registration.register_answer import Entry, Source


class Effect(StrEnum):
    """What a record does to an application."""

    NOTHING = "pass"  # 不影响
    CONFIRM = "confirm"  # 有后果，须本人确认
    REVIEW = "review"  # 须人工核查
    REFUSE = "refuse"  # 不予登记


@dataclass(frozen=True, slots=True)
class HitRule:
    """One row of the table; of several that match an entry the first counts.

    running: whether the record must be in force on the day (None: whatever it is). when: facts that
    must be equal. months_ago: least and most months from `paid_through` to the day's month; None
    for no bound. reason, mend: Chinese, what the record says and what the person can do. leaves_by:
    the exit code that the record means for somebody who is registered, "" for none.
    """

    source: Source
    kind: str
    effect: Effect
    code: str
    clause: str
    reason: str
    mend: str = ""
    running: bool | None = True
    when: Mapping[str, str] = field(default_factory=dict)
    months_ago: tuple[int | None, int | None] = (None, None)
    flag: str = ""
    leaves_by: str = ""

    def matches(self, source: Source, entry: Entry, as_of: date) -> bool:
        """Whether this row speaks of a record on a day."""
        return (
            (source, entry.kind) == (self.source, self.kind)
            and self.running in (None, entry.runs_on(as_of))
            and all(entry.facts.get(name) == value for name, value in self.when.items())
            and self._in_time(entry, as_of)
        )

    def _in_time(self, entry: Entry, as_of: date) -> bool:
        least, most = self.months_ago
        if least is None and most is None:
            return True
        ago = months_since(entry.facts.get("paid_through", ""), as_of)
        return ago is not None and (least is None or least <= ago) and (most is None or ago <= most)


@dataclass(frozen=True, slots=True)
class Hit:
    """A record with the row that speaks of it; rule None: the table knows no such record."""

    source: Source
    entry: Entry
    rule: HitRule | None


def months_since(month: str, as_of: date) -> int | None:
    """Months from `2026-10` to the month of a day; None where it is no month."""
    year, dash, number = month.partition("-")
    if not dash or not (year.isdecimal() and number.isdecimal() and 1 <= int(number) <= 12):
        return None
    return 12 * as_of.year + as_of.month - (12 * int(year) + int(number))


def hits_of(
    source: Source, entries: Sequence[Entry], table: Sequence[HitRule], as_of: date
) -> tuple[Hit, ...]:
    """Every record with its row; a record of a known kind that no row matches says nothing."""
    known = {rule.kind for rule in table if rule.source is source}
    hits = []
    for entry in entries:
        rule = next((rule for rule in table if rule.matches(source, entry, as_of)), None)
        if rule is not None or entry.kind not in known:
            hits.append(Hit(source, entry, rule))
    return tuple(hits)
