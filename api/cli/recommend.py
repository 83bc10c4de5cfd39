"""`linggang recommend` and `why`: a worker's list, and why a posting is not on it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy import Connection

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.lists import print_list, print_plain, print_why
from api.clock import today
from api.database import reading
from api.services.plain import plain_list
from api.services.recommend import Recommender, find_worker
from registry.jobs.posting import Profile
from registry.workers.worker import Worker

ProfileOption = Annotated[Profile, typer.Option(help="public 在招岗位；archive 存档岗位")]
AsOfOption = Annotated[
    datetime | None, typer.Option("--as-of", formats=["%Y-%m-%d"], help="按哪一天算，默认今天")
]


def recommend(
    worker: Annotated[str, typer.Option(help="劳动者编号")],
    limit: Annotated[int, typer.Option(min=1, max=200, help="最多几条")] = 20,
    profile: ProfileOption = Profile.PUBLIC,
    as_of: AsOfOption = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="不按个人情况：由近到远、由新到旧，同地同样")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """给一位劳动者的岗位清单：排好序，每条有理由，也说明还缺什么。"""
    with _asked(home, as_of, worker) as (connection, recommender, person, day):
        if plain:
            listed = plain_list(connection, recommender.matching, person.place, day, profile, limit)
            print_json(listed.to_json()) if as_json else print_plain(listed)
            return
        found = recommender.recommend(connection, person, day, profile, limit)
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
    with _asked(home, as_of, worker) as (connection, recommender, person, day):
        found = recommender.why(connection, posting, person, day, profile)
    if as_json:
        print_json(found.to_json())
    else:
        print_why(found)


@contextmanager
def _asked(
    home: Path | None, as_of: datetime | None, worker: str
) -> Iterator[tuple[Connection, Recommender, Worker, date]]:
    """What both commands ask with; the day is today where none is given."""
    here = runtime(home, must_exist=True, **({"as_of": as_of.date()} if as_of else {}))
    with reading(here.engine) as connection:
        recommender = here.recommender(connection)
        yield connection, recommender, find_worker(connection, worker), today(here.settings)
