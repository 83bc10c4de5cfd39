"""What `linggang ingest` tells people: counts, what was refused or held, and the next step."""

from pathlib import Path
from typing import Final

import typer

from api.cli.common import home_option
from api.services.ingest import IngestReport
from api.services.ingest_losses import FIELDS
from registry.jobs.closing import Closing
from registry.jobs.holds import hold_finding
from registry.jobs.lint import LintRules

MOST_REFUSALS_SHOWN: Final = 20


def print_report(
    report: IngestReport,
    rules: LintRules,
    errors: Path | None,
    losses: Path | None,
    home: Path | None,
) -> None:
    """A report in plain text, refusals on standard error.

    errors, losses: the files that rows were written to, if any.
    """
    counts = report.to_json()
    done = "试导入（未写入）" if report.dry_run else "导入完成"
    typer.echo(
        f"{done}：共 {counts['rows']} 行，新增 {counts['inserted']}，更新 {counts['updated']}，"
        f"未变 {counts['unchanged']}，拒收 {counts['refused']}；待补正 {counts['held']}"
    )
    for code, number in report.holds.most_common():
        typer.echo(f"  待补正 {number} 条：{hold_finding(code, rules).cited}")
    if report.is_held_archive:
        typer.echo("  这些是存档岗位？请加 --profile archive。")
    elif report.held and errors is None:
        typer.echo("  是哪些行，用 --errors OUT 写出。")
    _print_losses(report, losses)
    _print_refusals(report)
    if not report.dry_run and report.has_changed:
        typer.echo(f"下一步：linggang index build{home_option(home)}")


def print_closing(closing: Closing | None) -> None:
    """What a full feed closed."""
    if closing is not None and not closing.withheld:
        typer.echo(f"  全量数据里没有的，撤下 {len(closing.ids)} 条。")


def _print_losses(report: IngestReport, losses: Path | None) -> None:
    found = {name: lost for name, lost in report.losses.items() if lost["count"]}
    for name, lost in found.items():
        typer.echo(f"  未读出{FIELDS[name].label} {lost['count']} 条（{lost['share']:.1%}）")
    if found and losses is None:
        typer.echo("  是哪些行，用 --losses OUT 写出。")


def _print_refusals(report: IngestReport) -> None:
    for row, _, field, _, reason in [each.refusal for each in report.refused[:MOST_REFUSALS_SHOWN]]:
        where = f"第 {row} 行 {field}" if field else f"第 {row} 行"
        typer.echo(f"  {where}：{reason}", err=True)
    more = len(report.refused) - MOST_REFUSALS_SHOWN
    if more > 0:
        typer.echo(f"  另有 {more} 行被拒，用 --errors OUT 写出全部。", err=True)
