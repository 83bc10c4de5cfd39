"""The only clock: today and now, in China Standard Time."""

from datetime import date, datetime, timedelta, timezone
from typing import Final

from api.settings import Settings

# China keeps one offset all year, so no time-zone database is needed (slim images have none).
SHANGHAI: Final = timezone(timedelta(hours=8), "Asia/Shanghai")


def moment() -> datetime:
    """The time, whatever day the settings fix: sessions, codes and lock-outs last minutes."""
    return datetime.now(SHANGHAI)


def now(settings: Settings) -> datetime:
    """The time, with its offset; on the fixed day of the settings where they name one."""
    if settings.as_of is None:
        return moment()
    return datetime.combine(settings.as_of, moment().timetz())


def today(settings: Settings) -> date:
    """The day in China, or the fixed day of the settings."""
    return now(settings).date()
