"""What waits for an officer: the queue, oldest first, and a doubt settled with its reason."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection, Engine

from api.database import reading
from api.security.keys import Keys
from api.services.registration_change import changing
from api.store import doubts, reviews
from api.store.doubts import Doubt
from api.store.reviews import Place, Review
from registry.actor import Actor
from registry.errors import InvalidField, UnknownName
from registry.registration.doubt import settled

CURSOR: Final = re.compile(r"(20[0-9]{18})-([0-9a-f]{32})-(|objection|[0-9a-f]{64})")
MOMENT: Final = "%Y%m%d%H%M%S%f"


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """The officers' queue of one installation. clock: the time, with its offset."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def waiting(
        self, division: str = "", after: Place | None = None, limit: int = 100
    ) -> tuple[Review, ...]:
        """The oldest that wait, behind a place. division: only its registrations, "" for all."""
        with reading(self.engine) as connection:
            return tuple(reviews.waiting(connection, self.keys, division, after, limit))

    def settle(
        self, registration_id: str, key: str, reason: str, actor: Actor, told: str = ""
    ) -> Doubt:
        """An officer has looked at a doubt; the reason is kept sealed.

        told: what the person hears, where it changes something for her; "" for nothing. An exit
        that a doubt leads to is an event of its own.
        """
        if not reason.strip():
            raise InvalidField("reason", "missing", "请写明核查的结果和理由。")
        with changing(self.engine, self.keys, registration_id, self.clock()) as change:
            doubt = _doubt(change.connection, self.keys, registration_id, key)
            settled(doubt.state, actor)
            doubts.settle(change.connection, self.keys, doubt, actor.id, reason, change.at)
            change.note(actor, "doubt_settled", code=doubt.code, told=bool(told.strip()))
            if told.strip():
                change.tell(told)
            return _doubt(change.connection, self.keys, registration_id, key)


def cursor(place: Place) -> str:
    """A place in the queue as text, for who types it; over HTTP cursors are sealed."""
    return f"{place.since.astimezone(UTC):{MOMENT}}-{place.registration}-{place.part}"


def read_cursor(text: str) -> Place:
    """The place of such a text; InvalidField where it is none of ours."""
    found = CURSOR.fullmatch(text)
    try:
        if found is None:
            raise ValueError(text)
        since = datetime.strptime(found[1], MOMENT).replace(tzinfo=UTC)
    except ValueError:
        reason = "这不是本服务给出的续页标记：请原样使用上一页的 next，或从头取。"
        raise InvalidField("after", "cursor", reason) from None
    return Place(since, found[2], found[3])


def _doubt(connection: Connection, keys: Keys, registration_id: str, key: str) -> Doubt:
    known = doubts.of_registration(connection, keys, registration_id)
    found = next((each for each in known if each.key == key), None)
    if found is None:
        raise UnknownName("疑点编号", key)
    return found
