"""The counties of the home city, in the order of their codes, and how places are called."""

from collections.abc import Callable

from api.reference import Reference
from api.services.sheet_form import HOME_AREA


def home_counties(reference: Reference) -> tuple[tuple[str, ...], Callable[[str], str]]:
    """Codes of the counties, and a function that names any division by its code."""
    codes = sorted(
        each.code
        for each in reference.gazetteer
        if each.code.startswith(HOME_AREA) and not each.code.endswith("00")
    )

    def name(code: str) -> str:
        found = reference.gazetteer.get(code)
        return found.name if found else code or "未写明"

    return tuple(codes), name
