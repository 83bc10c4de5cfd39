"""`linggang shifts`: what time does to shifts, and how they are filled."""

from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.clock import SHANGHAI
from api.database import reading
from api.services.shift_clock import tick as tick_all
from api.store import shifts
from registry.placement.fill import Figures, figures_of

app = typer.Typer(help="即时快招：到时间的班次，招满的情况。", no_args_is_help=True)
A_DATE: Final = "%Y-%m-%d"
A_DAY: Final = timedelta(days=1)


@app.command()
def tick(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """办理到时间的班次：截止、结束、递补、下一批邀请；每分钟运行一次，可重复运行。"""
    here = runtime(home, must_exist=True)
    done = tick_all(here.shifts)
    here.close()
    if as_json:
        print_json(asdict(done))
    else:
        typer.echo(f"到时间的班次 {done.due} 个，发出 {done.waves} 批邀请，共 {done.invited} 人。")


@app.command()
def report(
    first: Annotated[
        datetime | None, typer.Option("--from", formats=[A_DATE], help="从哪天开始的班次")
    ] = None,
    last: Annotated[
        datetime | None, typer.Option("--to", formats=[A_DATE], help="到哪天开始的班次，含这天")
    ] = None,
    firm: Annotated[str | None, typer.Option(help="只看这个来源的班次")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """班次招满的情况：招满率、多久招满、每个名额邀请多少人。"""
    here = runtime(home, must_exist=True)
    begin = first.replace(tzinfo=SHANGHAI) if first else None
    end = last.replace(tzinfo=SHANGHAI) + A_DAY if last else None
    with reading(here.engine) as connection:
        found = figures_of(shifts.filled(connection, begin, end, firm))
    here.close()
    if as_json:
        print_json(asdict(found))
    else:
        typer.echo(_sentence(found))


def _sentence(found: Figures) -> str:
    rate = "–" if found.fill_rate is None else f"{found.fill_rate:.1%}"
    hours = found.hours_to_fill_median
    soon = "" if hours is None else f"，招满用时中位数 {hours:g} 小时"
    return (
        f"班次 {found.shifts} 个、名额 {found.openings} 个，已占 {found.filled} 个（{rate}）"
        f"{soon}；邀请 {found.invitations} 人次，退出 {found.withdrawn}，未到岗 {found.no_shows}。"
    )
