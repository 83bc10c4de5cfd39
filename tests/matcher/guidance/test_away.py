"""A city away from home is told only to whom little is open there, and where there is a bed."""

from matcher.guidance.advice import Advice
from matcher.guidance.area import area
from matcher.guidance.ground import Ground
from matcher.guidance.standing import offers_in, stands
from registry.jobs.posting import Posting
from registry.places import Place
from registry.workers.worker import Wishes
from tests.builders import worker
from tests.matcher.guidance.ground_town import CLEANER, ground, many

AWAY = Place(code="370102")
HOME = Place(code="371311")
BEDS = many(4, first=50, occupation=CLEANER, place=AWAY, lodging=True)
NO_BEDS = many(3, first=70, occupation=CLEANER, place=AWAY)


def town(postings: list[Posting], **more: Wishes) -> Ground:
    return ground(worker(occupations=(CLEANER,), place=HOME, **more), postings)


def at_home(count: int) -> list[Posting]:
    return many(count, occupation=CLEANER, place=HOME)


def test_whom_two_jobs_are_open_to_is_told_of_a_city_with_beds() -> None:
    (advice,) = area(town([*at_home(2), *BEDS, *NO_BEDS]))
    assert isinstance(advice, Advice)
    assert advice.said == "away"
    figures = {name: advice.figures[name] for name in ("city", "more", "now", "lodged")}
    assert figures == {"city": "济南市", "more": 7, "now": 2, "lodged": 4}


def test_whom_three_jobs_are_open_to_is_not_told_to_leave() -> None:
    (found,) = area(town([*at_home(3), *BEDS]))
    assert found.said == "no_county"


def test_a_city_without_a_bed_is_no_way() -> None:
    (found,) = area(town([*at_home(1), *NO_BEDS]))
    assert found.said == "no_county"


def test_who_takes_no_bed_is_not_sent_to_one() -> None:
    (found,) = area(town(BEDS, never=Wishes(lodging=True)))
    assert found.said == "no_county"


def test_the_number_is_what_the_matcher_finds_for_who_would_go() -> None:
    there = town([*at_home(1), *BEDS, *NO_BEDS])
    (advice,) = area(there)
    assert isinstance(advice, Advice)
    assert advice.change is not None
    assert advice.opens is not None
    her = advice.change.of(there.worker)
    after = stands(her, there.standing.library, there.what_if.matcher)
    counted = offers_in(after.library, after.open)
    assert counted == advice.opens.now + advice.opens.more
