"""Ranking: parts sum to the score, unknown is neutral, lists are stable and not crowded."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.board import SETTLEMENTS, likeness_number
from matcher.fit.freshness import freshness_fit
from matcher.fit.occupation import occupation_fit, relatedness_row
from matcher.fit.skills import (
    CERTIFICATE_UNTOLD,
    EQUIPMENT_UNTOLD,
    LACKS_CERTIFICATE,
    LACKS_EQUIPMENT,
    skills_fit,
)
from matcher.ranking import (
    CHANCE,
    FITS,
    MOST_PERCENT,
    PUBLISHED,
    VALUE,
    fits_of,
    parts_of,
    scores_of,
    weighted,
)
from registry.errors import InvalidField
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.posting import Posting, Requirements
from registry.places import Place
from registry.workers.worker import PayFloor, Wishes
from tests.builders import CODES, DAY, OCCUPATIONS, before, board, person, posting

UNIT = st.one_of(st.floats(0, 1), st.just(float("nan")))


@given(arrays(np.float64, (len(FITS), 3), elements=UNIT), st.integers(0, 2))
def test_the_parts_of_a_score_sum_to_it(values: Any, place: int) -> None:
    fits = dict(zip(FITS, values, strict=True))
    [parts] = parts_of(fits, [place])
    assert sum(part.amount for part in parts) == pytest.approx(scores_of(fits).score[place])
    assert {part.fit for part in parts if not part.known} == {
        name for name in FITS if np.isnan(fits[name][place])
    }


@given(arrays(np.float64, (len(FITS), 1), elements=st.floats(0, 1)))
def test_scores_lie_between_zero_and_one(values: Any) -> None:
    scores = scores_of(dict(zip(FITS, values, strict=True)))
    assert 0 <= scores.score[0] <= 1 + 1e-9


def test_a_requirement_not_met_takes_off_the_score_what_its_gate_keeps_back() -> None:
    fits = {name: np.full(2, 0.9) for name in FITS} | {"skills": np.array([1.0, 0.4])}
    met, lacking = scores_of(fits).chance
    assert lacking < 0.75 * met
    by_fit = {part.fit: part.amount for part in parts_of(fits, [1])[0]}
    assert by_fit["skills"] < 0 < by_fit["occupation"]


def test_who_lacks_the_licence_asked_for_stands_behind_a_neighbouring_trade() -> None:
    alike = {name: np.full(2, 0.7) for name in FITS}
    fits = alike | {"occupation": np.array([1.0, 0.8]), "skills": np.array([0.4, 1.0])}
    own, neighbouring = scores_of(fits).score
    assert own < neighbouring


@pytest.mark.parametrize("side", [CHANCE, VALUE])
def test_weights_of_a_side_sum_to_one_and_neutrals_are_fits(side: Any) -> None:
    assert sum(term.weight for term in side) == pytest.approx(1)
    assert all(0 < term.neutral < 1 and term.fit in FITS for term in side)


def test_pay_far_above_its_trade_lifts_no_score() -> None:
    who = person(pay_floor=PayFloor(20, PayUnit.HOUR))
    bait, fair = (posting(pay=Pay(least, least, PayUnit.HOUR)) for least in (90, 30))
    at = before(who, [bait, fair], median=20)
    found = fits_of(at, np.arange(2), np.full(2, 0.5))
    assert np.isnan(found["pay"]).tolist() == [True, False]
    scores = scores_of(found).score
    assert scores[0] < scores[1]


def fits(postings: list[Posting], **worker: Any) -> dict[str, Any]:
    at = before(person(**worker), postings)
    chosen = np.arange(len(postings))
    return fits_of(at, chosen, np.full(len(postings), 0.5))


def test_the_same_trade_goes_before_its_minor_class_and_that_before_others() -> None:
    trades = ["4-09-08-01", "4-09-08-02", "6-16-01-01", None]
    found = fits([posting(occupation=code) for code in trades], occupations=("4-09-08-01",))
    same, minor, other, unsure = found["occupation"]
    assert same == 1.0
    assert same > minor > other
    assert np.isnan(unsure)


def test_without_a_trade_told_the_occupation_is_unknown() -> None:
    assert np.isnan(occupation_fit(np.empty(0), np.array([3]))[0])


@pytest.mark.parametrize(
    ("asked", "worker", "expected"),
    [
        pytest.param(Requirements(), {}, 1.0, id="nothing asked"),
        pytest.param(
            Requirements(certificates=("健康证",)), {}, CERTIFICATE_UNTOLD, id="told of no paper"
        ),
        pytest.param(
            Requirements(certificates=("健康证",)),
            {"certificates": ("驾驶证A1",)},
            LACKS_CERTIFICATE,
            id="lacks the paper",
        ),
        pytest.param(
            Requirements(certificates=("驾驶证C1",)),
            {"certificates": ("驾驶证A1",)},
            1.0,
            id="a higher licence covers the lower",
        ),
        pytest.param(
            Requirements(own_equipment=("电动车",)), {}, EQUIPMENT_UNTOLD, id="told of no vehicle"
        ),
        pytest.param(
            Requirements(own_equipment=("电动车",)),
            {"own_equipment": ("汽车",)},
            LACKS_EQUIPMENT,
            id="lacks the vehicle",
        ),
        pytest.param(
            Requirements(education="大专"), {"education": "大专"}, 1.0, id="just the level asked"
        ),
    ],
)
def test_each_thing_lacking_lowers_the_skills_fit(
    asked: Requirements, worker: dict[str, Any], expected: float
) -> None:
    rows = board([posting(requirements=asked)])
    means = person(education=worker.pop("education", "初中"), **worker).people.means
    assert skills_fit(means, rows)[0] == pytest.approx(expected)


def test_freshness_is_one_today_and_half_after_thirty_days() -> None:
    rows = board([posting(published_on=day) for day in (DAY, DAY - timedelta(30), None)])
    assert freshness_fit(DAY, rows) == pytest.approx([1.0, 0.5, np.nan], nan_ok=True)


def test_wishes_are_the_share_of_preferences_met() -> None:
    one = posting(lodging=True, title="包吃住 普工")
    prefer = Wishes(lodging=True, words=("普工",), counties=("371302",))
    assert fits([one], prefer=prefer)["wishes"][0] == pytest.approx(2 / 3)
    assert np.isnan(fits([one])["wishes"][0])


@pytest.mark.parametrize("trade", CODES.codes.tolist())
def test_a_row_of_relatedness_equals_each_pair_asked_alone(trade: str) -> None:
    row = relatedness_row(trade, CODES, OCCUPATIONS)
    assert row.tolist() == [OCCUPATIONS.relatedness(trade, code) for code in CODES.codes.tolist()]


@pytest.mark.parametrize(
    ("changes", "same"),
    [
        pytest.param({"title": "急招！ 保洁员"}, True, id="marks and spaces apart"),
        pytest.param({"title": "保洁领班"}, False, id="another title"),
        pytest.param({"employer": "乙"}, False, id="another employer"),
        pytest.param({"place": Place("371311", "册山街道")}, False, id="another town"),
        pytest.param({"pay": Pay(20, 25, PayUnit.HOUR)}, False, id="other pay"),
    ],
)
def test_only_the_same_offer_is_alike(changes: dict[str, Any], same: bool) -> None:
    one = posting("1", title="急招保洁员", employer="甲")
    other = replace(one, source_id="2", **changes)
    assert (likeness_number(one) == likeness_number(other)) is same


def test_a_months_pay_of_hours_she_chooses_is_no_pay_by_the_hour() -> None:
    free = posting(pay=Pay(8000, 13000, PayUnit.MONTH), hours=Hours(HoursKind.FLEXIBLE))
    assert np.isnan(board([free])["hour_max"][0])
    assert np.isnan(fits([free], pay_floor=PayFloor(20, PayUnit.HOUR))["pay"][0])
    assert fits([free], pay_floor=PayFloor(4000, PayUnit.MONTH))["pay"][0] > 0.9


@pytest.mark.parametrize("unit", [PayUnit.HOUR, PayUnit.MONTH, PayUnit.PIECE])
def test_settlement_is_read_whatever_the_pay_is_quoted_in(unit: PayUnit) -> None:
    daily = Pay(20, 30, unit, Settlement.DAILY)
    row = board([posting(pay=daily, hours=Hours(HoursKind.FLEXIBLE))])[0]
    assert row["settlement"] == 1 + SETTLEMENTS.index(Settlement.DAILY)


# ---------------------------------------------------------------- other weights for one list


def test_all_at_a_hundred_are_the_published_weights() -> None:
    assert weighted({}) is PUBLISHED
    assert weighted(dict.fromkeys(FITS, 100)) is PUBLISHED


@given(st.dictionaries(st.sampled_from(sorted(FITS)), st.integers(1, MOST_PERCENT)))
def test_each_side_of_other_weights_sums_to_one_and_scores_stay_scores(
    percents: dict[str, int],
) -> None:
    asked = weighted(percents)
    assert all(sum(term.weight for term in side) == pytest.approx(1) for side in asked[:2])
    fits = {name: np.ones(1) for name in FITS}
    assert scores_of(fits, asked).score[0] == pytest.approx(1)
    [parts] = parts_of(fits, [0], asked)
    assert sum(part.amount for part in parts) == pytest.approx(1)


def test_a_fit_that_counts_for_more_lifts_what_it_speaks_for() -> None:
    fits = {name: np.array([0.5, 0.5]) for name in FITS}
    fits["pay"], fits["location"] = np.array([0.9, 0.2]), np.array([0.2, 0.9])
    by_pay, by_road = weighted({"pay": 300}), weighted({"location": 300})
    assert np.argmax(scores_of(fits, by_pay).score) == 0
    assert np.argmax(scores_of(fits, by_road).score) == 1
    assert weighted({"response": 0}).beside[0].share == 0


@pytest.mark.parametrize(
    ("percents", "words"),
    [
        pytest.param({"pay": MOST_PERCENT + 1}, "0 到 300", id="over"),
        pytest.param({"pay": -1}, "0 到 300", id="under"),
        pytest.param({"luck": 100}, "0 到 300", id="no fit"),
        pytest.param({term.fit: 0 for term in CHANCE}, "“可能”至少要看一项", id="no chance"),
        pytest.param({term.fit: 0 for term in VALUE}, "“合意”至少要看一项", id="no value"),
    ],
)
def test_weights_out_of_bounds_are_refused(percents: dict[str, int], words: str) -> None:
    with pytest.raises(InvalidField, match=words):
        weighted(percents)
