"""谈话记录: written down by an advisor, sealed; read by the county's advisors and by her."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.security.keys import Keys
from api.services.consents import require_worker
from api.store import audit, talks
from registry.actor import Actor
from registry.errors import InvalidField
from registry.workers.talk import Talk, talk_faults


@dataclass(frozen=True, slots=True)
class TalkDesk:
    """The records of talks of one installation."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def note(
        self, worker: str, held_on: date, words: str, next_step: str, actor: Actor
    ) -> tuple[InvalidField, ...]:
        """Keep a record, and nothing where it has faults; the same sent again is kept once."""
        at = self.clock()
        talk = Talk(held_on, words.strip(), next_step.strip(), actor.id, at)
        if faults := talk_faults(talk, at.astimezone(SHANGHAI).date()):
            return faults
        mark = self.keys.mark(
            "\n".join((worker, held_on.isoformat(), talk.words, talk.next_step, talk.by))
        )
        with writing(self.engine) as connection:
            audit.lock(connection)
            require_worker(connection, worker)
            if talks.add(connection, self.keys, worker, mark, talk):
                audit.append(connection, self.keys.audit, actor, "talk.noted", worker, at)
        return ()

    def read(self, worker: str, actor: Actor) -> tuple[Talk, ...]:
        """The talks with a worker, the latest first; that they were read is kept."""
        with writing(self.engine) as connection:
            found = talks.of_worker(connection, self.keys, worker)
            if found:
                at = self.clock()
                audit.append(connection, self.keys.audit, actor, "talk.read", worker, at)
            return found

    def count(self, worker: str) -> int:
        """How many talks with a worker there were."""
        with reading(self.engine) as connection:
            return talks.count(connection, worker)


def talks_json(connection: Connection, keys: Keys, worker: str) -> list[dict[str, Any]]:
    """The talks with a worker, for her copy of what is kept of her."""
    return [
        {
            "held_on": each.held_on.isoformat(),
            "words": each.words,
            "next_step": each.next_step or None,
            "by": each.by,
            "at": each.at.astimezone(SHANGHAI).isoformat(),
        }
        for each in talks.of_worker(connection, keys, worker)
    ]
