"""`linggang account`: accounts of staff, firms and machines; a secret is printed this once."""

import getpass
from contextlib import suppress
from typing import Annotated

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.runtime import Runtime
from api.services.accounts import Made
from api.store.accounts import Account
from registry.access.account_role import ACCOUNT_ROLE_NAMES, AccountRole
from registry.actor import Actor, Role
from registry.errors import UnknownName, near_values

app = typer.Typer(help="账号：工作人员、用人单位和平台的。", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(help="账号名")]
ByOption = Annotated[str, typer.Option("--by", help="由谁办理；默认登录名")]


@app.command("list")
def everybody(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """全部账号，不含密码。"""
    found = runtime(home, must_exist=True).accounts.everybody()
    if as_json:
        print_json([_json(each) for each in found])
        return
    for each in found:
        reach = each.firm or each.county or "全市"
        state = "" if each.is_enabled else "  已停用"
        typer.echo(f"{each.name}  {ACCOUNT_ROLE_NAMES[each.role]}  {reach}{state}")


@app.command("add")
def add(
    name: NameArgument,
    role: Annotated[AccountRole, typer.Option(help="角色")],
    county: Annotated[str, typer.Option(help="县区的六位代码；不写为全市")] = "",
    firm: Annotated[str, typer.Option(help="单位和平台：岗位来源（source）")] = "",
    by: ByOption = "",
    home: HomeOption = None,
) -> None:
    """新建账号，印出一次性密码（平台为密钥），只印这一次。"""
    here = runtime(home, must_exist=True)
    _print(here.accounts.make(name, role, _actor(by), county, firm))


@app.command("reset")
def reset(name: NameArgument, by: ByOption = "", home: HomeOption = None) -> None:
    """换一个新密码（平台为密钥），停用、锁住的重新启用；已登录的全部退出。"""
    here = runtime(home, must_exist=True)
    _print(here.accounts.reset(_named(here, name).id, _actor(by)))


@app.command("disable")
def disable(name: NameArgument, by: ByOption = "", home: HomeOption = None) -> None:
    """停用账号；已登录的全部退出。"""
    here = runtime(home, must_exist=True)
    here.accounts.disable(_named(here, name).id, _actor(by))
    typer.echo(f"已停用 {name}。重新启用：linggang account reset {name}")


def _named(here: Runtime, name: str) -> Account:
    known = {each.name: each for each in here.accounts.everybody()}
    if name not in known:
        raise UnknownName("账号名", name, near_values(name, known))
    return known[name]


def _actor(by: str) -> Actor:
    """Who works at the console: the name given, else the login's."""
    name = by.strip()
    with suppress(KeyError, OSError):
        name = name or getpass.getuser()
    return Actor(f"console:{name}", Role.OFFICER)


def _print(made: Made) -> None:
    is_machine = made.account.role is AccountRole.PLATFORM
    typer.echo(f"账号 {made.account.name}（{ACCOUNT_ROLE_NAMES[made.account.role]}）")
    typer.echo(f"{'密钥' if is_machine else '一次性密码'} {made.secret}")
    typer.echo("只显示这一次。" + ("" if is_machine else "第一次登录后须改成自己的密码。"))


def _json(one: Account) -> dict[str, object]:
    return {
        "id": one.id,
        "name": one.name,
        "role": one.role.value,
        "county": one.county,
        "firm": one.firm,
        "is_enabled": one.is_enabled,
    }
