"""The texts of career guidance, read from data/guidance: one file a kind, and the questions."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from typing import Any, Final, NamedTuple

from api.data_files import DataFileBroken, named, read_mapping
from matcher.guidance.advice import Figures, Kind, Question
from matcher.guidance.every import KINDS

FOLDER: Final = "guidance"
PARTS: Final = ("steps", "whys", "nothing")


class Said(NamedTuple):
    """One sentence twice: with its arguments for the advisor, short for the worker."""

    advisor: str
    worker: str


class Asked(NamedTuple):
    """A question, and where she can answer it."""

    ask: str
    how: str


@dataclass(frozen=True, slots=True)
class KindTexts:
    """The texts of one kind, by key, with placeholders for figures."""

    title: str
    texts: Mapping[str, Said]
    steps: Mapping[str, str]
    whys: Mapping[str, str]
    nothing: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class GuidanceTexts:
    """All texts."""

    kinds: Mapping[Kind, KindTexts]
    questions: Mapping[Question, Asked]


def load_guidance_texts(data_dir: Path) -> GuidanceTexts:
    """The texts of a data folder; DataFileBroken names the file and the key at fault."""
    file = f"{FOLDER}/questions.yaml"
    asked = read_mapping(data_dir, file)
    return GuidanceTexts(
        {kind: _kind(data_dir, kind) for kind in KINDS},
        {each: Asked(*_both(asked, each.value, ("ask", "how"), file)) for each in Question},
    )


def placeholders(text: str) -> frozenset[str]:
    """The figures that a text is told."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def told(text: str, figures: Figures) -> str:
    """A text with its figures; KeyError where one is not given, which a test keeps from being."""
    return text.format(**figures)


def _kind(data_dir: Path, kind: Kind) -> KindTexts:
    file = f"{FOLDER}/{kind.value}.yaml"
    data = read_mapping(data_dir, file)
    texts = _mapping(data.get("texts") or {}, "texts", file)
    parts = [_strings(data.get(part) or {}, part, file) for part in PARTS]
    return KindTexts(
        str(named(data, "title", file, "文件")),
        {key: Said(*_both(texts, key, ("advisor", "worker"), file)) for key in texts},
        *parts,
    )


def _both(data: Mapping[str, Any], key: str, names: tuple[str, str], file: str) -> tuple[str, str]:
    row = named(data, key, file, "文件")
    if not isinstance(row, dict):
        raise DataFileBroken(file, None, f"{key} 应有 {'、'.join(names)} 两项")
    first, second = (str(named(row, name, file, key)) for name in names)
    return _checked(first, key, file), _checked(second, key, file)


def _strings(data: object, part: str, file: str) -> dict[str, str]:
    sentences = _mapping(data, part, file).items()
    return {key: _checked(str(text), key, file) for key, text in sentences}


def _mapping(data: object, part: str, file: str) -> Mapping[str, Any]:
    if not isinstance(data, dict):
        raise DataFileBroken(file, None, f"{part} 应是一组“名称: 句子”")
    return data


def _checked(text: str, key: str, file: str) -> str:
    try:
        placeholders(text)
    except ValueError as fault:
        raise DataFileBroken(file, None, f"{key} 的花括号不成对：{fault}") from fault
    return text
