"""The circuit breaker opens, tries and closes by a clock that the test sets."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from api.registers.breaker import Breaker, BreakerState


class Clock:
    def __init__(self) -> None:
        self.at = 1_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(most_failures=3, pause_s=30, monotonic=clock)


def fail(breaker: Breaker, times: int) -> None:
    for _ in range(times):
        breaker.failed()


def test_it_opens_after_so_many_failures_in_a_row(breaker: Breaker) -> None:
    fail(breaker, 2)
    assert breaker.state is BreakerState.CLOSED
    assert breaker.lets_through()
    fail(breaker, 1)
    assert breaker.state is BreakerState.OPEN
    assert not breaker.lets_through()


def test_an_answer_between_failures_begins_the_count_anew(breaker: Breaker) -> None:
    fail(breaker, 2)
    breaker.succeeded()
    fail(breaker, 2)
    assert breaker.lets_through()


def test_after_the_pause_one_question_tries_and_an_answer_closes_it(
    breaker: Breaker, clock: Clock
) -> None:
    fail(breaker, 3)
    clock.at += 29.9
    assert not breaker.lets_through()
    clock.at += 0.1
    assert breaker.state is BreakerState.HALF_OPEN
    assert [breaker.lets_through() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert breaker.state is BreakerState.CLOSED
    assert all(breaker.lets_through() for _ in range(3))


def test_a_trial_that_fails_opens_it_for_another_pause(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.at += 30
    assert breaker.lets_through()
    clock.at += 5
    breaker.failed()
    clock.at += 29
    assert not breaker.lets_through()
    clock.at += 1
    assert breaker.lets_through()


def test_a_trial_never_heard_of_again_does_not_keep_it_open(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.at += 30
    assert breaker.lets_through()
    clock.at += 30
    assert breaker.lets_through()


def test_of_many_threads_one_tries(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, 3)
    clock.at += 30
    with ThreadPoolExecutor(16) as pool:
        through = list(pool.map(lambda _: breaker.lets_through(), range(400)))
    assert through.count(True) == 1
