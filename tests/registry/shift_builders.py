"""Shifts, terms and workers to test instant hire with."""

from datetime import datetime, timedelta
from typing import Any

from registry.placement.shift import Shift
from registry.placement.shift_terms import ShiftTerms
from registry.placement.spans import CHINA
from registry.places import Place

NOW = datetime(2026, 11, 22, 9, tzinfo=CHINA)
STARTS = datetime(2026, 11, 23, 8, tzinfo=CHINA)
TERMS = ShiftTerms(
    longest_day_hours=11,
    daily_rest_hours=10,
    invitations_a_day=5,
    expected_yes_rate=0.5,
    invitation_wave_minutes=30,
    replacement_answer_minutes=30,
    promotion_notice_hours=3,
    no_show_report_hours=48,
)


def shift(**changes: Any) -> Shift:
    """A morning of two places in 罗庄, changed as asked."""
    facts: dict[str, Any] = {
        "posting": "test:1",
        "starts": STARTS,
        "ends": STARTS + timedelta(hours=4),
        "answer_by": STARTS - timedelta(hours=1),
        "openings": 2,
        "ref": "a",
        "place": Place(code="371311"),
    }
    return Shift(**(facts | changes))
