"""`linggang recheck`: registrations in force, or applications that wait, asked about again."""

from typing import Annotated, Final

import typer

from api.cli.common import HomeOption, JsonOption, print_json, progress, runtime
from api.runtime import Runtime
from api.services.asked_again import Faults
from api.services.recheck import RecheckReport, recheck_all
from api.services.waiting import NAMES, WaitingReport, ask_waiting
from registry.errors import LinggangError

FAULTS_SHOWN: Final = 10


class NoRegisters(LinggangError):
    """A re-check where no register is connected: nobody would answer."""

    code = "no_registers"


def recheck(
    waiting: Annotated[
        bool, typer.Option("--waiting", help="只再次核查等待登记簿答复的申请，可每小时运行")
    ] = False,
    home: HomeOption = None,
    as_json: JsonOption = False,
) -> None:
    """夜间复核：向接入的登记逐人核查在册登记，按结果退出、恢复或转人工，并告知本人。"""
    here = runtime(home, must_exist=True)
    report = waiting_asked(here) if waiting else rechecked(here)
    here.close()
    if as_json:
        print_json(report.to_json())
    else:
        typer.echo(sentence(report))
    if report.faults:
        raise typer.Exit(1)


def rechecked(here: Runtime) -> RecheckReport:
    """The re-check, its progress shown; NoRegisters where nobody would answer."""
    _require_registers(here)
    with progress("复核") as tell:
        return recheck_all(here.registrar, tell)


def waiting_asked(here: Runtime) -> WaitingReport:
    """What waits asked about again, its progress shown; NoRegisters where nobody would answer."""
    _require_registers(here)
    with progress("再次核查") as tell:
        return ask_waiting(here.registrar, tell)


def sentence(report: RecheckReport | WaitingReport) -> str:
    """A report in words, what went wrong on lines of its own."""
    told = _waiting(report) if isinstance(report, WaitingReport) else _recheck(report)
    return "\n".join((told, *_faults(report.faults)))


def _require_registers(here: Runtime) -> None:
    if not here.registers.each:
        raise NoRegisters(
            f"没有接入任何登记，无法复核：请先写好 {here.settings.registers_file}"
            "（写法见 docs/registers.md）。"
        )


def _recheck(report: RecheckReport) -> str:
    by_code = "、".join(f"{code} {count}" for code, count in sorted(report.exits.items()))
    exits = f"{report.exits.total()}（{by_code}）" if by_code else "0"
    return (
        f"核查 {report.checked} 人：退出 {exits}，"
        f"恢复 {report.reinstated}，转人工 {report.doubts}，信用存疑 {report.suspicions}，"
        f"有登记未答复 {report.silent}。"
    )


def _waiting(report: WaitingReport) -> str:
    counts = "，".join(f"{name} {report.became[code]}" for code, name in NAMES.items())
    return f"再次核查 {report.became.total()} 件申请：{counts}。"


def _faults(faults: Faults) -> list[str]:
    if not faults:
        return []
    shown = [f"  {one}：{why}" for one, why in list(faults.items())[:FAULTS_SHOWN]]
    return [f"没有办成 {len(faults)} 件（--json 列出全部）：", *shown]
