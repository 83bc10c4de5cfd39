"""What a worker chose for her profile: hidden from firms, lists not personal, tags deleted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from api.store.tables import deleted_tags, worker_choices


@dataclass(frozen=True, slots=True)
class Choices:
    """hidden: from firms. personalised: whether her own lists may go by her profile."""

    hidden: bool = False
    personalised: bool = True


def get(connection: Connection, worker: str) -> Choices:
    """What a worker chose; what she did not is as it begins."""
    row = connection.execute(
        select(worker_choices).where(worker_choices.c.worker == worker)
    ).one_or_none()
    return Choices(row.hidden, row.personalised) if row is not None else Choices()


def put(connection: Connection, worker: str, choices: Choices, at: datetime) -> None:
    """Keep what she chose in place of what she had."""
    connection.execute(delete(worker_choices).where(worker_choices.c.worker == worker))
    connection.execute(
        insert(worker_choices),
        [
            {
                "worker": worker,
                "hidden": choices.hidden,
                "personalised": choices.personalised,
                "at": at,
            }
        ],
    )


def deleted_of(connection: Connection, workers: Collection[str]) -> dict[str, set[str]]:
    """The tags that each of some workers deleted; who deleted none is left out."""
    asked = select(deleted_tags.c.worker, deleted_tags.c.tag)
    found: dict[str, set[str]] = {}
    for row in connection.execute(asked.where(deleted_tags.c.worker.in_(workers))):
        found.setdefault(row.worker, set()).add(row.tag)
    return found


def delete_tag(connection: Connection, worker: str, tag: str, at: datetime) -> None:
    """Keep that a tag was deleted; again is the same."""
    restore_tag(connection, worker, tag)
    connection.execute(insert(deleted_tags), [{"worker": worker, "tag": tag, "at": at}])


def restore_tag(connection: Connection, worker: str, tag: str) -> None:
    """Forget that a tag was deleted."""
    here = (deleted_tags.c.worker == worker) & (deleted_tags.c.tag == tag)
    connection.execute(delete(deleted_tags).where(here))


def forget(connection: Connection, worker: str) -> None:
    """Remove all she chose."""
    for table in (worker_choices, deleted_tags):
        connection.execute(delete(table).where(table.c.worker == worker))
