"""Collected postings of job boards (flat JSON): old, often incomplete, for evaluation only."""

from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from api.feeds import values
from api.feeds.draft import Draft
from api.feeds.strict import LONGEST_NAME, Id, Strict, Text, checked
from registry.errors import InvalidField
from registry.places import Place


class ArchivePosting(Strict):
    """One collected posting. area, address: prose; pay figures without a unit; times as text."""

    id: Annotated[Id, Field(min_length=1, max_length=LONGEST_NAME)]
    title: Annotated[Text, Field(min_length=1)]
    platform: Text | None = None
    company: Text | None = None
    area: Text | None = None
    address: Text | None = None
    lng: float | None = None
    lat: float | None = None
    description: Text | None = None
    degree: Text | None = None
    experience_raw: Text | None = None
    skills: Text | None = None
    welfare: Text | None = None
    pay_min: float | None = None
    pay_max: float | None = None
    first_published: Text | None = None
    first_seen: Text | None = None


# A row has this shape if it has all of these keys.
KEYS: Final = frozenset({"id", "title", "platform"})
# Keys whose values are numbers.
NUMBERS: Final = frozenset({"lng", "lat", "pay_min", "pay_max"})
# Columns that collectors wrote when a clock was not set.
NO_DATE: Final = "1970"


def archive_draft(data: dict[str, Any]) -> Draft:
    """The draft of a collected row. What is impossible is flagged and dropped, not refused.

    InvalidField: no id or title, or a wrong type.
    """
    row = checked(ArchivePosting, data)
    low = row.pay_min if row.pay_min is not None else row.pay_max
    high = row.pay_max if row.pay_max is not None else row.pay_min
    flags = []
    if low is not None and high is not None and not 0 < low <= high:
        flags.append("pay_invalid")
        low = high = None
    seen = _day(row.first_seen) or _day(row.first_published)
    if seen is None:
        flags.append("date_missing")
    return Draft(
        source=row.platform or "",
        source_id=row.id,
        title=row.title[:LONGEST_NAME],
        description=row.description or "",
        employer=row.company or "",
        area=row.area or "",
        place=Place(None, None, row.lat, row.lng, row.address or ""),
        pay_min=low,
        pay_max=high,
        degree=row.degree or "",
        experience=row.experience_raw or "",
        tags=values.split_list(row.skills or ""),
        welfare=values.split_list(row.welfare or ""),
        published_on=seen,
        flags=tuple(flags),
    )


def _day(text: str | None) -> date | None:
    """The day of a time as text; None if it says none, or the clock's zero."""
    if not text or text.startswith(NO_DATE):
        return None
    try:
        return values.day(text, "first_seen")
    except InvalidField:
        return None
