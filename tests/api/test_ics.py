"""Calendar files: what goes in comes out, whatever its characters, and nothing is smuggled in."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from api.clock import SHANGHAI
from api.ics import Appointment, ics

BEGIN = datetime(2026, 11, 25, 9, 30, tzinfo=SHANGHAI)
MADE = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters='\n,;:\\"'))


def one(**changes: object) -> Appointment:
    facts = {
        "uid": "shift-1@linggang",
        "begin": BEGIN,
        "end": BEGIN + timedelta(hours=4),
        "title": "保洁",
    }
    return Appointment(**(facts | changes))  # type: ignore[arg-type]


def events(content: bytes) -> list[dict[str, object]]:
    return [dict(each) for each in Calendar.from_ical(content).walk("VEVENT")]


@given(TEXT, TEXT)
def test_texts_come_out_as_they_went_in(title: str, place: str) -> None:
    (found,) = events(ics([one(title=title, place=place)], MADE))
    assert str(found["SUMMARY"]) == title
    assert str(found.get("LOCATION", "")) == place


def test_nothing_is_smuggled_in_by_a_line_of_its_own() -> None:
    content = ics([one(place="二楼\r\nATTENDEE:mailto:x@example.com\nBEGIN:VEVENT")], MADE)
    assert len(events(content)) == 1
    assert b"\nATTENDEE" not in content


def test_every_line_is_short_and_ends_as_the_standard_asks() -> None:
    content = ics([one(title="办公楼保洁员" * 40)], MADE)
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert b"\n" not in b"".join(lines)


@pytest.mark.parametrize("zone", [SHANGHAI, UTC])
def test_times_are_those_of_china_wherever_they_were_told(zone: object) -> None:
    begin = BEGIN.astimezone(zone)  # type: ignore[arg-type]
    content = ics([one(begin=begin, end=begin + timedelta(hours=4))], MADE)
    assert b"DTSTART;TZID=Asia/Shanghai:20261125T093000" in content
    assert b"DTEND;TZID=Asia/Shanghai:20261125T133000" in content
    assert b"TZOFFSETTO:+0800" in content


def test_a_change_keeps_the_uid_and_a_cancellation_says_so() -> None:
    (found,) = events(ics([one(sequence=3, cancelled=True)], MADE))
    assert (found["UID"], found["SEQUENCE"], found["STATUS"]) == (
        "shift-1@linggang",
        3,
        "CANCELLED",
    )


def test_many_shifts_stand_in_one_file_in_the_same_order_always() -> None:
    shifts = [one(uid=f"shift-{number}@linggang") for number in (3, 1, 2)]
    assert ics(shifts, MADE) == ics(shifts[::-1], MADE)
    assert len(events(ics(shifts, MADE))) == 3
    assert events(ics([], MADE)) == []
