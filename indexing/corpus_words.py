"""The fallback word table: TF-IDF and truncated SVD over the bureau's own postings."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

from indexing.words import WordTable, quantise

DIMENSIONS: Final = 128
LEAST_WORDS: Final = 2
SEED: Final = 0


def train_words(documents: Sequence[list[str]]) -> WordTable:
    """A vector for each word of `documents`, alike for words that keep the same company.

    At most 128 dimensions, fewer for a tiny corpus. The same documents give the same table.
    Fewer than two different words: nothing to learn, a table of one dimension.
    """
    words = sorted({word for document in documents for word in document})
    if len(words) < LEAST_WORDS:
        return quantise(words, np.ones((len(words), 1), dtype=np.float32))
    vectorizer = TfidfVectorizer(analyzer=list, sublinear_tf=True, dtype=np.float32)
    weights = vectorizer.fit_transform(documents)
    dimensions = max(1, min(DIMENSIONS, min(weights.shape) - 1))
    svd = TruncatedSVD(dimensions, random_state=SEED).fit(weights)
    vectors = svd.components_.T * np.sqrt(svd.singular_values_)  # strong axes count for more
    return quantise(vectorizer.get_feature_names_out().tolist(), vectors)
