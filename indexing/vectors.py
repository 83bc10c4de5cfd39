"""A text's vector: the rarity-weighted sum of its words' vectors, to unit length."""

import numpy as np
from numpy.typing import NDArray

from indexing.similarity import TEXT_IN_VECTOR
from indexing.terms import Rarity, Terms
from indexing.words import WordTable


def text_vector(pieces: Terms, rarity: Rarity, table: WordTable) -> NDArray[np.float32]:
    """float32 (d,) of unit length; zeros where the table knows no piece of the text.

    pieces: rows of the word table with their counts; a count weighs ln(1 + count).
    """
    weights = np.log1p(pieces.counts) * rarity.of(pieces.ids)
    return unit(table.sum(pieces.ids, weights))


def document_vector(
    title: Terms, text: Terms, rarity: Rarity, table: WordTable
) -> NDArray[np.float32]:
    """float32 (d,) of unit length: the title's vector with a share of the text's."""
    both = text_vector(title, rarity, table) + TEXT_IN_VECTOR * text_vector(text, rarity, table)
    return unit(both)


def unit(vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """`vector` to unit length; zeros stay zeros."""
    length = np.sqrt(np.dot(vector, vector))
    return (vector / length if length else vector).astype(np.float32)
