"""The index worked out the long way: dictionaries and dense sums, nothing of FAISS or row lists."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from math import exp, log, log1p, sqrt

import numpy as np

from indexing import similarity
from indexing.documents import Document
from indexing.model import TextModel
from indexing.normalise import normalise
from indexing.tokens import RUN

Bag = dict[str, float]


def char_bag(text: str) -> Bag:
    runs = RUN.findall(normalise(text))
    pairs = [run[at : at + 2] for run in runs for at in range(len(run) - 1)]
    pairs = [pair for pair in pairs if (pair[0] > "z") == (pair[1] > "z")]
    return dict(Counter([letter for run in runs for letter in run if letter > "z"] + pairs))


class Oracle:
    """Learns rarities from `built`; then answers for any documents and query."""

    def __init__(self, model: TextModel, built: Sequence[Document]) -> None:
        assert model.words is not None
        self.model, self.table = model, model.words
        self.count = len(built)
        self.held = {
            kind: Counter(term for one in built for term in self.bag(kind, one))
            for kind in ("pieces", "chars")
        }

    def field(self, kind: str, text: str) -> Bag:
        if kind == "chars":
            return char_bag(text)
        words = self.model.tokenizer.words(text)
        return dict(Counter(str(row) for word in words for row in self.table.pieces(word)))

    def bag(self, kind: str, document: Document) -> Bag:
        title, text = self.field(kind, document.title), self.field(kind, document.text)
        share = similarity.TEXT_IN_LEXICAL
        return {term: title.get(term, 0) + share * text.get(term, 0) for term in {**title, **text}}

    def rarity(self, kind: str, term: str) -> float:
        return log((self.count + 1) / (self.held[kind][term] + 1)) + 1

    def weights(self, kind: str, bag: Bag) -> Bag:
        raw = {term: log1p(count) * self.rarity(kind, term) for term, count in bag.items()}
        length = sqrt(sum(weight**2 for weight in raw.values())) or 1
        return {term: weight / length for term, weight in raw.items()}

    @cache  # noqa: B019  an oracle lives as long as its tests
    def held_weights(self, kind: str, document: Document) -> Bag:
        return self.weights(kind, self.bag(kind, document))

    def cosine(self, kind: str, document: Document, query: str) -> float:
        asked = self.weights(kind, self.field(kind, query))
        held = self.held_weights(kind, document)
        return sum(weight * held.get(term, 0) for term, weight in asked.items())

    def text_vector(self, text: str) -> np.ndarray:
        vector = np.zeros(self.table.dimensions)
        for term, count in self.field("pieces", text).items():
            row = int(term)
            word = self.table.codes[row] * float(self.table.scales[row])
            vector += log1p(count) * self.rarity("pieces", term) * word
        return vector / (np.linalg.norm(vector) or 1)

    @cache  # noqa: B019
    def vector(self, document: Document) -> np.ndarray:
        both = self.text_vector(document.title)
        both = both + similarity.TEXT_IN_VECTOR * self.text_vector(document.text)
        return both / (np.linalg.norm(both) or 1)

    def fused(self, documents: Iterable[Document], query: str) -> np.ndarray:
        """Of each document, in [0, 1]."""
        asked = self.text_vector(query)
        sums = [
            similarity.VECTOR_WEIGHT * float(self.vector(one) @ asked)
            + similarity.CHAR_WEIGHT * self.cosine("chars", one, query)
            for one in documents
        ]
        return np.array([1 / (1 + exp((similarity.MIDDLE - s) / similarity.SPREAD)) for s in sums])
