"""Before the sample library: who changes as advised has so many more; no rule bars the proof."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from api.clock import now
from api.database import reading, writing
from api.runtime import Runtime
from api.services.guide import Guided
from api.services.made_library import take_samples
from api.services.recommend import find_worker
from api.services.samples import SAMPLES_DAY
from api.settings import Settings
from api.store import workers
from matcher.guidance.advice import Advice
from matcher.guidance.plan import Plan
from matcher.guidance.standing import offers_in, stands
from registry.actor import THE_SYSTEM
from registry.jobs.posting import Profile
from registry.workers.worker import Worker

ASKED = tuple(f"W{number:04d}" for number in (1, *range(14, 300, 26)))
PUBLIC = Profile.PUBLIC
# Why a posting that no hard rule bars may have no line of its own on a list.
UNBARRED = {"merged", "unlikely"}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    """The samples, taken in and indexed."""
    home = tmp_path_factory.mktemp("guided")
    town = Runtime(Settings(home=home, as_of=SAMPLES_DAY))
    take_samples(town)
    town.build_index(lambda *_: None)
    yield town
    town.close()


def stored(here: Runtime, worker: str) -> Worker:
    with reading(here.engine) as connection:
        return find_worker(connection, worker)


def planned(here: Runtime, worker: Worker) -> Guided:
    return here.guide.plan(worker, SAMPLES_DAY, PUBLIC, THE_SYSTEM)


def all_of(plan: Plan) -> list[Advice]:
    return [*plan.strategies, *plan.advice, *plan.more]


def changed(plan: Plan) -> list[Advice]:
    return [each for each in all_of(plan) if each.change is not None]


@pytest.mark.parametrize("name", ASKED)
def test_after_the_change_so_many_more_are_open_and_nothing_bars_the_proof(
    here: Runtime, name: str
) -> None:
    her = stored(here, name)
    guided = planned(here, her)
    for advice in changed(guided.plan):
        assert advice.change is not None
        assert advice.opens is not None
        herself = advice.change.of(her)
        with writing(here.engine) as connection:
            workers.upsert(connection, [workers.WorkerRecord(herself)], now(here.settings))
        kept = stored(here, name)
        try:
            after = planned(here, kept)
            assert after.plan.now.open == guided.plan.now.open + advice.opens.more
            _is_not_barred(here, kept, guided, advice)
        finally:
            with writing(here.engine) as connection:
                workers.upsert(connection, [workers.WorkerRecord(her)], now(here.settings))


def _is_not_barred(here: Runtime, herself: Worker, guided: Guided, advice: Advice) -> None:
    """No hard rule keeps a posting of the proof off her list then."""
    assert advice.proof
    for place in advice.proof:
        posting = guided.postings[place]
        with reading(here.engine) as connection:
            why = here.recommender(connection).why(
                connection, posting.id, herself, SAMPLES_DAY, PUBLIC
            )
        codes = {each.code for each in why.findings if not each.passed}
        assert why.listed or codes <= UNBARRED, (advice.kind, posting.id, why.findings)


def test_the_samples_are_advised_in_every_way(here: Runtime) -> None:
    plans = [planned(here, stored(here, name)).plan for name in ASKED]
    fields = ("trades", "certificates", "free", "distance_km", "counties")
    changes = [each.change for plan in plans for each in changed(plan) if each.change]
    assert {name for name in fields if any(getattr(one, name) for one in changes)} >= {
        "trades", "free",
    }  # fmt: skip


@pytest.mark.parametrize("name", ASKED[:4])
def test_a_plan_is_the_same_each_time_and_counts_the_whole_library(
    here: Runtime, name: str
) -> None:
    her = stored(here, name)
    there, back = planned(here, her), planned(here, her)
    assert there.plan == back.plan
    library = there.ground.standing.library
    again = stands(her, library, there.ground.what_if.matcher)
    assert there.plan.now.open == offers_in(library, again.open)


def test_somebody_of_whom_nothing_is_known_is_asked_first_what_she_does(here: Runtime) -> None:
    nobody = replace(Worker(ASKED[0]))
    plan = planned(here, nobody).plan
    assert plan.strategies == ()
    assert plan.asks[0].question == "trades"
