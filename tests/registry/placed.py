"""An application in a given state, its parties, and a clock: what tests of placement share."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from api.clock import SHANGHAI
from registry.actor import THE_SYSTEM, Actor, Role
from registry.placement import steps
from registry.placement.application import Event, State
from registry.placement.outcome import Telling, told
from registry.placement.record import Application, Kind, Said
from registry.placement.terms import Terms

NOON = datetime(2026, 11, 2, 12, tzinfo=SHANGHAI)
DAY = NOON.date()
TERMS = Terms(remind=(2, 5), lapse=14, silence=5, late=30)
HER = Actor("worker-1", Role.PERSON)
FIRM = Actor("firm-1", Role.FIRM)
OFFICER = Actor("zhao", Role.OFFICER, "371311")
COLLEAGUE = Actor("qian", Role.OFFICER, "371311")
EVERYBODY = (HER, FIRM, OFFICER, THE_SYSTEM)


def at(days: float = 0) -> datetime:
    return NOON + timedelta(days)


def on(days: int = 0) -> date:
    return DAY + timedelta(days)


def wanted() -> Application:
    return steps.wanted("a1", "W1", "town:1", "town", HER, NOON, "371311")


def passed() -> Application:
    return steps.passed(wanted(), HER, NOON, agreed=True)


def in_state(state: State, **changes: Any) -> Application:
    """A passed application put into a state."""
    return replace(passed(), state=state, **changes)


def says(one: Application, actor: Actor, said: Said, days: float = 0, **more: Any) -> Application:
    """The application once somebody told an outcome so many days on."""
    moment = at(days)
    return told(one, Telling(said, **more), actor, moment, moment.date(), TERMS)


def hired(kind: Kind = Kind.GIG, start: int = 0) -> Application:
    """Both said that she was hired, beginning so many days on."""
    one = says(passed(), FIRM, Said.HIRED, kind=kind, on=on(start))
    return says(one, HER, Said.HIRED)


def invited() -> Application:
    return steps.answered(passed(), Event.INVITE, FIRM, at(1))
