"""Our own posting row: nested JSON, strictly typed, each named value understood or refused."""

from collections.abc import Sequence
from typing import Any

from api.feeds import values
from api.feeds.datum import to_gcj02
from api.feeds.draft import Draft
from api.feeds.native_row import HoursPart, NativePosting, OccupationPart, PayPart, PlacePart
from api.feeds.strict import checked, unknown_keys
from api.feeds.windows import windows_of
from api.reference import Reference
from registry.errors import InvalidField
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay
from registry.jobs.week import Window, touches_night
from registry.places import Place

__all__ = ["NativePosting", "native_draft"]


def native_draft(data: dict[str, Any], reference: Reference) -> Draft:
    """The draft of a native row. InvalidField: a wrong type, or a name no table of ours holds."""
    row = checked(NativePosting, data)
    _check_plain(row)
    needs = row.requirements
    pay, low, high = _pay(row.pay)
    with values.in_field("pay.settlement"):
        settlement = values.settlement(row.pay.settlement) if row.pay.settlement else None
    return Draft(
        source=row.source,
        source_id=row.source_id,
        title=row.title,
        description="\n".join(text for text in (row.description, needs.text) if text),
        employer=row.employer.name or "",
        uscc=row.employer.uscc or "",
        occupation=_occupation(row.occupation, reference),
        occupation_label=row.occupation.label or "",
        pay=pay,
        pay_min=low,
        pay_max=high,
        pay_text=row.pay.text or "",
        settlement=settlement,
        place=_place(row.place, reference),
        hours=_hours(row.hours),
        hours_text=row.hours.text or "",
        certificates=tuple(needs.certificates),
        own_equipment=tuple(needs.own_equipment),
        degree=needs.education or "",
        experience_years=needs.experience_years,
        tags=_joined(row.tags, [row.employment] if row.employment else []),
        welfare=_joined(row.welfare, row.insurance),
        meals=row.meals,
        lodging=row.lodging,
        remote=row.remote,
        headcount=row.headcount,
        contact=row.contact or "",
        published_on=values.day(row.published_at, "published_at"),
        valid_until=values.day(row.valid_until, "valid_until"),
        source_name=row.source_name or "",
        source_url=row.source_url or "",
        flags=("unknown_field",) if unknown_keys(row) else (),
    )


def _check_plain(row: NativePosting) -> None:
    """InvalidField: a fee, or a removal where a posting is wanted."""
    if row.fees:
        raise InvalidField(
            "fees", "fee_not_zero", "不得向劳动者收费、收押金（劳动合同法 9）：应为 0。"
        )
    if row.removed:
        raise InvalidField("removed", "removed", "撤下岗位请用供数接口或 linggang ingest。")


def _joined(some: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    """Both, what stands in the first not again."""
    return (*some, *(each for each in more if each not in some))


def _occupation(part: OccupationPart, reference: Reference) -> str | None:
    if not part.code:
        return None
    with values.in_field("occupation.code"):
        return reference.occupations.find(part.code).code


def _pay(part: PayPart) -> tuple[Pay | None, float | None, float | None]:
    """The pay where its unit is stated, else its figures for the prose to explain."""
    with values.in_field("pay.unit"):
        unit = values.pay_unit(part.unit) if part.unit else None
    low = part.min if part.min is not None else part.max
    high = part.max if part.max is not None else part.min
    if low is None or high is None:
        return None, None, None
    check_pay(low, high)
    return (Pay(low, high, unit), None, None) if unit else (None, low, high)


def check_pay(low: float, high: float) -> None:
    """InvalidField unless 0 < low <= high."""
    if low <= 0:
        raise InvalidField("pay.min", "pay_not_positive", f"工资 {low:g} 不大于 0：请填实际工资。")
    if low > high:
        raise InvalidField(
            "pay.min", "pay_range", f"最低工资 {low:g} 高于最高工资 {high:g}：请核对是否填反。"
        )


def _place(part: PlacePart, reference: Reference) -> Place:
    county = None
    if part.county:
        county = values.place_code(part.county, "place.county", reference.gazetteer)
    lat, lon = part.lat, part.lon
    if lat is not None and lon is not None:
        with values.in_field("place.datum"):
            lat, lon = to_gcj02(lat, lon, part.datum or "")
    return Place(county, part.town, lat, lon, part.address or "")


def _hours(part: HoursPart) -> Hours | None:
    """The hours stated; None where nothing is, so that the prose is read."""
    windows = windows_of(part.windows, "hours.windows")
    with values.in_field("hours.kind"):
        kind = values.hours_kind(part.kind) if part.kind else None
    stated = part.hours_per_day or part.days_per_week or windows
    if not stated and kind in (None, HoursKind.UNSTATED):
        return None
    if kind is None:
        kind = HoursKind.FIXED if windows else HoursKind.UNSTATED
    a_day, a_week = part.hours_per_day, part.days_per_week
    if kind is HoursKind.FIXED and windows:
        a_day = a_day or _hours_a_day(windows)
        a_week = a_week or float(len(_days(windows)))
    night = (
        any(touches_night(window.start, window.minutes) for window in windows) if windows else None
    )
    return Hours(kind, windows, a_day, a_week, night)


def _days(windows: tuple[Window, ...]) -> set[int]:
    return {day for window in windows for day in window.days}


def _hours_a_day(windows: tuple[Window, ...]) -> float | None:
    minutes = sum(window.minutes * len(window.days) for window in windows)
    hours = minutes / 60 / len(_days(windows))
    return hours if hours <= 24 else None
