"""`linggang demo`: the made samples in, the index built, one list printed, and served."""

from collections.abc import Iterable
from typing import Annotated, Any, Final

import typer

from api.cli.common import HomeOption, progress, runtime
from api.cli.lists import print_list
from api.cli.server import require_safe, run_server
from api.clock import moment, now, today
from api.database import reading
from api.runtime import Runtime
from api.services.demo_accounts import DemoAccount, make_demo_accounts
from api.services.ingest import ingest
from api.services.recommend import find_worker
from api.services.samples import SAMPLES_DAY, sample_files
from registry.access.account_role import ACCOUNT_ROLE_NAMES, AccountRole
from registry.jobs.posting import Profile

DEMO_WORKER: Final = "W0001"
DEMO_LIMIT: Final = 10


def demo(
    no_serve: Annotated[bool, typer.Option("--no-serve", help="打印清单后退出")] = False,
    host: Annotated[str | None, typer.Option(help="监听地址，默认 127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="监听端口，默认 8000")] = None,
    home: HomeOption = None,
) -> None:
    """导入样例、建立索引、打印一份清单，建演示账号，在 http://127.0.0.1:8000 提供服务。"""
    changes = {"host": host, "port": port}
    given: dict[str, Any] = {name: value for name, value in changes.items() if value is not None}
    here = runtime(home, as_of=SAMPLES_DAY, **given)
    _load(here)
    with reading(here.engine) as connection:
        worker = find_worker(connection, DEMO_WORKER)
        found = here.recommender(connection).recommend(
            connection, worker, today(here.settings), Profile.PUBLIC, DEMO_LIMIT
        )
    print_list(found, worker)
    if not no_serve:
        require_safe(here.settings)
        _print_accounts(make_demo_accounts(here, DEMO_WORKER, moment()))
        run_server(here)


def _print_accounts(made: Iterable[DemoAccount]) -> None:
    """What a visitor signs in with."""
    typer.echo("\n演示账号（每次启动换新密码）：")
    for each in made:
        how = f"密码 {each.secret}" if each.secret else "手机验证码，登录时印在这里"
        how = how.replace("密码", "密钥", 1) if each.role is AccountRole.PLATFORM else how
        typer.echo(f"  {ACCOUNT_ROLE_NAMES[each.role]}：{each.name}，{how}")


def _load(here: Runtime) -> None:
    for path in sample_files(here.settings.data / "samples"):
        with progress(path.name) as tell:
            report = ingest(
                here.engine,
                path,
                reference=here.reference,
                policy=here.policy,
                on_progress=tell,
                at=now(here.settings),
                keys=lambda: here.keys,
            )
        counts = report.to_json()
        typer.echo(f"样例 {path.name}：{counts['rows']} 行，拒收 {counts['refused']}")
    with progress("建立索引") as tell:
        here.build_index(tell)
