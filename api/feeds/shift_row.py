"""A shift as firms send it, strictly typed, made the core's offer."""

from datetime import UTC, datetime
from typing import Annotated, Final

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from api.feeds import values
from api.feeds.native import check_pay
from api.feeds.strict import LONGEST_NAME, Text
from api.reference import Reference
from registry.errors import InvalidField
from registry.jobs.pay import Pay
from registry.jobs.posting import Posting
from registry.placement.shift import Offer
from registry.places import Place

FIRST: Final = datetime(2000, 1, 1, tzinfo=UTC)
LAST: Final = datetime(2099, 12, 31, tzinfo=UTC)
# JSON has no times of its own: they come as text, with their offset.
Time = Annotated[AwareDatetime, Field(strict=False, ge=FIRST, le=LAST)]
Name = Annotated[Text, Field(max_length=LONGEST_NAME)]


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")


class ShiftPay(_Row):
    """CNY a unit, as in a posting."""

    min: float
    max: float | None = None
    unit: Name
    settlement: Name | None = None


class ShiftPlace(_Row):
    """Where, if not where the posting says. county: name or code."""

    county: Name
    town: Name = ""
    address: Name = ""


class ShiftRow(_Row):
    """One shift. answer_by: without it an hour before the start. ref: the firm's own mark."""

    starts: Time
    ends: Time
    openings: int
    answer_by: Time | None = None
    pay: ShiftPay | None = None
    place: ShiftPlace | None = None
    ref: Name = ""


def read_shift(row: ShiftRow, number: int, posting: Posting, reference: Reference) -> Offer:
    """The offer of a row; InvalidField names row and field at fault, as `shifts.0.pay.unit`."""
    try:
        return Offer(
            starts=row.starts,
            ends=row.ends,
            openings=row.openings,
            ref=row.ref,
            place=_place(row.place, reference) if row.place else posting.place,
            pay=_pay(row.pay) if row.pay else None,
            answer_by=row.answer_by,
        )
    except InvalidField as fault:
        raise InvalidField(f"shifts.{number}.{fault.field}", fault.code, fault.reason) from fault


def _pay(part: ShiftPay) -> Pay:
    high = part.max if part.max is not None else part.min
    check_pay(part.min, high)
    with values.in_field("pay.unit"):
        unit = values.pay_unit(part.unit)
    with values.in_field("pay.settlement"):
        settlement = values.settlement(part.settlement) if part.settlement else None
    return Pay(part.min, high, unit, settlement)


def _place(part: ShiftPlace, reference: Reference) -> Place:
    code = values.place_code(part.county, "place.county", reference.gazetteer)
    return Place(code, part.town or None, address=part.address)
