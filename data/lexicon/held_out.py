"""How well names of occupations that the axes were not learned from find each other.

    python data/lexicon/held_out.py --cache .linggang/encoded

Four times a quarter of the minor classes is kept out; among its names each one looks for the others
of its own occupation. One line of JSON a setting, with the mean average precision of each quarter:
the settings of `trade_axes.py` are the best of these with 128 axes. No evaluation data is read.
"""

import argparse
import json
from pathlib import Path

import numpy as np
from make_word_vectors import all_words, pulled_together, unit
from occupation_names import read_names
from trade_axes import Settings, learned

from matcher.evaluation import average_precision

QUARTERS = 4
SEED = 0
TRIED = (
    *(Settings(dimensions=dimensions) for dimensions in (96, 128, 192)),
    *(Settings(steps=steps) for steps in (0, 80, 300)),
    *(Settings(sharpness=sharpness) for sharpness in (3.0, 10.0, 20.0)),
    *(Settings(ridge=ridge) for ridge in (1.0, 3.0)),
    *(Settings(rate=rate) for rate in (0.003, 0.02)),
)


def found(names: np.ndarray, codes: np.ndarray) -> float:
    """Mean average precision; a name whose occupation has no other is not asked."""
    precisions = []
    for place in range(len(names)):
        others = np.arange(len(names)) != place
        same = (codes == codes[place])[others]
        if same.any():
            alike = (names @ names[place])[others]
            precisions.append(average_precision(same[np.argsort(-alike, kind="stable")]))
    return float(np.mean(precisions))


def measured(names: np.ndarray, codes: list[str], settings: Settings) -> list[float]:
    """`found` of each quarter, learned from the other three."""
    minor = np.array([code.rpartition("-")[0] for code in codes])
    classes = np.unique(minor)
    quarter = np.random.default_rng(SEED).integers(0, QUARTERS, len(classes))
    part = quarter[np.searchsorted(classes, minor)]
    every, scores = np.array(codes), []
    for number in range(QUARTERS):
        taught, asked = part != number, part == number
        axes = learned(names[taught], every[taught].tolist(), settings)
        scores.append(round(found(unit(names[asked] @ axes), every[asked]), 4))
    return scores


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cache", type=Path)
    words, common = all_words()
    read = read_names(words)
    for kinds in (("use",), ("e5",), ("use", "e5")):
        vectors = pulled_together(words, common, parser.parse_args().cache, kinds)
        names = unit(read.words @ vectors)
        for settings in TRIED if len(kinds) > 1 else (Settings(),):
            scores = measured(names, read.codes, settings)
            told = {"encoders": kinds, **settings._asdict(), "quarters": scores}
            print(json.dumps({**told, "map": round(float(np.mean(scores)), 4)}), flush=True)


if __name__ == "__main__":
    main()
