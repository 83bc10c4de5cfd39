"""Reference data: the tables of data/gazetteer, data/occupations and data/lexicon, read once."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from api.data_files import DataFileBroken
from api.lint_policy import load_lint_rules
from api.phrases import FEES, RESTRICTIONS, load_phrases
from indexing.reading.phrases import PhraseTable
from registry.certificates import Certificate, Certificates
from registry.divisions import Division, Town
from registry.gazetteer import Gazetteer
from registry.jobs.lint import LintRules
from registry.occupations import Occupation, Occupations, Refinement

# Files by what they hold, under the data folder, with the columns that must be there.
DIVISIONS: Final = ("gazetteer/divisions.csv", ("code", "name", "full_name", "lat", "lon"))
TOWNS: Final = ("gazetteer/linyi_towns.csv", ("code", "name", "county"))
RETIRED: Final = ("gazetteer/retired.csv", ("code", "name", "now"))
PLACE_ALIASES: Final = ("gazetteer/aliases.csv", ("alias", "code"))
OCCUPATIONS: Final = (
    "occupations/occupations.csv",
    ("code", "name", "work_types", "minor", "major"),
)
ALIASES: Final = ("occupations/aliases.csv", ("alias", "code"))
NEIGHBOURS: Final = ("occupations/neighbours.csv", ("one", "other"))
REFINEMENTS: Final = ("occupations/refinements.csv", ("code", "word", "to", "scope"))
CERTIFICATES: Final = ("occupations/certificates.csv", ("name", "kind", "spellings", "implies"))
STOP_WORDS: Final = "lexicon/stop_words.txt"
DICTIONARY: Final = "lexicon/user_dictionary.txt"


@dataclass(frozen=True, slots=True)
class Reference:
    """All reference data.

    dictionary: (word, frequency, part of speech) for the tokenizer. restrictions, fees: telling
    phrases of postings; lint_rules: what is done about them.
    """

    gazetteer: Gazetteer
    occupations: Occupations
    certificates: Certificates
    stop_words: frozenset[str]
    dictionary: tuple[tuple[str, int, str], ...]
    data_dir: Path
    restrictions: PhraseTable
    fees: PhraseTable
    lint_rules: LintRules = field(repr=False)  # long, and nobody reads it in a traceback


def load_reference(data_dir: Path) -> Reference:
    """The tables of a data folder; DataFileBroken names the file, row and fault."""
    return Reference(
        gazetteer=_gazetteer(data_dir),
        occupations=_occupations(data_dir),
        certificates=_certificates(data_dir),
        stop_words=frozenset(line for _, line in _lines(data_dir, STOP_WORDS)),
        dictionary=tuple(_entry(row, line) for row, line in _lines(data_dir, DICTIONARY)),
        data_dir=data_dir,
        restrictions=load_phrases(data_dir, RESTRICTIONS),
        fees=load_phrases(data_dir, FEES),
        lint_rules=load_lint_rules(data_dir),
    )


def _gazetteer(data_dir: Path) -> Gazetteer:
    divisions = [
        Division(
            code=_code(DIVISIONS, number, row["code"], 6),
            name=row["name"],
            full_name=row["full_name"],
            lat=_degrees(number, row["lat"]),
            lon=_degrees(number, row["lon"]),
        )
        for number, row in _rows(data_dir, DIVISIONS)
    ]
    counties = {each.code for each in divisions}
    towns = [
        Town(row["code"], row["name"], _known(TOWNS, number, row["county"], counties))
        for number, row in _rows(data_dir, TOWNS)
    ]
    return Gazetteer(divisions, towns, _place_aliases(data_dir, counties))


def _place_aliases(data_dir: Path, codes: set[str]) -> dict[str, str]:
    """Retired codes and names, then the bureau's own aliases, which win.

    A retired name of two characters (城区) says too little and is left out.
    """
    aliases: dict[str, str] = {}
    for number, row in _rows(data_dir, RETIRED):
        now = _known(RETIRED, number, row["now"], codes)
        aliases[row["code"]] = now
        if len(row["name"]) > 2:
            aliases[row["name"]] = now
    for number, row in _rows(data_dir, PLACE_ALIASES):
        if row["code"]:
            _known(PLACE_ALIASES, number, row["code"], codes)
        aliases[row["alias"]] = row["code"]
    return aliases


def _occupations(data_dir: Path) -> Occupations:
    occupations = [
        Occupation(row["code"], row["name"], _cell(row["work_types"]))
        for _, row in _rows(data_dir, OCCUPATIONS)
    ]
    codes = {each.code for each in occupations}
    classes = {code[:length] for code in codes for length in (4, 7, 10)}
    aliases = {
        row["alias"]: _known(ALIASES, number, row["code"], codes)
        for number, row in _rows(data_dir, ALIASES)
    }
    neighbours = [
        (
            _known(NEIGHBOURS, number, row["one"], classes),
            _known(NEIGHBOURS, number, row["other"], classes),
        )
        for number, row in _rows(data_dir, NEIGHBOURS)
    ]
    refinements = [
        Refinement(
            _known(REFINEMENTS, number, row["code"], codes),
            row["word"],
            _known(REFINEMENTS, number, row["to"], codes),
            anywhere=row["scope"] == "text",
        )
        for number, row in _rows(data_dir, REFINEMENTS)
    ]
    return Occupations(occupations, aliases, neighbours, refinements, _class_names(data_dir))


def _class_names(data_dir: Path) -> dict[str, str]:
    """Names of minor (`4-10-08`) and major (`4`) classes by code."""
    names: dict[str, str] = {}
    for _, row in _rows(data_dir, OCCUPATIONS):
        names[row["code"][:7]], names[row["code"][:1]] = row["minor"], row["major"]
    return names


def _certificates(data_dir: Path) -> Certificates:
    rows = [
        Certificate(row["name"], row["kind"], _cell(row["spellings"]), _cell(row["implies"]))
        for _, row in _rows(data_dir, CERTIFICATES)
    ]
    try:
        return Certificates(rows)
    except ValueError as fault:
        raise DataFileBroken(CERTIFICATES[0], None, str(fault)) from fault


# ------------------------------------------------------------------ files and cells
def _rows(
    data_dir: Path, file: tuple[str, Sequence[str]]
) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows of a CSV file with their line numbers; lines that begin with # are comments."""
    path, columns = file
    lines = list(_lines(data_dir, path))
    reader = csv.DictReader(line for _, line in lines)
    if missing := [name for name in columns if name not in (reader.fieldnames or ())]:
        raise DataFileBroken(path, 1, f"缺少列 {'、'.join(missing)}")
    for (number, _), row in zip(lines[1:], reader, strict=True):
        if None in row or None in row.values():
            raise DataFileBroken(path, number, f"应有 {len(reader.fieldnames or ())} 列")
        if not row[columns[0]]:
            raise DataFileBroken(path, number, f"{columns[0]} 为空")
        yield number, row


def _lines(data_dir: Path, path: str) -> Iterator[tuple[int, str]]:
    """Lines of a text file with their numbers, without comments and empty ones."""
    try:
        text = (data_dir / path).read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise DataFileBroken(path, None, f"读不到文件（{fault.strerror}）") from fault
    except UnicodeDecodeError as fault:
        raise DataFileBroken(path, None, "不是 UTF-8 编码") from fault
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip() and not line.startswith("#"):
            yield number, line.strip()


def _cell(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _code(file: tuple[str, Sequence[str]], number: int, text: str, digits: int) -> str:
    if not (text.isdigit() and len(text) == digits):
        raise DataFileBroken(file[0], number, f"代码“{text}”应为 {digits} 位数字")
    return text


def _known(file: tuple[str, Sequence[str]], number: int, code: str, codes: set[str]) -> str:
    if code not in codes:
        raise DataFileBroken(file[0], number, f"代码“{code}”不在代码表中")
    return code


def _degrees(number: int, text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError as fault:
        raise DataFileBroken(DIVISIONS[0], number, f"坐标“{text}”不是数字") from fault


def _entry(number: int, line: str) -> tuple[str, int, str]:
    """One line of the tokenizer's dictionary: word, frequency, part of speech."""
    try:
        word, frequency, tag = line.split()
        return word, int(frequency), tag
    except ValueError as fault:
        raise DataFileBroken(DICTIONARY, number, "应为“词 词频 词性”") from fault
