"""A firm's pages: what there is to do, its postings, posting one and mending what is held back."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.database import reading
from api.pages.post_form import KEEP, WORDS, PostForm, form_of, row_of
from api.runtime import Runtime
from api.services.post import look_at, post_one
from api.settings import Settings
from api.store import firm_postings, jobs, posting_life, shifts
from registry.access.account_role import AccountRole
from registry.jobs.posting import Posting, PostingState
from tests.api.signed_in import CHEAP, SignedInClient, signed_in
from tests.api.small_town import POSTINGS, row, settle
from tests.builders import DAY

PAGE = {"accept": "text/html"}
HELD = {"description": "办公楼保洁，限女，打扫楼道", "hours": {"kind": "flexible"}}
# What a clerk types for one morning's work.
TYPED = {
    "number": "W261122-0000000a",
    "title": "早班保洁员",
    "description": "打扫办公楼一层，工具单位配",
    "employer": "早班保洁公司",
    "pay_min": "25",
    "pay_unit": "HOUR",
    "county": "371311",
    "when": "fixed",
    "days": ["1", "3"],
    "start": "07:00",
    "end": "10:00",
    "headcount": "2",
    "valid_until": "2026-12-31",
}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    home: Path = tmp_path_factory.mktemp("firm")
    settle(home).close()
    made = Runtime(Settings(home=home, as_of=DAY, rate_scale=0), CHEAP)
    yield made
    made.close()


@pytest.fixture(scope="module")
def firm(here: Runtime) -> SignedInClient:
    return signed_in(here, AccountRole.EMPLOYER, firm="town", follow_redirects=False)


@pytest.fixture
def one(here: Runtime, request: pytest.FixtureRequest) -> str:
    """The id of a published posting that no other test has."""
    name = f"t{abs(hash(request.node.name)) % 10**8}"
    return post_one(here, row(name, f"保洁{name}")).posting.id


def stored(here: Runtime, posting_id: str) -> Posting:
    with reading(here.engine) as connection:
        found = jobs.get(connection, posting_id)
    assert found is not None
    return found


def held_one(here: Runtime, name: str, **changes: Any) -> str:
    done = post_one(here, row(name, f"保洁{name}", **(HELD | changes)))
    assert done.posting.state is PostingState.HELD
    return done.posting.id


def send(firm: TestClient, path: str, **fields: Any) -> Any:
    return firm.post(path, data=fields, headers=PAGE)


def follow(firm: TestClient, answer: Any) -> str:
    assert answer.status_code == 303, answer.text
    text: str = firm.get(answer.headers["location"]).text
    return text


# ---------------------------------------------------------------- whose pages these are


def test_who_is_not_signed_in_is_led_to_the_door(here: Runtime, firm: SignedInClient) -> None:
    passer = TestClient(firm.app, follow_redirects=False)
    answer = passer.get("/firm/postings?state=held")
    assert answer.headers["location"] == "/sign-in?to=/firm/postings%3Fstate%3Dheld"


@pytest.mark.parametrize("role", [AccountRole.ADVISOR, AccountRole.REVIEWER, AccountRole.WORKER])
def test_staff_and_workers_have_pages_of_their_own(
    here: Runtime, firm: SignedInClient, role: AccountRole
) -> None:
    other = signed_in(here, role, firm.app)
    for path in ("/firm", "/firm/postings/town:1", "/firm/post", "/firm/import"):
        assert other.get(path).status_code == 403, path


def test_the_front_door_leads_a_firm_to_what_there_is_to_do(firm: SignedInClient) -> None:
    assert firm.get("/").headers["location"] == "/firm"


def test_another_firm_finds_nothing_of_it(here: Runtime, firm: SignedInClient, one: str) -> None:
    other = signed_in(here, AccountRole.EMPLOYER, firm.app, firm="else")
    assert other.get(f"/firm/postings/{one}").status_code == 404
    assert other.get(f"/firm/post?edit={one}").status_code == 404
    assert send(other, "/firm/post", **(TYPED | {"base": one})).status_code == 404
    assert send(other, f"/firm/postings/{one}/close", reason="filled").status_code == 404
    assert "还没有岗位" in other.get("/firm/postings").text
    assert stored(here, one).state is PostingState.PUBLISHED


# ---------------------------------------------------------------- what there is to do


def test_the_first_page_tells_what_is_held_and_what_ends_soon(
    here: Runtime, firm: SignedInClient
) -> None:
    held_one(here, "home-held")
    last = (DAY + timedelta(7)).isoformat()
    post_one(here, row("home-last", "第七天到期的岗位", valid_until=last))
    post_one(
        here,
        row("home-later", "第八天到期的岗位", valid_until=(DAY + timedelta(8)).isoformat()),
    )
    text = firm.get("/firm").text
    assert "保洁home-held" in text
    assert "写了性别条件" in text
    assert "第七天到期的岗位" in text
    assert "第八天到期的岗位" not in text
    done = send(firm, "/firm/postings/town:home-last/until", valid_until="2026-12-22", home="1")
    assert done.headers["location"] == "/firm?done=until"
    assert stored(here, "town:home-last").valid_until == DAY + timedelta(30)


def test_postings_are_shown_by_state_with_the_reason_and_page_by_page(
    here: Runtime, firm: SignedInClient
) -> None:
    held_one(here, "list-held")
    text = firm.get("/firm/postings?state=held").text
    assert "保洁list-held" in text
    assert "写了性别条件" in text
    assert "办公楼保洁员" not in text
    seen: list[str] = []
    address = "/firm/postings?limit=4"
    while address:
        page = firm.get(address)
        seen += re.findall(r'<th scope="row"><a href="/firm/postings/(town:[^"]+)"', page.text)
        found = re.search(r'href="(/firm/postings\?[^"]*cursor=[^"]*)"', page.text)
        address = found.group(1).replace("&amp;", "&") if found else ""
    with reading(here.engine) as connection:
        every = firm_postings.of_firm(connection, "town", limit=500)
    assert seen == [each.posting.id for each in every]
    assert len(seen) == len(set(seen)) > len(POSTINGS)


def test_a_state_that_there_is_not_shows_all(firm: SignedInClient) -> None:
    assert "办公楼保洁员" in firm.get("/firm/postings?state=lost&limit=200").text


# ---------------------------------------------------------------- one posting


def test_a_held_posting_shows_clause_quote_and_rewrite_and_one_tap_publishes_it(
    here: Runtime, firm: SignedInClient
) -> None:
    posting = held_one(here, "tap", tags=["限女"])
    text = firm.get(f"/firm/postings/{posting}").text
    for words in ("“限女”", "妇女权益保障法 43", "用这个改写", "待补正"):
        assert words in text
    shown = follow(firm, send(firm, f"/firm/postings/{posting}/rewrite"))
    assert "已换成改写后的文字" in shown
    mended = stored(here, posting)
    assert mended.state is PostingState.PUBLISHED
    assert "女" not in mended.description + "".join(mended.tags)
    assert (mended.place.lat, mended.pay) != (None, None)
    assert send(firm, f"/firm/postings/{posting}/rewrite").status_code == 303
    with reading(here.engine) as connection:
        events = [each.event for each in posting_life.history(connection, posting)]
    assert events == ["hold", "correct", "publish"]


def test_the_same_unlawful_text_from_its_source_brings_it_not_back(
    here: Runtime, firm: SignedInClient
) -> None:
    posting = held_one(here, "again")
    send(firm, f"/firm/postings/{posting}/rewrite")
    post_one(here, row("again", "保洁again", **HELD))
    assert stored(here, posting).state is PostingState.PUBLISHED


def test_a_rewrite_of_what_cannot_be_mended_is_refused(here: Runtime, firm: SignedInClient) -> None:
    posting = held_one(here, "fraud", description="在家刷单返利，先垫付再返还")
    page = firm.get(f"/firm/postings/{posting}")
    assert "用这个改写" not in page.text
    answer = send(firm, f"/firm/postings/{posting}/rewrite")
    assert answer.status_code == 422
    assert "请自己改好文字再发" in answer.text
    assert stored(here, posting).state is PostingState.HELD


def test_what_still_lacks_something_stays_held_after_the_rewrite(
    here: Runtime, firm: SignedInClient
) -> None:
    posting = held_one(here, "lacks", pay=None)
    send(firm, f"/firm/postings/{posting}/rewrite")
    mended = stored(here, posting)
    assert (mended.state, mended.holds) == (PostingState.HELD, ("pay_missing",))


@pytest.mark.parametrize(
    ("day", "status"),
    [("2026-11-21", 422), ("2026-11-22", 303), ("", 422), ("9999-01-01", 422), ("明天", 422)],
)
def test_a_last_day_is_today_or_later(
    firm: SignedInClient, one: str, day: str, status: int
) -> None:
    answer = send(firm, f"/firm/postings/{one}/until", valid_until=day)
    assert answer.status_code == status
    if status == 422:
        assert "<title>错误：" in answer.text
        assert 'href="#f-valid_until"' in answer.text


def test_a_closed_posting_is_opened_by_a_new_last_day(
    here: Runtime, firm: SignedInClient, one: str
) -> None:
    assert "已关闭" in follow(firm, send(firm, f"/firm/postings/{one}/close", reason="filled"))
    assert stored(here, one).state is PostingState.FILLED
    assert send(firm, f"/firm/postings/{one}/close", reason="filled").status_code == 303
    assert send(firm, f"/firm/postings/{one}/close", reason="withdrawn").status_code == 409
    send(firm, f"/firm/postings/{one}/until", valid_until="2027-01-31")
    assert stored(here, one).state is PostingState.PUBLISHED


def test_closing_without_a_reason_keeps_the_words(firm: SignedInClient, one: str) -> None:
    answer = send(firm, f"/firm/postings/{one}/close", words="谢谢<大家>")
    assert answer.status_code == 422
    assert "谢谢&lt;大家&gt;" in answer.text
    assert "请选是招满了，还是不招了" in answer.text


# ---------------------------------------------------------------- post one


def test_what_was_typed_is_posted_and_seen_at_once(here: Runtime, firm: SignedInClient) -> None:
    assert "已发布" in follow(firm, send(firm, "/firm/post", **TYPED))
    posting = stored(here, "town:W261122-0000000a")
    assert posting.state is PostingState.PUBLISHED
    assert str(posting.hours) == "周一、周三 07:00-10:00"
    assert (str(posting.pay), posting.headcount) == ("25 元/小时", 2)
    assert firm.get("/postings/town:W261122-0000000a").status_code == 200


def test_sent_twice_it_is_one_posting(here: Runtime, firm: SignedInClient) -> None:
    typed = TYPED | {"number": "W261122-0000000b"}
    with reading(here.engine) as connection:
        before = sum(firm_postings.counts(connection, "town").values())
    for _ in range(2):
        assert send(firm, "/firm/post", **typed).status_code == 303
    with reading(here.engine) as connection:
        assert sum(firm_postings.counts(connection, "town").values()) == before + 1


def test_a_number_that_was_made_up_is_none(here: Runtime, firm: SignedInClient, one: str) -> None:
    number = one.partition(":")[2]
    answer = send(firm, "/firm/post", **(TYPED | {"number": number}))
    assert answer.status_code == 303
    assert number not in answer.headers["location"]


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("title", " ", "请写招什么"),
        ("pay_min", "二十五", "只写数字"),
        ("pay_unit", "", "请选工钱按什么算"),
        ("headcount", "0", "招几个人"),
        ("valid_until", "2026-11-21", "今天以后的日期"),
        ("valid_until", "", "今天以后的日期"),
        ("start", "25:00", "几点上班"),
        ("days", [], "请勾上班的日子"),
        ("title", "长" * 201, "200"),
        ("pay_max", "20", "最低工资 25 高于最高工资 20"),
        ("town", "长" * 20_000, ""),
    ],
)
def test_a_fault_keeps_what_was_typed_and_says_how_to_mend(
    here: Runtime, firm: SignedInClient, field: str, value: Any, words: str
) -> None:
    typed = TYPED | {"number": "W261122-0000000c", "description": "擦<b>玻璃", field: value}
    answer = send(firm, "/firm/post", **typed)
    assert answer.status_code == 422, answer.text
    assert "<title>错误：" in answer.text
    assert words in answer.text
    assert "擦&lt;b&gt;玻璃" in answer.text
    assert 'value="W261122-0000000c"' in answer.text
    with reading(here.engine) as connection:
        assert jobs.get(connection, "town:W261122-0000000c") is None


def test_what_would_be_held_is_told_before_it_is_sent(here: Runtime, firm: SignedInClient) -> None:
    typed = TYPED | {
        "number": "W261122-0000000d",
        "title": "保洁员（限女性）",
        "description": "打扫楼道，押金200元",
        "pay_min": "5",
    }
    answer = send(firm, "/firm/post", **typed)
    assert answer.status_code == 422
    for words in (
        "限女性）”：写了性别条件",
        "最低工资规定",
        "押金200元",
        "建议改成",
        "先存着，不公开",
    ):
        assert words in answer.text
    assert 'href="#f-title"' in answer.text
    assert 'href="#f-pay_min"' in answer.text
    with reading(here.engine) as connection:
        assert jobs.get(connection, "town:W261122-0000000d") is None
    kept = follow(firm, send(firm, "/firm/post", **(typed | {"do": "anyway"})))
    assert "还没有公开" in kept
    assert stored(here, "town:W261122-0000000d").state is PostingState.HELD


def test_one_tap_posts_the_rewritten_text(here: Runtime, firm: SignedInClient) -> None:
    typed = TYPED | {
        "number": "W261122-0000000e",
        "title": "保洁员（限女性）",
        "description": "打扫楼道，18-40岁",
        "do": "rewrite",
    }
    assert "已发布" in follow(firm, send(firm, "/firm/post", **typed))
    posting = stored(here, "town:W261122-0000000e")
    assert "女" not in posting.title
    assert posting.description == "打扫楼道，18周岁以上"


def test_a_rewrite_that_leaves_something_to_mend_is_in_the_form(firm: SignedInClient) -> None:
    typed = TYPED | {"description": "打扫楼道，限女", "employer": "", "do": "rewrite"}
    answer = send(firm, "/firm/post", **(typed | {"number": "W261122-0000000f"}))
    assert answer.status_code == 422
    assert ">打扫楼道</textarea>" in answer.text
    assert "没有写明用人单位" in answer.text
    assert "限女" not in answer.text


def test_the_check_tells_the_same_and_writes_nothing(here: Runtime, firm: SignedInClient) -> None:
    typed = TYPED | {"number": "W261122-00000010", "description": "限女"}
    answer = send(firm, "/firm/post/check", **typed)
    assert answer.status_code == 200
    assert "“限女”" in answer.text
    assert "<html" not in answer.text
    fine = send(firm, "/firm/post/check", **TYPED)
    assert "没有发现会被暂停发布的问题" in fine.text
    half = send(firm, "/firm/post/check", title="保洁 限女性", pay_min="二")
    assert half.status_code == 200
    assert "“限女性”" in half.text
    assert "只写数字" in half.text
    with reading(here.engine) as connection:
        assert jobs.get(connection, "town:W261122-00000010") is None


def test_the_last_posting_is_copied_as_a_new_one(here: Runtime, firm: SignedInClient) -> None:
    post_one(here, row("copied", "要照抄的岗位", headcount=7))
    with reading(here.engine) as connection:
        (last,) = firm_postings.of_firm(connection, "town", limit=1)
    page = firm.get("/firm/post?copy=last").text
    assert f'value="{last.posting.title}"' in page
    assert 'value="2026-12-22"' in page
    number = re.search(r'name="number" value="(W\d{6}-[0-9a-f]{8})"', page)
    assert number
    typed = form_of(last.posting).model_dump() | {
        "number": number.group(1),
        "is_copy": "1",
        "valid_until": "2026-12-22",
    }
    assert send(firm, "/firm/post", **typed).status_code == 303
    copy = stored(here, f"town:{number.group(1)}")
    assert (copy.title, copy.headcount) == (last.posting.title, last.posting.headcount)
    assert copy.published_on == DAY


@pytest.mark.parametrize("source_id", [each["source_id"] for each in POSTINGS])
def test_the_form_sent_back_unchanged_changes_nothing(here: Runtime, source_id: str) -> None:
    posting = stored(here, f"town:{source_id}")
    again = look_at(here, row_of(form_of(posting), "town", posting)).posting
    same = {"state": posting.state, "holds": posting.holds, "flags": posting.flags}
    assert replace(again, **same) == posting


def test_hours_that_fit_no_form_are_kept(here: Runtime) -> None:
    windows = [
        {"days": [1, 2], "start": "08:00", "end": "12:00"},
        {"days": [6], "start": "09:00", "end": "17:00"},
    ]
    made = post_one(here, row("rota", "轮班保安", hours={"kind": "rotating", "windows": windows}))
    form = form_of(made.posting)
    assert form.when == KEEP
    assert look_at(here, row_of(form, "town", made.posting)).posting.hours == made.posting.hours
    told = post_one(here, row("told", "保安", description="上班时间早8点到晚5点，看大门"))
    assert form_of(told.posting).when in (KEEP, WORDS)


def test_another_address_takes_the_old_coordinates_away(here: Runtime) -> None:
    posting = stored(here, "town:1")
    form = form_of(posting).model_copy(update={"address": "新路1号"})
    moved = look_at(here, row_of(form, "town", posting)).posting
    assert (moved.place.lat, moved.place.address) == (None, "新路1号")


def test_an_edited_posting_keeps_its_number(here: Runtime, firm: SignedInClient, one: str) -> None:
    typed = form_of(stored(here, one)).model_dump() | {"headcount": "9"}
    assert (
        send(firm, "/firm/post", **typed).headers["location"] == f"/firm/postings/{one}?done=posted"
    )
    assert stored(here, one).headcount == 9


def test_dated_shifts_are_offered_with_the_posting(here: Runtime, firm: SignedInClient) -> None:
    typed = TYPED | {
        "number": "W261122-00000011",
        "when": "dated",
        "days": ["1", "2", "3", "4", "5"],
        "first": "2026-11-23",
        "last": "2026-12-06",
        "openings": "3",
    }
    shown = follow(firm, send(firm, "/firm/post", **typed))
    assert "班次已加" in shown
    assert "11月23日（周一）07:00至10:00" in shown
    with reading(here.engine) as connection:
        made = shifts.of_firm(connection, "town", "town:W261122-00000011")
    assert [each.shift.openings for each in made] == [3] * 10
    assert stored(here, "town:W261122-00000011").hours.windows[0].days == (1, 2, 3, 4, 5)
    assert send(firm, "/firm/post", **typed).status_code == 303
    with reading(here.engine) as connection:
        assert len(shifts.of_firm(connection, "town", "town:W261122-00000011")) == 10


def test_a_posting_that_is_held_gets_no_shifts_yet(here: Runtime, firm: SignedInClient) -> None:
    typed = TYPED | {
        "number": "W261122-00000012",
        "when": "dated",
        "first": "2026-11-23",
        "openings": "3",
        "description": "限女",
        "do": "anyway",
    }
    assert "班次先没有加" in follow(firm, send(firm, "/firm/post", **typed))


def test_an_empty_form_is_a_form() -> None:
    assert PostForm().when == "fixed"
