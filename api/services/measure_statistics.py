"""The benchmark of the statistics: a made registry of three years, its month, its freezes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any, Final

from sqlalchemy import Engine, update

from api.clock import SHANGHAI
from api.database import reading, writing
from api.policy import Policy
from api.reference import Reference
from api.security.keys import Keys
from api.services.home_counties import home_counties
from api.services.made_people import LAST_MONTH, Made, made_people
from api.services.statistics_desk import StatisticsDesk
from api.services.statistics_workbook import write_workbook
from api.store import audit, histories, ledger, registrations
from api.store.ledger import Listed
from api.store.tables import registrations as table
from registry.actor import Actor, Role
from registry.parameters import DatedValue
from registry.registration.application import State
from registry.statistics.figures import Cell, Measure
from registry.statistics.months import january, month_text

NOON: Final = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
CLERK: Final = Actor("bench", Role.OFFICER)
BATCH: Final = 5000
STANDARD: Final = 900.0


def measure_statistics(
    engine: Engine, keys: Keys, policy: Policy, reference: Reference, people: int, seed: int
) -> dict[str, Any]:
    """Everything, in an installation with nobody in it; seconds, and what came out.

    month_cpu_s: of this process alone, which others on the machine do not lengthen much.
    """
    filling_s = _timed(lambda: fill(engine, keys, made_people(people, seed)))
    desk = StatisticsDesk(engine, keys, lambda: made_policy(policy), lambda: NOON)
    last = month_text(LAST_MONTH)
    begun = process_time()
    table_s = _timed(lambda: desk.month(last))
    table_cpu_s = process_time() - begun
    again_s = _timed(lambda: desk.month(last))
    months = [month_text(month) for month in range(january(LAST_MONTH), LAST_MONTH)]
    freezing = {each: round(_timed(partial(desk.freeze, each, CLERK)), 2) for each in months}
    before = _frozen(engine)
    revoked = _revoke_one(engine, desk)
    corrected_s = _timed(lambda: desk.correct(last, CLERK))
    month = desk.month(last)
    workbook_s = _workbook(desk, reference, last)
    return {
        "people": people,
        "database": engine.dialect.name,
        "filling_s": round(filling_s, 2),
        "month_s": round(table_s, 2),
        "month_cpu_s": round(table_cpu_s, 2),
        "month_again_s": round(again_s, 2),
        "freeze_s": freezing,
        "correct_s": round(corrected_s, 2),
        "workbook_s": round(workbook_s, 2),
        "totals": {each.value: month.figures.at(Cell(each)) for each in Measure},
        "revoked": revoked,
        "corrections": month.figures.at(Cell(Measure.REMOVED)),
        "frozen_unchanged": before == _frozen(engine),
        "flags": {each.code.value: each.count for each in month.flags},
    }


def fill(engine: Engine, keys: Keys, people: Iterator[Made]) -> None:
    """Put made people into the store."""
    while some := list(islice(people, BATCH)):
        with writing(engine) as connection:
            each = [one for made in some for one in made.registrations]
            registrations.add_many(connection, keys, each, NOON)
            pasts = {_person(keys, made): made.history for made in some if made.history}
            histories.keep(connection, keys, pasts, NOON)
            listed = [
                Listed(_person(keys, made), made.listed, "", "其他渠道")
                for made in some
                if made.listed
            ]
            ledger.keep_listed(connection, LAST_MONTH // 12, listed, NOON)


def made_policy(policy: Policy) -> Policy:
    """The policy with a made standard: which one is really in force nobody here knows."""
    name = "urban_minimum_living_standard"
    shipped = policy.number(name)
    own = DatedValue("371300", date(2024, 1, 1), None, STANDARD, "测速", author="测速")
    return replace(
        policy, numbers={**policy.numbers, name: shipped.overridden_by([own], own.start)}
    )


def _person(keys: Keys, made: Made) -> str:
    return keys.person(made.registrations[0].claim.identity.number)


def _revoke_one(engine: Engine, desk: StatisticsDesk) -> str:
    """Revoke one that was counted in the first month, behind the frozen figures' back."""
    period = month_text(january(LAST_MONTH))
    one = desk.rows(period, Cell(Measure.COUNTED))[0].registration
    with writing(engine) as connection:
        connection.execute(update(table).where(table.c.id == one).values(state=State.REVOKED.value))
        audit.append(connection, desk.keys.audit, CLERK, "registration.revoke", one, NOON)
    return one


def _frozen(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        kept = [ledger.frozen(connection, each) for each in ledger.frozen_periods(connection)]
    return [each.hash for each in kept if each]


def _workbook(desk: StatisticsDesk, reference: Reference, period: str) -> float:
    month = desk.month(period)
    counties, name = home_counties(reference)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "month.xlsx"
        return _timed(lambda: write_workbook(path, month, counties, name))


def _timed(act: Any) -> float:
    begun = perf_counter()
    act()
    return perf_counter() - begun
