"""`linggang` as people run it: here, or in a process of its own."""

import io
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from subprocess import CompletedProcess
from unittest.mock import patch

from api.cli.main import main


def run(*arguments: object, home: Path | None) -> CompletedProcess[str]:
    """The command in this process, which is spared loading it anew; no terminal is there."""
    given = _with_home(arguments, home)
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with (
        patch.object(sys, "argv", ["linggang", *given]),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main()
            code: object = 0
        except SystemExit as ended:
            code = ended.code or 0
    told = (_written(each) for each in (out, err))
    return CompletedProcess(given, code if isinstance(code, int) else 1, *told)


def run_alone(*arguments: object, home: Path | None) -> CompletedProcess[str]:
    """The real command in its own process."""
    return subprocess.run(
        [sys.executable, "-m", "api.cli.main", *_with_home(arguments, home)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def _with_home(arguments: tuple[object, ...], home: Path | None) -> list[str]:
    return [*map(str, arguments), *(["--home", str(home)] if home else [])]


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    raw: io.BytesIO = stream.buffer  # type: ignore[assignment]
    return raw.getvalue().decode("utf-8")
