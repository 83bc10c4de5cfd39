"""Who suits a shift: the list's own rules, asked from the posting's side."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from api.database import reading, writing
from api.runtime import Runtime
from api.services.shift_candidates import agreed
from api.store import jobs, workers
from api.store.workers import WorkerRecord
from registry.placement.shift import Shift
from registry.placement.spans import CHINA
from registry.workers.worker import Wishes
from tests.api.pool_town import say
from tests.api.small_town import settle
from tests.builders import DAY, worker

MONDAY_NINE = datetime(2026, 11, 23, 9, tzinfo=CHINA)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    town = settle(tmp_path)
    for name in ("W1", "W2", "W3"):
        say(town, name, given=True)
    yield town
    town.close()


def names(here: Runtime, starts: datetime = MONDAY_NINE) -> list[str]:
    """Who suits a shift of two hours of the town's cleaning."""
    rank = here.shifts.candidates
    with reading(here.engine) as connection:
        posting = jobs.get(connection, "town:1")
    assert posting is not None
    ends = starts + timedelta(hours=2)
    shift = Shift(posting.id, starts, ends, starts, 1, "", place=posting.place)
    ranked = rank(shift.as_posting(posting), DAY)
    assert [one.score for one in ranked] == sorted((one.score for one in ranked), reverse=True)
    return [one.worker for one in ranked]


def test_cleaners_nearby_suit_a_cleaning_and_who_lives_far_away_does_not(here: Runtime) -> None:
    assert names(here) == ["W1", "W2"]


def test_the_hours_of_the_shift_count_and_not_those_of_the_posting(here: Runtime) -> None:
    assert names(here, MONDAY_NINE + timedelta(hours=9)) == []  # both are free by day


def test_her_refusals_are_kept(here: Runtime) -> None:
    with writing(here.engine) as connection:
        kept = workers.get(connection, "W1")
        assert kept is not None
        refusing = worker(
            id="W1", occupations=kept.occupations, free=kept.free, never=Wishes(words=("保洁",))
        )
        workers.upsert(connection, [WorkerRecord(refusing)], MONDAY_NINE)
    assert names(here) == ["W2"]


def test_who_withdraws_her_consent_is_found_and_asked_no_more(here: Runtime) -> None:
    say(here, "W1", given=False)
    assert names(here) == ["W2"]
    with reading(here.engine) as connection:
        assert agreed(connection, ["W1", "W2", "W9"]) == {"W2"}
