"""Counties on pages: those to choose from, and what a division is called."""

from functools import lru_cache

from api.runtime import Runtime
from registry.divisions import Division
from registry.gazetteer import Gazetteer


def home_divisions(here: Runtime) -> tuple[Division, ...]:
    """The counties of the installation's city, among which people choose."""
    gazetteer, office = here.reference.gazetteer, here.settings.office
    towns = gazetteer.towns
    return _counties(gazetteer, office[:4] or (towns[0].county[:4] if towns else ""))


@lru_cache(maxsize=4)
def _counties(gazetteer: Gazetteer, city: str) -> tuple[Division, ...]:
    return tuple(
        each for each in gazetteer if each.code.startswith(city) and not each.code.endswith("00")
    )


def county_choices(here: Runtime) -> list[tuple[str, str]]:
    """The same as choices of a form: code and name."""
    return [(each.code, each.name) for each in home_divisions(here)]


def full_name(here: Runtime, code: str | None) -> str:
    """A division with the city it is in; "" where no code of ours is written."""
    found = here.reference.gazetteer.get(code) if code else None
    return found.full_name if found else ""
