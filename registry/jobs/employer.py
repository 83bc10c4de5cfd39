"""An employer as postings name it, and whether two of them are one firm."""

import unicodedata
from dataclasses import dataclass
from typing import Final

# Words by which households and the like go instead of a name, and what only a firm's name ends in.
NAMELESS: Final = ("业主", "雇主", "个人", "私人", "住户", "直招", "自招")
FIRMS: Final = ("公司", "厂", "店", "中心", "合作社", "工作室", "经营部", "学校", "医院", "馆")


@dataclass(frozen=True, slots=True)
class Employer:
    """A row of the employers' table. uscc: a credit code whose check digit holds, or ""."""

    id: int
    name: str
    uscc: str

    @property
    def key(self) -> str:
        """Its name as it is compared; see `name_key`."""
        return name_key(self.name)


def name_key(name: str) -> str:
    """A name without marks, spaces and widths; "" for one that names nobody (业主直招, 某公司)."""
    key = "".join(each for each in unicodedata.normalize("NFKC", name).upper() if each.isalnum())
    is_firm = key.endswith(FIRMS)
    if "某" in key or (not is_firm and any(word in key for word in NAMELESS)):
        return ""
    return key


def is_same_firm(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Whether two (name_key, uscc) are one firm: by their codes, or by name where one has none."""
    (key, uscc), (other_key, other_uscc) = one, other
    if uscc and other_uscc:
        return uscc == other_uscc
    return bool(key) and key == other_key
