"""The gates again in plain Python, posting by posting, for counting again what advice says."""

from collections.abc import Callable, Iterable
from math import asin, cos, radians, sin, sqrt

from registry.jobs.pay import per_hour, per_month
from registry.jobs.posting import Posting
from registry.jobs.week import week_of
from registry.places import Place
from registry.workers.education import RANK
from registry.workers.worker import Wishes, Worker
from tests.builders import OCCUPATIONS, SEATS

EARTH_KM = 6371.0
YES, ASK, NO = "yes", "ask", "no"
BETTER = {"驾驶证A1": ("驾驶证C1",)}


def count(postings: Iterable[Posting], holds: Callable[[Posting], bool]) -> int:
    """How many offers the postings are of which it holds: the same offer sent twice is one."""
    return len({_offer(each) for each in postings if holds(each)})


def _offer(one: Posting) -> object:
    place = one.place
    return (one.employer, one.title, place.code, place.town, place.address, one.pay,
            one.hours.windows)  # fmt: skip


def stand(who: Worker, one: Posting) -> str:
    """Whether a job is open to her, is to be asked about, or is shut."""
    gates = (trade(who, one), *but_trade(who, one))
    return NO if NO in gates else ASK if ASK in gates else YES


def suits(who: Worker, one: Posting) -> bool:
    """Whether every gate but the trade's lets her through."""
    return set(but_trade(who, one)) == {YES}


def trade(who: Worker, one: Posting) -> str:
    """In one of her trades or their minor classes."""
    if not who.occupations:
        return ASK
    code = one.occupation
    near = code and any(OCCUPATIONS.relatedness(own, code) >= 0.8 for own in who.occupations)
    return YES if near else NO


def but_trade(who: Worker, one: Posting) -> tuple[str, ...]:
    """The other gates, each."""
    return rules(who, one), hours(who, one), *_papers(who, one)


def hours(who: Worker, one: Posting) -> str:
    """Every half-hour of the job is hers to give; what is not written says nothing against it."""
    free, asked = who.open_week, one.hours
    if free is None or not hours_told(who, one):
        return YES
    covered = asked.windows and not week_of(asked.windows) & ~free
    return YES if covered else NO


def hours_told(who: Worker, one: Posting) -> bool:
    """Whether the job says its hours, so that hers can be compared where she told them."""
    asked, free = one.hours, who.open_week
    if free is None:
        return bool(asked.windows)
    a_week = (asked.hours_per_day or 0) * (asked.days_per_week or 0)
    return bool(asked.windows) or a_week > free.bit_count() / 2  # more than she has is not covered


def _papers(who: Worker, one: Posting) -> tuple[str, ...]:
    asked = one.requirements
    held = {*who.certificates, *(each for own in who.certificates for each in BETTER.get(own, ()))}
    education = RANK[who.education] if who.education else None
    return (
        _has(asked.certificates, held),
        _has(asked.own_equipment, set(who.own_equipment)),
        _reaches(RANK[asked.education] if asked.education else 0, education),
        _reaches(asked.experience_years or 0.0, who.experience_years),
    )


def _has(asked: tuple[str, ...], held: set[str]) -> str:
    return YES if held >= set(asked) else NO if held else ASK


def _reaches(asked: float, held: float | None) -> str:
    return YES if asked <= (held or 0) else ASK if held is None else NO


def rules(who: Worker, one: Posting) -> str:
    """The hard rules that made towns have."""
    place, home = one.place, who.place
    known_city = place.code is not None and not place.code.endswith("0000")
    km = _km(home, place)
    if not (known_city or place.remote or km is not None):
        return NO
    if not _within_reach(who, one, km):
        wanted = who.must.remote or who.prefer.remote
        if not (place.remote and wanted):
            return NO
    if _too_far(who.must.max_distance_km, one, km, home) or _named_never(who.never, one):
        return NO
    return _musts(who, one)


def _within_reach(who: Worker, one: Posting, km: float | None) -> bool:
    home, code = who.place.code, one.place.code or "000000"
    if home is None or code[:4] == home[:4]:
        return True
    seats = _seats_km(who.place, one.place)
    named = (*who.must.counties, *who.prefer.counties)
    near = any(each is not None and each <= 45 for each in (km, seats))
    return near or any(_lies_in(code, each) for each in named)


def _too_far(limit: float | None, one: Posting, km: float | None, home: Place) -> bool:
    if limit is None or one.place.remote:
        return False
    if km is not None:
        return km > limit
    seats = _seats_km(home, one.place)
    return seats is not None and seats > limit + 15


def _named_never(never: Wishes, one: Posting) -> bool:
    code, county = one.occupation, one.place.code
    trade = code is not None and any(code.startswith(each) for each in never.occupations)
    place = county is not None and any(_lies_in(county, each) for each in never.counties)
    night = never.night and one.hours.night is True
    return trade or place or night or (never.lodging and one.lodging is True)


def _musts(who: Worker, one: Posting) -> str:
    must, place = who.must, one.place
    code, county = one.occupation or "", place.code or "000000"
    if must.occupations and not any(code.startswith(each) for each in must.occupations):
        return NO
    if must.counties and not place.remote and not any(_lies_in(county, c) for c in must.counties):
        return NO
    if (
        (must.remote and not place.remote)
        or (must.lodging and one.lodging is False)
        or any(word not in one.title for word in must.words)
    ):
        return NO
    bound = must.hours and who.open_week is not None
    if bound and hours(who, one) == NO:
        return NO
    unsaid = (bound and not hours_told(who, one)) or (must.lodging and one.lodging is None)
    if must.pay and who.pay_floor is not None:
        top = figure(one, who.pay_floor.unit.value == "HOUR", highest=True)
        if top is not None and top < who.pay_floor.amount:
            return NO
        unsaid = unsaid or top is None
    return ASK if unsaid else YES


def figure(one: Posting, by_hour: bool, highest: bool = False) -> float | None:
    """What a job pays at least, or at most, by the hour or the month; None where not said."""
    if one.pay is None:
        return None
    amount = one.pay.maximum if highest else one.pay.minimum
    convert = per_hour if by_hour else per_month
    return convert(amount, one.pay.unit, one.hours.hours_per_day, one.hours.days_per_month)


def _lies_in(code: str, area: str) -> bool:
    return code.startswith(area.removesuffix("00").removesuffix("00"))


def _km(home: Place, there: Place) -> float | None:
    points = (home.lat, home.lon, there.lat, there.lon)
    return None if None in points else _great_circle(*points)  # type: ignore[arg-type]


def _seats_km(home: Place, there: Place) -> float | None:
    """Between the seats of two counties."""
    if not home.county or not there.county or home.code == there.code:
        return None
    return _great_circle(*SEATS[home.county], *SEATS[there.county])


def _great_circle(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    north, east = radians(to_lat - lat), radians(to_lon - lon)
    half = sin(north / 2) ** 2 + cos(radians(lat)) * cos(radians(to_lat)) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(half))
