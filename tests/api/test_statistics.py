"""The month of new urban employment: counted, frozen, corrected by entries, never rewritten."""

from dataclasses import replace
from datetime import date, datetime

import pytest
from sqlalchemy import Engine, delete, update

from api.clock import SHANGHAI
from api.database import reading, writing
from api.services.statistics_desk import CannotFreeze
from api.services.statistics_rows import Row, RowsAsOf, packed
from api.store import audit, ledger
from api.store.codec import DocumentUnreadable
from api.store.tables import frozen_rows
from registry.errors import InvalidField, UnknownName
from registry.parameters import DatedValue
from registry.registration.claim import EmploymentType
from registry.registration.exits import ExitCode
from registry.registration.register_answer import Entry
from registry.statistics.entry import Cause, EntryKind
from registry.statistics.figures import Cell, Measure, read_cell
from registry.statistics.flag import FlagCode
from registry.statistics.history import History
from tests.api.registration_desk import KEYS
from tests.api.statistics_town import CLERK, Town, months, paid, past

BY_UNIT = paid(date(2026, 5, 1), "2026-06", "unit_pension")


@pytest.fixture
def town(store: Engine) -> Town:
    return Town(store)


def figure(town: Town, period: str, cell: str) -> int:
    return town.desk.month(period).figures.at(read_cell(cell))


def flags(town: Town, period: str) -> dict[FlagCode, str]:
    return {each.code: each.words for each in town.desk.month(period).flags}


def test_who_registers_in_a_month_and_meets_a_criterion_is_counted_in_it_and_no_later(town):
    town.registers(date(2026, 3, 10))
    assert figure(town, "2026-03", "counted/C1/371311") == 1
    assert figure(town, "2026-04", "counted") == 0
    assert figure(town, "2026-04", "year") == 1


def test_nobody_is_counted_again_in_the_next_year_by_the_same_registration(town):
    town.registers(date(2025, 3, 10))
    assert figure(town, "2025-12", "year") == 1
    assert figure(town, "2026-10", "year") == 0


def test_stock_entries_and_exits_stand_beside_the_figure_by_reason(town):
    town.registers(date(2026, 2, 1), ended=date(2026, 3, 15), left=ExitCode.X1)
    town.registers(date(2026, 3, 5))
    month = town.desk.month("2026-03").figures
    assert [month.at(Cell(each)) for each in (Measure.STOCK, Measure.ENTERED, Measure.LEFT)] == [
        1,
        1,
        1,
    ]
    assert month.at(Cell(Measure.LEFT, "X1", "371311")) == 1
    assert month.at(Cell(Measure.LEFT, "X4")) == 0


def test_a_frozen_month_stays_what_it_was(town):
    one = town.registers(date(2026, 1, 10))
    town.freeze("2026-01")
    before = town.desk.month("2026-01")
    town.revoke(one)
    after = town.desk.month("2026-01")
    assert after.figures.counts == before.figures.counts
    assert after.frozen == before.frozen
    assert after.figures.at(Cell(Measure.COUNTED)) == 1


REGISTERED = ("stock", "entered", "left", "left/X4", "review", "undetermined")


def rows_behind(town: Town, period: str) -> dict[str, list[Row]]:
    return {each: list(town.desk.rows(period, read_cell(each))) for each in REGISTERED}


def test_behind_a_frozen_month_stand_the_registrations_as_they_were(town):
    one = town.registers(date(2026, 1, 10))
    town.registers(date(2026, 1, 11), past(since=date(2020, 1, 1)))
    town.registers(date(2026, 1, 12), ended=date(2026, 1, 20))
    before = rows_behind(town, "2026-01")
    town.freeze("2026-01")
    town.revoke(one)
    town.registers(date(2026, 1, 13))  # comes in late
    town.standards.clear()
    after = rows_behind(town, "2026-01")
    assert {name: len(rows) for name, rows in after.items()} == {
        name: figure(town, "2026-01", name) for name in REGISTERED
    }
    assert [len(after[each]) for each in REGISTERED] == [2, 3, 1, 1, 0, 1]
    for name, rows in before.items():
        told = sorted((replace(row, person="") for row in rows), key=lambda row: row.registration)
        assert after[name] == told, name
    assert town.desk.as_of("2026-01", read_cell("stock")) is RowsAsOf.FROZEN
    assert town.desk.as_of("2026-02", read_cell("stock")) is RowsAsOf.NOW
    assert town.desk.as_of("2026-01", read_cell("counted")) is RowsAsOf.LEDGER


def test_rows_of_a_month_frozen_before_they_were_kept_say_so(town):
    town.registers(date(2026, 1, 10))
    town.freeze("2026-01")
    with writing(town.engine) as connection:
        connection.execute(delete(frozen_rows))
    assert town.desk.as_of("2026-01", read_cell("stock")) is RowsAsOf.NOT_KEPT
    assert len(town.desk.rows("2026-01", read_cell("stock"))) == 1


def test_rows_of_a_frozen_month_that_somebody_exchanged_are_refused(town):
    town.registers(date(2026, 1, 10))
    town.freeze("2026-01")
    with writing(town.engine) as connection:
        other = KEYS.sealed(packed("[]"), "2026-01")
        connection.execute(update(frozen_rows).values(sealed=other))
    with pytest.raises(DocumentUnreadable, match="校验值"):
        town.desk.rows("2026-01", read_cell("stock"))


def test_a_revoked_registration_is_taken_out_by_an_entry_in_the_open_month(engine):
    town = Town(engine)
    one = town.registers(date(2026, 1, 10))
    town.registers(date(2026, 1, 11))
    town.freeze("2026-01")
    hashes = frozen(engine)
    town.revoke(one)
    (entry,) = town.desk.correct("2026-02", CLERK)
    assert (entry.kind, entry.cause, entry.registration) == (EntryKind.REMOVED, Cause.REVOKED, one)
    assert town.desk.correct("2026-02", CLERK) == ()  # again: nothing more
    assert frozen(engine) == hashes
    assert figure(town, "2026-02", "removed") == 1
    assert figure(town, "2026-02", "year") == 1
    town.freeze("2026-02")
    assert figure(town, "2026-02", "removed") == 1
    assert frozen(engine)[:1] == hashes
    assert town.desk.month("2026-03").pending == ()


def test_freezing_books_the_corrections_that_nobody_wrote_before(town):
    one = town.registers(date(2026, 1, 10))
    town.freeze("2026-01")
    town.revoke(one)
    assert FlagCode.CORRECTIONS in flags(town, "2026-02")
    town.freeze("2026-02")
    assert figure(town, "2026-02", "removed") == 1
    assert figure(town, "2026-02", "year") == 0
    assert "减少 1），记在 2026-02" in flags(town, "2026-01")[FlagCode.CORRECTED_LATER]


def frozen(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        kept = [ledger.frozen(connection, each) for each in ledger.frozen_periods(connection)]
    return [each.hash for each in kept if each]


def test_the_same_month_has_the_same_hash_and_each_names_the_one_before(town):
    town.registers(date(2026, 1, 10))
    town.freeze("2026-01", "2026-02")
    with reading(town.engine) as connection:
        first, second = (ledger.frozen(connection, each) for each in ("2026-01", "2026-02"))
        chain = [each.action for each in audit.records(connection, "statistics")]
        assert audit.verify(connection, KEYS.audit) == ()
    assert (first.before, second.before) == ("", first.hash)
    assert chain == ["statistics.freeze", "statistics.freeze"]


@pytest.mark.parametrize(
    ("period", "words"),
    [
        pytest.param("2026-11", "还没有结束", id="the month goes on"),
        pytest.param("2026-02", "请先冻结更早的月份：2026-01", id="an earlier one is open"),
    ],
)
def test_a_month_is_frozen_in_its_turn_and_when_it_is_over(town, period, words):
    with pytest.raises(CannotFreeze, match=words):
        town.freeze(period)


def test_a_month_is_frozen_once(town):
    town.freeze("2026-01")
    with pytest.raises(CannotFreeze, match="已冻结"):
        town.freeze("2026-01")


def test_a_month_that_has_not_begun_and_one_that_is_none_are_told(town):
    with pytest.raises(InvalidField, match="还没有开始"):
        town.desk.month("2026-12")
    with pytest.raises(InvalidField, match="2026-10 的样子"):
        town.desk.month("2026-13")


def test_an_open_month_says_so_and_which_earlier_ones_are_open(town):
    found = flags(town, "2026-11")
    assert "不能冻结" in found[FlagCode.PERIOD_OPEN]
    assert "2026-10" in found[FlagCode.EARLIER_OPEN]


# ---------------------------------------------------------------- bad input


def test_who_has_no_history_is_named_and_not_counted(town):
    one = town.registers(date(2026, 3, 10), number=500)
    month = town.desk.month("2026-03")
    assert month.figures.at(Cell(Measure.COUNTED)) == 0
    assert month.figures.at(Cell(Measure.UNDETERMINED, "NO_HISTORY", "371311")) == 1
    (flag,) = [each for each in month.flags if each.code is FlagCode.HISTORY_MISSING]
    assert flag.registrations == (one,)


def test_a_history_that_does_not_reach_back_is_undetermined_and_flagged(town):
    town.registers(date(2026, 3, 10), past(since=date(2015, 1, 1)))
    assert figure(town, "2026-03", "undetermined/NO_HISTORY") == 1
    assert FlagCode.HISTORY_SHORT in flags(town, "2026-03")


def test_a_history_that_ends_before_the_month_is_flagged(town):
    town.registers(date(2026, 3, 10), past(told_on=date(2026, 2, 28)))
    assert FlagCode.HISTORY_OLD in flags(town, "2026-03")


@pytest.mark.parametrize(
    "history",
    [
        pytest.param(
            past(paid(date(2026, 3, 1), "2026-05"), BY_UNIT),
            id="two payers in one month",
        ),
        pytest.param(
            past().with_told(past(origin="另一份").told[1]).with_told(
                past(paid(date(2020, 1, 1), "2021-01"), origin="第三份").told[1]
            ),
            id="two ways tell otherwise",
        ),
        pytest.param(
            past(
                Entry("unemployment_benefit", date(2025, 1, 1), date(2025, 8, 31)),
                employment=(Entry("unit", date(2025, 2, 1), date(2025, 7, 31)),),
            ),
            id="benefit while at work",
        ),
    ],
)  # fmt: skip
def test_sources_that_contradict_each_other_wait_for_a_person(town, history):
    town.registers(date(2026, 3, 10), history)
    month = town.desk.month("2026-03")
    assert month.figures.at(Cell(Measure.COUNTED)) == 0
    assert FlagCode.SOURCE_CONFLICT in flags(town, "2026-03")


def test_a_back_payment_after_the_freeze_is_a_correction_and_flagged(town):
    unit = paid(date(2018, 1, 1), "2024-06", "unit_pension")
    jobless = Entry("unemployed", date(2024, 7, 1), date(2026, 1, 31))
    again = paid(date(2026, 2, 1), "2026-10")
    whole = past(unit, again, employment=(jobless,))
    town.registers(date(2026, 2, 3), whole, employment_type=EmploymentType.RE)
    assert figure(town, "2026-02", "counted/C3") == 1
    town.freeze(*months(1, 2))
    late = paid(date(2024, 7, 1), "2026-01", paid="back")
    town.knows("", past(unit, late, again, employment=(jobless,)), 1)
    month = town.desk.month("2026-03")
    assert [(each.kind, each.cause) for each in month.pending] == [
        (EntryKind.REMOVED, Cause.LATER_RECORDS)
    ]
    assert FlagCode.BACK_PAID in flags(town, "2026-03")


def test_a_gap_in_the_payments_is_flagged(town):
    gap = past(paid(date(2026, 3, 1), "2026-05"), paid(date(2026, 8, 1), "2026-10"))
    town.registers(date(2026, 3, 10), gap)
    assert FlagCode.PAYMENT_GAP in flags(town, "2026-10")


def test_a_person_in_two_counties_counts_once_where_she_registered_first(town):
    benefit = past(
        Entry("unemployment_benefit", date(2026, 5, 1), date(2026, 7, 31)),
        paid(date(2026, 2, 1), "2026-10"),
    )
    town.registers(date(2026, 2, 3), benefit, number=None, ended=date(2026, 4, 30))
    town.registers(
        date(2026, 8, 5), number=1, work_place="371302", employment_type=EmploymentType.RE
    )
    assert figure(town, "2026-02", "counted/total/371311") == 1
    assert figure(town, "2026-08", "counted") == 0
    assert figure(town, "2026-08", "year/total/371302") == 0
    assert "只在先登记的县区计一次" in flags(town, "2026-08")[FlagCode.TWO_COUNTIES]


def test_an_unknown_standard_leaves_it_open_and_names_county_and_month(town):
    town.standards.clear()
    town.registers(date(2026, 3, 10))
    assert figure(town, "2026-03", "undetermined/DIBAO_UNKNOWN") == 1
    words = flags(town, "2026-03")[FlagCode.NUMBER_UNKNOWN]
    assert "371311 2026-03" in words
    assert "请填写本局取值" in words


def test_a_standard_entered_after_the_freeze_corrects_and_is_named(town):
    town.standards.clear()
    one = town.registers(date(2026, 1, 10))
    town.freeze("2026-01")
    assert figure(town, "2026-01", "counted") == 0
    town.standards.append(
        DatedValue("371311", date(2026, 1, 1), None, 900, "本局公告", author="李某")
    )
    month = town.desk.month("2026-02")
    assert [(each.kind, each.cause, each.registration) for each in month.pending] == [
        (EntryKind.ADDED, Cause.NUMBER_CHANGED, one)
    ]
    words = flags(town, "2026-02")[FlagCode.NUMBER_CHANGED]
    assert "由未知改为 900 元" in words
    assert "本局公告" in words
    town.freeze("2026-02")
    assert figure(town, "2026-01", "counted") == 0
    assert figure(town, "2026-02", "added/C1/371311") == 1


GRACE = "payment_grace_periods"


def late_payer() -> History:
    """Laid off in 2024; as a flexible worker she paid for January 2026 alone so far."""
    unit = paid(date(2018, 1, 1), "2024-06", "unit_pension")
    jobless = Entry("unemployed", date(2024, 7, 1), date(2025, 12, 31))
    return past(unit, paid(date(2026, 1, 1), "2026-01"), employment=(jobless,))


def chosen(value: float, start: date) -> tuple[DatedValue, ...]:
    return (DatedValue("*", start, None, value, "本局文件", author="李某"),)


def test_a_month_is_judged_by_what_the_office_chose_for_it_and_not_for_a_later_one(town):
    town.registers(date(2026, 2, 3), late_payer(), employment_type=EmploymentType.RE)
    town.freeze(*months(1, 3))
    assert figure(town, "2026-02", "counted/C3") == 1
    town.chosen[GRACE] = chosen(0, date(2026, 6, 1))
    assert town.desk.month("2026-06").pending == ()
    assert FlagCode.NUMBER_CHANGED not in flags(town, "2026-06")


def test_what_the_office_chose_anew_for_frozen_months_is_named_and_corrects(town):
    one = town.registers(date(2026, 3, 3), late_payer(), employment_type=EmploymentType.RE)
    town.freeze(*months(1, 3))
    assert figure(town, "2026-03", "counted") == 0
    town.chosen[GRACE] = chosen(5, date(2024, 1, 1))
    month = town.desk.month("2026-04")
    assert [(each.kind, each.cause, each.registration) for each in month.pending] == [
        (EntryKind.ADDED, Cause.NUMBER_CHANGED, one)
    ]
    words = flags(town, "2026-04")[FlagCode.NUMBER_CHANGED]
    assert "全市 2026-01、2026-02、2026-03 的正常缴费宽限在冻结后由 1 期改为 5 期" in words
    assert figure(town, "2026-03", "counted") == 0


# ---------------------------------------------------------------- behind a figure


def test_a_figure_opens_its_rows_and_each_row_its_rules(town):
    one = town.registers(date(2026, 3, 10))
    (row,) = town.desk.rows("2026-03", read_cell("counted/C1/371311"))
    assert (row.registration, row.criteria) == (one, ("C1",))
    found = town.desk.trace("2026-03", one)
    rules = {each["rule"]: each for each in found["now"]["children"]}
    assert found["now"]["verdict"] == rules["C1"]["verdict"] == "HOLDS"
    assert rules["C1"]["clause"] == "63号 二（一）"
    (number,) = rules["C1"]["numbers"]
    assert (number["value"], number["author"], number["source"]) == (900.0, "李某", "本局公告")
    assert rules["C2"]["code"] == "NOT_INSURED"


def test_a_frozen_row_keeps_the_trace_of_its_day(town):
    one = town.registers(date(2026, 1, 10))
    town.freeze("2026-01")
    town.standards[:] = [
        DatedValue("371300", date(2024, 1, 1), None, 5000.0, "另一公告", author="王某")
    ]
    found = town.desk.trace("2026-01", one)
    (written,) = found["written"]
    c1 = {each["rule"]: each for each in written["trace"]["children"]}["C1"]
    assert (c1["verdict"], c1["numbers"][0]["value"]) == ("HOLDS", 900.0)
    now = {each["rule"]: each for each in found["now"]["children"]}["C1"]
    assert (now["verdict"], now["code"]) == ("FAILS", "INCOME_BELOW")


def test_a_registration_that_the_month_does_not_know_is_named(town):
    with pytest.raises(UnknownName, match="登记编号"):
        town.desk.trace("2026-03", "nobody")


@pytest.mark.parametrize("text", ["", "people", "counted/C1/371302/A_SOLO/1/2", "counted//371302"])
def test_a_cell_that_is_none_is_told_what_it_should_be(text):
    with pytest.raises(InvalidField, match="指标/明细/县区/类别/性别"):
        read_cell(text)


def test_corrections_of_a_year_that_is_frozen_whole_are_booked_in_the_next(town):
    one = town.registers(date(2026, 1, 10))
    town.now = datetime(2027, 2, 10, 12, tzinfo=SHANGHAI)
    town.freeze(*months(1, 12))
    town.revoke(one)
    (entry,) = town.desk.correct("2026-12", CLERK)
    assert entry.booked == 12 * 2027
    assert town.desk.correct("2026-12", CLERK) == ()
    assert figure(town, "2027-01", "removed") == 1
    assert figure(town, "2027-01", "year") == 0
