"""A guidance session: its order, what each step needs, follow-ups on both sides of their days."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.actor import Actor, Role
from registry.errors import InvalidField
from registry.guidance.follow_up import Terms, left, next_due
from registry.guidance.record import (
    Agreed,
    Aptitude,
    AptitudeChoice,
    Choice,
    Closing,
    Content,
    Ending,
    Letter,
    LetterResult,
    Letters,
    Needs,
    Plan,
    Priority,
    Session,
    Strategy,
    Target,
    Told,
    Wishes,
)
from registry.guidance.session import IN_ORDER, OPEN, State
from registry.guidance.steps import EVENT_OF, FIELDS, opened, planned, taken
from registry.step_table import IllegalStep
from tests.registry.guided import (
    ADVISOR,
    APTITUDE,
    CLOSING,
    KINDS,
    LETTERS,
    MONDAY,
    NEEDS,
    PLAN,
    PROPOSED,
    TAKEN,
    TERMS,
    TOLD,
    WISHES,
    after,
    agreed,
    entered,
    follow_up,
    informed,
    received,
    recommended,
)

CONTENTS: tuple[Content, ...] = (
    WISHES, NEEDS, APTITUDE, TOLD, PLAN, LETTERS, follow_up(after(7)), CLOSING,
    replace(CLOSING, ending=Ending.HER_WISH, words="不找了", undone="本人不找了"),
)  # fmt: skip


def step(session: Session, content: Content, actor: Actor = ADVISOR) -> Session:
    if isinstance(content, Plan):
        return planned(session, content, PROPOSED, KINDS, TERMS, actor)
    return taken(session, content, actor)


def fields(session: Session, content: Content) -> list[str]:
    """The fields that are at fault."""
    with pytest.raises(InvalidField) as caught:
        step(session, content)
    return [field for field, _, _ in caught.value.each]


# ---------------------------------------------------------------- order


def test_a_session_goes_through_its_nine_steps() -> None:
    session = received()
    states = [session.state]
    for content in (*CONTENTS[:7], follow_up(after(30)), CLOSING):
        session = step(session, content)
        states.append(session.state)
    assert list(dict.fromkeys(states)) == list(State)
    assert [each.held_on for each in session.follow_ups] == [after(7), after(30)]


@given(st.lists(st.sampled_from(CONTENTS), max_size=20))
def test_whatever_is_sent_in_whatever_order_the_steps_stand_in_theirs(sent: list[Content]) -> None:
    """Nothing later stands without all before it; what is closed stays as it is."""
    session = received()
    for content in sent:
        before = session
        try:
            session = step(session, content)
        except (IllegalStep, InvalidField):
            assert session is before
        if before.state is State.CLOSED:
            assert session is before
        done = [getattr(session, FIELDS[event]) for _, event, _ in IN_ORDER[:-1]]
        assert done == sorted(done, key=lambda each: each is None)
        count = sum(each is not None for each in done)
        assert session.state in (list(State)[count], State.CLOSED)
        assert not session.follow_ups or session.letters
        assert (session.closing is None) == (session.state in OPEN)
        assert bool(session.due) == (session.plan is not None)


@pytest.mark.parametrize("content", CONTENTS[1:8], ids=lambda one: type(one).__name__)
def test_no_step_is_leapt(content: Content) -> None:
    with pytest.raises((IllegalStep, InvalidField)) as caught:
        step(received(), content)
    assert isinstance(caught.value, IllegalStep) or caught.value.field == "ending"


@pytest.mark.parametrize("content", CONTENTS[:7], ids=lambda one: type(one).__name__)
def test_a_step_sent_twice_stands_once_and_another_content_is_refused(content: Content) -> None:
    session = recommended()
    once = step(session, content)
    again: Content = replace(content, entered=entered(after(1), "qian"))
    assert step(once, again) is once
    if EVENT_OF[type(content)] in FIELDS:
        assert once is session
        other: Content = replace(content, **{OTHER[type(content)]: "别的"})
        with pytest.raises(IllegalStep):
            step(session, other)


OTHER: dict[type[Content], str] = {
    Wishes: "work", Needs: "skills", Aptitude: "name", Told: "market", Plan: "goal",
    Letters: "reason",
}  # fmt: skip


@pytest.mark.parametrize("role", [Role.PERSON, Role.FIRM, Role.SYSTEM])
def test_only_an_officer_takes_steps(role: Role) -> None:
    other = Actor("W1", role)
    with pytest.raises(IllegalStep):
        opened("x", "W1", "", received().reception, other)
    with pytest.raises(IllegalStep):
        step(received(), WISHES, other)


# ---------------------------------------------------------------- what each step needs


@pytest.mark.parametrize(
    ("session", "content", "at_fault"),
    [
        pytest.param(received, replace(WISHES, work=" "), ["work"], id="no wish"),
        pytest.param(received, replace(WISHES, pay="元" * 301), ["pay"], id="too long"),
    ],
)
def test_wishes(session: Callable[[], Session], content: Content, at_fault: list[str]) -> None:
    assert fields(session(), content) == at_fault


def test_a_text_of_just_the_longest_passes() -> None:
    assert step(received(), replace(WISHES, pay="元" * 300)).wishes


@pytest.mark.parametrize(
    ("changes", "at_fault"),
    [
        ({"skills": "", "care": ""}, ["skills"]),
        ({"health": "腰不好"}, ["said_herself"]),
        ({"priority": (Priority.JOBLESS,)}, ["said_herself"]),
        ({"skills": "", "care": "", "health": "腰不好"}, ["said_herself"]),
    ],
)
def test_health_and_priority_are_kept_only_as_her_own_words(
    changes: dict[str, Any], at_fault: list[str]
) -> None:
    needs = replace(NEEDS, **changes)
    session = step(received(), WISHES)
    assert fields(session, needs) == at_fault
    if at_fault == ["said_herself"]:
        assert step(session, replace(needs, said_herself=True)).needs


@pytest.mark.parametrize(
    ("test", "at_fault"),
    [
        (Aptitude(entered(), AptitudeChoice.DECLINED), []),
        (Aptitude(entered(), AptitudeChoice.TAKEN, "霍兰德", "动手型", explained=True), []),
        (Aptitude(entered(), AptitudeChoice.TAKEN, "霍兰德", "动手型"), ["explained"]),
        (Aptitude(entered(), AptitudeChoice.TAKEN), ["name", "result", "explained"]),
        (Aptitude(entered(), AptitudeChoice.DECLINED, result="动手型"), ["choice"]),
        (Aptitude(entered(), AptitudeChoice.LEFT_OUT), ["reason"]),
        (Aptitude(entered(), AptitudeChoice.LEFT_OUT, reason="没有合适的"), []),
    ],
)
def test_a_test_is_voluntary_and_its_result_explained(test: Aptitude, at_fault: list[str]) -> None:
    session = step(step(received(), WISHES), NEEDS)
    if at_fault:
        assert fields(session, test) == at_fault
    else:
        assert step(session, test).state is State.TESTED


def test_something_is_told() -> None:
    session = step(step(step(received(), WISHES), NEEDS), APTITUDE)
    assert fields(session, Told(entered())) == ["market"]


@pytest.mark.parametrize(
    ("changes", "at_fault"),
    [
        pytest.param({"goal": ""}, ["goal"], id="no goal"),
        pytest.param({"strategies": (TAKEN,)}, ["strategies"], id="one is not answered"),
        pytest.param(
            {"strategies": (*PLAN.strategies, TAKEN)}, ["strategies"], id="one is answered twice"
        ),
        pytest.param(
            {"strategies": (TAKEN, replace(PLAN.strategies[1], reason=""))},
            ["strategies.1.reason"],
            id="left out for no reason",
        ),
        pytest.param(
            {"strategies": (*PLAN.strategies, Strategy("", "", Choice.ADDED))},
            ["strategies.2.title", "strategies.2.reason"],
            id="added, not saying what or why",
        ),
        pytest.param({"postings": ()}, ["no_postings"], id="no posting and no reason"),
        pytest.param(
            {"postings": tuple(Target(f"t:{n}", "") for n in range(4))}, ["postings"], id="four"
        ),
        pytest.param({"postings": PLAN.postings[:1] * 2}, ["postings"], id="one twice"),
        pytest.param({"agreed": ()}, ["agreed"], id="nothing to do"),
        pytest.param({"agreed": (Agreed("办证", after(-1)),)}, ["agreed.0.by"], id="by yesterday"),
        pytest.param({"agreed": (Agreed("办证", after(367)),)}, ["agreed.0.by"], id="in a year"),
        pytest.param({"agreed": (Agreed("", after(1)),)}, ["agreed.0.words"], id="what?"),
    ],
)
def test_a_plan_departs_from_the_proposal_only_for_a_reason(
    changes: dict[str, Any], at_fault: list[str]
) -> None:
    assert fields(informed(), replace(PLAN, **changes)) == at_fault


@pytest.mark.parametrize(
    "changes",
    [
        {"postings": (), "no_postings": "近处都要上夜班"},
        {"strategies": (*PLAN.strategies, Strategy("", "先去试工", Choice.ADDED, "本人想试试"))},
        {"postings": tuple(Target(f"t:{n}", "") for n in range(3))},
        {"agreed": (Agreed("办证", MONDAY), Agreed("学车", after(366)))},
        {"disagreement": ""},
    ],
)
def test_a_plan_with_its_reasons_is_kept_with_what_was_proposed(changes: dict[str, Any]) -> None:
    session = agreed(replace(PLAN, **changes))
    assert (session.state, session.proposed) == (State.PLANNED, PROPOSED)


def test_letters_are_numbered_and_go_to_postings_of_the_plan() -> None:
    letters = recommended().letters
    assert letters is not None
    one = letters.letters[0]
    assert (one.number, one.title, one.employer) == ("20261123-A1B2C3-1", "办公楼保洁员", "甲")
    assert fields(agreed(), Letters(entered())) == ["reason"]
    assert step(agreed(), Letters(entered(), reason="本人自己去")).letters
    to = LETTERS.letters[0]
    for letter, at_fault in (
        (replace(to, posting="town:9"), ["letters.0.posting"]),
        (replace(to, to=""), ["letters.0.to"]),
        (replace(to, by=after(-1)), ["letters.0.by"]),
        (replace(to, by=after(61)), ["letters.0.by"]),
    ):
        assert fields(agreed(), replace(LETTERS, letters=(letter,))) == at_fault
    assert fields(agreed(), replace(LETTERS, letters=(to, to))) == ["letters"]
    assert step(agreed(), replace(LETTERS, letters=(replace(to, by=after(60)),))).letters


def test_a_letter_to_nowhere_added_to_those_that_stand_is_not_taken_for_them() -> None:
    more = replace(LETTERS, letters=(*LETTERS.letters, Letter("town:9", "乙", after(5))))
    with pytest.raises(IllegalStep):
        step(recommended(), more)


# ---------------------------------------------------------------- follow-ups


def test_follow_ups_are_due_seven_and_thirty_days_after_the_plan() -> None:
    assert agreed().due == (date(2026, 11, 30), date(2026, 12, 23))
    assert informed().due == ()
    assert next_due(agreed()) == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("days", "still"),
    [
        pytest.param([], [7, 30], id="none made"),
        pytest.param([6], [7, 30], id="a day before the first"),
        pytest.param([7], [30], id="on the first day"),
        pytest.param([8], [30], id="a day late"),
        pytest.param([7, 29], [30], id="a day before the second"),
        pytest.param([7, 30], [], id="both on their days"),
        pytest.param([31], [], id="one after both"),
    ],
)
def test_a_follow_up_counts_for_every_day_up_to_its_own(days: list[int], still: list[int]) -> None:
    session = recommended()
    for day in days:
        session = step(session, follow_up(after(day)))
    assert left(session.due, session.follow_ups) == tuple(after(day) for day in still)
    assert next_due(session) == (after(still[0]) if still else None)


@pytest.mark.parametrize(
    ("held_on", "today", "is_kept"),
    [(0, 0, True), (-1, 3, False), (3, 3, True), (4, 3, False)],
)
def test_a_follow_up_was_made_between_the_plan_and_today(
    held_on: int, today: int, is_kept: bool
) -> None:
    made = replace(follow_up(after(held_on)), entered=entered(after(today)))
    if is_kept:
        assert step(recommended(), made).follow_ups == (made,)
    else:
        assert fields(recommended(), made) == ["held_on"]


def test_a_follow_up_tells_of_every_letter() -> None:
    made = follow_up(after(7), LetterResult.HIRED)
    assert fields(recommended(), replace(made, results=())) == ["results.0"]
    assert fields(recommended(), replace(made, results=made.results * 2)) == ["results.0"]
    strange = replace(made.results[0], letter="x")
    assert fields(recommended(), replace(made, results=(*made.results, strange))) == ["results"]
    assert fields(recommended(), replace(made, words="")) == ["words"]


@pytest.mark.parametrize(("first", "second"), [(0, 30), (7, 7), (30, 7), (-1, 7)])
def test_terms_come_one_after_the_other(first: int, second: int) -> None:
    with pytest.raises(ValueError, match="after the first"):
        Terms(first, second)


# ---------------------------------------------------------------- close


@pytest.mark.parametrize("made", [[], [6], [7], [29]])
def test_nothing_is_closed_while_follow_ups_are_left_without_a_reason(made: list[int]) -> None:
    session = recommended()
    for day in made:
        session = step(session, follow_up(after(day)))
    assert fields(session, CLOSING) == ["undone"]
    closed = step(session, replace(CLOSING, undone="已经上班，本人不用再回访"))
    assert (closed.state, next_due(closed)) == (State.CLOSED, None)


def test_with_its_follow_ups_made_a_session_is_closed_without_further_words() -> None:
    session = step(step(recommended(), follow_up(after(7))), follow_up(after(30)))
    assert step(session, CLOSING).closing == CLOSING


@pytest.mark.parametrize("ending", Ending)
def test_before_the_letters_it_ends_only_for_what_ends_it_early(ending: Ending) -> None:
    closing = Closing(entered(), ending, "本人说不找了")
    early = {Ending.NEW_SESSION, Ending.HER_WISH, Ending.UNREACHABLE, Ending.MOVED}
    if ending in early:
        assert step(received(), closing).state is State.CLOSED
    else:
        assert fields(received(), closing) == ["ending"]


@pytest.mark.parametrize("number", [None, 1, 5])
def test_satisfaction_is_one_to_five_or_not_said(number: int | None) -> None:
    closing = replace(CLOSING, undone="已经上班", satisfaction=number)
    assert step(recommended(), closing).closing == closing


@pytest.mark.parametrize("number", [0, 6, -1])
def test_no_other_satisfaction(number: int) -> None:
    closing = replace(CLOSING, undone="已经上班", satisfaction=number)
    assert fields(recommended(), closing) == ["satisfaction"]


def test_what_is_closed_is_not_opened_again() -> None:
    closed = step(recommended(), replace(CLOSING, undone="已经上班"))
    for content in (follow_up(after(7)), replace(CLOSING, words="改一改")):
        with pytest.raises(IllegalStep):
            step(closed, content)
