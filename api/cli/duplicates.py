"""`linggang duplicates`: postings that are one job; and a person's word that some are not."""

from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.clock import now
from api.database import reading, writing
from api.services.clusters import refresh, rejoin, split
from api.services.duplicates import Cluster, Duplicates, load_sketcher, together
from api.store import jobs
from registry.jobs.duplicates import ROUTES
from registry.jobs.posting import Posting, Profile

REASONS: Final = {route.code: route.reason for route in ROUTES}

app = typer.Typer(help="重复岗位：找出、拆分、撤销拆分。")
PostingArgument = Annotated[str, typer.Argument(help="岗位编号")]


@app.callback(invoke_without_command=True)
def duplicates(
    context: typer.Context,
    profile: Annotated[Profile | None, typer.Option(help="只看这一类岗位；默认全部")] = None,
    sample: Annotated[int, typer.Option(min=0, help="列出几组给人看，大的在前")] = 5,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """找出同一份工作的多条岗位并记下来，清单里合为一条：几组、共多少条，并列出若干组。"""
    if context.invoked_subcommand is not None:
        return
    here = runtime(home, must_exist=True)
    libraries = refresh(here.engine, load_sketcher(here.settings.data), now(here.settings))
    found = libraries[profile] if profile else together(libraries.values())
    if as_json:
        print_json(found.to_json())
        return
    with reading(here.engine) as connection:
        members = (one for cluster in found.clusters for one in cluster.members)
        _print(found, jobs.get_many(connection, members), sample)


@app.command("split")
def take_out(
    posting: PostingArgument,
    by: Annotated[str, typer.Option(help="由谁拆分")],
    why: Annotated[str, typer.Option(help="为什么不是同一份工作")],
    home: HomeOption = None,
) -> None:
    """把一条岗位从它所在的一组里拆出来：以后一直单独列出。"""
    here = runtime(home, must_exist=True)
    sketcher, at = load_sketcher(here.settings.data), now(here.settings)
    with writing(here.engine) as connection:
        others = split(connection, sketcher, posting, by, why, at)
    typer.echo(f"已拆分：{posting} 不再与 {'、'.join(others)} 合并。")


@app.command("rejoin")
def put_back(posting: PostingArgument, home: HomeOption = None) -> None:
    """撤销一条岗位的拆分：又由程序判断它与谁是同一份工作。"""
    here = runtime(home, must_exist=True)
    sketcher, at = load_sketcher(here.settings.data), now(here.settings)
    with writing(here.engine) as connection:
        others = rejoin(connection, sketcher, posting, at)
    typer.echo(f"已撤销：{posting} 又可与 {'、'.join(others)} 合并。")


def _print(found: Duplicates, postings: dict[str, Posting], sample: int) -> None:
    typer.echo(found.sentence())
    largest = sorted(found.clusters, key=lambda cluster: (-len(cluster.members), cluster.id))
    for cluster in largest[:sample]:
        _print_cluster(cluster, postings)


def _print_cluster(cluster: Cluster, postings: dict[str, Posting]) -> None:
    reasons = "；".join(REASONS[code] for code in cluster.routes)
    typer.echo(f"\n{cluster.id}：{len(cluster.members)} 条（{reasons}）")
    for posting in (postings[one] for one in cluster.members):
        pay = str(posting.pay) if posting.pay else "收入未写明"
        facts = (posting.title, posting.employer, pay, posting.place.address, posting.id)
        typer.echo("  · " + " · ".join(fact for fact in facts if fact))
