"""Applications as they are read: by the worker, by the firm while she agrees, by an office."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from sqlalchemy import Connection, Engine

from api.database import reading
from api.security.keys import Keys
from api.services.application_change import KIND
from api.store import applications, jobs, workers
from api.store.applications import Happened, Place
from registry.actor import Actor, Role
from registry.errors import UnknownName
from registry.jobs.posting import Posting
from registry.placement.application import State
from registry.placement.record import Application
from registry.workers.worker import Worker

# Whether a worker agrees to her profile being passed to a firm.
Consents = Callable[[Connection, str, str], bool]
MOST: Final = 500
EVERY_STATE: Final = tuple(State)


@dataclass(frozen=True, slots=True)
class ApplicationReader:
    """The applications of one installation, to be read."""

    engine: Engine
    keys: Keys
    passes_to: Consents

    def get(self, application_id: str, actor: Actor) -> Application:
        """An application as it stands; UnknownName if there is none that the actor may know of."""
        with reading(self.engine) as connection:
            return self._get(connection, application_id, actor)

    def history(self, application_id: str, actor: Actor) -> tuple[Happened, ...]:
        """What happened in it, oldest first; a firm is not told what was before it was passed."""
        with reading(self.engine) as connection:
            one = self._get(connection, application_id, actor)
            found = applications.happened(connection, self.keys, one.id)
        first = one.passed_at
        if actor.role is not Role.FIRM or first is None:
            return found
        return tuple(each for each in found if each.at >= first and each.event != "want")

    def of_worker(
        self,
        worker: str,
        states: tuple[State, ...] = EVERY_STATE,
        limit: int = MOST,
        after: Place | None = None,
    ) -> tuple[Application, ...]:
        """A worker's own, newest first."""
        with reading(self.engine) as connection:
            return applications.of_worker(connection, self.keys, worker, states, limit, after)

    def of_firm(
        self,
        firm: str,
        states: tuple[State, ...] = EVERY_STATE,
        limit: int = MOST,
        after: Place | None = None,
        posting: str = "",
    ) -> tuple[Application, ...]:
        """What was passed to a firm by workers who still agree to it, newest first.

        posting: about this one alone, "" for any.
        """
        with reading(self.engine) as connection:
            agreed = (
                one
                for one in self._passed(connection, firm, states, limit, after, posting)
                if self.passes_to(connection, one.worker, firm)
            )
            return tuple(islice(agreed, limit))

    def of_county(
        self,
        prefix: str,
        states: tuple[State, ...] = EVERY_STATE,
        limit: int = MOST,
        after: Place | None = None,
    ) -> tuple[Application, ...]:
        """Those of a division's workers, newest first. prefix: of its counties' codes."""
        with reading(self.engine) as connection:
            return applications.of_county(connection, self.keys, prefix, states, limit, after)

    def posting(self, posting: str) -> Posting:
        """The posting of an application."""
        with reading(self.engine) as connection:
            return posting_of(connection, posting)

    def postings(self, ids: Iterable[str]) -> dict[str, Posting]:
        """The postings of some applications, by id."""
        with reading(self.engine) as connection:
            return jobs.get_many(connection, ids)

    def _passed(
        self,
        connection: Connection,
        firm: str,
        states: tuple[State, ...],
        batch: int,
        after: Place | None,
        posting: str,
    ) -> Iterator[Application]:
        """Everything that was ever passed to a firm, looked up as far as it is asked for."""
        part = (states, batch)
        while found := applications.of_firm(connection, self.keys, firm, *part, after, posting):
            yield from found
            after = Place(found[-1].wanted_at, found[-1].id)

    def _get(self, connection: Connection, application_id: str, actor: Actor) -> Application:
        kept = applications.get(connection, self.keys, application_id)
        if kept is None:
            raise UnknownName(KIND, application_id)
        refuse_hidden(connection, kept.application, actor, self.passes_to)
        return kept.application


def refuse_hidden(
    connection: Connection, one: Application, actor: Actor, passes_to: Consents
) -> None:
    """UnknownName to a firm of what was not passed to it, or what she no longer agrees to."""
    if actor.role is not Role.FIRM:
        return
    if one.passed_at is None or not passes_to(connection, one.worker, one.firm):
        raise UnknownName(KIND, one.id)


def worker_of(connection: Connection, worker: str) -> Worker:
    """The worker of an id; UnknownName if there is none, or none who is shown."""
    found = workers.get(connection, worker)
    if found is None:
        raise UnknownName("劳动者编号", worker)
    return found


def posting_of(connection: Connection, posting: str) -> Posting:
    """The posting of an id, in whatever state; UnknownName if there is none."""
    found = jobs.get(connection, posting)
    if found is None:
        raise UnknownName("岗位", posting)
    return found
