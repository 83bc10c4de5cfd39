"""不合适: what workers say of postings that are not for them; no application comes of it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from api.database import reading, writing
from api.security.keys import Keys
from api.services.application_reading import posting_of, worker_of
from api.store import audit, feedback
from registry.actor import Actor, Role
from registry.placement.reasons import Dislike
from registry.step_table import IllegalStep


@dataclass(frozen=True, slots=True)
class FeedbackDesk:
    """The feedback of one installation."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def dislike(
        self, worker: str, posting: str, reason: Dislike | None, words: str, actor: Actor
    ) -> None:
        """A posting is not for her; her last word of it stands."""
        if actor.role not in (Role.PERSON, Role.OFFICER):
            raise IllegalStep("不合适只能由本人或代她办理的工作人员提出。")
        at = self.clock()
        with writing(self.engine) as connection:
            who, what = worker_of(connection, worker), posting_of(connection, posting)
            feedback.put(connection, self.keys, who.id, what.id, reason, words.strip(), at)
            why = reason.value if reason else ""
            audit.append(
                connection,
                self.keys.audit,
                actor,
                "posting.not_for_me",
                what.id,
                at,
                role=actor.role.value,
                reason=why,
            )

    def like(self, worker: str, posting: str) -> bool:
        """She takes it back; whether there was anything to take back."""
        with writing(self.engine) as connection:
            return feedback.remove(connection, worker, posting)

    def of_worker(self, worker: str) -> dict[str, Dislike | None]:
        """What is not for her, and why; None where she did not say."""
        with reading(self.engine) as connection:
            return feedback.of_worker(connection, worker)

    def counts(self, posting: str) -> Counter[str]:
        """How many a posting is not for, by reason."""
        with reading(self.engine) as connection:
            return feedback.counts(connection, posting)
