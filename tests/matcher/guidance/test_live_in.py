"""Work for which one is there day and night is not open to who is not free at night."""

import pytest

from matcher.guidance.standing import NO, YES, Gate
from registry.jobs.week import EVERY_DAY, FULL_WEEK, NIGHT_END, NIGHT_START, Window, week_of
from registry.workers.worker import Worker
from tests.builders import posting
from tests.matcher.guidance.ground_town import CLEANER, ground

DAYS = week_of((Window(EVERY_DAY, 8 * 60, 16 * 60),))
NIGHTS = week_of((Window(EVERY_DAY, NIGHT_START, NIGHT_END),))
ALL_BUT_ONE_NIGHT = FULL_WEEK & ~week_of((Window((3,), NIGHT_START, NIGHT_END),))


def hours_gate(title: str, free: int | None) -> int:
    worker = Worker("W", occupations=(CLEANER,), free=free)
    standing = ground(worker, [posting(1, title=title, occupation=CLEANER)]).standing
    return int(standing.gates[Gate.HOURS][0])


@pytest.mark.parametrize("title", ["急招护工（住家）", "24小时照顾老人", "驻家保姆"])
def test_who_is_free_by_day_alone_cannot_live_in(title: str) -> None:
    assert hours_gate(title, DAYS) == NO
    assert hours_gate(title, ALL_BUT_ONE_NIGHT) == NO
    assert hours_gate(title, DAYS | NIGHTS) == YES


@pytest.mark.parametrize("title", ["不住家保姆", "非住家保姆", "小区保洁员"])
def test_what_says_that_nobody_lives_in_is_open_by_day(title: str) -> None:
    assert hours_gate(title, DAYS) == YES


def test_who_has_not_said_when_she_is_free_is_not_kept_from_it() -> None:
    assert hours_gate("住家保姆", None) == YES
