"""Occupation fit: how related the posting's trade is to those the worker knows or wants."""

import numpy as np
from numpy.typing import NDArray

from matcher.board import code_number
from registry.occupations import Occupations


def code_numbers(codes: tuple[str, ...]) -> NDArray[np.int64]:
    """The numbers of ascending occupation codes, (m,), ascending as well."""
    return np.array([code_number(code) for code in codes], dtype=np.int64)


def relatedness_row(
    trade: str, codes: tuple[str, ...], occupations: Occupations
) -> NDArray[np.float64]:
    """Relatedness of one trade to each of m codes, (m,) in [0, 1]."""
    return np.array([occupations.relatedness(trade, code) for code in codes], dtype=np.float64)


def occupation_fit(
    trades: NDArray[np.float64], numbers: NDArray[np.int64], rows: NDArray[np.void]
) -> NDArray[np.float64]:
    """Relatedness of each posting's occupation to the person's trades, (n,).

    trades: (m,) beside the ascending code numbers (m,); empty where she has told no trade.
    NaN where either side is unsure.
    """
    asked = rows["occupation"]
    if not len(trades) or not len(rows):
        return np.full(len(rows), np.nan)
    places = np.minimum(np.searchsorted(numbers, asked), len(numbers) - 1)
    known = (numbers[places] == asked) & (asked != 0)
    return np.where(known, trades[places], np.nan)
