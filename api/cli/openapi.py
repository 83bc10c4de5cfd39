"""`linggang openapi`: the description of the interface, and what in it would break its users."""

import json
from pathlib import Path
from typing import Annotated

import typer

from api.openapi.changes import breaking
from api.openapi.described import description
from api.runtime import Runtime
from api.settings import Settings


def openapi(
    out: Annotated[Path | None, typer.Argument(help="写到这个文件；不写则打印")] = None,
    against: Annotated[
        Path | None, typer.Option(help="与这份已发布的比较：有不兼容之处，逐处列出，退出码为 1")
    ] = None,
) -> None:
    """接口说明（OpenAPI 3.1），以及与已发布的说明是否兼容。"""
    # Loaded here, because it takes as long to load as most other commands take to run.
    from api.app import application  # noqa: PLC0415

    made = description(application(Runtime(Settings())))
    text = written(made)
    if out is not None:
        out.write_text(text, encoding="utf-8")
    elif against is None:
        typer.echo(text, nl=False)
    if against is not None:
        found = breaking(json.loads(against.read_text(encoding="utf-8")), made)
        for place in found:
            typer.echo(place)
        if found:
            raise typer.Exit(1)
        typer.echo(f"与 {against} 兼容。")


def written(made: dict[str, object]) -> str:
    """A description as it is checked in."""
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"
