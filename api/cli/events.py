"""`linggang events`: what lists showed and what came of it, by pseudonym, as a table."""

import csv
from pathlib import Path
from typing import Annotated

import typer

from api.cli.common import HomeOption, runtime
from api.store.list_events import ListEvent
from api.store.schema import require_current


def events(
    out: Annotated[Path, typer.Argument(help="写到哪个文件（CSV）")], home: HomeOption = None
) -> None:
    """清单给同意记录的人看了哪些岗位、点开了哪些、后来怎样：按代号写成表格。"""
    here = runtime(home, must_exist=True)
    require_current(here.engine)
    count = 0
    with out.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, ListEvent._fields)
        writer.writeheader()
        for row in here.list_events.rows():
            writer.writerow(row)
            count += 1
    here.close()
    typer.echo(f"写出 {count} 条：{out}")
