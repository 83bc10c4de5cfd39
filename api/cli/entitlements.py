"""`linggang entitlements`: what policies a person may claim, why, and what is missing."""

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.clock import today
from api.database import reading
from api.services.entitlement_view import DOOR_NAMES, answers_json, lacks_by_how
from api.services.entitlements import Answers
from api.services.policy_words import number_words
from api.services.recommend import find_worker
from registry.actor import THE_SYSTEM
from registry.entitlements.condition import Condition, Holds
from registry.entitlements.ended import CHANGE_NAMES
from registry.entitlements.entitlement import DECIDED_BY, Answer, Door, Entitlement
from registry.entitlements.traced import trace_of
from registry.trace import trace_text

SIGNS: Final = {Holds.YES: "✓", Holds.NO: "✗", Holds.UNKNOWN: "△"}


def entitlements(
    worker: Annotated[str, typer.Option(help="劳动者编号")],
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="按哪一天算，默认今天")
    ] = None,
    trace: Annotated[bool, typer.Option("--trace", help="连判断过程一起给出")] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """一个人可能可以申请的政策：理由、依据、还缺什么；由人社部门审核决定。"""
    here = runtime(home, must_exist=True)
    with reading(here.engine) as connection:
        one = find_worker(connection, worker)
    day = as_of.date() if as_of else today(here.settings)
    answers = here.entitlements.of_worker(one.id, "", day, THE_SYSTEM)
    if as_json:
        print_json(answers_json(answers, with_trace=trace))
        return
    for line in answer_lines(answers, with_trace=trace):
        typer.echo(line)


def answer_lines(answers: Answers, with_trace: bool = False) -> Iterator[str]:
    """The answers as people read them, what can be had at once first."""
    yield f"{answers.worker} · {answers.as_of} · {DECIDED_BY}，这里只对照条件"
    for door in Door:
        yield f"【{DOOR_NAMES[door]}】"
        for each in answers.entitlements:
            if each.policy.door is door:
                yield from _lines(each, with_trace)
    if answers.ended:
        yield "【已经停止或缩小范围的】"
    for one in answers.ended:
        yield f"{one.name}：{CHANGE_NAMES[one.change]}（{one.start}，{one.clause}）{one.told}"


def _lines(one: Entitlement, with_trace: bool) -> Iterator[str]:
    yield f"{one.policy.name}：{one.said}（{one.policy.clause}）"
    if with_trace:
        yield from (f"  {line}" for line in trace_text(trace_of(one), number_words).splitlines())
        return
    yield from (f"  {_line(each)}" for each in one.conditions)
    if one.term:
        sure = "" if one.answer is Answer.LIKELY else "符合的话，"
        yield f"  {sure}还能领 {one.term.left} 个月"
    yield from (f"  {each.name}：{each.words}" for each in one.amounts)
    for how, asked in lacks_by_how(one).items():
        yield f"  还缺：{'；'.join(asked)}。{how}"
    yield from (f"  怎么办：{each}" for each in one.opens)
    yield from (f"  {each}" for each in one.notes)


def _line(one: Condition) -> str:
    return f"{SIGNS[one.holds]} {one.name}：{one.seen.detail}（{one.basis.clause}）"
