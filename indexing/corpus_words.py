"""The fallback word table: TF-IDF and truncated SVD over the bureau's own postings."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from indexing.words import WordTable, quantise

DIMENSIONS: Final = 128
SEED: Final = 0


def train_words(documents: Sequence[list[str]]) -> WordTable:
    """A vector for each word of `documents`, alike for words that keep the same company.

    At most 128 dimensions, fewer for a tiny corpus. The same documents give the same table.
    No words at all: a table of no rows in one dimension, which finds nothing alike.
    """
    if not any(documents):
        return WordTable([], np.zeros((0, 1), dtype=np.int8), np.zeros(0, dtype=np.float32))
    vectorizer = TfidfVectorizer(analyzer=list, sublinear_tf=True, dtype=np.float32)
    weights = vectorizer.fit_transform(documents)
    dimensions = max(1, min(DIMENSIONS, min(weights.shape) - 1))
    svd = TruncatedSVD(dimensions, random_state=SEED).fit(weights)
    return quantise(vectorizer.get_feature_names_out().tolist(), svd.components_.T)
