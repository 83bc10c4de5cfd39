"""Advice on firms' postings: every number is what the changed posting finds, and nobody's own."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest

from api.clock import now
from api.database import reading, writing
from api.firm_guide_texts import load_firm_tables, load_firm_texts
from api.runtime import Runtime
from api.services.firm_guide import FirmGuide, _more
from api.services.firm_guide_view import FirmAdvice
from api.services.ingest import ingest
from api.services.market import market_on
from api.services.pool import BUDGET, BudgetSpent, PostingNotOpen
from api.services.samples import SAMPLES_DAY
from api.settings import Settings
from api.store import changes, jobs, workers
from matcher.disclosure import LEAST
from matcher.guidance.firm.advice import ENOUGH, Kind, Trial, stated
from matcher.guidance.firm.kinds import all_trials
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.errors import UnknownName
from registry.jobs.posting import Posting, PostingState, Profile
from registry.parameters import DatedValue, Parameter
from registry.workers.consent import Channel
from tests.api.advice_town import PEOPLE, made_people, settle_advice, someone
from tests.api.commands import run
from tests.api.page_checks import words_of
from tests.api.pool_town import Calendar, ask, herself, put, say
from tests.api.signed_in import signed_in
from tests.builders import DAY

FIRM = Actor("firm-a-clerk", Role.FIRM)
OFFICER = Actor("officer", Role.OFFICER)
NAMES = ["open", "evening", "cook", "health", "school", "car", "silent", "unlawful", "far"]
SAMPLED = 12
FORBIDDEN = ("男", "女", "岁", "民族", "婚", "降低报酬", "少付", "压低")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    made = settle_advice(tmp_path)
    yield made
    made.close()


@pytest.fixture
def calendar(here: Runtime) -> Calendar:
    return Calendar(now(here.settings))


@pytest.fixture
def guide(here: Runtime, calendar: Calendar) -> FirmGuide:
    return guide_at(here, calendar)


def guide_at(here: Runtime, calendar: Calendar) -> FirmGuide:
    """The advice of a runtime, by the test's own clock."""
    made = here.firm_guide()
    return replace(made, clock=calendar, pool=replace(made.pool, clock=calendar))


def advised(guide: FirmGuide, name: str, actor: Actor = FIRM) -> FirmAdvice:
    firm = "firm-a" if actor.role is Role.FIRM else ""
    return guide.ask(f"firm-a:{name}", actor, firm)


def numbers(told: FirmAdvice) -> dict[str, int | None]:
    """What each kind's best change adds."""
    found = [*told.plan.required, *told.plan.changes]
    return {each.best.kind.value: each.best.more for each in found}


def group(name: str) -> list[str]:
    """Ids of one group of the town."""
    first = 0
    for one, (count, _) in PEOPLE.items():
        if one == name:
            return [f"W{number:04d}" for number in range(first, first + count)]
        first += count
    raise KeyError(name)


def size(*names: str) -> int | None:
    return stated(sum(PEOPLE[name][0] for name in names))


# ------------------------------------------------------------------ who lacks what


@pytest.mark.parametrize(
    ("name", "kind", "lacking"),
    [
        ("open", Kind.PAY, "paid"),
        ("evening", Kind.HOURS, "by_day"),
        ("cook", Kind.CERTIFICATE, "no_cook"),
        ("school", Kind.BACKGROUND, "no_school"),
        ("car", Kind.EQUIPMENT, "no_car"),
        ("silent", Kind.SILENT, "fed"),
        ("far", Kind.PLACE, "far"),
    ],
)
def test_what_a_change_adds_is_those_who_lack_that_and_nothing_else(
    guide: FirmGuide, name: str, kind: Kind, lacking: str
) -> None:
    assert numbers(advised(guide, name))[kind.value] == size(lacking)


def test_of_a_posting_held_back_the_law_comes_first_and_the_rest_is_counted_as_if_mended(
    here: Runtime, guide: FirmGuide
) -> None:
    told = advised(guide, "unlawful")
    (first,) = told.plan.required
    clean = advised(guide, "far")
    assert (told.plan.now, first.best.said, first.best.more) == (None, "held", clean.plan.now)
    assert any("就业促进法" in clause for clause in first.best.clauses)
    words = told.to_json()["required"][0]["words"]
    assert "限男" in words
    assert numbers(told)["place"] == size("far")
    assert told.to_json()["now_words"] == "还没有公开，谁也看不到"


def test_what_is_told_is_at_most_three_by_number_with_steps_and_together(guide: FirmGuide) -> None:
    told = advised(guide, "open").to_json()
    assert [each["kind"] for each in told["changes"]] == ["place", "pay"]
    assert all(each["step"] and str(each["more"]) in each["words"] for each in told["changes"])
    assert told["together"] is None  # the other place is another posting: one change is no sum
    assert told["posting_id"] == "firm-a:open"
    assert "不足 10 人" in told["notes"][-1]


# ------------------------------------------------------------------ the truth of the numbers


def ground_trials(guide: FirmGuide, posting: Posting, day: date) -> tuple[Any, tuple[Trial, ...]]:
    matching = guide.pool.candidates.matching
    with reading(guide.engine) as connection:
        _, market = market_on(connection, matching, posting.profile, day)
    ground = guide._ground(posting, day, market)
    return ground, all_trials(ground)[0]


def found_by_index(here: Runtime, posting: Posting, day: date) -> set[str]:
    """Whom the candidate index finds for a posting once it stands so in the store."""
    with writing(here.engine) as connection:
        changes.lock(connection)
        jobs.save(connection, posting, now(here.settings))
    pool = here.pool()
    with reading(here.engine) as connection:
        pool.candidates.catch_up(connection)
    row = pool.candidates.matching.index.row(posting.id)
    if row is None:
        return set()
    return {each.worker for each in pool.candidates.suited(posting, row, day)}


def check_every_number(here: Runtime, guide: FirmGuide, posting_id: str, day: date) -> int:
    """Every trial of a posting against the posting changed; how many numbers may be told."""
    with reading(here.engine) as connection:
        posting = jobs.get(connection, posting_id)
    assert posting is not None
    kept = guide._found(posting, day)
    ground, trials = ground_trials(guide, posting, day)
    present = frozenset(range(len(kept.who)))
    assert len(trials) == len(kept.trials)
    told = 0
    now_ = found_by_index(here, posting, day)
    mended = found_by_index(here, ground.mended.of(posting), day)
    assert {kept.who[place] for place in kept.suited} == now_
    for trial, one in zip(trials, kept.trials, strict=True):
        is_law = trial.kind is Kind.LAWFUL
        change = trial.change if is_law else trial.change.beside(ground.mended)
        after = found_by_index(here, change.of(posting), day)
        base = now_ if is_law else mended
        assert {kept.who[place] for place in one.gained} == after - base
        lost = set() if trial.is_other else base - after
        assert {kept.who[place] for place in one.lost} == lost
        more = _more(one, present)
        assert more == stated(len(after - base) - len(lost))
        told += more is not None
    found_by_index(here, posting, day)
    return told


def test_every_number_is_what_the_changed_posting_finds(here: Runtime, guide: FirmGuide) -> None:
    told = [check_every_number(here, guide, f"firm-a:{name}", DAY) for name in NAMES]
    assert all(told), told


def test_every_number_is_so_in_the_sample_library_too(tmp_path: Path) -> None:
    here = Runtime(Settings(home=tmp_path, as_of=SAMPLES_DAY))
    for name in ("platforms.jsonl", "workers.jsonl"):
        path = here.settings.data / "samples" / name
        taking = {"reference": here.reference, "policy": here.policy, "keys": lambda: here.keys}
        ingest(here.engine, path, at=now(here.settings), **taking)
    here.build_index(lambda *_: None)
    with reading(here.engine) as connection:
        people = [each.id for each in workers.iterate(connection)]
        states = (PostingState.PUBLISHED, PostingState.HELD)
        ids = [each.id for each in jobs.iterate(connection, states=states)]
    for one in people:
        say(here, one, given=True)
    guide = here.firm_guide()
    told = 0
    for posting_id in Random(3713).sample(ids, SAMPLED):
        told += check_every_number(here, guide, posting_id, SAMPLES_DAY)
        answer = guide.ask(posting_id, OFFICER).to_json()
        for each in (*answer["required"], *answer["changes"]):
            assert each["more"] is None or (each["more"] % LEAST == 0 and each["more"] >= ENOUGH)
    assert told
    here.close()


def test_all_together_is_what_all_changes_at_once_find(here: Runtime, guide: FirmGuide) -> None:
    with reading(here.engine) as connection:
        posting = jobs.get(connection, "firm-a:silent")
    assert posting is not None
    cheap = replace(posting.pay, minimum=24, maximum=24) if posting.pay else None
    changed = replace(posting, pay=cheap)
    found_by_index(here, changed, DAY)
    told = advised(guide, "silent")
    assert {"silent", "pay"} <= set(numbers(told))
    kept = guide._found(changed, DAY)
    ground, trials = ground_trials(guide, changed, DAY)
    before = found_by_index(here, changed, DAY)
    both = ground.mended
    for place in kept.joined:
        both = both.beside(trials[place].change)
    after = found_by_index(here, both.of(changed), DAY)
    assert told.together == stated(len(after) - len(before))
    assert told.together is not None


def test_neither_age_nor_where_she_is_registered_is_in_any_number(
    here: Runtime, guide: FirmGuide
) -> None:
    with reading(here.engine) as connection:
        posting = jobs.get(connection, "firm-a:unlawful")
    assert posting is not None
    before = guide._found(posting, DAY)
    draw = Random(37)
    put(here, [replace(each, born=date(draw.randint(1961, 2007), 1, 1)) for each in made_people()])
    after = guide._found(posting, DAY)
    counts = [(len(each.gained), len(each.lost)) for each in before.trials]
    assert [(len(each.gained), len(each.lost)) for each in after.trials] == counts


# ------------------------------------------------------------------ nobody stands out


def test_an_answer_stands_for_its_day_and_is_new_on_the_next(
    here: Runtime, guide: FirmGuide, calendar: Calendar
) -> None:
    first = numbers(advised(guide, "car"))
    newcomers = [someone(5000 + number, **PEOPLE["no_car"][1]) for number in range(20)]
    put(here, newcomers)
    for each in newcomers:
        say(here, each.id, given=True)
    assert numbers(advised(guide, "car")) == first
    assert numbers(advised(guide, "car", OFFICER)) == first
    calendar.next_day()
    assert numbers(advised(guide, "car")) != first


def test_who_withdraws_is_out_of_the_number_at_once_and_below_ten_none_is_told(
    here: Runtime, guide: FirmGuide
) -> None:
    assert numbers(advised(guide, "car"))["equipment"] == 10
    first, second, *_ = group("no_car")
    say(here, first, given=False)
    assert numbers(advised(guide, "car"))["equipment"] == 10
    say(here, second, given=False)
    assert "equipment" not in numbers(advised(guide, "car"))


def test_who_is_deleted_is_in_no_kept_answer(here: Runtime, guide: FirmGuide) -> None:
    from api.store import firm_advice

    advised(guide, "car")
    one = group("no_car")[0]
    here.my_data.delete(one, herself(one), Channel.ONLINE)
    with reading(here.engine) as connection:
        kept = firm_advice.get(connection, here.keys, "firm-a", "firm-a:car", DAY)
    assert kept is not None
    assert one not in kept.who
    assert "" in kept.who


def test_where_hardly_anybody_agreed_nothing_can_be_told(here: Runtime, guide: FirmGuide) -> None:
    for each in made_people()[9:]:
        say(here, each.id, given=False)
    told = advised(guide, "open")
    assert told.plan.changes == ()
    assert any("测算不了" in each for each in told.notes)


def test_the_bureau_sees_the_same_and_pays_nothing(here: Runtime, guide: FirmGuide) -> None:
    few = budget_of(guide, 1)
    assert numbers(advised(few, "open", OFFICER)) == numbers(advised(few, "open"))
    assert advised(few, "car", OFFICER)
    with pytest.raises(BudgetSpent):
        advised(few, "car")


def budget_of(guide: FirmGuide, most: int) -> FirmGuide:
    policy = guide.pool.policy
    known = policy.numbers[BUDGET]
    one = DatedValue("*", date(2020, 1, 1), None, most, "测试")
    few = Parameter(BUDGET, known.unit, known.last_checked, (one,))
    numbers = {**policy.numbers, BUDGET: few}
    return replace(guide, pool=replace(guide.pool, policy=replace(policy, numbers=numbers)))


def test_a_posting_whose_pool_was_asked_costs_nothing_more_and_the_other_way_round(
    guide: FirmGuide,
) -> None:
    few = budget_of(guide, 2)
    assert ask(few.pool, "firm-a:open")
    assert advised(few, "open")
    assert advised(few, "car")
    assert ask(few.pool, "firm-a:car")
    with pytest.raises(BudgetSpent):
        ask(few.pool, "firm-a:cook")
    with pytest.raises(BudgetSpent):
        advised(few, "cook")
    assert advised(few, "open")


def test_another_firms_posting_is_unknown_and_a_closed_one_says_so(
    here: Runtime, guide: FirmGuide
) -> None:
    with pytest.raises(UnknownName):
        guide.ask("firm-b:other", FIRM, "firm-a")
    with reading(here.engine) as connection:
        posting = jobs.get(connection, "firm-a:open")
    assert posting is not None
    found_by_index(here, replace(posting, state=PostingState.FILLED), DAY)
    with pytest.raises(PostingNotOpen):
        advised(guide, "open")


def test_a_posting_changed_since_says_so(here: Runtime, guide: FirmGuide) -> None:
    assert not advised(guide, "open").is_changed
    with reading(here.engine) as connection:
        posting = jobs.get(connection, "firm-a:open")
    assert posting is not None
    found_by_index(here, replace(posting, lodging=False), DAY)
    told = advised(guide, "open")
    assert told.is_changed
    assert any("改过" in each for each in told.notes)


def test_an_answer_kept_holds_nobody_whom_no_trial_concerns(guide: FirmGuide) -> None:
    with reading(guide.engine) as connection:
        posting = jobs.get(connection, "firm-a:car")
    assert posting is not None
    kept = guide._found(posting, DAY)
    concerned = {place for each in kept.trials for place in (*each.gained, *each.lost)}
    concerned |= {*kept.suited, *kept.mended}
    concerned |= {*kept.together.gained} if kept.together else set()
    assert concerned == set(range(len(kept.who)))


# ------------------------------------------------------------------ texts and tables


def test_every_text_is_plain_and_names_no_group_of_people(here: Runtime) -> None:
    for texts in load_firm_texts(here.settings.data).values():
        said = [texts.title, *texts.firm.values(), *texts.also.values(), *texts.steps.values()]
        said += [*texts.whys.values(), *texts.nothing.values()]
        assert not [each for each in said for word in FORBIDDEN if word in each]
        assert set(texts.also) <= set(texts.firm)


def test_no_licence_that_law_asks_for_may_come_later(here: Runtime) -> None:
    later = load_firm_tables(here.settings.data).later
    known = {each.name: each for each in here.reference.certificates.rows}
    needed = {"驾驶", "特种作业", "特种设备", "保安", "消防", "医护", "健康", "教育", "建筑"}
    assert later
    assert set(later) <= set(known)
    assert not {name for name in later if known[name].kind in needed}
    assert all(each.source and each.within for each in later.values())


# ------------------------------------------------------------------ doors


def test_over_http_a_firm_reads_its_own_advice_and_no_other(here: Runtime) -> None:
    firm = signed_in(here, AccountRole.PLATFORM, firm="firm-a")
    told = firm.get("/v1/postings/firm-a:open/advice").json()
    assert told["changes"][1]["more"] == size("paid")
    assert firm.get("/v1/postings/firm-b:other/advice").status_code == 404
    assert firm.get("/v1/postings/firm-a:none/advice").status_code == 404


def test_the_pools_page_says_how_more_would_suit(here: Runtime) -> None:
    firm = signed_in(here, AccountRole.EMPLOYER, firm="firm-a")
    text = words_of(firm.get("/firm/postings/firm-a:open/pool").text)
    assert "怎样招到更多人" in text
    assert "增加 15 人以上" in text
    assert "怎样招到更多人" in firm.get("/firm/postings/firm-a:open").text


def test_a_posting_held_back_has_a_page_of_advice_and_no_pool(here: Runtime) -> None:
    firm = signed_in(here, AccountRole.EMPLOYER, firm="firm-a")
    answer = firm.get("/firm/postings/firm-a:unlawful/pool")
    text = words_of(answer.text)
    assert answer.status_code == 200
    assert "还没有公开" in text
    assert "限男" in text
    assert "就业促进法" in text


def test_the_command_prints_the_advice_and_its_json(here: Runtime) -> None:
    home = here.settings.home
    shown = run("advise", "--posting", "firm-a:evening", home=home)
    assert shown.returncode == 0, shown.stderr
    assert "下一步" in shown.stdout
    assert "时间段对不上" in shown.stdout
    told = run("advise", "--posting", "firm-a:evening", "--json", home=home)
    assert '"kind": "hours"' in told.stdout
    assert run("advise", "--posting", "firm-a:nothing", home=home).returncode != 0


def test_profiles_of_the_archive_are_advised_on_by_the_bureau(here: Runtime) -> None:
    with reading(here.engine) as connection:
        posting = jobs.get(connection, "firm-a:open")
    assert posting is not None
    old = replace(posting, profile=Profile.ARCHIVE, state=PostingState.ARCHIVED, source_id="old")
    with writing(here.engine) as connection:
        jobs.upsert(connection, [old], now(here.settings))
    told = here.firm_guide().ask("firm-a:old", OFFICER).to_json()
    assert told["asks"][0]["kind"] == "pay"  # the archive has no market of that trade
