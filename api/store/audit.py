"""The audit chain in the store: appended to in the transaction of what it tells, and verified."""

import json
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Text, cast, func, insert, or_, select, update

from api.store.tables import audit as table
from api.store.tables import audit_head as head
from registry.actor import Actor
from registry.audit import FIRST, AuditRecord, Break, breaks, sealed

BATCH: Final = 1000  # rows in memory at a time


def append(
    connection: Connection,
    key: bytes,
    actor: Actor,
    action: str,
    subject: str,
    at: datetime,
    **detail: Any,
) -> AuditRecord:
    """Add one record behind the last; others who would add one wait until this transaction ends.

    detail: what is worth knowing later; never an identity number, a name or a telephone number.
    """
    last = connection.execute(select(head).with_for_update()).one()
    text = json.dumps(detail, ensure_ascii=False, sort_keys=True, default=str)
    record = sealed(
        last.sequence + 1, at, actor.id, actor.office, action, subject, text, last.hash, key
    )
    connection.execute(insert(table), [_row(record)])
    connection.execute(update(head).values(sequence=record.sequence, hash=record.hash))
    return record


def lock(connection: Connection) -> None:
    """Make others who would add a record wait until this transaction ends.

    Whoever takes the change log's lock too takes this one first, so that nobody waits in a circle.
    """
    connection.execute(select(head.c.sequence).with_for_update()).all()


def head_of(connection: Connection) -> tuple[int, str] | None:
    """Sequence and hash of the last record as kept apart; None where there is not just one."""
    kept = connection.execute(select(head.c.sequence, head.c.hash)).all()
    return (kept[0].sequence, kept[0].hash) if len(kept) == 1 else None


def verify(connection: Connection, key: bytes) -> tuple[Break, ...]:
    """Every place where the chain does not hold; empty if it is whole.

    What somebody wrote into a row may be no record at all: it is a break, and no error.
    """
    last = head_of(connection)
    if last is not None:
        return tuple(breaks(_as_written(connection), last, key))
    found = breaks(_as_written(connection), (0, FIRST), key)
    return (Break(0, "另存的末尾校验值应有且只有一条"), *found)


def hash_of(connection: Connection, sequence: int) -> str | None:
    """The hash of one record; None where there is none such."""
    return connection.execute(
        select(table.c.hash).where(table.c.sequence == sequence)
    ).scalar_one_or_none()


def records(connection: Connection, subject: str | None = None) -> Iterator[AuditRecord]:
    """The records in order, all of them or those of one subject."""
    asked = select(table).order_by(table.c.sequence)
    if subject is not None:
        asked = asked.where(table.c.subject == subject)
    for row in connection.execute(asked):
        yield AuditRecord(*row)


def of_subjects(
    connection: Connection, subjects: Collection[str], actions: Collection[str]
) -> Iterator[AuditRecord]:
    """The records of some subjects and actions, in order."""
    asked = select(table).where(table.c.subject.in_(subjects), table.c.action.in_(actions))
    for row in connection.execute(asked.order_by(table.c.sequence)):
        yield AuditRecord(*row)


def after(connection: Connection, sequence: int, limit: int) -> tuple[AuditRecord, ...]:
    """The records behind one, in order, at most `limit`."""
    asked = select(table).where(table.c.sequence > sequence).order_by(table.c.sequence)
    return tuple(AuditRecord(*row) for row in connection.execute(asked.limit(limit)))


def has_after(
    connection: Connection, sequence: int, matters: Sequence[str], but: Collection[str]
) -> bool:
    """Whether a record behind one is of these matters, some actions left out."""
    of_matters = or_(*(table.c.action.startswith(f"{each}.") for each in matters))
    asked = select(table.c.sequence).where(
        table.c.sequence > sequence, of_matters, table.c.action.not_in(but)
    )
    return connection.execute(asked.limit(1)).first() is not None


def matching(
    connection: Connection,
    before: int | None,
    limit: int,
    subject: str = "",
    action: str = "",
    actor: str = "",
) -> tuple[AuditRecord, ...]:
    """At most `limit` records before one, the latest first; "" and None: any.

    action: the whole of it, or what it begins with up to a dot.
    """
    asked = select(table).order_by(table.c.sequence.desc()).limit(limit)
    if before is not None:
        asked = asked.where(table.c.sequence < before)
    if subject:
        asked = asked.where(table.c.subject == subject)
    if action:
        under = table.c.action.startswith(f"{action.rstrip('.')}.", autoescape=True)
        asked = asked.where(or_(table.c.action == action, under))
    if actor:
        asked = asked.where(table.c.actor == actor)
    return tuple(AuditRecord(*row) for row in connection.execute(asked))


def _as_written(connection: Connection) -> Iterator[AuditRecord]:
    """Every row, by sequence, also one that holds what only SQL could put there."""
    is_sqlite = connection.dialect.name == "sqlite"  # which keeps anything in any column
    columns = [func.hex(each) if is_sqlite else cast(each, Text) for each in table.c]
    asked = select(*columns).order_by(table.c.sequence)
    for row in connection.execute(asked, execution_options={"yield_per": BATCH}):
        number, at, *texts = (_unhexed(cell) for cell in row) if is_sqlite else row
        yield AuditRecord(_number(number), _moment(at), *texts)


def _unhexed(cell: str) -> str:
    return bytes.fromhex(cell).decode(errors="replace")


def _number(text: str) -> int:
    """A sequence; -1 where it is none."""
    try:
        return int(text)
    except ValueError:
        return -1


def _moment(text: str) -> datetime:
    """A time as the databases write it; the earliest one where it is none."""
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _row(record: AuditRecord) -> dict[str, Any]:
    return {name: getattr(record, name) for name in AuditRecord.__slots__}
