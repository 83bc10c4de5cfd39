"""`linggang advise`: how a posting would suit more people."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.services.firm_guide_view import people
from registry.actor import Actor, Role


def advise(
    posting: Annotated[str, typer.Option(help="岗位编号")],
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """某个岗位怎样招到更多人：依法必须改的，和改哪几处各能增加多少人。"""
    here = runtime(home, must_exist=True)
    asker = Actor("console", Role.OFFICER, here.settings.office)
    found = here.firm_guide().ask(posting, asker)
    if as_json:
        print_json(found.to_json())
        return
    typer.echo(f"岗位 {found.posting.id}：{found.posting.title}（按 {found.as_of:%Y年%m月%d日}）")
    for line in advice_lines(found.to_json()):
        typer.echo(line)


def advice_lines(told: dict[str, Any]) -> Iterator[str]:
    """The advice in plain text, what the law asks first."""
    yield f"现在合适的候选人：{told['now_words']}"
    if told["enough"]:
        yield told["enough"]
    for each in told["required"]:
        yield from _change(f"〔必须〕{each['title']}", each)
    for number, each in enumerate(told["changes"], 1):
        yield from _change(f"〔{number}〕{each['title']}", each)
    if told["together"]:
        yield f"\n都改了，合适的人一共增加 {people(told['together'])}。"
    for name, head in (("asks", "还说不准"), ("nothing", "看过了，没有量出要改的")):
        if told[name]:
            yield f"\n{head}："
            yield from (f"    {each['title']}：{each['words']}" for each in told[name])
    yield ""
    yield from told["notes"]


def _change(head: str, each: dict[str, Any]) -> Iterator[str]:
    yield f"\n{head}：{each['words']}"
    yield from (f"    {words}" for words in each["proof"])
    yield from (f"    也可以{one['words']}：增加 {people(one['more'])}" for one in each["also"])
    if each["step"]:
        yield f"    下一步：{each['step']}"
    if each["clauses"]:
        yield f"    依据：{'；'.join(each['clauses'])}"
