"""Anything in any order: what is not published is in no list and no feed at once, as modelled."""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from io import BytesIO
from itertools import count
from json import loads
from pathlib import Path
from typing import Any, ClassVar

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import Engine

from api.database import reading, writing
from api.feeds.postings import read_posting
from api.runtime import Runtime
from api.services.feed_out import write_snapshot
from api.services.recommend import find_worker
from api.store import audit, jobs
from registry.actor import Actor, Role
from registry.errors import LinggangError
from registry.jobs.complaint import ComplaintState
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.posting import Profile
from tests.api.life_desk import COLLEAGUE, FIRM, KEYS, NOON, OFFICER, POLICY, Life
from tests.api.posting_life_model import Model
from tests.api.small_town import row, settle
from tests.hasty import hasten

SEEDS, STEPS = {"soak": (10, 500)}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), (2, 60))
NUMBERS = st.integers(1, 3)
FIRMS = st.integers(1, 2)
ROLES = st.sampled_from((FIRM, OFFICER, COLLEAGUE))
DAYS = st.sampled_from((None, -1, 0, 2, 20, 90))
CLOSINGS = {
    PostingEvent.FILL: ("filled", {Role.FIRM, Role.OFFICER}),
    PostingEvent.WITHDRAW: ("withdrawn", {Role.FIRM, Role.OFFICER}),
    PostingEvent.LAPSE: ("unsent", {Role.FIRM}),
    PostingEvent.REMOVE: ("removed", {Role.OFFICER}),
}
RUNS = count(1)
Happening = tuple[str, dict[str, Any]]


@pytest.fixture
def here(tmp_path: Path, engine: Engine) -> Iterator[Runtime]:
    """A town with its index in this process, over a database that waits for no disk."""
    made = settle(tmp_path, engine.url.render_as_string(hide_password=False))
    hasten(made.engine)
    yield made
    made.close()


class Town:
    """The service beside its model; every run has postings and firms of its own."""

    def __init__(self, here: Runtime) -> None:
        self.here, self.run = here, next(RUNS)
        self.life = Life(here.engine, here.reference)
        self.model = Model(NOON.date())

    def source_id(self, number: int) -> str:
        return f"r{self.run}n{number}"

    def firm(self, number: int) -> str:
        return f"第{self.run}批{number}号保洁公司"

    def send(self, number: int, is_lawful: bool, until: date | None, firm: int) -> None:
        name = self.source_id(number)
        data = row(
            name,
            f"保洁员{number}班",
            description="办公楼日常保洁" if is_lawful else "办公楼日常保洁，限女性",
            employer={"name": self.firm(firm)},
            published_at="2026-11-01",
            valid_until=until.isoformat() if until else None,
        )
        floors = POLICY.wage_floors(self.life.today)
        posting = read_posting(data, self.here.reference, live=True, floors=floors)
        with writing(self.here.engine) as connection:
            jobs.upsert(connection, [posting], self.life.at)
        self.model.send(name, is_lawful, until, firm)

    def tried(self, act: Callable[[], object]) -> bool:
        """Whether the service did it."""
        try:
            act()
        except LinggangError:
            return False
        return True

    def look(self) -> None:
        """States, lists and the change log are what the model says, at once."""
        mine = f"town:r{self.run}n"
        with reading(self.here.engine) as connection:
            for name, known in self.model.known.items():
                kept = jobs.get(connection, f"town:{name}")
                assert kept is not None
                assert (name, kept.state.value) == (name, known.state)
                assert bool(kept.holds) or known.state != "held"
            worker = find_worker(connection, "W1")
            recommender = self.here.recommender(connection)
            found = recommender.recommend(connection, worker, self.model.today, Profile.PUBLIC, 200)
            index = self.here.matching.index
        shown = {one.posting.id for one in (*found.items, *found.ask_first)}
        shown |= {name for one in found.items for name in one.alike}
        shown = {name for name in shown if name.startswith(mine)}
        published = {f"town:{name}" for name in self.model.published()}
        assert shown <= {f"town:{name}" for name in self.model.listed()}
        alive = {name for name in index.ids if name.startswith(mine)}
        assert {name for name in alive if index.row(name) is not None} == published
        assert {name for name in self.life.fed() if name.startswith(mine)} == published
        snapshot = BytesIO()
        write_snapshot(self.here.engine, snapshot, self.model.today)
        lines = map(loads, snapshot.getvalue().splitlines())
        told = {str(each.get("id")) for each in lines}
        assert {name for name in told if name.startswith(mine)} == {
            f"town:{name}" for name in self.model.listed()
        }


def happening(name: str, **drawn: st.SearchStrategy[Any]) -> st.SearchStrategy[Happening]:
    """A method of the machine, with what it is handed."""
    return st.tuples(st.just(name), st.fixed_dictionaries(drawn))


MOSTLY_NOT_FOR_GOOD = st.sampled_from(
    (PostingEvent.FILL, *(PostingEvent.WITHDRAW, PostingEvent.LAPSE) * 2, PostingEvent.REMOVE)
)
MOSTLY = st.sampled_from((True, True, True, False))
# How often each comes. One rule draws them all: of several, Hypothesis leaves some out of a run.
WEIGHED = (
    *(happening("sends", number=NUMBERS, is_lawful=MOSTLY, days=DAYS, firm=FIRMS),) * 6,
    *(happening("closes", number=NUMBERS, closing=MOSTLY_NOT_FOR_GOOD, actor=ROLES),) * 2,
    *(happening("reopens", number=NUMBERS, actor=ROLES, days=DAYS),) * 2,
    *(happening("is_held_or_lifted", number=NUMBERS, actor=ROLES, lifts=st.booleans()),) * 2,
    *(happening("is_complained_about", number=NUMBERS, person=st.sampled_from("abcd")),) * 4,
    happening("is_decided", which=st.integers(0, 9), is_upheld=MOSTLY.map(lambda most: not most)),
    *(happening("is_barred", firm=FIRMS, is_barred=st.booleans()),) * 2,
    *(happening("night_falls", days=st.sampled_from((0, 1, 1, 3, 31))),) * 2,
)
HAPPENINGS = st.integers(0, len(WEIGHED) - 1).flatmap(WEIGHED.__getitem__)


class Machine(RuleBasedStateMachine):
    """The happenings, each followed by a look."""

    here: ClassVar[Runtime]
    steps: ClassVar[list[int]]

    def __init__(self) -> None:
        super().__init__()
        self.town = Town(self.here)
        self.steps.append(0)

    @rule(happening=HAPPENINGS)
    def happens(self, happening: Happening) -> None:
        name, drawn = happening
        getattr(self, name)(**drawn)
        self.town.look()
        self.steps[-1] += 1

    def model(self) -> Model:
        """The model, at one more happening."""
        self.town.model.count += 1
        return self.town.model

    def sends(self, number: int, is_lawful: bool, days: int | None, firm: int) -> None:
        model = self.model()
        until = None if days is None else model.today + timedelta(days)
        self.town.send(number, is_lawful, until, firm)

    def closes(self, number: int, closing: PostingEvent, actor: Actor) -> None:
        name, (state, roles) = self.town.source_id(number), CLOSINGS[closing]
        expected = self.model().close(name, state, actor.role in roles)
        postings = self.town.life.postings
        done = self.town.tried(lambda: postings.close(f"town:{name}", closing, "不招了", actor))
        assert done is expected

    def reopens(self, number: int, actor: Actor, days: int | None) -> None:
        name = self.town.source_id(number)
        until = None if days is None else self.town.model.today + timedelta(days)
        expected = self.model().reopen(name, until, actor.role is Role.OFFICER)
        postings = self.town.life.postings
        done = self.town.tried(
            lambda: postings.reopen(f"town:{name}", actor, "又招了", valid_until=until)
        )
        assert done is expected

    def is_held_or_lifted(self, number: int, actor: Actor, lifts: bool) -> None:
        name, postings = self.town.source_id(number), self.town.life.postings
        may = actor.role is Role.OFFICER
        model, act = self.model(), postings.lift if lifts else postings.hold
        expected = model.lift(name, may) if lifts else model.hold(name, may)
        assert self.town.tried(lambda: act(f"town:{name}", "核实", actor)) is expected

    def is_complained_about(self, number: int, person: str) -> None:
        name, model = self.town.source_id(number), self.model()
        if name in model.known:
            self.town.life.at += timedelta(seconds=1)
            sent = self.town.life.complain(name, person)
            model.complain(name, person, sent.number)

    def is_decided(self, which: int, is_upheld: bool) -> None:
        model = self.model()
        if model.waiting:
            number = sorted(model.waiting)[which % len(model.waiting)]
            outcome = ComplaintState.UPHELD if is_upheld else ComplaintState.REJECTED
            self.town.life.at += timedelta(seconds=1)
            self.town.life.complaints.decide(number, outcome, "已核实", OFFICER)
            model.decide(number, is_upheld)

    def is_barred(self, firm: int, is_barred: bool) -> None:
        desk, model = self.town.life.employers, self.model()
        act = desk.bar if is_barred else desk.lift
        expected = model.bar(firm, is_barred)
        done = self.town.tried(lambda: act(desk.find(self.town.firm(firm)).id, "屡犯", OFFICER))
        assert done is expected

    def night_falls(self, days: int) -> None:
        model = self.model()
        self.town.life.wait(days)
        model.today += timedelta(days)
        self.town.look()
        self.town.life.postings.expire()
        model.night()

    def teardown(self) -> None:
        with reading(self.here.engine) as connection:
            assert audit.verify(connection, KEYS.audit) == ()


@pytest.mark.parametrize("number", range(SEEDS))
def test_what_is_not_published_is_in_no_list_and_no_feed(here: Runtime, number: int) -> None:
    steps: list[int] = []
    chosen = settings(
        max_examples=2,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate,),
        suppress_health_check=list(HealthCheck),
    )
    made = seed(number)(type("Made", (Machine,), {"here": here, "steps": steps}))
    run_state_machine_as_test(made, settings=chosen, _min_steps=STEPS)
    assert min(steps) >= STEPS
