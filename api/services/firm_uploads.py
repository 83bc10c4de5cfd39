"""Files that firms upload to be checked first and then taken in: kept for a day, each firm's own.

A file lies in a folder of its own beside a note of how far it is, so that whichever process is
asked can tell. Nothing of it is in the job library before its firm says so.
"""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from typing import IO, Any, Final

from api.database import make_folder
from api.feeds.columns import column_of
from api.reference import Reference
from api.security.keys import Keys
from api.services.error_workbook import write_error_workbook
from api.services.feed_in import FeedDesk, FeedTaken, Terms
from api.services.feed_push import LARGEST, BodyTooLarge, push, suffix_of_file
from registry.errors import LinggangError, UnknownName
from registry.jobs.holds import hold_finding
from registry.jobs.lint import LintRules

KIND: Final = "上传的文件"
KEPT: Final = timedelta(days=1)
MOST: Final = 10  # files of one firm
MOST_SHOWN: Final = 100  # rows at fault on the page; the workbook has them all
SILENT: Final = timedelta(seconds=120)  # after which whoever worked on it is taken to be gone
NOTE, ERRORS, FILE, TAKEN = "note.json", "errors.xlsx", "file", "taken"
TOKEN: Final = re.compile(r"[0-9a-f]{32}")
BROKEN: Final = "系统出了问题，不是文件的错：请过一会儿再上传一次。"
PIECE: Final = 256 * 1024
_NAME: Final = re.compile(r"[^\w.\-（）()]+")
LONGEST_NAME: Final = 60


class Phase(StrEnum):
    """How far a file is."""

    CHECKING = "checking"  # 检查中
    CHECKED = "checked"  # 已检查，未导入
    TAKING = "taking"  # 导入中
    TAKEN = "taken"  # 已导入
    FAILED = "failed"  # 读不了，或没有办成


WORKING: Final = frozenset({Phase.CHECKING, Phase.TAKING})


@dataclass(frozen=True, slots=True)
class RowFault:
    """One row at fault. row: its number in the file; column: its header, "" for the whole row."""

    row: int
    source_id: str
    column: str
    reason: str


@dataclass(frozen=True, slots=True)
class Result:
    """What a file comes to, checked or taken in: counts, the first rows at fault.

    losses: of each field the share of the kept rows that lack it, in [0, 1]. closed: how many
    postings a full feed withdraws; withheld: why it withdraws none. fault: why it was not read to
    its end.
    """

    rows: int = 0
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: int = 0
    held: int = 0
    closed: int = 0
    missing: int = 0
    withheld: str = ""
    fault: str = ""
    losses: dict[str, float] = field(default_factory=dict)
    refusals: tuple[RowFault, ...] = ()
    held_rows: tuple[RowFault, ...] = ()


@dataclass(frozen=True, slots=True)
class Upload:
    """One file. complete: it holds all that the firm offers. done, rows: how far, while at work."""

    token: str
    name: str
    phase: Phase
    at: datetime
    complete: bool = False
    done: int = 0
    rows: int = 0
    fault: str = ""
    result: Result | None = None


@dataclass(frozen=True, slots=True)
class FirmUploads:
    """The uploads of one installation. folder: where they lie; most_closed: as in Terms."""

    folder: Path
    feeds: FeedDesk
    reference: Reference
    keys: Keys
    clock: Callable[[], datetime]
    most_closed: float

    def keep(self, firm: str, name: str, sent: IO[bytes], complete: bool) -> Upload:
        """Keep a file to be checked. MediaTypeUnknown, BodyTooLarge: by name, by size."""
        suffix = suffix_of_file(name)
        one = Upload(token_hex(16), _shown_name(name), Phase.CHECKING, self.clock(), complete)
        self._tidy(firm)
        place = self._place(firm, one.token)
        make_folder(place / FILE)
        try:
            _copy(sent, place / FILE / f"{Path(one.name).stem}{suffix}")
        except BodyTooLarge:
            shutil.rmtree(place)
            raise
        return self._note(firm, one)

    def get(self, firm: str, token: str) -> Upload:
        """How far a file is; UnknownName where this firm has none such, or no more."""
        try:
            text = (self._place(firm, token) / NOTE).read_text("utf-8")
        except OSError as error:
            raise UnknownName(KIND, token) from error
        return _upload(json.loads(text))

    def is_stuck(self, one: Upload) -> bool:
        """Whether whoever worked on it is gone: the service was stopped in between."""
        return one.phase in WORKING and self.clock() - one.at > SILENT

    def errors(self, firm: str, token: str) -> Path:
        """The workbook of rows to mend; UnknownName where there is none."""
        path = self._place(firm, token) / ERRORS
        if not path.is_file():
            raise UnknownName(KIND, token)
        return path

    def check(self, firm: str, token: str) -> Upload:
        """Read it, write nothing into the library, and say what would become of it."""
        return self._run(firm, self.get(firm, token), Phase.CHECKING, Phase.CHECKED)

    def begin_taking(self, firm: str, token: str) -> bool:
        """Note that it is being taken in; False where it is or was already, or cannot be."""
        one = self.get(firm, token)
        if not self.is_stuck(one):
            if one.phase is not Phase.CHECKED:
                return False
            try:
                (self._place(firm, token) / TAKEN).touch(exist_ok=False)
            except FileExistsError:  # a second tap was as quick
                return False
        self._note(firm, replace(one, phase=Phase.TAKING, at=self.clock(), done=0))
        return True

    def take(self, firm: str, token: str, force: bool = False) -> Upload:
        """Take it in. force: also where a full feed would withdraw more than half."""
        return self._run(firm, self.get(firm, token), Phase.TAKING, Phase.TAKEN, force)

    # ------------------------------------------------------------ parts

    def _run(
        self, firm: str, one: Upload, phase: Phase, then: Phase, force: bool = False
    ) -> Upload:
        place = self._place(firm, one.token)
        (file,) = (place / FILE).iterdir()
        terms = Terms(
            complete=one.complete,
            force=force,
            dry_run=phase is Phase.CHECKING,
            most_closed=self.most_closed,
        )

        def told(done: int, rows: int) -> None:
            self._note(firm, replace(one, phase=phase, at=self.clock(), done=done, rows=rows))

        failed = replace(one, phase=Phase.FAILED, at=self.clock(), fault=BROKEN)
        try:
            taken = push(self.feeds, file, firm, terms, self.reference, on_progress=told)
            if taken.report.refused or taken.report.held_rows:
                write_error_workbook(taken.report, file, place / ERRORS, self.reference)
        except LinggangError as error:
            return self._note(firm, replace(failed, fault=str(error)))
        except Exception:
            self._note(firm, failed)
            raise
        result = _result(taken, self.reference.lint_rules)
        return self._note(firm, replace(one, phase=then, at=self.clock(), result=result))

    def _note(self, firm: str, one: Upload) -> Upload:
        """Put the note in place of the one before, whole at every moment."""
        path = self._place(firm, one.token) / NOTE
        draft = path.with_suffix(f".{token_hex(4)}")
        draft.write_text(json.dumps(asdict(one), ensure_ascii=False, default=str), "utf-8")
        draft.replace(path)
        return one

    def _place(self, firm: str, token: str) -> Path:
        if not TOKEN.fullmatch(token):
            raise UnknownName(KIND, token)
        return self._of_firm(firm) / token

    def _of_firm(self, firm: str) -> Path:
        return self.folder / self.keys.mark(f"uploads {firm}")[:32]

    def _tidy(self, firm: str) -> None:
        """Remove what has had its day, of everybody; of this firm all but the newest."""
        oldest = (self.clock() - KEPT).timestamp()
        for place in self.folder.glob("*/*"):
            if place.stat().st_mtime < oldest:
                shutil.rmtree(place, ignore_errors=True)
        mine = sorted(self._of_firm(firm).glob("*"), key=lambda place: place.stat().st_mtime)
        for place in mine[: max(0, len(mine) - MOST + 1)]:
            shutil.rmtree(place, ignore_errors=True)


def _copy(sent: IO[bytes], path: Path) -> None:
    with path.open("wb") as file:
        while piece := sent.read(PIECE):
            if file.tell() + len(piece) > LARGEST:
                raise BodyTooLarge
            file.write(piece)


def _shown_name(name: str) -> str:
    """A name that is short, and harmless as the name of a file."""
    path = Path(name.replace("\\", "/"))
    stem = _NAME.sub("_", path.stem)[:LONGEST_NAME].strip("._") or "岗位"
    return f"{stem}{path.suffix.lower()}"


def _result(taken: FeedTaken, rules: LintRules) -> Result:
    report, closing = taken.report, taken.closing
    return Result(
        rows=report.rows,
        **report.counts._asdict(),
        refused=len(report.refused),
        held=report.held,
        closed=len(closing.ids) if closing else 0,
        missing=closing.missing if closing else 0,
        withheld=closing.withheld if closing else "",
        fault=report.fault,
        losses={name: lost["share"] for name, lost in report.losses.items()},
        refusals=tuple(
            RowFault(each.row, each.source_id, column_of(each.field), each.reason)
            for each, _ in report.refused[:MOST_SHOWN]
        ),
        held_rows=tuple(
            RowFault(each.row, each.source_id, "", _words(each.codes, rules))
            for each in report.held_rows[:MOST_SHOWN]
        ),
    )


def _words(codes: tuple[str, ...], rules: LintRules) -> str:
    return " ".join(hold_finding(code, rules).cited for code in codes)


def _upload(note: dict[str, Any]) -> Upload:
    result = note["result"]
    if result is not None:
        rows = {
            name: tuple(RowFault(**each) for each in result[name])
            for name in ("refusals", "held_rows")
        }
        result = Result(**(result | rows))
    return Upload(
        **(
            note
            | {
                "phase": Phase(note["phase"]),
                "at": datetime.fromisoformat(note["at"]),
                "result": result,
            }
        )
    )
