"""`linggang postings`: by their state; one closed, held, lifted, reopened; the outdated closed."""

from datetime import datetime
from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.officer import ByOption, OfficeOption, officer
from api.services.posting_desk import CLOSINGS, PostingDesk
from api.services.posting_view import record_json, row_json
from registry.jobs.lifecycle import TABLE, PostingEvent
from registry.jobs.posting import Posting, PostingState

app = typer.Typer(
    help="岗位：按状态列出，查看，关闭、暂停、解除、重新开放，到期关闭。", no_args_is_help=True
)
PostingArgument = Annotated[str, typer.Argument(help="岗位编号")]
WhyOption = Annotated[str, typer.Option("--why", help="理由，会告知用人单位")]
DAY: Final = ["%Y-%m-%d"]


@app.command("list")
def list_postings(
    state: Annotated[PostingState | None, typer.Option(help="只列这一状态；默认全部")] = None,
    source: Annotated[str, typer.Option(help="只列这一来源；默认全部")] = "",
    limit: Annotated[int, typer.Option(min=1, help="最多几条")] = 100,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出公开岗位和它们的状态、最后出现的日期、关闭原因。"""
    found = [row_json(each) for each in _desk(home).rows(state, source, limit)]
    if as_json:
        print_json(found)
        return
    for each in found:
        parts = (each["id"], each["state_name"], each["title"], each["closed_reason"])
        typer.echo(" · ".join(part for part in parts if part))
    typer.echo(f"共 {len(found)} 条。")


@app.command("show")
def show(posting: PostingArgument, home: HomeOption = None, as_json: JsonOption = False) -> None:
    """一条岗位的全部：状态、待补正原因、建议文本、办理记录。"""
    found = record_json(_desk(home).show(posting))
    if as_json:
        print_json(found)
        return
    closed = f"：{found['closed_reason']}" if found["closed_reason"] else ""
    typer.echo(f"{posting} · {found['state_name']}{closed} · 最后出现 {found['last_seen']}")
    for each in found["reasons"]:
        typer.echo(f"  · {each['detail']}（{each['clause']}）")
    if found["rewrite"]:
        typer.echo(f"  建议文本：{found['rewrite']['title']}｜{found['rewrite']['description']}")
    for each in found["history"]:
        why = f"：{each['reason']}" if each["reason"] else ""
        typer.echo(f"  {each['at'][:16]} {each['event_name']}（{each['actor']}）{why}")


@app.command("close")
def close(
    posting: PostingArgument,
    why: WhyOption,
    by: ByOption,
    how: Annotated[
        PostingEvent, typer.Option(help=f"怎样关闭：{'、'.join(CLOSINGS)}")
    ] = PostingEvent.WITHDRAW,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """关闭一条岗位：招满（fill）、撤回（withdraw）、下架（remove）。"""
    _print(_desk(home).close(posting, how, why, officer(by, office)))


@app.command("hold")
def hold(
    posting: PostingArgument,
    why: WhyOption,
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """暂停发布一条岗位，直到解除；多人投诉后的先行暂停由此确认。"""
    _print(_desk(home).hold(posting, why, officer(by, office)))


@app.command("lift")
def lift(
    posting: PostingArgument,
    why: WhyOption,
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """解除对一条岗位的暂停；它自己的文字还有问题的，仍待补正。"""
    _print(_desk(home).lift(posting, why, officer(by, office)))


@app.command("reopen")
def reopen(
    posting: PostingArgument,
    why: WhyOption,
    by: ByOption,
    until: Annotated[
        datetime | None, typer.Option(formats=DAY, help="新的有效期至；默认不变")
    ] = None,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """重新开放一条已关闭的岗位；文字照常核对。"""
    day = until.date() if until else None
    _print(_desk(home).reopen(posting, officer(by, office), why, day))


@app.command("expire")
def expire(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """关闭已过有效期的，和没有有效期、来源多日没有再发送的岗位。每晚运行一次。"""
    done = _desk(home).expire().to_json()
    if as_json:
        print_json(done)
        return
    typer.echo(f"到期关闭 {done['expired']} 条，来源不再发送 {done['unsent']} 条。")


def _desk(home: HomeOption) -> PostingDesk:
    return runtime(home, must_exist=True).postings


def _print(posting: Posting) -> None:
    holds = f"（{'、'.join(posting.holds)}）" if posting.holds else ""
    typer.echo(f"{posting.id} · {TABLE.state_names[posting.state]}{holds}")
