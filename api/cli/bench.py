"""`linggang bench`: how fast each step is on this machine, as JSON, all in one run."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from api.cli.common import print_json
from api.runtime import Runtime
from api.services.measure import run_bench
from api.services.measure_feeds import measure_feeds
from api.services.measure_guide import measure_guide
from api.services.measure_pages import measure_pages
from api.services.measure_pool import measure_pool
from api.services.measure_registry import measure_registry
from api.services.measure_shifts import measure_shifts
from api.services.measure_statistics import measure_statistics
from api.services.samples import SAMPLES_DAY
from api.settings import Settings


def bench(
    workers: Annotated[int, typer.Option(min=1, help="量多少位劳动者的清单")] = 100,
    registry: Annotated[
        bool, typer.Option("--registry", help="改为测量登记和夜间复核（用编造的人）")
    ] = False,
    pool: Annotated[
        int, typer.Option("--pool", min=0, help="改为测量一条岗位对多少位候选人的人才池")
    ] = 0,
    with_shifts: Annotated[
        bool, typer.Option("--shifts", help="改为模拟一周即时快招（编造的人，时钟拨动）")
    ] = False,
    offered: Annotated[int, typer.Option(min=1, help="模拟多少个班次")] = 200,
    seekers: Annotated[int, typer.Option(min=1, help="模拟多少位找活的人")] = 2_000,
    dropping: Annotated[
        float, typer.Option(min=0, max=1, help="占到名额的人中退出或不来的比例")
    ] = 0.1,
    seed: Annotated[int, typer.Option(help="模拟的随机种子")] = 1,
    people: Annotated[int, typer.Option(min=1, help="复核、统计多少位登记人员")] = 10_000,
    exits: Annotated[int, typer.Option("--leaving", min=1, help="其中多少位应当退出")] = 300,
    clean: Annotated[int, typer.Option(min=1, help="量多少次无误登记（来源延迟5至60毫秒）")] = 200,
    feeds: Annotated[
        bool, typer.Option("--feeds", help="改为测量来数：有错的工作簿、错误工作簿、改好再导入")
    ] = False,
    pages: Annotated[
        int, typer.Option("--pages", min=0, help="改为测量劳动者清单网页：库里有多少条岗位")
    ] = 0,
    guide: Annotated[
        int, typer.Option("--guide", min=0, help="改为测量职业指导：库里有多少条岗位")
    ] = 0,
    a_second: Annotated[int, typer.Option("--rate", min=1, help="每秒多少次打开清单")] = 50,
    seconds: Annotated[int, typer.Option(min=1, help="打开多少秒")] = 20,
    with_statistics: Annotated[
        bool, typer.Option("--statistics", help="改为测量城镇新就业统计（编造的人，见 --people）")
    ] = False,
    rows: Annotated[int, typer.Option(min=1, help="工作簿多少行")] = 100_000,
    bad: Annotated[int, typer.Option(min=1, help="其中多少行有错")] = 10_000,
) -> None:
    """测量导入、建索引、推荐各需多久；设了 LINGGANG_DATASETS 时也用真实岗位。"""
    with tempfile.TemporaryDirectory(prefix="linggang-bench-") as home:
        here = Runtime(Settings(home=Path(home), as_of=SAMPLES_DAY if feeds else None))
        if pool:
            print_json(measure_pool(Path(home), pool))
        elif guide:
            print_json(measure_guide(Path(home), guide, workers))
        elif pages:
            print_json(measure_pages(Path(home), pages, a_second, seconds))
        elif with_shifts:
            found = measure_shifts(
                here.engine, here.keys, here.policy, offered, seekers, dropping, seed
            )
            print_json(found)
        elif with_statistics:
            found = measure_statistics(
                here.engine, here.keys, here.policy, here.reference, people, seed
            )
            print_json(found)
        elif registry:
            print_json(measure_registry(here, people, min(exits, people), clean))
        elif feeds:
            print_json(measure_feeds(here, rows, min(bad, rows)))
        else:
            print_json(run_bench(Path(home), workers))
