"""Disclosure: what a firm may see of people who agreed, so that nobody stands out.

A firm sees lines: one shown profile and as many people as share all of it. What stands beside the
tuple of trade, county, hours and experience – how well the posting fits, by bands – is part of what
must be shared. A line holds five people or a multiple of five: what two answers differ by is then
never one person. Who is left over is shown coarser, with others, or not at all.
"""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

# Fewer people than this are never shown or counted together.
LEAST: Final = 5
# A band reaches from its bound up to the next one; what is below the first bound has the first.
HOURS_BANDS: Final = ((0.0, "每周20小时以下"), (20.0, "每周20–40小时"), (40.0, "每周40小时以上"))
EXPERIENCE_BANDS: Final = ((0.0, "1年以下经验"), (1.0, "1–3年经验"), (3.0, "3年以上经验"))
UNTOLD: Final = "未说明"
# Of the score: how well the posting fits as a whole.
FIT_BANDS: Final = ((0.0, "可以考虑"), (0.38, "合适"), (0.5, "很合适"))
# From here up a fit is shown as good; below, or where it is not known, as open.
GOOD: Final = {"hours": 0.8, "location": 0.5, "pay": 0.6, "skills": 0.8}


class Traits(NamedTuple):
    """The tuple: what of a worker may be shown at all.

    trade: minor class, "" untold. county: a division code, "" untold. hours, experience: numbers of
    bands, -1 untold.
    """

    trade: str
    county: str
    hours: int
    experience: int


class Shown(NamedTuple):
    """A profile as a firm sees it; None: not shown. Bands and marks besides the tuple are of fits.

    band: number in FIT_BANDS. *_fits: whether that side of the posting fits well.
    """

    band: int
    trade: str | None = None
    county: str | None = None
    hours: int | None = None
    experience: int | None = None
    hours_fits: bool | None = None
    location_fits: bool | None = None
    pay_fits: bool | None = None
    skills_fits: bool | None = None


class Line(NamedTuple):
    """People, by their places, all of whom share all of one shown profile."""

    shown: Shown
    places: tuple[int, ...]


# In this order what is shown gets coarser; each step keeps what those before it have taken.
COARSER: Final[tuple[tuple[str, ...], ...]] = (
    (),
    ("experience",),
    ("hours", "hours_fits"),
    ("county", "location_fits"),
    ("pay_fits", "skills_fits"),  # and of the trade its major class alone
)


def tuple_of(
    trade: str, county: str, open_hours: float | None, experience_years: float | None
) -> Traits:
    """The tuple of a worker. open_hours: a week, None untold."""
    return Traits(
        trade,
        county,
        -1 if open_hours is None else band_of(open_hours, HOURS_BANDS),
        -1 if experience_years is None else band_of(experience_years, EXPERIENCE_BANDS),
    )


def shown_of(
    traits: Sequence[Traits],
    which: NDArray[np.int64],
    score: NDArray[np.float64],
    fits: Mapping[str, NDArray[np.float64]],
) -> list[Shown]:
    """Everything that may be shown of n people beside one posting.

    which: (n,) the place in `traits` of each one's tuple. score, fits: (n,) in [0, 1] or NaN.
    """
    bounds = [bound for bound, _ in FIT_BANDS]
    band = np.maximum(np.searchsorted(bounds, score, side="right") - 1, 0)
    good = [fits[name] >= bound for name, bound in GOOD.items()]
    alike = np.stack([which, band, *good], axis=1).astype(np.int64)
    rows, places = np.unique(alike, axis=0, return_inverse=True)
    made = [
        Shown(row[1], *traits[row[0]], *(bool(mark) for mark in row[2:])) for row in rows.tolist()
    ]
    return [made[place] for place in places.tolist()]


def band_of(figure: float, bands: Sequence[tuple[float, str]]) -> int:
    """The number of the highest band whose bound a figure reaches; 0 below them all."""
    return max(number for number, (bound, _) in enumerate(bands) if number == 0 or figure >= bound)


def coarser(shown: Shown, step: int) -> Shown:
    """A profile after so many steps of COARSER."""
    taken: dict[str, Any] = {name: None for names in COARSER[: step + 1] for name in names}
    trade = shown.trade
    if step == len(COARSER) - 1 and trade:
        trade = trade.partition("-")[0]
    return shown._replace(trade=trade, **taken)


def lines(profiles: Sequence[Shown]) -> list[Line]:
    """Who may be shown, and how; places are those of `profiles`, whose order says who goes first.

    Every line holds a multiple of LEAST people. The order must tell nothing of them, for it
    decides who of a group is left over.
    """
    found: list[Line] = []
    left: dict[Shown, list[int]] = {}
    for place, profile in enumerate(profiles):
        left.setdefault(profile, []).append(place)
    for step in range(len(COARSER)):
        groups: dict[Shown, list[int]] = {}
        for shown, places in left.items():
            groups.setdefault(coarser(shown, step), []).extend(places)
        left = {}
        for shown, places in groups.items():
            places.sort()
            whole = len(places) - len(places) % LEAST
            if whole:
                found.append(Line(shown, tuple(places[:whole])))
            left[shown] = places[whole:]
    return sorted(found, key=_rank)


def rounded(count: int) -> int | None:
    """A count as it may be shown: down to a multiple of LEAST; None where that is nobody."""
    return count - count % LEAST or None


def band_counts(profiles: Sequence[Shown]) -> list[int | None]:
    """How many people there are in each band of FIT_BANDS, as it may be shown."""
    counted = [0] * len(FIT_BANDS)
    for profile in profiles:
        counted[profile.band] += 1
    return [rounded(count) for count in counted]


def _rank(line: Line) -> tuple[int, int, int, str]:
    """Better bands first, then more that fits, then more that is told."""
    shown = line.shown
    marks = (shown.hours_fits, shown.location_fits, shown.pay_fits, shown.skills_fits)
    told = (shown.trade, shown.county, shown.hours, shown.experience)
    return (
        -shown.band,
        -sum(mark is True for mark in marks),
        -sum(fact is not None for fact in told),
        repr(shown),
    )
