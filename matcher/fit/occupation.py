"""Occupation fit: how related the posting's trade is to those the worker knows or wants."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.board import code_number
from matcher.columns import Rows
from registry.occupations import Occupations, middle_class, minor_class


class Codes(NamedTuple):
    """All m codes, ascending, with their numbers, minor and middle classes, each (m,)."""

    codes: NDArray[np.str_]
    numbers: NDArray[np.int64]
    minor: NDArray[np.str_]
    middle: NDArray[np.str_]


def codes_of(occupations: Occupations) -> Codes:
    """The classification as arrays; a code's number ascends as the code does."""
    codes = sorted(occupations.codes)
    return Codes(
        np.array(codes),
        np.array([code_number(code) for code in codes], dtype=np.int64),
        np.array([minor_class(code) for code in codes]),
        np.array([middle_class(code) for code in codes]),
    )


def relatedness_row(trade: str, codes: Codes, occupations: Occupations) -> NDArray[np.float64]:
    """Relatedness of one trade to each of m codes, (m,) in [0, 1]; equals `relatedness` of each."""
    row = np.zeros(len(codes.codes))
    for level, fit in occupations.near(trade).items():
        for classes in (codes.codes, codes.minor, codes.middle):
            np.maximum(row, fit, out=row, where=classes == level)
    return row


def trade_places(numbers: NDArray[np.int64], rows: Rows) -> NDArray[np.int64]:
    """Where each posting's occupation stands in the ascending code numbers, (n,); -1 for none."""
    asked = rows["occupation"]
    places = np.minimum(np.searchsorted(numbers, asked), len(numbers) - 1)
    return np.where((numbers[places] == asked) & (asked != 0), places, -1)


def occupation_fit(trades: NDArray[np.float64], places: NDArray[np.int64]) -> NDArray[np.float64]:
    """Relatedness of each posting's occupation to the person's trades, (n,).

    trades: (m,) beside the code numbers; empty where she has told no trade. places: (n,) as
    `trade_places`. NaN where either side is unsure.
    """
    if not len(trades):
        return np.full(len(places), np.nan)
    return np.append(trades, np.nan)[places]


def trades_fit(
    trades: NDArray[np.int32],
    weights: NDArray[np.float64],
    named: NDArray[np.int64],
    related: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Relatedness of one posting's occupation to the trades of k people, (k,); as occupation_fit.

    trades: (k, t) numbers, best first, 0 for none; weights: (t,) of a first, second … trade.
    named: (d,) ascending, every number that stands in trades; related: (d,) of each to the posting.
    NaN for who has told no trade.
    """
    told = trades != 0
    if not told.any():
        return np.full(len(trades), np.nan)
    places = np.minimum(np.searchsorted(named, trades), len(named) - 1)
    best = np.where(told, related[places] * weights, 0.0).max(axis=1)
    return np.where(told.any(axis=1), best, np.nan)
