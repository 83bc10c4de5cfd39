"""Months kept in memory: worked out once, and never older than the store."""

from datetime import date, timedelta
from pathlib import Path

import hypothesis.internal.conjecture.engine
import hypothesis.stateful
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import Engine

from api.policy import PolicyFileBroken
from api.runtime import Runtime
from api.services import statistics_kept
from api.services.histories_in import HistoriesIn
from api.services.listed_in import ListedIn
from api.services.own_standard import enter_standard
from api.services.statistics_desk import StatisticsDesk
from api.services.statistics_kept import MONTHS_KEPT
from api.settings import Settings
from registry.access.account_role import AccountRole
from registry.parameters import DatedValue
from registry.statistics.figures import read_cell
from registry.statistics.months import month_of, month_text
from tests.api.page_checks import page_of
from tests.api.registration_desk import KEYS
from tests.api.registration_events import HAPPENINGS
from tests.api.registration_office import Office
from tests.api.signed_in import CHEAP, signed_in
from tests.api.statistics_town import CLERK, SHIPPED, Town, months, past
from tests.api.test_registration_soak import emptied
from tests.api.test_statistics_files import drop, number

STEPS = 100
STANDARD = "urban_minimum_living_standard"


@pytest.fixture
def town(store: Engine) -> Town:
    town = Town(store)
    town.registers(date(2026, 3, 10), number=1)
    town.registers(date(2026, 3, 11))
    return town


def test_a_month_is_worked_out_once_and_looking_at_it_changes_nothing(town):
    desk = town.desk
    found = desk.working("2026-03")
    desk.looked_at("2026-03", "r001", CLERK)
    assert desk.working("2026-03") is found
    assert desk.month("2026-03").figures == found.figures


def test_the_months_asked_for_last_are_kept_and_no_more(town):
    desk = town.desk
    asked = [desk.working(each) for each in months(1, MONTHS_KEPT + 1)]
    again = [desk.working(each) for each in reversed(months(1, MONTHS_KEPT + 1))]
    kept = [one is other for one, other in zip(reversed(asked), again, strict=True)]
    assert kept == [*[True] * MONTHS_KEPT, False]


def histories_come(town: Town, folder: Path) -> None:
    flex = "flexible_pension,2026-03-01,,paid_through=2026-10;rhythm=monthly"
    drop(folder, "insurance", f"{number(1)},{flex}")
    drop(folder, "employment")
    drop(folder, "business")
    HistoriesIn(town.engine, KEYS, lambda: town.now).from_files(folder, CLERK)


def a_list_comes(town: Town, folder: Path, reference) -> None:
    path = folder / "listed.csv"
    line = f"{number(2)},2026-02,兰山区,单位申报"
    path.write_text(f"身份证号,计入月份,县区,渠道\n{line}\n", encoding="utf-8")
    ListedIn(town.engine, KEYS, reference, lambda: town.now).take(path, CLERK)


@pytest.mark.parametrize(
    ("change", "cell", "before", "after"),
    [
        pytest.param("histories", "counted/C2", 0, 1, id="histories"),
        pytest.param("listed", "counted", 1, 0, id="the list of others"),
        pytest.param("standard", "counted", 1, 0, id="a policy number"),
    ],
)
def test_what_changes_is_seen_at_once(town, reference, tmp_path, change, cell, before, after):
    desk = StatisticsDesk(town.engine, KEYS, town.policy, lambda: town.now)
    assert desk.month("2026-03").figures.at(read_cell(cell)) == before
    if change == "histories":
        histories_come(town, tmp_path)
    elif change == "listed":
        a_list_comes(town, tmp_path, reference)
    else:
        town.standards[:] = [DatedValue("371300", date(2024, 1, 1), None, 2000.01, "公告")]
    assert desk.month("2026-03").figures.at(read_cell(cell)) == after


def test_a_freeze_and_a_correction_are_seen_at_once(town):
    desk = town.desk
    assert desk.month("2026-01").frozen is None
    for each in months(1, 3):
        desk.freeze(each, CLERK)
    assert desk.month("2026-03").frozen is not None
    town.knows("", past(told_on=date(2026, 3, 1), since=date(2026, 3, 1)), 2)
    fresh = town.desk
    assert len(fresh.month("2026-04").pending) == 1
    fresh.correct("2026-04", CLERK)
    assert fresh.month("2026-04").pending == ()
    assert fresh.month("2026-04").figures.at(read_cell("removed")) == 1


@pytest.fixture
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (hypothesis.internal.conjecture.engine, hypothesis.stateful):
        monkeypatch.setattr(module, "BUFFER_SIZE", 100 * STEPS)


@pytest.mark.usefixtures("_room")
def test_whatever_happens_to_registrations_a_kept_month_is_what_a_fresh_one_would_be(
    hasty: Engine,
) -> None:
    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            emptied(hasty)
            self.office = Office(hasty)
            self.desk = self.fresh()

        def fresh(self) -> StatisticsDesk:
            return StatisticsDesk(hasty, KEYS, lambda: SHIPPED, lambda: self.office.book.at)

        @rule(happening=HAPPENINGS)
        def happens(self, happening) -> None:
            self.office.happens(happening)
            period = month_text(month_of(self.office.book.at.date()))
            kept, fresh = (each.month(period) for each in (self.desk, self.fresh()))
            assert (kept.figures, kept.entries) == (fresh.figures, fresh.entries)

        def teardown(self) -> None:
            self.office.close()

    chosen = settings(
        max_examples=2,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(seed(8)(Machine), settings=chosen, _min_steps=STEPS)


def test_a_standard_entered_in_one_process_is_seen_in_another(tmp_path):
    day = date(2026, 11, 22)
    one, other = (Runtime(Settings(home=tmp_path, as_of=day), CHEAP) for _ in range(2))
    pages = [signed_in(each, AccountRole.STATISTICIAN) for each in (one, other)]
    told = "罗庄区民政局公告"
    assert all(told not in page_of(each.get("/bureau/parameters")) for each in pages)
    enter_standard(one, "371311", day - timedelta(30), 900, told, CLERK)
    assert all(told in page_of(each.get("/bureau/parameters")) for each in pages)
    seen = [each.policy.number(STANDARD).on(day, "371311").value for each in (one, other)]
    assert seen == [900, 900]
    one.close()
    other.close()


def test_a_broken_file_of_the_bureau_is_told_and_replaces_nothing(tmp_path):
    day = date(2026, 11, 22)
    here = Runtime(Settings(home=tmp_path, as_of=day), CHEAP)
    enter_standard(here, "371311", day, 900, "公告", CLERK)
    assert here.policy.number(STANDARD).on(day, "371311").value == 900
    here.settings.own_policy.joinpath(f"{STANDARD}.yaml").write_text("values: [", "utf-8")
    assert here.policy.number(STANDARD).on(day, "371311").value == 900
    with pytest.raises(PolicyFileBroken, match=STANDARD):
        here.statistics.month("2026-10")
    here.close()


def test_a_month_is_worked_out_before_others_must_wait_for_its_freeze(town, monkeypatch):
    worked: list[bool] = []
    made = statistics_kept.work_out

    def work_out(connection, *given):
        worked.append(connection.get_execution_options().get("linggang_begin") is not None)
        return made(connection, *given)

    monkeypatch.setattr(statistics_kept, "work_out", work_out)
    town.desk.freeze("2026-01", CLERK)
    town.desk.correct("2026-02", CLERK)
    assert worked == [False, False]  # neither in a transaction that writes
