"""Waves of invitations: how many are asked at once, so that places fill and few come too late."""

import math
from datetime import datetime, timedelta
from typing import Final

from registry.placement.spans import CHINA

# The assumed rate weighs as much as so many answers of this shift's own.
PRIOR_ANSWERS: Final = 20
LONGEST_WAVE: Final = 1000
SHORTEST_WAIT: Final = timedelta(minutes=5)
# Nobody is woken: no wave between these hours, unless the deadline itself lies before the morning.
EVENING, MORNING = 22, 7


def yes_rate(asked: float, said_yes: int, expected: float) -> float:
    """The share of the invited who say yes, in (0, 1]: this shift's own answers beside `expected`.

    asked: of whom no answer is awaited any more, given or not; said_yes: who of them took a place
    or stands by.
    """
    return (said_yes + PRIOR_ANSWERS * expected) / (asked + PRIOR_ANSWERS)


def wave_size(free: int, awaited: float, rate: float, most: int | None) -> int:
    """How many to ask now, so that as many as places are free may be expected to say yes.

    awaited: who was asked and has not answered, each counted by `hope`. most: how many more may be
    asked at all; None: as many as it takes.
    """
    wanted = math.ceil(free / rate - awaited)
    bounds = (wanted, LONGEST_WAVE) if most is None else (wanted, LONGEST_WAVE, most)
    return max(0, min(bounds))


def hope(waited: timedelta, patience_: timedelta) -> float:
    """For how much of an answer somebody counts who has been silent so long: 1 while her wave is
    awaited, then half of that with each further wave."""
    return float(0.5 ** (waited // patience_))


def patience(asked_at: datetime, answer_by: datetime, minutes: float) -> timedelta:
    """How long an answer is waited for before more are asked: so many minutes, or a quarter of the
    time that is left where that is less, but not under five minutes."""
    return max(SHORTEST_WAIT, min(timedelta(minutes=minutes), (answer_by - asked_at) / 4))


def next_wave(at: datetime, answer_by: datetime, minutes: float) -> datetime | None:
    """When more are asked after a wave, the night left out; None: the deadline comes first."""
    then = awake(at + patience(at, answer_by, minutes), answer_by)
    return then if then < answer_by else None


def awake(at: datetime, answer_by: datetime) -> datetime:
    """The time itself, or the morning after it where it lies in the night and that can wait."""
    here = at.astimezone(CHINA)
    if MORNING <= here.hour < EVENING:
        return at
    day = here.date() + timedelta(days=1 if here.hour >= EVENING else 0)
    morning = datetime(day.year, day.month, day.day, MORNING, tzinfo=CHINA)
    return morning if morning < answer_by else at
