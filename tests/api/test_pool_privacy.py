"""Pools: nobody who has not agreed is in any answer, and nobody who has stands out in one."""

import random
from collections import defaultdict
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from api.database import reading
from api.runtime import Runtime
from api.services.candidates import CandidateIndex
from api.services.consents import ConsentDesk
from api.services.pool import BUDGET, BudgetSpent, Pool, pseudonym_of
from api.services.pool_view import PoolAnswer
from matcher.disclosure import LEAST, tuple_of
from registry.jobs.posting import Profile
from registry.jobs.week import hours_in
from registry.occupations import minor_class
from registry.parameters import DatedValue, Parameter
from registry.workers.consent import Channel
from registry.workers.worker import Worker
from tests.api.pool_town import (
    POSTINGS,
    Calendar,
    ask,
    herself,
    made_worker,
    pool_at,
    put,
    say,
    settle_pool,
    shown_groups,
)
from tests.builders import DAY

COUNT = 90
STATES = 500
# So often a good part of the town changes its mind at once.
UPHEAVAL = 50
ASKED = [f"{each['source']}:{each['source_id']}" for each in POSTINGS]
TUPLE = ("occupation", "county", "hours_band", "experience_band")


class Town:
    """The town beside what the test itself knows of it: who agreed, who hides, who is there."""

    def __init__(self, home: Path, seed: int) -> None:
        self.draw = random.Random(seed)
        self.here = settle_pool(home, COUNT)
        self.calendar = Calendar(self.here.consents.clock())
        self.pool = pool_at(self.here, self.calendar)
        self.there = {number: made_worker(number, number % 6) for number in range(COUNT)}
        self.agreed: set[str] = set()
        self.hidden: set[str] = set()

    @property
    def consenting(self) -> dict[str, Worker]:
        shown = self.agreed - self.hidden
        return {each.id: each for each in self.there.values() if each.id in shown}

    def act(self) -> None:
        """Something that happens to somebody."""
        number = self.draw.randrange(COUNT)
        worker = f"W{number:04d}"
        if number not in self.there:
            self.there[number] = made_worker(number, self.draw.randrange(8))
            put(self.here, [self.there[number]])
            return
        what = self.draw.choices(
            ["agree", "withdraw", "hide", "show", "delete"], [50, 20, 6, 6, 2]
        )[0]
        desk: ConsentDesk = self.here.consents
        match what:
            case "agree" | "withdraw":
                say(self.here, worker, what == "agree")
                (self.agreed.add if what == "agree" else self.agreed.discard)(worker)
            case "hide" | "show":
                desk.choose(worker, herself(worker), hidden=what == "hide")
                (self.hidden.add if what == "hide" else self.hidden.discard)(worker)
            case _:
                self.here.my_data.delete(worker, herself(worker), Channel.ONLINE)
                del self.there[number]
                self.agreed.discard(worker)
                self.hidden.discard(worker)

    def behind(self, answer: PoolAnswer) -> dict[str, str]:
        """Whom each pseudonym of an answer stands for, told with the installation's key."""
        everybody = [f"W{number:04d}" for number in range(COUNT)]
        secret = self.pool.secret(answer.posting)
        names = {
            pseudonym_of(secret, worker, shown): worker
            for shown in {item.shown for item in answer.items}
            for worker in everybody
        }
        return {item.pseudonym: names[item.pseudonym] for item in answer.items}


def is_true_of(item: dict[str, Any], worker: Worker) -> bool:
    """Whether the shown tuple holds for a worker."""
    week = worker.open_week
    whole = tuple_of(
        minor_class(worker.occupations[0]),
        worker.place.county or "",
        None if week is None else hours_in(week),
        worker.experience_years,
    )
    told = [item[name] for name in TUPLE]
    return all(
        fact is None or fact == known or (isinstance(known, str) and known.startswith(f"{fact}-"))
        for fact, known in zip(told, whole, strict=True)
    )


def tuple_part(item: dict[str, Any]) -> dict[str, Any]:
    return {name: item[name] for name in TUPLE}


def check(town: Town, answers: list[PoolAnswer]) -> None:
    """All that a state must keep to."""
    consenting = town.consenting
    with reading(town.here.engine) as connection:
        town.pool.candidates.catch_up(connection)
    assert set(town.pool.candidates._place) == set(consenting)
    for answer in answers:
        told = answer.to_json()
        behind = town.behind(answer)
        assert len(behind) == len(answer.items)
        assert set(behind.values()) <= set(consenting)
        assert all(
            is_true_of(item, consenting[behind[item["pseudonym"]]]) for item in told["items"]
        )
        for item in {str(each): each for each in map(tuple_part, told["items"])}.values():
            assert sum(is_true_of(item, each) for each in consenting.values()) >= LEAST
        assert all(size % LEAST == 0 for size in shown_groups(told).values())
        assert all(each["count"] is None or each["count"] >= LEAST for each in told["bands"])
        assert sum(each["count"] or 0 for each in told["bands"]) <= len(consenting)
        bare = [each | {"pseudonym": ""} for each in told["items"]]  # drawn, and may spell anything
        text = str(told | {"items": bare, "elapsed_ms": 0})  # how long it took may spell 35.0
        assert not any(word in text for word in ("秘密", "1390000", "W0", "镇", "35.0"))
    for one, other in combinations(answers, 2):
        if one.posting.id == other.posting.id:
            continue
        names = ({item.pseudonym for item in each.items} for each in (one, other))
        assert not set.intersection(*names)
        groups = [shown_groups(each.to_json()) for each in (one, other)]
        differences = (
            groups[0].get(key, 0) - groups[1].get(key, 0) for key in groups[0] | groups[1]
        )
        assert all(each % LEAST == 0 for each in differences)


def test_over_random_states_nobody_is_shown_who_has_not_agreed_and_no_group_is_below_five(
    tmp_path: Path,
) -> None:
    town = Town(tmp_path, 11)
    shown = 0
    for state in range(STATES):
        for _ in range(60 if state % UPHEAVAL == 0 else town.draw.randrange(1, 4)):
            town.act()
        if town.draw.random() < 0.4:
            town.calendar.next_day()
        answers = [ask(town.pool, posting) for posting in town.draw.sample(ASKED, 2)]
        check(town, answers)
        shown += sum(len(answer.items) for answer in answers)
    town.here.close()
    assert shown > STATES


def test_an_answer_does_not_know_of_those_who_have_not_agreed(tmp_path: Path) -> None:
    here = settle_pool(tmp_path / "all", 60)
    few = settle_pool(tmp_path / "few", 60)
    for runtime in (here, few):
        for number in range(0, 60, 2):
            say(runtime, f"W{number:04d}", given=True)
    for number in range(1, 60, 2):
        few.my_data.delete(f"W{number:04d}", herself("x"), Channel.ONLINE)
    answers = []
    for runtime in (here, few):
        told = ask(runtime.pool(), "firm-a:p1").to_json()
        answers.append((told["suited"], told["bands"], sorted(shown_groups(told).items())))
        runtime.close()
    assert answers[0][1:] == answers[1][1:]
    assert answers[0][0] == answers[1][0] is not None


def test_the_score_of_a_pair_is_that_of_her_own_list(tmp_path: Path) -> None:
    here = settle_pool(tmp_path, 30)
    for number in range(30):
        say(here, f"W{number:04d}", given=True)
    pool = here.pool()
    compared = 0
    with reading(here.engine) as connection:
        pool.candidates.catch_up(connection)
        recommender = here.recommender(connection)
        index = recommender.matching.index
        posting = pool.posting(connection, "firm-a:p1")
        row = index.row(posting.id)
        assert row is not None
        judged = pool.candidates.judged(posting, row, DAY)
        for number in range(30):
            who = made_worker(number, number % 6)
            listed = recommender.recommend(connection, who, DAY, Profile.PUBLIC, 200)
            own = next((item for item in listed.items if item.posting.id == posting.id), None)
            place = pool.candidates.place(who.id)
            if own is not None:
                compared += 1
                assert judged.scores.score[place] == pytest.approx(own.score, abs=1e-6)
                for name, fit in own.fits.items():
                    known = judged.fits[name][place]
                    assert known == pytest.approx(
                        float("nan") if fit is None else fit, abs=1e-6, nan_ok=True
                    )
            if judged.suits[place]:
                assert own is not None
    here.close()
    assert compared > 10


def agreeing(here: Runtime, count: int) -> Pool:
    for number in range(count):
        say(here, f"W{number:04d}", given=True)
    return here.pool()


def test_an_answer_stands_all_day_and_a_withdrawal_takes_her_out_at_once(tmp_path: Path) -> None:
    here = settle_pool(tmp_path, 60, kinds=1)
    calendar = Calendar(here.consents.clock())
    agreeing(here, 13)
    pool = pool_at(here, calendar)
    first = ask(pool, "firm-a:p1")
    assert len(first.items) == 10
    for number in range(13, 60):
        say(here, f"W{number:04d}", given=True)
    assert ask(pool, "firm-a:p1").items == first.items
    out = pool.behind(first.posting, first.items[0].pseudonym, herself("x"))
    say(here, out, given=False)
    after = ask(pool, "firm-a:p1")
    assert len(after.items) == 10
    assert first.items[0] not in after.items
    calendar.next_day()
    assert len(ask(pool, "firm-a:p1").items) == 55
    here.close()


def test_a_group_that_became_too_small_is_not_shown_any_more(tmp_path: Path) -> None:
    here = settle_pool(tmp_path, 20, kinds=1)
    pool = agreeing(here, 5)
    assert len(ask(pool, "firm-a:p1").items) == 5
    say(here, "W0000", given=False)
    after = ask(pool, "firm-a:p1")
    assert (after.items, after.suited) == ((), None)
    assert "不足" in after.note
    here.close()


def test_two_firms_know_nobody_by_the_same_name(tmp_path: Path) -> None:
    here = settle_pool(tmp_path, 30, kinds=1)
    pool = agreeing(here, 30)
    names: dict[str, set[str]] = defaultdict(set)
    for posting in ASKED[:3]:
        names[posting] = {item.pseudonym for item in ask(pool, posting).items}
        assert names[posting]
    assert all(not one & other for one, other in combinations(names.values(), 2))
    here.close()


def test_an_index_that_followed_every_change_is_the_one_that_reads_everybody(
    tmp_path: Path,
) -> None:
    town = Town(tmp_path, 7)
    with reading(town.here.engine) as connection:
        town.pool.candidates.catch_up(connection)
    for _ in range(150):
        town.act()
    fresh = CandidateIndex(town.here.matching, town.here.policy)
    with reading(town.here.engine) as connection:
        town.pool.candidates.catch_up(connection)
        fresh.catch_up(connection)
        posting = town.pool.posting(connection, "firm-a:p1")
    row = town.here.matching.index.row(posting.id) or 0
    day = town.calendar().date()
    one, other = (
        {each.worker: each.shown for each in index.suited(posting, row, day)}
        for index in (town.pool.candidates, fresh)
    )
    assert one == other
    assert one
    town.here.close()


def test_a_policy_may_allow_a_firm_no_further_question_that_day(tmp_path: Path) -> None:
    here = settle_pool(tmp_path, 20, kinds=1)
    pool = agreeing(here, 10)
    numbers = pool.policy.numbers
    one = DatedValue("*", here.consents.clock().date(), None, 1, "test")
    few = Parameter(BUDGET, numbers[BUDGET].unit, numbers[BUDGET].last_checked, (one,))
    pool = replace(pool, policy=replace(pool.policy, numbers={**numbers, BUDGET: few}))
    assert ask(pool, "firm-a:p1") is not None
    assert ask(pool, "firm-a:p1").items
    with pytest.raises(BudgetSpent):
        ask(pool, "firm-a:p2")
    assert ask(pool, "firm-b:p3").items
    here.close()
