"""What happened to postings, and what the bureau holds back of them whatever their sources send."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection, and_, delete, func, insert, literal, or_, select, tuple_

from api.expected import etag_of
from api.store.employer_standing import held_firms
from api.store.tables import posting_events, posting_holds, postings
from registry.actor import Role
from registry.jobs.employer import is_same_firm, name_key
from registry.jobs.lifecycle import STANDING, Move, PostingEvent
from registry.jobs.posting import Posting, PostingState, Profile

PUBLIC: Final = Profile.PUBLIC.value


class Told(NamedTuple):
    """One step of a posting, to be kept. reason: of an officer or a firm, "" for none."""

    posting: str
    move: Move
    reason: str = ""


class PostingRow(NamedTuple):
    """What stands beside a posting's document."""

    id: str
    title: str
    state: str
    employer_id: int | None
    valid_until: date | None
    first_seen: datetime
    last_seen: date
    closed_reason: str | None


class Place(NamedTuple):
    """A place among postings by when they were first seen."""

    first_seen: datetime
    id: str


class History(NamedTuple):
    """One step of a posting as it was kept."""

    at: datetime
    event: str
    state: str
    actor: str
    role: str
    reason: str


class Hold(NamedTuple):
    """Why the bureau holds a posting back, and since when."""

    code: str
    reason: str
    at: datetime


class Outdated(NamedTuple):
    """A posting that stands, with what decides whether it is current."""

    id: str
    valid_until: date | None
    last_seen: date


def tell(connection: Connection, told: Sequence[Told], at: datetime) -> None:
    """Keep steps in the histories of their postings."""
    if told:
        connection.execute(insert(posting_events), [_event(each, at) for each in told])


def history(connection: Connection, posting_id: str) -> tuple[History, ...]:
    """Every step of a posting, oldest first."""
    columns = [posting_events.c[name] for name in History._fields]
    rows = connection.execute(
        select(*columns).where(posting_events.c.posting == posting_id).order_by(posting_events.c.id)
    )
    return tuple(History(*row) for row in rows)


def last_lifted(connection: Connection, posting_id: str) -> datetime | None:
    """When an officer last lifted what held a posting back; None: never."""
    moment: datetime | None = connection.execute(
        select(func.max(posting_events.c.at)).where(
            posting_events.c.posting == posting_id,
            posting_events.c.event == PostingEvent.LIFT.value,
            posting_events.c.role == Role.OFFICER.value,
        )
    ).scalar_one()
    return moment


def row(connection: Connection, posting_id: str) -> PostingRow | None:
    """What stands beside the document of a posting; None if there is none such."""
    columns = [postings.c[name] for name in PostingRow._fields]
    found = connection.execute(select(*columns).where(postings.c.id == posting_id)).one_or_none()
    return PostingRow(*found) if found is not None else None


def tag(connection: Connection, posting_id: str) -> str:
    """The ETag of a posting: another one after each change, step and hold of it."""
    names = ("document", "state", "closed_reason", "last_seen")
    kept = select(*(postings.c[name] for name in names)).where(postings.c.id == posting_id)
    steps = select(func.count()).where(posting_events.c.posting == posting_id)
    number = connection.execute(steps).scalar_one()
    return etag_of(
        posting_id, *connection.execute(kept).one(), number, *holds(connection, posting_id)
    )


def rows(
    connection: Connection, state: PostingState | None, source: str, limit: int
) -> tuple[PostingRow, ...]:
    """Public postings by id, at most `limit`. state None: any; source "": of any."""
    columns = [postings.c[name] for name in PostingRow._fields]
    asked = select(*columns).where(postings.c.profile == PUBLIC).order_by(postings.c.id)
    if state is not None:
        asked = asked.where(postings.c.state == state.value)
    if source:
        asked = asked.where(postings.c.source == source)
    return tuple(PostingRow(*each) for each in connection.execute(asked.limit(limit)))


def listed(
    connection: Connection,
    limit: int,
    state: PostingState | None = None,
    county: str = "",
    held_by: Collection[str] = (),
    after: Place | None = None,
) -> tuple[PostingRow, ...]:
    """Public postings behind a place, what was seen first in front, at most `limit`.

    state None: any; county "": any; held_by: only those that the bureau holds by one of the codes.
    """
    columns = [postings.c[name] for name in PostingRow._fields]
    order = (postings.c.first_seen, postings.c.id)
    asked = select(*columns).where(postings.c.profile == PUBLIC).order_by(*order).limit(limit)
    if state is not None:
        asked = asked.where(postings.c.state == state.value)
    if county:
        asked = asked.where(postings.c.place == county)
    if held_by:
        mine = select(posting_holds.c.posting).where(posting_holds.c.code.in_(held_by))
        asked = asked.where(postings.c.id.in_(mine))
    if after is not None:
        bound = (literal(to, each.type) for each, to in zip(order, after, strict=True))
        asked = asked.where(tuple_(*order) > tuple_(*bound))
    return tuple(PostingRow(*each) for each in connection.execute(asked))


def standing_of(connection: Connection, employers: Collection[int]) -> tuple[str, ...]:
    """Ids of the postings of some employers that are published or held, in order."""
    found = connection.execute(
        select(postings.c.id)
        .where(
            postings.c.employer_id.in_(employers),
            postings.c.profile == PUBLIC,
            postings.c.state.in_([each.value for each in STANDING]),
        )
        .order_by(postings.c.id)
    ).scalars()
    return tuple(found)


def maybe_outdated(
    connection: Connection, today: date, unseen_since: date | None, limit: int
) -> tuple[Outdated, ...]:
    """Public postings past their last day, or without one and not seen since a day, by id."""
    past = postings.c.valid_until < today
    unseen = and_(postings.c.valid_until.is_(None), postings.c.last_seen < unseen_since)
    found = connection.execute(
        select(postings.c.id, postings.c.valid_until, postings.c.last_seen)
        .where(
            postings.c.profile == PUBLIC,
            postings.c.state.in_([each.value for each in STANDING]),
            past if unseen_since is None else or_(past, unseen),
        )
        .order_by(postings.c.id)
        .limit(limit)
    )
    return tuple(Outdated(*each) for each in found)


# ---------------------------------------------------------------- holds


def hold(connection: Connection, posting_id: str, code: str, reason: str, at: datetime) -> None:
    """Hold a posting back; a code that holds it already gets the new reason."""
    unhold(connection, posting_id, [code])
    values = {"posting": posting_id, "code": code, "reason": reason, "at": at}
    connection.execute(insert(posting_holds), [values])


def unhold(connection: Connection, posting_id: str, codes: Iterable[str]) -> int:
    """Lift holds of one posting; how many there were."""
    done = connection.execute(
        delete(posting_holds).where(
            posting_holds.c.posting == posting_id, posting_holds.c.code.in_(list(codes))
        )
    )
    return done.rowcount


def holds(connection: Connection, posting_id: str) -> tuple[Hold, ...]:
    """What the bureau holds one posting back for, by code."""
    found = connection.execute(
        select(posting_holds.c.code, posting_holds.c.reason, posting_holds.c.at)
        .where(posting_holds.c.posting == posting_id)
        .order_by(posting_holds.c.code)
    )
    return tuple(Hold(*each) for each in found)


def office_holds(connection: Connection, batch: Sequence[Posting]) -> dict[str, tuple[str, ...]]:
    """Codes that hold postings back by the bureau's act: of each itself, or of its employer."""
    found: dict[str, list[str]] = {}
    ids = [posting.id for posting in batch]
    asked = select(posting_holds.c.posting, posting_holds.c.code)
    mine = asked.where(posting_holds.c.posting.in_(ids)).order_by(posting_holds.c.code)
    for posting_id, code in connection.execute(mine):
        found.setdefault(posting_id, []).append(code)
    firms = {(name_key(one.employer), one.uscc or "") for one in batch if one.employer}
    held = held_firms(connection, firms)
    for posting in batch if held else ():
        firm = (name_key(posting.employer), posting.uscc or "")
        for each in held:
            if posting.profile is Profile.PUBLIC and is_same_firm(firm, each.firm):
                found.setdefault(posting.id, []).extend(each.codes)
    return {name: tuple(dict.fromkeys(codes)) for name, codes in found.items()}


def _event(told: Told, at: datetime) -> dict[str, object]:
    move = told.move
    return {
        "posting": told.posting,
        "at": at,
        "event": move.event.value,
        "state": move.state.value,
        "actor": move.actor.id,
        "role": move.actor.role.value,
        "reason": told.reason,
    }
