"""A small town to be advised in: a made worker before made postings, and what is beside her."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.fit.occupation import relatedness_row
from matcher.guidance.ground import Beside, Course, Ground, LookedAt, Tables
from matcher.guidance.likeness import Likeness
from matcher.guidance.market import Market, market_of
from matcher.guidance.standing import Matcher, stands
from matcher.guidance.what_if import WhatIf
from matcher.library import Library, library_of
from matcher.person import Person, person_of
from matcher.trade_pay import TradePay
from registry.divisions import Division
from registry.entitlements.entitlement import Entitlement
from registry.entitlements.every import entitlements as every_entitlement
from registry.entitlements.facts import Facts
from registry.gazetteer import Gazetteer
from registry.jobs.posting import Posting
from registry.occupations import Occupations
from registry.parameters import DatedValue, Parameter
from registry.workers.worker import Worker
from tests.builders import (
    CERTIFICATES,
    CODES,
    DAY,
    NUMBERS,
    OCCUPATIONS,
    VOCABULARY,
    board,
    posting,
)
from tests.registry.entitled import numbers as shipped_numbers

RIDER, COURIER, CLEANER = "4-10-08-01", "4-02-07-01", "4-09-08-01"
GAZETTEER = Gazetteer(
    [
        Division("370000", "山东省", "山东省", 36.6685, 117.0204),
        Division("371300", "临沂市", "山东省临沂市", 35.1041, 118.3564),
        Division("371302", "兰山区", "山东省临沂市兰山区", 35.0616, 118.3277),
        Division("371311", "罗庄区", "山东省临沂市罗庄区", 34.9972, 118.2848),
        Division("370100", "济南市", "山东省济南市", 36.6512, 117.1201),
        Division("370102", "历下区", "山东省济南市历下区", 36.6664, 117.0768),
        Division("371328", "蒙阴县", "山东省临沂市蒙阴县", 35.7123, 117.9431),
    ]
)
TABLES = Tables(OCCUPATIONS, CERTIFICATES, GAZETTEER)
TIMES = 3.0


def related(
    codes: Sequence[str], occupations: Occupations = OCCUPATIONS
) -> Mapping[str, NDArray[np.float64]]:
    """Relatedness rows of trades, as lists use them."""
    return {code: relatedness_row(code, CODES, occupations) for code in codes}


def matcher(as_of: date = DAY, occupations: Occupations = OCCUPATIONS) -> Matcher:
    """How a worker of the town is seen on a day. occupations: of the same codes as the usual."""

    def rows(codes: Sequence[str]) -> Mapping[str, NDArray[np.float64]]:
        return related(codes, occupations)

    def person(who: Worker) -> Person:
        return person_of(who, as_of, VOCABULARY, CERTIFICATES, rows(who.occupations))

    return Matcher(as_of, person, rows)


def library(postings: Sequence[Posting], median: float | Sequence[float] = np.nan) -> Library:
    """The postings as lists look at them; median: what the trade of each pays, CNY an hour."""
    size = len(postings)
    trade = TradePay(np.broadcast_to(np.asarray(median, dtype=np.float64), size), TIMES)
    titles = [" ".join((one.title, *one.tags)) for one in postings]
    employers = [one.employer for one in postings]
    unknown = np.full(size, np.nan)
    return library_of(np.arange(size), board(postings), trade, unknown, titles, employers, NUMBERS)


def ground(
    worker: Worker,
    postings: Sequence[Posting] = (),
    as_of: date = DAY,
    *,
    facts: Facts | None = None,
    entitlements: tuple[Entitlement, ...] | None = None,
    numbers: Mapping[str, Parameter] | None = None,
    looked_at: tuple[LookedAt, ...] | None = None,
    courses: Mapping[str, Course] | None = None,
    soon: NDArray[np.bool_] | None = None,
    moves: Mapping[tuple[int, int], int] | None = None,
    market: Market | None = None,
    median: float | Sequence[float] = np.nan,
    tables: Tables = TABLES,
    alike: Likeness | None = None,
    first: tuple[int, ...] = (),
) -> Ground:
    """A worker before postings on a day.

    numbers: the shipped ones where left out. entitlements: by her facts, none where she has none.
    market: of the postings whose pay is believable. median: what the trade of each pays.
    """
    known = shipped_numbers() if numbers is None else numbers
    if entitlements is None:
        entitlements = every_entitlement(facts, known, as_of) if facts else ()
    seen_by = matcher(as_of, tables.occupations)
    standing = stands(worker, library(postings, median), seen_by)
    if market is None:
        rows, offers = standing.library.rows, standing.library.offers
        market = market_of(rows, offers, ~standing.at.pay_doubtful)
    beside = Beside(
        numbers=known,
        facts=facts or Facts(),
        entitlements=entitlements,
        soon=soon,
        looked_at=looked_at,
        moves=moves or {},
        courses=courses or {},
        alike=alike,
        first=first,
    )
    return Ground(standing, WhatIf(standing, seen_by), market, tables, beside)


def number(
    name: str, value: float | None, start: date = date(2020, 1, 1), **more: Any
) -> Parameter:
    """A policy number that is the same everywhere from a day on."""
    return Parameter(name, "", DAY, (DatedValue("*", start, None, value, "测试", **more),))


def numbers_with(*changed: Parameter) -> dict[str, Parameter]:
    """The shipped policy numbers, some of them changed."""
    return {**shipped_numbers(), **{each.name: each for each in changed}}


def many(size: int, first: int = 1, **changes: Any) -> list[Posting]:
    """So many postings alike but for their number and employer, each a job of its own."""
    return [posting(str(first + place), **changes) for place in range(size)]
