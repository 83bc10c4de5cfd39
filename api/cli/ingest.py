"""`linggang ingest`: bring postings or workers in from a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.common import HomeOption, JsonOption, print_json, progress, runtime
from api.clock import now
from api.services.ingest import IngestReport, ingest, write_errors
from registry.jobs.posting import Profile

MOST_REFUSALS_SHOWN = 20


class Kind(StrEnum):
    """What a file holds."""

    POSTINGS = "postings"
    WORKERS = "workers"


def ingest_file(
    file: Annotated[Path, typer.Argument(help="岗位或劳动者文件：jsonl、jsonl.gz、json、csv")],
    source: Annotated[str | None, typer.Option(help="来源名称；默认取文件里写的或文件名")] = None,
    profile: Annotated[
        Profile, typer.Option(help="public 公开发布；archive 存档评测")
    ] = Profile.PUBLIC,
    kind: Annotated[Kind | None, typer.Option(help="默认按内容识别")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    errors: Annotated[Path | None, typer.Option(help="把被拒的行连同原因写到这个文件")] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导入岗位或劳动者；每一行要么收下，要么说明为什么没收。重复导入不会改变任何东西。"""
    here = runtime(home)
    with progress("导入") as tell:
        report = ingest(
            here.engine,
            file,
            reference=here.reference,
            source=source,
            profile=profile,
            kind=kind.value if kind else None,
            dry_run=dry_run,
            on_progress=tell,
            at=now(here.settings),
        )
    if errors is not None:
        write_errors(report, errors)
    if as_json:
        print_json(report.to_json())
    else:
        _print(report, dry_run)
    if report.fault:
        typer.echo(f"错误：文件没有读完：{report.fault}", err=True)
        raise typer.Exit(1)


def _print(report: IngestReport, dry_run: bool) -> None:
    counts = report.to_json()
    done = "试导入（未写入）" if dry_run else "导入完成"
    typer.echo(
        f"{done}：共 {counts['rows']} 行，新增 {counts['inserted']}，更新 {counts['updated']}，"
        f"未变 {counts['unchanged']}，拒收 {counts['refused']}；待补正 {counts['held']}"
    )
    for refusal in counts["refusals"][:MOST_REFUSALS_SHOWN]:
        typer.echo(f"  第 {refusal['row']} 行 {refusal['field']}：{refusal['reason']}", err=True)
    more = len(counts["refusals"]) - MOST_REFUSALS_SHOWN
    if more > 0:
        typer.echo(f"  另有 {more} 行被拒，用 --errors OUT 写出全部。", err=True)
