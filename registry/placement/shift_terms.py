"""The numbers that instant hire rests on, as they stand in a county on a day."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ShiftTerms:
    """Policy numbers of data/policy, each named like its file.

    longest_day_hours: hours of work a day, all jobs together. daily_rest_hours: in one piece in
    every 24 hours. invitations_a_day: how often one person is asked. expected_yes_rate: in (0, 1].
    invitation_wave_minutes: until more are asked. replacement_answer_minutes: to answer where a
    place falls free late. promotion_notice_hours: who is moved up later than that before the
    start is not held to it. no_show_report_hours: in which a firm may report one, after the end.
    """

    longest_day_hours: float
    daily_rest_hours: float
    invitations_a_day: float
    expected_yes_rate: float
    invitation_wave_minutes: float
    replacement_answer_minutes: float
    promotion_notice_hours: float
    no_show_report_hours: float
