"""What a worker chose for her profile: hidden from firms, lists not personal, tags."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from api.store.tables import tag_choices, worker_choices


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


def tags_of(connection: Connection, workers: Collection[str]) -> dict[str, dict[str, bool]]:
    """What each of some workers chose of tags: True wanted, False deleted; without choice, none."""
    asked = select(tag_choices).where(tag_choices.c.worker.in_(workers))
    found: dict[str, dict[str, bool]] = {}
    for row in connection.execute(asked.order_by(tag_choices.c.at)):
        found.setdefault(row.worker, {})[row.tag] = row.chosen
    return found


def put_tag(connection: Connection, worker: str, tag: str, chosen: bool, at: datetime) -> None:
    """Keep that a tag is wanted or deleted, in place of what was chosen of it before."""
    here = (tag_choices.c.worker == worker) & (tag_choices.c.tag == tag)
    connection.execute(delete(tag_choices).where(here))
    row = {"worker": worker, "tag": tag, "chosen": chosen, "at": at}
    connection.execute(insert(tag_choices), [row])


def forget(connection: Connection, worker: str) -> None:
    """Remove all she chose."""
    for table in (worker_choices, tag_choices):
        connection.execute(delete(table).where(table.c.worker == worker))
