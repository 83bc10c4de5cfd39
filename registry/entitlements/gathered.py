"""Facts for entitlements from a registration and what the registers answered to it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Final, TypeVar

from registry.entitlements.facts import Facts, FlexibleWork, Rhythm, Told
from registry.registration.earlier_work import earlier
from registry.registration.exits import ExitCode
from registry.registration.record import Registration
from registry.registration.register_answer import (
    SOURCE_NAMES,
    Answer,
    AnswerStatus,
    Entry,
    Source,
)

REGISTRATION: Final = "就业登记"
IDENTITY: Final = "身份证号码"
WORK_SOURCES: Final = (Source.EMPLOYMENT, Source.INSURANCE, Source.BUSINESS)
FLEXIBLE: Final = "flexible"
_Value = TypeVar("_Value")


def gathered(
    facts: Facts, registration: Registration | None, answers: Sequence[Answer], as_of: date
) -> Facts:
    """Facts with those of her registration in them. answers: the latest that can be used of each
    register. registration: the one in force, else the last that ended; None: none.
    """
    if registration is None or registration.registered_on is None:
        return replace(facts, work=Told(FlexibleWork(), REGISTRATION, as_of))
    claim, exited = registration.claim, registration.exit
    work = FlexibleWork(
        registration.registered_on,
        claim.start_date,
        claim.category,
        registration.ended_on,
        exited.code if exited else None,
    )
    on = registration.registered_on
    identity = claim.identity
    made = replace(
        facts,
        county=claim.work_place[:6] or facts.county,
        work=Told(work, REGISTRATION, registration.ended_on or on),
        born=Told(identity.born, IDENTITY, on),
        sex=Told(identity.sex, IDENTITY, on),
    )
    usable = {each.source: each for each in answers if each.status is AnswerStatus.OK}
    return _after_exit(_of_registers(made, usable, work, as_of), work)


def worked_since(graduated_on: date, before: date, answers: Iterable[Answer]) -> Told[bool] | None:
    """Whether she worked for a unit or with a licence from graduation to the flexible work; None
    where a register did not answer, does not reach back so far, or gives no day.
    """
    usable = [
        each for each in answers if each.status is AnswerStatus.OK and each.source in WORK_SOURCES
    ]
    if {each.source for each in usable} != set(WORK_SOURCES):
        return None
    on = min(_day(each) for each in usable)
    work = [
        each.entry for each in earlier(usable, before) if each.name and each.entry.kind != FLEXIBLE
    ]
    since = [each for each in work if each.until is None or each.until >= graduated_on]
    if any(each.since is not None for each in since):
        return Told(True, "、".join(SOURCE_NAMES[each] for each in WORK_SOURCES), on)
    reaches = all(each.covered_from is None or each.covered_from <= graduated_on for each in usable)
    if since or not reaches:
        return None
    return Told(False, "、".join(SOURCE_NAMES[each] for each in WORK_SOURCES), on)


def _of_registers(
    facts: Facts, usable: dict[Source, Answer], work: FlexibleWork, as_of: date
) -> Facts:
    if (insurance := usable.get(Source.INSURANCE)) is not None:
        facts = replace(
            facts,
            paid_through=_paid_through(insurance),
            rhythm=_rhythm(insurance),
            pension_since=_told(insurance, _since(insurance, "pension", as_of)),
            platform_insured=_told(
                insurance, bool(_running(insurance, "occupational_injury", as_of))
            ),
        )
    if (business := usable.get(Source.BUSINESS)) is not None:
        active = [
            each
            for each in _running(business, "operator", as_of)
            if each.facts.get("status") == "active"
        ]
        since = min((each.since or as_of for each in active), default=None)
        facts = replace(facts, licensed_since=_told(business, since))
    employment, contracts = usable.get(Source.EMPLOYMENT), usable.get(Source.CONTRACTS)
    if employment is not None:
        facts = replace(facts, unemployed_since=_unemployed(employment, work, as_of))
    if employment is not None and contracts is not None:
        employed = [
            *_running(employment, "unit", as_of),
            *_running(employment, "public_post", as_of),
            *_running(contracts, "full_time", as_of),
        ]
        facts = replace(facts, unit_employed=_told(employment, bool(employed)))
    return facts


def _after_exit(facts: Facts, work: FlexibleWork) -> Facts:
    """What the exit itself says, whatever the registers said before it."""
    if work.ended is None:
        return facts
    told = Told(work.ended, f"{REGISTRATION}退出", work.ended)
    if work.exit is ExitCode.X2:
        return replace(facts, licensed_since=told)
    if work.exit is ExitCode.X5:
        return replace(facts, pension_since=told)
    if work.exit is ExitCode.X1:
        return replace(facts, unit_employed=replace_value(told, True))
    return facts


def replace_value(told: Told[date], value: _Value) -> Told[_Value]:
    """Another fact that the same source says on the same day."""
    return Told(value, told.source, told.on)


def _unemployed(answer: Answer, work: FlexibleWork, as_of: date) -> Told[date | None] | None:
    """Registering flexible work ends an unemployment registration (R3.4), whatever was answered
    before; after an exit only an answer of later counts.
    """
    if work.is_active(as_of):
        return Told(None, REGISTRATION, work.registered_on or as_of)
    if work.ended is not None and _day(answer) < work.ended:
        return None
    return _told(answer, _since(answer, "unemployed", as_of))


def _paid_through(answer: Answer) -> Told[date | None] | None:
    """The last month of any record of a flexible payer; None where one does not say until when."""
    ours = [each for each in answer.entries if each.kind == "flexible_pension"]
    months = [_month(each.facts.get("paid_through", "")) for each in ours]
    known = [each for each in months if each is not None]
    if len(known) < len(months):
        return None
    return _told(answer, max(known, default=None))


def _rhythm(answer: Answer) -> Told[Rhythm] | None:
    ours = [each for each in answer.entries if each.kind == "flexible_pension"]
    named = [each.facts.get("rhythm", "") for each in sorted(ours, key=_begun)]
    known = [Rhythm(each) for each in named if each in set(Rhythm)]
    return Told(known[-1], _name(answer), _day(answer)) if known else None


def _month(text: str) -> date | None:
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return None


def _running(answer: Answer, kind: str, as_of: date) -> list[Entry]:
    return [each for each in answer.entries if each.kind == kind and each.runs_on(as_of)]


def _since(answer: Answer, kind: str, as_of: date) -> date | None:
    """From when a record of a kind is in force; the day of the answer where it does not say."""
    running = _running(answer, kind, as_of)
    return min((each.since or _day(answer) for each in running), default=None)


def _begun(entry: Entry) -> date:
    return entry.since or date.min


def _told(answer: Answer, value: _Value) -> Told[_Value]:
    return Told(value, _name(answer), _day(answer))


def _name(answer: Answer) -> str:
    return SOURCE_NAMES[answer.source]


def _day(answer: Answer) -> date:
    return (answer.answered_at or answer.asked_at).date()
