"""`linggang ingest`: bring postings or workers in from a file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.cli.common import HomeOption, JsonOption, print_json, progress, runtime
from api.cli.ingest_text import print_closing, print_report
from api.clock import now
from api.runtime import Runtime
from api.services.clusters import refresh
from api.services.duplicates import Duplicates, load_sketcher, together
from api.services.error_workbook import write_error_workbook
from api.services.feed_in import Terms
from api.services.ingest import IngestReport, check_writable, write_errors, write_losses
from api.store import changes
from registry.jobs.posting import Profile


class Kind(StrEnum):
    """What a file holds."""

    POSTINGS = "postings"
    WORKERS = "workers"


def ingest_file(
    file: Annotated[
        Path, typer.Argument(help="文件：xlsx、csv、jsonl、json、JSON-LD，后几种可 gz")
    ],
    source: Annotated[str | None, typer.Option(help="来源名称；默认取文件里写的或文件名")] = None,
    profile: Annotated[
        Profile, typer.Option(help="public 公开发布；archive 存档评测")
    ] = Profile.PUBLIC,
    kind: Annotated[Kind | None, typer.Option(help="默认按内容识别")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写入")] = False,
    errors: Annotated[
        Path | None,
        typer.Option(help="把被拒和待补正的行连同原因写到这个文件；.xlsx 改好后可再导入"),
    ] = None,
    losses: Annotated[
        Path | None, typer.Option(help="把没读出工种、地点、报酬、单位、时间的行写到这个文件")
    ] = None,
    complete: Annotated[
        bool, typer.Option("--complete", help="这是该来源的全量数据：里面没有的岗位撤下")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="同 --complete：要撤下的超过一半也照撤")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导入岗位或劳动者；每一行要么收下，要么说明为什么没收。重复导入不会改变任何东西。"""
    check_writable(file, errors, losses)
    here = runtime(home)
    terms = Terms(
        source=source,
        profile=profile,
        kind=kind.value if kind else None,
        complete=complete,
        force=force,
        most_closed=here.settings.feed_close_share,
        dry_run=dry_run,
    )
    with progress("导入") as tell:
        taken = here.feeds.take(file, terms, tell)
    report = taken.report
    if errors is not None:
        _write_errors(here, report, file, errors)
    if losses is not None:
        write_losses(report.lost, losses)
    found = _duplicates(here, report)
    if as_json:
        print_json(taken.to_json() | {"duplicates": found.counts() if found else None})
    else:
        print_report(report, here.reference.lint_rules, errors, losses, home)
        print_closing(taken.closing)
        if found and found.clusters:
            typer.echo(found.sentence())
    if report.fault:
        typer.echo(f"错误：文件没有读完：{report.fault}", err=True)
    withheld = taken.closing.withheld if taken.closing else ""
    if withheld:
        typer.echo(f"错误：{withheld}", err=True)
    if report.fault or report.is_refused or withheld:
        raise typer.Exit(1)


def _write_errors(here: Runtime, report: IngestReport, file: Path, errors: Path) -> None:
    if errors.suffix.lower() == ".xlsx":
        write_error_workbook(report, file, errors, here.reference)
    else:
        write_errors(report, here.reference.lint_rules, errors)


def _duplicates(here: Runtime, report: IngestReport) -> Duplicates | None:
    """What of the whole job library is one job, found anew; None where no posting came in."""
    if report.dry_run or report.kind is not changes.Kind.POSTING or not report.kept:
        return None
    sketcher = load_sketcher(here.settings.data)
    return together(refresh(here.engine, sketcher, now(here.settings)).values())
