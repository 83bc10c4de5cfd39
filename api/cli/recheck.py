"""`linggang recheck`: the nightly re-check of everybody who is registered."""

import typer

from api.cli.common import HomeOption, JsonOption, print_json, progress, runtime
from api.services.recheck import RecheckReport, recheck_all
from registry.errors import LinggangError


class NoRegisters(LinggangError):
    """A re-check where no register is connected: nobody would answer."""

    code = "no_registers"


def recheck(home: HomeOption = None, as_json: JsonOption = False) -> None:
    """夜间复核：向接入的登记逐人核查在册登记，按结果退出、恢复或转人工，并告知本人。"""
    here = runtime(home, must_exist=True)
    if not here.registers.each:
        raise NoRegisters(
            f"没有接入任何登记，无法复核：请先写好 {here.settings.registers_file}"
            "（写法见 docs/registers.md）。"
        )
    with progress("复核") as tell:
        report = recheck_all(here.registrar, tell)
    here.close()
    if as_json:
        print_json(report.to_json())
    else:
        _print(report)


def _print(report: RecheckReport) -> None:
    by_code = "、".join(f"{code} {count}" for code, count in sorted(report.exits.items()))
    exits = f"{report.exits.total()}（{by_code}）" if by_code else "0"
    typer.echo(
        f"核查 {report.checked} 人：退出 {exits}，"
        f"恢复 {report.reinstated}，转人工 {report.doubts}，信用存疑 {report.suspicions}，"
        f"有登记未答复 {report.silent}。"
    )
