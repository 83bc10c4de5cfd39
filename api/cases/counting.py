"""What the core says to a case of new urban employment, and to one of a policy number."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from api.cases.made import SEXES, answers_of
from api.cases.models import CountingCase, CountingFacts, ParameterCase, Spent
from api.cases.rules import Rules, Said
from registry.parameters import DatedValue, Parameter
from registry.registration.register_answer import AnswerStatus
from registry.statistics.columns import Columns, Flexible, columns_of
from registry.statistics.counting import count, first_months
from registry.statistics.criteria import Terms
from registry.statistics.explained import explained
from registry.statistics.history import History, Told
from registry.statistics.months import last_day, month_text, read_month
from registry.statistics.summary import summary_of
from registry.statistics.urban import is_urban
from registry.trace import Trace, trace_text

STANDARD: Final = "urban_minimum_living_standard"
SOMEBODY: Final = "somebody"


def counting_said(case: CountingCase, rules: Rules) -> Said:
    """What each criterion says of the last registration, and the months in which she counts."""
    facts = case.facts
    month = read_month(facts.period)
    standard = _standard(rules.numbers[STANDARD], facts)
    columns = _columns(facts, case.as_of, standard)
    counted = count(
        columns, first_months(columns, month, usual), [SOMEBODY] if facts.listed else ()
    )
    row = len(columns) - 1
    last = replace(
        counted, first=counted.first & False
    )  # of the period itself, whatever was before
    (trace,) = explained(columns, [row], last, usual, standard)
    by_rule = {each.rule: each for each in trace.walk()}
    months = (int(each) for each in counted.months[counted.first])
    return {
        "gate": _told(by_rule["G"]),
        **{rule.lower(): _told(by_rule[rule]) for rule in ("C1", "C2", "C3", "C4")},
        "counted": [month_text(each) for each in months],
        "verdict": trace.verdict,
        "code": trace.code,
        "why": trace_text(trace),
    }


def usual(_: int) -> Terms:
    """What an office has that chose nothing of its own."""
    return Terms()


def parameter_said(case: ParameterCase, rules: Rules) -> Said:
    """The value of a policy number for an area on a day."""
    facts = case.facts
    found = rules.numbers[facts.name].on(facts.day, facts.area)
    return {
        "value": found.value if found else None,
        "inferred": found.inferred if found else False,
        "known": found is not None and found.value is not None,
        "why": found.note if found else "没有写明。",
    }


def _told(trace: Trace) -> str:
    """HOLDS, or the verdict with its code: `FAILS NO_BREAK`."""
    return " ".join(each for each in (trace.verdict, trace.code) if each)


def _standard(shipped: Parameter, facts: CountingFacts) -> Parameter:
    own = [
        DatedValue(each.area, each.start, each.end, each.value, "规则用例", author="规则用例")
        for each in facts.dibao
    ]
    return shipped.overridden_by(own, shipped.last_checked) if own else shipped


def _columns(facts: CountingFacts, as_of: date, standard: Parameter) -> Columns:
    spent = [*facts.earlier, facts.registration]
    rows = [_row(each, number, facts) for number, each in enumerate(spent)]
    told_on = facts.told_on or last_day(read_month(facts.period))
    history = _history(facts, told_on, as_of)

    def on(county: str, day: date) -> float | None:
        found = standard.on(day, county)
        return found.value if found else None

    return columns_of(rows, lambda _: summary_of(history), on)


def _row(one: Spent, number: int, facts: CountingFacts) -> Flexible:
    return Flexible(
        id=str(number),
        person=SOMEBODY,
        county=one.work_place,
        category=one.category,
        sex=SEXES[facts.sex],
        born=facts.born,
        start_date=one.start,
        registered_on=one.registered or one.start,
        ended_on=one.exit,
        is_revoked=one.revoked,
        declared=one.says,
        income=one.income,
        urban=is_urban(one.urban_code),
    )


def _history(facts: CountingFacts, told_on: date, as_of: date) -> History:
    told: Sequence[Any] = [
        Told(
            each.source,
            "规则用例",
            told_on,
            facts.covered_from,
            each.entries,
            each.status is AnswerStatus.CONFLICT,
        )
        for each in answers_of(facts, as_of)
        if each.status in (AnswerStatus.OK, AnswerStatus.CONFLICT)
    ]
    return History(tuple(told))
