"""What falls due in applications: reminders, silences that decide, lapses; and what firms let wait.

One call a night; running it again on the same day changes nothing more.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from api.clock import SHANGHAI
from api.database import reading, writing
from api.services.application_change import ApplicationChange, changing_application
from api.services.applications import ApplicationDesk
from api.services.hire_proposals import ProposalDesk, propose
from api.store import applications, responses
from registry.actor import THE_SYSTEM
from registry.errors import LinggangError
from registry.placement.application import Event
from registry.placement.due import Act, due
from registry.placement.outcome import silent
from registry.placement.response_time import WINDOW_DAYS, Wait
from registry.placement.response_time import responses as response_times
from registry.placement.steps import moved

REMIND: Final = "remind"


@dataclass(slots=True)
class NightReport:
    """What a night did. failed: applications that could not be gone on with; the next night will.

    found: proposals to the registry that it had overtaken. firms: whose response time is known.
    """

    forwarded: int = 0
    reminded: int = 0
    decided: int = 0
    lapsed: int = 0
    failed: int = 0
    found: int = 0
    firms: int = 0

    def to_json(self) -> dict[str, Any]:
        """The report as JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def remind_and_lapse(desk: ApplicationDesk, now: datetime) -> NightReport:
    """Do what falls due on the day of `now` and keep how long firms let applicants wait."""
    report = NightReport()
    _forward_waiting(desk, report)
    with reading(desk.engine) as connection:
        ids = applications.ids_due(connection, now.astimezone(SHANGHAI).date())
    for each in ids:
        try:
            with changing_application(desk.engine, desk.keys, desk.policy, each, now) as change:
                _go_on(desk, change, report)
        except LinggangError:  # one that cannot be gone on with stops no other
            report.failed += 1
    report.found = ProposalDesk(desk.engine, desk.keys, desk.clock).find()
    report.firms = keep_responses(desk, now)
    return report


def _forward_waiting(desk: ApplicationDesk, report: NightReport) -> None:
    """Pass on what she agreed to meanwhile, should the consent itself not have done so."""
    with reading(desk.engine) as connection:
        wanting = applications.all_waiting(connection)
    for worker, firm in wanting:
        try:
            report.forwarded += desk.forward_waiting(worker, firm)
        except LinggangError:
            report.failed += 1


def keep_responses(desk: ApplicationDesk, now: datetime) -> int:
    """Keep how long every firm lets applicants wait; of how many firms it is known."""
    with writing(desk.engine) as connection:
        since = now - timedelta(WINDOW_DAYS)
        waited: list[Wait] = applications.waits(connection, since)
        found = response_times(waited, now)
        responses.replace_all(connection, found, now.astimezone(SHANGHAI).date())
    return len(found)


def _go_on(desk: ApplicationDesk, change: ApplicationChange, report: NightReport) -> None:
    one, terms = change.before, change.terms
    next_due = due(one, terms, SHANGHAI)
    if next_due is None or next_due.on > change.today:
        return
    if next_due.act is Act.REMIND:
        change.to(replace(one, reminded=one.reminded + 1), THE_SYSTEM, REMIND)
        report.reminded += 1
    elif next_due.act is Act.LAPSE:
        change.to(moved(one, Event.LAPSE, THE_SYSTEM, change.at), THE_SYSTEM, Event.LAPSE.value)
        report.lapsed += 1
    elif (after := silent(one, change.at, change.today, terms)) is not None:
        propose(change, after)
        change.to(after, THE_SYSTEM, "silence")
        report.decided += 1
