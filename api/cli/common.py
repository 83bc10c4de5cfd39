"""What every command shares: the home folder, JSON output, and progress on long work."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from registry.errors import LinggangError

if TYPE_CHECKING:
    from api.runtime import Runtime

HomeOption = Annotated[
    Path | None,
    typer.Option("--home", help="状态目录（数据库、索引），默认 LINGGANG_HOME 或 ./.linggang"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]
# On a pipe a line each so many rows, instead of a bar.
PLAIN_STEP: Final = 2000


class HomeMissing(LinggangError):
    """A command that works on a home was given one that does not exist."""

    code = "home_missing"


def runtime(home: Path | None = None, must_exist: bool = False, **changes: Any) -> "Runtime":
    """The runtime of a home folder; changes: further settings that a command fixes.

    must_exist: HomeMissing if the home is no folder; only what fills a home may make it.
    """
    # Loaded here: `linggang --help` opens no home.
    from api.runtime import Runtime  # noqa: PLC0415
    from api.settings import Settings  # noqa: PLC0415

    if home is not None:
        changes["home"] = home
    settings = Settings(**changes)
    if must_exist and not settings.home.is_dir():
        raise HomeMissing(
            f"没有这个状态目录：{settings.home}。"
            f"请检查路径，或请先 linggang init --home {settings.home}。"
        )
    return Runtime(settings)


def home_option(home: Path | None) -> str:
    """How a command named as the next step says the same home."""
    return f" --home {home}" if home is not None else ""


def print_json(data: Any) -> None:
    """One JSON document on standard output, Chinese as it is."""
    typer.echo(json.dumps(data, ensure_ascii=False))


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A function (done, total) that shows progress on standard error: a bar, or plain lines."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield _plain_lines(label)
        return
    # Loaded here: most commands draw no bar.
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
    )

    columns = (TextColumn(label), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        task = bars.add_task(label, total=None)
        yield lambda done, total: bars.update(task, completed=done, total=total)


def _plain_lines(label: str) -> Callable[[int, int | None], None]:
    told = 0

    def tell(done: int, total: int | None) -> None:
        nonlocal told
        if done - told >= PLAIN_STEP or (total is not None and done == total > told):
            told = done
            of_total = f"/{total}" if total is not None else ""
            typer.echo(f"{label} {done}{of_total}", err=True)

    return tell
