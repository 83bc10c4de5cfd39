"""`linggang audit`: whether the record of what was done is whole."""

from typing import Annotated

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.database import snapshot
from api.services.audit_report import ChainReport, read_noted, verify_chain

app = typer.Typer(help="审计记录：核对是否完整、有没有被改动。", no_args_is_help=True)


@app.command()
def verify(
    expect: Annotated[
        str | None, typer.Option(metavar="序号:校验值", help="以前印出并另存的一条，核对它还在")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """从第一条核对到末尾；有一处不符，逐处列出，退出码为 1。请把印出的末尾校验值另存。"""
    noted = read_noted(expect) if expect is not None else None
    here = runtime(home, must_exist=True)
    with snapshot(here.engine) as connection:
        report = verify_chain(connection, here.keys.audit, noted)
    if as_json:
        print_json(report.to_json())
    else:
        _print(report)
    if not report.is_whole:
        raise typer.Exit(1)


def _print(report: ChainReport) -> None:
    for each in report.breaks:
        typer.echo(f"第 {each.sequence} 条：{each.reason}")
    if report.is_whole:
        typer.echo(f"审计记录完整，共 {report.sequence} 条。")
    else:
        typer.echo(f"审计记录不完整，共 {len(report.breaks)} 处不符。请保全数据库并报告主管。")
    typer.echo(f"末尾：{report.sequence}:{report.hash}")
