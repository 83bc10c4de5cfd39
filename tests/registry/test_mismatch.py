"""Mismatches: what the registers contradict of a claim, and what they do not."""

from datetime import UTC, date, datetime

import pytest

from registry.registration.claim import (
    Category,
    CertificateStatus,
    Claim,
    EmploymentType,
    PlaceKind,
)
from registry.registration.credit_entry import Matter
from registry.registration.mismatch import mismatches
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source
from registry.workers.identity import Identity, Sex

DAY, START = date(2026, 11, 2), date(2026, 10, 1)
OLD = Entry("unit", date(2015, 3, 1), date(2016, 2, 29))


def claim(employment_type: EmploymentType | None = EmploymentType.FIRST) -> Claim:
    return Claim(
        identity=Identity("", "371399", date(1990, 1, 1), Sex.FEMALE),
        name="某人",
        phone="",
        place_kind=PlaceKind.WORK,
        place="371302",
        category=Category.C_NEW_FORM,
        start_date=START,
        work_content="送餐",
        work_place="371302",
        certificate=CertificateStatus.HELD,
        employment_type=employment_type,
    )


def answer(
    *entries: Entry,
    source: Source = Source.EMPLOYMENT,
    status: AnswerStatus = AnswerStatus.OK,
) -> Answer:
    return Answer(source, status, datetime(2026, 11, 2, tzinfo=UTC), entries=entries)


def test_case_63_a_first_job_against_an_old_units_record() -> None:
    (found,) = mismatches(claim(), [answer(OLD)], DAY)
    assert (found.matter, found.source, found.found_on) == (
        Matter.EMPLOYMENT_TYPE,
        Source.EMPLOYMENT,
        DAY,
    )
    assert found.found == "就业状态：2015-03-01 至 2016-02-29 单位就业"


@pytest.mark.parametrize("said", [EmploymentType.RE, None])
def test_who_did_not_say_first_is_contradicted_by_nothing(said: EmploymentType | None) -> None:
    assert mismatches(claim(said), [answer(OLD)], DAY) == ()


@pytest.mark.parametrize(
    ("entry", "contradicts"),
    [
        pytest.param(Entry("unit", date(2026, 9, 30)), True, id="begun the day before"),
        pytest.param(Entry("unit", START), False, id="begun with the work itself"),
        pytest.param(Entry("unit", None, date(2016, 1, 1)), True, id="ended before"),
        pytest.param(Entry("unit"), False, id="nobody knows since when"),
        pytest.param(Entry("unemployed", date(2020, 1, 1)), False, id="unemployed before"),
        pytest.param(Entry("flexible", date(2020, 1, 1), date(2021, 1, 1)), True, id="flexible"),
    ],
)
def test_only_earlier_work_contradicts_a_first_job(entry: Entry, contradicts: bool) -> None:
    assert bool(mismatches(claim(), [answer(entry)], DAY)) is contradicts


def test_a_register_whose_answer_cannot_be_used_contradicts_nothing() -> None:
    for status in set(AnswerStatus) - {AnswerStatus.OK}:
        assert mismatches(claim(), [answer(OLD, status=status)], DAY) == ()


def test_every_record_is_listed_with_its_register() -> None:
    paid = Entry("unit_pension", date(2015, 4, 1))
    found = mismatches(claim(), [answer(OLD), answer(paid, source=Source.INSURANCE)], DAY)
    assert [each.source for each in found] == [Source.EMPLOYMENT, Source.INSURANCE]
