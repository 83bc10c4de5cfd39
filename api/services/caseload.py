"""Whom an advisor serves: put in folders of her own, taken out again; who serves a worker."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.security.keys import Keys
from api.services.consents import require_worker
from api.store import audit, caseload, talks, workers
from registry.actor import Actor
from registry.errors import InvalidField
from registry.workers.worker import Worker

LONGEST_FOLDER: Final = 20
MOST_CLIENTS: Final = 500
KIND: Final = "服务对象"


@dataclass(frozen=True, slots=True)
class Served:
    """One client. profile: None where it is no longer shown. talked_on: of the last talk."""

    worker: str
    folder: str
    added_on: date
    profile: Worker | None
    talked_on: date | None


@dataclass(frozen=True, slots=True)
class CaseloadDesk:
    """The caseloads of one installation."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def put(self, worker: str, folder: str, actor: Actor) -> None:
        """Serve her, in a folder or in another; the same again changes nothing. InvalidField."""
        folder = " ".join(folder.split())
        if len(folder) > LONGEST_FOLDER:
            raise InvalidField("folder", "too_long", f"文件夹名最多 {LONGEST_FOLDER} 个字。")
        at = self.clock()
        with writing(self.engine) as connection:
            audit.lock(connection)
            require_worker(connection, worker)
            known = {each.worker for each in caseload.of_account(connection, actor.id)}
            if worker not in known and len(known) >= MOST_CLIENTS:
                reason = f"服务对象最多 {MOST_CLIENTS} 人：请先把办完的移出。"
                raise InvalidField("folder", "too_many", reason)
            if caseload.put(connection, actor.id, worker, folder, at):
                act = "moved" if worker in known else "added"
                audit.append(connection, self.keys.audit, actor, f"caseload.{act}", worker, at)

    def remove(self, worker: str, actor: Actor) -> None:
        """Serve her no longer; also where she was not served."""
        with writing(self.engine) as connection:
            audit.lock(connection)
            if caseload.remove(connection, actor.id, worker):
                at = self.clock()
                audit.append(connection, self.keys.audit, actor, "caseload.removed", worker, at)

    def of_account(self, account: str) -> tuple[Served, ...]:
        """Whom an advisor serves, by folder, the latest first in each."""
        with reading(self.engine) as connection:
            clients = caseload.of_account(connection, account)
            ids = [each.worker for each in clients]
            profiles = workers.get_many(connection, ids)
            talked = talks.last_days(connection, ids)
        return tuple(
            Served(
                each.worker,
                each.folder,
                each.added_at.astimezone(SHANGHAI).date(),
                profiles.get(each.worker),
                talked.get(each.worker),
            )
            for each in clients
        )

    def folder_of(self, account: str, worker: str) -> str | None:
        """In which of an advisor's folders a worker is; None where she does not serve her."""
        with reading(self.engine) as connection:
            client = caseload.of_worker(connection, worker).get(account)
        return client.folder if client else None

    def accounts_of(self, worker: str) -> frozenset[str]:
        """The advisors who serve a worker."""
        with reading(self.engine) as connection:
            return frozenset(caseload.of_worker(connection, worker))


def served_json(connection: Connection, worker: str) -> list[dict[str, Any]]:
    """Who serves a worker, for her copy of what is kept of her."""
    return [
        {"by": account, "folder": each.folder, "since": each.added_at.isoformat()}
        for account, each in caseload.of_worker(connection, worker).items()
    ]
