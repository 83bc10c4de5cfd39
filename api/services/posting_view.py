"""A posting's life as JSON: in full, as a row of a list; its complaints and its employer."""

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from api.clock import SHANGHAI
from api.services.employer_desk import EmployerView
from api.services.posting_desk import PostingRecord
from api.store.codec import posting_json
from api.store.complaints import KeptComplaint
from api.store.posting_life import PostingRow
from registry.actor import Role
from registry.jobs.complaint import KINDS, Complaint
from registry.jobs.complaint import TABLE as COMPLAINTS
from registry.jobs.employer_standing import TABLE as LEVELS
from registry.jobs.employer_standing import VERIFICATION_NAMES
from registry.jobs.lifecycle import TABLE as POSTINGS
from registry.jobs.lifecycle import PostingEvent
from registry.jobs.posting import PostingState


def record_json(record: PostingRecord, names_officers: bool = True) -> dict[str, Any]:
    """A posting in full: for its firm and the bureau, not for everybody.

    names_officers: whether it is told which officer acted; a firm is told that one did.
    """
    state = record.posting.state
    return {
        "posting": posting_json(record.posting),
        "state": state.value,
        "state_name": POSTINGS.state_names[state],
        "closed_reason": record.row.closed_reason,
        "first_seen": _at(record.row.first_seen),
        "last_seen": record.row.last_seen.isoformat(),
        "reasons": [
            {"code": each.code, "clause": each.clause, "detail": each.detail}
            for each in record.reasons
        ],
        "rewrite": asdict(record.rewrite) if record.rewrite else None,
        "office_holds": [
            {"code": each.code, "reason": each.reason, "at": _at(each.at)} for each in record.holds
        ],
        "history": [
            {
                "at": _at(each.at),
                "event": each.event,
                "event_name": POSTINGS.event_names[PostingEvent(each.event)],
                "state": each.state,
                "actor": each.actor if names_officers or each.role != Role.OFFICER else None,
                "role": each.role,
                "reason": each.reason,
            }
            for each in record.history
        ],
    }


def row_json(row: PostingRow) -> dict[str, Any]:
    """A posting in a list of the bureau."""
    return {
        "id": row.id,
        "title": row.title,
        "state": row.state,
        "state_name": POSTINGS.state_names[PostingState(row.state)],
        "valid_until": row.valid_until.isoformat() if row.valid_until else None,
        "last_seen": row.last_seen.isoformat(),
        "closed_reason": row.closed_reason,
    }


def complaint_json(kept: KeptComplaint, today: date, with_words: bool = False) -> dict[str, Any]:
    """A complaint for an officer. with_words: its sender's own too, once that is audited."""
    one = kept.complaint
    shown = {
        "number": kept.number,
        "about": one.about.value,
        "posting": kept.posting,
        "employer": kept.employer,
        "kind": one.kind.value,
        "kind_name": KINDS[one.kind].name,
        "is_fraud": KINDS[one.kind].is_fraud,
        "is_overdue": one.is_overdue(today),
    } | told_json(one)
    if not with_words:
        return shown | {"answer": None}
    return shown | {"subject": one.subject, "words": one.words, "contact": one.contact}


def told_json(one: Complaint) -> dict[str, Any]:
    """What who sent a complaint is told of it."""
    return {
        "state": one.state.value,
        "state_name": COMPLAINTS.state_names[one.state],
        "received_on": one.received_on.isoformat(),
        "due": one.deadline.due.isoformat(),
        "due_assumed": one.deadline.calendar_assumed,
        "decided_on": one.decided_on.isoformat() if one.decided_on else None,
        "answer": one.answer or None,
    }


def officer_json(view: EmployerView) -> dict[str, Any]:
    """An employer for an officer. decided_by: who must not answer an objection to what he decided.

    counties: where its postings lie.
    """
    decided_by = view.kept.standing.decided_by or None
    return employer_json(view) | {"decided_by": decided_by, "counties": sorted(view.counties)}


def employer_json(view: EmployerView) -> dict[str, Any]:
    """An employer with its standing, for the bureau and for the firm itself."""
    standing, employer = view.kept.standing, view.kept.employer
    objection = standing.objection
    return {
        "id": employer.id,
        "name": employer.name,
        "uscc": employer.uscc or standing.uscc or None,
        "level": standing.level.value,
        "level_name": LEVELS.state_names[standing.level],
        "verification": view.verification.value,
        "verification_name": VERIFICATION_NAMES[view.verification],
        "verified_on": _day(standing.verified_on),
        "licence_checked_on": _day(standing.licence_checked_on),
        "upheld": view.upheld,
        "reason": standing.reason or None,
        "barred_until": _day(standing.barred_until),
        "firm": standing.firm or None,
        "objection": None
        if objection is None
        else {
            "words": objection.words,
            "made_on": _day(objection.made_on),
            "due": _day(objection.deadline.due),
            "answer": objection.answer or None,
        },
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _at(moment: datetime) -> str:
    return moment.astimezone(SHANGHAI).isoformat()
