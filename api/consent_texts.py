"""The consents' texts of data/consent: which one of a purpose is in use on a day."""

from datetime import date
from pathlib import Path

from api.data_files import DataFileBroken
from registry.dated_text import in_use
from registry.workers.consent import ConsentText, Purpose

ConsentTexts = tuple[ConsentText, ...]


def load_consent_texts(folder: Path) -> ConsentTexts:
    """Every version, oldest first; DataFileBroken names what is none or is missing."""
    texts = [_text(path) for path in folder.glob("*.txt")]
    for purpose in Purpose:
        if not any(text.purpose is purpose for text in texts):
            raise DataFileBroken(
                f"consent/{purpose.value}-*.txt", None, "没有同意书文本，请从安装包补回"
            )
    return tuple(sorted(texts, key=lambda text: (text.purpose, text.start)))


def consent_text_on(texts: ConsentTexts, purpose: Purpose, day: date) -> ConsentText:
    """The version of a purpose in use on a day; before the first, the first."""
    return in_use([text for text in texts if text.purpose is purpose], day)


def _text(path: Path) -> ConsentText:
    purpose, _, version = path.stem.partition("-")
    try:
        return ConsentText(
            version,
            date.fromisoformat(f"{version}-01"),
            path.read_text(encoding="utf-8"),
            Purpose(purpose),
        )
    except ValueError as fault:
        raise DataFileBroken(
            f"consent/{path.name}", None, "文件名应是用途和启用的月份，如 pool-2026-01.txt"
        ) from fault
