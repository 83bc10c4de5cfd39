"""A firm and people: its pool, whom it may reach, who applied to it, who comes to its shifts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.clock import now
from api.database import reading, writing
from api.pages.shift_series import SeriesTyped, read_series
from api.runtime import Runtime
from api.services.shift_answers import Said, answer_of
from api.services.shift_places import place_mark
from api.store import applications, audit, contact_requests, contacts, shifts
from api.store.contacts import Contact
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.placement.application import State
from registry.workers.contact_request import State as RequestState
from tests.api.placement_desk import agrees
from tests.api.pool_town import say, settle_pool
from tests.api.signed_in import SignedInClient, signed_in
from tests.api.small_town import settle

PAGE = {"accept": "text/html"}
HERSELF = Actor("herself", Role.PERSON)
CONTACT = Contact("王小明", "13800000000")
SHIFT = {"first": "2026-11-23", "start": "09:00", "end": "11:00", "openings": "1"}


def send(firm: SignedInClient, path: str, **fields: Any) -> Any:
    return firm.post(path, data=fields, headers=PAGE)


# ---------------------------------------------------------------- the pool, and contacts


@pytest.fixture
def crowd(tmp_path: Path) -> Iterator[Runtime]:
    """Twelve people alike who agreed to be shown."""
    made = settle_pool(tmp_path, 12, kinds=1)
    for number in range(12):
        say(made, f"W{number:04d}", given=True)
    yield made
    made.close()


@pytest.fixture
def searcher(crowd: Runtime) -> SignedInClient:
    return signed_in(crowd, AccountRole.EMPLOYER, firm="firm-a", follow_redirects=False)


POOL = "/firm/postings/firm-a:p1/pool"


def test_a_pool_shows_counts_and_profiles_but_nobody(searcher: SignedInClient) -> None:
    text = searcher.get(POOL).text
    assert "同意联系" in text
    assert re.search(r"合计</strong></th><td class=\"n\"><strong>10", text)
    assert "罗庄区" in text
    assert len(re.findall(r"/pool/[0-9a-f]{20}", text)) == 10
    assert not any(word in text for word in ("秘密", "1390000", "W00"))


def test_who_is_asked_stands_so_and_is_asked_once(crowd: Runtime, searcher: SignedInClient) -> None:
    name = re.findall(r"/pool/([0-9a-f]{20})", searcher.get(POOL).text)[0]
    for _ in range(2):
        done = send(searcher, f"{POOL}/{name}")
        assert done.headers["location"] == f"{POOL}?done=asked"
    text = searcher.get(POOL).text
    assert "待本人答复" in text
    assert f"/pool/{name}" not in text
    with reading(crowd.engine) as connection:
        assert len(contact_requests.all_of_firm(connection, "firm-a", 9)) == 1
    unknown = send(searcher, f"{POOL}/{'0' * 20}")
    assert unknown.status_code == 404
    assert "合适的人" in unknown.text


def test_of_too_few_nobody_is_shown(tmp_path: Path) -> None:
    here = settle_pool(tmp_path, 4, kinds=1)
    for number in range(4):
        say(here, f"W{number:04d}", given=True)
    client = signed_in(here, AccountRole.EMPLOYER, firm="firm-a")
    text = client.get(POOL).text
    assert "不足 5" in text
    assert "暂不显示" in text
    here.close()


def test_a_pool_of_a_closed_posting_says_why_there_is_none(
    crowd: Runtime, searcher: SignedInClient
) -> None:
    send(searcher, "/firm/postings/firm-a:p1/close", reason="filled")
    answer = searcher.get(POOL)
    assert answer.status_code == 409
    assert "没有在招" in answer.text
    assert searcher.get("/firm/postings/firm-b:p3/pool").status_code == 404


def granted(here: Runtime, searcher: SignedInClient) -> tuple[str, str]:
    """A request that its worker granted: its id, and hers."""
    name = re.findall(r"/pool/([0-9a-f]{20})", searcher.get(POOL).text)[0]
    send(searcher, f"{POOL}/{name}")
    with reading(here.engine) as connection:
        (one,) = contact_requests.all_of_firm(connection, "firm-a", 9)
    here.contact().answer(one.id, one.worker, HERSELF, agrees=True, contact=CONTACT)
    return one.id, one.worker


def test_a_name_is_shown_by_a_tap_alone_and_every_look_is_kept(
    crowd: Runtime, searcher: SignedInClient
) -> None:
    request, worker = granted(crowd, searcher)
    assert "王小明" not in searcher.get("/firm/contacts").text
    shown = send(searcher, f"/firm/contacts/{request}/reveal")
    assert shown.status_code == 200
    assert "王小明" in shown.text
    assert 'href="tel:13800000000"' in shown.text
    assert shown.headers["cache-control"] == "no-store"
    with reading(crowd.engine) as connection:
        looks = [each.action for each in audit.records(connection, worker)]
    assert looks.count("contact.revealed") == 1


def test_who_takes_her_word_back_is_reached_no_more(
    crowd: Runtime, searcher: SignedInClient
) -> None:
    request, worker = granted(crowd, searcher)
    agrees(crowd, worker, "firm-a", given=False)
    page = searcher.get("/firm/contacts").text
    assert "本人不同意" in page
    assert "/reveal" not in page
    refused = send(searcher, f"/firm/contacts/{request}/reveal")
    assert refused.status_code == 403
    assert "王小明" not in refused.text
    other = signed_in(crowd, AccountRole.EMPLOYER, searcher.app, firm="firm-b")
    assert send(other, f"/firm/contacts/{request}/reveal").status_code == 404
    assert "还没有请求过" in other.get("/firm/contacts").text


def test_what_nobody_answered_in_time_stands_as_expired(
    crowd: Runtime, searcher: SignedInClient
) -> None:
    name = re.findall(r"/pool/([0-9a-f]{20})", searcher.get(POOL).text)[0]
    send(searcher, f"{POOL}/{name}")
    desk = crowd.contact()
    later = replace(desk.pool, clock=lambda: now(crowd.settings) + timedelta(60))
    (one,) = replace(desk, pool=later).all_of_firm("firm-a", 9)
    assert one.state is RequestState.EXPIRED


# ---------------------------------------------------------------- applications


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    town = settle(tmp_path)
    for name in ("W1", "W2"):
        say(town, name, given=True)
        agrees(town, name)
    yield town
    town.close()


@pytest.fixture
def firm(here: Runtime) -> SignedInClient:
    return signed_in(here, AccountRole.EMPLOYER, firm="town", follow_redirects=False)


@pytest.fixture
def applied(here: Runtime) -> str:
    """The page of an application that was passed to the firm."""
    one, _ = here.applications.want("W1", "town:1", HERSELF)
    assert one.state is State.PASSED
    return f"/firm/applications/{one.id}"


def state_of(here: Runtime, page: str) -> State:
    with reading(here.engine) as connection:
        kept = applications.get(connection, here.keys, page.rpartition("/")[2])
    assert kept
    return kept.application.state


def test_who_waits_stands_on_the_first_page_with_how_long(
    here: Runtime, firm: SignedInClient, applied: str
) -> None:
    home = firm.get("/firm").text
    assert applied in home
    assert "今天来的" in home
    listed = firm.get("/firm/applications").text
    assert applied in listed
    assert "看简历，答复" in listed
    assert applied not in firm.get("/firm/applications?group=hired").text
    assert applied in firm.get("/firm/applications?posting=town:1").text
    assert applied not in firm.get("/firm/applications?posting=town:2").text
    assert firm.get("/firm/applications?posting=nobody:1").status_code == 404


def test_opening_shows_what_she_can_do_and_not_who_she_is(
    here: Runtime, firm: SignedInClient, applied: str
) -> None:
    text = firm.get(applied).text
    for words in ("保洁", "周一至周五 08:00-16:00", "对方已看", "有意，告诉她"):
        assert words in text
    assert "W1" not in text
    assert state_of(here, applied) is State.SEEN


def test_the_firm_answers_and_she_is_told(
    here: Runtime, firm: SignedInClient, applied: str
) -> None:
    assert (
        "已告诉她"
        in firm.get(
            send(firm, f"{applied}/invite", invite_words="欢迎来看看").headers["location"]
        ).text
    )
    assert "欢迎来看看" in firm.get(applied).text
    met = send(firm, f"{applied}/meet", meet_day="2026-11-25", meet_time="09:30", place="东门岗亭")
    text = firm.get(met.headers["location"]).text
    assert "面试：11月25日（周三）09:30，30 分钟，东门岗亭" in text
    calendar = firm.get(f"{applied}/interview.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert "20261125T093000" in calendar.text
    told = send(firm, f"{applied}/tell", said="hired", kind="GIG", on="2026-11-22")
    assert told.status_code == 303


def test_what_a_posting_may_not_say_the_firm_may_not_write(
    here: Runtime, firm: SignedInClient, applied: str
) -> None:
    answer = send(firm, f"{applied}/ask", ask_words="限女性，您是女的吗")
    assert answer.status_code == 422
    assert "写了性别条件" in answer.text
    assert 'value="限女性，您是女的吗"' in answer.text
    assert 'href="#f-ask_words"' in answer.text
    assert state_of(here, applied) is State.SEEN


@pytest.mark.parametrize(
    ("act", "fields", "field"),
    [
        ("ask", {"ask_words": " "}, "ask_words"),
        ("meet", {"meet_time": "09:00", "place": "东门"}, "meet_day"),
        ("meet", {"meet_day": "2026-11-25", "place": "东门"}, "meet_time"),
        ("meet", {"meet_day": "2026-11-21", "meet_time": "09:00", "place": "东门"}, "meet_day"),
        ("meet", {"meet_day": "2026-11-25", "meet_time": "09:00"}, "place"),
        (
            "meet",
            {"meet_day": "2026-11-25", "meet_time": "09:00", "place": "东门", "minutes": "481"},
            "minutes",
        ),
        ("refuse", {"reason": "too_old"}, "reason"),
        ("tell", {"said": "hired"}, "kind"),
        ("tell", {"said": "hired", "kind": "LABOUR_CONTRACT"}, "on"),
        ("tell", {"said": "hired", "kind": "GIG", "on": "明天"}, "on"),
        ("tell", {"said": "not_hired"}, "reason"),
    ],
)
def test_a_fault_is_told_under_its_field_with_what_was_typed(
    firm: SignedInClient, applied: str, act: str, fields: dict[str, str], field: str
) -> None:
    answer = send(firm, f"{applied}/{act}", **fields)
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    assert f'id="f-{field}"' in answer.text
    for typed in fields.values():
        if typed in ("东门", "481"):
            assert f'value="{typed}"' in answer.text


def test_a_refusal_needs_a_reason_of_the_table_and_is_over(
    here: Runtime, firm: SignedInClient, applied: str
) -> None:
    done = send(firm, f"{applied}/refuse", reason="filled", refuse_words="谢谢")
    assert "原因：已招满" in firm.get(done.headers["location"]).text
    assert send(firm, f"{applied}/refuse", reason="filled", refuse_words="谢谢").status_code == 303
    assert state_of(here, applied) is State.REFUSED
    assert applied in firm.get("/firm/applications?group=over").text


def test_a_step_that_is_not_possible_now_is_told(firm: SignedInClient, applied: str) -> None:
    answer = send(firm, f"{applied}/tell", said="still_there")
    assert answer.status_code == 409
    assert "现在不能报告" in answer.text


def test_an_application_she_agrees_to_no_more_is_not_there(
    here: Runtime, firm: SignedInClient, applied: str
) -> None:
    other = signed_in(here, AccountRole.EMPLOYER, firm.app, firm="else")
    assert other.get(applied).status_code == 404
    assert send(other, f"{applied}/invite").status_code == 404
    agrees(here, "W1", given=False)
    assert firm.get(applied).status_code == 404
    assert applied not in firm.get("/firm/applications").text
    assert applied not in firm.get("/firm").text


# ---------------------------------------------------------------- shifts


def offered(here: Runtime, firm: SignedInClient, **changes: Any) -> list[str]:
    """The ids of the shifts of a posting after some more were offered."""
    done = send(firm, "/firm/postings/town:1/shifts", **(SHIFT | changes))
    assert done.status_code == 303, done.text
    assert done.headers["location"] == "/firm/shifts?posting=town:1&done=offered"
    with reading(here.engine) as connection:
        return [each.id for each in shifts.of_firm(connection, "town", "town:1")]


def test_two_hundred_shifts_are_offered_at_once_and_only_once(
    here: Runtime, firm: SignedInClient
) -> None:
    wanted = {"last": "2027-06-10"}
    assert len(offered(here, firm, **wanted)) == 200
    assert len(offered(here, firm, **wanted)) == 200
    page = firm.get("/firm/shifts?posting=town:1").text
    assert "这里 100 班，要 100 人，已有 <strong>0</strong> 人" in page
    more = re.search(r'href="(/firm/shifts\?[^"]*cursor=[^"]*)"', page)
    assert more
    assert "3月3日（周三）09:00至11:00" in firm.get(more.group(1).replace("&amp;", "&")).text


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first": ""}, "first"),
        ({"last": "2026-11-22"}, "last"),
        ({"last": "2027-11-25"}, "last"),
        ({"days": ["7"]}, "days"),
        ({"start": "9点"}, "start"),
        ({"end": ""}, "end"),
        ({"openings": "0"}, "openings"),
        ({"openings": "501"}, "openings"),
        ({"first": "2026-11-20"}, "first"),
        ({"end": "23:00"}, "end"),
        ({"end": "09:15"}, "end"),
    ],
)
def test_a_shift_that_cannot_be_is_told_under_its_field(
    here: Runtime, firm: SignedInClient, changes: dict[str, Any], field: str
) -> None:
    answer = send(firm, "/firm/postings/town:1/shifts", **(SHIFT | changes))
    assert answer.status_code == 422
    assert f'href="#f-{field}"' in answer.text
    with reading(here.engine) as connection:
        assert shifts.of_firm(connection, "town") == ()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ({}, 1),
        ({"last": "2026-11-29"}, 7),
        ({"last": "2026-11-29", "days": ["1", "7"]}, 2),
        ({"last": "2027-11-24"}, 367),
        ({"openings": "500"}, 1),
    ],
)
def test_a_series_is_one_shift_a_chosen_day(typed: dict[str, Any], number: int) -> None:
    series, faults = read_series(SeriesTyped(**(SHIFT | typed)))
    assert faults == []
    assert series is not None
    assert len(series.offers()) == number


def test_an_end_before_the_start_lies_on_the_next_day() -> None:
    series, _ = read_series(SeriesTyped(**(SHIFT | {"start": "22:00", "end": "06:00"})))
    assert series is not None
    (one,) = series.offers()
    assert one.ends - one.starts == timedelta(hours=8)


def test_those_that_are_ticked_are_invited_for(here: Runtime, firm: SignedInClient) -> None:
    first, second = offered(here, firm, last="2026-11-24")
    done = send(firm, "/firm/shifts/invite", shift=[first], posting="town:1")
    assert done.headers["location"] == "/firm/shifts?posting=town:1&done=invited"
    with reading(here.engine) as connection:
        found = shifts.get_many(connection, [first, second])
    assert found[first].first_asked_at is not None or found[first].next_wave_at is not None
    assert found[second].next_wave_at is None


def test_nobody_is_invited_where_nothing_is_ticked(here: Runtime, firm: SignedInClient) -> None:
    (one,) = offered(here, firm)
    answer = send(firm, "/firm/shifts/invite", n="2")
    assert answer.status_code == 422
    assert "请先勾要招人的班次" in answer.text
    many = send(firm, "/firm/shifts/invite", shift=[one], n="5001")
    assert many.status_code == 422
    assert f'value="{one}" checked' in many.text


def test_a_shift_that_is_over_is_named_where_it_cannot_be_invited_for(
    here: Runtime, firm: SignedInClient
) -> None:
    (one,) = offered(here, firm)
    send(firm, f"/firm/shifts/{one}/cancel", reason="下雨")
    answer = send(firm, "/firm/shifts/invite", shift=[one])
    assert answer.status_code == 422
    assert "11月23日（周一）09:00至11:00：这个班次已截止、取消或结束" in answer.text


def test_another_firm_finds_no_shift_of_it(here: Runtime, firm: SignedInClient) -> None:
    (one,) = offered(here, firm)
    other = signed_in(here, AccountRole.EMPLOYER, firm.app, firm="else")
    assert other.get(f"/firm/shifts/{one}").status_code == 404
    assert send(other, f"/firm/shifts/{one}/cancel", reason="下雨").status_code == 404
    assert send(other, "/firm/shifts/invite", shift=[one]).status_code == 404
    assert send(other, "/firm/postings/town:1/shifts", **SHIFT).status_code == 404
    assert other.get("/firm/shifts?posting=town:1").status_code == 404
    assert "没有还没结束的班次" in other.get("/firm/shifts").text


def test_who_comes_is_shown_by_her_mark_and_by_name_where_she_agreed(
    here: Runtime, firm: SignedInClient
) -> None:
    (one,) = offered(here, firm, first="2026-11-24")
    morning = now(here.settings).replace(hour=9, minute=0)
    here.__dict__["shifts"] = replace(here.shifts, clock=lambda: morning, tell=lambda *_: None)
    with writing(here.engine) as connection:
        contacts.put(connection, here.keys, "W1", CONTACT, morning)
    assert (
        "已开始邀请"
        in firm.get(send(firm, f"/firm/shifts/{one}/invite", n="").headers["location"]).text
    )
    answer_of(here.shifts, one, "W1", Said.YES, HERSELF)
    with reading(here.engine) as connection:
        kept = shifts.get(connection, one)
    assert kept
    mark = place_mark(here.keys, kept, "W1")
    page = firm.get(f"/firm/shifts/{one}").text
    assert mark in page
    assert "1/1" in page
    assert "王小明" not in page
    shown = send(firm, f"/firm/shifts/{one}/places/{mark}/reveal")
    assert "王小明" in shown.text
    assert send(firm, f"/firm/shifts/{one}/places/NOBODYS2/reveal").status_code == 404
    early = send(firm, f"/firm/shifts/{one}/no-show", place=mark, words="没来")
    assert early.status_code == 409
    here.__dict__["shifts"] = replace(here.shifts, clock=lambda: morning + timedelta(2, 3600))
    done = send(firm, f"/firm/shifts/{one}/no-show", place=mark, words="等到十点没来")
    assert done.status_code == 303


def test_calling_off_needs_a_reason_and_is_once(here: Runtime, firm: SignedInClient) -> None:
    (one,) = offered(here, firm)
    assert send(firm, f"/firm/shifts/{one}/cancel", reason=" ").status_code == 422
    for _ in range(2):
        assert send(firm, f"/firm/shifts/{one}/cancel", reason="下雨").status_code == 303
    assert "已取消" in firm.get(f"/firm/shifts/{one}").text
    assert one not in firm.get("/firm/shifts").text


def test_a_shift_that_lacks_people_soon_stands_on_the_first_page(
    here: Runtime, firm: SignedInClient
) -> None:
    offered(here, firm, first="2026-11-23", openings="4")
    text = firm.get("/firm").text
    assert "11月23日（周一）09:00至11:00" in text
    assert "还缺 4 人" in text
