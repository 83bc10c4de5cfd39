"""A library: all postings of one profile as every list of them looks at them, whoever asks."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Columns
from matcher.fit.hours import Weeks, weeks_of
from matcher.fit.location import Sites, sites_of
from matcher.fit.occupation import trade_places
from matcher.fit.wishes import Mentions
from matcher.offers import offers_of
from matcher.trade_pay import TradePay

# The places of so many words are kept; people wish for the same few.
WORDS_KEPT: Final = 200


class Mentioned:
    """Which of the texts of n postings contain a word, (n,); read only, as it is kept."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._texts = texts
        self._found: dict[str, NDArray[np.bool_]] = {}

    def __call__(self, word: str) -> NDArray[np.bool_]:
        found = self._found.get(word)
        if found is None:
            found = np.fromiter((word in text for text in self._texts), np.bool_, len(self._texts))
            found.flags.writeable = False
            if len(self._found) >= WORDS_KEPT:
                self._found.clear()
            self._found[word] = found
        return found


@dataclass(frozen=True, slots=True)
class Library:
    """n postings, and what is the same for everybody who asks for a list of them.

    among: (n,) their rows in the index, ascending. response: (n,) how soon each one's firm usually
    answers, a fit in [0, 1], NaN unknown. offers: (n,) as `offers_of`. trades: (n,) as
    `trade_places`.
    """

    among: NDArray[np.int64]
    rows: Columns
    weeks: Weeks
    sites: Sites
    trades: NDArray[np.int64]
    offers: NDArray[np.int64]
    trade: TradePay
    response: NDArray[np.float64]
    titles: Mentions
    employers: Mentions


def library_of(
    among: NDArray[np.int64],
    rows: NDArray[np.void],
    trade: TradePay,
    response: NDArray[np.float64],
    titles: Sequence[str],
    employers: Sequence[str],
    numbers: NDArray[np.int64],
) -> Library:
    """The library of board rows (n,); the others are beside them, but for `numbers`, those of all
    occupations.
    """
    columns = Columns.of(rows)
    return Library(
        among,
        columns,
        weeks_of(columns),
        sites_of(columns),
        trade_places(numbers, columns),
        offers_of(columns),
        trade,
        response,
        Mentioned(titles),
        Mentioned(employers),
    )
