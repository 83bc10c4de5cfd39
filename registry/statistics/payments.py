"""Months of employee pension (企业职工基本养老保险) by who paid, read from insurance records."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from registry.errors import InvalidField
from registry.registration.register_answer import Entry
from registry.statistics.months import month_of, read_month
from registry.statistics.spans import Span, joined

# How many months one payment is for; 0: not known.
RHYTHMS: Final = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}
UNIT: Final = "unit_pension"
FLEX: Final = "flexible_pension"


@dataclass(frozen=True, slots=True)
class Payments:
    """unit, flex: months paid for. rhythm: how many one payment is for, by the latest; 0 unknown.

    is_unclear: a record does not say from when or until when. back_paid: some months were paid
    for late (补缴).
    """

    unit: tuple[Span, ...] = ()
    flex: tuple[Span, ...] = ()
    rhythm: int = 0
    is_unclear: bool = False
    back_paid: bool = False

    @property
    def all(self) -> tuple[Span, ...]:
        """Months paid for by whomever."""
        return joined((*self.unit, *self.flex))


def payments_of(entries: Iterable[Entry]) -> Payments:
    """The months that insurance records tell of."""
    ours = [each for each in entries if each.kind in (UNIT, FLEX)]
    spans = {kind: [_span(each) for each in ours if each.kind == kind] for kind in (UNIT, FLEX)}
    latest = max(
        (each for each in ours if each.kind == FLEX and each.since is not None),
        key=lambda each: (each.since, each.facts.get("rhythm", "")),
        default=None,
    )
    return Payments(
        unit=joined(span for span in spans[UNIT] if span),
        flex=joined(span for span in spans[FLEX] if span),
        rhythm=RHYTHMS.get(latest.facts.get("rhythm", ""), 0) if latest else 0,
        is_unclear=any(span is None for each in spans.values() for span in each),
        back_paid=any(each.facts.get("paid") == "back" for each in ours),
    )


def _span(entry: Entry) -> Span | None:
    """From the month of `since` to the last month paid for; None where either is not told."""
    try:
        paid = read_month(entry.facts["paid_through"]) if "paid_through" in entry.facts else None
    except InvalidField:
        return None
    last = paid if paid is not None else month_of(entry.until) if entry.until else None
    return None if entry.since is None or last is None else (month_of(entry.since), last)
