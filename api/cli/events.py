"""`linggang events`: what lists showed and what came of it, by pseudonym, as a table."""

import csv
import io
from pathlib import Path
from typing import Annotated

import typer

from api.cli.common import HomeOption, runtime
from api.cli.officer import ByOption, officer
from api.private_file import private_file
from api.store.list_events import ListEvent
from api.store.schema import require_current


def events(
    out: Annotated[Path, typer.Argument(help="写到哪个文件（CSV，只有本人可读）")],
    by: ByOption,
    home: HomeOption = None,
) -> None:
    """清单给同意记录的人看了哪些岗位、点开了哪些、后来怎样：按代号写成表格，留下记录。"""
    here = runtime(home, must_exist=True)
    require_current(here.engine)
    rows = here.list_events.export(officer(by, ""))
    here.close()
    text = io.StringIO()
    writer = csv.DictWriter(text, ListEvent._fields)
    writer.writeheader()
    writer.writerows(rows)
    with private_file(out, text.getvalue().encode("utf-8-sig")):
        pass
    typer.echo(f"写出 {len(rows)} 条：{out}")
