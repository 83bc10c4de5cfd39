"""Makes user_dictionary.txt, jieba's list of our own words, from the other tables.

    python data/lexicon/make_user_dictionary.py

Taken in: everyday names of occupations, official names of at most six characters, Linyi's counties
and towns in full and in short, names and spellings of certificates, and extra_words.txt. A word
gets just the frequency that keeps it whole against the parts that jieba would cut it into.
"""

import csv
from collections.abc import Iterator
from pathlib import Path

import jieba

HERE = Path(__file__).resolve().parent
DATA = HERE.parent
LINYI = "3713"
ENDINGS = ("街道", "镇", "乡", "区", "县")
LEAST_FREQUENCY = 3


def table(path: str) -> list[dict[str, str]]:
    with (DATA / path).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def places() -> Iterator[str]:
    rows = table("gazetteer/divisions.csv") + table("gazetteer/linyi_towns.csv")
    for row in rows:
        if row["code"].startswith(LINYI):
            yield row["name"]
            stem = row["name"]
            for ending in ENDINGS:
                stem = stem.removesuffix(ending)
            yield stem
    yield from (row["alias"] for row in table("gazetteer/aliases.csv") if row["code"][:4] == LINYI)


def extra_words() -> Iterator[tuple[str, str]]:
    for line in (HERE / "extra_words.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            word, tag = line.split()
            yield word, tag


def tagged_words() -> Iterator[tuple[str, str]]:
    """Word and part of speech; the first table that names a word decides."""
    yield from extra_words()
    yield from ((word.rpartition("/")[2], "ns") for word in places())
    for row in table("occupations/certificates.csv"):
        yield from ((word, "nz") for word in (row["name"], *row["spellings"].split("|")))
    for row in table("occupations/occupations.csv"):
        if len(row["name"]) <= 6:
            yield row["name"], "n"
    yield from ((row["alias"], "n") for row in table("occupations/aliases.csv"))


def is_word(word: str) -> bool:
    """A dictionary word: two to eight characters, Han first, no blanks or signs inside."""
    han = all("\u4e00" <= char <= "\u9fff" or char.isalnum() for char in word)
    return 2 <= len(word) <= 8 and han and "\u4e00" <= word[-1] <= "\u9fff"


def main() -> None:
    words: dict[str, str] = {}
    for word, tag in tagged_words():
        words.setdefault(word, tag)
    lines = [
        f"{word} {max(LEAST_FREQUENCY, jieba.suggest_freq(word))} {tag}"
        for word, tag in sorted(words.items())
        if is_word(word)
    ]
    (HERE / "user_dictionary.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
