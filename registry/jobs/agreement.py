"""How facts of two postings agree: employer, title, place, pay, trade, contact."""

from enum import IntEnum
from typing import Final

from registry.gazetteer import distance_km
from registry.jobs.pay import Pay, per_hour
from registry.jobs.sketch import Sketch
from registry.places import Place

SAME_SPOT_KM: Final = 0.3
OTHER_SPOT_KM: Final = 1.5
SAME_PAY: Final = 0.02  # relative difference of both ends
LEAST_OVERLAP: Final = 0.5  # of the shorter range
LEAST_ADDRESS: Final = 5  # characters; shorter ones name a district, not a spot
LIKE_ADDRESS: Final = 0.8  # of title_likeness, which serves addresses too
LEAST_BRAND: Final = 3  # characters of a short name that may stand inside a long one


class Agreement(IntEnum):
    """How one fact of two postings agrees; ordered, so that a rule can ask for at least one."""

    APART = 0  # 不同
    UNKNOWN = 1  # 至少一方未写明，或无法比较
    LIKE = 2  # 相近
    SAME = 3  # 相同


def title_likeness(first: str, second: str) -> float:
    """Of two title cores, [0, 1]: 1 equal, 0.9 where one only adds to the other, else Dice's
    share of neighbouring pairs in common."""
    if first == second:
        return 1.0
    shorter, longer = sorted((first, second), key=len)
    if len(shorter) >= 2 and _runs_through(shorter, longer):
        return 0.9
    pairs, others = _pairs(first), _pairs(second)
    return 2 * len(pairs & others) / (len(pairs) + len(others)) if pairs or others else 0.0


def employer_agreement(first: str, second: str) -> Agreement:
    """Of two employer keys; a short name inside a long one (a brand in a firm's name) is SAME."""
    shorter, longer = sorted((first, second), key=len)
    if not shorter:
        return Agreement.UNKNOWN
    inside = shorter == longer or (len(shorter) >= LEAST_BRAND and shorter in longer)
    return Agreement.SAME if inside else Agreement.APART


def trade_agreement(first: str, second: str) -> Agreement:
    """SAME: one code; LIKE: one middle class (two numbers); UNKNOWN where either is unsure."""
    if not first or not second:
        return Agreement.UNKNOWN
    if first == second:
        return Agreement.SAME
    return Agreement.LIKE if first.split("-")[:2] == second.split("-")[:2] else Agreement.APART


def place_agreement(first: Sketch, second: Sketch) -> Agreement:
    """SAME: one spot; LIKE: one county and town as far as written; UNKNOWN: only one says where."""
    here, there = first.place, second.place
    if here.remote or there.remote:
        return Agreement.SAME if here.remote and there.remote else Agreement.UNKNOWN
    divisions = _division_agreement(here, there)
    if divisions is Agreement.APART:
        return divisions
    spot = _spot_agreement(first, second)
    return divisions if spot is Agreement.UNKNOWN else spot


def _division_agreement(here: Place, there: Place) -> Agreement:
    if here.code is None or there.code is None:
        return Agreement.UNKNOWN
    if here.code != there.code:
        wide, narrow = sorted((here.code.rstrip("0"), there.code.rstrip("0")), key=len)
        return Agreement.UNKNOWN if narrow.startswith(wide) else Agreement.APART
    if here.town and there.town and here.town != there.town:
        return Agreement.APART
    return Agreement.LIKE


def _spot_agreement(first: Sketch, second: Sketch) -> Agreement:
    here, there = first.place, second.place
    same = first.address == second.address and len(first.address) >= LEAST_ADDRESS
    if here.lat is not None and there.lat is not None:
        km = distance_km(here.lat, here.lon or 0.0, there.lat, there.lon or 0.0)
        if km <= SAME_SPOT_KM or km > OTHER_SPOT_KM:
            return Agreement.SAME if km <= SAME_SPOT_KM else Agreement.APART
    elif not same and min(len(first.address), len(second.address)) >= LEAST_ADDRESS:
        alike = title_likeness(first.address, second.address)
        return Agreement.SAME if alike >= LIKE_ADDRESS else Agreement.APART
    return Agreement.SAME if same else Agreement.UNKNOWN


def pay_agreement(first: Sketch, second: Sketch) -> Agreement:
    """SAME: both ends within 2 %; LIKE: half the shorter range is in common.

    Of two units they are compared by the hour and never SAME; UNKNOWN where they do not compare.
    """
    one, other = first.pay, second.pay
    if one is None or other is None:
        return Agreement.UNKNOWN
    if one.unit is other.unit:
        return _ranges(one.minimum, one.maximum, other.minimum, other.maximum)
    hourly = [*_hourly(one, first.hours_per_day), *_hourly(other, second.hours_per_day)]
    known = [amount for amount in hourly if amount is not None]
    return min(_ranges(*known), Agreement.LIKE) if len(known) == 4 else Agreement.UNKNOWN


def _hourly(pay: Pay, hours_a_day: float | None) -> list[float | None]:
    return [per_hour(end, pay.unit, hours_a_day, None) for end in (pay.minimum, pay.maximum)]


def _ranges(low: float, high: float, other_low: float, other_high: float) -> Agreement:
    def near(a: float, b: float) -> bool:
        return abs(a - b) <= SAME_PAY * max(a, b)

    if near(low, other_low) and near(high, other_high):
        return Agreement.SAME
    overlap = min(high, other_high) - max(low, other_low)
    shorter = min(high - low, other_high - other_low)
    return Agreement.LIKE if overlap >= shorter * LEAST_OVERLAP else Agreement.APART


def contact_agreement(first: str, second: str) -> Agreement:
    """Of two telephone numbers as digits; UNKNOWN where either is not given."""
    if not first or not second:
        return Agreement.UNKNOWN
    return Agreement.SAME if first == second else Agreement.APART


def _runs_through(shorter: str, longer: str) -> bool:
    """Whether the signs of `shorter` stand in `longer` in their order."""
    signs = iter(longer)
    return all(sign in signs for sign in shorter)


def _pairs(text: str) -> set[str]:
    return {text[place : place + 2] for place in range(len(text) - 1)}
