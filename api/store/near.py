"""Stored ids that look like one that does not exist, for the error that says so."""

from sqlalchemy import ColumnElement, Connection, select

from registry.errors import near_values

SAMPLE = 200


def near_ids(
    connection: Connection, column: ColumnElement[str], wanted: str, limit: int = 5
) -> tuple[str, ...]:
    """Up to `limit` values of `column` near `wanted`, best first, then any that begin alike.

    Looks at SAMPLE values that share its beginning, then a shorter one; however large the table.
    """
    found: dict[str, None] = {}
    for length in range(len(wanted), -1, -max(1, len(wanted) // 8)):
        statement = (
            select(column)
            .where(column.startswith(wanted[:length], autoescape=True))
            .order_by(column)
            .limit(SAMPLE)
        )
        found |= dict.fromkeys(connection.execute(statement).scalars())
        if len(found) >= SAMPLE:
            break
    return (near_values(wanted, found, limit) or tuple(found))[:limit]
