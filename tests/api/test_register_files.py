"""A register that comes as a file: read, renewed, refused, and never naming whom it is about."""

import hashlib
import logging
import os
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Thread
from time import monotonic

import pytest

from api.clock import SHANGHAI
from api.registers import files
from api.registers.drop import COLUMNS, Drop, load_drop, placed
from api.registers.files import FileRegister
from api.registers.port import Question, Timing
from api.settings import find_data_dir
from registry.registration.register_answer import SOURCE_NAMES, Answer, AnswerStatus, Entry, Source
from tests.api.register_people import DAY, HERS, HIS, NOON, QUESTION

SOURCE = Source.INSURANCE
HEADER = ",".join(COLUMNS)
PENSION = f"{HERS},pension,2026-11-01,,"
PAID = f"{HIS},unit_pension,2019-03-01,,payer=unit;paid_through=2026-10"
DRAWN = NOON - timedelta(days=1)


def put(
    folder: Path,
    *rows: str,
    header: str = HEADER,
    encoding: str = "utf-8",
    drawn_at: datetime | str = DRAWN,
    **manifest: str,
) -> None:
    """A drop with its manifest, as a bureau would put it; manifest: what is to differ."""
    content = "\r\n".join([header, *rows, ""]).encode(encoding)
    (folder / f"{SOURCE}.csv").write_bytes(content)
    says = {
        "version": '"2026-11-21"',
        "covered_from": "2000-01-01",
        "drawn_at": f"{drawn_at}",
        "sha256": f'"{hashlib.sha256(content).hexdigest()}"',
    }
    text = "".join(f"{key}: {value}\n" for key, value in (says | manifest).items() if value)
    (folder / f"{SOURCE}.yaml").write_text(text, encoding="utf-8")


@pytest.fixture
def register(tmp_path: Path) -> FileRegister:
    return FileRegister(SOURCE, tmp_path, 7, Timing(now=lambda: NOON))


def ask(register: FileRegister, question: Question = QUESTION) -> Answer:
    return register.ask(question, monotonic() + 5)


HIM = Question(HIS, "王某", DAY)


def test_her_rows_are_her_records(tmp_path: Path, register: FileRegister) -> None:
    put(tmp_path, PENSION, PAID, f"{HERS},work_injury,2024-01-01,2024-12-31,")
    answer = ask(register)
    assert answer.status is AnswerStatus.OK
    assert (answer.version, answer.covered_from) == ("2026-11-21", date(2000, 1, 1))
    assert answer.entries == (
        Entry("pension", date(2026, 11, 1)),
        Entry("work_injury", date(2024, 1, 1), date(2024, 12, 31)),
    )
    assert ask(register, HIM).entries[0].facts == {"payer": "unit", "paid_through": "2026-10"}


def test_who_has_no_row_has_no_record(tmp_path: Path, register: FileRegister) -> None:
    put(tmp_path, PAID)
    answer = ask(register)
    assert (answer.status, answer.entries) == (AnswerStatus.OK, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_of_a_spreadsheet_is_read(
    tmp_path: Path, register: FileRegister, encoding: str
) -> None:
    put(tmp_path, f"{HERS},pension,2026-11-01,,office=临沂𬇙", encoding=encoding)
    assert ask(register).entries[0].facts == {"office": "临沂𬇙"}


@pytest.mark.parametrize(
    "written", [HERS.lower(), f" {HERS} ", HERS.translate({48 + n: 65296 + n for n in range(10)})]
)
def test_a_number_is_found_however_it_is_written(
    tmp_path: Path, register: FileRegister, written: str
) -> None:
    put(tmp_path, f"{written},pension,2026-11-01,,")
    assert len(ask(register).entries) == 1


def test_a_number_of_fifteen_digits_is_the_same_persons() -> None:
    assert placed(HERS[:6] + HERS[8:17]) == HERS
    assert placed(HERS[:17]) == placed("") == placed("3.71399E+17") == ""


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("pension,2026-11-31,,", "第 3 行 since 列：应当是日期 YYYY-MM-DD"),
        ("pension,2026/11/01,,", "第 3 行 since 列：应当是日期 YYYY-MM-DD"),
        ("pension,,someday,", "第 3 行 until 列：应当是日期 YYYY-MM-DD"),
        (",2026-11-01,,", "第 3 行 kind 列：写法不对"),
        ("养老金,2026-11-01,,", "第 3 行 kind 列：写法不对"),
        ("unit_pension,2026-11-01,,payer", "第 3 行 facts 列：应当写成 名称=值"),
        ("unit_pension,2026-11-01,,payer=unit;payer=agency", "第 3 行 facts 列：应当写成"),
        ("unit_pension,2026-11-01,,payer=unit", "第 3 行 facts.paid_through 列：缺少"),
        ("pension,2026-11-01,,,,,", None),
        (f"pension,2026-11-01,,,{HERS},", "第 3 行的各列分不清"),
    ],
)
def test_a_bad_row_is_named_and_spoils_one_persons_answer_only(
    tmp_path: Path, register: FileRegister, cells: str, told: str | None
) -> None:
    put(tmp_path, PAID, f"{HERS},{cells}")
    answer = ask(register)
    if told is None:
        assert answer.status is AnswerStatus.OK
    else:
        assert answer.status is AnswerStatus.MALFORMED
        assert answer.fault.startswith(told)
    assert ask(register, HIM).status is AnswerStatus.OK


def test_rows_that_contradict_each_other_are_a_conflict(
    tmp_path: Path, register: FileRegister
) -> None:
    put(tmp_path, PENSION, f"{HERS},death,2026-05-01,,")
    assert ask(register).status is AnswerStatus.CONFLICT


@pytest.mark.parametrize(
    ("manifest", "told"),
    [
        ({"drawn_at": "2026-11-14 12:00:00"}, "交换文件是 2026-11-14 提取的，已超过 7 天"),
        ({"drawn_at": "2026-11-23 12:00:00"}, "交换文件的提取时间 2026-11-23 还没有到"),
        ({"drawn_at": "yesterday"}, "清单文件有误：drawn_at"),
        ({"drawn_at": ""}, "清单文件有误：drawn_at"),
        ({"version": "2026"}, "清单文件有误：version"),
        ({"covered_from": "long ago"}, "清单文件有误：covered_from"),
        ({"sha256": f'"{"0" * 64}"'}, "交换文件与清单不符，可能还没有传完"),
        ({"sha256": '"abc"'}, "清单文件有误：sha256"),
        ({"more": "1"}, "清单文件有误"),
        ({"version": "[1"}, "清单文件读不了"),
        ({"header": "id_no,kind,since,until"}, "交换文件不能使用（missing_columns）"),
        ({"header": '"id_no,kind,since,until,facts'}, "交换文件不能使用"),
    ],
)
def test_a_drop_that_is_not_to_be_believed_is_silent_and_says_why(
    tmp_path: Path, register: FileRegister, manifest: dict[str, str], told: str
) -> None:
    put(tmp_path, PENSION, **manifest)
    answer = ask(register)
    assert answer.status is AnswerStatus.SILENT
    assert answer.fault.startswith(told)
    assert answer.answered_at is None


def test_a_drop_of_just_the_oldest_age_is_believed(tmp_path: Path, register: FileRegister) -> None:
    put(tmp_path, PENSION, drawn_at=NOON - timedelta(days=7))
    assert ask(register).status is AnswerStatus.OK


def test_without_files_the_register_is_silent(tmp_path: Path, register: FileRegister) -> None:
    assert (ask(register).status, ask(register).fault) == (AnswerStatus.SILENT, "没有交换文件")
    put(tmp_path, PENSION)
    (tmp_path / f"{SOURCE}.csv").unlink()
    assert ask(register).status is AnswerStatus.SILENT


def test_coverage_that_begins_after_the_day_asked_about_is_malformed(
    tmp_path: Path, register: FileRegister
) -> None:
    put(tmp_path, PENSION)
    before = Question(HERS, "孙某某", date(1999, 12, 31))
    assert ask(register, before).status is AnswerStatus.MALFORMED


def test_a_number_that_is_none_is_not_told_to_be_without_records(
    tmp_path: Path, register: FileRegister
) -> None:
    put(tmp_path, PENSION)
    assert ask(register, Question("123", "孙某某", DAY)).status is AnswerStatus.SILENT


def test_numbers_spoilt_by_a_spreadsheet_make_the_whole_drop_unusable(
    tmp_path: Path, register: FileRegister
) -> None:
    rounded = HERS[:15] + "000"
    put(tmp_path, *[f"{rounded},pension,2026-11-01,,"] * 3, PAID)
    answer = ask(register, HIM)
    assert answer.status is AnswerStatus.SILENT
    assert "3 行的 id_no 不是身份证号（第 2、3、4 行" in answer.fault


def test_a_single_row_of_nobody_is_logged_by_its_place(
    tmp_path: Path, register: FileRegister, caplog: pytest.LogCaptureFixture
) -> None:
    put(tmp_path, PAID, "12345,pension,2026-11-01,,")
    assert ask(register, HIM).status is AnswerStatus.OK
    assert "(3,)" in caplog.text
    assert "12345" not in caplog.text


def test_a_renewed_drop_is_read_again_and_an_unchanged_one_is_not(
    tmp_path: Path, register: FileRegister, monkeypatch: pytest.MonkeyPatch
) -> None:
    reads: list[Path] = []

    def counted(folder: Path, source: Source) -> Drop:
        reads.append(folder)
        return load_drop(folder, source)

    monkeypatch.setattr(files, "load_drop", counted)
    put(tmp_path, PENSION)
    assert [len(ask(register).entries) for _ in range(3)] == [1, 1, 1]
    put(tmp_path, PAID, version='"2026-11-22"')
    answer = ask(register)
    assert (answer.entries, answer.version) == ((), "2026-11-22")
    assert len(reads) == 2


def test_a_broken_renewal_leaves_the_good_drop_in_use_until_it_is_too_old(tmp_path: Path) -> None:
    now = [NOON]
    register = FileRegister(SOURCE, tmp_path, 7, Timing(now=lambda: now[0]))
    put(tmp_path, PENSION)
    assert ask(register).status is AnswerStatus.OK
    with (tmp_path / f"{SOURCE}.csv").open("ab") as half:
        half.write(b"3713")
    assert len(ask(register).entries) == 1
    now[0] += timedelta(days=7)
    assert "已超过 7 天" in ask(register).fault


def test_a_file_that_is_being_read_keeps_nobody_beyond_the_deadline(
    tmp_path: Path, register: FileRegister
) -> None:
    put(tmp_path, PENSION)
    manifest = (tmp_path / f"{SOURCE}.yaml").read_bytes()
    (tmp_path / f"{SOURCE}.yaml").unlink()
    os.mkfifo(tmp_path / f"{SOURCE}.yaml")
    first: list[Answer] = []
    reader = Thread(target=lambda: first.append(ask(register)))
    reader.start()
    with (tmp_path / f"{SOURCE}.yaml").open("wb") as pipe:  # opens once the reader has
        second = register.ask(QUESTION, monotonic())
        pipe.write(manifest)
    reader.join(10)
    assert second.status is AnswerStatus.SILENT
    assert [answer.status for answer in first] == [AnswerStatus.OK]


@pytest.mark.parametrize(
    "row",
    [
        f"{HERS},{HERS},2026-11-01,,",
        f"{HERS},pension,{HERS},,",
        f"{HERS},pension,2026-11-01,,{HERS}",
        f"{HERS},pension,2026-11-01,,payer={HERS}",
        f"{HERS},pension,2026-11-01,,{HERS}=1",
        f"{HERS},pension,2026-11-01,,,{HERS}",
        f'{HERS},"pen"sion,2026-11-01,,',
    ],
)
@pytest.mark.parametrize("header", [HEADER, HEADER + f",{HERS}"])
def test_nothing_told_or_logged_repeats_her_number(
    tmp_path: Path,
    register: FileRegister,
    caplog: pytest.LogCaptureFixture,
    row: str,
    header: str,
) -> None:
    put(tmp_path, row, header=header)
    with caplog.at_level(logging.DEBUG):
        answer = ask(register)
    assert HERS not in answer.fault
    assert HERS not in caplog.text


@pytest.mark.parametrize("source", list(Source))
def test_every_register_has_a_template_of_its_columns(source: Source) -> None:
    folder = find_data_dir() / "registers"
    assert (folder / f"{source}.csv").read_text(encoding="utf-8-sig") == HEADER + "\n"
    assert f"`{source}.csv`" in (folder / "README.md").read_text(encoding="utf-8")
    assert SOURCE_NAMES[source] in (folder / "README.md").read_text(encoding="utf-8")


def test_a_time_without_an_offset_is_chinas(tmp_path: Path) -> None:
    put(tmp_path, PENSION, drawn_at="2026-11-22 11:00:00")
    assert load_drop(tmp_path, SOURCE).manifest.drawn == datetime(2026, 11, 22, 11, tzinfo=SHANGHAI)
