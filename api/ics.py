"""Appointments as iCalendar files (RFC 5545): interviews, shifts; times of China Standard Time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vDDDTypes, vText

from api.clock import SHANGHAI

ZONE: Final = "Asia/Shanghai"
MAKER: Final = "-//Linggang//ZH"
MEDIA_TYPE: Final = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One appointment. uid: the same for ever. sequence: rises with every change of it.

    begin, end: with their offsets, end after begin. cancelled: it does not take place.
    """

    uid: str
    begin: datetime
    end: datetime
    title: str
    place: str = ""
    text: str = ""
    sequence: int = 0
    cancelled: bool = False


def ics(appointments: Sequence[Appointment], at: datetime) -> bytes:
    """A calendar file of some appointments, by uid; at: when it is made."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add_component(_zone())
    for one in sorted(appointments, key=lambda each: each.uid):
        calendar.add_component(_event(one, at))
    return bytes(calendar.to_ical())


def _zone() -> Timezone:
    """China keeps one offset all year."""
    zone, standard = Timezone(), TimezoneStandard()
    zone.add("tzid", ZONE)
    standard.add("tzname", "CST")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 - local time by its definition
    standard.add("tzoffsetfrom", SHANGHAI.utcoffset(None))
    standard.add("tzoffsetto", SHANGHAI.utcoffset(None))
    zone.add_component(standard)
    return zone


def _event(one: Appointment, at: datetime) -> Event:
    event = Event()
    event.add("uid", one.uid)
    event.add("dtstamp", at.astimezone(UTC))
    for name, moment in (("dtstart", one.begin), ("dtend", one.end)):
        local = moment.astimezone(SHANGHAI).replace(tzinfo=None, microsecond=0)
        event.add(name, vDDDTypes(local), parameters={"TZID": ZONE})
    event.add("sequence", one.sequence)
    event.add("status", "CANCELLED" if one.cancelled else "CONFIRMED")
    event.add("summary", vText(one.title))
    for name, text in (("location", one.place), ("description", one.text)):
        if text:
            event.add(name, vText(text))
    return event
