"""Exits: what ends a registration, on which day, what is told, and what is taken back."""

from datetime import date

import pytest

from registry.actor import Role
from registry.registration.decision import Criterion
from registry.registration.exits import (
    EXIT_KINDS,
    Exit,
    ExitCode,
    doubts_of,
    exit_of,
    is_deceased,
    is_withdrawn,
    reported_exit,
)
from registry.registration.register_answer import AnswerStatus, Source
from tests.registry.applicants import TABLE, TODAY, answers, entry

STARTED = date(2026, 3, 1)
CONTRACT = entry("full_time", date(2026, 10, 8))


def found(entries, started=STARTED, as_of=TODAY, **status):
    return exit_of(answers(entries, **status), TABLE, started, as_of)


@pytest.mark.parametrize(
    ("source", "one", "code", "day"),
    [
        (Source.CONTRACTS, CONTRACT, "X1", date(2026, 10, 8)),
        (Source.EMPLOYMENT, entry("unit", date(2026, 10, 8)), "X1", date(2026, 10, 8)),
        (
            Source.INSURANCE,
            entry("unit_pension", date(2026, 10, 1), paid_through="2026-11"),
            "X1",
            date(2026, 10, 1),
        ),
        (
            Source.INSURANCE,
            entry("unit_pension", paid_through="2026-11"),
            "X1",
            date(2026, 11, 1),
        ),
        (
            Source.BUSINESS,
            entry("operator", date(2026, 9, 1), status="active"),
            "X2",
            date(2026, 9, 1),
        ),
        (Source.EMPLOYMENT, entry("public_post", date(2026, 9, 7)), "X3", date(2026, 9, 7)),
        (Source.INSURANCE, entry("pension", date(2026, 11, 15)), "X5", date(2026, 11, 1)),
        (Source.INSURANCE, entry("death", date(2026, 9, 9)), "X6a", date(2026, 9, 9)),
        (Source.CONTRACTS, entry("full_time"), "X1", TODAY),
    ],
)
def test_what_would_bar_an_entry_ends_a_registration_on_its_own_day(source, one, code, day):
    ended = found({source: [one]})
    assert isinstance(ended, Exit)
    assert (ended.code, ended.on, ended.source) == (code, day, source)


@pytest.mark.parametrize(
    ("source", "one"),
    [
        (Source.SHAREHOLDERS, entry("shareholder")),
        (Source.BUSINESS, entry("role", status="active")),
        (Source.BUSINESS, entry("operator", status="suspended")),
        (Source.INSURANCE, entry("unit_pension", payer="agency", paid_through="2026-11")),
        (Source.INSURANCE, entry("unit_pension", paid_through="2026-10")),
        (Source.INSURANCE, entry("annuity")),
        (Source.CONTRACTS, entry("part_time", hours_per_day="5", hours_per_week="30")),
    ],
)
def test_a_soft_hit_ends_nothing_and_goes_to_an_officer(source, one):
    assert found({source: [one]}) is None
    doubts = doubts_of(answers({source: [one]}), TABLE, TODAY)
    assert len(doubts) == 1


def test_what_an_officer_has_looked_at_is_no_doubt_again():
    held = answers({Source.SHAREHOLDERS: [entry("shareholder", date(2022, 1, 1))]})
    seen = (Source.SHAREHOLDERS, "shareholder", date(2022, 1, 1))
    assert doubts_of(held, TABLE, TODAY, {seen}) == ()
    assert doubts_of(held, TABLE, TODAY, {(*seen[:2], None)})


def test_what_ends_a_registration_is_no_doubt_beside_it():
    assert doubts_of(answers({Source.CONTRACTS: [CONTRACT]}), TABLE, TODAY) == ()


@pytest.mark.parametrize("status", [AnswerStatus.SILENT, AnswerStatus.CONFLICT])
def test_a_register_without_a_usable_answer_ends_nothing_and_raises_no_doubt(status):
    assert found({Source.CONTRACTS: [CONTRACT]}, contracts=status) is None
    silent = answers({Source.CONTRACTS: [CONTRACT]}, contracts=status)
    assert doubts_of(silent, TABLE, TODAY) == ()


def test_the_own_flexible_record_is_no_exit():
    assert found({Source.EMPLOYMENT: [entry("flexible", STARTED)]}) is None


def test_of_several_the_earliest_day_counts_and_a_death_before_all():
    both = {
        Source.CONTRACTS: [CONTRACT],
        Source.BUSINESS: [entry("operator", date(2026, 9, 1), status="active")],
    }
    assert found(both).code is ExitCode.X2
    dead = both | {Source.INSURANCE: [entry("death", date(2026, 11, 1))]}
    assert found(dead).code is ExitCode.X6A


def test_a_contract_that_begins_tomorrow_ends_nothing_today():
    assert found({Source.CONTRACTS: [entry("full_time", date(2026, 11, 23))]}) is None


@pytest.mark.parametrize(
    ("since", "is_exit"), [(STARTED, True), (date(2026, 2, 28), False)], ids=["same day", "before"]
)
def test_a_day_before_the_start_is_a_doubt_and_never_a_negative_interval(since, is_exit):
    ended = found({Source.CONTRACTS: [entry("full_time", since)]})
    assert isinstance(ended, Exit) is is_exit
    if isinstance(ended, Criterion):
        assert ended.finding.code == "EXIT_BEFORE_ENTRY"


@pytest.mark.parametrize("code", ExitCode)
def test_an_exit_by_a_register_tells_reason_source_day_and_how_to_object(code):
    said = Exit(code, STARTED, Source.CONTRACTS, "full_time", STARTED).notice
    for part in (EXIT_KINDS[code].name, "劳动关系备案", "2026-03-01", "60日", "另一位"):
        assert part in said


def test_her_own_word_needs_no_objection():
    assert "异议" not in Exit(ExitCode.X4, STARTED).notice


def test_unemployment_is_offered_where_work_ended_and_never_to_a_pensioner():
    offered = {code for code, kind in EXIT_KINDS.items() if "失业登记（自愿）" in kind.offers}
    assert offered == {ExitCode.X4, ExitCode.X6G}
    assert not EXIT_KINDS[ExitCode.X5].offers


@pytest.mark.parametrize(
    ("kind", "employment"), [("public_post", "030"), ("", "090")], ids=["public post", "other"]
)
def test_other_stable_work_has_the_code_of_its_record(kind, employment):
    assert Exit(ExitCode.X3, STARTED, Source.EMPLOYMENT, kind).employment == employment


def test_a_person_reports_everything_herself_but_death_and_prison():
    others = {code for code, kind in EXIT_KINDS.items() if not kind.by_herself}
    assert others == {ExitCode.X6A, ExitCode.X6E}


def test_loan_and_tax_relief_are_shown_only_to_whom_the_licence_opens_them():
    shown = {code for code, kind in EXIT_KINDS.items() if "贷款" in kind.offers}
    assert shown == {ExitCode.X2}


@pytest.mark.parametrize(
    ("code", "on", "by", "says"),
    [
        (ExitCode.X4, TODAY, Role.PERSON, None),
        (ExitCode.X4, STARTED, Role.PERSON, None),
        (ExitCode.X4, date(2026, 11, 23), Role.PERSON, "EXIT_IN_FUTURE"),
        (ExitCode.X4, date(2026, 2, 28), Role.PERSON, "EXIT_BEFORE_ENTRY"),
        (ExitCode.X6A, TODAY, Role.PERSON, "NOT_BY_HERSELF"),
        (ExitCode.X6A, TODAY, Role.OFFICER, None),
    ],
)
def test_what_is_told_of_an_exit_is_taken_or_the_reason_said(code, on, by, says):
    told = reported_exit(code, on, by, STARTED, TODAY)
    assert (told.finding.code if isinstance(told, Criterion) else None) == says


def test_a_record_that_is_gone_takes_the_exit_back_and_one_that_ended_does_not():
    ended = found({Source.CONTRACTS: [CONTRACT]})
    assert is_withdrawn(ended, answers())
    over = entry("full_time", date(2026, 10, 8), date(2026, 11, 1))
    assert not is_withdrawn(ended, answers({Source.CONTRACTS: [over]}))
    assert not is_withdrawn(ended, answers({Source.CONTRACTS: [CONTRACT]}))


def test_silence_and_her_own_word_take_nothing_back():
    ended = found({Source.CONTRACTS: [CONTRACT]})
    assert not is_withdrawn(ended, answers(contracts=AnswerStatus.SILENT))
    assert not is_withdrawn(ended, [])
    assert not is_withdrawn(Exit(ExitCode.X4, TODAY), answers())


DIED = Exit(ExitCode.X6A, date(2026, 11, 3))
HIRED_BEFORE = Exit(ExitCode.X1, date(2026, 11, 2))
HIRED_THAT_DAY = Exit(ExitCode.X1, date(2026, 11, 3))
HIRED_AFTER = Exit(ExitCode.X1, date(2026, 11, 4))


@pytest.mark.parametrize(
    ("endings", "is_so"),
    [
        pytest.param((), False, id="never registered"),
        pytest.param((None,), False, id="in force"),
        pytest.param((DIED,), True, id="died"),
        pytest.param((HIRED_BEFORE,), False, id="hired"),
        pytest.param((HIRED_BEFORE, DIED), True, id="hired the day before"),
        pytest.param((DIED, HIRED_THAT_DAY), True, id="hired on the day itself"),
        pytest.param((DIED, HIRED_AFTER), False, id="in force again and left the day after"),
        pytest.param((DIED, None), False, id="in force again"),
    ],
)
def test_the_last_word_on_a_person_tells_whether_she_died(endings, is_so):
    assert is_deceased(endings) is is_so
    assert is_deceased(endings[::-1]) is is_so
