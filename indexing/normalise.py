"""One spelling for what is read: widths, ranges and case brought together, decoration taken out."""

import html
import re
import unicodedata
from typing import Final

TAG: Final = re.compile(r"</?[a-z][^<>]{0,300}>")
# Emoji, dingbats, box drawing, private use, variation selectors, zero-width and control characters.
DECORATION: Final = re.compile(
    "[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u2190-\u21ff\u2300-\u23ff"
    "\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\ud800-\udfff\ue000-\uf8ff\ufe00-\ufe0f\ufeff\ufff0-\uffff"
    "\U0001f000-\U0001faff\U000e0000-\U000e0fff]"
)
# A date or a telephone number keeps its dashes; any other dash between two numbers is a range.
RANGE: Final = re.compile(
    r"(?<!\d)(?:\d{4}-\d{1,2}-\d{1,2}|0\d{2,3}-\d{7,8}|400-\d{3,4}-\d{3,4})(?!\d)"
    r"|(?<=[\d点时号日月年元岁k%])\s*[-~—–―‐‑−至到]+\s*(?=\d)"
)
SPACES: Final = re.compile(r"\s+")


def normalise(text: str) -> str:
    """`text` in half width and lower case, `9:00-17:30` as `9:00至17:30`, on one line.

    HTML tags, emoji, control and zero-width characters become a space, runs of space one space.
    Traditional characters stay as they are; dates and telephone numbers keep their dashes.
    """
    plain = unicodedata.normalize("NFKC", html.unescape(text)).lower()
    plain = DECORATION.sub(" ", TAG.sub(" ", plain))
    plain = RANGE.sub(lambda found: found[0] if found[0][0].isdigit() else "至", plain)
    return SPACES.sub(" ", plain).strip()
