"""A posting as our own row again: for those who take our feed, its contact hidden; for its firm."""

from collections.abc import Callable
from typing import Any, Final, NamedTuple

from registry.jobs.hours import Hours, HoursKind
from registry.jobs.masking import masked_contact, masked_text
from registry.jobs.pay import Pay
from registry.jobs.posting import Posting, Requirements
from registry.jobs.week import clock
from registry.places import Place

DATUM: Final = "GCJ-02"


class _Shown(NamedTuple):
    """What is done with the texts and the contact of a posting."""

    text: Callable[[str], str]
    contact: Callable[[str], str]


def public_row(posting: Posting) -> dict[str, Any]:
    """The row, without what is not known; `id` names it for ever."""
    return {"id": posting.id} | _row(posting, _Shown(masked_text, masked_contact))


def own_row(posting: Posting) -> dict[str, Any]:
    """The row as its firm may send it again.

    Hours that were read from its words are left out, so that they are read again.
    """
    row = _row(posting, _Shown(str, str))
    if posting.hours.quote:
        row.pop("hours", None)
    return row


def _row(posting: Posting, shown: _Shown) -> dict[str, Any]:
    return {"source": posting.source, "source_id": posting.source_id} | stated(
        {
            "title": shown.text(posting.title),
            "description": shown.text(posting.description),
            "employer": stated({"name": shown.text(posting.employer), "uscc": posting.uscc}),
            "occupation": stated(
                {"code": posting.occupation, "label": shown.text(posting.occupation_label)}
            ),
            "pay": _pay(posting.pay),
            "place": _place(posting.place, shown),
            "hours": _hours(posting.hours),
            "requirements": _requirements(posting.requirements),
            "tags": [shown.text(tag) for tag in posting.tags],
            "welfare": [shown.text(each) for each in posting.welfare],
            "meals": posting.meals,
            "lodging": posting.lodging,
            "remote": posting.place.remote or None,
            "headcount": posting.headcount,
            "contact": shown.contact(posting.contact),
            "published_at": posting.published_on and posting.published_on.isoformat(),
            "valid_until": posting.valid_until and posting.valid_until.isoformat(),
            "source_name": posting.source_name,
            "source_url": posting.source_url,
        }
    )


def stated(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _pay(pay: Pay | None) -> dict[str, Any]:
    """A unit that was guessed is left to the reader's own guess."""
    if pay is None:
        return {}
    return stated(
        {
            "min": pay.minimum,
            "max": pay.maximum,
            "unit": pay.unit.value if pay.unit_stated else None,
            "settlement": pay.settlement and pay.settlement.value,
        }
    )


def _place(place: Place, shown: _Shown) -> dict[str, Any]:
    known = place.lat is not None
    return stated(
        {
            "county": place.code,
            "town": place.town,
            "address": shown.text(place.address),
            "lat": place.lat,
            "lon": place.lon,
            "datum": DATUM if known else None,
        }
    )


def _hours(hours: Hours) -> dict[str, Any]:
    return stated(
        {
            "kind": None if hours.kind is HoursKind.UNSTATED else hours.kind.value,
            "windows": [
                {"days": list(each.days), "start": clock(each.start), "end": clock(each.end)}
                for each in hours.windows
            ],
            "hours_per_day": hours.hours_per_day,
            "days_per_week": hours.days_per_week,
        }
    )


def _requirements(needs: Requirements) -> dict[str, Any]:
    return stated(
        {
            "certificates": list(needs.certificates),
            "own_equipment": list(needs.own_equipment),
            "education": needs.education,
            "experience_years": needs.experience_years,
        }
    )
