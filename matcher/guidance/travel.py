"""How long a way takes by what she travels with: an estimate from the straight distance."""

from collections.abc import Collection
from typing import Final

# Kilometres an hour door to door in a town. Electric bicycles are held to 25 (GB 17761-2024).
SPEEDS: Final = {"汽车": 28.0, "货车": 28.0, "摩托车": 25.0, "三轮车": 18.0, "电动车": 18.0}
ON_FOOT_OR_BUS: Final = ("步行或公交", 10.0)
# Roads are so much longer than the straight line.
DETOUR: Final = 1.3


def way_of(equipment: Collection[str]) -> tuple[str, float]:
    """What she travels with, in Chinese, and its speed."""
    return next(
        ((name, speed) for name, speed in SPEEDS.items() if name in equipment), ON_FOOT_OR_BUS
    )


def minutes(km: float, equipment: Collection[str]) -> int:
    """About how many minutes a distance takes one way, in steps of five."""
    speed = way_of(equipment)[1]
    return max(5, round(km * DETOUR / speed * 60 / 5) * 5)
