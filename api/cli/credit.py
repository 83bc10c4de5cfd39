"""`linggang credit`: what waits, what an officer decides; her own record, objections."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Final

import typer
from pydantic import TypeAdapter

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.officer import ByOption, OfficeOption, officer
from api.cli.record import record_lines
from api.services.credit import CreditDesk, by_day
from api.services.credit_record import record_of
from api.services.credit_view import record_json
from api.store.credit import Kept
from registry.actor import Actor
from registry.registration.credit_entry import STATE_NAMES, Hearing, Level, Repair

Decide = Callable[[CreditDesk, str, str, Actor], Kept]
KEPT: Final = TypeAdapter(Kept)
app = typer.Typer(
    help="信用记录：存疑待核的列出、排除、更正、认定、修复、撤销；本人的记录和异议。",
    no_args_is_help=True,
)

EntryArgument = Annotated[str, typer.Argument(help="信用记录编号（见 linggang credit list）")]
WhyOption = Annotated[str, typer.Option("--why", help="处理理由，会告知本人")]
DAY: Final = ["%Y-%m-%d"]
# What an officer decides by a reason alone.
DECISIONS: Final = {
    "clear": (CreditDesk.clear, "排除疑点：没有不实。"),
    "correct": (CreditDesk.correct, "记为已更正：不是故意，不属于失信。"),
    "overturn": (CreditDesk.overturn, "撤销认定：异议成立，或依据已撤销；由另一位工作人员办理。"),
}


@app.command("list")
def list_waiting(
    by: ByOption, office: OfficeOption = "", home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """列出待核实的疑点和待答复的异议；每看一条都留下记录。"""
    found = _desk(home).waiting(officer(by, office))
    if as_json:
        print_json([KEPT.dump_python(each, mode="json") for each in found])
        return
    for each in found:
        _print(each)
        for one in each.entry.evidence:
            typer.echo(f"  · 承诺：{one.promised} · 核查：{one.found}")
    typer.echo(f"共 {len(found)} 条。")


@app.command("invite")
def invite(
    entry: EntryArgument,
    on: Annotated[datetime, typer.Option(formats=DAY, help="请本人说明情况的日期")],
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """通知本人在某日说明情况。"""
    _print(_desk(home).invite(entry, on.date(), officer(by, office)))


@app.command("confirm")
def confirm(
    entry: EntryArgument,
    why: WhyOption,
    level: Annotated[Level, typer.Option(help="失信程度")],
    months: Annotated[int, typer.Option(help="期限（月）")],
    heard_on: Annotated[datetime, typer.Option(formats=DAY, help="听取本人意见的日期")],
    by: ByOption,
    words: Annotated[str, typer.Option(help="本人的意见")] = "",
    absent: Annotated[bool, typer.Option("--absent", help="已通知，本人当日没有说明")] = False,
    fault_ended_on: Annotated[
        datetime | None, typer.Option(formats=DAY, help="失信行为终止的日期")
    ] = None,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """认定虚假承诺：须先听取本人意见。登记是否撤销另行办理。"""
    hearing = Hearing(heard_on.date(), words, came=not absent)
    ended = fault_ended_on.date() if fault_ended_on else None
    done = _desk(home).confirm(entry, why, level, months, hearing, officer(by, office), ended)
    _print(done.kept)
    if done.may_revoke:
        typer.echo(f"登记 {done.kept.registration} 仍然有效：是否撤销，由工作人员另行决定。")


@app.command("repair")
def repair(
    entry: EntryArgument,
    corrected_on: Annotated[datetime, typer.Option(formats=DAY, help="失信行为纠正的日期")],
    promised_on: Annotated[datetime, typer.Option(formats=DAY, help="作出信用承诺的日期")],
    promise: Annotated[str, typer.Option(help="信用承诺的内容")],
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """信用修复：恢复按承诺方式办理。"""
    done = Repair(corrected_on.date(), promised_on.date(), promise)
    _print(_desk(home).repair(entry, done, officer(by, office)))


@app.command("record")
def record(
    registration: Annotated[str, typer.Argument(help="登记编号")],
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """本人的全部信用记录，交给本人：内容、依据、谁办理、谁查阅过；这次查阅也留下记录。"""
    found = record_of(_desk(home), registration, officer(by, office))
    if as_json:
        print_json(record_json(found))
        return
    for line in record_lines(found):
        typer.echo(line)


@app.command("object")
def object_to(
    entry: EntryArgument,
    words: Annotated[str, typer.Option(help="本人异议的理由")],
    by: ByOption,
    needs_others: Annotated[bool, typer.Option("--needs-others", help="须其他部门协助")] = False,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """记下本人在窗口或电话里提出的异议。"""
    made = _desk(home).object(entry, words, officer(by, office), needs_others)
    typer.echo(f"已记下异议，{by_day(made.deadline)}前答复。")


@app.command("answer")
def answer(
    entry: EntryArgument,
    why: WhyOption,
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """答复异议，记录维持不变；由另一位工作人员办理。"""
    done = _desk(home).answer(entry, why, officer(by, office))
    typer.echo(f"已答复 {len(done)} 项异议。")


@app.command("forget")
def forget(by: ByOption, office: OfficeOption = "", home: HomeOption = None) -> None:
    """删除失信行为终止满五年的记录。"""
    typer.echo(f"已删除 {_desk(home).forget(officer(by, office))} 条。")


def _decision(name: str, act: Decide, told: str) -> None:
    @app.command(name, help=told)
    def decide(
        entry: EntryArgument,
        why: WhyOption,
        by: ByOption,
        office: OfficeOption = "",
        home: HomeOption = None,
    ) -> None:
        _print(act(_desk(home), entry, why, officer(by, office)))


for _name, (_act, _told) in DECISIONS.items():
    _decision(_name, _act, _told)


def _desk(home: HomeOption) -> CreditDesk:
    return runtime(home, must_exist=True).credit


def _print(kept: Kept) -> None:
    entry = kept.entry
    state = STATE_NAMES[entry.state]
    typer.echo(
        f"{kept.id} · {state} · {entry.reason} · 至 {entry.until} · 登记 {kept.registration}"
    )
