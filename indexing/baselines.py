"""Baselines: the plain ways of search that ours is measured against, over the same documents.

Their words are those of jieba as it comes, in its mode for search, which finds more than its plain
one or our own tokenizer would let them find.
"""

from collections.abc import Callable, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

import jieba
import numpy as np
from numpy.typing import NDArray

from indexing.documents import Document
from indexing.normalise import normalise
from indexing.tokens import RUN
from registry.errors import LinggangError

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import TfidfVectorizer

# float64 (n,) of a query: how alike each document is, higher is more alike, 0 for nothing shared.
Scorer = Callable[[str], NDArray[np.float64]]
CHARS: Final = (1, 2)  # single characters and pairs
BM25_PINNED: Final = "bm25s==0.3.16"


class BaselineMissing(LinggangError):
    """A library that only a comparison needs is not installed."""

    code = "baseline_missing"


def bm25(documents: Sequence[Document]) -> Scorer:
    """BM25 (Lucene's, k1 1.5, b 0.75) over the words of title and text; BaselineMissing."""
    # Here and not above: a service that compares nothing has no need of it.
    try:
        import bm25s  # noqa: PLC0415
    except ModuleNotFoundError as missing:
        raise BaselineMissing(f"对照用的 BM25 没有安装：pip install {BM25_PINNED}") from missing
    searched = bm25s.BM25()
    words = [search_words(_whole(document)) for document in documents]
    searched.index(words, show_progress=False)

    def score(query: str) -> NDArray[np.float64]:
        asked = search_words(query)
        found = searched.get_scores(asked) if asked else np.zeros(len(documents))
        return np.asarray(found, dtype=np.float64)

    return score


def word_tfidf(documents: Sequence[Document]) -> Scorer:
    """Cosine of TF-IDF over the words of title and text."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    return _tfidf(documents, TfidfVectorizer(analyzer=search_words))


def char_tfidf(documents: Sequence[Document]) -> Scorer:
    """Cosine of TF-IDF over single characters and pairs of title and text."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415

    return _tfidf(
        documents, TfidfVectorizer(analyzer="char", ngram_range=CHARS, preprocessor=normalise)
    )


BASELINES: Final = {"bm25": bm25, "char_tfidf": char_tfidf, "word_tfidf": word_tfidf}


def search_words(text: str) -> list[str]:
    """Words of a text, and within long ones the shorter, as jieba cuts for search engines."""
    return [word for word in _jieba().cut_for_search(normalise(text)) if RUN.fullmatch(word)]


@cache
def _jieba() -> jieba.Tokenizer:
    return jieba.Tokenizer()


def _tfidf(documents: Sequence[Document], vectorizer: "TfidfVectorizer") -> Scorer:
    rows = vectorizer.fit_transform([_whole(document) for document in documents])

    def score(query: str) -> NDArray[np.float64]:
        return np.asarray((rows @ vectorizer.transform([query]).T).toarray()[:, 0])

    return score


def _whole(document: Document) -> str:
    return f"{document.title}\n{document.text}"
