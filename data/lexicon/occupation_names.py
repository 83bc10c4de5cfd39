"""Names of occupations as sums of words: what the axes of the word vectors are learned from."""

import csv
from pathlib import Path
from typing import NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from indexing.documents import Document
from indexing.model import DICTIONARY, STOP_WORDS, read_stop_words
from indexing.parsed import parse
from indexing.terms import rarity
from indexing.tokens import load_tokenizer
from indexing.words import WordTable

HERE = Path(__file__).resolve().parent
OCCUPATIONS = HERE.parent / "occupations"


class Names(NamedTuple):
    """m names. codes: their occupations; words: (m, n), how much each of n words weighs in each."""

    codes: list[str]
    words: csr_matrix


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def written_names() -> list[tuple[str, str]]:
    """(name, code): official names, their work types and everyday names."""
    official = rows_of(OCCUPATIONS / "occupations.csv")
    named = [(row["name"], row["code"]) for row in official]
    for row in official:
        named += [(work, row["code"]) for work in row["work_types"].split("|") if work]
    return named + [(row["alias"], row["code"]) for row in rows_of(OCCUPATIONS / "aliases.csv")]


def read_names(known_words: list[str]) -> Names:
    """Every name of which a word is known, weighed as the index weighs a title's words."""
    tokenizer = load_tokenizer(HERE / DICTIONARY, read_stop_words(HERE / STOP_WORDS))
    places = np.zeros((len(known_words), 1), dtype=np.int8)
    table = WordTable(known_words, places, np.ones(len(known_words), dtype=np.float32))
    read = [
        (code, parse(Document("", name), tokenizer, table).title) for name, code in written_names()
    ]
    read = [(code, terms) for code, terms in read if len(terms.ids)]
    rare = rarity([terms.ids for _, terms in read], len(read))
    weights = [np.log1p(terms.counts) * rare.of(terms.ids) for _, terms in read]
    ends = np.cumsum([0, *(len(terms.ids) for _, terms in read)])
    ids = np.concatenate([terms.ids for _, terms in read])
    shape = (len(read), len(known_words))
    return Names(
        [code for code, _ in read],
        csr_matrix((np.concatenate(weights), ids, ends), shape=shape, dtype=np.float32),
    )
