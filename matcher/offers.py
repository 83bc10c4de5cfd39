"""Offers: postings that are one job, by being the same offer or in the same cluster."""

import numpy as np
from numpy.typing import NDArray

from matcher.columns import Rows


def offers_of(rows: Rows) -> NDArray[np.int64]:
    """The offer of each posting (n,): the first row of those that are one job with it.

    One job: with an equal likeness or cluster, 0 being none, or one job with the same third.
    """
    offer = np.arange(len(rows), dtype=np.int64)
    groups = [_groups(rows[name]) for name in ("likeness", "cluster")]
    while True:
        before = offer
        for group in groups:
            first = np.full(len(offer), len(offer), dtype=np.int64)
            np.minimum.at(first, group, offer)
            offer = first[group]
        if np.array_equal(offer, before):
            return offer


def _groups(key: NDArray[np.int64]) -> NDArray[np.int64]:
    """A number for each row (n,), equal where the key is; where it is 0 a number of its own."""
    _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    return np.where(key == 0, np.arange(len(key)), first[inverse])
