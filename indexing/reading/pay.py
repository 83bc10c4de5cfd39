"""What a posting pays: the most specific amount its text states, else its pay fields."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from indexing.reading.amounts import Amount, Role, amounts
from indexing.reading.settlement import read_settlement
from indexing.reading.spans import Prose, Span
from registry.jobs.pay import Pay, PayUnit, Settlement

# Figures outside these bounds (CNY a unit) are no pay: a bonus, a year, a telephone number.
PLAUSIBLE: Final = {
    PayUnit.HOUR: (5, 1000),
    PayUnit.DAY: (40, 5000),
    PayUnit.SHIFT: (40, 5000),
    PayUnit.PIECE: (0.05, 5000),
    PayUnit.MONTH: (600, 300_000),
    PayUnit.YEAR: (20_000, 3_000_000),
}
# The unit of a figure without one: up to the bound, that unit.
UNIT_BY_SIZE: Final = ((120, PayUnit.HOUR), (1500, PayUnit.DAY), (300_000, PayUnit.MONTH))
# The finest unit a text states is its most specific statement, then a piece that is all one earns.
SPECIFIC: Final = (PayUnit.HOUR, PayUnit.DAY, PayUnit.SHIFT)
FAR: Final = 3  # a monthly figure this many times off the fields is no pay
NEAR: Final = 1.3  # rates this near are of shifts or jobs; others of weekends or overtime
DEAREST: Final = 100  # CNY of a piece by which alone one is paid
WIDEST: Final = 12  # a range whose ends differ more is two things
# Pay without a figure anywhere: at least its unit.
_UNPRICED: Final = (
    (PayUnit.PIECE, re.compile(r"计件|按(?:件|单|条|篇|个|量|任务)[/计结付]")),
    (PayUnit.COMMISSION, re.compile(r"纯提成|提成制|按比例(?:提成|分成)|收入为分成")),
)
_PAY: Final = re.compile("薪|(?<!龄)工资|收入|[日月年]入|报酬|工价")
_FIELD_PART: Final = ("pay_text",)  # a pay field of prose, which the other parts do not overrule
_TEXT_PARTS: Final = ("pay_text", "description")
_NAME_PARTS: Final = ("title", "alias", "tags")


class PayReading(NamedTuple):
    """Pay as the text says: figures in CNY a unit, None where not said (maximum None: 9000+).

    others: what else is quoted, in order. quote: the words that prove it; None: from the fields.
    odd: the text quotes no pay but one that cannot be meant (月薪5元).
    """

    unit: PayUnit | None
    minimum: float | None
    maximum: float | None
    settlement: Settlement | None
    unit_stated: bool
    quote: Span | None
    others: tuple[Span, ...]
    odd: bool = False

    @property
    def pay(self) -> Pay | None:
        """The reading as a posting's pay, or None where no figure is known."""
        if self.unit is None or self.minimum is None:
            return None
        top = self.minimum if self.maximum is None else self.maximum
        return Pay(self.minimum, top, self.unit, self.settlement, self.unit_stated)


def read_pay(prose: Prose, pay_min: float | None, pay_max: float | None) -> PayReading:
    """Pay from parts pay_text, description, title, alias and tags, else from the fields.

    pay_min, pay_max: the source's own figures in CNY of an unwritten unit; nonsense is passed over.
    """
    field = _field(pay_min, pay_max)
    in_text, in_names = list(amounts(prose, *_TEXT_PARTS)), list(amounts(prose, *_NAME_PARTS))
    quotes = _quotes(in_text, field)
    names = _quotes(in_names, field, titled=True)
    stated = _quotes(list(amounts(prose, *_FIELD_PART)), field)
    chosen = (stated and _choose(stated, names, field)) or _choose(quotes, names, field)
    settlement = read_settlement(prose)
    if chosen:
        others = tuple(quote.span for quote in quotes + names if quote.span != chosen.span)
        return PayReading(
            chosen.unit, chosen.low, chosen.high, settlement, True, chosen.span, others
        )
    odd = any(_is_odd(amount, prose) for amount in in_text + in_names)
    if field:
        return PayReading(field.unit, field.low, field.high, settlement, False, None, (), odd)
    for unit, pattern in _UNPRICED:
        found = prose.first(pattern, *_TEXT_PARTS, "title")
        if found:
            quote = prose.span(*found.span())
            return PayReading(unit, None, None, settlement, True, quote, (), odd)
    return PayReading(None, None, None, settlement, False, None, (), odd)


def _quotes(found: Sequence[Amount], field: Amount | None, titled: bool = False) -> list[Amount]:
    """The amounts that are pay.

    A bare 4500-6000 or 5000+ is pay in a title, and a bare range that agrees with the fields.
    """
    settled = (
        _settled(amount, titled, amount.open and (titled or _agrees(amount, field)))
        for amount in found
    )
    return [quote for quote in settled if quote and not _far_off(quote, field)]


def _is_odd(amount: Amount, prose: Prose) -> bool:
    """Whether words of pay stand before a figure with a unit that no pay of the unit can be."""
    if amount.unit not in PLAUSIBLE or amount.role in (Role.EXTRA, Role.TRIAL, Role.APPRENTICE):
        return False
    least, most = PLAUSIBLE[amount.unit]
    within = least <= amount.low and (amount.high or amount.low) <= most
    return amount.marked and not within and bool(_PAY.search(prose.before(amount.span.start, 8)))


def _agrees(quote: Amount, field: Amount | None) -> bool:
    """Whether a range in round figures overlaps the fields' own, and is a month as they are."""
    if field is None or field.unit is not PayUnit.MONTH or quote.high is None:
        return False
    overlaps = quote.low <= (field.high or 0) and field.low <= quote.high
    return overlaps and quote.low % 50 == quote.high % 50 == 0


def _far_off(quote: Amount, field: Amount | None) -> bool:
    """Whether a monthly figure is so far from the fields that it must be something else."""
    if field is None or not quote.unit is field.unit is PayUnit.MONTH:
        return False
    return (quote.high or quote.low) < field.low / FAR or quote.low > (field.high or 0) * FAR


def _settled(amount: Amount, titled: bool, bare_too: bool) -> Amount | None:
    """The amount with a unit, or None where it is no pay (a bonus, implausible, no unit fits)."""
    if amount.role in (Role.EXTRA, Role.APPRENTICE):
        return None
    unit, low, high = amount.unit, amount.low, amount.high
    if unit is None and (amount.role is not Role.BARE or amount.marked or bare_too):
        unit = PayUnit.MONTH if low >= 1000 else None
        if high and low < high <= 30 and amount.role is Role.TOTAL:
            unit, low, high = PayUnit.MONTH, low * 1000, high * 1000
    if unit is None:
        return None
    if unit is PayUnit.PIECE and low >= 1000:  # 计件工资9-18K is a month's
        unit = PayUnit.MONTH
    least, most = PLAUSIBLE.get(unit, (0, 0))
    if not (least <= low and (high or low) <= most and (high or low) <= low * WIDEST):
        return None
    if amount.role is Role.TRIAL and (titled or unit is not PayUnit.MONTH):
        return None
    return replace(amount, low=low, high=high, unit=unit)


def _field(pay_min: float | None, pay_max: float | None) -> Amount | None:
    figures = [figure for figure in (pay_min, pay_max) if figure and 0 < figure < float("inf")]
    if not figures or pay_min == 0:
        return None
    low, high = min(figures), max(figures)
    unit = next((unit for bound, unit in UNIT_BY_SIZE if high <= bound), PayUnit.YEAR)
    return Amount(low, high, unit, Role.TOTAL, True, high > low, Span(0, 0, ""))


def _choose(
    quotes: Sequence[Amount], names: Sequence[Amount], field: Amount | None
) -> Amount | None:
    piece = _price_of_all(quotes)
    specific = [q for q in quotes if q.unit in SPECIFIC and not (piece and q.role is Role.GUESS)]
    named = next((quote for quote in specific if _named(quote, names)), None)
    if specific:
        finest = min(specific, key=lambda quote: SPECIFIC.index(quote.unit or PayUnit.SHIFT))
        return _widened(named, specific) if named else _spanned(finest, specific)
    if piece:
        return piece
    monthly = _monthly([q for q in quotes if q.unit is PayUnit.MONTH], names, field)
    if monthly:
        return monthly
    for unit in (PayUnit.YEAR, PayUnit.PIECE):
        stated = [quote for quote in quotes if quote.unit is unit]
        if stated:
            return stated[0]
    if names and not quotes:
        return _choose(names, (), field)
    return None


def _price_of_all(quotes: Sequence[Amount]) -> Amount | None:
    """The price of a piece that is all there is to earn: no base, no guarantee stands beside it."""
    if any(quote.role in (Role.BASE, Role.FLOOR) for quote in quotes):
        return None
    pieces = (q for q in quotes if q.unit is PayUnit.PIECE and q.marked)
    return next((q for q in pieces if q.low <= DEAREST), None)


def _widened(chosen: Amount, quotes: Sequence[Amount]) -> Amount:
    """The one figure chosen as the range that begins with it: 260/天, 一天260-280."""
    alike = (q for q in quotes if (q.unit, q.low) == (chosen.unit, chosen.low) and q.high)
    return chosen if chosen.open else next((q for q in alike if q.open), chosen)


def _spanned(chosen: Amount, quotes: Sequence[Amount]) -> Amount:
    """From the lowest to the highest rate of the unit, of shifts or jobs, that is near enough."""
    near = (chosen.low / NEAR, chosen.low * NEAR)
    rates = [q for q in quotes if q.unit is chosen.unit and q.high and near[0] <= q.low <= near[1]]
    if chosen.high is None or not rates:
        return chosen
    low, high = min(rate.low for rate in rates), max(rate.high or 0 for rate in rates)
    return replace(chosen, low=low, high=high)


def _before(quote: Amount, other: Amount) -> bool:
    return quote.span.start < other.span.start


def _named(quote: Amount, names: Sequence[Amount]) -> bool:
    return any((name.unit, name.low) == (quote.unit, quote.low) for name in names)


def _monthly(
    quotes: Sequence[Amount], names: Sequence[Amount], field: Amount | None
) -> Amount | None:
    """The range all monthly totals span; None where only a base is written and the fields know.

    The month of a trial widens what is paid after it, unless a range told before it holds it.
    """
    trials = [quote for quote in quotes if quote.role is Role.TRIAL]
    quotes = [quote for quote in quotes if quote.role is not Role.TRIAL]
    framed = [quote for quote in quotes if quote.role is Role.FRAME]
    named = [quote for quote in quotes if quote.role not in (Role.BASE, Role.BARE)]
    totals = framed or named or [quote for quote in quotes if quote.role is Role.BARE]
    if all(quote.high in (None, quote.low) for quote in totals):
        floors = [n for n in names if n.unit is PayUnit.MONTH and n.role is Role.FLOOR]
        totals += floors if totals else []
    if not totals:
        return quotes[0] if quotes and field is None else None
    tops = {quote.low for quote in totals if quote.role is not Role.FLOOR}
    closed = any(quote.high for quote in totals) or len(tops) > 1
    totals += [t for t in trials if not any(q.high and q.open and _before(q, t) for q in totals)]
    low = min(quote.low for quote in totals)
    high = max(quote.high or quote.low for quote in totals) if closed else None
    if (
        high is None
        and field
        and field.low - 1 <= low < (field.high or low) + (field.high == field.low)
    ):
        return None
    return Amount(low, high, PayUnit.MONTH, totals[0].role, True, high != low, totals[0].span)
