"""`linggang feeds`, `linggang template`: how each source stands; the Excel template to fill in."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.clock import SHANGHAI, now
from api.database import reading
from api.services.feed_status import SourceStatus, source_statuses
from api.services.ingest_losses import FIELDS
from api.services.template_workbook import write_template
from registry.errors import InvalidField

NEVER: Final = "没有成批来过"


def feeds(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """逐个来源说明：最近一次来数、最近一次成功、在招多少、没读出多少、是不是很久没来了。"""
    here = runtime(home, must_exist=True)
    with reading(here.engine) as connection:
        found = source_statuses(connection, now(here.settings))
    if as_json:
        print_json([each.to_json() for each in found])
        return
    for each in found:
        _print(each)
    if not found:
        typer.echo("还没有来源。导入：linggang ingest FILE --source 名称。")


def template(
    out: Annotated[Path, typer.Argument(help="写到哪个文件，如 岗位模板.xlsx")],
    home: HomeOption = None,
) -> None:
    """写出填报岗位的 Excel 模板：各列带下拉选项和说明，填好用 linggang ingest 导入。"""
    if out.suffix.lower() != ".xlsx":
        raise InvalidField("out", "suffix", f"模板是 Excel 工作簿：请写成 {out.stem}.xlsx。")
    write_template(out, runtime(home).reference)
    typer.echo(f"已写出 {out}。填好后：linggang ingest {out} --source 贵方名称 --dry-run")


def _print(each: SourceStatus) -> None:
    typer.echo(f"{each.source}：在招 {each.live}，待补正 {each.held}")
    if each.silent_since is not None:
        typer.echo(f"  ！已超过平常的间隔没有来数，上次 {_told(each.silent_since)}：请联系该来源。")
    if each.last is None:
        typer.echo(f"  {NEVER}")
        return
    counts = each.last.counts
    whole = "全量" if each.last.complete else "增量"
    typer.echo(
        f"  最近 {_told(each.last.started_at)}（{whole}，{each.last.file}）：{counts['rows']} 行，"
        f"新增 {counts['inserted']}，更新 {counts['updated']}，未变 {counts['unchanged']}，"
        f"拒收 {counts['refused']}，撤下 {counts['withdrawn']}"
    )
    if each.last.ended_at is None:
        typer.echo("  没有记到结束：还在进行，或者中断了，请再导入一次。")
    for trouble in filter(None, (each.last.fault, each.last.withheld)):
        typer.echo(f"  ！{trouble}")
    typer.echo(f"  最近成功 {_told(each.last_success) if each.last_success else '还没有'}")
    if lost := {name: share for name, share in each.mapping_loss.items() if share}:
        told = "，".join(f"{FIELDS[name].label} {share:.1%}" for name, share in lost.items())
        typer.echo(f"  没读出：{told}")


def _told(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
