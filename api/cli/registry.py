"""`linggang registry`: files exchanged with the provincial system, and scans of signed promises."""

import getpass
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, progress, runtime
from api.clock import now
from api.exchange.codes import load_codes
from api.runtime import Runtime
from api.security.keys import load_keys
from api.services.exchange_clerk import Clerk
from api.services.exchange_in import import_file
from api.services.exchange_out import export_file
from api.services.exchange_report import UNCHECKED, ImportReport, write_errors
from api.services.ingest_errors import check_writable
from api.services.scan import hash_scan
from registry.actor import Actor, Role
from registry.errors import InvalidField

MOST_SHOWN: Final = 20

app = typer.Typer(help="就业登记：与省公共就业系统交换文件。", no_args_is_help=True)


@app.command("export")
def export(
    since: Annotated[
        datetime, typer.Option(formats=["%Y-%m-%d"], help="这一天起登记、变更或终止的，含当天")
    ],
    out: Annotated[Path, typer.Option(help="写到这个文件；含明文身份证号，只有本人可读")],
    by: Annotated[str, typer.Option(help="由谁导出；默认登录名")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导出登记给省系统：同样的状态写出同样的文件，每次导出都有审计记录。"""
    clerk = _clerk(runtime(home, must_exist=True), by or _login())
    done = export_file(clerk, since.date(), out)
    if as_json:
        print_json(done.to_json())
        return
    typer.echo(f"已导出 {done.rows} 条（{done.since} 起）：{out}，SHA-256 {done.sha256}")
    typer.echo("文件含明文身份证号：请经保密渠道传送，用后删除。")


@app.command("import")
def bring_in(
    file: Annotated[Path, typer.Argument(help="省系统的登记文件，CSV；格式见 docs/exchange.md")],
    by: Annotated[str, typer.Option(help="由哪位工作人员导入")],
    errors: Annotated[Path | None, typer.Option(help="把被拒的行连同原因写到这个文件")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导入省系统的登记：不覆盖本地的登记，不一致的转人工核对；重复导入不会改变任何东西。"""
    check_writable(file, errors, None)
    clerk = _clerk(runtime(home, must_exist=True), by)
    with progress("导入") as tell:
        report = import_file(clerk, file, tell)
    if errors is not None:
        write_errors(report, errors)
    if as_json:
        print_json(report.to_json())
    else:
        _print(report, errors)
    if report.fault:
        typer.echo(f"错误：文件没有读完：{report.fault}", err=True)
    if report.fault or report.is_refused:
        raise typer.Exit(1)


@app.command("scan")
def scan(file: Annotated[Path, typer.Argument(help="本人签字的承诺书扫描件")]) -> None:
    """承诺书扫描件的校验值，随纸质承诺书一起填写。"""
    typer.echo(hash_scan(file))


def _login() -> str:
    """The login name; "" where the system knows none, as in some containers."""
    with suppress(KeyError, OSError):
        return getpass.getuser()
    return ""


def _clerk(here: Runtime, name: str) -> Clerk:
    if not name.strip():
        raise InvalidField("--by", "missing", "请写明由哪位工作人员办理。")
    settings = here.settings
    codes = load_codes(settings.data / "exchange", settings.own_policy)
    actor = Actor(name.strip(), Role.OFFICER)
    return Clerk(here.engine, load_keys(settings), codes, actor, now(settings))


def _print(report: ImportReport, errors: Path | None) -> None:
    taken = report.taken
    typer.echo(
        f"导入完成：共 {report.rows} 行，在册 {taken['active']}，已终止 {taken['exited']}，"
        f"待本人签署的草稿 {taken['drafts']}，未变 {taken['unchanged']}，"
        f"与本地不一致 {len(report.conflicts)}，拒收 {len(report.refused)}"
    )
    typer.echo(UNCHECKED)
    if report.doubts:
        typer.echo(f"新开人工核对 {report.doubts} 项。")
    if report.ignored:
        typer.echo(f"不认识的列没有读：{'、'.join(report.ignored)}。")
    for each in report.refusals[:MOST_SHOWN]:
        typer.echo(f"  第 {each.row} 行 {each.column}：{each.reason}", err=True)
    if len(report.refusals) > MOST_SHOWN and errors is None:
        typer.echo("  其余用 --errors OUT 写出。", err=True)
