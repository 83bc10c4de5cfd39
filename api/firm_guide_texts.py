"""Texts and tables of advice for firms, of data/guidance: read once, every fault named."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from api.data_files import DataFileBroken, named, read_mapping, texts
from matcher.guidance.firm.advice import Kind
from matcher.guidance.firm.ground import Later, NeededByLaw

FOLDER: Final = "guidance"
LATER: Final = "guidance/firm_later.yaml"
Texts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class KindTexts:
    """What is said of one kind, by key. firm: of what is proposed; also: of another way."""

    title: str
    firm: Texts
    also: Texts
    steps: Texts
    whys: Texts
    nothing: Texts


@dataclass(frozen=True, slots=True)
class FirmTables:
    """What may be earned after entry, by certificate; what the law itself asks of some work;
    at_sites: occupations of which a firm may have several sites.
    """

    later: Mapping[str, Later]
    needed: tuple[NeededByLaw, ...]
    at_sites: tuple[str, ...]


def load_firm_texts(data_dir: Path) -> Mapping[Kind, KindTexts]:
    """The texts of every kind; DataFileBroken names the file at fault."""
    return {kind: _kind(data_dir, f"{FOLDER}/firm_{kind.value}.yaml") for kind in Kind}


def load_firm_tables(data_dir: Path) -> FirmTables:
    """The tables of data/guidance/firm_later.yaml; DataFileBroken names the fault."""
    data = read_mapping(data_dir, LATER)
    later = {
        name: Later(named(each, "within", LATER, name), _source(each, name))
        for each in named(data, "certificates", LATER, "文件")
        for name in texts(each, "names", LATER)
    }
    needed = tuple(
        NeededByLaw(
            named(each, "what", LATER, "needed"),
            texts(each, "occupations", LATER),
            named(each, "clause", LATER, "needed"),
        )
        for each in named(data, "needed", LATER, "文件")
    )
    return FirmTables(later, needed, texts(data, "at_sites", LATER))


def _source(row: Mapping[str, Any], name: str) -> str:
    """The source of a row, saying so where nobody has read it yet."""
    source = str(named(row, "source", LATER, name))
    return f"{source}（待核对）" if row.get("assumed") else source


def _kind(data_dir: Path, file: str) -> KindTexts:
    data = read_mapping(data_dir, file)
    said = _mapping(data, "texts", file)
    return KindTexts(
        title=str(named(data, "title", file, "文件")),
        firm={key: str(named(each, "firm", file, key)) for key, each in said.items()},
        also={key: str(each["also"]) for key, each in said.items() if each.get("also")},
        steps=_mapping(data, "steps", file),
        whys=_mapping(data, "whys", file),
        nothing=_mapping(data, "nothing", file),
    )


def _mapping(data: Mapping[str, Any], name: str, file: str) -> dict[str, Any]:
    value = data.get(name) or {}
    if not isinstance(value, dict):
        raise DataFileBroken(file, None, f"{name} 应是一组“名称: 值”")
    return value
