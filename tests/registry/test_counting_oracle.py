"""New urban employment against a slow oracle, person by person, over two thousand made people."""

from collections import defaultdict

import pytest

from api.services.made_people import LAST_MONTH, made_people
from registry.registration.application import State
from registry.statistics.columns import Flexible, columns_of
from registry.statistics.conflicts import conflicts_of
from registry.statistics.counting import count, first_months
from registry.statistics.criteria import Terms, judge
from registry.statistics.history import History
from registry.statistics.months import month_text
from registry.statistics.ruling import Verdict
from registry.statistics.summary import summary_of
from tests.registry.slow_count import Past, first_month, of_month

STANDARD = 900.0
MONTHS = [(2025, 3), (2025, 12), (2026, 1), (2026, 6), (2026, 10)]


def flexible(one) -> Flexible:
    claim = one.claim
    return Flexible(
        id=one.id,
        person=claim.identity.number,
        county="" if claim.work_place.endswith("00") else claim.work_place,
        category=claim.category,
        sex=claim.identity.sex,
        born=claim.identity.born,
        start_date=claim.start_date,
        registered_on=one.registered_on,
        ended_on=one.ended_on,
        is_revoked=one.state is State.REVOKED,
        declared=claim.employment_type,
        income=claim.income.monthly if claim.income else None,
        urban=claim.urban,
    )


@pytest.fixture(scope="module")
def town():
    """Made people: their registrations, their pasts, the columns of all."""
    made = list(made_people(2_000, seed=63))
    rows = [flexible(one) for each in made for one in each.registrations]
    pasts = {each.registrations[0].claim.identity.number: each.history for each in made}
    summaries = {name: summary_of(each or History()) for name, each in pasts.items()}
    columns = columns_of(rows, summaries.__getitem__, lambda county, day: STANDARD)
    return columns, pasts


def of_person(columns):
    found = defaultdict(list)
    for each in columns.rows:
        found[each.person].append(each)
    return found


@pytest.mark.parametrize("month", MONTHS)
def test_every_verdict_of_every_registration_is_the_oracles(town, month):
    columns, pasts = town
    judged = judge(columns, 12 * month[0] + month[1] - 1, Terms())
    everybody = of_person(columns)
    seen = set()
    for place, one in enumerate(columns.rows):
        past = Past(pasts[one.person], one.born)
        others = [each for each in everybody[one.person] if each is not one]
        in_conflict = bool(conflicts_of(pasts[one.person] or History()))
        four, verdict = of_month(one, past, others, month, STANDARD, in_conflict)
        got = {
            name.value: Verdict(int(each.verdict[place])).name
            for name, each in judged.criteria.items()
        }
        assert got == four, (one, pasts[one.person], month_text(12 * month[0] + month[1] - 1))
        assert Verdict(int(judged.counts.verdict[place])).name == verdict, one
        seen |= {(name, each) for name, each in four.items()}
    wanted = {(name, each.name) for name in ("C1", "C2", "C3", "C4") for each in Verdict}
    assert seen >= wanted - {("C1", "REVIEW")}


def test_everybody_is_counted_in_the_oracles_month_once_a_year(town):
    columns, pasts = town
    counted = count(columns, first_months(columns, LAST_MONTH, lambda _: Terms()))
    everybody = of_person(columns)
    wanted = {}
    for person, rows in everybody.items():
        months = []
        for one in rows:
            past = Past(pasts[person], one.born)
            others = [each for each in rows if each is not one]
            in_conflict = bool(conflicts_of(pasts[person] or History()))
            found = first_month(one, past, others, (2026, 10), STANDARD, in_conflict)
            if found and found[0][0] == 2026:
                months.append((found[0], one.registered_on, one.id, found[1]))
        if months:
            month, _, name, held = min(months)
            wanted[name] = (month, held)
    got = {}
    for place, one in enumerate(columns.rows):
        if counted.first[place]:
            month = int(counted.months[place])
            held = {f"C{n + 1}" for n in range(4) if counted.held[place, n]}
            got[one.id] = ((month // 12, month % 12 + 1), held)
    assert got == wanted
    assert len(wanted) > 100
