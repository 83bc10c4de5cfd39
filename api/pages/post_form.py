"""The form of one posting: what was typed, what of it is to be mended, the row that it says."""

import re
from datetime import date, timedelta
from typing import Any, Final

from api.feeds.values import split_list
from api.feeds.written import own_row
from api.pages.firm import Faults, day_of
from api.pages.shift_series import SeriesTyped, chosen_days, clock_of, read_series, whole_number
from indexing.reading.spans import TEXT_LIMIT
from registry.jobs.hours import HoursKind
from registry.jobs.pay import SETTLEMENT_LABELS, PayUnit, figure
from registry.jobs.posting import Posting
from registry.jobs.week import DAY_NAMES, EVERY_DAY, clock

STANDS: Final = timedelta(30)  # a new posting, where nothing else is chosen
MOST_PEOPLE: Final = 100_000
FREE, FIXED, DATED, WORDS, KEEP = "free", "fixed", "dated", "words", "keep"
WHEN: Final = (
    (FIXED, "固定时间"),
    (FREE, "时间自由，自己定"),
    (DATED, "按日期一班一班招"),
    (WORDS, "写在说明里"),
)
UNITS: Final = (
    (PayUnit.HOUR, "小时"),
    (PayUnit.DAY, "天"),
    (PayUnit.SHIFT, "班"),
    (PayUnit.PIECE, "单、件"),
    (PayUnit.MONTH, "月"),
)
DAYS: Final = tuple((str(day), DAY_NAMES[day]) for day in EVERY_DAY)
SETTLES: Final = tuple(SETTLEMENT_LABELS.items())
# Where a fault of our own row, or what holds a posting back, is mended.
FIELD_OF: Final = {
    "pay.min": "pay_min", "pay.max": "pay_max", "pay.unit": "pay_unit",
    "pay.settlement": "settlement", "place.county": "county", "place.town": "town",
    "place.address": "address", "employer.name": "employer", "employer.uscc": "uscc",
    "occupation.label": "trade", "occupation.code": "trade", "hours.windows": "start",
    "requirements.certificates": "certificates", "requirements.own_equipment": "equipment",
    "requirements.education": "education",
    "pay_missing": "pay_min", "minimum_wage": "pay_min", "part_time_settlement": "settlement",
    "employer_missing": "employer", "place_missing": "county", "content_missing": "description",
    "validity_missing": "valid_until",
}  # fmt: skip
# Characters of what is written freely; the title's are the row's own.
LONGEST: Final = dict.fromkeys(
    ("trade", "employer", "uscc", "town", "address", "certificates", "equipment", "contact"), 200
) | {"welfare": 500, "description": TEXT_LIMIT}
AMOUNT: Final = "只写数字，如 25 或 180.5，单位在旁边选。"
_AMOUNT: Final = re.compile(r"\d{1,6}(?:\.\d{1,2})?")


class PostForm(SeriesTyped):
    """What was typed, as it was typed.

    number: the posting's own, made when the form was first shown, so that sent twice it is one.
    base: the posting that it begins with, whose facts that no field shows stay. is_copy: base is
    another one. do: which button was pressed.
    """

    number: str = ""
    base: str = ""
    is_copy: str = ""
    do: str = ""
    title: str = ""
    trade: str = ""
    description: str = ""
    employer: str = ""
    uscc: str = ""
    pay_min: str = ""
    pay_max: str = ""
    pay_unit: str = ""
    settlement: str = ""
    county: str = ""
    town: str = ""
    address: str = ""
    remote: str = ""
    when: str = FIXED
    start2: str = ""
    end2: str = ""
    headcount: str = ""
    certificates: str = ""
    equipment: str = ""
    education: str = ""
    meals: str = ""
    lodging: str = ""
    welfare: str = ""
    contact: str = ""
    valid_until: str = ""


FIELDS: Final = frozenset(PostForm.model_fields)


def new_form(number: str, employer: str, today: date) -> PostForm:
    """An empty form."""
    return PostForm(
        number=number, employer=employer, valid_until=(today + STANDS).isoformat(), settlement=""
    )


def form_of(posting: Posting) -> PostForm:
    """The form as it would have been typed for a posting, to be changed."""
    pay, needs = posting.pay, posting.requirements
    return PostForm(
        number=posting.source_id,
        base=posting.id,
        title=posting.title,
        trade=posting.occupation_label,
        description=posting.description,
        employer=posting.employer,
        uscc=posting.uscc or "",
        pay_min=figure(pay.minimum) if pay else "",
        pay_max=figure(pay.maximum) if pay and pay.maximum > pay.minimum else "",
        pay_unit=pay.unit if pay and pay.unit_stated else "",
        settlement=(pay and pay.settlement) or "",
        county=posting.place.code or "",
        town=posting.place.town or "",
        address=posting.place.address,
        remote="1" if posting.place.remote else "",
        headcount=str(posting.headcount or ""),
        certificates="、".join(needs.certificates),
        equipment="、".join(needs.own_equipment),
        education=needs.education or "",
        meals="1" if posting.meals else "",
        lodging="1" if posting.lodging else "",
        welfare="、".join(posting.welfare),
        contact=posting.contact,
        valid_until=posting.valid_until.isoformat() if posting.valid_until else "",
        **_hours_of(posting),
    )


def copied(form: PostForm, number: str, today: date) -> PostForm:
    """The form of another posting, as a new one's."""
    until = (today + STANDS).isoformat()
    return form.model_copy(update={"number": number, "is_copy": "1", "valid_until": until})


def form_faults(form: PostForm, today: date) -> Faults:
    """What cannot be read as it was typed; what is merely missing holds the posting back later."""
    is_paid = bool(form.pay_min.strip() or form.pay_max.strip())
    until = day_of(form.valid_until)
    read = (
        ("title", bool(form.title.strip()), "请写招什么，如：保洁员、送餐员。"),
        ("pay_min", _is_amount(form.pay_min), AMOUNT),
        ("pay_max", _is_amount(form.pay_max), AMOUNT),
        ("pay_unit", bool(form.pay_unit) or not is_paid, "请选工钱按什么算。"),
        ("headcount", _is_count(form.headcount), "招几个人：只写数字，如 5。"),
        (
            "valid_until",
            until is not None and until >= today,
            "请写招到哪一天为止，今天以后的日期，如 2026-12-31。",
        ),
    )
    long = [
        (name, f"最多 {longest} 字。")
        for name, longest in LONGEST.items()
        if len(getattr(form, name)) > longest
    ]
    return [*long, *((name, words) for name, met, words in read if not met), *_hours_faults(form)]


def _is_amount(text: str) -> bool:
    return not text.strip() or _AMOUNT.fullmatch(text.strip()) is not None


def _is_count(text: str) -> bool:
    return not text.strip() or whole_number(text, MOST_PEOPLE) is not None


def row_of(form: PostForm, firm: str, base: Posting | None) -> dict[str, Any]:
    """Our own row of the form. base: the posting that it began with."""
    row = own_row(base) if base else {}
    moved = base is not None and _place_typed(form) != _place_typed(form_of(base))
    renamed = base is not None and (form.title, form.trade) != (base.title, base.occupation_label)
    place = {} if moved else row.get("place", {})
    code = None if renamed else row.get("occupation", {}).get("code")
    needs = row.get("requirements", {}) | {
        "certificates": list(split_list(form.certificates)),
        "own_equipment": list(split_list(form.equipment)),
        "education": form.education or None,
    }
    row |= {
        "source": firm,
        "source_id": form.number,
        "title": form.title.strip(),
        "description": form.description.strip(),
        "employer": {"name": form.employer.strip(), "uscc": form.uscc.strip()},
        "occupation": {"code": code, "label": form.trade.strip()},
        "pay": _pay(form),
        "place": place | _place_row(form),
        "remote": bool(form.remote),
        "requirements": needs,
        "meals": True if form.meals else None,
        "lodging": True if form.lodging else None,
        "welfare": list(split_list(form.welfare)),
        "headcount": int(form.headcount) if form.headcount.strip() else None,
        "contact": form.contact.strip(),
        "valid_until": form.valid_until,
        "fees": 0.0,
    }
    if form.is_copy:
        row.pop("published_at", None)
        row.pop("source_url", None)
    if form.when != KEEP:
        row["hours"] = _hours_row(form)
    return row


def _hours_of(posting: Posting) -> dict[str, Any]:
    """Hours in the fields of the form where they fit in; else they are kept as they are."""
    hours = posting.hours
    if hours.kind is HoursKind.FLEXIBLE and not hours.windows:
        return {"when": FREE}
    if hours.quote or hours.kind is HoursKind.UNSTATED:
        return {"when": KEEP if hours.windows else WORDS}
    windows = hours.windows
    is_plain = hours.kind is HoursKind.FIXED and not hours.choice and 1 <= len(windows) <= 2
    if not is_plain or len({window.days for window in windows}) > 1:
        return {"when": KEEP}
    typed: dict[str, Any] = {"when": FIXED, "days": [str(day) for day in windows[0].days]}
    for mark, window in zip(("", "2"), windows, strict=False):
        typed |= {f"start{mark}": clock(window.start), f"end{mark}": clock(window.end % 1440)}
    return typed


def _hours_faults(form: PostForm) -> Faults:
    if form.when == DATED:
        return read_series(form)[1]
    if form.when != FIXED:
        return []
    faults: Faults = []
    if not chosen_days(form.days):
        faults.append(("days", "请勾上班的日子；说不准的，上面改选“写在说明里”。"))
    for mark in ("", "2"):
        start, end = (getattr(form, f"{name}{mark}").strip() for name in ("start", "end"))
        if mark and not start and not end:
            continue
        faults += [
            (f"{name}{mark}", f"请写{words}，如 08:00。")
            for name, typed, words in (("start", start, "几点上班"), ("end", end, "几点下班"))
            if clock_of(typed) is None
        ]
    return faults


def _hours_row(form: PostForm) -> dict[str, Any]:
    if form.when == FREE:
        return {"kind": HoursKind.FLEXIBLE.value}
    if form.when not in (FIXED, DATED):
        return {}
    days = list(chosen_days(form.days))
    if form.when == DATED:
        series, _ = read_series(form)
        days = sorted({day.isoweekday() for day in series.days}) if series else days
    marks = ("", "2") if form.when == FIXED and form.start2.strip() else ("",)
    windows = [
        {"days": days, "start": getattr(form, f"start{mark}"), "end": getattr(form, f"end{mark}")}
        for mark in marks
    ]
    return {"kind": HoursKind.FIXED.value, "windows": windows}


def _pay(form: PostForm) -> dict[str, Any]:
    low, high = form.pay_min.strip(), form.pay_max.strip()
    return {
        "min": float(low) if low else None,
        "max": float(high) if high else None,
        "unit": form.pay_unit or None,
        "settlement": form.settlement or None,
    }


def _place_typed(form: PostForm) -> tuple[str, ...]:
    return (form.county, form.town.strip(), form.address.strip())


def _place_row(form: PostForm) -> dict[str, str | None]:
    county, town, address = _place_typed(form)
    return {"county": county or None, "town": town or None, "address": address or None}
