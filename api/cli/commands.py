"""Every command of `linggang`, where it is and what it is for; loaded only when it is called."""

from importlib import import_module
from typing import Any, Final, NamedTuple

import typer
from typer.core import TyperGroup


class Known(NamedTuple):
    """A command that can be called. place: module and name in api.cli; help: as it says itself."""

    place: str
    help: str


# A test holds every help to what the command itself says.
COMMANDS: Final = {
    "init": Known("setup.init", "建立状态目录、数据库和第一个安全管理员（已有的不动）。"),
    "migrate": Known("setup.migrate_database", "把数据库升级到当前版本（升级前请先备份）。"),
    "doctor": Known(
        "setup.doctor",
        "检查数据库、索引、基础数据、登记簿的接入和政策参数；有毛病时退出码为 1，并说明怎么修。",
    ),
    "demo": Known(
        "demo.demo",
        "导入样例、建立索引、打印一份清单，建演示账号，在 http://127.0.0.1:8000 提供服务。",
    ),
    "ingest": Known(
        "ingest.ingest_file",
        "导入岗位或劳动者；每一行要么收下，要么说明为什么没收。重复导入不会改变任何东西。",
    ),
    "template": Known(
        "feeds.template",
        "写出填报岗位的 Excel 模板：各列带下拉选项和说明，填好用 linggang ingest 导入。",
    ),
    "feeds": Known(
        "feeds.feeds",
        "逐个来源说明：最近一次来数、最近一次成功、在招多少、没读出多少、是不是很久没来了。",
    ),
    "recommend": Known(
        "recommend.recommend", "给一位劳动者的岗位清单：排好序，每条有理由，也说明还缺什么。"
    ),
    "why": Known("recommend.why", "某个岗位为什么在（或不在）某人的清单上。"),
    "pool": Known("pool.pool", "某个岗位的候选人才池：用人单位能看到的人数和去标识的候选人。"),
    "guide": Known(
        "guide.guide",
        "给一位劳动者的职业指导：什么挡住了岗位，至多三条出路，每条有数字、依据和下一步。",
    ),
    "advise": Known(
        "advise.advise", "某个岗位怎样招到更多人：依法必须改的，和改哪几处各能增加多少人。"
    ),
    "entitlements": Known(
        "entitlements.entitlements",
        "一个人可能可以申请的政策：理由、依据、还缺什么；由人社部门审核决定。",
    ),
    "events": Known(
        "events.events",
        "清单给同意记录的人看了哪些岗位、点开了哪些、后来怎样：按代号写成表格，留下记录。",
    ),
    "register": Known(
        "register.register", "按用例里写的情况判断能不能登记、为什么、依据哪一条；不写入任何登记。"
    ),
    "recheck": Known(
        "recheck.recheck",
        "夜间复核：向接入的登记逐人核查在册登记，按结果退出、恢复或转人工，并告知本人。",
    ),
    "nightly": Known(
        "nightly.nightly",
        "每夜一次：再次核查等待中的申请、复核、抽查、求职申请提醒、删除期满的信用记录、关闭过期岗位、复核单位、算岗位行情、删除期满的清单记录和重发键。",
    ),
    "serve": Known(
        "server.serve", "提供 HTTP 接口和网页。默认只在本机；对外须有 HTTPS 和短信网关。"
    ),
    "openapi": Known("openapi.openapi", "接口说明（OpenAPI 3.1），以及与已发布的说明是否兼容。"),
    "bench": Known(
        "bench.bench", "测量导入、建索引、推荐各需多久；设了 LINGGANG_DATASETS 时也用真实岗位。"
    ),
    "index": Known("index.app", "索引：建立与查看。"),
    "duplicates": Known("duplicates.app", "重复岗位：找出、拆分、撤销拆分。"),
    "postings": Known(
        "postings.app", "岗位：按状态列出，查看，关闭、暂停、解除、重新开放，到期关闭。"
    ),
    "complaints": Known("complaints.app", "投诉：登记、列出（超期的在前）、查看、受理、办结。"),
    "employers": Known(
        "employers.app",
        "用人单位：列出、查看、核验，停止发布岗位、不予停止、解除、异议，每晚复核。",
    ),
    "credit": Known(
        "credit.app", "信用记录：存疑待核的列出、排除、更正、认定、修复、撤销；本人的记录和异议。"
    ),
    "after-control": Known("after_control.app", "事后抽查：抽取并询问、记下答复、办结。"),
    "referral": Known(
        "referral.app", "移送（联合惩戒）：提议、另一人批准、导出；一人一案，须有法律依据。"
    ),
    "registry": Known("registry.app", "就业登记：与省公共就业系统交换文件。"),
    "reviews": Known("reviews.app", "等待工作人员核查的事项：列出、办结疑点。"),
    "statistics": Known("statistics.app", "城镇新就业统计：月报、冻结、更正、逐人核对。"),
    "account": Known("account.app", "账号：工作人员、用人单位和平台的。"),
    "shifts": Known("shifts.app", "即时快招：到时间的班次，招满的情况。"),
    "audit": Known("audit.app", "审计记录：核对是否完整、有没有被改动。"),
    "evaluate": Known(
        "evaluate.app", "评测：用判定好的数据衡量检索与读取，用规则用例核对登记规则。"
    ),
}


class LateGroup(TyperGroup):
    """Lists its commands as they are known; loads the one that is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """As every group, and the command itself in the place of what was known of it."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, loaded(name) if name in COMMANDS else command, rest


def loaded(name: str) -> Any:
    """A command or group with all that it takes, its module imported."""
    module, _, attribute = COMMANDS[name].place.partition(".")
    found = getattr(import_module(f"api.cli.{module}"), attribute)
    alone = typer.Typer(pretty_exceptions_enable=False)
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name)(found)
    return typer.main.get_group(alone).commands[name]


def list_commands(app: typer.Typer) -> None:
    """Make every command known to the application, without loading it."""
    for name, known in COMMANDS.items():
        app.command(name, help=known.help)(_unloaded)


def _unloaded() -> None:
    """What stands for a command until it is called."""
