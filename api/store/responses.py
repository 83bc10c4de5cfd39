"""How long each firm lets applicants wait: written each night, followed by what ranks."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from api.store.tables import counters
from api.store.tables import firm_responses as table
from registry.placement.response_time import Response

COUNTER: Final = "responses"


def replace_all(connection: Connection, found: Mapping[str, Response], as_of: date) -> None:
    """Put these in place of all that were; who follows is told by `version`."""
    if found == read_all(connection):
        return
    connection.execute(delete(table))
    if found:
        connection.execute(
            insert(table),
            [
                {"firm": firm, "hours": one.hours, "cases": one.cases, "as_of": as_of}
                for firm, one in sorted(found.items())
            ],
        )
    connection.execute(
        update(counters).where(counters.c.name == COUNTER).values(value=counters.c.value + 1)
    )


def read_all(connection: Connection) -> dict[str, Response]:
    """Every firm's usual wait that is known."""
    rows = connection.execute(select(table.c.firm, table.c.hours, table.c.cases))
    return {row.firm: Response(row.hours, row.cases) for row in rows}


def version(connection: Connection) -> int:
    """Rises with every change of what is known; 0 before the first."""
    value: int = connection.execute(
        select(counters.c.value).where(counters.c.name == COUNTER)
    ).scalar_one()
    return value
