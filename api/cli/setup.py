"""`linggang init`, `migrate`, `doctor`: make an installation, bring it up to date, look at it."""

import sys
from typing import Final

import typer

from api.cli.common import HomeOption, JsonOption, home_option, print_json, runtime
from api.database import make_folder, open_engine, reading
from api.private_file import private_file
from api.runtime import Runtime
from api.services.demo_accounts import is_demo
from api.services.health import check_installation
from api.services.policy_health import check_policy
from api.store.schema import migrate

FIRST_FILE: Final = "admin-password"


def init(home: HomeOption = None) -> None:
    """建立状态目录、数据库和第一个安全管理员（已有的不动）。"""
    made = runtime(home)
    make_folder(made.settings.home)
    migrate(open_engine(made.settings.database))
    made.reference  # noqa: B018  # read once, so that a broken data folder is found now
    _first_account(made)
    own = home_option(home)
    typer.echo(
        f"就绪：{made.settings.home}。下一步：建账号 linggang account add{own}，"
        f"导入 linggang ingest FILE{own}，再 linggang index build{own}"
    )


def _first_account(here: Runtime) -> None:
    """Hand out the first password: on a terminal, else in a file, for output may go to a log."""
    with reading(here.engine) as connection:
        if is_demo(connection):
            typer.echo("这个目录里是演示账号，没有建正式的管理员：正式使用请另选目录。")
            return
    made = here.accounts.make_first()
    if made is None:
        return
    name, secret = made.account.name, made.secret
    if sys.stdout.isatty():
        typer.echo(f"安全管理员 {name}，一次性密码 {secret}（只显示这一次，第一次登录后须修改）")
        return
    path = here.settings.home / FIRST_FILE
    with private_file(path, f"{name}\n{secret}\n".encode()):
        pass
    typer.echo(f"安全管理员 {name} 的一次性密码在 {path}，只有本人可读：登录并修改后请删除。")


def migrate_database(home: HomeOption = None) -> None:
    """把数据库升级到当前版本（升级前请先备份）。"""
    migrate(open_engine(runtime(home).settings.database))
    typer.echo("数据库已是当前版本。")


def doctor(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """检查数据库、索引、基础数据和登记簿的接入；有毛病时退出码为 1，并说明怎么修。"""
    here = runtime(home, must_exist=True)
    policy = check_policy(here)
    checks = (*check_installation(here), policy)
    if as_json:
        print_json([check.to_json() for check in checks])
    else:
        for check in checks:
            typer.echo(f"{'正常' if check.passed else '有误'}  {check.detail}")
        for line in policy.lines:
            typer.echo(f"      · {line}")
    if not all(check.passed for check in checks):
        raise typer.Exit(1)
