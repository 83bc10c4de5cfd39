"""Applications and proposals as they are shown: state, what was agreed, what can be done now."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from api.clock import SHANGHAI
from api.ics import Appointment
from api.store.applications import Happened
from api.store.proposals import KeptProposal
from registry.actor import ROLE_NAMES, Role
from registry.jobs.posting import Posting
from registry.jobs.week import describe, windows_of
from registry.placement import proposal as proposals
from registry.placement.application import EVENT_NAMES, STATE_NAMES, STEPS, WITH_FIRM, Event, State
from registry.placement.outcome import TELLABLE
from registry.placement.reasons import REFUSAL_NAMES
from registry.placement.record import (
    KIND_NAMES,
    SAID_NAMES,
    Application,
    Interview,
    Report,
)
from registry.workers.worker import Worker

HAPPENED_NAMES: Final = {event.value: name for event, name in EVENT_NAMES.items()} | {
    "want": "想去",
    "remind": "提醒",
    "silence": "按已报结果认定",
    "settle": "核实",
}
CALLED_OFF: Final = (State.WITHDRAWN, State.REFUSED, State.LAPSED)


def application_json(
    one: Application, posting: Posting, role: Role, history: Iterable[Happened] = ()
) -> dict[str, Any]:
    """Where an application stands, for whom it is shown to; a firm is not told where she lives."""
    shown = {
        "application_id": one.id,
        "posting_id": one.posting,
        "title": posting.title,
        "employer": posting.employer,
        "firm": one.firm,
        "state": one.state.value,
        "state_name": STATE_NAMES[one.state],
        "wanted_at": _moment(one.wanted_at),
        "passed_at": _moment(one.passed_at),
        "answered_at": _moment(one.answered_at),
        "answer": one.answer.value if one.answer else None,
        "interview": _interview_json(one.interview) if one.interview else None,
        "reason": REFUSAL_NAMES[one.reason] if one.reason else None,
        "hire": _hire_json(one),
        "left_on": one.left_on.isoformat() if one.left_on else None,
        "told": [_report_json(each) for each in (*one.told, *one.stay)],
        "next": _next(one, role),
        "history": [_happened_json(each) for each in history],
    }
    if role is Role.FIRM:
        return {name: value for name, value in shown.items() if name != "wanted_at"}
    return shown | {"worker_id": one.worker, "county": one.county}


def profile_json(worker: Worker) -> dict[str, Any]:
    """What a firm sees of a worker who agreed to it: what she can do and when, not where or who."""
    return {
        "occupations": list(worker.occupations),
        "skills": list(worker.skills),
        "certificates": list(worker.certificates),
        "own_equipment": list(worker.own_equipment),
        "education": worker.education,
        "experience_years": worker.experience_years,
        "free": describe(windows_of(worker.free)) if worker.free else None,
    }


def proposal_json(kept: KeptProposal) -> dict[str, Any]:
    """One proposal to a registration, what it says and what it would change."""
    one = kept.proposal
    return {
        "proposal_id": one.id,
        "application_id": one.application,
        "registration_id": one.registration,
        "kind": one.kind.value,
        "kind_name": proposals.KIND_NAMES[one.kind],
        "state": one.state.value,
        "state_name": proposals.STATE_NAMES[one.state],
        "on": one.on.isoformat(),
        "employer": one.engagement.employer,
        "occupation": one.occupation or None,
        "work_place": one.work_place or None,
        "text": one.text,
        "doubt": one.doubt or None,
        "opened_at": _moment(kept.opened_at),
    }


def interview_of(one: Application, posting: Posting) -> Appointment | None:
    """The interview as an appointment, cancelled where it no longer stands; None without one."""
    if one.interview is None:
        return None
    off = one.state in CALLED_OFF and one.moved_at < one.interview.end
    return Appointment(
        uid=f"interview-{one.id}@linggang",
        begin=one.interview.begin,
        end=one.interview.end,
        title=f"面试：{posting.title}（{posting.employer or posting.source}）",
        place=one.interview.place,
        sequence=one.interview.sequence + off,
        cancelled=off,
    )


def _next(one: Application, role: Role) -> list[dict[str, str]]:
    """What this role may do now."""
    events = [step.event for step in STEPS if step.source is one.state and role in step.by]
    told = [each.value for each in TELLABLE.get(one.state, ())]
    return [
        {"event": event.value, "name": EVENT_NAMES[event]}
        | ({"said": "、".join(sorted(told))} if event is Event.TELL else {})
        for event in dict.fromkeys(events)
    ]


def _hire_json(one: Application) -> dict[str, Any] | None:
    if one.hire is None or one.state in WITH_FIRM:
        return None
    kind = one.hire.kind
    return {
        "on": one.hire.on.isoformat(),
        "kind": kind.value if kind else None,
        "kind_name": KIND_NAMES[kind] if kind else None,
    }


def _interview_json(one: Interview) -> dict[str, Any]:
    return {
        "begin": _moment(one.begin),
        "minutes": one.minutes,
        "place": one.place,
        "sequence": one.sequence,
    }


def _report_json(one: Report) -> dict[str, Any]:
    return {
        "side": one.side.value,
        "said": one.said.value,
        "name": SAID_NAMES[one.said],
        "on": one.on.isoformat(),
        "kind": one.kind.value if one.kind else None,
    }


def _happened_json(one: Happened) -> dict[str, Any]:
    return {
        "at": _moment(one.at),
        "by": ROLE_NAMES[one.role],
        "event": one.event,
        "name": HAPPENED_NAMES[one.event],
        "state": one.state.value,
        "words": one.words or None,
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(SHANGHAI).isoformat() if at else None
