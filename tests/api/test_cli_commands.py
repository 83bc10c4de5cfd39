"""The list of commands: true of each, and made without loading any; a command loads its own."""

import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.commands import COMMANDS, loaded
from api.cli.main import app
from api.runtime import Runtime
from api.settings import Settings

LOADED = """
import sys
from api.cli.main import main
try:
    main()
except SystemExit as ended:
    assert not ended.code, ended.code
print("loaded:", *{name.partition(".")[0] for name in sys.modules})
"""
# Each takes as long to load as a small command has to run, or longer.
HEAVY = {"alembic", "faiss", "fastapi", "icalendar", "jieba", "sklearn", "xlsxwriter"}


def loaded_by(*arguments: str) -> set[str]:
    """Packages that a process loads to run a command."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_the_command_says(name: str) -> None:
    assert COMMANDS[name].help == loaded(name).help


def test_every_command_is_listed_and_found() -> None:
    told = CliRunner().invoke(app, ["--help"]).stdout
    assert all(f" {name} " in told for name in COMMANDS)
    for name in COMMANDS:
        assert CliRunner().invoke(app, [name, "--help"]).exit_code == 0


def test_a_name_that_is_no_command_is_refused_with_one_that_is() -> None:
    done = CliRunner().invoke(app, ["recomend"])
    assert done.exit_code == 2
    assert "recommend" in done.stderr


def test_the_list_is_made_without_the_database_the_interface_or_the_index() -> None:
    assert not loaded_by("--help") & (HEAVY | {"sqlalchemy", "numpy", "indexing"})


def test_a_small_command_loads_nothing_heavy(tmp_path: Path) -> None:
    Runtime(Settings(home=tmp_path)).engine.dispose()
    assert not loaded_by("account", "list", "--home", str(tmp_path)) & HEAVY
