"""What a row states joined with what its prose says: stated values win, prose fills the gaps."""

import re
from dataclasses import replace
from typing import Final, NamedTuple

from api.feeds.draft import Draft
from api.reference import Reference
from indexing.reading.facts import Facts, PostingText
from indexing.reading.occupation import read_occupation
from indexing.reading.place import PlaceReading, read_place
from indexing.reading.spans import TEXT_LIMIT
from registry.errors import UnknownName
from registry.jobs.hours import Hours, HoursKind
from registry.jobs.pay import Pay
from registry.jobs.posting import Requirements
from registry.occupations import folded
from registry.workers.education import level_of

WORKPLACE: Final = re.compile(r"(?:工作|上班|干活)?(?:地点|地址|位于)[:： ]*([^\n。；;]{2,40})")


def pay_of(draft: Draft, facts: Facts) -> Pay | None:
    """The pay stated, else read; how it settles may come from the other."""
    pay = draft.pay or facts.pay
    settlement = draft.settlement or (facts.pay.settlement if facts.pay else None)
    if pay is None or pay.settlement is settlement:
        return pay
    return replace(pay, settlement=settlement)


def hours_of(draft: Draft, facts: Facts) -> Hours:
    """The hours stated; the prose adds what they leave open."""
    stated, read = draft.hours, facts.hours
    if stated is None:
        return read
    if stated.kind is HoursKind.UNSTATED:
        return replace(
            read,
            hours_per_day=stated.hours_per_day or read.hours_per_day,
            days_per_week=stated.days_per_week or read.days_per_week,
        )
    return stated


def place_of(draft: Draft, facts: Facts, reference: Reference) -> PlaceReading:
    """The place stated; where none is, the one that the prose gives as the place of work."""
    stated, gazetteer = draft.place, reference.gazetteer
    remote = draft.remote if draft.remote is not None else facts.remote
    division = gazetteer.get(stated.code) if stated.code else None
    area, address = (division.full_name if division else draft.area), stated.address
    from_text = not (area or address) and WORKPLACE.search(draft.description[:TEXT_LIMIT])
    if from_text:
        address = from_text.group(1)
    read = read_place(area, address, stated.lat, stated.lon, gazetteer, draft.title, remote)
    place, flags = read.place, list(read.flags)
    if from_text and place.code:
        flags.append("place_from_text")
    if stated.code:
        place = replace(place, code=stated.code)
    if stated.town:
        town = gazetteer.town(stated.town, place.county)
        place = replace(place, town=town.name if town else stated.town)
        if town is None:
            flags.append("town_unknown")
    return PlaceReading(place, tuple(flags))


class Trade(NamedTuple):
    """The occupation's code, None when unsure, and the everyday name that people know it by."""

    code: str | None
    label: str


def trade_of(draft: Draft, text: PostingText, reference: Reference) -> Trade:
    """The code stated, else of the label, else of title and text; the source's own label first."""
    label = draft.occupation_label
    if draft.occupation:
        return Trade(draft.occupation, label)
    if code := reference.occupations.names.get(folded(label)):
        return Trade(code, label)
    read = read_occupation(
        f"{draft.title} {label}".strip(),
        text.description[:TEXT_LIMIT],
        reference.occupations,
        tags=text.tags,
        employer=draft.employer,
    )
    return Trade(read.code, label or (read.quote if read.code else ""))


def requirements_of(
    draft: Draft, facts: Facts, reference: Reference
) -> tuple[Requirements, tuple[str, ...]]:
    """What is asked: the row's own lists where it has them, else the prose; with flags.

    A certificate that no table of ours holds is kept under the name it came with.
    """
    flags = []
    names = []
    for asked in draft.certificates:
        try:
            names.append(reference.certificates.find(asked).name)
        except UnknownName:
            names.append(asked)
            flags.append("certificate_unknown")
    level = level_of(draft.degree)
    if draft.degree and level is None and facts.education is None:
        flags.append("education_unknown")
    years = draft.experience_years
    needs = Requirements(
        certificates=tuple(dict.fromkeys(names)) or facts.certificates,
        preferred_certificates=facts.preferred_certificates,
        own_equipment=draft.own_equipment or facts.own_equipment,
        education=level or facts.education,
        experience_years=years if years is not None else facts.experience_years,
    )
    return needs, tuple(flags)
