"""`linggang evaluate`: ranking and readers against judged data, rules against cases, as JSON."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Final, TypeVar

import typer

from api import database
from api.cli.common import HomeOption, print_json, progress, runtime
from api.runtime import Runtime
from api.services.evaluate_cases import evaluate_cases, load_rules
from api.services.evaluate_lists import evaluate_lists
from api.services.evaluate_lists_grades import check_grades, read_grades
from api.services.evaluate_lists_home import home_of_postings, read_workers
from api.services.evaluate_lists_sheets import write_sheets
from api.services.evaluate_lists_systems import Systems, systems_of
from api.services.evaluate_reading import evaluate_reading
from api.services.evaluate_search import evaluate_search
from api.services.evaluate_titles import evaluate_titles
from indexing.model import WORD_VECTORS, TextModel, load_model
from registry.errors import LinggangError
from registry.jobs.posting import Profile

app = typer.Typer(
    help="评测：用判定好的数据衡量检索与读取，用规则用例核对登记规则。", no_args_is_help=True
)


AlwaysJson = Annotated[bool, typer.Option("--json", help="总是输出 JSON，写不写都一样")]
AgainstOption = Annotated[
    Path | None,
    typer.Option(help="另一个词表文件夹（同 data/lexicon）：逐条查询比较，给出差的区间"),
]
# What everyday phrases are looked for in: the gig postings among some distractors.
SEARCHED: Final = ("postings/flexible.jsonl.gz", "postings/other.jsonl.gz:2000")
# Whole lists are asked for on the day of the newest real posting.
LISTS_DAY: Final = date(2025, 4, 25)
LISTS: Final = Path("tests/lists")
Found = TypeVar("Found")


class EvaluationFileMissing(LinggangError):
    """A file that an evaluation was told to read is not there."""

    code = "evaluation_file_missing"


@app.command()
def titles(
    corpus: Annotated[Path | None, typer.Option(help="岗位名称表（tsv）")] = None,
    queries: Annotated[Path | None, typer.Option(help="查询表（tsv）")] = None,
    qrels: Annotated[Path | None, typer.Option(help="相关判定（查询 0 编号 等级）")] = None,
    against: AgainstOption = None,
    home: HomeOption = None,
    as_json: AlwaysJson = True,
) -> None:
    """岗位名称互相查找：MAP、nDCG@10、P@10。不给文件时用 LINGGANG_DATASETS 里的。"""
    here = runtime(home)
    files = (
        corpus or _known(here, "titles/corpus.tsv"),
        queries or _known(here, "titles/queries.tsv"),
        qrels or _known(here, "titles/qrels.tsv"),
    )
    print_json(_with_files(lambda: evaluate_titles(*files, here.model, _other(against))))


@app.command()
def search(
    postings: Annotated[
        list[str] | None, typer.Option(help="岗位文件；P:2000 表示前 2000 行；可多次给出")
    ] = None,
    queries: Annotated[Path | None, typer.Option(help="口语查询（json）")] = None,
    more: Annotated[list[str] | None, typer.Argument(help="更多岗位文件")] = None,
    against: AgainstOption = None,
    home: HomeOption = None,
    as_json: AlwaysJson = True,
) -> None:
    """口语查岗位：nDCG@10、MRR。不给文件时用 LINGGANG_DATASETS 里的。"""
    here = runtime(home)
    given = [*(postings or []), *(more or [])]
    files = given or [str(_known(here, name)) for name in SEARCHED]
    asked = queries or _known(here, "colloquial/queries.json")
    print_json(_with_files(lambda: evaluate_search(files, asked, here.model, _other(against))))


@app.command()
def reading(
    postings: Annotated[Path | None, typer.Option(help="岗位（json 或 jsonl）")] = None,
    labels: Annotated[Path | None, typer.Option(help="人工标注（jsonl）")] = None,
    home: HomeOption = None,
    as_json: AlwaysJson = True,
) -> None:
    """从岗位文字读出的事实，逐项与人工标注比较。不给文件时用 LINGGANG_DATASETS 里的。"""
    here = runtime(home)
    files = (
        postings or _known(here, "extraction/postings.json"),
        labels or _known(here, "extraction/labels.jsonl"),
    )
    print_json(_with_files(lambda: evaluate_reading(*files, here.reference)))


@app.command()
def lists(
    sheets: Annotated[
        Path | None, typer.Option(help="把还没人评过的写成评分表（每人一份）到这个文件夹，不评测")
    ] = None,
    check: Annotated[
        Path | None, typer.Option(help="只核对一个评分文件，逐行指出错处；有错退出码为 1")
    ] = None,
    grades: Annotated[Path | None, typer.Option(help="评分（csv）")] = None,
    workers: Annotated[Path | None, typer.Option(help="编造的劳动者（jsonl）")] = None,
    as_of: Annotated[
        datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="按哪一天算")
    ] = None,
    home: Annotated[
        Path | None,
        typer.Option("--home", help="已有存档岗位和索引的状态目录；不给就临时导入真实岗位"),
    ] = None,
    as_json: AlwaysJson = True,
) -> None:
    """整份清单与三种常见做法并排比较，按人工评分（docs/grading.md）。"""
    here = runtime(home)
    day = as_of.date() if as_of else LISTS_DAY
    asked = workers or _own("workers.jsonl", here)
    people = _with_files(lambda: read_workers(asked, here.reference, day))
    if check:
        report = _with_files(lambda: check_grades(check, {worker.id for worker in people}))
        print_json(report)
        raise typer.Exit(bool(report["faults"]))
    given = grades or _own("grades.csv", here)
    graded = _with_files(lambda: read_grades(given, {worker.id for worker in people}))
    with _systems(here, home, day) as systems:
        if sheets:
            print_json(write_sheets(systems, people, graded, sheets))
        else:
            print_json(evaluate_lists(systems, people, graded))


@app.command()
def compare(
    home: Annotated[
        Path | None,
        typer.Option("--home", help="已有存档岗位和索引的状态目录；不给就临时导入真实岗位"),
    ] = None,
    as_json: AlwaysJson = True,
) -> None:
    """岗位名称、口语查询、整份清单：与常见做法一次并排量完，用 LINGGANG_DATASETS 里的数据。"""
    here = runtime(home)
    corpus, queries, qrels = (
        _known(here, f"titles/{name}.tsv") for name in ("corpus", "queries", "qrels")
    )
    phrases = _known(here, "colloquial/queries.json")
    searched = [str(_known(here, name)) for name in SEARCHED]
    model = here.model
    report = {
        "titles": evaluate_titles(corpus, queries, qrels, model, with_baselines=True),
        "search": evaluate_search(searched, phrases, model, with_baselines=True),
    }
    people = read_workers(_own("workers.jsonl", here), here.reference, LISTS_DAY)
    graded = read_grades(_own("grades.csv", here), {worker.id for worker in people})
    with _systems(here, home, LISTS_DAY) as systems:
        report["lists"] = evaluate_lists(systems, people, graded)
    print_json(report)


@contextmanager
def _systems(here: Runtime, home: Path | None, day: date) -> Iterator[Systems]:
    """The systems compared, over the archive of a home or over the real postings."""
    if home is not None:
        with database.reading(here.engine) as connection:
            yield systems_of(connection, here.recommender(connection), day, Profile.ARCHIVE)
        return
    with (
        progress("导入真实岗位") as show,
        home_of_postings(_known(here, ""), show) as there,
        database.reading(there.engine) as connection,
    ):
        yield systems_of(connection, there.recommender(connection), day, Profile.ARCHIVE)


@app.command()
def cases(
    path: Annotated[Path, typer.Argument(metavar="DIR_OR_FILE", help="规则用例（yaml）或其文件夹")],
    home: HomeOption = None,
    as_json: AlwaysJson = True,
) -> None:
    """登记规则逐例核对：每例是否与期望一致、依据哪一条。有一例不一致，退出码为 1。"""
    rules = load_rules(runtime(home).settings.data / "policy")
    report = _with_files(lambda: evaluate_cases(path, rules))
    print_json(report)
    if report["failed"]:
        raise typer.Exit(1)


def _known(here: Runtime, name: str) -> Path:
    """A file of the real data; EvaluationFileMissing where its folder is not named."""
    if here.settings.datasets is None:
        raise EvaluationFileMissing("请给出文件，或用 LINGGANG_DATASETS 指明真实数据的文件夹。")
    return here.settings.datasets / name


def _own(name: str, here: Runtime) -> Path:
    """A file of the checkout that evaluations of lists go by; it is in no wheel."""
    path = here.settings.data.parent / LISTS / name
    if not path.exists():
        raise EvaluationFileMissing(f"没有这个文件：{path}，请用选项指明它。")
    return path


def _other(lexicon: Path | None) -> TextModel | None:
    """The model of another folder of words; EvaluationFileMissing where it has no word vectors."""
    if lexicon is None:
        return None
    if not (lexicon / WORD_VECTORS).exists():
        raise EvaluationFileMissing(f"{lexicon} 里没有 {WORD_VECTORS}，请核对路径。")
    return load_model(lexicon)


def _with_files(work: Callable[[], Found]) -> Found:
    try:
        return work()
    except FileNotFoundError as missing:
        raise EvaluationFileMissing(f"没有这个文件：{missing.filename}，请核对路径。") from missing
