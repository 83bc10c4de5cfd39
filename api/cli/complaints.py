"""`linggang complaints`: what waits for an answer, one in full, an officer's decision."""

from enum import StrEnum
from typing import Annotated

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.officer import ByOption, OfficeOption, officer
from api.clock import today
from api.services.posting_view import complaint_json
from registry.actor import Actor, Role
from registry.jobs.complaint import TABLE, About, ComplaintState, Kind

app = typer.Typer(help="投诉：登记、列出（超期的在前）、查看、受理、办结。", no_args_is_help=True)
NumberArgument = Annotated[str, typer.Argument(help="投诉编号")]


class Outcome(StrEnum):
    """How a complaint is decided, as it is typed."""

    UPHELD = "upheld"
    REJECTED = "rejected"
    ANSWERED = "answered"


@app.command("list")
def list_waiting(
    limit: Annotated[int, typer.Option(min=1, help="最多几条")] = 100,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出待办的投诉，超期最久的在前；不显示投诉人的话。"""
    here = runtime(home, must_exist=True)
    day = today(here.settings)
    found = [complaint_json(each, day) for each in here.complaints.waiting(limit)]
    if as_json:
        print_json(found)
        return
    for each in found:
        late = "【超期】" if each["is_overdue"] else ""
        about = each["posting"] or (f"用人单位 {each['employer']}" if each["employer"] else "")
        parts = (each["number"], each["state_name"], each["kind_name"], about, f"{each['due']} 前")
        typer.echo(late + " · ".join(part for part in parts if part))
    typer.echo(f"共 {len(found)} 件。")


@app.command("show")
def show(
    number: NumberArgument,
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """一件投诉的全部，含投诉人的话和联系方式；查看留下记录。"""
    here = runtime(home, must_exist=True)
    kept = here.complaints.reveal(number, officer(by, office))
    found = complaint_json(kept, today(here.settings), with_words=True)
    if as_json:
        print_json(found)
        return
    typer.echo(f"{number} · {found['state_name']} · {found['kind_name']} · {found['due']} 前答复")
    typer.echo(f"  对象：{found['subject']}\n  情况：{found['words']}")
    typer.echo(f"  联系：{found['contact'] or '未留'}\n  答复：{found['answer'] or '未答复'}")


@app.command("send")
def send(
    words: Annotated[str, typer.Option(help="情况，不超过2000字")],
    kind: Annotated[Kind, typer.Option(help="投诉的是什么")],
    by: ByOption,
    about: Annotated[About, typer.Option(help="投诉岗位、用人单位还是推荐清单")] = About.POSTING,
    subject: Annotated[str, typer.Option(help="岗位编号或单位名称")] = "",
    contact: Annotated[str, typer.Option(help="投诉人的联系方式，可不留")] = "",
    home: HomeOption = None,
) -> None:
    """在窗口或电话里替人登记一件投诉；编号和查询码告知投诉人。"""
    here = runtime(home, must_exist=True)
    clerk = Actor(officer(by, "").id, Role.OFFICER)
    done = here.complaints.send(about, subject, kind, words, clerk, contact)
    typer.echo(f"已收到：{done.number}，查询码 {done.secret}，{done.deadline.due} 前答复。")


@app.command("take")
def take(
    number: NumberArgument, by: ByOption, office: OfficeOption = "", home: HomeOption = None
) -> None:
    """开始核查一件投诉。"""
    kept = runtime(home, must_exist=True).complaints.take(number, officer(by, office))
    typer.echo(f"{number} · {TABLE.state_names[kept.complaint.state]}")


@app.command("decide")
def decide(
    number: NumberArgument,
    outcome: Annotated[Outcome, typer.Option(help="属实、不属实，或只作答复")],
    why: Annotated[str, typer.Option("--why", help="理由，会告知投诉人")],
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """办结一件投诉：属实的，岗位下架并记入用人单位。"""
    state = ComplaintState[outcome.name]
    desk = runtime(home, must_exist=True).complaints
    kept = desk.decide(number, state, why, officer(by, office))
    typer.echo(f"{number} · {TABLE.state_names[kept.complaint.state]}")
