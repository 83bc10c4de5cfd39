"""My data: a copy of all, corrected, deleted but for what law keeps, tags as chosen."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.clock import now
from api.database import reading, writing
from api.runtime import Runtime
from api.services.ingest import ingest
from api.store import audit, workers
from registry.actor import Actor, Role
from registry.errors import InvalidField, UnknownName
from registry.workers.consent import Channel, Purpose
from tests.api.pool_town import say
from tests.api.small_town import CLEANER, settle, write_rows

HER = Actor("W1", Role.PERSON)


@pytest.fixture
def here(tmp_path: Path) -> Runtime:
    return settle(tmp_path)


def profile(here: Runtime) -> Any:
    with reading(here.engine) as connection:
        return workers.get(connection, "W1")


def send_again(here: Runtime, **row: Any) -> None:
    path = write_rows(here.settings.home / "again.jsonl", [CLEANER | row])
    report = ingest(
        here.engine,
        path,
        reference=here.reference,
        policy=here.policy,
        at=now(here.settings),
        keys=lambda: here.keys,
    )
    assert report.to_json()["refused"] == 0


def test_a_copy_holds_everything_and_says_who_looked(here: Runtime) -> None:
    say(here, "W1", given=True)
    here.my_data.put_contact("W1", "王小明", "13800000000", HER)
    here.consents.choose("W1", HER, hidden=True)
    copy = here.my_data.copy("W1", "", HER)
    assert copy["profile"]["text"] == CLEANER["text"]
    assert copy["profile"]["free"] == CLEANER["free"]
    assert copy["contact"] == {"name": "王小明", "phone": "13800000000"}
    assert copy["choices"] == {"hidden": True, "personalised": True}
    assert [each["purpose"] for each in copy["consents"]] == ["pool"]
    acts = [each["action"] for each in copy["who_looked"]]
    assert acts == ["consent.given", "data.contact", "worker.chose"]
    assert here.my_data.copy("W1", "", HER)["who_looked"][-1]["action"] == "data.copied"
    json.dumps(copy)


def test_the_audit_of_it_holds_nothing_personal(here: Runtime) -> None:
    here.my_data.put_contact("W1", "王小明", "13800000000", HER)
    here.my_data.correct("W1", {"text": "会做月嫂", "pay_floor": None}, HER)
    with reading(here.engine) as connection:
        text = str(list(audit.records(connection)))
    assert not any(word in text for word in ("王小明", "13800000000", "月嫂"))


def test_what_she_corrects_stands_and_the_rest_stays(here: Runtime) -> None:
    before = profile(here)
    done = here.my_data.correct(
        "W1", {"text": "做过月嫂", "county": "兰山区", "pay_floor": None}, HER
    )
    after = profile(here)
    assert done["county"] == "371302"
    assert (after.text, after.place.code, after.place.lat) == ("做过月嫂", "371302", None)
    assert after.pay_floor is None
    assert after.free == before.free
    assert after.occupations != before.occupations


@pytest.mark.parametrize(
    ("row", "field"),
    [
        pytest.param({"id_no": "x"}, "id_no", id="her number is not hers to change here"),
        pytest.param({"county": "没有的县"}, "county", id="a place that is none"),
        pytest.param({"salary": 3}, "salary", id="a fact we do not keep"),
        pytest.param({"text": 5}, "text", id="a number for words"),
    ],
)
def test_a_correction_that_cannot_be_read_changes_nothing(
    here: Runtime, row: dict[str, Any], field: str
) -> None:
    before = profile(here)
    with pytest.raises(InvalidField) as caught:
        here.my_data.correct("W1", row, HER)
    assert caught.value.field == field
    assert profile(here) == before


def test_deleting_leaves_what_law_keeps_and_no_consent(here: Runtime) -> None:
    say(here, "W1", given=True)
    here.my_data.put_contact("W1", "王小明", "13800000000", HER)
    here.consents.choose("W1", HER, personalised=False)
    told = here.my_data.delete("W1", HER, Channel.ONLINE)
    assert profile(here) is None
    assert {each["what"] for each in told["kept"]} == {
        "registrations", "credit", "consents", "audit",
    }  # fmt: skip
    assert all(each["law"] for each in told["kept"])
    assert not here.consents.holds("W1", Purpose.POOL)
    assert [entry.given for entry in here.consents.of_worker("W1")] == [True, False]
    copy = here.my_data.copy("W1", "", HER)
    assert (copy["profile"], copy["contact"]) == (None, None)
    assert copy["choices"]["personalised"]
    with pytest.raises(UnknownName):
        here.my_data.delete("W1", HER, Channel.ONLINE)


def test_a_profile_that_comes_again_after_deletion_has_agreed_to_nothing(here: Runtime) -> None:
    say(here, "W1", given=True)
    here.my_data.delete("W1", HER, Channel.ONLINE)
    send_again(here)
    assert profile(here) is not None
    assert not here.consents.holds("W1", Purpose.POOL)


def test_a_tag_deleted_does_not_come_back_by_reading_again(here: Runtime) -> None:
    tags = here.my_data.tags("W1")["tags"]
    assert {"skill:保洁", "occupation:4-09-08-01"} <= set(tags)
    for tag in ("skill:保洁", "occupation:4-09-08-01"):
        here.my_data.delete_tag("W1", tag, HER)
    send_again(here, text="做过保洁，也擦玻璃")
    here.my_data.correct("W1", {"text": "一直做保洁"}, HER)
    assert profile(here).skills == ()
    assert "4-09-08-01" not in profile(here).occupations
    assert here.my_data.tags("W1")["deleted"] == ["occupation:4-09-08-01", "skill:保洁"]


def test_a_tag_chosen_stays_and_one_deleted_may_be_chosen_again(here: Runtime) -> None:
    here.my_data.delete_tag("W1", "skill:保洁", HER)
    here.my_data.choose_tag("W1", "skill:保洁", HER)
    here.my_data.choose_tag("W1", "occupation:骑手", HER)
    send_again(here, text="换了一段话")
    assert "保洁" in profile(here).skills
    assert "4-10-08-01" in profile(here).occupations


@pytest.mark.parametrize("tag", ["skill:没有的技能", "occupation:4-10-08-01"])
def test_a_tag_she_does_not_bear_cannot_be_deleted(here: Runtime, tag: str) -> None:
    with pytest.raises(UnknownName):
        here.my_data.delete_tag("W1", tag, HER)


def test_another_part_of_the_service_adds_to_the_copy(here: Runtime) -> None:
    data = here.my_data
    more = type(data)(data.desk, data.reference, {"applications": lambda *_: ["一次申请"]})
    with writing(here.engine):
        pass
    assert more.copy("W1", "", HER)["applications"] == ["一次申请"]
