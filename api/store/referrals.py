"""Referrals in the store: proposals, and what became of them."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, insert, select, update
from sqlalchemy.engine import Row

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import referrals as table
from registry.registration.referral import Referral, ReferralState

_REFERRAL: Final = TypeAdapter(Referral)


@dataclass(frozen=True, slots=True)
class KeptReferral:
    """A referral as it is kept. entry: id of the credit entry that it rests on."""

    id: str
    entry: str
    referral: Referral


def add(connection: Connection, keys: Keys, kept: KeptReferral) -> None:
    """Put a new one in."""
    connection.execute(insert(table), [{"id": kept.id} | _row(keys, kept)])


def save(connection: Connection, keys: Keys, kept: KeptReferral) -> None:
    """Put one in place of what it was; its row must be locked in this transaction."""
    connection.execute(update(table).where(table.c.id == kept.id).values(**_row(keys, kept)))


def entry_of(connection: Connection, referral_id: str) -> str | None:
    """The credit entry that a referral rests on, without opening it."""
    return connection.execute(
        select(table.c.entry).where(table.c.id == referral_id)
    ).scalar_one_or_none()


def get(
    connection: Connection, keys: Keys, referral_id: str, lock: bool = False
) -> KeptReferral | None:
    """The referral of an id. lock: others who would change it wait for this transaction."""
    asked = select(table).where(table.c.id == referral_id)
    row = connection.execute(asked.with_for_update() if lock else asked).one_or_none()
    return _kept(keys, row) if row is not None else None


def of_entry(connection: Connection, keys: Keys, entry_id: str) -> tuple[KeptReferral, ...]:
    """Every referral that rests on a credit entry."""
    rows = connection.execute(select(table).where(table.c.entry == entry_id).order_by(table.c.id))
    return tuple(_kept(keys, row) for row in rows)


def ready(connection: Connection, day: date) -> list[str]:
    """Ids of the approved ones that are not past their last day."""
    return list(
        connection.execute(
            select(table.c.id)
            .where(table.c.state == ReferralState.APPROVED.value, table.c.expires_on >= day)
            .order_by(table.c.id)
        ).scalars()
    )


def waiting(
    connection: Connection, keys: Keys, day: date, limit: int = 1000
) -> tuple[KeptReferral, ...]:
    """The proposed and approved ones that are not past their last day, by that day."""
    open_ones = [ReferralState.PROPOSED.value, ReferralState.APPROVED.value]
    rows = connection.execute(
        select(table)
        .where(table.c.state.in_(open_ones), table.c.expires_on >= day)
        .order_by(table.c.expires_on, table.c.id)
        .limit(limit)
    )
    return tuple(_kept(keys, row) for row in rows)


def _row(keys: Keys, kept: KeptReferral) -> dict[str, object]:
    return {
        "entry": kept.entry,
        "state": kept.referral.state.value,
        "expires_on": kept.referral.expires_on,
        "sealed": seal(keys, _REFERRAL, kept.referral),
    }


def _kept(keys: Keys, row: Row[tuple[object, ...]]) -> KeptReferral:
    return KeptReferral(row.id, row.entry, unseal(keys, _REFERRAL, row.sealed))
