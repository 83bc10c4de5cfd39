"""Worker rows: read whole, or refused by field with near values."""

from datetime import date
from typing import Any

import pytest

from api.feeds.trades import trades_of
from api.feeds.worker_row import worker_row
from api.feeds.workers import read_changes, read_worker
from api.reference import Reference
from registry.errors import InvalidField
from registry.jobs.pay import PayUnit
from registry.jobs.week import hours_in
from registry.workers.identity import Sex
from registry.workers.worker import PayFloor, Seeking, Wishes

TODAY = date(2026, 11, 22)
ROW: dict[str, Any] = {
    "id": "W1",
    "id_no": "371399198003140041",
    "county": "罗庄区",
    "town": "罗庄街道",
    "lat": 34.999,
    "lon": 118.287,
    "text": "干过四年保洁，也能做饭帮厨，推销的别找我。孩子上幼儿园，下午要接孩子，周末在家看孩子。",  # noqa: E501
    "skills": ["擦玻璃", "电焊"],
    "certificates": ["健康证", "C1驾照"],
    "own_equipment": ["电动车"],
    "education": "初中",
    "experience_years": 4,
    "free": [{"days": [1, 2, 3, 4, 5], "start": "08:15", "end": "16:00"}],
    "busy": [{"days": [6], "start": "08:15", "end": "09:00"}],
    "pay_floor": {"amount": 20, "unit": "HOUR"},
    "must": {"max_distance_km": 12, "hours": True},
    "prefer": {
        "occupations": ["保洁员"],
        "counties": ["罗庄区", "临沂市"],
        "settlements": ["日结"],
    },
    "never": {"night": True, "words": ["押金", ""]},
    "seeking": "ADDITIONAL",
}


def test_a_worker_is_read_whole(reference: Reference) -> None:
    record = read_worker(ROW, reference, TODAY)
    worker = record.worker
    assert (worker.born, record.sex) == (date(1980, 3, 14), Sex.FEMALE)
    assert (worker.place.code, worker.place.town) == ("371311", "罗庄街道")
    assert (worker.place.lat, worker.place.lon) == (34.999, 118.287)
    assert worker.certificates == ("健康证", "驾驶证C1")
    assert worker.pay_floor == PayFloor(20, PayUnit.HOUR)
    assert worker.must == Wishes(max_distance_km=12, hours=True)
    assert worker.prefer.counties == ("371311", "3713")
    assert worker.prefer.settlements == ("DAILY",)
    assert worker.never == Wishes(night=True, words=("押金",))
    assert worker.seeking is Seeking.ADDITIONAL
    assert worker.free is not None
    assert hours_in(worker.free) == 37.5, "half a half-hour free is not free"
    assert hours_in(worker.busy) == 1, "half a half-hour worked is not free"


@pytest.mark.parametrize("level", ["must", "prefer", "never", "free", "pay_floor", "skills"])
def test_what_a_worker_is_shown_of_herself_can_be_sent_back(
    reference: Reference, level: str
) -> None:
    worker = read_worker(ROW, reference, TODAY).worker
    shown = worker_row(worker)
    assert read_changes(worker, {level: shown[level]}, reference, TODAY) == worker


def test_nothing_that_is_kept_holds_the_identity_number(reference: Reference) -> None:
    assert ROW["id_no"] not in repr(read_worker(ROW, reference, TODAY))
    assert ROW["id_no"][-4:] not in repr(read_worker(ROW, reference, TODAY).id_masked)


def test_only_an_id_is_needed(reference: Reference) -> None:
    record = read_worker({"id": 7, "text": None, "free": None}, reference, TODAY)
    assert (record.worker.id, record.worker.free, record.sex) == ("7", None, None)


def test_nobody_free_at_all_is_not_the_same_as_not_said(reference: Reference) -> None:
    assert read_worker({"id": "W", "free": []}, reference, TODAY).worker.free == 0


def test_a_county_elsewhere_in_china_is_a_county(reference: Reference) -> None:
    worker = read_worker({"id": "W", "county": "济南市历下区"}, reference, TODAY).worker
    assert worker.place.code == "370102"


def test_a_name_shared_with_another_city_means_the_county_here(reference: Reference) -> None:
    assert (
        read_worker({"id": "W", "county": "河东"}, reference, TODAY).worker.place.code == "371312"
    )


def test_coordinates_outside_china_are_not_kept(reference: Reference) -> None:
    worker = read_worker({"id": "W", "lat": 0.0, "lon": 0.0}, reference, TODAY).worker
    assert (worker.place.lat, worker.place.lon) == (None, None)


@pytest.mark.parametrize(
    ("change", "field", "code"),
    [
        ({"id": ""}, "id", "missing"),
        ({"id": "371399198003140041"}, "id", "id_is_identity"),
        ({"id_no": "371399198003140042"}, "id_no", "id_check_digit"),
        ({"id_no": "371399800314004"}, "id_no", "id_15_digits"),
        ({"id_no": 371399198003140041}, "id_no", "wrong_type"),
        ({"county": "罗庄县城东"}, "county", "unknown_name"),
        ({"certificates": ["飞碟驾照"]}, "certificates.0", "unknown_name"),
        ({"education": "秀才"}, "education", "unknown_name"),
        ({"pay_floor": {"amount": 20, "unit": "FORTNIGHT"}}, "pay_floor.unit", "unknown_name"),
        ({"pay_floor": {"amount": 0, "unit": "HOUR"}}, "pay_floor.amount", "out_of_range"),
        ({"pay_floor": {"unit": "HOUR"}}, "pay_floor.amount", "missing"),
        ({"must": {"nights": True}}, "must.nights", "unknown_name"),
        ({"must": {"night": "是"}}, "must.night", "wrong_type"),
        ({"must": {"max_distance_km": -1}}, "must.max_distance_km", "out_of_range"),
        ({"never": {"occupations": ["飞碟驾驶员"]}}, "never.occupations.0", "unknown_name"),
        ({"prefer": {"counties": ["兰三区"]}}, "prefer.counties.0", "unknown_name"),
        ({"prefer": {"settlements": ["年结"]}}, "prefer.settlements.0", "unknown_name"),
        ({"seeking": "MAYBE"}, "seeking", "unknown_name"),
        ({"free": [{"days": [0], "start": "08:00", "end": "09:00"}]}, "free.0", "hours"),
        ({"free": [{"days": [1], "start": "8点", "end": "09:00"}]}, "free.0", "hours"),
        ({"skils": ["x"]}, "skils", "unknown_name"),
        ({"lat": 91.0}, "lat", "out_of_range"),
    ],
)
def test_a_wrong_value_is_refused_by_field_and_code(
    reference: Reference, change: dict[str, Any], field: str, code: str
) -> None:
    with pytest.raises(InvalidField) as caught:
        read_worker(ROW | change, reference, TODAY)
    assert (caught.value.field, caught.value.code) == (field, code)
    assert ROW["id_no"] not in str(caught.value)


def test_a_mistyped_key_names_the_near_one(reference: Reference) -> None:
    with pytest.raises(InvalidField, match="skills"):
        read_worker(ROW | {"skils": []}, reference, TODAY)
    with pytest.raises(InvalidField, match="night"):
        read_worker(ROW | {"must": {"nights": True}}, reference, TODAY)


def test_trades_are_wished_skilled_and_told_in_that_order(reference: Reference) -> None:
    worker = read_worker(ROW, reference, TODAY).worker
    names = [
        found.name for code in worker.occupations if (found := reference.occupations.get(code))
    ]
    assert worker.occupations[0] == reference.occupations.find("保洁员").code
    assert worker.occupations[1] == reference.occupations.find("电焊工").code
    assert "中式烹调师" in names
    assert not any("营销" in name or "婴幼儿" in name for name in names), names


def test_a_worker_has_at_most_six_trades(reference: Reference) -> None:
    text = "做过保洁，保安，电焊工，月嫂，快递员，外卖骑手，装卸工，叉车司机"
    assert len(trades_of((), (), text, reference.occupations)) == 6


@pytest.mark.parametrize("text", ["送外卖", "跑过众包", "干过专送", "打零工，送过餐"])
def test_a_rider_by_her_own_words_is_a_rider_first(reference: Reference, text: str) -> None:
    assert trades_of((), (), text, reference.occupations)[0] == "4-10-08-01"


def test_work_never_done_is_no_trade(reference: Reference) -> None:
    assert trades_of((), (), "没跑过众包", reference.occupations) == ()
