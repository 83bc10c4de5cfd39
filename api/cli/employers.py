"""`linggang employers`: employers' standing; verify, bar, lift, object, review by night."""

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.officer import ByOption, OfficeOption, officer
from api.services.employer_desk import EmployerDesk
from api.services.posting_view import employer_json
from registry.actor import Actor
from registry.jobs.employer_standing import TABLE, Level, Standing

app = typer.Typer(
    help="用人单位：列出、查看、核验，停止发布岗位、不予停止、解除、异议，每晚复核。",
    no_args_is_help=True,
)
EmployerArgument = Annotated[str, typer.Argument(help="编号、统一社会信用代码或单位名称")]
WhyOption = Annotated[str, typer.Option("--why", help="理由，会告知该单位")]
DAY: Final = ["%Y-%m-%d"]
Decide = Callable[[EmployerDesk, int, str, Actor], Standing]
# What an officer decides by a reason alone.
DECISIONS: Final = {
    "dismiss": (EmployerDesk.dismiss, "对提请停止发布的单位，决定不停止。"),
    "lift": (EmployerDesk.lift, "提前解除停止发布；异议成立的也由此答复。"),
    "keep": (EmployerDesk.keep, "答复异议，维持停止发布；由另一位工作人员办理。"),
}


@app.command("list")
def list_employers(
    level: Annotated[Level | None, typer.Option(help="只列这一级；默认全部")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="只列超期未核验的")] = False,
    limit: Annotated[int, typer.Option(min=1, help="最多几家")] = 100,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出用人单位：是否核验、是否关注或停止发布。"""
    found = [employer_json(one) for one in _desk(home).all(level, overdue, limit)]
    if as_json:
        print_json(found)
        return
    for each in found:
        typer.echo(_line(each))
    typer.echo(f"共 {len(found)} 家。")


@app.command("show")
def show(employer: EmployerArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """一家用人单位：核验、属实的投诉数、决定和异议。"""
    desk = _desk(home)
    found = employer_json(desk.show(desk.find(employer).id))
    if as_json:
        print_json(found)
        return
    typer.echo(f"{_line(found)} · 属实的投诉 {found['upheld']} 件")
    if found["reason"]:
        typer.echo(f"  理由：{found['reason']}")
    if found["objection"]:
        answer = found["objection"]["answer"] or f"待答复（{found['objection']['due']} 前）"
        typer.echo(f"  异议：{found['objection']['words']}\n  答复：{answer}")


@app.command("verify")
def verify(
    employer: EmployerArgument,
    licence_checked_on: Annotated[
        datetime, typer.Option("--licence", formats=DAY, help="核对营业执照的日期")
    ],
    by: ByOption,
    uscc: Annotated[str, typer.Option(help="统一社会信用代码；岗位里已有的可不写")] = "",
    firm: Annotated[
        str | None, typer.Option(help="代表它的账号的来源，核对授权后写；空为取消，不写为照旧")
    ] = None,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """记下已核验单位的证照和经办人。"""
    desk, day = _desk(home), licence_checked_on.date()
    one = desk.find(employer)
    done = desk.verify(one.id, day, officer(by, office), uscc.strip().upper(), firm)
    typer.echo(f"{one.name} · 已核验 · {done.verified_on}")


@app.command("bar")
def bar(
    employer: EmployerArgument,
    why: WhyOption,
    by: ByOption,
    months: Annotated[int | None, typer.Option(min=1, help="几个月；默认按本局的规定")] = None,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """停止一家单位发布岗位：它的岗位全部暂停，以后送来的也一样。"""
    desk = _desk(home)
    one = desk.find(employer)
    _print(one.name, desk.bar(one.id, why, officer(by, office), months))


@app.command("object")
def object_to(
    employer: EmployerArgument,
    words: Annotated[str, typer.Option(help="单位的异议")],
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """记下单位对停止发布的异议。"""
    desk = _desk(home)
    one = desk.find(employer)
    done = desk.object(one.id, words, officer(by, office))
    due = done.objection.deadline.due if done.objection else ""
    typer.echo(f"{one.name} · 已收到异议，{due} 前由另一位工作人员答复。")


@app.command("review")
def review(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """按属实的投诉、期限和核验复核每家单位。每晚运行一次。"""
    done = _desk(home).review()
    if as_json:
        print_json(done.to_json())
        return
    typer.echo(f"复核 {done.employers} 家，{done.levels} 家的级别有变。")


def _desk(home: HomeOption) -> EmployerDesk:
    return runtime(home, must_exist=True).employers


def _line(found: dict[str, Any]) -> str:
    level = found["level_name"] if found["level"] != Level.NONE else ""
    until = f"至 {found['barred_until']}" if found["barred_until"] else ""
    parts = (found["id"], found["name"], found["uscc"], found["verification_name"], level, until)
    return " · ".join(str(part) for part in parts if part)


def _print(name: str, standing: Standing) -> None:
    until = f"，至 {standing.barred_until}" if standing.barred_until else ""
    typer.echo(f"{name} · {TABLE.state_names[standing.level]}{until}")


def _decision(name: str, act: Decide, told: str) -> None:
    @app.command(name, help=told)
    def decide(
        employer: EmployerArgument,
        why: WhyOption,
        by: ByOption,
        office: OfficeOption = "",
        home: HomeOption = None,
    ) -> None:
        desk = _desk(home)
        one = desk.find(employer)
        _print(one.name, act(desk, one.id, why, officer(by, office)))


for _name, (_act, _told) in DECISIONS.items():
    _decision(_name, _act, _told)
