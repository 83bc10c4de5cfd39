"""Everything a posting's text says, each fact with the words that prove it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from indexing.reading.benefits import read_benefits
from indexing.reading.certificates import read_certificates
from indexing.reading.education import read_education, read_experience
from indexing.reading.equipment import read_equipment
from indexing.reading.headcount import read_headcount
from indexing.reading.hours import read_hours
from indexing.reading.pay import PayReading, read_pay
from indexing.reading.pay_terms import read_pay_terms
from indexing.reading.spans import Prose, Span, prose_of
from registry.certificates import Certificates
from registry.jobs.hours import Hours
from registry.jobs.pay import Pay
from registry.jobs.pay_terms import PayTerm

_ALIAS: Final = re.compile(r"原标题[:：]")  # a source's own title at the end of its description


@dataclass(frozen=True, slots=True)
class PostingText:
    """What a source wrote; pay_min and pay_max in CNY of an unwritten unit, the rest is prose."""

    title: str
    description: str = ""
    tags: tuple[str, ...] = ()
    welfare: tuple[str, ...] = ()
    pay_min: float | None = None
    pay_max: float | None = None
    pay_text: str = ""
    hours_text: str = ""
    degree: str = ""
    experience: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a posting says.

    education: a level of registry.workers.education. experience_years >= 0. headcount >= 1. None:
    not said. pay_reading: the pay with what `pay` cannot hold (9000+, a unit without a figure).
    quotes: fact -> the span of the joined text that proves it; a certificate or a piece of
    equipment under its own name, a pay term under its line (全勤奖200元). text_cut: the text was
    longer than TEXT_LIMIT and was cut. odd: codes of what is stated and cannot be meant.
    """

    pay: Pay | None
    pay_terms: tuple[PayTerm, ...]
    hours: Hours
    certificates: tuple[str, ...]
    preferred_certificates: tuple[str, ...]
    own_equipment: tuple[str, ...]
    education: str | None
    experience_years: float | None
    meals: bool
    lodging: bool
    headcount: int | None
    remote: bool
    quotes: Mapping[str, Span]
    pay_reading: PayReading
    text_cut: bool
    odd: tuple[str, ...] = ()


def read_facts(text: PostingText, certificates: Certificates) -> Facts:
    """Read a posting; never raises, whatever the text; every span lies inside the joined text."""
    prose = posting_prose(text)
    pay = read_pay(prose, text.pay_min, text.pay_max)
    terms = read_pay_terms(prose)
    hours = read_hours(prose)
    asked = read_certificates(prose, certificates)
    equipment = read_equipment(prose)
    education, experience = read_education(prose), read_experience(prose)
    benefits, headcount = read_benefits(prose), read_headcount(prose)
    quotes = {
        **{str(one.term): one.span for one in terms},
        "pay": pay.quote,
        "hours": hours.quote,
        "education": education.quote,
        "experience_years": experience.quote,
        "headcount": headcount.quote,
        **benefits._asdict(),
        **asked.required,
        **asked.preferred,
        **equipment,
    }
    return Facts(
        pay=pay.pay,
        pay_terms=tuple(one.term for one in terms),
        hours=hours.hours,
        certificates=tuple(asked.required),
        preferred_certificates=tuple(asked.preferred),
        own_equipment=tuple(equipment),
        education=education.level,
        experience_years=experience.years,
        meals=benefits.meals is not None,
        lodging=benefits.lodging is not None,
        headcount=headcount.number,
        remote=benefits.remote is not None,
        quotes={fact: span for fact, span in quotes.items() if span},
        pay_reading=pay,
        text_cut=prose.cut,
        odd=("pay_implausible",) * pay.odd + ("hours_implausible",) * hours.odd,
    )


def posting_prose(text: PostingText) -> Prose:
    """The posting's fields as the one text its facts are read from."""
    alias = _ALIAS.search(text.description)
    split = alias.start() if alias else len(text.description)
    return prose_of(
        {
            "pay_text": text.pay_text,
            "hours_text": text.hours_text,
            "title": text.title,
            "description": text.description[:split],
            "alias": text.description[split:],
            "tags": ",".join(text.tags),
            "welfare": ",".join(text.welfare),
            "degree": text.degree,
            "experience": text.experience,
        }
    )
