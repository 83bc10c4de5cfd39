"""Figures that pay terms quote: money and percentages near given places, with what they count."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from indexing.reading.amounts import Amount, amounts
from indexing.reading.pay_term_words import CALLED, MEASURES, PERIODS
from indexing.reading.spans import Prose
from registry.jobs.pay_terms import TermUnit

_PERCENT: Final = re.compile(
    r"(?<![\d.])(?P<low>\d{1,3}(?:\.\d{1,2})?) ?%? ?(?:[-至到] ?(?P<high>\d{1,3}(?:\.\d{1,2})?) ?)?"
    r"(?:%|个点)(?P<open>以上|起|\+)?"
)
_COUNTED: Final = re.compile(
    rf"(?:/|一|每|元|块|per) ?(?:人/?)?(?:每|一)?个?(?P<each>{MEASURES}|{PERIODS})$"
)
_COUNTED_AFTER: Final = re.compile(
    rf" ?(?:/|每|一)(?:每|一)?个?(?P<each>{MEASURES}|{PERIODS})(?![均共般起])"
)
# 保底4000+提成: the sign joins the next term, it does not open the figure.
_JOINS: Final = re.compile(r" ?[^\W_]")
_DIGIT: Final = re.compile(r"\d|[一二两三四五六七八九][千万]")
_IN_FIGURE: Final = frozenset("0123456789.,-元kKwW千万到至%~")
_CLOSE: Final = 10  # characters around a place within which a figure begins or ends
_BEFORE, _AFTER = 20, 24  # and within which all of it stands


class Figure(NamedTuple):
    """A quoted figure at [start, end); high None: open upwards.

    per: what it counts (单, 月), "" where not written. marked: written with 元, k, 千, 万 or %.
    """

    start: int
    end: int
    low: float
    high: float | None
    unit: TermUnit
    per: str
    marked: bool

    @property
    def sure(self) -> bool:
        """Whether it is more than a bare number."""
        return self.marked or bool(self.per)


def figures_near(prose: Prose, places: Iterable[re.Match[str]]) -> list[Figure]:
    """Money and percentages within reach of the places, in the order of the text."""
    windows = list(_windows(prose.plain, places))
    if not windows:
        return []
    parts = {str(number): window for number, window in enumerate(windows)}
    near = Prose(prose.text, prose.plain, parts)
    found = [_money(prose.plain, amount) for amount in amounts(near, *near.parts)]
    for percent in near.find(_PERCENT, *near.parts):
        low, high = float(percent["low"]), float(percent["high"] or percent["low"])
        if low <= high <= 100 and (low or not percent["open"]):
            joins = percent["open"] == "+" and _JOINS.match(prose.plain, percent.end())
            top = None if percent["open"] and not joins else high
            end = percent.end() - bool(joins)
            found.append(Figure(percent.start(), end, low, top, TermUnit.PERCENT, "", True))
    return sorted(found)


def called(measure: str) -> str:
    """One word a measure: 公里 for km, 天 for 日."""
    return CALLED.get(measure, measure)


def _windows(plain: str, places: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    """Stretches around the places that hold a digit, in order, none cutting a figure in two."""
    held = (0, -1)
    with_digits = (
        place.span()
        for place in places
        if _DIGIT.search(plain, max(0, place.start() - _CLOSE), place.end() + _CLOSE)
    )
    for low, high in sorted(_whole(plain, *place) for place in with_digits):
        if held[1] < 0 or low > held[1] + 1:
            if held[1] >= 0:
                yield held
            held = (low, high)
        held = (held[0], max(high, held[1]))
    if held[1] >= 0:
        yield held


def _whole(plain: str, start: int, end: int) -> tuple[int, int]:
    """What lies within reach, widened to where no figure is running."""
    start, end = max(0, start - _BEFORE), min(len(plain), end + _AFTER)
    while start and plain[start - 1] in _IN_FIGURE:
        start -= 1
    while end < len(plain) and plain[end] in _IN_FIGURE:
        end += 1
    return start, end


def _money(plain: str, amount: Amount) -> Figure:
    start, end, high = amount.span.start, amount.span.end, amount.high
    if plain[end - 1] == "+" and _JOINS.match(plain, end):
        end, high = end - 1, high or amount.low
    counted = _COUNTED.search(plain, start, end) if amount.unit else None
    after = None if counted else _COUNTED_AFTER.match(plain, end)
    if after:
        end = after.end()
    each = counted or after
    per = called(each["each"]) if each else ""
    return Figure(start, end, amount.low, high, TermUnit.CNY, per, amount.marked)
