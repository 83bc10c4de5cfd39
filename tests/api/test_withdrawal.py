"""Withdrawal: gone from lists and pools at the very next question, of this process or another."""

import random
from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Engine

from api.database import reading
from api.runtime import Runtime
from api.services.post import post_one
from api.services.recommend import find_worker
from api.store.schema import migrate
from registry.actor import Actor, Role
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.posting import Profile
from tests.api.pool_town import (
    POSTINGS,
    Calendar,
    ask,
    herself,
    pool_at,
    say,
    settle_pool,
)
from tests.api.small_town import row
from tests.builders import DAY

COUNT, STEPS = 40, 80
EVERYBODY = [f"W{number:04d}" for number in range(COUNT)]
ASKED = [f"{each['source']}:{each['source_id']}" for each in POSTINGS]


class TwoProcesses:
    """Two runtimes over one store, and what the test itself knows: who agreed, what is closed."""

    def __init__(self, home: Path, address: str, seed: int) -> None:
        one = settle_pool(home, COUNT, address, kinds=2)
        self.both = (one, Runtime(one.settings))
        self.draw = random.Random(seed)
        self.calendar = Calendar(one.consents.clock())
        self.agreed: set[str] = set()
        self.open: list[str] = []
        self.closed: set[str] = set()

    def act(self) -> None:
        """One of the two changes something."""
        acts: list[Callable[[Runtime], None]] = [self.agree, self.agree, self.withdraw, self.hide]
        acts += [self.close, self.post]
        self.draw.choice(acts)(self.draw.choice(self.both))
        if self.draw.random() < 0.2:
            self.calendar.next_day()

    def agree(self, here: Runtime) -> None:
        for worker in self.draw.sample(EVERYBODY, 6):
            here.consents.choose(worker, herself(worker), hidden=False)
            say(here, worker, given=True)
            self.agreed.add(worker)

    def withdraw(self, here: Runtime) -> None:
        for worker in self.draw.sample(sorted(self.agreed), min(len(self.agreed), 2)):
            say(here, worker, given=False)
            self.agreed.discard(worker)

    def hide(self, here: Runtime) -> None:
        for worker in self.draw.sample(sorted(self.agreed), min(len(self.agreed), 1)):
            here.consents.choose(worker, herself(worker), hidden=True)
            self.agreed.discard(worker)

    def post(self, here: Runtime) -> None:
        name = f"n{len(self.open) + len(self.closed)}"
        post_one(here, row(name, "保洁员", source="firm-a"))
        self.open.append(f"firm-a:{name}")

    def close(self, here: Runtime) -> None:
        if self.open:
            name = self.open.pop(self.draw.randrange(len(self.open)))
            here.postings.close(name, PostingEvent.FILL, "", Actor("firm-a", Role.FIRM))
            self.closed.add(name)

    def shown(self) -> set[str]:
        """Whom one of the two shows to a firm now."""
        pool = pool_at(self.draw.choice(self.both), self.calendar)
        answer = ask(pool, self.draw.choice(ASKED))
        bureau = herself("bureau")
        return {pool.behind(answer.posting, item.pseudonym, bureau) for item in answer.items}

    def listed(self) -> set[str]:
        """What one of the two lists for a worker now."""
        here = self.draw.choice(self.both)
        with reading(here.engine) as connection:
            who = find_worker(connection, self.draw.choice(EVERYBODY))
            found = here.recommender(connection).recommend(
                connection, who, DAY, Profile.PUBLIC, 200
            )
        return {name for item in found.items for name in (item.posting.id, *item.alike)}


def test_over_random_interleavings_two_processes_show_nobody_and_nothing_withdrawn(
    tmp_path: Path, postgres_engine: Engine
) -> None:
    migrate(postgres_engine)
    address = postgres_engine.url.render_as_string(hide_password=False)
    town = TwoProcesses(tmp_path, address, seed=3)
    shown = leaks = 0
    for _ in range(STEPS):
        town.act()
        people, postings = town.shown(), town.listed()
        shown += len(people)
        leaks += len(people - town.agreed) + len(postings & town.closed)
    for here in town.both:
        here.close()
    assert shown > 0
    assert town.closed
    assert leaks == 0
