"""The audit chain: each record carries the hash of the one before, so that none can be changed.

A record's hash is HMAC-SHA-256, with the installation's key, over its number, its content and the
hash before it. Whoever alters, removes, inserts or reorders a record breaks the chain at that
place, and nobody can mend it without the key. What was cut off at the end is found by the head,
which is kept apart.
"""

import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

FIRST: Final = "0" * 64  # stands before the first record


@dataclass(frozen=True, slots=True)
class AuditRecord:
    """One thing done. sequence: 1, 2, 3 … without a gap. actor, office: who, and where.

    action: dotted, e.g. `registration.approve`. subject: what it was done to. detail: JSON text.
    """

    sequence: int
    at: datetime
    actor: str
    office: str
    action: str
    subject: str
    detail: str
    before: str
    hash: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where the chain does not hold. sequence: of the record at fault; reason in Chinese."""

    sequence: int
    reason: str


def sealed(
    sequence: int,
    at: datetime,
    actor: str,
    office: str,
    action: str,
    subject: str,
    detail: str,
    before: str,
    key: bytes,
) -> AuditRecord:
    """A record with its hash. before: the hash of the record before it, FIRST for the first."""
    record = AuditRecord(sequence, at, actor, office, action, subject, detail, before, hash="")
    return replace(record, hash=_hash(key, record))


def breaks(
    records: Iterable[AuditRecord],
    head: tuple[int, str],
    key: bytes,
    start: tuple[int, str] = (0, FIRST),
) -> Iterator[Break]:
    """Every place where the chain does not hold, in order; nothing if it is whole.

    records: by sequence, all of them that come after `start`. head: sequence and hash of the last
    one, as kept apart. start: sequence and hash of one up to which it is known to be whole.
    """
    number, before = start
    for record in records:
        if record.sequence > number + 1:
            yield Break(number + 1, f"缺少第 {number + 1} 至 {record.sequence - 1} 条记录")
        if record.sequence <= number:
            yield Break(record.sequence, f"第 {record.sequence} 条排在第 {number} 条之后")
        if record.before != before:
            yield Break(record.sequence, "与上一条记录的校验值不衔接")
        if record.hash != _hash(key, record):
            yield Break(record.sequence, "内容与校验值不符，记录被改动过")
        number, before = record.sequence, record.hash
    if number != head[0]:
        yield Break(head[0], f"末尾应是第 {head[0]} 条记录，现在是第 {number} 条")
    elif before != head[1]:
        yield Break(head[0], "最后一条记录与另存的校验值不符")


def _hash(key: bytes, record: AuditRecord) -> str:
    """Of everything in a record but its own hash."""
    moment = record.at.astimezone(UTC).isoformat(timespec="microseconds")
    parts = [
        record.sequence,
        moment,
        record.actor,
        record.office,
        record.action,
        record.subject,
        record.detail,
        record.before,
    ]
    return hmac.new(key, json.dumps(parts, ensure_ascii=False).encode(), "sha256").hexdigest()
