"""The twelve counties as tiles, roughly as they lie; no boundary data, and a table beneath."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

WIDTH, HEIGHT = 110, 74
GAP: Final = 6
STEPS: Final = 5
# Column and row of each county, from the north-west.
PLACES: Final = {
    "371328": (1, 0),
    "371323": (2, 0),
    "371326": (0, 1),
    "371325": (1, 1),
    "371321": (2, 1),
    "371327": (3, 1),
    "371302": (1, 2),
    "371312": (2, 2),
    "371329": (3, 2),
    "371324": (0, 3),
    "371311": (1, 3),
    "371322": (2, 3),
}
COLUMNS: Final = 1 + max(column for column, _ in PLACES.values())
ROWS: Final = 1 + max(row for _, row in PLACES.values())
SIZE: Final = (COLUMNS * (WIDTH + GAP), ROWS * (HEIGHT + GAP))


class Tile(NamedTuple):
    """One county. x, y: its upper left corner. shade: 0 for none, up to 1 for the most."""

    code: str
    name: str
    value: int
    x: int
    y: int
    shade: float


def tiles(
    values: Callable[[str], int], name: Callable[[str], str], counties: Sequence[str]
) -> list[Tile]:
    """A tile for each county that is shown, its shade in STEPS from none to the most."""
    counted = {code: values(code) for code in counties if code in PLACES}
    most = max(counted.values(), default=0)
    return [
        Tile(
            code,
            name(code),
            value,
            PLACES[code][0] * (WIDTH + GAP),
            PLACES[code][1] * (HEIGHT + GAP),
            round(-(-value * STEPS // most) / STEPS, 2) if most and value > 0 else 0.0,
        )
        for code, value in counted.items()
    ]
