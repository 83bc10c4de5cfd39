"""Disclosure: nobody stands out in what a firm is shown, whoever is there."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher.disclosure import (
    COARSER,
    FIT_BANDS,
    GOOD,
    HOURS_BANDS,
    LEAST,
    Shown,
    Traits,
    band_counts,
    band_of,
    coarser,
    lines,
    rounded,
    shown_of,
    tuple_of,
)

MARKS = st.booleans()
PROFILES = st.builds(
    Shown,
    band=st.integers(0, len(FIT_BANDS) - 1),
    trade=st.sampled_from(["4-09-08", "4-10-08", "4-09-01", "6-29-01", ""]),
    county=st.sampled_from(["371302", "371311", ""]),
    hours=st.integers(-1, 2),
    experience=st.integers(-1, 2),
    hours_fits=MARKS,
    location_fits=MARKS,
    pay_fits=MARKS,
    skills_fits=MARKS,
)
CROWDS = st.lists(PROFILES, max_size=12).flatmap(
    lambda kinds: st.lists(st.sampled_from(kinds), max_size=120) if kinds else st.just([])
)


def is_true_of(shown: Shown, whole: Shown) -> bool:
    """Whether everything shown holds for a person."""
    return all(
        told is None or told == known or (name == "trade" and known.startswith(f"{told}-"))
        for name, told, known in zip(Shown._fields, shown, whole, strict=True)
    )


@settings(max_examples=500)
@given(CROWDS)
def test_every_line_is_a_multiple_of_five_people_of_whom_all_that_is_shown_holds(
    people: list[Shown],
) -> None:
    found = lines(people)
    assert all(len(line.places) >= LEAST for line in found)
    assert all(len(line.places) % LEAST == 0 for line in found)
    assert all(is_true_of(line.shown, people[place]) for line in found for place in line.places)
    shown = [place for line in found for place in line.places]
    assert len(shown) == len(set(shown))
    assert len({line.shown for line in found}) == len(found)


@settings(max_examples=300)
@given(CROWDS)
def test_who_is_left_out_could_not_have_been_shown_with_others(people: list[Shown]) -> None:
    out = set(range(len(people))) - {place for line in lines(people) for place in line.places}
    coarsest = Counter(coarser(people[place], len(COARSER) - 1) for place in out)
    assert all(number < LEAST for number in coarsest.values())


@settings(max_examples=300)
@given(CROWDS, st.data())
def test_who_leaves_takes_nobody_elses_protection_away(
    people: list[Shown], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(range(len(people))))) if people else set()
    left = [person for place, person in enumerate(people) if place not in gone]
    assert all(len(line.places) % LEAST == 0 for line in lines(left))
    before = Counter({line.shown: len(line.places) for line in lines(people)})
    after = Counter({line.shown: len(line.places) for line in lines(left)})
    assert all((before[shown] - after[shown]) % LEAST == 0 for shown in before | after)


@pytest.mark.parametrize(("count", "expected"), [(0, None), (4, None), (5, 5), (9, 5), (10, 10)])
def test_counts_are_rounded_down_to_fives_and_few_are_nobody(
    count: int, expected: int | None
) -> None:
    assert rounded(count) == expected
    assert band_counts([Shown(0)] * count) == [expected, None, None]


def test_what_is_shown_gets_coarser_step_by_step() -> None:
    whole = Shown(2, "4-09-08", "371302", 1, 2, True, True, False, True)
    steps = [coarser(whole, step) for step in range(len(COARSER))]
    assert steps[0] == whole
    assert steps[1].experience is None
    assert (steps[2].hours, steps[2].hours_fits) == (None, None)
    assert (steps[3].county, steps[3].location_fits) == (None, None)
    assert steps[4] == Shown(2, "4")


@pytest.mark.parametrize(
    ("hours", "band"), [(0.0, 0), (19.5, 0), (20.0, 1), (39.5, 1), (40.0, 2), (168.0, 2)]
)
def test_a_band_begins_at_its_bound(hours: float, band: int) -> None:
    assert band_of(hours, HOURS_BANDS) == band


def test_what_is_not_told_is_a_value_of_its_own() -> None:
    assert tuple_of("", "", None, None) == Traits("", "", -1, -1)
    fits = {name: np.array([np.nan, 1.0]) for name in GOOD}
    one = tuple_of("4-09-08", "371302", 30, 2)
    unknown, known = shown_of([one], np.array([0, 0]), np.array([0.1, 0.9]), fits)
    assert unknown == Shown(0, *one, *([False] * len(GOOD)))
    assert known == Shown(2, *one, *([True] * len(GOOD)))
