"""What lists showed, what was opened, and what came of it: of those who agreed, by pseudonym.

Kept for looking at rankings later; no ranker is trained on it, and no list goes by it.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import writing
from api.security.keys import Keys
from api.services.lists import Item
from api.store import applications, audit, consents, feedback, list_events
from api.store.list_events import ListEvent
from matcher.ranking import PUBLISHED
from registry.actor import Actor
from registry.placement.application import Event
from registry.workers.consent import Purpose

PURPOSE: Final = Purpose.LEARNING
# As the consent's text says: at most a year.
KEPT_DAYS: Final = 365
SHOWN: Final = "shown"
OPENED: Final = "opened"
WEIGHTS: Final = sha256(repr(PUBLISHED).encode()).hexdigest()[:8]
# What of an application is an outcome of a list, in the words of ranking.
OUTCOMES: Final[dict[str, str]] = {
    "want": "wanted",
    Event.FORWARD: "applied",
    Event.REFUSE: "refused",
    Event.HIRE: "hired",
    Event.LAST_7: "lasted_7",
    Event.LAST_30: "lasted_30",
    Event.LEAVE: "left",
}


@dataclass(frozen=True, slots=True)
class ListEvents:
    """The events of one installation."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def shown(
        self, connection: Connection, worker: str, day: date, items: tuple[Item, ...]
    ) -> None:
        """Keep what her own list showed, where she agreed to it: a line once a day."""
        events = {
            item.posting.id: ListEvent(
                pseudonym(self.keys, worker),
                day,
                item.posting.id,
                SHOWN,
                self.clock(),
                place,
                item.score,
                item.chance,
                item.value,
                json.dumps({part.fit: round(part.amount, 5) for part in item.parts}),
                WEIGHTS,
            )
            for place, item in enumerate(items, 1)
        }
        self._note(connection, worker, day, SHOWN, events)

    def opened(self, connection: Connection, worker: str, posting: str) -> None:
        """Keep that she opened a posting, where she agreed to it: once a day."""
        at = self.clock()
        day = at.astimezone(SHANGHAI).date()
        event = ListEvent(pseudonym(self.keys, worker), day, posting, OPENED, at)
        self._note(connection, worker, day, OPENED, {posting: event})

    def forget_old(self) -> int:
        """Delete what is older than the text of the consent allows; returns how many rows."""
        day = self.clock().astimezone(SHANGHAI).date() - timedelta(KEPT_DAYS)
        with writing(self.engine) as connection:
            return list_events.forget_before(connection, day)

    def export(self, actor: Actor) -> list[dict[str, Any]]:
        """Everything kept, with what came of it, by pseudonym: a row an event, oldest first.

        That it was written out, by whom and how much, is kept.
        """
        with writing(self.engine) as connection:
            found = [_row(each) for each in list_events.iterate(connection)]
            for worker in consents.agreeing(connection, PURPOSE):
                found += _outcomes(connection, self.keys, worker)
            at = self.clock()
            audit.append(
                connection, self.keys.audit, actor, "list_events.export", "all", at, rows=len(found)
            )
        return sorted(found, key=lambda row: (row["pseudonym"], row["at"], row["place"] or 0))

    def _note(
        self,
        connection: Connection,
        worker: str,
        day: date,
        kind: str,
        events: dict[str, ListEvent],
    ) -> None:
        """Write what is not kept yet, by posting; who comes back costs no transaction that writes.

        connection: which only reads.
        """
        if not consents.agrees(connection, worker, PURPOSE):
            return
        known = list_events.noted(connection, pseudonym(self.keys, worker), day, kind)
        if new := [event for posting, event in events.items() if posting not in known]:
            with writing(self.engine, is_effect=False) as writer:
                list_events.add(writer, new)


def pseudonym(keys: Keys, worker: str) -> str:
    """Under which a worker's events stand; who has not the key cannot tell whose they are."""
    return keys.mark(f"learning {worker}")


def shown_json(connection: Connection, keys: Keys, worker: str) -> list[dict[str, Any]]:
    """What is kept of a worker's lists, for her copy."""
    events = list_events.of(connection, pseudonym(keys, worker))
    return [_row(each) | {"pseudonym": ""} for each in events]


def _row(event: ListEvent) -> dict[str, Any]:
    return event._asdict() | {"day": event.day.isoformat(), "at": event.at.isoformat()}


def _outcomes(connection: Connection, keys: Keys, worker: str) -> Iterator[dict[str, Any]]:
    who = pseudonym(keys, worker)
    for posting, event, at in applications.steps_of(connection, worker):
        if event in OUTCOMES:
            yield _row(_outcome(who, posting, OUTCOMES[event], at))
    for posting, at in feedback.times_of(connection, worker).items():
        yield _row(_outcome(who, posting, "not_for_me", at))


def _outcome(who: str, posting: str, event: str, at: datetime) -> ListEvent:
    day: date = at.astimezone(SHANGHAI).date()
    return ListEvent(who, day, posting, event, at)
