"""A registration as it is shown: its state, what was checked, what stands in the way, what next."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from sqlalchemy import Connection

from api.security.keys import Keys
from api.store import registrations
from registry.actor import Role
from registry.registration.application import (
    ENDED,
    EVENT_NAMES,
    STATE_NAMES,
    STEPS,
    Event,
    State,
)
from registry.registration.badges import BADGE_NAMES, EMPLOYMENT_TYPE, STATEMENTS, badges
from registry.registration.claim import Claim
from registry.registration.decision import Criterion, Decision, Outcome
from registry.registration.ending_objection import STATE_NAMES as OBJECTION_NAMES
from registry.registration.ending_objection import EndingObjection, last_day, why_not
from registry.registration.hits import HitRule
from registry.registration.record import Registration
from registry.registration.register_answer import SOURCE_NAMES, Answer
from registry.verdict import Finding
from registry.workers.identity import mask


def status_json(
    one: Registration,
    as_of: date,
    faults: Sequence[Finding] = (),
    notices: Sequence[registrations.Notice] = (),
) -> dict[str, Any]:
    """Where a registration stands on a day; the identity number is masked."""
    return {
        "registration_id": one.id,
        "state": one.state.value,
        "state_name": STATE_NAMES[one.state],
        "path": one.path.value,
        "version": one.version,
        "id_masked": mask(one.claim.identity.number),
        "category": one.claim.category.value,
        "place": one.claim.place,
        "start_date": one.claim.start_date.isoformat(),
        "registered_on": _day(one.registered_on),
        "ended_on": _day(one.ended_on),
        "exit": one.exit.code.value if one.exit else None,
        "decision": decision_json(one.decision) if one.decision else None,
        "objection": _objection_json(one.objection) if one.objection else None,
        "faults": [finding_json(fault) for fault in faults],
        "next": [
            {"event": step.event.value, "name": EVENT_NAMES[step.event]} | _until(one, step.event)
            for step in STEPS
            if step.source is one.state
            and Role.PERSON in step.by
            and _makes_sense(one, step.event, as_of)
        ],
        "notices": [{"at": each.at.isoformat(), "text": each.text} for each in notices],
    }


def decision_json(decision: Decision) -> dict[str, Any]:
    """A decision with every reason and its clause."""
    return {
        "outcome": decision.outcome.name,
        "code": decision.code,
        "as_of": decision.as_of.isoformat(),
        "flags": list(decision.flags),
        "sources": [str(source) for source in decision.sources],
        "criteria": [_criterion_json(each) for each in decision.criteria],
    }


def claim_json(claim: Claim) -> dict[str, Any]:
    """A claim in full, field by field as it was sent; what a caller sees of it is cut out later."""
    income = claim.income
    return {
        "id_no": claim.identity.number,
        "name": claim.name,
        "phone": claim.phone,
        "place_kind": claim.place_kind.value,
        "place": claim.place,
        "category": claim.category.value,
        "start_date": claim.start_date.isoformat(),
        "work_content": claim.work_content,
        "work_place": claim.work_place,
        "work_address": claim.work_address,
        "certificate": claim.certificate.value,
        "certificate_number": claim.certificate_number,
        "sex": claim.sex.value if claim.sex else None,
        "occupation": claim.occupation,
        "employment_type": claim.employment_type.value if claim.employment_type else None,
        "engagements": [asdict(each) for each in claim.engagements],
        "income": asdict(income) | {"unit": income.unit.value} if income else None,
        "urban": claim.urban,
        "situations": [each.value for each in claim.situations],
        "stops_benefit": claim.stops_benefit,
    }


def evidence_json(
    connection: Connection,
    keys: Keys,
    one: Registration,
    table: Sequence[HitRule],
    as_of: date,
) -> dict[str, Any]:
    """What each register answered in every round, and how far each statement is proven."""
    rounds = registrations.rounds(connection, keys, one.id)
    shown = badges(one.claim, rounds[-1] if rounds else (), table, as_of)
    names = {name: each.name for name, each in STATEMENTS.items()}
    names["employment_type"] = EMPLOYMENT_TYPE.name
    return {
        "registration_id": one.id,
        "badges": [
            {
                "statement": name,
                "name": names[name],
                "badge": badge.value,
                "badge_name": BADGE_NAMES[badge],
            }
            for name, badge in shown.items()
        ],
        "rounds": [[_answer_json(answer) for answer in each] for each in rounds],
    }


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as JSON."""
    return {"code": finding.code, "detail": finding.detail, "clause": finding.clause}


def _criterion_json(criterion: Criterion) -> dict[str, Any]:
    missing = {"missing": criterion.missing} if criterion.missing else {}
    return finding_json(criterion.finding) | {"outcome": criterion.outcome.name} | missing


def _answer_json(answer: Answer) -> dict[str, Any]:
    return {
        "source": answer.source.value,
        "name": SOURCE_NAMES[answer.source],
        "status": answer.status.value,
        "fault": answer.fault,
        "asked_at": answer.asked_at.isoformat(),
        "version": answer.version,
        "covered_from": _day(answer.covered_from),
        "entries": [
            {
                "kind": entry.kind,
                "since": _day(entry.since),
                "until": _day(entry.until),
                "facts": dict(entry.facts),
            }
            for entry in answer.entries
        ],
    }


def _objection_json(made: EndingObjection) -> dict[str, Any]:
    return {
        "state": made.state.value,
        "state_name": OBJECTION_NAMES[made.state],
        "words": made.words,
        "made_at": made.made_at.isoformat(),
        "answer": made.answer,
        "answered_on": _day(made.answered_on),
    }


def _until(one: Registration, event: Event) -> dict[str, str]:
    """The last day on which she may do it, where there is one."""
    told_on = one.decided_on if event is Event.OBJECT else None
    return {"until": last_day(told_on).isoformat()} if told_on else {}


def _makes_sense(one: Registration, event: Event, as_of: date) -> bool:
    """A refusal can be accepted only where one is shown; an objection has its days, and is one."""
    match event:
        case Event.ACCEPT:
            shown = one.decision is not None and one.decision.outcome is Outcome.INELIGIBLE
            return one.state is State.CHECKING and shown
        case Event.OBJECT:
            is_over = one.decided_on is not None and last_day(one.decided_on) < as_of
            is_ended = one.state in ENDED
            return not is_over and not (is_ended and why_not(one.state, one.exit, one.objection))
    return True


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
