"""`linggang bench`: how fast each step is on this machine, as JSON, all in one run."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from api.cli.common import print_json
from api.services.measure import run_bench


def bench(
    workers: Annotated[int, typer.Option(min=1, help="量多少位劳动者的清单")] = 100,
) -> None:
    """测量导入、建索引、推荐各需多久；设了 LINGGANG_DATASETS 时也用真实岗位。"""
    with tempfile.TemporaryDirectory(prefix="linggang-bench-") as home:
        print_json(run_bench(Path(home), workers))
