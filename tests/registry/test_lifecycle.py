"""A posting's life: every state, event and role; what its source's sending does; its time."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.actor import THE_SYSTEM, Actor, Role
from registry.jobs.lifecycle import (
    CLOSED,
    LISTED,
    TABLE,
    Before,
    PostingEvent,
    is_sent_again,
    outdated,
    received,
)
from registry.jobs.office_holds import OFFICE_HOLDS, content_holds
from registry.jobs.posting import PostingState, Profile
from registry.step_table import IllegalStep
from tests.builders import DAY, posting

S, E = PostingState, PostingEvent
FIRM, OFFICER, SYSTEM = Role.FIRM, Role.OFFICER, Role.SYSTEM
FIRM_OR_OFFICER = {FIRM, OFFICER}
# What docs/postings.md says, written a second time: from, event, to, who may.
STANDS = {
    E.HOLD: (S.HELD, {OFFICER, SYSTEM}),
    E.CORRECT: (S.RECEIVED, FIRM_OR_OFFICER),
    E.FILL: (S.FILLED, {FIRM, OFFICER, SYSTEM}),
    E.WITHDRAW: (S.WITHDRAWN, FIRM_OR_OFFICER),
    E.EXPIRE: (S.EXPIRED, {SYSTEM}),
    E.LAPSE: (S.UNSENT, {FIRM, SYSTEM}),
    E.REMOVE: (S.REMOVED, {OFFICER}),
}
REOPENS = {E.REMOVE: (S.REMOVED, {OFFICER}), E.REOPEN: (S.RECEIVED, FIRM_OR_OFFICER)}
REOPENS_BY_FEED = REOPENS | {E.SEND_AGAIN: (S.RECEIVED, {FIRM})}
WAYS: dict[PostingState, dict[PostingEvent, tuple[PostingState, set[Role]]]] = {
    S.RECEIVED: {
        E.PUBLISH: (S.PUBLISHED, {SYSTEM}),
        E.HOLD: (S.HELD, {SYSTEM}),
        E.ARCHIVE: (S.ARCHIVED, {SYSTEM}),
    },
    S.PUBLISHED: STANDS,
    S.HELD: STANDS | {E.LIFT: (S.RECEIVED, {OFFICER, SYSTEM})},
    S.ARCHIVED: {E.CORRECT: (S.RECEIVED, FIRM_OR_OFFICER)},
    S.FILLED: REOPENS,
    S.EXPIRED: REOPENS_BY_FEED,
    S.WITHDRAWN: REOPENS_BY_FEED,
    S.UNSENT: REOPENS_BY_FEED,
    S.REMOVED: {E.REOPEN: (S.RECEIVED, {OFFICER})},
}
HELD = posting(holds=("pay_missing",))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("event", PostingEvent)
@pytest.mark.parametrize("state", PostingState)
def test_an_event_leads_where_the_table_says_for_whom_it_says(
    state: PostingState, event: PostingEvent, role: Role
) -> None:
    target, roles = WAYS[state].get(event, (None, set()))
    if role in roles:
        assert TABLE.step(state, event, Actor("who", role)) is target
        return
    with pytest.raises(IllegalStep, match=TABLE.event_names[event]):
        TABLE.step(state, event, Actor("who", role))


def test_every_step_has_a_clause_and_every_state_and_event_a_chinese_name() -> None:
    assert all(step.clause for step in TABLE.steps)
    assert set(TABLE.state_names) == set(PostingState)
    assert set(TABLE.event_names) == set(PostingEvent)


def test_nobody_but_the_system_publishes() -> None:
    to_published = [step for step in TABLE.steps if step.target is S.PUBLISHED]
    assert {step.by for step in to_published} == {frozenset({SYSTEM})}


def test_what_is_closed_held_or_only_received_is_never_listed() -> None:
    assert {S.PUBLISHED, S.ARCHIVED} == LISTED
    assert not LISTED & CLOSED


@pytest.mark.parametrize(
    ("sent", "state"),
    [
        pytest.param(posting(), S.PUBLISHED, id="nothing holds it"),
        pytest.param(HELD, S.HELD, id="its text holds it"),
        pytest.param(posting(profile=Profile.ARCHIVE), S.ARCHIVED, id="of the archive"),
    ],
)
def test_a_new_posting_is_published_held_or_archived(sent, state) -> None:
    done = received(sent, None, (), DAY)
    assert done.posting.state is state
    assert [move.actor for move in done.moves] == [THE_SYSTEM]


def test_a_corrected_text_is_published_by_being_sent() -> None:
    done = received(posting(), Before(S.HELD), (), DAY)
    assert done.posting.state is S.PUBLISHED
    assert [move.event for move in done.moves] == [E.CORRECT, E.PUBLISH]
    assert done.moves[0].actor == Actor("test", FIRM)


@pytest.mark.parametrize("code", OFFICE_HOLDS)
@pytest.mark.parametrize("before", [None, *(Before(state) for state in (S.PUBLISHED, S.HELD))])
def test_no_text_gets_past_what_the_bureau_holds(code: str, before: Before | None) -> None:
    done = received(posting(), before, (code,), DAY)
    assert done.posting.state is S.HELD
    assert done.posting.holds == (code,)
    assert content_holds(done.posting) == ()


PAST, LATER = DAY - timedelta(1), DAY + timedelta(30)


@pytest.mark.parametrize(
    ("state", "was_until", "until", "opens"),
    [
        pytest.param(S.EXPIRED, PAST, LATER, True, id="expired, a later day"),
        pytest.param(S.EXPIRED, PAST, DAY, True, id="expired, today is its last"),
        pytest.param(S.EXPIRED, PAST - timedelta(9), PAST, False, id="later, but past"),
        pytest.param(S.EXPIRED, PAST, PAST, False, id="the same day"),
        pytest.param(S.EXPIRED, PAST, None, False, id="no day"),
        pytest.param(S.WITHDRAWN, LATER, LATER, False, id="withdrawn, the same day"),
        pytest.param(S.WITHDRAWN, DAY, LATER, True, id="withdrawn, a later day"),
        pytest.param(S.WITHDRAWN, None, LATER, True, id="withdrawn, had no day"),
        pytest.param(S.UNSENT, None, None, True, id="missed, and there again"),
        pytest.param(S.UNSENT, None, PAST, False, id="missed, and past"),
        pytest.param(S.FILLED, DAY, LATER, False, id="filled"),
        pytest.param(S.REMOVED, DAY, LATER, False, id="removed"),
        pytest.param(S.PUBLISHED, DAY, LATER, False, id="not closed"),
    ],
)
def test_a_feed_opens_again_what_it_gives_a_later_day(
    state: PostingState, was_until: date | None, until: date | None, opens: bool
) -> None:
    sent = posting(valid_until=until)
    before = Before(state, was_until)
    assert is_sent_again(sent, before, DAY) is opens
    if state in CLOSED:
        after = received(sent, before, (), DAY).posting.state
        assert after is (S.PUBLISHED if opens else state)


@pytest.mark.parametrize(
    ("until", "seen_days_ago", "unseen_days", "event"),
    [
        pytest.param(DAY, 0, 30, None, id="its last day"),
        pytest.param(PAST, 0, 30, E.EXPIRE, id="the day after"),
        pytest.param(LATER, 99, 30, None, id="a last day needs no being seen"),
        pytest.param(None, 30, 30, None, id="unseen for as long as may be"),
        pytest.param(None, 31, 30, E.LAPSE, id="a day longer"),
        pytest.param(None, 999, None, None, id="nobody has decided how long"),
    ],
)
def test_a_posting_is_current_to_its_last_day_or_while_it_is_seen(
    until: date | None, seen_days_ago: int, unseen_days: int | None, event: PostingEvent | None
) -> None:
    assert outdated(until, DAY - timedelta(seen_days_ago), DAY, unseen_days) is event


DAYS = st.one_of(st.none(), st.integers(-5, 5).map(lambda days: DAY + timedelta(days)))


@given(
    before=st.one_of(
        st.none(), st.builds(Before, st.sampled_from([s for s in S if s is not S.RECEIVED]), DAYS)
    ),
    until=DAYS,
    holds=st.sampled_from([(), ("pay_missing",)]),
    office=st.lists(st.sampled_from(sorted(OFFICE_HOLDS)), unique=True),
    profile=st.sampled_from(Profile),
)
def test_whatever_is_sent_only_what_nothing_holds_is_published(
    before: Before | None,
    until: date | None,
    holds: tuple[str, ...],
    office: list[str],
    profile: Profile,
) -> None:
    sent = posting(valid_until=until, holds=holds, profile=profile)
    done = received(sent, before, office, DAY)
    assert done.posting.state is not S.RECEIVED
    if done.posting.state is S.PUBLISHED:
        assert not done.posting.holds
        assert before is None or before.state not in (S.FILLED, S.REMOVED)
    assert set(office) <= set(done.posting.holds)
