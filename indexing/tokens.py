"""Text to words: jieba with the bureau's dictionary, kept apart from jieba's global tokenizer."""

import hashlib
import logging
import re
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from zipfile import BadZipFile

import jieba
import numpy as np

from indexing.normalise import normalise

RUN: Final = re.compile(r"[㐀-鿿a-z0-9]+")
JIEBA_DICTIONARY: Final = Path(jieba.__file__).with_name("dict.txt")
UNLISTED_FREQUENCY: Final = 100

logging.getLogger("jieba").setLevel(logging.WARNING)


class Tokenizer:
    """Words of a text, in order: no stop words, no punctuation, Latin and digits in runs."""

    def __init__(self, frequencies: dict[str, int], stop_words: frozenset[str]) -> None:
        self.stop_words = stop_words
        self._jieba = jieba.Tokenizer()
        self._jieba.FREQ = frequencies
        self._jieba.total = sum(frequencies.values())
        self._jieba.initialized = True

    def words(self, text: str) -> list[str]:
        """Words of `text` as it came. No word outside a dictionary is guessed (jieba's HMM is
        off): what nobody listed falls into its characters."""
        return self.cut(normalise(text))

    def cut(self, plain: str) -> list[str]:
        """Words of text that is normalised already."""
        words = (word for run in RUN.findall(plain) for word in self._jieba.cut(run, HMM=False))
        return [word for word in words if word not in self.stop_words]


def load_tokenizer(
    dictionary: Path | None, stop_words: frozenset[str], cache_dir: Path | None = None
) -> Tokenizer:
    """jieba's dictionary and ours: lines `word frequency tag`, `#` opens a comment.

    `cache_dir` keeps the prefix table between starts (0.2 s instead of 1 s); its name holds the
    hash of both dictionaries, so a changed dictionary makes a new one. It may be deleted freely.
    """
    own = dictionary.read_bytes() if dictionary and dictionary.exists() else b""
    if cache_dir is None:
        return Tokenizer(_prefix_table(own.decode("utf-8-sig")), stop_words)
    key = hashlib.sha256(JIEBA_DICTIONARY.read_bytes() + b"\n" + own).hexdigest()[:16]
    cached = cache_dir / f"prefixes-{key}.npz"
    frequencies = _load_prefixes(cached) if cached.exists() else None
    if frequencies is None:
        frequencies = _prefix_table(own.decode("utf-8-sig"))
        _save_prefixes(cached, frequencies)
    return Tokenizer(frequencies, stop_words)


def dictionary_lines(text: str) -> Iterable[tuple[str, int]]:
    """(word, frequency) of each line; a line without a frequency gets UNLISTED_FREQUENCY."""
    for line in text.splitlines():
        fields = [] if line.startswith("#") else line.split()
        if fields:
            listed = len(fields) > 1 and fields[1].isdigit()
            yield fields[0], int(fields[1]) if listed else UNLISTED_FREQUENCY


def _prefix_table(own: str) -> dict[str, int]:
    """Each word with its frequency and each beginning of a word with 0: what jieba walks along."""
    frequencies: dict[str, int] = {}
    jieba_text = JIEBA_DICTIONARY.read_text("utf-8")
    for text, spelled in ((jieba_text, False), (own, True)):
        for raw, frequency in dictionary_lines(text):
            word = normalise(raw) if spelled else raw
            frequencies[word] = max(frequency, frequencies.get(word, 0))
            for end in range(1, len(word)):
                frequencies.setdefault(word[:end], 0)
    return frequencies


def _save_prefixes(path: Path, frequencies: dict[str, int]) -> None:
    words = np.frombuffer("\n".join(frequencies).encode("utf-8"), dtype=np.uint8)
    counts = np.fromiter(frequencies.values(), dtype=np.int32, count=len(frequencies))
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".npz", delete=False) as file:
        np.savez(file, words=words, counts=counts)
    Path(file.name).replace(path)


def _load_prefixes(path: Path) -> dict[str, int] | None:
    """None where the file cannot be read: it is only a cache, and is made again."""
    try:
        with path.open("rb") as file, np.load(file) as stored:
            words = stored["words"].tobytes().decode("utf-8").split("\n")
            return dict(zip(words, stored["counts"].tolist(), strict=True))
    except (OSError, ValueError, KeyError, EOFError, BadZipFile):
        return None
