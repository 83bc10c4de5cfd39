"""The command `linggang` and its errors: one line that says what, why and how to mend."""

import os
import sys

import typer
from pydantic import ValidationError

from api.cli.commands import LateGroup, list_commands
from api.cli.common import HomeOption
from registry.errors import LinggangError

app = typer.Typer(
    name="linggang",
    cls=LateGroup,
    help="灵岗：灵活就业人员的岗位匹配服务。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback()
def options(home: HomeOption = None) -> None:
    """灵岗：灵活就业人员的岗位匹配服务。"""
    if home is not None:
        os.environ["LINGGANG_HOME"] = str(home)


list_commands(app)


def main() -> None:
    """Run the command; a known fault ends in one line on standard error and exit code 1."""
    try:
        app()
    except (LinggangError, OSError, ValidationError) as error:
        # Loaded here: settings are needed only to explain a fault of them.
        from api.cli.faults import explained  # noqa: PLC0415

        typer.echo(f"错误：{explained(error)}", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
