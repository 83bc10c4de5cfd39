"""`linggang guide`: a worker's plan: what shuts jobs, at most three ways, what to ask."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.recommend import AsOfOption, ProfileOption
from api.clock import today
from api.database import reading
from api.services.guide_view import plan_json
from api.services.recommend import find_worker
from registry.actor import THE_SYSTEM
from registry.jobs.posting import Profile


def guide(
    worker: Annotated[str, typer.Option(help="劳动者编号")],
    profile: ProfileOption = Profile.PUBLIC,
    as_of: AsOfOption = None,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """给一位劳动者的职业指导：什么挡住了岗位，至多三条出路，每条有数字、依据和下一步。"""
    here = runtime(home, must_exist=True)
    day = as_of.date() if as_of else today(here.settings)
    with reading(here.engine) as connection:
        one = find_worker(connection, worker)
    plan = plan_json(here.guide.plan(one, day, profile, THE_SYSTEM), here.guidance_texts)
    if as_json:
        print_json(plan)
        return
    for line in plan_lines(plan):
        typer.echo(line)


def plan_lines(plan: dict[str, Any]) -> Iterator[str]:
    """The plan as an advisor reads it."""
    now = plan["now"]
    yield f"{plan['worker']} · {plan['as_of']} · 用时 {plan['elapsed_ms']:.0f} 毫秒"
    yield (
        f"对得上的岗位 {now['open']} 个（其中 {now['silent']} 个没写明时间），"
        f"要先问清的 {now['ask']} 个"
    )
    yield from (f"  {each['words']}" for each in plan["barriers"])
    for number, each in enumerate(plan["strategies"], 1):
        yield f"【出路{number}】{each['title']}"
        yield from _advice_lines(each)
    for each in plan["advice"]:
        yield f"【也请留意】{each['title']}"
        yield from _advice_lines(each)
    if plan["more"]:
        yield f"（另有 {len(plan['more'])} 条同类的，见 --json）"
    if plan["asks"]:
        yield "【还不知道的，问了最有用的在前】"
    yield from (f"  {each['ask']} {each['why']}（{each['how']}）" for each in plan["asks"])
    if plan["nothing"]:
        yield "【看过了，没有可说的】"
    yield from (f"  {each['title']}：{each['words']}" for each in plan["nothing"])


def _advice_lines(advice: dict[str, Any]) -> Iterator[str]:
    clauses = f"（{'；'.join(advice['clauses'])}）" if advice["clauses"] else ""
    yield f"  {advice['words']}{clauses}"
    for each in advice["proof"]:
        pay, place = each["pay"] or "收入未写明", each["place"]
        yield f"    例：{each['title']}（{each['employer']}，{place}，{pay}）{each['posting_id']}"
    for each in advice["steps"]:
        yield f"  {each['by']} 前：{each['words']}" if each["by"] else f"  {each['words']}"
