"""Anything in any order: thousands of events at a registration desk, on both databases."""

import os

import hypothesis.internal.conjecture.engine
import hypothesis.stateful
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import Engine, delete, update

from api.database import writing
from api.store import tables
from registry.audit import FIRST
from tests.api.registration_events import HAPPENINGS, Crash, Happening, Onward
from tests.api.registration_office import Office
from tests.api.registration_truths import KEPT

# Seeds, and steps of each.
SEEDS, STEPS = {"soak": (20, 5_000)}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), (5, 200))


@pytest.fixture
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many draws are more than Hypothesis keeps for one case; it would stop early, unsaid."""
    room = 100 * STEPS
    for module in (hypothesis.internal.conjecture.engine, hypothesis.stateful):
        monkeypatch.setattr(module, "BUFFER_SIZE", room)


def emptied(engine: Engine) -> None:
    with writing(engine) as connection:
        for table in reversed(KEPT):
            connection.execute(delete(table))
        connection.execute(update(tables.audit_head).values(sequence=0, hash=FIRST))


@pytest.mark.usefixtures("_room")
@pytest.mark.parametrize("number", range(SEEDS))
def test_whatever_happens_the_register_is_what_the_model_says(hasty: Engine, number: int) -> None:
    steps: list[int] = []

    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            emptied(hasty)
            self.office = Office(hasty)
            steps.append(0)

        @rule(happening=HAPPENINGS)
        def happens(self, happening: Happening | Onward | Crash) -> None:
            self.office.happens(happening)
            steps[-1] += 1

        def teardown(self) -> None:
            self.office.close()

    # Of two the first is Hypothesis' simplest, in which nothing happens, and the second is drawn.
    chosen = settings(
        max_examples=2,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    # Else one step in 65,536 would be the last of its run.
    run_state_machine_as_test(seed(number)(Machine), settings=chosen, _min_steps=STEPS)
    assert steps == [STEPS, STEPS]
