"""`linggang index build` and `index status`."""

import typer

from api.cli.common import HomeOption, JsonOption, print_json, progress, runtime
from api.services.indexes import index_folder, status_of

app = typer.Typer(help="索引：建立与查看。", no_args_is_help=True)


@app.command()
def build(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """从岗位库重新建立索引。"""
    here = runtime(home, must_exist=True)
    with progress("建立索引") as tell:
        matching = here.build_index(tell)
    postings = int(matching.index.alive.sum())
    if as_json:
        print_json({"postings": postings, "sequence": matching.sequence})
    else:
        typer.echo(f"索引已建立：{postings} 条岗位，变更序号 {matching.sequence}。")


@app.command()
def status(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """索引里有多少岗位、落后多少变更；不能用时退出码为 1，并说明怎么修。"""
    here = runtime(home, must_exist=True)
    found = status_of(here.engine, index_folder(here.settings), here.model)
    if as_json:
        print_json(found.to_json())
    else:
        typer.echo(
            f"岗位 {found.postings} 条，变更序号 {found.sequence}，落后 {found.behind} 条，"
            f"建于 {found.made_at}。"
        )
