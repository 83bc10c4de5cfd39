"""The bureau's own urban minimum living standard, entered with day and source (R4.6)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

import yaml

from api.clock import now, today
from api.database import make_folder, writing
from api.policy_number import load_parameter
from api.private_file import private_file
from api.runtime import Runtime
from api.services.home_counties import home_counties
from api.services.statistics_desk import SUBJECT
from api.services.statistics_month import STANDARD
from api.store import audit
from registry.actor import Actor
from registry.errors import InvalidField, UnknownName
from registry.parameters import DatedValue, Parameter

EARLIEST: Final = date(2021, 7, 16)  # 63号 is in force from then on


def enter_standard(
    here: Runtime, county: str, start: date, value: float, source: str, actor: Actor
) -> DatedValue:
    """Write it into the bureau's policy file; the value before it holds until the day before.

    It answers from now on, here and in every later run. InvalidField where day or figure cannot be.
    """
    counties, _ = home_counties(here.reference)
    if county not in counties:
        raise UnknownName("县区", county)
    if not EARLIEST <= start <= today(here.settings):
        raise InvalidField("start", "start", f"起日应在 {EARLIEST} 到今天之间。")
    if value <= 0:
        raise InvalidField("value", "value", "标准应大于零，单位是元/人/月。")
    path = here.settings.own_policy / f"{STANDARD}.yaml"
    own = load_parameter(path).values if path.is_file() else ()
    new = DatedValue(county, start, None, value, source, author=actor.id)
    values = _with(tuple(own), new)
    shipped = here.policy.number(STANDARD)
    content = _yaml(replace(shipped, values=values, last_checked=today(here.settings)), actor)
    make_folder(path.parent)
    with writing(here.engine) as connection, private_file(path, content.encode()):
        audit.append(
            connection,
            here.keys.audit,
            actor,
            "statistics.standard",
            SUBJECT,
            now(here.settings),
            area=county,
            start=start.isoformat(),
            value=value,
            source=source,
        )
    return new


def _with(own: tuple[DatedValue, ...], new: DatedValue) -> tuple[DatedValue, ...]:
    """With a value that begins on a day: the one before ends the day before, later ones stay."""
    others = [each for each in own if (each.area, each.start) != (new.area, new.start)]
    same = [each for each in others if each.area == new.area]
    later = min((each.start for each in same if each.start > new.start), default=None)
    ended = [
        replace(each, end=new.start - timedelta(1))
        if each in same and each.start < new.start and (each.end is None or each.end >= new.start)
        else each
        for each in others
    ]
    new = replace(new, end=later - timedelta(1) if later else None)
    return tuple(sorted([*ended, new], key=lambda each: (each.area, each.start)))


def _yaml(number: Parameter, actor: Actor) -> str:
    """The file; it has one author, the last who wrote: who wrote before stands in the notes."""
    values = [
        {
            "area": each.area,
            "start": each.start,
            **({"end": each.end} if each.end else {}),
            "value": each.value,
            "source": each.source,
            "note": each.note or f"{each.author} 填写",
        }
        for each in number.values
    ]
    data = {
        "name": number.name,
        "unit": number.unit,
        "last_checked": number.last_checked,
        "author": actor.id,
        "values": values,
    }
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)
