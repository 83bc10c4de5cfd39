"""`linggang evaluate`: ranking and readers against judged data, rules against cases, as JSON."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from api.cli.common import HomeOption, print_json, runtime
from api.runtime import Runtime
from api.services.evaluate_cases import evaluate_cases, load_rules
from api.services.evaluate_reading import evaluate_reading
from api.services.evaluate_search import evaluate_search
from api.services.evaluate_titles import evaluate_titles
from indexing.model import WORD_VECTORS, TextModel, load_model
from registry.errors import LinggangError

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


def _other(lexicon: Path | None) -> TextModel | None:
    """The model of another folder of words; EvaluationFileMissing where it has no word vectors."""
    if lexicon is None:
        return None
    if not (lexicon / WORD_VECTORS).exists():
        raise EvaluationFileMissing(f"{lexicon} 里没有 {WORD_VECTORS}，请核对路径。")
    return load_model(lexicon)


def _with_files(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return work()
    except FileNotFoundError as missing:
        raise EvaluationFileMissing(f"没有这个文件：{missing.filename}，请核对路径。") from missing
