"""The file of rows to mend: those refused and those held back, each with its reasons."""

import json
from pathlib import Path
from typing import Any

from api.services.ingest_report import HeldRow, IngestReport, Refused
from registry.errors import LinggangError
from registry.jobs.holds import hold_finding
from registry.jobs.lint import LintRules
from registry.workers.identity import mask


class ErrorsUnwritable(LinggangError):
    """A file to be written would overwrite what is brought in, or another to be written."""

    code = "errors_unwritable"


def check_writable(feed: Path, errors: Path | None, losses: Path | None) -> None:
    """Before anything is brought in: OSError or ErrorsUnwritable if either could not be written."""
    if errors is not None and losses is not None and errors.resolve() == losses.resolve():
        raise ErrorsUnwritable("--errors 和 --losses 不能是同一个文件：请换一个文件名。")
    for option, out in (("--errors", errors), ("--losses", losses)):
        if out is not None:
            _check_writable(out, feed, option)


def _check_writable(out: Path, feed: Path, option: str) -> None:
    if out.exists() and feed.exists() and out.samefile(feed):
        raise ErrorsUnwritable(f"{option} 不能写到要导入的文件 {feed} 上：请换一个文件名。")
    existed = out.exists()
    with out.open("a", encoding="utf-8"):
        pass
    if not existed:
        out.unlink()


def write_errors(report: IngestReport, rules: LintRules, path: Path) -> None:
    """Refused and held rows as JSON lines in the order of the file; identity numbers masked."""
    lines = [(each.refusal.row, _refused(each)) for each in report.refused]
    lines += [(each.row, _held(each, rules)) for each in report.held_rows]
    with path.open("w", encoding="utf-8") as file:
        for _, line in sorted(lines, key=lambda numbered: numbered[0]):
            file.write(json.dumps(line, ensure_ascii=False, default=str) + "\n")


def _refused(refused: Refused) -> dict[str, Any]:
    refusal, data = refused
    return refusal._asdict() | {"data": data if isinstance(data, str) else _masked(data)}


def _held(held: HeldRow, rules: LintRules) -> dict[str, Any]:
    reason = " ".join(hold_finding(code, rules).cited for code in held.codes)
    return held._asdict() | {"codes": list(held.codes), "code": "held", "reason": reason}


def _masked(data: dict[str, Any]) -> dict[str, Any]:
    return data | {"id_no": mask(str(data["id_no"]))} if data.get("id_no") else data
