"""`linggang evaluate`: the product's own ranking and readers against judged data, as JSON."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.services.evaluate_reading import evaluate_reading
from api.services.evaluate_search import evaluate_search
from api.services.evaluate_titles import evaluate_titles
from registry.errors import LinggangError

app = typer.Typer(help="评测：用判定好的数据衡量检索与读取。", no_args_is_help=True)


class EvaluationFileMissing(LinggangError):
    """A file that an evaluation was told to read is not there."""

    code = "evaluation_file_missing"


@app.command()
def titles(
    corpus: Annotated[Path, typer.Option(help="岗位名称表（tsv）")],
    queries: Annotated[Path, typer.Option(help="查询表（tsv）")],
    qrels: Annotated[Path, typer.Option(help="相关判定（查询 0 编号 等级）")],
    home: HomeOption = None,
    as_json: JsonOption = True,
) -> None:
    """岗位名称互相查找：MAP、nDCG@10、P@10。"""
    model = runtime(home).model
    print_json(_with_files(lambda: evaluate_titles(corpus, queries, qrels, model)))


@app.command()
def search(
    postings: Annotated[
        list[str], typer.Option(help="岗位文件；P:2000 表示前 2000 行；可多次给出")
    ],
    queries: Annotated[Path, typer.Option(help="口语查询（json）")],
    more: Annotated[list[str] | None, typer.Argument(help="更多岗位文件")] = None,
    home: HomeOption = None,
    as_json: JsonOption = True,
) -> None:
    """口语查岗位：nDCG@10、MRR。"""
    model = runtime(home).model
    files = [*postings, *(more or [])]
    print_json(_with_files(lambda: evaluate_search(files, queries, model)))


@app.command()
def reading(
    postings: Annotated[Path, typer.Option(help="岗位（json 或 jsonl）")],
    labels: Annotated[Path, typer.Option(help="人工标注（jsonl）")],
    home: HomeOption = None,
    as_json: JsonOption = True,
) -> None:
    """从岗位文字读出的事实，逐项与人工标注比较。"""
    reference = runtime(home).reference
    print_json(_with_files(lambda: evaluate_reading(postings, labels, reference)))


def _with_files(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    try:
        return work()
    except FileNotFoundError as missing:
        raise EvaluationFileMissing(f"没有这个文件：{missing.filename}，请核对路径。") from missing
