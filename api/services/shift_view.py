"""What is shown of a shift: to its firm, and to the worker whom it asks."""

from collections import Counter
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.security.keys import Keys
from api.services.shift_change import posting_of
from api.services.shift_places import is_told, place_mark
from api.store import assignments, shifts
from api.store.shifts import KeptShift
from registry.jobs.posting import Posting
from registry.placement.assignment import TABLE, Assignment
from registry.placement.fill import Filled
from registry.placement.shift import TABLE as LIFE
from registry.placement.shift import Shift
from registry.placement.shift_words import pays, when, where


def firm_json(
    connection: Connection, keys: Keys, kept: KeptShift, *, names_workers: bool = False
) -> dict[str, Any]:
    """For the firm: the counter, how it fills, and who comes, by marks of its own.

    names_workers: for staff, with the ids of the worker library.
    """
    known = assignments.of_shift(connection, keys, kept.id)
    counts = Counter(one.state for one in known)
    filled = Filled(kept.shift, counts, kept.first_asked_at, kept.full_at)
    return shift_json(kept) | {
        "invited": len(known),
        "counts": {state.value: counts[state] for state in sorted(counts)},
        "most": kept.most,
        "waves": kept.wave,
        "next_wave_at": _time(kept.next_wave_at),
        "fill_rate": round(filled.places / kept.shift.openings, 4),
        "hours_to_fill": filled.hours_to_fill,
        "places": [
            {"place": place_mark(keys, kept, one.worker)}
            | _place_json(one)
            | ({"worker": one.worker} if names_workers else {})
            for one in known
            if is_told(one)
        ],
    }


def shift_json(kept: KeptShift) -> dict[str, Any]:
    """The shift itself."""
    shift = kept.shift
    return {
        "shift_id": kept.id,
        "posting_id": shift.posting,
        "ref": shift.ref,
        "state": shift.state.value,
        "state_name": LIFE.state_names[shift.state],
        "starts": _time(shift.starts),
        "ends": _time(shift.ends),
        "answer_by": _time(shift.answer_by),
        "openings": shift.openings,
        "taken": shift.taken,
        "pay": asdict(shift.pay) if shift.pay else None,
        "county": shift.place.code,
        "address": shift.place.address,
    }


def own_shifts(connection: Connection, keys: Keys, worker: str) -> list[dict[str, Any]]:
    """Everything that a worker was asked for, the latest first."""
    known = assignments.of_worker(connection, keys, worker)
    kept = shifts.get_many(connection, {one.shift for one in known})
    return [
        _own_json(kept[one.shift].shift, posting_of(connection, kept[one.shift]), one)
        | {"place": place_mark(keys, kept[one.shift], worker) if is_told(one) else None}
        for one in known
    ]


def _own_json(shift: Shift, posting: Posting, one: Assignment) -> dict[str, Any]:
    return {
        "shift_id": one.shift,
        "posting_id": posting.id,
        "title": posting.title,
        "employer": posting.employer,
        "when": when(shift),
        "where": where(shift, posting),
        "pays": pays(shift, posting),
        "starts": _time(shift.starts),
        "ends": _time(shift.ends),
        "answer_by": _time(shift.answer_by),
        "shift_state": shift.state.value,
        "state": one.state.value,
        "state_name": TABLE.state_names[one.state],
        "said": list(one.said),
    }


def _place_json(one: Assignment) -> dict[str, Any]:
    return {
        "state": one.state.value,
        "state_name": TABLE.state_names[one.state],
        "taken_at": _time(one.taken_at),
        "left_at": _time(one.left_at),
    }


def _time(at: Any) -> str | None:
    return at.astimezone(SHANGHAI).isoformat() if at is not None else None
