"""Whether a work place is urban (在城镇区域内就业), by 统计用城乡分类代码."""

from typing import Final

URBAN: Final = frozenset({"111", "112", "121", "122", "123"})
RURAL: Final = frozenset({"210", "220"})


def is_urban(code: str) -> bool | None:
    """True for 1xx, False for 2xx; None for a code that is neither, or none at all."""
    if code in URBAN:
        return True
    return False if code in RURAL else None
