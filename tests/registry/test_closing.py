"""What a full feed closes, and what it rather leaves open."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.jobs.closing import (
    no_longer_sent,
)

IDS = st.sets(st.sampled_from([f"s:{number}" for number in range(12)]))


@given(live=IDS, sent=IDS, most=st.floats(0, 1), forced=st.booleans())
def test_nothing_that_was_sent_is_closed_and_never_more_than_the_share(
    live: set[str], sent: set[str], most: float, forced: bool
) -> None:
    closing = no_longer_sent(live, sent, most, forced)
    assert set(closing.ids) <= live - sent
    assert closing.missing == len(live - sent)
    if not forced:
        assert len(closing.ids) <= most * len(live)
    assert bool(closing.withheld) is (len(closing.ids) < closing.missing)


@pytest.mark.parametrize(
    ("missing", "closes"),
    [
        pytest.param(5, True, id="exactly the half"),
        pytest.param(6, False, id="more than the half"),
        pytest.param(10, False, id="all"),
    ],
)
def test_up_to_half_of_the_live_postings_close_and_no_more(missing: int, closes: bool) -> None:
    live = [f"s:{number}" for number in range(10)]
    closing = no_longer_sent(live, live[missing:], 0.5, forced=False)
    assert bool(closing.ids) is closes
    assert len(no_longer_sent(live, live[missing:], 0.5, forced=True).ids) == missing
