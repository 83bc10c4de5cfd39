"""Duplicates: whether two postings offer the same job, by a table of what must agree."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple

from registry.jobs.agreement import (
    Agreement,
    contact_agreement,
    employer_agreement,
    pay_agreement,
    place_agreement,
    title_likeness,
    trade_agreement,
)
from registry.jobs.sketch import Sketch


class Route(NamedTuple):
    """One way to be the same job: the least that each fact must agree.

    text: share of common character shingles, [0, 1]; 0 asks for none. title: see title_likeness.
    other_source: only postings of two sources.
    """

    code: str
    reason: str
    text: float
    title: float
    employer: Agreement
    place: Agreement
    pay: Agreement
    contact: Agreement = Agreement.APART
    trade: Agreement = Agreement.APART
    other_source: bool = False


_APART, _UNKNOWN, _LIKE, _SAME = Agreement
# Thresholds and their measured precision: docs/decisions/0005-duplicates.md.
ROUTES: Final = (
    Route("same_text", "同一单位、岗位名称相近、说明几乎相同", 0.85, 0.8, _SAME, _UNKNOWN, _LIKE),
    Route(
        "copied_text", "单位名称不同，但地点、报酬和说明几乎相同", 0.90, 0.8, _APART, _SAME, _LIKE
    ),
    Route(
        "same_offer",
        "两个来源：单位、岗位名称、地点、报酬都相同",
        0.0,
        1.0,
        _SAME,
        _SAME,
        _SAME,
        other_source=True,
    ),
    Route(
        "same_contact",
        "两个来源：电话、地点、报酬相同，工种相近",
        0.0,
        0.0,
        _UNKNOWN,
        _LIKE,
        _SAME,
        _SAME,
        _LIKE,
        other_source=True,
    ),
)


def route_of(first: Sketch, second: Sketch, text: float) -> Route | None:
    """The first route by which the two are the same job, None where they are not.

    text: how alike their descriptions are, [0, 1]; 0 where too short to tell.
    """
    place = place_agreement(first, second)
    pay = pay_agreement(first, second)
    if _APART in (place, pay):
        return None
    title = title_likeness(first.title, second.title)
    got = (
        place,
        pay,
        employer_agreement(first.employer, second.employer),
        contact_agreement(first.contact, second.contact),
        trade_agreement(first.trade, second.trade),
    )
    elsewhere = first.source != second.source
    return next(
        (
            route
            for route in ROUTES
            if _reached(route, got)
            and text >= route.text
            and title >= route.title
            and (elsewhere or not route.other_source)
        ),
        None,
    )


def _reached(route: Route, got: tuple[Agreement, ...]) -> bool:
    asked = (route.place, route.pay, route.employer, route.contact, route.trade)
    return all(have >= want for have, want in zip(got, asked, strict=True))


def joined(
    pairs: Iterable[tuple[str, str]], apart: Iterable[tuple[str, str]] = ()
) -> list[tuple[str, ...]]:
    """Groups of ids that pairs hang together, each sorted, in the order of their first id.

    apart: pairs that stand in no group together, whatever else hangs them together; earlier pairs
    join first.
    """
    group_of: dict[str, set[str]] = {}
    foes: dict[str, set[str]] = defaultdict(set)
    for first, second in apart:
        foes[first].add(second)
        foes[second].add(first)
    for first, second in pairs:
        one, other = (group_of.setdefault(each, {each}) for each in (first, second))
        if one is other or any(foes[each] & other for each in one if each in foes):
            continue
        small, large = sorted((one, other), key=len)
        large |= small
        group_of.update(dict.fromkeys(small, large))
    groups = {id(group): tuple(sorted(group)) for group in group_of.values()}
    return sorted(groups.values())
