"""Guidance sessions as JSON, with the words of the office beside the codes."""

import json
from typing import Any, Final

from pydantic import TypeAdapter
from sqlalchemy import Connection

from api.security.keys import Keys
from api.store import guidance
from api.store.guidance import Kept
from registry.guidance.follow_up import left, next_due
from registry.guidance.record import Session
from registry.guidance.session import EVENT_NAMES, STATE_NAMES, TABLE, Event

_SESSION: Final = TypeAdapter(Session)


def session_json(kept: Kept) -> dict[str, Any]:
    """All of a session, what is next, and which follow-ups are left."""
    session = kept.session
    steps: dict[str, Any] = _SESSION.dump_python(
        session, mode="json", exclude={"id", "worker", "state", "due", "proposed"}
    )
    return {
        **brief_json(kept),
        **steps,
        "next": [{"event": each.value, "name": EVENT_NAMES[each]} for each in possible(session)],
        "due": [day.isoformat() for day in session.due],
        "due_left": [day.isoformat() for day in left(session.due, session.follow_ups)],
        "proposed": json.loads(session.proposed) if session.proposed else None,
    }


def brief_json(kept: Kept) -> dict[str, Any]:
    """Which session, how far it is, and when the next follow-up is due."""
    session, day = kept.session, next_due(kept.session)
    return {
        "session_id": session.id,
        "worker_id": session.worker,
        "opened_on": session.reception.entered.on.isoformat(),
        "state": session.state.value,
        "state_name": STATE_NAMES[session.state],
        "next_due": day.isoformat() if day else None,
    }


def possible(session: Session) -> list[Event]:
    """The events that are possible now, in the order of the table."""
    return [row.event for row in TABLE.steps if row.source is session.state]


def sessions_json(connection: Connection, keys: Keys, worker: str) -> list[dict[str, Any]]:
    """A worker's sessions, for her copy of what is kept of her."""
    return [session_json(kept) for kept in guidance.of_worker(connection, keys, worker)]
