"""Advice taken by a button on her page: exactly what was shown, once, and it stays."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from api.database import reading
from api.pages.my_guidance import BUTTONS
from api.runtime import Runtime
from api.services.my_data import AdviceChanged
from api.store import audit, workers
from matcher.guidance.change import Change
from registry.access.account_role import AccountRole
from registry.workers.consent import Purpose
from registry.workers.worker import Worker
from tests.api.page_checks import page_of, words_of
from tests.api.pool_town import say
from tests.api.signed_in import SignedInClient, signed_in
from tests.api.small_town import row, settle

PAGE: Final = {"accept": "text/html"}
WEEKDAYS: Final = [1, 2, 3, 4, 5]
ANY_TIME: Final = {"hours": {"kind": "flexible"}}
LATE: Final = {
    "hours": {"kind": "fixed", "windows": [{"days": WEEKDAYS, "start": "14:00", "end": "17:30"}]}
}
FAR: Final = {"place": {"county": "罗庄区", "lat": 35.09, "lon": 118.2848}}
NEXT: Final = {"place": {"county": "兰山区", "lat": 35.0616, "lon": 118.3277}}
CERTIFIED: Final = {"requirements": {"certificates": ["健康证"]}}
POSTINGS: Final = [
    *(row(f"open{number}", "保洁员", **ANY_TIME) for number in range(2)),
    *(row(f"late{number}", "保洁员", **LATE) for number in range(4)),
    *(row(f"far{number}", "保洁员", **ANY_TIME | FAR) for number in range(4)),
    *(row(f"next{number}", "保洁员", **ANY_TIME | NEXT) for number in range(4)),
    *(row(f"held{number}", "保洁员", **ANY_TIME | CERTIFIED) for number in range(4)),
    *(row(f"near{number}", "餐厅服务员", **ANY_TIME) for number in range(4)),
]  # fmt: skip
HER: Final[dict[str, Any]] = {
    "id": "W1",
    "county": "罗庄区",
    "lat": 34.9972,
    "lon": 118.2848,
    "text": "做过保洁",
    "skills": ["保洁"],
    "certificates": ["电工证"],
    "free": [{"days": WEEKDAYS, "start": "08:00", "end": "16:00"}],
}
STAYING: Final = HER | {"id": "W2", "must": {"max_distance_km": 4}, "own_equipment": ["电动车"]}
IN_ONE: Final = HER | {"id": "W3", "must": {"counties": ["罗庄区"]}}
WAYS: Final = (
    pytest.param("W1", "week", "opens", id="hours"),
    pytest.param("W1", "neighbours", "", id="work"),
    pytest.param("W1", "certificate", "opens", id="a certificate"),
    pytest.param("W2", "area", "farther", id="a longer way"),
    pytest.param("W3", "area", "county", id="a county"),
)

# Where what is asked is told, where it is not in her profile; months paid are told nowhere here.
PLACES: Final = {
    "circumstances": "/me/entitlements/facts",
    "looked_at": "/jobs",
    "work": "/register",
    "birth": "/register",
    "paid_months": "",
}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    """A town where each change of hers opens some jobs; all agreed to lists by their profiles."""
    town = settle(tmp_path, postings=POSTINGS, workers=[HER, STAYING, IN_ONE])
    for each in ("W1", "W2", "W3"):
        say(town, each, given=True, purpose=Purpose.RECOMMENDATION)
    yield town
    town.close()


def person(here: Runtime, worker: str) -> SignedInClient:
    client = signed_in(here, AccountRole.WORKER, worker=worker)
    client.headers.update(PAGE)
    return client


def plan(her: SignedInClient) -> dict[str, Any]:
    found: dict[str, Any] = her.get("/v1/me/guidance").json()
    return found


def advice(her: SignedInClient, kind: str, said: str = "") -> dict[str, Any]:
    """What her plan says of a kind first."""
    found = plan(her)
    every = (*found["strategies"], *found["advice"], *found["more"])
    return next(each for each in every if each["kind"] == kind and said in each["said"])


def button(each: dict[str, Any]) -> dict[str, str]:
    """What the form beside it sends."""
    return {name: each[name] for name in ("kind", "said", "mark")}


def taken(her: SignedInClient, form: dict[str, str]) -> Any:
    return her.post("/me/guidance/take", data=form, follow_redirects=False)


def kept(here: Runtime, worker: str) -> Worker:
    with reading(here.engine) as connection:
        found = workers.get(connection, worker)
    assert found
    return found


def told(client: SignedInClient, answer: Any) -> str:
    """What the page says after it was done."""
    assert answer.status_code == 303, answer.text
    return words_of(page_of(client.get(answer.headers["location"])))


@pytest.mark.parametrize(("worker", "kind", "said"), WAYS)
def test_what_is_open_then_is_what_was_told(
    here: Runtime, worker: str, kind: str, said: str
) -> None:
    her = person(here, worker)
    each, before = advice(her, kind, said), plan(her)["now"]["open"]
    assert each["more"] > 0
    page = page_of(her.get("/me/guidance"))
    assert f'name="mark" value="{each["mark"]}"' in page
    assert (BUTTONS.get(kind) or BUTTONS[f"{kind} {said}"]) in page
    words = told(her, taken(her, button(each)))
    assert plan(her)["now"]["open"] == before + each["more"]
    assert f"条件都对得上的岗位现在有 {before + each['more']} 个" in words


@pytest.mark.parametrize(("worker", "kind", "said"), WAYS)
def test_sent_twice_it_is_added_once(here: Runtime, worker: str, kind: str, said: str) -> None:
    her = person(here, worker)
    form = button(advice(her, kind, said))
    assert taken(her, form).status_code == 303
    once = kept(here, worker)
    again = taken(her, form)
    assert "建议已经变了，请按现在的看" in words_of(page_of(again, 409))
    assert kept(here, worker) == once


@pytest.mark.parametrize(("worker", "kind", "said"), WAYS)
def test_a_later_correction_loses_nothing_of_it(
    here: Runtime, worker: str, kind: str, said: str
) -> None:
    her = person(here, worker)
    taken(her, button(advice(her, kind, said)))
    once, open_then = kept(here, worker), plan(her)["now"]["open"]
    assert her.patch("/v1/me/profile", json={"text": "做过保洁，手脚快"}).status_code == 200
    assert set(once.occupations) == set(kept(here, worker).occupations)
    sent = her.post("/me/profile", data=form_of(her), follow_redirects=False)
    assert sent.status_code == 303
    after = kept(here, worker)
    assert set(after.occupations) == set(once.occupations)
    assert after.certificates == once.certificates
    assert (after.free, after.must, after.prefer) == (once.free, once.must, once.prefer)
    assert plan(her)["now"]["open"] == open_then


def form_of(her: SignedInClient) -> dict[str, Any]:
    """Her profile's form, sent as it is shown."""
    page = page_of(her.get("/me/profile"))
    form: dict[str, Any] = dict(
        re.findall(r'<input id="f-\w+" name="(\w+)"[^>]* value="([^"]*)"', page)
    )
    ticks = re.findall(r'type="checkbox" name="(\w+)" value="([^"]*)" checked', page)
    for name, value in ticks:
        form.setdefault(name, []).append(value)
    county = re.search(r'<option value="(\d{6})" selected', page)
    text = re.search(r"<textarea[^>]*>([^<]*)<", page)
    return form | {
        "county": county[1] if county else "",
        "text": text[1] if text else "",
        "unit": "HOUR",
    }


def test_finer_hours_stay_beside_what_is_ticked_and_less_what_is_not(here: Runtime) -> None:
    her = person(here, "W1")
    finer = kept(here, "W1").free or 0
    form = form_of(her)
    her.post("/me/profile", data=form | {"when": ["evening"]})
    both = kept(here, "W1").free or 0
    assert both & finer == finer
    assert both != finer
    her.post("/me/profile", data=form | {"when": []})
    assert kept(here, "W1").free == finer


@pytest.mark.parametrize(
    ("kind", "tag"), [("neighbours", "occupation"), ("certificate", "certificate")]
)
def test_what_she_had_deleted_is_hers_again_once_she_takes_it(
    here: Runtime, kind: str, tag: str
) -> None:
    her = person(here, "W1")
    form = button(advice(her, kind))
    taken(her, form)
    held = kept(here, "W1")
    value = held.prefer.occupations[0] if kind == "neighbours" else held.certificates[-1]
    her.post("/me/tags", data={"tag": f"{tag}:{value}"})
    assert kept(here, "W1") != held
    assert taken(her, button(advice(her, kind))).status_code == 303
    assert value in (*kept(here, "W1").occupations, *kept(here, "W1").certificates)


@pytest.mark.parametrize(
    "changed",
    [{"mark": "none"}, {"kind": "area"}, {"said": "farther"}, {"mark": ""}],
)  # fmt: skip
def test_what_was_not_shown_is_not_taken(here: Runtime, changed: dict[str, str]) -> None:
    her, before = person(here, "W1"), kept(here, "W1")
    answer = taken(her, button(advice(her, "week")) | changed)
    assert "建议已经变了，请按现在的看" in words_of(page_of(answer, 409))
    assert kept(here, "W1") == before


def test_a_profile_that_changed_meanwhile_stays_as_it_is(here: Runtime) -> None:
    shown, actor = kept(here, "W1"), person(here, "W1").principal.actor
    here.my_data.correct("W1", {"certificates": ["健康证"]}, actor)
    before = kept(here, "W1")
    with pytest.raises(AdviceChanged):
        here.my_data.take(shown, Change(free=1), actor)
    assert kept(here, "W1") == before


def test_that_it_was_taken_is_kept_as_a_correction_without_its_words(here: Runtime) -> None:
    her = person(here, "W1")
    taken(her, button(advice(her, "week")))
    with reading(here.engine) as connection:
        *_, last = audit.records(connection, "W1")
    assert last.action == "data.corrected"
    assert "free" in last.detail


@pytest.mark.parametrize(
    "done",
    ["trade:9-99-99-99", "certificate:<b>", "free:zz", "free:-1", "free:0", "km:99", "county:11",
     "other:1", "week"],
)  # fmt: skip
def test_an_address_cannot_make_the_page_say_what_is_not_so(here: Runtime, done: str) -> None:
    page = page_of(person(here, "W1").get("/me/guidance", params={"done": done}))
    assert 'role="status"' not in page


def test_each_question_leads_to_where_it_is_answered(here: Runtime) -> None:
    her = person(here, "W1")
    page = page_of(her.get("/me/guidance"))
    places = (PLACES.get(each["question"], "/me/profile") for each in plan(her)["asks"])
    links = re.findall(r'class="button plain" href="([^"]*)"', page)
    assert links == [place for place in places if place]
    assert {"/me/profile", "/register"} <= set(links)
    assert "年龄、性别只用来算退休月份和政策，不用来排岗位。" in words_of(page)


def test_who_withdrew_her_consent_takes_nothing(here: Runtime) -> None:
    her = person(here, "W1")
    form = button(advice(her, "week"))
    say(here, "W1", given=False, purpose=Purpose.RECOMMENDATION)
    before = kept(here, "W1")
    assert taken(her, form).status_code == 403
    assert kept(here, "W1") == before
