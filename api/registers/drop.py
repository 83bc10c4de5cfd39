"""A register's exchange file: checked against its manifest, its rows found by identity number."""

import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from api.clock import SHANGHAI
from api.feeds.csv_rows import csv_rows, encoding_of
from api.feeds.opened import FeedUnreadable, opened
from api.feeds.row import BadRow, Row
from registry.errors import LinggangError
from registry.registration.register_answer import Source
from registry.workers.identity import check_digit

COLUMNS: Final = ("id_no", "kind", "since", "until", "facts")
LARGEST: Final = 512 * 1024 * 1024  # bytes
NUMBER: Final = re.compile(r"[0-9]{17}[0-9X]")
OLD_NUMBER: Final = re.compile(r"[0-9]{15}")  # before 1999, all born in the 1900s
IN_TEXT: Final = re.compile(r"(?<![0-9])[0-9]{17}[0-9Xx](?![0-9])")
# A row with no valid number is nobody's, and might have been anybody's: a drop may have a few.
MOST_UNPLACED: Final = 0.001
NAMED_ROWS: Final = 10


class DropUnusable(LinggangError):
    """A whole exchange file that cannot be used; its text names no person and no place on disk."""

    code = "drop_unusable"


class Manifest(BaseModel):
    """What stands beside the file: whose state of which moment it is, and how to know it whole."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    version: Annotated[str, Field(min_length=1, max_length=200)]
    covered_from: date
    drawn_at: datetime
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]

    @property
    def drawn(self) -> datetime:
        """When the rows were drawn; a time without an offset is China's."""
        return self.drawn_at if self.drawn_at.tzinfo else self.drawn_at.replace(tzinfo=SHANGHAI)


@dataclass(frozen=True, slots=True)
class Drop:
    """One exchange file in memory. rows: by identity number; unplaced: numbers of nobody's rows."""

    manifest: Manifest
    rows: Mapping[str, tuple[Row | BadRow, ...]]
    unplaced: tuple[int, ...]


def files_of(folder: Path, source: Source) -> tuple[Path, Path]:
    """Where a source's rows and their manifest stand in a folder."""
    return folder / f"{source}.csv", folder / f"{source}.yaml"


def load_drop(folder: Path, source: Source) -> Drop:
    """A source's exchange file; DropUnusable where it is not whole or cannot be read."""
    path, manifest_path = files_of(folder, source)
    manifest = read_manifest(manifest_path)
    try:
        with opened(path) as stream:
            content = stream.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise DropUnusable("交换文件超过 512 MiB")
        if hashlib.sha256(content).hexdigest() != manifest.sha256:
            raise DropUnusable("交换文件与清单不符，可能还没有传完")
        return _indexed(manifest, _rows(content))
    except FeedUnreadable as fault:
        raise DropUnusable(f"交换文件不能使用（{fault.code}）") from fault


def read_manifest(path: Path) -> Manifest:
    """The manifest; DropUnusable names the key at fault."""
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as fault:
        raise DropUnusable("没有清单文件") from fault
    except (OSError, UnicodeDecodeError, yaml.YAMLError, ValueError) as fault:
        raise DropUnusable("清单文件读不了") from fault
    try:
        return Manifest.model_validate(data)
    except ValidationError as fault:
        keys = [str(each["loc"][0]) for each in fault.errors() if each["loc"]]
        known = "、".join(key for key in keys if key in Manifest.model_fields)
        raise DropUnusable(f"清单文件有误{f'：{known}' if known else ''}") from fault


def placed(text: str) -> str:
    """An identity number as the index knows it, of 18 characters; "" if it is none."""
    number = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if OLD_NUMBER.fullmatch(number):
        first_17 = f"{number[:6]}19{number[6:]}"
        return first_17 + check_digit(first_17)
    if NUMBER.fullmatch(number) and number[17] == check_digit(number[:17]):
        return number
    return ""


def _rows(content: bytes) -> Iterator[Row | BadRow]:
    stream = io.BytesIO(content)
    encoding = encoding_of(stream)
    stream.seek(0)
    return csv_rows(stream, encoding, COLUMNS)


def _indexed(manifest: Manifest, rows: Iterator[Row | BadRow]) -> Drop:
    found: dict[str, tuple[Row | BadRow, ...]] = {}
    unplaced, total = [], 0
    for row in rows:
        total += 1
        numbers = _numbers_in(row)
        for number in numbers:
            found[number] = (*found.get(number, ()), row)
        if not numbers:
            unplaced.append(row.number)
    if len(unplaced) > max(1, total * MOST_UNPLACED):
        named = "、".join(map(str, unplaced[:NAMED_ROWS]))
        raise DropUnusable(f"交换文件有 {len(unplaced)} 行的 id_no 不是身份证号（第 {named} 行…）")
    return Drop(manifest, found, tuple(unplaced))


def _numbers_in(row: Row | BadRow) -> set[str]:
    """Whose row it is; of a row whose columns cannot be told apart, every number that it shows."""
    texts = [row.data["id_no"]] if isinstance(row, Row) else IN_TEXT.findall(row.text)
    return {number for text in texts if (number := placed(text))}
