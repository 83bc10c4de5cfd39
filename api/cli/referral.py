"""`linggang referral`: proposed by one officer, approved by another, exported, each by its name."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, runtime
from api.cli.officer import ByOption, OfficeOption, officer
from api.services.credit_view import referral_json
from api.services.referral import ReferralDesk
from api.store.referrals import KeptReferral
from registry.actor import Actor
from registry.registration.referral import TABLE

Decide = Callable[[ReferralDesk, str, Actor], KeptReferral]
app = typer.Typer(
    help="移送（联合惩戒）：提议、另一人批准、导出；一人一案，须有法律依据。", no_args_is_help=True
)
EntryArgument = Annotated[str, typer.Argument(help="信用记录编号（见 linggang credit list）")]
ReferralArgument = Annotated[str, typer.Argument(help="移送编号（见 linggang referral list）")]
DECISIONS: Final = {
    "approve": (ReferralDesk.approve, "批准移送：由另一位工作人员办理。"),
    "reject": (ReferralDesk.reject, "不批准移送：由另一位工作人员办理。"),
    "withdraw": (ReferralDesk.withdraw, "撤回：导出之前都可以。"),
}


@app.command("list")
def list_waiting(
    by: ByOption, office: OfficeOption = "", home: HomeOption = None, as_json: JsonOption = False
) -> None:
    """列出待批准和待导出的移送，先到期的在前；每看一条都留下记录。"""
    found = _desk(home).waiting(officer(by, office))
    if as_json:
        print_json([_ids(each) | referral_json(each.referral) for each in found])
        return
    for each in found:
        _print(each)
    typer.echo(f"共 {len(found)} 条。")


@app.command("propose")
def propose(
    entry: EntryArgument,
    basis: Annotated[str, typer.Option(help="法律依据的代码，见 policy/legal_bases.yaml")],
    why: Annotated[str, typer.Option("--why", help="移送的理由，会告知本人")],
    expires_on: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="移送的截止日期")],
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
) -> None:
    """提议移送：只限认定后仍有效的虚假承诺；告知本人。"""
    _print(_desk(home).propose(entry, basis, why, expires_on.date(), officer(by, office)))


def _decision(name: str, act: Decide, told: str) -> None:
    @app.command(name, help=told)
    def decide(
        referral: ReferralArgument, by: ByOption, office: OfficeOption = "", home: HomeOption = None
    ) -> None:
        _print(act(_desk(home), referral, officer(by, office)))


for _name, (_act, _told) in DECISIONS.items():
    _decision(_name, _act, _told)


@app.command("export")
def export(
    out: Annotated[Path, typer.Option(help="写到这个新文件；含明文身份证号，只有本人可读")],
    by: ByOption,
    office: OfficeOption = "",
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """导出已批准、未到期的移送，每条一行 JSON；不再符合条件的留下并说明原因。"""
    done = _desk(home).export(out, officer(by, office))
    if as_json:
        print_json({"sent": done.sent, "kept_back": done.kept_back})
        return
    for referral, why in done.kept_back.items():
        typer.echo(f"{referral} 没有导出：{why}")
    typer.echo(f"已导出 {len(done.sent)} 条：{out}，含明文身份证号：请经保密渠道传送，用后删除。")


def _desk(home: HomeOption) -> ReferralDesk:
    return runtime(home, must_exist=True).referrals


def _ids(kept: KeptReferral) -> dict[str, str]:
    return {"referral_id": kept.id, "entry_id": kept.entry}


def _print(kept: KeptReferral) -> None:
    one = kept.referral
    typer.echo(
        f"{kept.id} · {TABLE.state_names[one.state]} · {one.basis} · {one.reason} · "
        f"至 {one.expires_on} · 信用记录 {kept.entry}"
    )
