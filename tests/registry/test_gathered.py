"""Facts from a registration, from what the registers answered, and from her own word."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.entitlements.facts import Drawn, Facts, Rhythm, School
from registry.entitlements.gathered import gathered, worked_since
from registry.entitlements.stated import Stated, stated_faults, with_stated
from registry.registration.application import State
from registry.registration.exits import Exit, ExitCode
from registry.registration.record import Path, Registration
from registry.registration.register_answer import AnswerStatus, Source
from registry.workers.identity import Sex
from tests.registry.applicants import TODAY, answers, claim, entry

SINCE = date(2026, 3, 1)
INSURANCE, EMPLOYMENT = Source.INSURANCE, Source.EMPLOYMENT


def registration(**changes: Any) -> Registration:
    one = Registration("R1", claim(start_date=SINCE), State.ACTIVE, Path.COMMITMENT)
    return replace(one, registered_on=SINCE, **changes)


def ended(code: ExitCode, on: date) -> Registration:
    return registration(state=State.EXITED, ended_on=on, exit=Exit(code, on))


def facts(
    one: Registration | None, entries: dict[Source, Any] | None = None, **status: AnswerStatus
) -> Facts:
    return gathered(Facts(county="371300"), one, answers(entries, **status), TODAY)


def test_without_a_registration_she_has_none_and_nothing_else_is_known() -> None:
    found = facts(None, {INSURANCE: [entry("pension", SINCE)]})
    assert found.work is not None
    assert not found.work.value.is_active(TODAY)
    assert found.pension_since is None


def test_a_registration_tells_birth_sex_county_and_since_when() -> None:
    found = facts(registration())
    assert found.born.value == date(1990, 4, 1)
    assert found.sex.value is Sex.MALE
    assert found.county == "371302"
    assert found.work.value.is_active(SINCE)
    assert not found.work.value.is_active(SINCE - timedelta(1))


def test_registers_that_answered_with_nothing_say_no_and_silent_ones_say_nothing() -> None:
    told = facts(registration())
    assert told.paid_through.value is None
    assert told.pension_since.value is None
    assert told.licensed_since.value is None
    assert told.unit_employed.value is False
    assert told.platform_insured.value is False
    silent = AnswerStatus.SILENT
    untold = facts(registration(), insurance=silent, business=silent, contracts=silent)
    assert (untold.paid_through, untold.pension_since, untold.licensed_since) == (None, None, None)
    assert (untold.unit_employed, untold.platform_insured) == (None, None)


def test_premiums_of_a_flexible_payer_are_read_with_their_rhythm() -> None:
    held = {
        INSURANCE: [
            entry("flexible_pension", date(2024, 1, 1), None, paid_through="2025-12"),
            entry("flexible_pension", date(2026, 1, 1), None, paid_through="2026-09",
                  rhythm="quarterly"),
            entry("unit_pension", date(2020, 1, 1), date(2023, 1, 1), paid_through="2023-01"),
        ]
    }  # fmt: skip
    found = facts(registration(), held)
    assert found.paid_through.value == date(2026, 9, 1)
    assert found.rhythm.value is Rhythm.QUARTERLY


@pytest.mark.parametrize("month", ["", "2026-13", "soon"])
def test_a_payer_of_whom_no_month_is_told_is_unknown_and_not_unpaid(month: str) -> None:
    found = facts(
        registration(), {INSURANCE: [entry("flexible_pension", SINCE, None, paid_through=month)]}
    )
    assert found.paid_through is None


def test_registering_ended_her_unemployment_registration_whatever_was_answered_before() -> None:
    held = {EMPLOYMENT: [entry("unemployed", date(2026, 1, 1))]}
    assert facts(registration(), held).unemployed_since.value is None
    # After an exit, what was answered before it says nothing of today.
    assert facts(ended(ExitCode.X4, TODAY + timedelta(1)), held).unemployed_since is not None
    left = gathered(
        Facts(), ended(ExitCode.X4, TODAY + timedelta(1)), answers(held), TODAY + timedelta(5)
    )
    assert left.unemployed_since is None
    later = facts(ended(ExitCode.X4, TODAY), held)
    assert later.unemployed_since.value == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("code", "fact", "value"),
    [
        (ExitCode.X2, "licensed_since", date(2026, 9, 1)),
        (ExitCode.X5, "pension_since", date(2026, 9, 1)),
        (ExitCode.X1, "unit_employed", True),
    ],
)
def test_an_exit_tells_what_it_is_for(code: ExitCode, fact: str, value: object) -> None:
    found = facts(ended(code, date(2026, 9, 1)), insurance=AnswerStatus.SILENT)
    assert getattr(found, fact).value == value
    assert found.work.value.exit is code


@pytest.mark.parametrize(
    ("status", "held", "since"),
    [("active", SINCE, SINCE), ("cancelled", SINCE, None), ("revoked", SINCE, None)],
)
def test_only_an_active_licence_counts(status: str, held: date, since: date | None) -> None:
    found = facts(registration(), {Source.BUSINESS: [entry("operator", held, None, status=status)]})
    assert found.licensed_since.value == since


GRADUATED = date(2025, 6, 30)


@pytest.mark.parametrize(
    ("record", "worked"),
    [
        pytest.param(None, False, id="no record"),
        pytest.param(("unit", date(2025, 9, 1), date(2026, 1, 1)), True, id="since then"),
        pytest.param(("unit", date(2024, 7, 1), date(2025, 6, 29)), False, id="a holiday job"),
        pytest.param(("unit", date(2024, 7, 1), date(2025, 6, 30)), True, id="to the day itself"),
        pytest.param(("flexible", date(2025, 9, 1), date(2026, 1, 1)), False, id="flexible work"),
        pytest.param(("unit", None, None), None, id="without a day"),
    ],
)
def test_work_since_graduation_is_that_for_a_unit_or_with_a_licence(record, worked) -> None:
    held = {EMPLOYMENT: [entry(*record)]} if record else {}
    found = worked_since(GRADUATED, SINCE, answers(held))
    assert (found.value if found else None) is worked


def test_work_since_graduation_is_unknown_where_a_register_is_silent_or_begins_later() -> None:
    assert worked_since(GRADUATED, SINCE, answers(insurance=AnswerStatus.SILENT)) is None
    late = [replace(each, covered_from=date(2026, 1, 1)) for each in answers()]
    assert worked_since(GRADUATED, SINCE, late) is None
    reaching = [replace(each, covered_from=GRADUATED) for each in answers()]
    assert worked_since(GRADUATED, SINCE, reaching) is not None


# ---------------------------------------------------------------- her own word


def test_what_she_left_empty_is_not_so_but_some_things_stay_unknown() -> None:
    found = with_stated(Facts(), Stated(), TODAY)
    assert found.circumstances.value == frozenset()
    assert found.hardship_on.value is None
    assert found.drawn.value == Drawn()
    assert found.loans_taken.value == 0
    assert found.tax_relief_used.value is False
    for name in ("rhythm", "retire_class", "platform", "training_in_list", "school"):
        assert getattr(found, name) is None


def test_a_register_knows_the_rhythm_better_than_she_does() -> None:
    held = {
        INSURANCE: [entry("flexible_pension", SINCE, None, paid_through="2026-09", rhythm="yearly")]
    }
    both = with_stated(facts(registration(), held), Stated(rhythm=Rhythm.MONTHLY), TODAY)
    assert both.rhythm.value is Rhythm.YEARLY
    assert with_stated(Facts(), Stated(rhythm=Rhythm.MONTHLY), TODAY).rhythm is not None


@pytest.mark.parametrize(
    ("stated", "field"),
    [
        (Stated(hardship_on=TODAY + timedelta(1)), "hardship_on"),
        (Stated(trained_on=date(1949, 12, 31)), "trained_on"),
        (Stated(graduated_on=GRADUATED), "school"),
        (Stated(school=School.HIGHER), "graduated_on"),
        (Stated(months_drawn=3), "first_approved"),
        (Stated(first_approved=date(2026, 1, 1)), "months_drawn"),
        (Stated(first_approved=date(2026, 1, 1), months_drawn=241), "months_drawn"),
        (Stated(loans_taken=-1), "loans_taken"),
    ],
)
def test_what_cannot_be_so_is_told_by_its_field(stated: Stated, field: str) -> None:
    assert [each.field for each in stated_faults(stated, TODAY)] == [field]


@given(
    st.builds(
        Stated,
        hardship_on=st.none() | st.dates(date(1990, 1, 1), TODAY),
        loans_taken=st.integers(0, 20),
        tax_relief_used=st.booleans(),
    )
)
def test_what_can_be_so_has_no_faults(stated: Stated) -> None:
    assert stated_faults(stated, TODAY) == ()
