"""Tables of telling phrases read from data/lexicon: restrictions and fees."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from api.data_files import DataFileBroken, named, read_mapping, texts
from indexing.reading.phrases import PhraseRow, PhraseTable, PhraseUnreadable
from registry.jobs.passage import Kind

RESTRICTIONS: Final = "lexicon/restrictions.yaml"
FEES: Final = "lexicon/fees.yaml"


def load_phrases(data_dir: Path, file: str) -> PhraseTable:
    """The table of a file; DataFileBroken names the row and the phrase at fault."""
    data = read_mapping(data_dir, file)
    rows = [_row(row, data, file) for row in named(data, "rows", file, "文件")]
    codes = [row.code for row in rows]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        raise DataFileBroken(file, None, f"code 重复：{'、'.join(twice)}")
    try:
        return PhraseTable(rows)
    except PhraseUnreadable as fault:
        raise DataFileBroken(file, None, str(fault)) from fault


def _row(row: Mapping[str, Any], data: Mapping[str, Any], file: str) -> PhraseRow:
    """One row; what its kind's innocents are in common (`fee_before`) is added to its own."""
    code = str(named(row, "code", file, "某一行"))
    kind = str(named(row, "kind", file, code))
    if kind not in set(Kind):
        raise DataFileBroken(file, None, f"{code} 的 kind“{kind}”应是 {'、'.join(Kind)} 之一")
    return PhraseRow(
        code=code,
        kind=Kind(kind),
        anchors=_given(row, "anchors", file),
        phrases=_given(row, "phrases", file),
        unless=texts(row, "unless", file),
        before=texts(row, "before", file) + texts(data, f"{kind}_before", file),
        after=texts(row, "after", file) + texts(data, f"{kind}_after", file),
    )


def _given(row: Mapping[str, Any], name: str, file: str) -> tuple[str, ...]:
    found = texts(row, name, file)
    if not all(found) or not found:
        raise DataFileBroken(file, None, f"{row['code']} 的 {name} 为空")
    return found
