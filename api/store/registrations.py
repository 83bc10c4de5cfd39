"""Registrations in the store: sealed claims, versions, promises, evidence, notices."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Final, NamedTuple

from pydantic import TypeAdapter
from sqlalchemy import Connection, func, insert, or_, select, update
from sqlalchemy.engine import Row

from api.expected import etag_of
from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import commitments, notices, register_answers, registration_versions
from api.store.tables import registrations as table
from registry.registration.application import State
from registry.registration.claim import Claim
from registry.registration.decision import Decision
from registry.registration.ending_objection import EndingObjection
from registry.registration.exits import Exit
from registry.registration.record import Path, Registration
from registry.registration.register_answer import Answer, Source

_CLAIM: Final = TypeAdapter(Claim)
_DECISION: Final = TypeAdapter(Decision)
_EXIT: Final = TypeAdapter(Exit)
_OBJECTION: Final = TypeAdapter(EndingObjection)
_ANSWER: Final = TypeAdapter(Answer)


class Brief(NamedTuple):
    """What is known of a person's registrations without opening them."""

    id: str
    state: State
    place: str
    start_date: date
    ended_on: date | None
    content_hash: str


class Notice(NamedTuple):
    """One thing told to a person."""

    at: datetime
    text: str


def content_hash(claim: Claim) -> str:
    """SHA-256 of a claim: the same content has the same hash."""
    return sha256(_CLAIM.dump_json(claim)).hexdigest()


def add(connection: Connection, keys: Keys, registration: Registration, at: datetime) -> None:
    """Put a new one in; IntegrityError where the person has another in progress, or active."""
    add_many(connection, keys, [registration], at)


def add_many(connection: Connection, keys: Keys, new: Iterable[Registration], at: datetime) -> None:
    """Put several new ones in."""
    rows = [_row(keys, each) | {"created_at": at, "updated_at": at} for each in new]
    connection.execute(insert(table), rows)


def save(
    connection: Connection, keys: Keys, before: Registration, after: Registration, at: datetime
) -> None:
    """Put one in place of what it was; of an earlier version the claim is kept.

    The row must be locked (`get(..., lock=True)`) in this transaction.
    """
    if after.version != before.version:
        connection.execute(
            insert(registration_versions),
            [
                {
                    "registration": before.id,
                    "version": before.version,
                    "sealed": seal(keys, _CLAIM, before.claim, before.id),
                    "until": at,
                }
            ],
        )
    connection.execute(
        update(table).where(table.c.id == after.id), _row(keys, after) | {"updated_at": at}
    )


def get(
    connection: Connection, keys: Keys, registration_id: str, lock: bool = False
) -> Registration | None:
    """The registration of an id. lock: others who would change it wait for this transaction."""
    asked = select(table).where(table.c.id == registration_id)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return _registration(keys, row) if row is not None else None


def tag(connection: Connection, registration_id: str) -> str:
    """The ETag of a registration: another one after each change and each thing told."""
    changed = select(table.c.version, table.c.updated_at).where(table.c.id == registration_id)
    said = select(func.count()).where(notices.c.registration == registration_id)
    row = connection.execute(changed).one()
    return etag_of(registration_id, *row, connection.execute(said).scalar_one())


def get_many(connection: Connection, keys: Keys, ids: Sequence[str]) -> tuple[Registration, ...]:
    """The registrations of some ids, by id; those that are gone are left out."""
    rows = connection.execute(select(table).where(table.c.id.in_(ids)).order_by(table.c.id))
    return tuple(_registration(keys, row) for row in rows)


def of_person(connection: Connection, person: str) -> tuple[Brief, ...]:
    """Every registration of a person by her blind index, oldest first."""
    rows = connection.execute(
        select(
            table.c.id,
            table.c.state,
            table.c.place,
            table.c.start_date,
            table.c.ended_on,
            table.c.content_hash,
        )
        .where(table.c.person == person)
        .order_by(table.c.created_at, table.c.id)
    )
    return tuple(
        Brief(row.id, State(row.state), row.place, row.start_date, row.ended_on, row.content_hash)
        for row in rows
    )


def endings(
    connection: Connection, keys: Keys, people: Collection[str]
) -> dict[str, tuple[Exit | None, ...]]:
    """How the registrations of some people ended that were in force, by blind index.

    None: it is in force.
    """
    rows = connection.execute(
        select(table.c.person, table.c.exit).where(
            table.c.person.in_(people),
            or_(table.c.state == State.ACTIVE.value, table.c.exit != ""),
        )
    )
    found: dict[str, tuple[Exit | None, ...]] = {}
    for row in rows:
        ended = unseal(keys, _EXIT, row.exit) if row.exit else None
        found[row.person] = (*found.get(row.person, ()), ended)
    return found


def ids_in(connection: Connection, states: Sequence[State], batch: int = 1000) -> Iterator[str]:
    """Ids of the registrations in some states, by id, `batch` of them in memory at a time."""
    last = ""
    while True:
        found = connection.execute(
            select(table.c.id)
            .where(table.c.state.in_([state.value for state in states]), table.c.id > last)
            .order_by(table.c.id)
            .limit(batch)
        ).scalars()
        ids = list(found)
        yield from ids
        if len(ids) < batch:
            return
        last = ids[-1]


def changed_since(
    connection: Connection, keys: Keys, states: Sequence[State], since: datetime
) -> Iterator[tuple[Registration, datetime | None]]:
    """The registrations in some states that changed at or after a time, and when each was signed.

    In no order; None: no promise is kept.
    """
    rows = connection.execute(
        select(table, commitments.c.signed_at)
        .outerjoin(commitments, commitments.c.registration == table.c.id)
        .where(table.c.state.in_([state.value for state in states]), table.c.updated_at >= since)
    )
    for row in rows:
        yield _registration(keys, row), row.signed_at


def versions(connection: Connection, keys: Keys, registration_id: str) -> list[Claim]:
    """The claims of all earlier versions, oldest first."""
    rows = connection.execute(
        select(registration_versions.c.sealed)
        .where(registration_versions.c.registration == registration_id)
        .order_by(registration_versions.c.version)
    ).scalars()
    return [unseal(keys, _CLAIM, sealed, registration_id) for sealed in rows]


# ---------------------------------------------------------------- evidence and notices


def keep_answers(
    connection: Connection, keys: Keys, registration_id: str, answers: Sequence[Answer]
) -> None:
    """Keep what the registers answered as the next round."""
    latest = connection.execute(
        select(func.max(register_answers.c.round)).where(
            register_answers.c.registration == registration_id
        )
    ).scalar_one()
    if answers:
        connection.execute(
            insert(register_answers),
            [
                {
                    "registration": registration_id,
                    "round": (latest or 0) + 1,
                    "source": answer.source.value,
                    "status": answer.status.value,
                    "asked_at": answer.asked_at,
                    "sealed": seal(keys, _ANSWER, answer),
                }
                for answer in answers
            ],
        )


def rounds(connection: Connection, keys: Keys, registration_id: str) -> list[list[Answer]]:
    """What the registers answered, round by round; within one in the order of Source."""
    rows = connection.execute(
        select(register_answers)
        .where(register_answers.c.registration == registration_id)
        .order_by(register_answers.c.round)
    )
    found: dict[int, list[Answer]] = {}
    for row in rows:
        found.setdefault(row.round, []).append(unseal(keys, _ANSWER, row.sealed))
    order = list(Source)
    return [sorted(each, key=lambda one: order.index(one.source)) for each in found.values()]


def tell(connection: Connection, keys: Keys, registration_id: str, text: str, at: datetime) -> None:
    """Tell the person something."""
    number = connection.execute(
        select(func.count()).where(notices.c.registration == registration_id)
    ).scalar_one()
    connection.execute(
        insert(notices),
        [
            {
                "registration": registration_id,
                "number": number + 1,
                "at": at,
                "sealed": keys.sealed(text),
            }
        ],
    )


def told(connection: Connection, keys: Keys, registration_id: str) -> tuple[Notice, ...]:
    """What the person was told, oldest first."""
    rows = connection.execute(
        select(notices.c.at, notices.c.sealed)
        .where(notices.c.registration == registration_id)
        .order_by(notices.c.number)
    )
    return tuple(Notice(row.at, keys.opened(row.sealed)) for row in rows)


# ---------------------------------------------------------------- rows


def _row(keys: Keys, one: Registration) -> dict[str, object]:
    return {
        "id": one.id,
        "person": keys.person(one.claim.identity.number),
        "state": one.state.value,
        "version": one.version,
        "place": one.claim.place,
        "category": one.claim.category.value,
        "start_date": one.claim.start_date,
        "registered_on": one.registered_on,
        "ended_on": one.ended_on,
        "submitted_at": one.submitted_at,
        "path": one.path.value,
        "decided_by": one.decided_by,
        "decided_on": one.decided_on,
        "content_hash": content_hash(one.claim),
        "sealed": seal(keys, _CLAIM, one.claim, one.id),
        "decision": seal(keys, _DECISION, one.decision) if one.decision else "",
        "exit": seal(keys, _EXIT, one.exit) if one.exit else "",
        "objection": seal(keys, _OBJECTION, one.objection) if one.objection else "",
        "objected_at": one.objection.made_at if one.objection and one.objection.is_open else None,
    }


def _registration(keys: Keys, row: Row[tuple[object, ...]]) -> Registration:
    return Registration(
        id=row.id,
        claim=unseal(keys, _CLAIM, row.sealed, row.id),
        state=State(row.state),
        path=Path(row.path),
        version=row.version,
        registered_on=row.registered_on,
        ended_on=row.ended_on,
        submitted_at=row.submitted_at,
        decided_by=row.decided_by,
        decided_on=row.decided_on,
        decision=unseal(keys, _DECISION, row.decision) if row.decision else None,
        exit=unseal(keys, _EXIT, row.exit) if row.exit else None,
        objection=unseal(keys, _OBJECTION, row.objection) if row.objection else None,
    )
