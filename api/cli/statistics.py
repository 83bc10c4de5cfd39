"""`linggang statistics`: the month's figures, freezing, corrections, rows and traces, histories."""

from pathlib import Path
from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, progress, runtime
from api.cli.officer import ByOption, officer
from api.services.home_counties import home_counties
from api.services.policy_words import number_words
from api.services.statistics_desk import Month, entry_json
from api.services.statistics_view import (
    KIND_NAMES,
    MEASURE_NAMES,
    category_name,
    detail_name,
    month_csv,
    month_json,
    row_json,
    row_words,
)
from api.services.statistics_workbook import write_workbook
from registry.errors import InvalidField
from registry.statistics.entry import EntryKind
from registry.statistics.figures import Cell, Measure, read_cell
from registry.trace import text_of

SHOWN: Final = 20
PeriodOption = Annotated[str, typer.Option("--period", help="统计月份，如 2026-10")]

app = typer.Typer(help="城镇新就业统计：月报、冻结、更正、逐人核对。", invoke_without_command=True)


@app.callback()
def statistics(
    context: typer.Context,
    period: PeriodOption = "",
    xlsx: Annotated[Path | None, typer.Option("--xlsx", help="写成上报用的工作簿")] = None,
    csv: Annotated[Path | None, typer.Option("--csv", help="写成 CSV（UTF-8）")] = None,
    freeze: Annotated[bool, typer.Option("--freeze", help="冻结这个月；须已结束")] = False,
    by: Annotated[str, typer.Option("--by", help="由谁冻结")] = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """城镇新就业月报：--xlsx 上报表，--csv、--json 供其他程序，--freeze 冻结。"""
    if context.invoked_subcommand is not None:
        return
    if not period:
        raise InvalidField("--period", "missing", "请写明统计月份，如 --period 2026-10。")
    here = runtime(home, must_exist=True)
    desk = here.statistics
    month = desk.freeze(period, officer(by, "")) if freeze else desk.month(period)
    counties, name = home_counties(here.reference)
    if xlsx is not None:
        write_workbook(xlsx, month, counties, name)
    if csv is not None:
        csv.write_bytes(month_csv(month, counties, name))
    if as_json:
        print_json(month_json(month, counties, name))
        return
    _print(month)
    for path in (xlsx, csv):
        if path is not None:
            typer.echo(f"已写：{path}")


@app.command("rows")
def rows(
    period: PeriodOption,
    cell: Annotated[str, typer.Option(help="指标/明细/县区/类别/性别，如 counted/C1/371302")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """列出一个数后面的每一笔：登记编号、条件、结论。"""
    here, asked = runtime(home, must_exist=True), read_cell(cell)
    found = here.statistics.rows(period, asked)
    if as_json:
        print_json({"cell": asked.text, "rows": [row_json(each) for each in found]})
        return
    _, name = home_counties(here.reference)
    for each in found:
        place = (name(each.county), category_name(each.category), each.registered_on)
        criteria, said = "、".join(each.criteria), row_words(each, asked.measure)
        typer.echo(" · ".join(filter(None, (each.registration, *place, criteria, said))))
    typer.echo(f"共 {len(found)} 笔。{here.statistics.as_of(period, asked)}")


@app.command("why")
def why(
    period: PeriodOption,
    registration: Annotated[str, typer.Argument(help="登记编号")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """一次登记为什么计入或没有计入：逐条规则、依据的记录和参数。"""
    found = runtime(home, must_exist=True).statistics.trace(period, registration)
    if as_json:
        print_json(found)
        return
    typer.echo(text_of(found["now"], number_words))
    for each in found["written"]:
        typer.echo(
            f"\n{each['booked']} 记下的：{KIND_NAMES[EntryKind(each['kind'])]}（{each['of']}）"
        )
        if each["trace"]:
            typer.echo(text_of(each["trace"], number_words))


@app.command("correct")
def correct(
    period: PeriodOption, by: ByOption, home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """把已冻结月份的更正记入尚未冻结的月份；再运行一次不会重复。"""
    done = runtime(home, must_exist=True).statistics.correct(period, officer(by, ""))
    if as_json:
        print_json({"entries": [entry_json(each) for each in done]})
        return
    typer.echo(f"更正 {len(done)} 笔。")


@app.command("histories")
def histories(
    by: ByOption,
    folder: Annotated[
        Path | None, typer.Option("--files", help="登记簿交换文件的目录；不写则取办理时的核查答复")
    ] = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导入就业、参保、工商的历史记录，只留登记人员的。"""
    taker = runtime(home, must_exist=True).histories_in
    with progress("导入") as tell:
        if folder is None:
            report = taker.from_answers(officer(by, ""), tell)
        else:
            report = taker.from_files(folder, officer(by, ""), tell)
    if as_json:
        print_json(report.to_json())
    else:
        typer.echo(
            f"{report.people} 人，更新 {report.changed} 人，矛盾 {report.conflicts} 人；"
            f"有问题 {len(report.refusals)} 处。"
        )
        for each in report.refusals[:SHOWN]:
            typer.echo(f"  {each['source']} 第 {each['row']} 行 {each['code']}：{each['reason']}")
    if report.refusals:
        raise typer.Exit(1)


@app.command("listed")
def listed(
    file: Annotated[Path, typer.Argument(help="CSV：身份证号、计入月份、县区、渠道")],
    by: ByOption,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导入本局其他渠道已计入人员的名单，以免重复计入。"""
    report = runtime(home, must_exist=True).listed_in.take(file, officer(by, ""))
    if as_json:
        print_json(report.to_json())
    else:
        typer.echo(f"{report.rows} 行：新增 {report.taken}，已有 {report.known}。")
        for each in report.refusals[:SHOWN]:
            typer.echo(f"  第 {each['row']} 行 {each['column']}：{each['reason']}")
    if report.refusals:
        raise typer.Exit(1)


def _print(month: Month) -> None:
    figures = month.figures
    state = f"已冻结 {month.frozen.hash[:12]}" if month.frozen else "未冻结"
    typer.echo(f"{month.period} 城镇新就业（{state}）")
    counts = {each: figures.at(Cell(each)) for each in Measure}
    added, removed = counts[Measure.ADDED], counts[Measure.REMOVED]
    typer.echo(
        f"当月计入 {counts[Measure.COUNTED]} 人，更正 +{added} −{removed}，"
        f"本年累计 {counts[Measure.YEAR]} 人；期末在册 {counts[Measure.STOCK]}，"
        f"当月登记 {counts[Measure.ENTERED]}，退出 {counts[Measure.LEFT]}；"
        f"须人工核查 {counts[Measure.REVIEW]}，无法判断 {counts[Measure.UNDETERMINED]}。"
    )
    for measure in (Measure.REVIEW, Measure.UNDETERMINED):
        for detail in figures.details(measure):
            cell = Cell(measure, detail)
            typer.echo(f"  {MEASURE_NAMES[measure]}：{detail_name(cell)} {figures.at(cell)}")
    for flag in month.flags:
        typer.echo(f"! {flag.words}")
