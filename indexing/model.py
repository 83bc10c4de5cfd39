"""How text is read for search: the tokenizer and the word table, loaded once at start."""

import hashlib
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

from indexing.normalise import normalise
from indexing.tokens import Tokenizer, load_tokenizer
from indexing.words import WordTable, load_words

DICTIONARY: Final = "user_dictionary.txt"
STOP_WORDS: Final = "stop_words.txt"
WORD_VECTORS: Final = "word_vectors.npz"


@dataclass(frozen=True, slots=True)
class TextModel:
    """`words` None: no static table is there, and an index trains one on its own documents.

    `hash` names the files read; an index built with other files is refused.
    """

    tokenizer: Tokenizer
    words: WordTable | None
    hash: str


def load_model(lexicon_dir: Path, cache_dir: Path | None = None) -> TextModel:
    """The dictionary, stop words and word vectors of data/lexicon; each of the three may be absent.

    `cache_dir` may keep what is slow to prepare (see indexing.tokens).
    """
    stop_words = read_stop_words(lexicon_dir / STOP_WORDS)
    tokenizer = load_tokenizer(lexicon_dir / DICTIONARY, stop_words, cache_dir)
    vectors = lexicon_dir / WORD_VECTORS
    words = load_words(vectors) if vectors.exists() else None
    return TextModel(tokenizer, words, _hash(lexicon_dir))


def read_stop_words(path: Path) -> frozenset[str]:
    """One word a line, normalised; `#` opens a comment; an absent file is an empty set."""
    if not path.exists():
        return frozenset()
    lines = path.read_text("utf-8-sig").splitlines()
    return frozenset(normalise(line) for line in lines if line.strip() and line[0] != "#")


def _hash(lexicon_dir: Path) -> str:
    digest = hashlib.sha256(version("jieba").encode())
    for name in (DICTIONARY, STOP_WORDS, WORD_VECTORS):
        path = lexicon_dir / name
        digest.update(name.encode() + (path.read_bytes() if path.exists() else b"\0absent"))
    return digest.hexdigest()[:16]
