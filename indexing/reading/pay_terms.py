"""Pay terms of a text: unit prices, commission, cuts, deductions, incentives, base, guarantee."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from indexing.reading.named_terms import ReadTerm, named_terms
from indexing.reading.pay_figures import figures_near
from indexing.reading.pay_term_words import NAME, PRICE
from indexing.reading.spans import Prose
from indexing.reading.unit_prices import UnitPrice, unit_prices
from registry.jobs.pay_terms import PayTerm, PayTermKind, TermUnit

# Kinds whose names all mean one thing; 全勤奖 and 餐补 are two.
_ONE_NAME: Final = frozenset({PayTermKind.COMMISSION, PayTermKind.BASE, PayTermKind.GUARANTEE})
_TEXT: Final = ("pay_text", "title", "description", "alias", "tags", "welfare")


def read_pay_terms(prose: Prose) -> tuple[ReadTerm, ...]:
    """The terms a text states, in its order: none twice, no two in the same place. Never raises."""
    found = list(prose.find(NAME, *_TEXT))
    measures = list(prose.find(PRICE, *_TEXT))
    if not found and not measures:
        return ()
    figures = figures_near(prose, [*found, *measures])
    named = list(named_terms(prose, found, figures))
    prices = unit_prices(prose, figures) if measures else ()
    return tuple(_once([*named, *_beside(prose, named, prices)]))


def _beside(
    prose: Prose, named: Sequence[ReadTerm], prices: Iterable[UnitPrice]
) -> Iterator[ReadTerm]:
    """Prices as terms, but for those whose figure a named term has taken."""
    reached = 0
    for figure, start, per in prices:
        taken = any(one.span.start < figure.end and start < one.span.end for one in named)
        if taken or start < reached:
            continue
        span = prose.span(start, figure.end)
        reached = figure.end
        low, high = figure.low, figure.high
        kind, unit = PayTermKind.UNIT_PRICE, TermUnit.CNY
        yield ReadTerm(PayTerm(kind, "", low, high, unit, per, quote=span.text), span)


def _once(read: Sequence[ReadTerm]) -> Iterator[ReadTerm]:
    """Each term once, in the order of the text; a bare name not beside its own figure."""
    priced = {(one.term.kind, one.term.name) for one in read if one.term.unit}
    kinds = {kind for kind, _ in priced}
    told = set()
    for one in sorted(read, key=lambda one: one.span.start):
        term = one.term
        bare = term.unit is None and not term.denied
        if bare and ((term.kind, term.name) in priced or term.kind in _ONE_NAME & kinds):
            continue
        line = str(term)
        if line not in told:
            told.add(line)
            yield one
