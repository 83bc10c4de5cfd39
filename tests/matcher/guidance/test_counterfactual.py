"""What advice says that a change opens is what the matcher finds on the changed worker."""

import numpy as np
import pytest
from hypothesis import given, settings

from matcher.guidance.advice import Advice
from matcher.guidance.change import Change
from matcher.guidance.every import every
from matcher.guidance.ground import Ground
from matcher.guidance.plan import plan_of
from matcher.guidance.standing import Standing, offers_in, stands
from matcher.guidance.what_if import ENOUGH
from registry.jobs.posting import Posting
from registry.jobs.week import FULL_WEEK
from registry.workers.worker import Worker
from tests.builders import worker
from tests.matcher.guidance.ground_town import CLEANER, RIDER, ground
from tests.matcher.guidance.made_jobs import jobs
from tests.matcher.guidance.made_people import PEOPLE, Made
from tests.matcher.guidance.random_town import changes, people, towns
from tests.matcher.guidance.slow_count import ASK, YES, count, stand

MADE = pytest.mark.parametrize("made", [pytest.param(each, id=each.story) for each in PEOPLE])


def from_scratch(town: Ground, change: Change) -> Standing:
    """The whole library before the changed worker, without any what-if."""
    return stands(change.of(town.worker), town.standing.library, town.what_if.matcher)


def changed(town: Ground) -> list[Advice]:
    return [each for each in every(town) if isinstance(each, Advice) and each.change is not None]


def agrees(town: Ground, change: Change) -> None:
    """What is said to open is the difference, job by job."""
    library, before = town.standing.library, town.standing
    after = from_scratch(town, change)
    opens = town.what_if.opens(change)
    assert offers_in(library, before.open & ~after.open) == 0, "it takes nothing away"
    assert opens.now == offers_in(library, before.open)
    assert opens.now + opens.more == offers_in(library, after.open)
    fresh = set(library.offers[after.open]) - set(library.offers[before.open])
    assert len(fresh) == opens.more
    assert {int(library.offers[place]) for place in opens.examples} <= fresh
    assert len(opens.examples) == min(opens.enough or len(fresh), 3)
    assert all(after.open[place] for place in opens.examples)
    assert np.isnan(opens.pay) == (opens.told < ENOUGH)


def test_somebody_is_advised_to_change_something_of_each_sort() -> None:
    said = [each.change for made in PEOPLE for each in changed(made.ground) if each.change]
    for field in ("trades", "certificates", "free", "distance_km", "counties"):
        assert any(getattr(change, field) for change in said), field


@MADE
def test_every_advised_change_of_a_made_person_opens_what_it_says(made: Made) -> None:
    town = made.ground
    for advice in changed(town):
        assert advice.change is not None
        assert advice.opens is not None
        agrees(town, advice.change)
        assert advice.opens == town.what_if.opens(advice.change)
        assert advice.figures["more"] == advice.opens.more
        assert advice.figures.get("now", advice.opens.now) == advice.opens.now
        assert advice.proof == advice.opens.examples
        assert advice.opens.more > 0


@MADE
def test_a_made_person_who_changes_as_advised_is_told_of_so_many_more(made: Made) -> None:
    town, postings = made.ground, made.postings
    now = plan_of(town).now.open
    for advice in changed(town):
        assert advice.change is not None
        assert advice.opens is not None
        herself = advice.change.of(town.worker)
        tables = town.tables
        assert plan_of(ground(herself, postings, tables=tables)).now.open - now == advice.opens.more


@settings(max_examples=150)
@given(people(), towns(), changes())
def test_any_change_opens_what_the_matcher_finds(
    her: Worker, postings: list[Posting], change: Change
) -> None:
    agrees(ground(her, postings), change)


def test_a_trade_and_a_certificate_together_open_also_her_own_trades_jobs() -> None:
    her = worker(occupations=(CLEANER,), free=FULL_WEEK)
    town = ground(her, jobs("health*2 riding*3"))
    both = Change(trades=(RIDER,), certificates=("健康证",))
    agrees(town, both)
    assert town.what_if.opens(both).more == 5


@settings(max_examples=60)
@given(people(), towns())
def test_every_change_that_anybody_is_advised_opens_what_it_says(
    her: Worker, postings: list[Posting]
) -> None:
    town = ground(her, postings)
    for advice in changed(town):
        assert advice.change is not None
        agrees(town, advice.change)


@settings(max_examples=150)
@given(people(), towns(), changes())
def test_the_standing_is_that_of_looking_at_each_posting_by_itself(
    her: Worker, postings: list[Posting], change: Change
) -> None:
    for herself in (her, change.of(her)):
        town = ground(herself, postings)
        slow = [stand(herself, one) for one in postings]
        assert town.standing.open.tolist() == [each == YES for each in slow]
        assert town.standing.ask.tolist() == [each == ASK for each in slow]
        now = count(postings, lambda one, of=herself: stand(of, one) == YES)  # type: ignore[misc]
        assert plan_of(town).now.open == now
