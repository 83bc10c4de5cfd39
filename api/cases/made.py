"""What a case gives, as the core takes it: a claim, a signature, answers of the registers."""

from dataclasses import replace
from datetime import date, datetime, time
from typing import Final

from api.cases.models import Asked, DecisionFacts, Record, Sex
from api.clock import SHANGHAI
from registry.registration.claim import Claim, Engagement
from registry.registration.commitment import Channel, Commitment
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source
from registry.workers import identity

# No county has this code, so that no made-up number can be a living person's.
NO_COUNTY: Final = "371399"
SEXES: Final[dict[Sex, identity.Sex]] = {"男": identity.Sex.MALE, "女": identity.Sex.FEMALE}


def number_of(born: date, sex: Sex) -> str:
    """A made-up identity number with its right check digit."""
    first_17 = f"{NO_COUNTY}{born:%Y%m%d}00{1 if sex == '男' else 2}"
    return first_17 + identity.check_digit(first_17)


def claim_of(facts: DecisionFacts, as_of: date) -> Claim:
    """The application that a case describes; InvalidField where its number is not valid."""
    number = facts.id
    if number is None and facts.born is not None and facts.sex is not None:
        number = number_of(facts.born, facts.sex)
    return Claim(
        identity=identity.read_identity(number or "", as_of),
        name=facts.name,
        phone=facts.phone,
        place_kind=facts.place_kind,
        place=facts.place,
        category=facts.category,
        start_date=facts.start or as_of,
        work_content=facts.work,
        work_place=facts.work_place,
        certificate=facts.certificate,
        certificate_number=facts.certificate_number,
        sex=SEXES[facts.sex] if facts.sex else None,
        engagements=tuple(
            Engagement(each.employer, each.hours_per_day, each.hours_per_week, each.platform)
            for each in facts.engagements
        ),
        situations=tuple(facts.situations),
        stops_benefit=facts.confirmed,
        employment_type=facts.says,
    )


def commitment_of(facts: DecisionFacts, as_of: date) -> Commitment | None:
    """Her signature, on the screen or on paper, or an officer's in her stead, or none."""
    told = facts.commitment
    if told == "none":
        return None
    signed = Commitment("1", "", Channel.SCREEN, _noon(as_of), own_act=told != "by_officer")
    if told in {"signed", "by_officer"}:
        return signed
    officer = "" if told == "unassisted" else "某甲"
    scan = "" if told == "unscanned" else "0" * 64
    return replace(signed, channel=Channel.PAPER, assisted_by=officer, scan_hash=scan)


def answers_of(asked: Asked, as_of: date) -> tuple[Answer, ...]:
    """The answers of all five registers."""
    return tuple(_answer(source, asked, as_of) for source in Source)


def _answer(source: Source, asked: Asked, as_of: date) -> Answer:
    statuses = {
        AnswerStatus.SILENT: asked.silent,
        AnswerStatus.MALFORMED: asked.malformed,
        AnswerStatus.CONFLICT: asked.conflicting,
    }
    status = next((each for each, named in statuses.items() if source in named), AnswerStatus.OK)
    records = asked.registers.get(source, []) if status is AnswerStatus.OK else []
    return Answer(source, status, _noon(as_of), entries=tuple(map(_entry, records)))


def _entry(record: Record) -> Entry:
    facts = record.model_dump(exclude_none=True, exclude={"kind", "since", "until"})
    told = {name: str(value) for name, value in facts.items()}
    return Entry(record.kind, record.since, record.until, told)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), SHANGHAI)
