"""Applications in the service: consent, words, sameness, what is hidden and what is kept."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import Engine, func, select, update

from api.database import reading, writing
from api.policy import Policy
from api.reference import Reference
from api.services.application_night import remind_and_lapse
from api.store import applications, audit, changes, feedback, jobs, responses, tables
from registry.errors import InvalidField, UnknownName
from registry.jobs.posting import PostingState
from registry.placement.application import Event, State
from registry.placement.outcome import Telling
from registry.placement.reasons import Dislike, RefusalReason
from registry.placement.record import Kind, Said
from registry.placement.response_time import Response
from registry.step_table import IllegalStep
from tests.api.placement_desk import (
    ADVISOR,
    FIRM,
    HER,
    OTHER_ADVISOR,
    Town,
    library,
    stocked,
    town,
)
from tests.api.registration_desk import KEYS, NOON


@pytest.fixture
def here(engine: Engine, reference: Reference, policy: Policy) -> Town:
    """The town on a database of each kind in turn."""
    stocked(engine)
    return town(engine, reference, policy, [NOON])


@pytest.fixture
def small(store: Engine, reference: Reference, policy: Policy) -> Town:
    """The town on SQLite alone, for what the database has no part in."""
    stocked(store)
    return town(store, reference, policy, [NOON])


def actions(here: Town, subject: str) -> list[str]:
    with reading(here.engine) as connection:
        return [one.action for one in audit.records(connection, subject)]


def test_what_she_wants_is_passed_at_once_where_she_agreed(here: Town) -> None:
    one = here.passed()
    assert (one.state, one.passed_at) == (State.PASSED, NOON)
    assert actions(here, one.id) == ["application.want", "application.forward"]


def test_without_her_consent_the_firm_does_not_learn_that_there_is_anything(here: Town) -> None:
    one = here.wanted()
    assert one.state is State.WANTED
    assert here.reader.of_firm("town") == ()
    with pytest.raises(UnknownName) as real:
        here.applications.open(one.id, FIRM)
    with pytest.raises(UnknownName) as made_up:
        here.applications.open("f" * 32, FIRM)
    assert str(real.value).replace(one.id, "") == str(made_up.value).replace("f" * 32, "")
    with pytest.raises(UnknownName):
        here.reader.history(one.id, FIRM)
    with pytest.raises(UnknownName):
        here.tells(one, FIRM, Said.HIRED, kind=Kind.GIG)


def test_her_consent_passes_on_what_waited_for_it_and_nothing_else(here: Town) -> None:
    one, other = here.wanted(), here.wanted(posting_id="market:1")
    here.agrees()
    assert here.applications.forward_waiting("W1", "town") == 1
    assert here.reader.get(one.id, HER).state is State.PASSED
    assert here.reader.get(other.id, HER).state is State.WANTED


def test_a_consent_taken_back_takes_the_application_out_of_the_firm_s_sight(here: Town) -> None:
    one = here.passed()
    assert here.reader.of_firm("town") == (one,)
    here.agreed.clear()
    assert here.reader.of_firm("town") == ()
    for act in (
        lambda: here.applications.open(one.id, FIRM),
        lambda: here.applications.answer(one.id, Event.INVITE, "", FIRM),
        lambda: here.applications.refuse(one.id, RefusalReason.FILLED, "", FIRM),
    ):
        with pytest.raises(UnknownName):
            act()
    assert here.reader.of_worker("W1")[0].state is State.PASSED


def test_forwarding_needs_her_consent(small: Town) -> None:
    one = small.wanted()
    with pytest.raises(IllegalStep, match="同意"):
        small.applications.forward(one.id, HER)
    small.agrees()
    assert small.applications.forward(one.id, HER).state is State.PASSED
    assert small.applications.forward(one.id, HER).state is State.PASSED


def test_the_same_wish_again_is_the_same_application(here: Town) -> None:
    one, is_new = here.applications.want("W1", "town:1", HER)
    again, is_new_again = here.applications.want("W1", "town:1", HER)
    assert (again, is_new, is_new_again) == (one, True, False)
    here.applications.withdraw(one.id, HER)
    assert here.applications.want("W1", "town:1", HER)[1]


def test_two_taps_at_one_moment_are_one_application(here: Town) -> None:
    gate, found = Barrier(4), []

    def tap() -> None:
        gate.wait()
        found.append(here.applications.want("W1", "town:1", HER))

    taps = [Thread(target=tap) for _ in range(4)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert len({one.id for one, _ in found}) == 1
    assert sum(is_new for _, is_new in found) == 1


def test_the_same_answer_again_does_nothing_twice(here: Town) -> None:
    one = here.passed()
    for _ in range(2):
        here.applications.answer(one.id, Event.ASK, "有健康证吗？", FIRM)
    assert [each.event for each in here.reader.history(one.id, HER)] == ["want", "forward", "ask"]
    here.applications.reply(one.id, "有", HER)
    here.applications.answer(one.id, Event.ASK, "有健康证吗？", FIRM)
    assert len(here.reader.history(one.id, HER)) == 5


@pytest.mark.parametrize("worker", ["W9", ""])
def test_nobody_unknown_wants_anything(small: Town, worker: str) -> None:
    with pytest.raises(UnknownName):
        small.applications.want(worker, "town:1", HER)
    with pytest.raises(UnknownName):
        small.applications.want("W1", "town:9", HER)


def test_a_closed_posting_is_not_wanted_and_nothing_is_passed_to_it(small: Town) -> None:
    one = small.wanted()
    with writing(small.engine) as connection:
        changes.lock(connection)
        jobs.save(connection, replace(library()[0], state=PostingState.FILLED), NOON, "已招满")
    small.agrees()
    with pytest.raises(InvalidField, match="已关闭"):
        small.applications.forward(one.id, HER)
    with pytest.raises(InvalidField, match="已关闭"):
        small.applications.want("W2", "town:1", HER)


@pytest.mark.parametrize(
    "words",
    ["不好意思，我们只要女的", "要求年龄35岁以下", "需先交300元押金", "只招本地户口"],
)
def test_what_a_posting_may_not_say_a_firm_may_not_write(small: Town, words: str) -> None:
    one = small.passed()
    for act in (
        lambda: small.applications.refuse(one.id, RefusalReason.OTHER, words, FIRM),
        lambda: small.applications.answer(one.id, Event.ASK, words, FIRM),
        lambda: small.applications.meet(one.id, NOON + timedelta(1), 30, words, ADVISOR),
    ):
        with pytest.raises(InvalidField) as caught:
            act()
        assert caught.value.field == "words"
        assert caught.value.code.startswith("lint_")
    assert small.reader.get(one.id, HER).state is State.PASSED


def test_lawful_words_pass_and_are_sealed(here: Town) -> None:
    one = here.passed()
    here.applications.refuse(one.id, RefusalReason.SKILLS, "需要会开洗地机", FIRM)
    assert here.reader.history(one.id, HER)[-1].words == "需要会开洗地机"
    with reading(here.engine) as connection:
        rows = connection.execute(select(tables.application_events.c.sealed)).scalars()
        kept = connection.execute(select(tables.applications.c.sealed)).scalars()
        assert not any("洗地机" in text for text in [*rows, *kept])


def test_each_look_of_a_firm_is_kept_and_the_first_is_a_step(here: Town) -> None:
    one = here.passed()
    for _ in range(2):
        seen, who = here.applications.open(one.id, FIRM)
        assert (seen.state, who.id) == (State.SEEN, "W1")
    assert actions(here, one.id)[2:] == ["application.see", "application.open", "application.open"]


def test_a_firm_is_not_told_what_was_before_it_was_passed(small: Town) -> None:
    one = small.wanted()
    small.wait(days=1)
    small.agrees()
    small.applications.forward(one.id, HER)
    small.applications.open(one.id, FIRM)
    events = [each.event for each in small.reader.history(one.id, FIRM)]
    assert events == ["forward", "see"]


def test_an_officer_settles_what_the_sides_tell_differently(here: Town) -> None:
    one = here.passed()
    here.tells(one, HER, Said.HIRED)
    here.applications.refuse(one.id, RefusalReason.FILLED, "", FIRM)
    assert here.reader.of_county("3713", (State.DISPUTED,))[0].id == one.id
    assert here.reader.of_county("371302", (State.DISPUTED,)) == ()
    found = Telling(Said.HIRED, kind=Kind.GIG)
    with pytest.raises(InvalidField, match="经过"):
        here.applications.settle(one.id, found, " ", OTHER_ADVISOR)
    after = here.applications.settle(one.id, found, "电话核实，已上工。", OTHER_ADVISOR)
    assert after.state is State.HIRED
    assert here.reader.history(one.id, FIRM)[-1].words == "电话核实，已上工。"


def test_a_second_one_stands_in_the_way_of_a_late_dispute(here: Town) -> None:
    one = here.passed()
    here.applications.refuse(one.id, RefusalReason.FILLED, "", FIRM)
    here.wanted()
    with pytest.raises(InvalidField, match="另一份"):
        here.tells(one, HER, Said.HIRED)
    assert here.reader.get(one.id, HER).state is State.REFUSED


def test_the_audit_chain_of_it_all_is_whole_and_names_nobody(here: Town) -> None:
    one = here.hired(Kind.GIG, here.today)
    with reading(here.engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
        details = [each.detail for each in audit.records(connection, one.id)]
    assert all('"firm": "town"' in each for each in details)
    assert not any("W1" in each for each in details)


# ---------------------------------------------------------------- at night


def test_the_night_reminds_twice_and_then_lets_it_lapse(here: Town) -> None:
    one = here.passed()
    found = []
    for _ in range(15):
        report = remind_and_lapse(here.applications, here.now)
        found.append((report.reminded, report.lapsed))
        here.wait(days=1)
    assert [number for number, each in enumerate(found) if each == (1, 0)] == [2, 5]
    assert [number for number, each in enumerate(found) if each == (0, 1)] == [14]
    assert here.reader.get(one.id, HER).state is State.LAPSED
    events = [each.event for each in here.reader.history(one.id, HER)]
    assert events == ["want", "forward", "remind", "remind", "lapse"]


def test_a_night_twice_is_a_night_once(here: Town) -> None:
    here.passed()
    here.tells(here.passed("W2"), HER, Said.HIRED, kind=Kind.GIG)
    here.wait(days=40)
    first = remind_and_lapse(here.applications, here.now)
    assert (first.reminded, first.decided) == (1, 1)
    second = remind_and_lapse(here.applications, here.now)
    assert (second.reminded, second.decided, second.lapsed) == (0, 0, 0)


def test_the_night_passes_on_what_a_consent_left_waiting(small: Town) -> None:
    one = small.wanted()
    small.agrees()
    assert remind_and_lapse(small.applications, small.now).forwarded == 1
    assert small.reader.get(one.id, HER).state is State.PASSED


def test_the_night_does_not_stop_at_one_that_cannot_be_gone_on_with(small: Town) -> None:
    one = small.wanted()
    small.passed("W2")
    with writing(small.engine) as connection:
        statement = update(tables.applications).where(tables.applications.c.id == one.id)
        connection.execute(statement.values(sealed=KEYS.sealed("{}")))
    small.wait(days=2)
    report = remind_and_lapse(small.applications, small.now)
    assert (report.failed, report.reminded) == (2, 1)


def test_how_long_firms_let_wait_is_known_after_the_night(here: Town) -> None:
    one = here.passed()
    here.wait(hours=12)
    here.applications.answer(one.id, Event.INVITE, "明天来看看", FIRM)
    before = _version(here)
    assert remind_and_lapse(here.applications, here.now).firms == 1
    with reading(here.engine) as connection:
        assert responses.read_all(connection) == {"town": Response(12.0, 1)}
    assert _version(here) == before + 1
    remind_and_lapse(here.applications, here.now)
    assert _version(here) == before + 1


def _version(here: Town) -> int:
    with reading(here.engine) as connection:
        return responses.version(connection)


def test_what_she_withdrew_before_an_answer_says_nothing_of_the_firm(small: Town) -> None:
    one = small.passed()
    small.wait(days=10)
    small.applications.withdraw(one.id, HER)
    assert remind_and_lapse(small.applications, small.now).firms == 0


# ---------------------------------------------------------------- not for me


def test_a_posting_that_is_not_for_her_is_no_application(here: Town) -> None:
    here.feedback.dislike("W1", "town:1", Dislike.TOO_FAR, "要坐两个小时的车", HER)
    here.feedback.dislike("W1", "town:1", Dislike.PAY, "", HER)
    here.feedback.dislike("W2", "town:1", None, "", HER)
    assert here.feedback.of_worker("W1") == {"town:1": Dislike.PAY}
    assert here.feedback.counts("town:1") == {"pay": 1, "": 1}
    assert here.reader.of_worker("W1") == ()
    assert here.feedback.like("W1", "town:1")
    assert not here.feedback.like("W1", "town:1")


def test_who_wants_a_posting_after_all_no_longer_dislikes_it(small: Town) -> None:
    small.feedback.dislike("W1", "town:1", Dislike.HOURS, "", HER)
    small.wanted()
    assert small.feedback.of_worker("W1") == {}


def test_a_firm_says_nothing_in_a_worker_s_name(small: Town) -> None:
    with pytest.raises(IllegalStep, match="本人"):
        small.feedback.dislike("W1", "town:1", Dislike.FRAUD, "", FIRM)


def test_what_is_hers_can_be_forgotten(here: Town) -> None:
    here.hired(Kind.GIG, here.today)
    here.passed("W2")
    here.feedback.dislike("W1", "town:2", Dislike.FRAUD, "让先交钱", HER)
    with writing(here.engine) as connection:
        applications.forget(connection, "W1")
        feedback.forget(connection, "W1")
        left = connection.execute(select(func.count()).select_from(tables.applications))
        assert left.scalar_one() == 1
    assert here.reader.of_worker("W1") == ()
