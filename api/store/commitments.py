"""Signed promises in the store: one a registration, kept as it was signed."""

from sqlalchemy import Connection, insert, select

from api.store.tables import commitments as table
from registry.registration.commitment import Channel, Commitment


def put(connection: Connection, registration_id: str, commitment: Commitment) -> None:
    """Keep a promise; IntegrityError where one is there already."""
    connection.execute(
        insert(table),
        [
            {
                "registration": registration_id,
                "text_version": commitment.text_version,
                "text_hash": commitment.text_hash,
                "channel": commitment.channel.value,
                "signed_at": commitment.signed_at,
                "assisted_by": commitment.assisted_by,
                "scan_hash": commitment.scan_hash,
            }
        ],
    )


def get(connection: Connection, registration_id: str) -> Commitment | None:
    """The promise under a registration, the person's own act; None where it is not signed yet."""
    row = connection.execute(
        select(table).where(table.c.registration == registration_id)
    ).one_or_none()
    if row is None:
        return None
    return Commitment(
        row.text_version,
        row.text_hash,
        Channel(row.channel),
        row.signed_at,
        own_act=True,
        assisted_by=row.assisted_by,
        scan_hash=row.scan_hash,
    )


def is_scan_used(connection: Connection, scan_hash: str) -> bool:
    """Whether a scan stands under some registration already; no scan ("") never does."""
    asked = select(table.c.registration).where(table.c.scan_hash == scan_hash).limit(1)
    return scan_hash != "" and connection.execute(asked).one_or_none() is not None
