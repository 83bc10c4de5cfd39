"""`linggang register --case FILE`: what the rules say of the people in a case file."""

from pathlib import Path
from typing import Annotated

import typer

from api.cases.asked import said
from api.cases.files import read_cases
from api.cli.common import JsonOption, print_json
from api.services.evaluate_cases import load_rules
from api.settings import Settings


def register(
    case: Annotated[
        Path, typer.Option(help="用例文件（YAML，写法见 docs/rules.md；expect 可不写）")
    ],
    as_json: JsonOption = False,
) -> None:
    """按用例里写的情况判断能不能登记、为什么、依据哪一条；不写入任何登记。"""
    rules = load_rules(Settings().data / "policy")
    found = [
        {"id": each.id, "title": each.title, **said(each, rules)}
        for each in read_cases(case, must_expect=False)
    ]
    if as_json:
        print_json(found)
        return
    for each in found:
        verdict = " ".join(
            str(each[key]) for key in ("decision", "code", "exit", "day", "state") if each.get(key)
        )
        clause = f"（{each['clause']}）" if each.get("clause") else ""
        typer.echo(f"{each['id']} {each['title']}：{verdict}{clause}\n    {each['why']}".rstrip())
