"""`linggang after-control`: draw and ask, write answers down, close."""

from typing import Annotated

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.officer import ByOption, OfficeOption, officer
from api.clock import today
from api.services.after_control import QUESTION, AfterControlDesk
from api.services.after_control_view import round_json
from api.store.after_controls import KeptCheck
from registry.registration.after_control import TABLE, CheckOutcome
from registry.registration.credit_entry import Evidence, Matter

app = typer.Typer(help="事后抽查：抽取并询问、记下答复、办结。", no_args_is_help=True)
CheckArgument = Annotated[str, typer.Argument(help="抽查编号（见 linggang after-control list）")]


@app.command("draw")
def draw(
    by: ByOption,
    question: Annotated[str, typer.Option(help="向本人询问的内容")] = QUESTION,
    office: OfficeOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """抽取今天的复核对象（同一天只抽一次）并逐一询问；期满未答复的记为未答复。"""
    done = _desk(home).start(question, officer(by, office))
    if as_json:
        print_json(round_json(done))
        return
    drawn = done.draw
    for county, count in drawn.counties.items():
        typer.echo(f"{county}：{count}")
    count = sum(drawn.counties.values())
    typer.echo(f"{drawn.day} 抽取 {count} 人，询问 {done.asked} 人，期满未答复 {done.silent} 人。")


@app.command("list")
def list_waiting(home: HomeOption = None) -> None:
    """列出尚未办结的抽查。"""
    for each in _desk(home).waiting():
        _print(each)


@app.command("answer")
def answer(
    check: CheckArgument,
    words: Annotated[str, typer.Option(help="本人的答复")],
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """记下本人在窗口或电话里的答复。"""
    _print(_desk(home).answer(check, words, officer(by, office)))


@app.command("close")
def close(
    check: CheckArgument,
    outcome: Annotated[CheckOutcome, typer.Option(help="核查结论")],
    finding: Annotated[str, typer.Option(help="结论的依据，会告知本人")],
    by: ByOption,
    matter: Annotated[Matter | None, typer.Option(help="不一致的事项（仅存疑时）")] = None,
    promised: Annotated[str, typer.Option(help="本人承诺的（仅存疑时）")] = "",
    found: Annotated[str, typer.Option(help="核查发现的（仅存疑时）")] = "",
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """办结一次抽查；存疑须有不一致的证据，转信用核查。"""
    here = runtime(home, must_exist=True)
    evidence = (Evidence(matter, promised, found, today(here.settings)),) if matter else ()
    actor = officer(by, office)
    done = here.after_control.close(check, outcome, finding, actor, evidence)
    _print(done.kept)
    if done.suspicion:
        typer.echo(f"已转信用核查：{done.suspicion.id}")


def _desk(home: HomeOption) -> AfterControlDesk:
    return runtime(home, must_exist=True).after_control


def _print(kept: KeptCheck) -> None:
    check = kept.check
    due = f" · {check.deadline.due} 前答复" if check.deadline else ""
    typer.echo(f"{kept.id} · {TABLE.state_names[check.state]} · 登记 {check.registration}{due}")
