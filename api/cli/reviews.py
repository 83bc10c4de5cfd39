"""`linggang reviews`: what waits for an officer, and a doubt settled."""

from typing import Annotated

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.officer import ByOption, OfficeOption, officer
from api.clock import SHANGHAI
from api.services.review_view import KIND_NAMES, doubt_json, page_json
from api.services.reviews import cursor, read_cursor
from api.store.reviews import Review, ReviewKind

app = typer.Typer(help="等待工作人员核查的事项：列出、办结疑点。", no_args_is_help=True)


@app.command("list")
def list_waiting(
    division: Annotated[str, typer.Option(help="只列这个县区的，区划代码；默认全部")] = "",
    after: Annotated[str, typer.Option(help="上一页最后给出的续页标记")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="最多几条")] = 100,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出待核查的申请、待答复的异议和疑点，等得最久的在前。"""
    place = read_cursor(after) if after else None
    found = runtime(home, must_exist=True).reviews.waiting(division, place, limit + 1)
    shown = found[:limit]
    following = cursor(shown[-1].place) if len(found) > limit else None
    if as_json:
        print_json(page_json(shown, following))
        return
    for each in shown:
        typer.echo(_line(each))
    if following:
        typer.echo(f"后面还有：--after {following}")


@app.command("settle")
def settle(
    registration: Annotated[str, typer.Argument(help="登记编号")],
    key: Annotated[str, typer.Argument(help="疑点编号（见 linggang reviews list）")],
    reason: Annotated[str, typer.Option(help="核查的结果和理由，加密保存")],
    by: ByOption,
    told: Annotated[str, typer.Option(help="告知本人的话；只在对本人有影响时写")] = "",
    office: OfficeOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """办结一项疑点。应当退出的，另行办理退出。"""
    desk = runtime(home, must_exist=True).reviews
    done = desk.settle(registration, key, reason, officer(by, office), told)
    if as_json:
        print_json(doubt_json(done))
        return
    typer.echo(f"已办结：{done.code} · {done.settled_by}")


def _line(one: Review) -> str:
    place = one.place
    key = place.part if one.kind is ReviewKind.DOUBT else ""
    since = f"{place.since.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
    other = f" · 不能由 {one.not_by} 办理" if one.not_by else ""
    parts = (since, one.division, KIND_NAMES[one.kind], place.registration, key, one.code)
    return " · ".join(each for each in parts if each) + f"：{one.words}{other}"
