"""What waits for officers: every kind, oldest first, with the days due, a county's own alone."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from api.database import reading, writing
from api.services.audit_words import action_words
from api.services.bureau_queue import Matter, Waits, waiting
from api.store import after_controls, credit, employer_standing
from registry.actor import Actor, Role
from registry.jobs.complaint import About, Kind
from registry.jobs.employer_standing import Level
from registry.registration.after_control import CheckState
from registry.registration.credit_terms import DeadlineKind
from tests.api.matrix_placement import HERSELF
from tests.api.matrix_town import COUNTY, ELSEWHERE, Town, town
from tests.builders import DAY


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    made = town(tmp_path_factory.mktemp("queue"))
    yield made
    made.here.close()


def queue(place: Town, county: str = "") -> dict[Matter, tuple[Waits, ...]]:
    with reading(place.here.engine) as connection:
        return waiting(connection, place.here.keys, DAY, county)


def test_each_county_has_its_own_and_the_city_all(place: Town) -> None:
    own, elsewhere, city = queue(place, COUNTY), queue(place, ELSEWHERE), queue(place)
    for matter in Matter:
        assert len(own[matter]) + len(elsewhere[matter]) == len(city[matter])
        assert {one.county for one in own[matter]} <= {COUNTY}
    assert [len(city[each]) for each in (Matter.COMPLAINT, Matter.CREDIT, Matter.PROPOSAL)] == [
        3,
        3,
        3,
    ]


def test_complaints_stand_with_the_day_by_which_they_are_answered(place: Town) -> None:
    found = queue(place)[Matter.COMPLAINT]
    assert {one.since for one in found} == {DAY}
    assert all(one.due is not None and one.due > DAY + timedelta(10) for one in found)
    assert found == tuple(sorted(found, key=lambda one: (one.since or DAY, one.path)))


def test_an_after_control_waits_only_once_she_answered_or_kept_silent(place: Town) -> None:
    assert queue(place)[Matter.CHECK] == ()
    with writing(place.here.engine) as connection:
        kept = after_controls.get(connection, place.here.keys, "check1")
        assert kept is not None
        answered = replace(kept.check, state=CheckState.ANSWERED, answer="在做", answered_on=DAY)
        after_controls.save(connection, place.here.keys, replace(kept, check=answered))
    (one,) = queue(place)[Matter.CHECK]
    assert one.path.endswith(f"{place.things[0].ids['registration_id']}#checks")


def test_an_objection_to_a_credit_entry_stands_with_its_day_and_nothing_is_opened(
    place: Town,
) -> None:
    here = place.here
    made = here.credit.object("entry2", "不是我", HERSELF)
    terms = here.credit.terms.deadline(DeadlineKind.OBJECTION, DAY)
    assert terms.days == 3
    entry = place.things[1].ids["registration_id"]
    (one,) = [each for each in queue(place)[Matter.CREDIT] if entry in each.path]
    assert (one.due, one.words) == (made.deadline.due, "本人有异议，待答复")
    with reading(here.engine) as connection:
        past = DAY + timedelta(400)
        assert [each.id for each in credit.waiting(connection, past)] == ["entry2"]


def test_an_employer_waits_where_its_bar_is_proposed_or_it_objects(place: Town) -> None:
    here, one = place.here, int(place.things[0].ids["employer_id"])
    officer = Actor("zhao", Role.OFFICER, COUNTY)
    assert queue(place)[Matter.EMPLOYER] == ()
    with writing(here.engine) as connection:
        kept = employer_standing.get(connection, here.keys, one)
        assert kept is not None
        proposed = replace(kept.standing, level=Level.PROPOSED)
        employer_standing.save(connection, here.keys, one, proposed)
    (waits,) = queue(place, COUNTY)[Matter.EMPLOYER]
    assert (waits.words, waits.since, waits.due) == ("提请停止发布，待决定", None, None)
    assert queue(place, ELSEWHERE)[Matter.EMPLOYER] == ()
    here.employers.bar(one, "收押金", officer)
    assert queue(place)[Matter.EMPLOYER] == ()
    here.employers.object(one, "没有收", officer)
    (objects,) = queue(place)[Matter.EMPLOYER]
    assert (objects.words, objects.not_by, objects.since) == ("异议：没有收", "zhao", DAY)


def test_what_is_about_no_posting_waits_for_the_city(place: Town) -> None:
    number = place.here.complaints.send(About.LIST, "", Kind.RANKING, "太远", HERSELF).number
    names = [one.name for one in queue(place)[Matter.COMPLAINT]]
    assert f"投诉 {number}" in names
    assert number not in str(queue(place, COUNTY))


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("registration.revoke", "就业登记：撤销"),
        ("complaint.read", "投诉：查看投诉"),
        ("account.make", "账号：新建"),
        ("pool.asked", "人才池：查询"),
        ("pool.unheard_of", "人才池：unheard_of"),
        ("something.else", "something：else"),
    ],
)
def test_actions_have_names_as_far_as_they_are_known(action: str, words: str) -> None:
    assert action_words(action) == words
