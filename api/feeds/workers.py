"""Worker rows (JSON lines) become workers: strictly typed, every name understood or refused."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Annotated, Any, Final

from pydantic import Field

from api.feeds import values
from api.feeds.datum import to_gcj02
from api.feeds.means import held_certificates, own_things
from api.feeds.strict import LONGEST_NAME, Id, Strict, Text, Texts, checked, unknown_key
from api.feeds.trades import trades_of
from api.feeds.windows import Span, Spans, windows_of
from api.feeds.wishes import WishesPart, wishes_of
from api.reference import Reference
from api.store.workers import WorkerRecord
from registry.errors import InvalidField, UnknownName, near_values
from registry.jobs.week import free_week_of, week_of
from registry.places import Place
from registry.workers.education import LEVELS, level_of
from registry.workers.identity import Identity, mask, read_identity
from registry.workers.worker import PayFloor, Seeking, Worker

IDENTITY_LIKE: Final = re.compile(r"\d{17}[\dXx]|\d{15}")
FIXED: Final = frozenset({"id", "id_no"})
PLACE: Final = "place"
PLACE_KEYS: Final = frozenset({"county", "town", "lat", "lon", "datum"})
CHINA: Final = (3.0, 54.0, 73.0, 136.0)  # lat from, to, lon from, to


class PayFloorPart(Strict):
    """The least she will take."""

    amount: Annotated[float, Field(gt=0)]
    unit: Text


class WorkerRow(Strict):
    """One worker as files bring her in; only id is required."""

    id: Annotated[Id, Field(min_length=1, max_length=LONGEST_NAME)]
    id_no: Text | None = None
    county: Text | None = None
    town: Text | None = None
    lat: Annotated[float, Field(ge=-90, le=90)] | None = None
    lon: Annotated[float, Field(ge=-180, le=180)] | None = None
    datum: Text | None = None
    text: Text | None = None
    skills: Texts = Field(default_factory=list)
    certificates: Texts = Field(default_factory=list)
    own_equipment: Texts = Field(default_factory=list)
    education: Text | None = None
    experience_years: Annotated[float, Field(ge=0, le=80)] | None = None
    free: list[Span] | None = None
    busy: Spans = Field(default_factory=list)
    pay_floor: PayFloorPart | None = None
    must: WishesPart = WishesPart()
    prefer: WishesPart = WishesPart()
    never: WishesPart = WishesPart()
    seeking: Text = Seeking.NONE.value


def read_worker(
    data: dict[str, Any],
    reference: Reference,
    as_of: date,
    person_of: Callable[[str], str] = lambda _number: "",
) -> WorkerRecord:
    """The worker of a row. InvalidField names the field, a code and a reason with near values.

    as_of: the day, which a birth date may not pass. person_of: the blind index of an identity
    number, which itself is not kept, and no reason repeats it.
    """
    row = checked(WorkerRow, data)
    if unknown := sorted(row.model_extra or ()):
        told = unknown_key("字段", unknown[0], WorkerRow.model_fields)
        raise InvalidField(unknown[0], "unknown_name", told)
    if IDENTITY_LIKE.fullmatch(row.id):
        raise InvalidField("id", "id_is_identity", "编号不能用身份证号：请另取编号，号码填 id_no。")
    values.check_id(row.id, "id")
    identity = read_identity(row.id_no, as_of) if row.id_no else None
    wishes = {
        level: wishes_of(getattr(row, level), level, reference)
        for level in ("must", "prefer", "never")
    }
    worker = Worker(
        id=row.id,
        born=identity.born if identity else None,
        place=_place(row, reference),
        text=row.text or "",
        skills=tuple(row.skills),
        occupations=trades_of(
            wishes["prefer"].occupations, tuple(row.skills), row.text or "", reference.occupations
        ),
        certificates=_with(
            _certificates(row, reference), held_certificates(row.text or "", reference.certificates)
        ),
        own_equipment=_with(tuple(row.own_equipment), own_things(row.text or "")),
        education=_education(row),
        experience_years=row.experience_years,
        free=free_week_of(windows_of(row.free, "free")) if row.free is not None else None,
        busy=week_of(windows_of(row.busy, "busy")),
        pay_floor=_pay_floor(row),
        seeking=_seeking(row),
        **wishes,
    )
    return _record(worker, identity, person_of)


def read_changes(
    before: Worker, data: Mapping[str, Any], reference: Reference, as_of: date
) -> Worker:
    """A worker with some facts in place of what she had; InvalidField as for a row.

    data: keys of a row, without id and id_no; null takes a fact away. A place is one fact.
    """
    if fixed := sorted(data.keys() & FIXED):
        raise InvalidField(fixed[0], "fixed", "编号和身份证号不能在这里改：请到窗口办理。")
    read = read_worker({"id": before.id, **data}, reference, as_of).worker
    fields = {PLACE if name in PLACE_KEYS else name for name in data}
    changed: dict[str, Any] = {name: getattr(read, name) for name in fields}
    after = replace(before, **changed)
    if "text" in fields:
        after = replace(
            after,
            certificates=_with(after.certificates, read.certificates),
            own_equipment=_with(after.own_equipment, read.own_equipment),
        )
    if not fields & {"text", "skills", "prefer"}:
        return after
    trades = trades_of(after.prefer.occupations, after.skills, after.text, reference.occupations)
    return replace(after, occupations=trades)


def _with(named: tuple[str, ...], said: tuple[str, ...]) -> tuple[str, ...]:
    """What she named, and what her own words say beside it."""
    return tuple(dict.fromkeys((*named, *said)))


def _record(
    worker: Worker, identity: Identity | None, person_of: Callable[[str], str]
) -> WorkerRecord:
    if identity is None:
        return WorkerRecord(worker)
    number = identity.number
    return WorkerRecord(worker, identity.sex, mask(number), person_of(number))


def _place(row: WorkerRow, reference: Reference) -> Place:
    """Where she lives; coordinates that lie outside China are not kept."""
    code, town = None, row.town
    if row.county:
        code = values.place_code(row.county, "county", reference.gazetteer)
    if town:
        found = reference.gazetteer.town(town, code)
        town = found.name if found else town
    lat, lon = row.lat, row.lon
    if lat is None or lon is None:
        return Place(code, town)
    with values.in_field("datum"):
        lat, lon = to_gcj02(lat, lon, row.datum or "")
    inside = CHINA[0] < lat < CHINA[1] and CHINA[2] < lon < CHINA[3]
    return Place(code, town, lat, lon) if inside else Place(code, town)


def _certificates(row: WorkerRow, reference: Reference) -> tuple[str, ...]:
    names = []
    for position, held in enumerate(row.certificates):
        with values.in_field(f"certificates.{position}"):
            names.append(reference.certificates.find(held).name)
    return tuple(dict.fromkeys(names))


def _education(row: WorkerRow) -> str | None:
    if not row.education:
        return None
    level = level_of(row.education)
    if level is None:
        near = near_values(row.education, LEVELS) or LEVELS
        raise InvalidField(
            "education", "unknown_name", str(UnknownName("文化程度", row.education, near))
        )
    return level


def _pay_floor(row: WorkerRow) -> PayFloor | None:
    if row.pay_floor is None:
        return None
    with values.in_field("pay_floor.unit"):
        return PayFloor(row.pay_floor.amount, values.pay_unit(row.pay_floor.unit))


def _seeking(row: WorkerRow) -> Seeking:
    with values.in_field("seeking"):
        return values.code_of(Seeking, {}, row.seeking, "求职意向")
