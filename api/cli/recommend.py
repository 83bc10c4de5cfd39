"""`linggang recommend` and `why`: a worker's list, and why a posting is not on it."""

from datetime import datetime
from typing import Annotated, Any

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.lists import print_list, print_why
from api.clock import today
from api.database import reading
from api.services.recommend import find_worker
from registry.jobs.posting import Profile

ProfileOption = Annotated[Profile, typer.Option(help="public 在招岗位；archive 存档岗位")]
AsOfOption = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="按哪一天算，默认今天")
]


def recommend(
    worker: Annotated[str, typer.Option(help="劳动者编号")],
    limit: Annotated[int, typer.Option(min=1, max=200, help="最多几条")] = 20,
    profile: ProfileOption = Profile.PUBLIC,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """给一位劳动者的岗位清单：排好序，每条有理由，也说明还缺什么。"""
    here = runtime(home, must_exist=True, **_fixed(as_of))
    with reading(here.engine) as connection:
        recommender = here.recommender(connection)
        person = find_worker(connection, worker)
        found = recommender.recommend(connection, person, today(here.settings), profile, limit)
    if as_json:
        print_json(found.to_json())
    else:
        print_list(found, person)


def why(
    posting: Annotated[str, typer.Option(help="岗位编号")],
    worker: Annotated[str, typer.Option(help="劳动者编号")],
    profile: ProfileOption = Profile.PUBLIC,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """某个岗位为什么在（或不在）某人的清单上。"""
    here = runtime(home, must_exist=True, **_fixed(as_of))
    with reading(here.engine) as connection:
        recommender = here.recommender(connection)
        person = find_worker(connection, worker)
        found = recommender.why(connection, posting, person, today(here.settings), profile)
    if as_json:
        print_json(found.to_json())
    else:
        print_why(found)


def _fixed(as_of: datetime | None) -> dict[str, Any]:
    return {"as_of": as_of.date()} if as_of else {}
