"""Registrations out to the provincial system: what began, changed or ended since a day."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from api.clock import SHANGHAI
from api.database import reading, writing
from api.exchange.cells import guarded
from api.exchange.codes import Codes
from api.exchange.columns import Column
from api.exchange.record import Exchanged
from api.exchange.written import written
from api.private_file import private_file
from api.services.exchange_clerk import Clerk
from api.store import audit, registrations
from registry.registration.application import State

TOLD: Final = (State.ACTIVE, State.EXITED, State.REVOKED)
SUBJECT: Final = "exchange"  # in the audit; the name of a file may name somebody


@dataclass(frozen=True, slots=True)
class Export:
    """What was written. sha256: of the file."""

    since: date
    rows: int
    sha256: str

    def to_json(self) -> dict[str, Any]:
        """The export as JSON."""
        return {"since": self.since.isoformat(), "rows": self.rows, "sha256": self.sha256}


def export_file(clerk: Clerk, since: date, path: Path) -> Export:
    """Write the file and note who did; the same state gives the same bytes.

    Identity numbers stand in it in the clear: only its owner may read it. It takes its place only
    once the audit has it.
    """
    begin = datetime.combine(since, time(), SHANGHAI)
    with reading(clerk.engine) as connection:
        rows = sorted(
            _cells(Exchanged(one, _day(signed_at)), clerk.codes)
            for one, signed_at in registrations.changed_since(connection, clerk.keys, TOLD, begin)
        )
    content = csv_file(rows)
    done = Export(since, len(rows), sha256(content).hexdigest())
    with private_file(path, content), writing(clerk.engine) as connection:
        detail = done.to_json() | {"role": clerk.actor.role.value}
        audit.append(
            connection,
            clerk.keys.audit,
            clerk.actor,
            "registry.export",
            SUBJECT,
            clerk.at,
            **detail,
        )
    return done


def csv_file(rows: Iterable[Iterable[str]]) -> bytes:
    """The header and the rows, as spreadsheets open them without asking."""
    text = io.StringIO(newline="")
    file = csv.writer(text)
    file.writerow(Column)
    file.writerows(rows)
    return text.getvalue().encode("utf-8-sig")


def _cells(one: Exchanged, codes: Codes) -> list[str]:
    row = written(one, codes)
    return [guarded(row[column]) for column in Column]


def _day(moment: datetime | None) -> date | None:
    return moment.astimezone(SHANGHAI).date() if moment else None
