"""Who may be shown to firms: agreed to the pool, not hidden; nobody else's profile is read."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sqlalchemy import Connection, Select, and_, func, or_, select

from api.store.codec import read_worker
from api.store.tables import consents, worker_choices, workers
from api.store.workers import SHOWN
from registry.workers.consent import Purpose
from registry.workers.worker import Worker

BATCH: Final = 500
ROWS: Final = 1000  # in memory at a time


def iterate(connection: Connection) -> Iterator[Worker]:
    """Everybody who may be shown, by id."""
    asked = _agreed().order_by(workers.c.id)
    rows = connection.execute(asked, execution_options={"yield_per": ROWS})
    return (read_worker(row.document) for row in rows)


def among(connection: Connection, ids: Sequence[str]) -> list[Worker]:
    """Of some workers those who may be shown."""
    found: list[Worker] = []
    for start in range(0, len(ids), BATCH):
        rows = connection.execute(_agreed().where(workers.c.id.in_(ids[start : start + BATCH])))
        found += [read_worker(row.document) for row in rows]
    return found


def _agreed() -> Select[Any]:
    """Profiles with a pool consent that is their last word, and not hidden from firms."""
    pool = and_(consents.c.purpose == Purpose.POOL.value, consents.c.firm == "")
    newest = (
        select(consents.c.worker, func.max(consents.c.number).label("number"))
        .where(pool)
        .group_by(consents.c.worker)
        .subquery()
    )
    last = and_(pool, consents.c.worker == newest.c.worker, consents.c.number == newest.c.number)
    return (
        select(workers.c.id, workers.c.document)
        .join(newest, newest.c.worker == workers.c.id)
        .join(consents, last)
        .join(worker_choices, worker_choices.c.worker == workers.c.id, isouter=True)
        .where(
            SHOWN,
            consents.c.given,
            or_(worker_choices.c.worker.is_(None), ~worker_choices.c.hidden),
        )
    )
