"""`linggang init`, `migrate`, `doctor`: make an installation, bring it up to date, look at it."""

import typer

from api.cli.common import HomeOption, JsonOption, home_option, print_json, runtime
from api.database import make_folder, open_engine
from api.services.health import check_health
from api.store.schema import migrate


def init(home: HomeOption = None) -> None:
    """建立状态目录和数据库（已有的不动）。"""
    made = runtime(home)
    make_folder(made.settings.home)
    migrate(open_engine(made.settings.database))
    made.reference  # noqa: B018  # read once, so that a broken data folder is found now
    typer.echo(f"就绪：{made.settings.home}。下一步：linggang ingest FILE{home_option(home)}")


def migrate_database(home: HomeOption = None) -> None:
    """把数据库升级到当前版本（升级前请先备份）。"""
    migrate(open_engine(runtime(home).settings.database))
    typer.echo("数据库已是当前版本。")


def doctor(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """检查数据库、索引和基础数据；有毛病时退出码为 1，并说明怎么修。"""
    checks = check_health(runtime(home, must_exist=True))
    if as_json:
        print_json([check.to_json() for check in checks])
    else:
        for check in checks:
            typer.echo(f"{'正常' if check.passed else '有误'}  {check.detail}")
    if not all(check.passed for check in checks):
        raise typer.Exit(1)
