"""A guidance session's sheet as PDF, set by Typst from one template."""

import json
import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

from api.services.guidance_paper import Paper
from registry.errors import LinggangError

TEMPLATE: Final = Path("guidance") / "session.typ"
MEDIA_TYPE: Final = "application/pdf"
# Any of these has the letters; the first that there is sets the sheet.
FONTS: Final = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "SimSun",
    "FangSong",
)
# PDF/A-2u: kept for years, its text can be searched, and no letter is drawn as a box.
ARCHIVAL: Final = "a-2u"
# What stands for a rare letter that the font lacks, as printers had it; tried for so many of them.
GETA: Final = "〓"
MOST_UNSET: Final = 20
UNSET: Final = re.compile(r'the text `"([^"\\]+)"` could not be displayed')


class NoFonts(LinggangError):
    """The machine has no Chinese letters."""

    code = "no_fonts"

    def __init__(self) -> None:
        super().__init__(
            "服务器上没有中文字体，做不了 PDF：请管理员安装 fonts-noto-cjk 后重启服务；"
            "现在可以用“打印”页打印，或在打印时存成 PDF。"
        )


@dataclass(frozen=True, slots=True)
class PaperSetter:
    """Sets sheets. data: the folder of data files."""

    data: Path

    def pdf(self, paper: Paper, at: datetime) -> bytes:
        """The sheet as PDF; NoFonts. at: when it is made."""
        told = json.dumps(_told(paper), ensure_ascii=False)
        for _ in range(MOST_UNSET):
            try:
                return self._set(told, at)
            except typst.TypstError as error:
                lacking = UNSET.search(error.message)
                if lacking is None:
                    raise
                told = told.replace(lacking[1], GETA * len(lacking[1]))
        return self._set(told, at)

    def _set(self, told: str, at: datetime) -> bytes:
        return typst.compile(
            str(self.data / TEMPLATE),
            font_paths=installed(),
            sys_inputs={"paper": told},
            pdf_standards=ARCHIVAL,
            timestamp=at.replace(microsecond=0),
        )


def _told(paper: Paper) -> dict[str, Any]:
    """What the template is told."""
    return {
        "title": paper.title,
        "head": paper.head,
        "office": paper.office,
        "foot": paper.foot,
        "is_cut": paper.is_cut,
        "is_large": paper.is_large,
        "fonts": [font_of(installed())],
        "slips": [each._asdict() for each in paper.slips],
        "sections": [
            each._asdict() | {"lines": [line._asdict() for line in each.lines]}
            for each in paper.sections
        ],
    }


def font_of(fonts: typst.Fonts) -> str:
    """The first of our fonts that there is; NoFonts."""
    found = set(fonts.families())
    name = next((each for each in FONTS if each in found), None)
    if name is None:
        raise NoFonts
    return name


@cache
def installed() -> typst.Fonts:
    """What the machine has, looked up once."""
    return typst.Fonts(include_embedded_fonts=False)
