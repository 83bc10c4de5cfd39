"""Postings that an advisor pins on a worker's list or leaves out of it, taken back as easily."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.security.keys import Keys
from api.services.application_reading import posting_of, worker_of
from api.store import advisor_marks, audit
from registry.actor import Actor
from registry.placement.mark import Mark, MarkKind, check_mark
from registry.placement.reasons import DISLIKE_NAMES, Dislike


@dataclass(frozen=True, slots=True)
class MarkDesk:
    """The marks of one installation."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def put(
        self, worker: str, posting: str, kind: MarkKind, reason: Dislike | None, actor: Actor
    ) -> None:
        """Pin a posting, or leave it out for a reason; the last mark stands. InvalidField."""
        at = self.clock()
        with writing(self.engine) as connection:
            audit.lock(connection)
            who, what = worker_of(connection, worker), posting_of(connection, posting)
            why = reason if kind is MarkKind.EXCLUDED else None
            mark = Mark(what.id, kind, why, actor.id, at)
            check_mark(mark, advisor_marks.of_worker(connection, who.id))
            advisor_marks.put(connection, who.id, mark)
            self._note(connection, actor, kind.value, who.id, what.id, at)

    def undo(self, worker: str, posting: str, actor: Actor) -> None:
        """Take a mark back; also where there is none."""
        with writing(self.engine) as connection:
            audit.lock(connection)
            if advisor_marks.remove(connection, worker, posting):
                self._note(connection, actor, "unmarked", worker, posting, self.clock())

    def of_worker(self, worker: str) -> tuple[Mark, ...]:
        """The marks on a worker's list, latest first."""
        with reading(self.engine) as connection:
            return advisor_marks.of_worker(connection, worker)

    def _note(
        self,
        connection: Connection,
        actor: Actor,
        act: str,
        worker: str,
        posting: str,
        at: datetime,
    ) -> None:
        audit.append(connection, self.keys.audit, actor, f"list.{act}", worker, at, posting=posting)


def marks_json(connection: Connection, worker: str) -> list[dict[str, Any]]:
    """The marks on a worker's list, for her copy of what is kept of her."""
    return [
        {
            "posting_id": each.posting,
            "kind": each.kind.value,
            "reason": DISLIKE_NAMES[each.reason] if each.reason else None,
            "by": each.by,
            "at": each.at.astimezone(SHANGHAI).isoformat(),
        }
        for each in advisor_marks.of_worker(connection, worker)
    ]
