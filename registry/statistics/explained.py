"""Why one registration counts in a month or not: the rules as a trace, with what they looked at."""

from collections.abc import Sequence
from datetime import date
from typing import Final

import numpy as np

from registry.parameters import Parameter
from registry.registration.claim import EmploymentType
from registry.registration.register_answer import SOURCE_NAMES, Source
from registry.statistics.columns import Columns
from registry.statistics.counting import Counted
from registry.statistics.criteria import CLAUSES, NAMES, Criterion, Judged, TermsOf, judge
from registry.statistics.gate import CLAUSE
from registry.statistics.months import NEVER, first_day, month_of, month_text, year_to
from registry.statistics.reason import WORDS, Reason
from registry.statistics.ruling import VERDICT_NAMES, Ruling, Verdict
from registry.trace import Input, Trace, number_used

RULE: Final = "R4.5"
NAME: Final = "计入城镇新就业"
GATE_NAME: Final = "登记有效，在城镇区域内就业"
COUNTED: Final = "计入 {}。"
TYPES: Final = {EmploymentType.FIRST: "初次就业", EmploymentType.RE: "失业再就业"}
RHYTHMS: Final = {0: "不知道", 1: "按月", 3: "按季", 6: "按半年", 12: "按年"}
UNTOLD: Final = "没有写"
NONE_SEEN: Final = "无"
OWN: Final = "就业登记"


def explained(
    columns: Columns, rows: Sequence[int], counted: Counted, terms: TermsOf, standard: Parameter
) -> list[Trace]:
    """The tree of each row: R4.5, then the gate and every criterion.

    Of a row that counts in an earlier month of the year the tree is of that month.
    """
    told = np.where(counted.first, np.minimum(counted.months, counted.month), counted.month)
    found: dict[int, Trace] = {}
    for month in sorted({int(told[row]) for row in rows}):
        some = np.array([row for row in rows if told[row] == month], np.int64)
        few = columns.only(some)
        judged = judge(few, month, terms(month))
        standing = counted.standing.only(some) if month == counted.month else judged.counts
        for place, row in enumerate(some.tolist()):
            found[row] = _tree(few, place, month, standing, judged, standard)
    return [found[row] for row in rows]


def _tree(
    columns: Columns, row: int, month: int, standing: Ruling, judged: Judged, standard: Parameter
) -> Trace:
    verdict, code, words = _said(standing, row)
    return Trace(
        RULE,
        NAME,
        CLAUSE,
        verdict.name,
        VERDICT_NAMES[verdict],
        words or COUNTED.format(month_text(month)),
        code,
        (Input("统计期", year_to(month).text), Input("计入县区", columns.rows[row].county)),
        children=(
            _leaf("G", GATE_NAME, CLAUSE, judged.gate, row, _gate_inputs(columns, row)),
            *(
                _criterion(columns, row, each, judged.criteria[each], standard)
                for each in Criterion
            ),
        ),
    )


def _criterion(
    columns: Columns, row: int, criterion: Criterion, ruling: Ruling, standard: Parameter
) -> Trace:
    inputs = INPUTS[criterion](columns, row)
    leaf = _leaf(criterion.value, NAMES[criterion], CLAUSES[criterion], ruling, row, inputs)
    if criterion is not Criterion.C1:
        return leaf
    one = columns.rows[row]
    day = first_day(month_of(one.start_date))
    used = number_used(standard, day, one.county)
    return Trace(
        leaf.rule,
        leaf.name,
        leaf.clause,
        leaf.verdict,
        leaf.said,
        leaf.detail,
        leaf.code,
        leaf.inputs,
        (used,),
    )


def _leaf(
    rule: str, name: str, clause: str, ruling: Ruling, row: int, inputs: Sequence[Input]
) -> Trace:
    verdict, code, words = _said(ruling, row)
    said = VERDICT_NAMES[verdict]
    return Trace(rule, name, clause, verdict.name, said, words, code, tuple(inputs))


def _said(ruling: Ruling, row: int) -> tuple[Verdict, str, str]:
    verdict, reason = Verdict(int(ruling.verdict[row])), Reason(int(ruling.reason[row]))
    return verdict, reason.name if reason else "", WORDS[reason]


def _gate_inputs(columns: Columns, row: int) -> tuple[Input, ...]:
    one, past = columns.rows[row], columns.summaries[row]
    urban = {True: "城镇", False: "乡村", None: UNTOLD}[one.urban]
    return (
        Input("登记日期", str(one.registered_on), OWN),
        Input("退出日期", str(one.ended_on or NONE_SEEN), OWN),
        Input("工作地点城乡", urban, OWN),
        *(Input("矛盾", each) for each in past.conflicts),
    )


def _first_job_inputs(columns: Columns, row: int) -> tuple[Input, ...]:
    one, past = columns.rows[row], columns.summaries[row]
    employment, insurance, business = (
        SOURCE_NAMES[each] for each in (Source.EMPLOYMENT, Source.INSURANCE, Source.BUSINESS)
    )
    return (
        Input("申报类型", TYPES[one.declared] if one.declared else UNTOLD, OWN),
        Input("就业时间", str(one.start_date), OWN),
        Input("最早的就业记录", _day(past.first_work), employment),
        Input("最早的单位缴费", _month(past.first_unit), insurance),
        Input("最早的经营记录", _day(past.first_business), business),
        Input("记录从何时起", _month(past.work_from), employment),
        Input("记录从何时起", _month(past.insured_from), insurance),
        Input("记录从何时起", _month(past.business_from), business),
    )


def _c1_inputs(columns: Columns, row: int) -> tuple[Input, ...]:
    income = columns.rows[row].income
    told = UNTOLD if income is None else f"{income:g} 元"
    return (Input("月劳动收入", told, OWN), *_first_job_inputs(columns, row))


def _c2_inputs(columns: Columns, row: int) -> tuple[Input, ...]:
    first = columns.summaries[row].first_paid
    insurance = SOURCE_NAMES[Source.INSURANCE]
    return (
        Input("首个缴费月份", _month(first), insurance),
        *_late(columns, row),
        *_first_job_inputs(columns, row),
    )


def _c3_inputs(columns: Columns, row: int) -> tuple[Input, ...]:
    past, insurance = columns.summaries[row], SOURCE_NAMES[Source.INSURANCE]
    runs = "、".join(f"{month_text(a)} 至 {month_text(b)}" for a, b in past.runs)
    flexible = min(past.first_flexible, int(columns.own_flexible[row]))
    return (
        Input("最早的灵活就业", _month(flexible), SOURCE_NAMES[Source.EMPLOYMENT]),
        Input("最早的失业登记", _month(past.first_unemployed), SOURCE_NAMES[Source.EMPLOYMENT]),
        Input("断缴后恢复缴费", _month(past.resumed), insurance),
        Input("灵活就业缴费月份", runs or NONE_SEEN, insurance),
        Input("缴费周期", RHYTHMS[past.rhythm], insurance),
        *_late(columns, row),
    )


def _c4_inputs(columns: Columns, row: int) -> tuple[Input, ...]:
    insurance = SOURCE_NAMES[Source.INSURANCE]
    spells = columns.summaries[row].spells
    return (
        Input("登记日期", str(columns.rows[row].registered_on), OWN),
        *(
            Input("领取失业保险金", f"{_day(each.first)} 至 {_day(each.last)}", insurance)
            for each in spells
        ),
        *_late(columns, row),
    )


INPUTS: Final = {
    Criterion.C1: _c1_inputs,
    Criterion.C2: _c2_inputs,
    Criterion.C3: _c3_inputs,
    Criterion.C4: _c4_inputs,
}


def _late(columns: Columns, row: int) -> tuple[Input, ...]:
    if not columns.summaries[row].back_paid:
        return ()
    return (Input("补缴", "有补缴的月份，按已缴计算", SOURCE_NAMES[Source.INSURANCE]),)


def _day(day: int) -> str:
    return NONE_SEEN if day >= NEVER else str(date.fromordinal(day))


def _month(month: int) -> str:
    return NONE_SEEN if month >= NEVER else month_text(month)
