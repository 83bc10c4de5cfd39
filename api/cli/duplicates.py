"""`linggang duplicates`: postings that are one job, from several sources or sent twice."""

from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.database import reading
from api.services.duplicates import Cluster, Duplicates, find_duplicates, load_sketcher
from api.store import jobs
from registry.jobs.duplicates import ROUTES
from registry.jobs.posting import Posting, Profile

REASONS: Final = {route.code: route.reason for route in ROUTES}


def duplicates(
    profile: Annotated[Profile | None, typer.Option(help="只看这一类岗位；默认全部")] = None,
    sample: Annotated[int, typer.Option(min=0, help="列出几组给人看，大的在前")] = 5,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """找出同一份工作的多条岗位：几组、共多少条，并列出若干组。"""
    here = runtime(home, must_exist=True)
    with reading(here.engine) as connection:
        postings = [
            posting
            for posting in jobs.iterate(connection)
            if profile is None or posting.profile is profile
        ]
    found = find_duplicates(postings, load_sketcher(here.settings.data))
    if as_json:
        print_json(found.to_json())
    else:
        _print(found, {posting.id: posting for posting in postings}, sample)


def _print(found: Duplicates, postings: dict[str, Posting], sample: int) -> None:
    counts = found.to_json()
    typer.echo(
        f"{counts['postings']} 条岗位中，有 {counts['clustered_postings']} 条合为"
        f" {counts['clusters']} 组，其中 {counts['of_several_sources']} 组来自多个来源。"
    )
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
