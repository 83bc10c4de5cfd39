"""The promise's texts of data/commitment: which one is in use on a day."""

from datetime import date
from pathlib import Path

from api.data_files import DataFileBroken
from registry.dated_text import DatedText


def load_commitment_texts(folder: Path) -> tuple[DatedText, ...]:
    """Every version, oldest first; DataFileBroken names a file whose name is no month."""
    texts = []
    for path in sorted(folder.glob("*.txt")):
        try:
            start = date.fromisoformat(f"{path.stem}-01")
        except ValueError as fault:
            raise DataFileBroken(
                f"commitment/{path.name}", None, "文件名应是启用的月份，如 2026-01.txt"
            ) from fault
        texts.append(DatedText(path.stem, start, path.read_text(encoding="utf-8")))
    if not texts:
        raise DataFileBroken("commitment", None, "没有承诺书文本，请从安装包补回")
    return tuple(texts)
