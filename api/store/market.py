"""Labour-market facts in the store: a night's written, the latest read, old ones deleted."""

import json
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select

from api.store.tables import market_facts as table
from matcher.guidance.market import Fact, Key, Market, Spread
from registry.jobs.posting import Profile

# A trend is told against the day nearest to this long ago, within so many days of it.
TREND_DAYS: Final = 30
TREND_SLACK: Final = 10


def put(connection: Connection, profile: Profile, day: date, market: Market) -> None:
    """Keep the facts of a day in the place of what was kept of it."""
    of_day = (table.c.profile == profile.value, table.c.day == day)
    connection.execute(delete(table).where(*of_day))
    rows = [
        {
            "day": day,
            "profile": profile.value,
            "trade": key.trade,
            "area": key.area,
            "offers": fact.offers,
            "workers": fact.workers or 0,
            "before": fact.before,
            "hour": json.dumps(fact.hour) if fact.hour else "",
            "month": json.dumps(fact.month) if fact.month else "",
        }
        for key, fact in market.facts.items()
    ]
    if rows:
        connection.execute(insert(table), rows)


def latest(connection: Connection, profile: Profile, day: date, oldest: date) -> date | None:
    """The last day of which facts are kept, not after `day` nor before `oldest`."""
    asked = select(func.max(table.c.day)).where(
        table.c.profile == profile.value, table.c.day <= day, table.c.day >= oldest
    )
    return connection.execute(asked).scalar_one_or_none()


def read(connection: Connection, profile: Profile, day: date) -> Market:
    """The facts kept of a day."""
    rows = connection.execute(
        select(table).where(table.c.profile == profile.value, table.c.day == day)
    )
    return Market(
        {
            Key(row.trade, row.area): Fact(
                row.offers, _spread(row.hour), _spread(row.month), row.workers, row.before
            )
            for row in rows
        }
    )


def offers_before(connection: Connection, profile: Profile, day: date) -> dict[Key, int]:
    """The offers of about TREND_DAYS ago, by key; none where no such day was kept."""
    then, slack = day - timedelta(days=TREND_DAYS), timedelta(days=TREND_SLACK)
    kept = (
        select(table.c.day)
        .distinct()
        .where(table.c.profile == profile.value, table.c.day.between(then - slack, then + slack))
    )
    days = connection.execute(kept).scalars()
    found = min(days, key=lambda one: (abs(one - then), one), default=None)
    if found is None:
        return {}
    asked = select(table.c.trade, table.c.area, table.c.offers).where(
        table.c.profile == profile.value, table.c.day == found
    )
    return {Key(row.trade, row.area): row.offers for row in connection.execute(asked)}


def forget_before(connection: Connection, day: date) -> int:
    """Delete what is older; returns how many rows."""
    return connection.execute(delete(table).where(table.c.day < day)).rowcount


def _spread(text: str) -> Spread | None:
    return Spread(*json.loads(text)) if text else None
