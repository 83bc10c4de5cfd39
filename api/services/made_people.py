"""A made registry: seeded people with registrations over three years and pasts of every kind."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from typing import Final

from registry.jobs.pay import PayUnit
from registry.registration.application import State
from registry.registration.claim import (
    Category,
    CertificateStatus,
    Claim,
    EmploymentType,
    Income,
    PlaceKind,
)
from registry.registration.exits import Exit, ExitCode
from registry.registration.record import Path, Registration
from registry.registration.register_answer import Entry, Source
from registry.statistics.history import History, Told
from registry.statistics.months import first_day, last_day, month_of, month_text
from registry.workers.identity import Identity, check_digit, read_identity

AREA: Final = "371399"  # of no place: nobody has such a number
FIRST_BORN: Final = date(1966, 1, 1)
DAYS: Final = 14_600  # of birth: to the end of 2005
COUNTIES: Final = (
    *("371302", "371311", "371312", "371321", "371322", "371323"),
    *("371324", "371325", "371326", "371327", "371328", "371329"),
)
WEIGHTS: Final = (18, 10, 9, 7, 8, 9, 9, 7, 8, 7, 4, 4)
FIRST_MONTH: Final = month_of(date(2024, 1, 1))
LAST_MONTH: Final = month_of(date(2026, 10, 1))
ALL_TIME: Final = date(1949, 10, 1)
RHYTHMS: Final = ("monthly", "quarterly", "half_yearly", "yearly")
LEAVING: Final = tuple(each for each in ExitCode if each is not ExitCode.X6A)


@dataclass(frozen=True, slots=True)
class Made:
    """One made person. listed: on the list of those counted by other ways, in which month."""

    registrations: tuple[Registration, ...]
    history: History | None
    listed: str = ""


def made_people(count: int, seed: int) -> Iterator[Made]:
    """The same people for the same seed; every number is another one."""
    for number in range(count):
        yield _person(number, Random(f"{seed} {number}"))  # noqa: S311


def _person(number: int, chance: Random) -> Made:
    identity = _identity(number)
    begun = chance.randint(FIRST_MONTH, LAST_MONTH)
    first = _registration(f"made-{number:06d}-1", identity, _day(begun, chance), chance)
    both = [first]
    if first.ended_on is not None and first.state is State.EXITED and chance.random() < 0.3:
        again = first.ended_on + timedelta(chance.randint(0, 200))
        if month_of(again) <= LAST_MONTH:
            claim = first.claim if chance.random() < 0.6 else None
            second = _registration(f"made-{number:06d}-2", identity, again, chance)
            place = claim.work_place if claim else second.claim.work_place
            both.append(replace(second, claim=replace(second.claim, work_place=place)))
    history = None if chance.random() < 0.03 else _history(first, chance)
    listed = month_text(chance.randint(LAST_MONTH - 9, LAST_MONTH))
    return Made(tuple(both), history, listed if chance.random() < 0.01 else "")


def _identity(number: int) -> Identity:
    place, day = divmod(number, DAYS)
    order = 2 * place + 1 + number % 2  # odd for men, even for women
    first_17 = f"{AREA}{FIRST_BORN + timedelta(day):%Y%m%d}{order:03d}"
    return read_identity(first_17 + check_digit(first_17), date(2026, 11, 22))


def _registration(name: str, identity: Identity, on: date, chance: Random) -> Registration:
    ended = _end(on, chance)
    is_revoked = chance.random() < 0.02
    state = State.REVOKED if is_revoked else State.EXITED if ended else State.ACTIVE
    left = Exit(chance.choice(LEAVING), ended) if ended else None
    return Registration(
        id=name,
        claim=_claim(identity, on, chance),
        state=state,
        path=Path.COMMITMENT,
        registered_on=on,
        ended_on=ended,
        exit=left,
    )


def _end(on: date, chance: Random) -> date | None:
    if chance.random() > 0.35:
        return None
    ended = on + timedelta(chance.randint(0, 500))
    return ended if month_of(ended) <= LAST_MONTH else None


def _claim(identity: Identity, on: date, chance: Random) -> Claim:
    county = chance.choices(COUNTIES, WEIGHTS)[0] if chance.random() > 0.005 else "371300"
    income = chance.choice((None, 0.0, 899.99, 900.0, *(float(each) for each in _AMOUNTS)))
    return Claim(
        identity=identity,
        name="测试",
        phone="13800000000",
        place_kind=PlaceKind.WORK,
        place=county,
        category=chance.choice(tuple(Category)),
        start_date=on - timedelta(chance.choice((0, 0, 0, 5, 40))),
        work_content="零散帮工",
        work_place=county,
        certificate=CertificateStatus.HELD,
        employment_type=chance.choices(TYPES, (5, 4, 1))[0],
        income=None if income is None else Income(income, PayUnit.MONTH, income),
        urban=chance.choices((True, False, None), (85, 12, 3))[0],
    )


TYPES: Final = (EmploymentType.FIRST, EmploymentType.RE, None)
_AMOUNTS: Final = range(1200, 6001, 400)


def _history(first: Registration, chance: Random) -> History:
    """The past of one of several kinds, and how much of it the sources know."""
    begun = first.registered_on or ALL_TIME
    kind = chance.choices((_newcomer, _leaver, _benefit, _flexible, _idle), (4, 3, 2, 2, 2))[0]
    employment, insurance = kind(month_of(begun), chance)
    since = chance.choices((ALL_TIME, date(2000, 1, 1)), (9, 1))[0]
    told_on = chance.choices((date(2026, 10, 31), date(2026, 8, 31)), (9, 1))[0]
    entries = {Source.EMPLOYMENT: employment, Source.INSURANCE: insurance, Source.BUSINESS: ()}
    if chance.random() < 0.03:
        operator = Entry("operator", begun - timedelta(2000), None, {"status": "cancelled"})
        entries[Source.BUSINESS] = (operator,)
    told = [Told(source, "交换文件", told_on, since, each) for source, each in entries.items()]
    if chance.random() < 0.01:
        told.append(Told(Source.INSURANCE, "办理时的核查", told_on - timedelta(60), since, ()))
    if chance.random() < 0.005:
        told[1] = Told(Source.INSURANCE, "交换文件", told_on, since, (), is_conflict=True)
    return History(tuple(told))


_Entries = tuple[Entry, ...]


def _newcomer(begun: int, chance: Random) -> tuple[_Entries, _Entries]:
    """Never worked; perhaps pays from about now on."""
    if chance.random() < 0.4:
        return (), ()
    return (), _flex(begun + chance.randint(-2, 3), chance)


def _leaver(begun: int, chance: Random) -> tuple[_Entries, _Entries]:
    """Worked for a unit, was unemployed, pays again after a break, or did not break off."""
    left = begun - chance.randint(1, 30)
    work = _entry("unit", left - chance.randint(6, 90), left)
    paid = _paid("unit_pension", month_of(work.since or ALL_TIME), left, {})
    jobless = _entry("unemployed", left + 1, begun - 1) if chance.random() < 0.7 else None
    employment = (work, jobless) if jobless and left + 1 <= begun - 1 else (work,)
    again = begun + chance.choice((0, 0, 1, 2))
    late = chance.random() < 0.1 and again > left + 1
    mended = (_paid("flexible_pension", left + 1, again - 1, {"paid": "back"}),) if late else ()
    return employment, (paid, *mended, *_flex(again, chance))


def _benefit(begun: int, chance: Random) -> tuple[_Entries, _Entries]:
    """Drew unemployment benefit and paid by herself meanwhile; registered after it, or in it."""
    last = begun + chance.choice((-1, -1, -1, -2, 0, 2))
    first = last - chance.randint(2, 11)
    spell = _entry("unemployment_benefit", first, last)
    work = _entry("unit", first - 40, first - 1)
    paid = _paid("unit_pension", first - 40, first - 1, {})
    insured = _flex(first + chance.randint(0, 4), chance)
    return (work, _entry("unemployed", first, begun - 1)), (paid, spell, *insured)


def _flexible(begun: int, chance: Random) -> tuple[_Entries, _Entries]:
    """Was a flexible worker, or paid as one, before."""
    since = begun - chance.randint(3, 60)
    record = _entry("flexible", since, since + 2)
    return (record,), _flex(since + chance.choice((0, 6)), chance)


def _idle(begun: int, chance: Random) -> tuple[_Entries, _Entries]:
    """Registered as unemployed long ago; a unit paid for a month and nobody since."""
    since = begun - chance.randint(10, 100)
    undated = Entry("unit", None, last_day(since)) if chance.random() < 0.05 else None
    jobless = _entry("unemployed", since, since + 3)
    paid = _paid("unit_pension", since - 2, since - 1, {})
    return (jobless, undated) if undated else (jobless,), (paid,)


def _flex(since: int, chance: Random) -> _Entries:
    """Payments of her own, by a rhythm, to about now or broken off once."""
    rhythm = chance.choice(RHYTHMS)
    facts = {"rhythm": rhythm} if chance.random() < 0.9 else {}
    until = max(since, LAST_MONTH - chance.choice((0, 0, 1, 1, 2, 4, 8)))
    if chance.random() < 0.03:
        return (Entry("flexible_pension", first_day(since), None, facts),)
    if chance.random() < 0.2 and until - since > 8:
        gap = chance.randint(since + 2, until - 4)
        first = _paid("flexible_pension", since, gap, facts)
        return (first, _paid("flexible_pension", gap + chance.randint(2, 4), until, facts))
    return (_paid("flexible_pension", since, until, facts),)


def _paid(kind: str, first: int, last: int, facts: dict[str, str]) -> Entry:
    through = {"paid_through": month_text(max(first, last))}
    return Entry(kind, first_day(first), None, facts | through)


def _entry(kind: str, first: int, last: int) -> Entry:
    return Entry(kind, first_day(first), last_day(max(first, last)))


def _day(month: int, chance: Random) -> date:
    return first_day(month) + timedelta(chance.randint(0, 27))
