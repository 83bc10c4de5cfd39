"""One row of the exchange: nothing is lost on the way, and what cannot be read says why."""

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given

from api.data_files import DataFileBroken
from api.exchange.cells import Cells, guarded, unguarded
from api.exchange.codes import OWN_FILE, load_codes
from api.exchange.columns import NAMES, REQUIRED, Column
from api.exchange.read import read
from api.exchange.record import Exchanged
from api.exchange.written import written
from api.settings import find_data_dir
from registry.errors import InvalidField
from registry.registration.application import State
from registry.registration.claim import CertificateStatus
from registry.registration.exits import EXIT_KINDS, ExitCode
from registry.registration.record import Registration
from registry.registration.scope import CATEGORY_NAMES, SITUATION_NAMES
from tests.api.exchange_people import CODES, active, claim, ended, registrations
from tests.api.registration_desk import TODAY

FOLDER = find_data_dir() / "exchange"
PROMISED = date(2026, 8, 2)


def row_of(one: Registration, promised_on: date | None = PROMISED) -> dict[str, str]:
    return {
        str(column): cell for column, cell in written(Exchanged(one, promised_on), CODES).items()
    }


def back(row: dict[str, str]) -> Exchanged:
    return read(Cells(row, CODES), TODAY)


@given(registrations())
def test_what_goes_out_comes_back_the_same(one: Registration) -> None:
    guarded_row = {column: guarded(cell) for column, cell in row_of(one).items()}
    assert back(guarded_row) == Exchanged(one, PROMISED)


def test_a_cell_is_never_a_formula_and_is_read_as_it_was() -> None:
    for text in ("=1", "+1", "-1", "@a", "'=1", "''", "'a", "a=1", ""):
        assert unguarded(guarded(text)) == text
        assert not guarded(text).startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({Column.ID_NUMBER: ""}, Column.ID_NUMBER, "missing"),
        ({Column.ID_NUMBER: "3.71E+17"}, Column.ID_NUMBER, "id_form"),
        ({Column.BORN: "1990-01-02"}, Column.BORN, "birth_mismatch"),
        ({Column.SEX: "3"}, Column.SEX, "unknown_code"),
        ({Column.EMPLOYMENT: "010"}, Column.EMPLOYMENT, "not_flexible"),
        ({Column.EMPLOYMENT: "23"}, Column.EMPLOYMENT, "unknown_code"),
        ({Column.PLACE: "37131"}, Column.PLACE, "division"),
        ({Column.WORK_PLACE: "3713111"}, Column.WORK_PLACE, "division"),
        ({Column.START: "八月"}, Column.START, "date"),
        ({Column.PROMISED: "2026-11-23"}, Column.PROMISED, "in_future"),
        ({Column.REGISTERED: ""}, Column.REGISTERED, "missing"),
        ({Column.END: "2026-09-01"}, Column.END, "valid_and_ended"),
        ({Column.INCOME: "三千"}, Column.INCOME, "number"),
        ({Column.INCOME: "nan"}, Column.INCOME, "number"),
        ({Column.INCOME: "3000"}, Column.INCOME_UNIT, "missing"),
        ({Column.ENGAGEMENTS: "某店|4"}, Column.ENGAGEMENTS, "engagements"),
        ({Column.ENGAGEMENTS: "某店|4|20|2|"}, Column.ENGAGEMENTS, "engagements"),
        ({Column.ENGAGEMENTS: '"某店|4|20|0|'}, Column.ENGAGEMENTS, "engagements"),
        ({Column.VALID: "0"}, Column.END_REASON, "missing"),
        ({Column.VALID: "0", Column.END_REASON: "X1"}, Column.END, "missing"),
        (
            {Column.VALID: "0", Column.END_REASON: "X1", Column.END: "2026-07-31"},
            Column.END,
            "exit_before_entry",
        ),
        (
            {Column.VALID: "0", Column.END_REASON: "X1", Column.END: "2026-11-23"},
            Column.END,
            "exit_in_future",
        ),
        ({Column.VALID: "0", Column.PROMISED: ""}, Column.PROMISED, "ended_unpromised"),
        ({Column.VALID: "0", Column.CERTIFICATE: ""}, Column.CERTIFICATE, "ended_unpromised"),
    ],
)
def test_what_cannot_be_read_names_its_column(
    changes: dict[str, str], column: str, code: str
) -> None:
    with pytest.raises(InvalidField) as fault:
        back(row_of(active()) | changes)
    assert (fault.value.field, fault.value.code) == (column, code)
    assert fault.value.reason.endswith(("。", "）"))


@pytest.mark.parametrize(
    ("changes", "state"),
    [
        pytest.param({}, State.ACTIVE, id="promised, with a certificate"),
        pytest.param({Column.PROMISED: ""}, State.DRAFT, id="no promise"),
        pytest.param({Column.CERTIFICATE: ""}, State.DRAFT, id="no certificate"),
    ],
)
def test_only_her_own_act_and_her_certificate_make_a_registration(
    changes: dict[str, str], state: State
) -> None:
    found = back(row_of(active()) | changes).registration
    assert found.state is state
    assert (found.registered_on is None) == (state is State.DRAFT)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({Column.END_REASON: "X6b", Column.CLOSES: "11"}, ExitCode.X6B),
        ({Column.NEXT_EMPLOYMENT: "010"}, ExitCode.X1),
        ({Column.NEXT_EMPLOYMENT: "30"}, ExitCode.X3),
        ({Column.CLOSES: "14"}, ExitCode.X3),
        ({Column.CLOSES: "21"}, ExitCode.X5),
        ({Column.CLOSES: "24"}, None),
        ({Column.CLOSES: "90"}, None),
        ({Column.NEXT_EMPLOYMENT: "022"}, None),
    ],
)
def test_a_reason_the_province_has_no_code_for_follows_from_its_others_where_they_leave_no_doubt(
    changes: dict[str, str], code: ExitCode | None
) -> None:
    bare = row_of(ended()) | {Column.END_REASON: "", Column.NEXT_EMPLOYMENT: "", Column.CLOSES: ""}
    if code is None:
        with pytest.raises(InvalidField, match="终止原因"):
            back(bare | changes)
    else:
        found = back(bare | changes).registration.exit
        assert found is not None
        assert found.code is code


@pytest.mark.parametrize(
    ("one", "closes", "following"),
    [
        pytest.param(active(), "90", "", id="registered: closes an unemployment registration"),
        pytest.param(ended(ExitCode.X1), "11", "010", id="hired"),
        pytest.param(ended(ExitCode.X2), "12", "021", id="a licence"),
        pytest.param(ended(ExitCode.X3), "90", "090", id="other stable work"),
        pytest.param(ended(ExitCode.X3, kind="public_post"), "14", "030", id="a public post"),
        pytest.param(ended(ExitCode.X4), "", "", id="work ended: nothing is closed"),
        pytest.param(ended(ExitCode.X5), "21", "", id="a pension"),
        pytest.param(ended(ExitCode.X6A), "26", "", id="death"),
        pytest.param(ended(ExitCode.X6B), "24", "", id="abroad"),
        pytest.param(ended(ExitCode.X6C), "24", "", id="the army"),
        pytest.param(ended(ExitCode.X6D), "24", "", id="school"),
        pytest.param(ended(ExitCode.X6E), "25", "", id="prison"),
        pytest.param(ended(ExitCode.X6F), "23", "", id="cannot work"),
        pytest.param(ended(ExitCode.X6G), "", "", id="her own wish"),
    ],
)
def test_the_province_is_told_in_its_own_codes(
    one: Registration, closes: str, following: str
) -> None:
    row = row_of(one)
    assert row[Column.EMPLOYMENT] == "022"
    assert row[Column.VALID] == ("1" if one.state is State.ACTIVE else "0")
    assert (row[Column.CLOSES], row[Column.NEXT_EMPLOYMENT]) == (closes, following)


def test_what_was_revoked_is_void_and_says_so() -> None:
    row = row_of(active(state=State.REVOKED))
    assert (row[Column.VALID], row[Column.END_REASON], row[Column.CLOSES]) == ("0", "R", "")


def test_cells_are_read_as_spreadsheets_leave_them() -> None:
    row = row_of(active(claim(certificate=CertificateStatus.ISSUED_NOW)))
    changed = row | {
        Column.EMPLOYMENT: "22",
        Column.ISSUE: "1",
        Column.START: "2026/8/1",
        Column.CATEGORY: "新就业形态从业人员",
        Column.SEX: "9",
    }
    assert back(changed) == back(row)


def test_a_monthly_income_alone_is_an_income_by_the_month() -> None:
    found = back(row_of(active()) | {Column.MONTHLY: "3,000"}).registration.claim.income
    assert found is not None
    assert (found.amount, found.unit.value, found.monthly) == (3000, "MONTH", 3000)


def test_template_and_pages_have_the_columns_of_the_code() -> None:
    template = (FOLDER / "registrations.csv").read_bytes()
    assert next(csv.reader(io.StringIO(template.decode("utf-8-sig")))) == [*Column]
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for column in Column:
        must = "yes" if column in REQUIRED else ""
        name = NAMES.get(column, "")
        assert f"| `{column}` | {name or column} | {must} |" in page, column


def test_codes_are_called_as_on_screen() -> None:
    names = {
        (table, one): code.name
        for table, codes in CODES.tables.items()
        for code in codes
        for one in code.ours
    }
    for exit_code, kind in EXIT_KINDS.items():
        assert names[Column.END_REASON, exit_code.value] == kind.name
    for category, name in CATEGORY_NAMES.items():
        assert names[Column.CATEGORY, category.value] == name
    for situation, name in SITUATION_NAMES.items():
        assert names[Column.SITUATIONS, situation.value] == name


@pytest.mark.parametrize(
    ("before", "after", "fault"),
    [
        ("table,code,name,ours", "表,代码,名称,对应", "第一行"),
        ("AAC004,1,男,1", "AAC004,1,男,", "恰有一个代码"),
        ("AAC004,0,未知,", "AAC004,0,未知,1", "恰有一个代码"),
        ("AAC004,0,未知,", "AAC004,0,未知,M", "不认识 M"),
        ("AAC004,0,未知,", "AAC004,0", "各列要齐"),
    ],
)
def test_a_bureaus_own_code_table_is_used_and_a_broken_one_is_told(
    tmp_path: Path, before: str, after: str, fault: str
) -> None:
    shipped = (FOLDER / "codes.csv").read_text(encoding="utf-8")
    own = tmp_path / OWN_FILE
    own.write_text(shipped.replace("022,灵活就业", "220,灵活就业"), encoding="utf-8")
    codes = load_codes(FOLDER, tmp_path)
    assert written(Exchanged(active(), None), codes)[Column.EMPLOYMENT] == "220"
    own.write_text(shipped.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataFileBroken, match=fault):
        load_codes(FOLDER, tmp_path)


def test_a_code_without_a_counterpart_here_is_refused_where_one_is_needed() -> None:
    category = {**CODES.tables}
    category[Column.CATEGORY] = (
        *category[Column.CATEGORY],
        replace(category[Column.CATEGORY][0], code="E", name="其他", ours=()),
    )
    with pytest.raises(InvalidField, match="没有对应"):
        read(
            Cells(row_of(active()) | {Column.CATEGORY: "E"}, replace(CODES, tables=category)), TODAY
        )
