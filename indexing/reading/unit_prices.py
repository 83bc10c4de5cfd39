"""Unit prices of a text: what one order, piece or kilometre pays."""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from indexing.reading.pay_figures import Figure, called
from indexing.reading.pay_term_words import MEASURES
from indexing.reading.spans import Prose
from registry.jobs.pay_terms import TermUnit

PLAUSIBLE: Final = (0.05, 1000.0)  # CNY
WIDEST: Final = 12  # a range whose ends differ more is two things
# The measure before its figure: 每单5元, 单价：6-8元.
_BEFORE: Final = re.compile(
    rf"(?:(?:每|一|(?<!\d)1)(?P<each>{MEASURES})|按(?P<by>[单件票])(?:计[算费薪酬]|结算?)?"
    r"|(?P<price>(?<!客)单价|单均))(?:[ :(为是约在]|综合|平均|均价|价格|单价|大概|行业|最高|提成)*$"
)
# A bare figure after its measure must end its phrase: 每箱24瓶 is no price.
_PHRASE_END: Final = re.compile(r" ?(?:$|[,。;、()\n\]+!]|左右|不等|起|以上)")
_OTHER: Final = re.compile(
    r"(?:费|售价|价格|租|消费|充值|门票|水电|餐标|成本|保险|体检|房|客单价?|满|超过|流水|销量|销售额|卖)"
    r"[^,。;\n]{0,4}$"
)
_NO_WORK: Final = frozenset({"小时", "户", "米"})  # pay by the hour is no unit price
_IS_MEASURE: Final = re.compile(MEASURES)
_REACH: Final = 14


class UnitPrice(NamedTuple):
    """A figure that is a price; start: of its measure where that stands first. per: "" not said."""

    figure: Figure
    start: int
    per: str


def unit_prices(prose: Prose, figures: Iterable[Figure]) -> Iterator[UnitPrice]:
    """The figures that are prices of one order, piece, kilometre …"""
    for figure in figures:
        price = _price(prose.plain, figure)
        if price:
            yield price


def _price(plain: str, figure: Figure) -> UnitPrice | None:
    before = plain[max(0, figure.start - _REACH) : figure.start]
    measure = _BEFORE.search(before)
    if not _plausible(figure) or (measure is None and _OTHER.search(before)):
        return None
    per, start = figure.per, figure.start
    if measure and not per:
        if not figure.marked and not _PHRASE_END.match(plain, figure.end):
            return None
        per = called(measure["each"] or measure["by"] or "")
    if measure and (measure["price"] or not figure.per):
        start -= len(before) - measure.start()
    elif not per:
        return None
    known = _IS_MEASURE.fullmatch(per) or not per
    return UnitPrice(figure, start, per) if known and per not in _NO_WORK else None


def _plausible(figure: Figure) -> bool:
    low, high = figure.low, figure.high or figure.low
    in_bounds = PLAUSIBLE[0] <= low <= high <= min(PLAUSIBLE[1], low * WIDEST)
    return figure.unit is TermUnit.CNY and in_bounds
