"""What whole lists must be for people of many kinds, each as a sentence about made ones."""

from collections.abc import Callable
from typing import Any

import pytest

from api.database import reading
from api.runtime import Runtime
from api.services.evaluate_lists_rules import Barred, Pair, broken_rules
from api.services.lists import Item
from registry.jobs.posting import Profile
from registry.workers.identity import check_digit
from tests.api.list_town import EVERY_DAY, SEVENTEEN, TOWN, WEEKDAYS, WEEKEND, asks, made_workers
from tests.api.small_town import settle
from tests.builders import DAY

Ask = Callable[..., list[Item]]
NIGHTS = [{"days": WEEKDAYS, "start": "18:00", "end": "08:00"}]
ALWAYS = [{"days": EVERY_DAY, "start": "00:00", "end": "24:00"}]
DAYTIME = [{"days": WEEKDAYS, "start": "07:00", "end": "18:00"}]
EVENINGS = [{"days": WEEKDAYS, "start": "18:00", "end": "22:30"}]
FIFTEEN = "37139920110315001"
FIFTEEN += check_digit(FIFTEEN)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    return settle(tmp_path_factory.mktemp("suit"), postings=TOWN, workers=())


@pytest.fixture(scope="module")
def ask(here: Runtime) -> Ask:
    """The list of somebody of whom these facts are known."""

    def ask(**facts: Any) -> list[Item]:
        worker = asks(here.reference, **facts)
        with reading(here.engine) as connection:
            recommender = here.recommender(connection)
            found = recommender.recommend(connection, worker, DAY, Profile.PUBLIC, 20)
        return list(found.items)

    return ask


def names(items: list[Item]) -> list[str]:
    return [item.posting.source_id for item in items]


def test_a_night_guard_without_weekends_never_gets_a_day_shift_first(ask: Ask) -> None:
    found = names(ask(text="看大门值夜班，夜里不困", skills=["保安"], free=NIGHTS))
    assert found[0] == "guard-night"
    assert "guard-weekend" not in found[:1]


def test_a_night_guard_who_must_keep_her_hours_gets_no_day_shift_at_all(ask: Ask) -> None:
    found = names(ask(text="值夜班", skills=["保安"], free=NIGHTS, must={"hours": True}))
    assert found[0] == "guard-night"
    assert not {"guard-day", "guard-weekend"} & set(found)


def test_a_17_year_old_never_gets_a_furnace_whatever_he_asks_for(ask: Ask) -> None:
    facts: dict[str, Any] = {"text": "想去车间当炉前工", "skills": ["炉前工"]}
    assert "furnace" not in names(ask(**facts, id_no=SEVENTEEN))
    assert "furnace" in names(ask(**facts))


def test_a_15_year_old_gets_nothing(ask: Ask) -> None:
    assert ask(text="打包", id_no=FIFTEEN) == []


def test_a_rider_without_a_vehicle_sees_what_is_missing_and_gets_one_from_the_firm_first(
    ask: Ask,
) -> None:
    found = ask(text="送外卖", skills=["骑手"], free=ALWAYS)
    own = next(item for item in found if item.posting.source_id == "rider-own")
    assert any("电动车" in gap for gap in own.explanation.missing)
    assert names(found).index("rider-given") < names(found).index("rider-own")


def test_a_rider_with_a_vehicle_is_told_of_none_missing(ask: Ask) -> None:
    found = ask(text="送外卖", skills=["骑手"], own_equipment=["电动车"], free=ALWAYS)
    own = next(item for item in found if item.posting.source_id == "rider-own")
    assert not any("电动车" in gap for gap in own.explanation.missing)


def test_who_will_not_sleep_away_from_home_gets_no_live_in_work(ask: Ask) -> None:
    found = names(ask(text="看孩子做饭", skills=["保姆"], never={"lodging": True}))
    assert "nanny-out" in found[:2]
    assert "nanny-in" not in found


def test_who_must_have_a_bed_gets_only_work_with_one(ask: Ask) -> None:
    assert names(ask(text="住家保姆", skills=["保姆"], must={"lodging": True})) == ["nanny-in"]


def test_who_never_works_by_night_gets_no_night(ask: Ask) -> None:
    found = names(ask(text="打包", skills=["打包"], free=ALWAYS, never={"night": True}))
    assert found[0] in {"packer", "packer-weekend"}
    assert not {"packer-night", "guard-night"} & set(found)


def test_a_student_of_weekends_who_must_keep_them_gets_weekends(ask: Ask) -> None:
    free = [{"days": WEEKEND, "start": "08:00", "end": "20:00"}]
    found = names(ask(text="周末打包", skills=["打包"], free=free, must={"hours": True}))
    assert found[0] == "packer-weekend"
    assert set(found) <= {"packer-weekend", "guard-weekend", "rider-own", "rider-given"}


def test_a_welder_without_the_certificate_is_told_so_and_one_with_it_is_not(ask: Ask) -> None:
    for held, lacking in (([], True), (["焊工证"], False)):
        first = ask(text="电焊", skills=["焊工"], certificates=held)[0]
        assert first.posting.source_id == "welder"
        assert any("焊工证" in gap for gap in first.explanation.missing) is lacking


def test_nothing_lies_farther_than_she_must_have_it(ask: Ask) -> None:
    found = ask(text="保洁", skills=["保洁"], must={"max_distance_km": 5})
    assert "cleaner-far" not in names(found)
    assert all(item.km is None or item.km <= 5 for item in found)
    assert "cleaner-far" in names(ask(text="保洁", skills=["保洁"]))


def test_nothing_pays_less_than_she_must_have(ask: Ask) -> None:
    floor = {"amount": 180, "unit": "DAY"}
    found = names(ask(text="装卸", skills=["装卸"], pay_floor=floor, must={"pay": True}))
    assert found[0] == "loader-daily"
    assert "loader-poor" not in found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        pytest.param("打包", {"packer", "packer-weekend", "packer-night"}, id="one word"),
        pytest.param("俺会开叉车", {"forklift"}, id="as they say it here"),
        pytest.param("冇做过，想送外卖", {"rider-own", "rider-given"}, id="as they say it there"),
        pytest.param("颠勺炒大锅菜", {"cook"}, id="a cook's own word"),
        pytest.param("烧电焊的", {"welder"}, id="a welder's own word"),
        pytest.param("看大门", {"guard-day", "guard-night", "guard-weekend"}, id="not the trade"),
    ],
)
def test_few_words_of_her_own_find_her_trade(ask: Ask, text: str, first: set[str]) -> None:
    assert names(ask(text=text))[0] in first


def test_what_is_over_is_on_no_list(ask: Ask) -> None:
    assert "gone" not in names(ask(text="打包", skills=["打包"]))


def test_who_keeps_her_work_gets_none_at_its_hours(ask: Ask) -> None:
    facts: dict[str, Any] = {"text": "客服", "skills": ["客服"], "must": {"hours": True}}
    free = [{"days": EVERY_DAY, "start": "08:00", "end": "23:00"}]
    assert names(ask(**facts, free=free, busy=DAYTIME, seeking="ADDITIONAL"))[0] == "clerk-night"
    assert "clerk" not in names(ask(**facts, free=free, busy=DAYTIME, seeking="ADDITIONAL"))
    assert "clerk" in names(ask(**facts, free=free, busy=DAYTIME, seeking="REPLACING"))


def test_an_evening_that_is_free_is_worth_more_than_a_day_that_is_not(ask: Ask) -> None:
    found = names(ask(text="客服", skills=["客服"], free=EVENINGS))
    assert found.index("clerk-night") < found.index("clerk")


def test_who_is_paid_by_the_day_if_she_must_is_paid_by_the_day(ask: Ask) -> None:
    found = ask(text="装卸", skills=["装卸"], must={"settlements": ["日结"]})
    assert names(found)[0] == "loader-daily"
    assert all(item.posting.pay and item.posting.pay.settlement for item in found)


def test_nobody_who_has_several_to_choose_from_is_sent_to_write_programs(ask: Ask) -> None:
    for text in ("搬货装卸", "打包", "保洁", "保安"):
        assert "coder" not in names(ask(text=text))[:3]


def test_no_list_of_any_made_worker_breaks_a_rule_looked_at_by_itself(here: Runtime) -> None:
    barred = Barred(here.policy.minor_banned_codes, here.policy.minor_banned_words)
    with reading(here.engine) as connection:
        recommender = here.recommender(connection)
        for worker in made_workers(here.reference):
            found = recommender.recommend(connection, worker, DAY, Profile.PUBLIC, 20)
            for item in found.items:
                assert broken_rules(Pair(worker, item.posting, DAY, barred)) == []
