"""The draw of after-control (63号 三、六): which registrations are looked at again on a day."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from hashlib import sha256
from math import floor
from typing import NamedTuple

from registry.errors import LinggangError


class Registered(NamedTuple):
    """An active registration that may be drawn, and the county of its office."""

    registration: str
    county: str


class ShareOutOfRange(LinggangError):
    """A share to be drawn that is no part of a whole."""

    code = "share_out_of_range"


def draw(
    active: Iterable[Registered], share_of: Callable[[str], float], seed: str, day: date
) -> tuple[Registered, ...]:
    """A share of each county's registrations, the same whenever it is drawn for seed and day.

    Within a county each has the same chance, whoever it is. Of n registrations n × share are drawn,
    rounded up or down by lot, so that small counties come too. share_of: a county's, 0 to 1.
    """
    counties: dict[str, set[Registered]] = defaultdict(set)
    for one in active:
        counties[one.county].add(one)
    drawn: list[Registered] = []
    for county, those in sorted(counties.items()):
        share = share_of(county)
        if not 0 <= share <= 1:
            raise ShareOutOfRange(f"{county} 的抽查比例 {share} 应在 0 和 1 之间。")
        lots = sorted(those, key=lambda one: (_lot(seed, day, one.registration), one))
        drawn.extend(lots[: floor(len(lots) * share + _lot(seed, day, "", county))])
    return tuple(drawn)


def _lot(seed: str, day: date, *of: str) -> float:
    """A number in [0, 1) that seed, day and name fix, and that nothing else tells."""
    text = "\0".join((seed, day.isoformat(), *of))
    return (int.from_bytes(sha256(text.encode()).digest()[:8]) >> 11) / 2**53
