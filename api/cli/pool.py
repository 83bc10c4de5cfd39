"""`linggang pool`: what the firm of a posting may see of its candidates."""

from itertools import groupby
from typing import Annotated

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.recommend import AsOfOption, ProfileOption
from api.services.pool_view import MARK_LABELS, MARK_NAMES, MARKS, PoolAnswer, Profiled
from matcher.disclosure import LEAST, Shown
from registry.actor import Actor, Role
from registry.jobs.posting import Profile


def pool(
    posting: Annotated[str, typer.Option(help="岗位编号")],
    limit: Annotated[int, typer.Option(min=1, max=200, help="最多几人（整组列出）")] = 20,
    profile: ProfileOption = Profile.PUBLIC,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """某个岗位的候选人才池：用人单位能看到的人数和去标识的候选人。"""
    here = runtime(home, must_exist=True)
    asker = Actor("console", Role.OFFICER, here.settings.office)
    day = as_of.date() if as_of else None
    found = here.pool().ask(posting, asker, as_of=day, profile=profile, limit=limit)
    if as_json:
        print_json(found.to_json())
    else:
        print_pool(found)


def print_pool(found: PoolAnswer) -> None:
    """A pool in plain text, a line for all who are shown alike."""
    typer.echo(f"岗位 {found.posting.id}：{found.posting.title}（按 {found.as_of:%Y年%m月%d日}）")
    answer = found.to_json()
    counted = "；".join(f"{each['label']} {_count(each['count'])}" for each in answer["bands"])
    typer.echo(f"合适的候选人 {_count(found.suited)}：{counted}")
    typer.echo(f"（只含同意展示的人，人数向下取整到 {LEAST}，每组至少 {LEAST} 人完全相同）")
    for shown, items in groupby(found.items, key=lambda item: item.shown):
        _print_line(found, shown, list(items))
    if found.note:
        typer.echo(f"\n{found.note}")


def _print_line(found: PoolAnswer, shown: Shown, items: list[Profiled]) -> None:
    profile = found.profile(shown)
    facts = ("occupation_label", "county_label", "hours_label", "experience_label")
    told = " · ".join(str(profile[name]) for name in facts if profile[name] is not None)
    typer.echo(f"\n〔{profile['band_label']}〕{len(items)} 人：{told}")
    marks = " ".join(
        f"{MARK_NAMES[name]}{MARK_LABELS[getattr(shown, field)]}" for name, field in MARKS.items()
    )
    typer.echo(f"    {marks}")
    for reason in profile["reasons"]:
        typer.echo(f"    ＋ {reason}")
    typer.echo(f"    代号：{'、'.join(item.pseudonym for item in items)}")


def _count(count: int | None) -> str:
    return f"少于 {LEAST} 人" if count is None else f"{count} 人以上"
