"""The advisor's page of a guidance session: nine steps, their faults, who may, what is kept."""

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from api.database import reading
from api.runtime import Runtime
from api.settings import Settings
from api.store import audit, guidance
from registry.access.account_role import AccountRole
from registry.guidance.session import State
from tests.api.guidance_town import (
    CALLED,
    ENDED,
    LETTER,
    PAGE,
    PLAN,
    STEPS,
    WISHES,
    advisor,
    begun,
    copy_of,
    hidden,
    sent,
    shown,
    up_to,
)
from tests.api.page_checks import page_of, words_of
from tests.api.signed_in import SignedInClient, account_of, signed_in_as
from tests.api.small_town import settle
from tests.builders import DAY


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """A town whose home is only copied."""
    runtime = settle(tmp_path_factory.mktemp("town"))
    runtime.close()
    return runtime


@pytest.fixture
def here(settled: Runtime, tmp_path: Path) -> Iterator[Runtime]:
    runtime = copy_of(settled, tmp_path / "home")
    yield runtime
    runtime.close()


@pytest.fixture
def desk(here: Runtime) -> SignedInClient:
    return advisor(here)


def acts(here: Runtime) -> list[str]:
    with reading(here.engine) as connection:
        found = [each.action for each in audit.records(connection, "W1")]
    return [each for each in found if each.startswith("guidance.") and each != "guidance.read"]


def kept(here: Runtime, session: str) -> Any:
    with reading(here.engine) as connection:
        found = guidance.get(connection, here.keys, session)
    assert found
    return found.session


def test_a_whole_session_from_reception_to_close(desk: SignedInClient, here: Runtime) -> None:
    session = up_to(here, desk, "none")
    page = words_of(shown(desk))
    for words in ("已结束", "白班保洁", "本人选择不做", "我还是想离家近", "办公楼人事科"):
        assert words in page
    assert "5（满分 5）" in page
    assert acts(here) == [f"guidance.{name}" for name in ("open", *(name for name, _ in STEPS))]
    one = kept(here, session)
    assert one.state is State.CLOSED
    assert json.loads(one.proposed)["worker"] == "W1"
    assert "另开一次指导" in page


def test_only_the_next_step_is_a_form(desk: SignedInClient, here: Runtime) -> None:
    session = begun(here, desk)
    for event, form in STEPS[:6]:
        page = shown(desk)
        forms = re.findall(rf'action="/desk/guidance/{session}/(\w+)"', page)
        assert forms == [event, "close"]
        assert sent(desk, session, event, form).status_code == 303


def test_who_does_not_say_how_she_agreed_begins_nothing(
    desk: SignedInClient, here: Runtime
) -> None:
    page = page_of(desk.post("/desk/W1/guidance", data={"text_version": "2026-11"}), 422)
    assert "没有同意不能开始" in page
    assert 'href="#f-channel"' in page
    assert acts(here) == []


@pytest.mark.parametrize(
    ("event", "form", "field", "words"),
    [
        ("wishes", {"work": "", "pay": "每小时 20 元"}, "work", "还没想好"),
        ("needs", {"skills": "保洁", "health": "腰不好"}, "said_herself", "本人主动说的"),
        ("test", {}, "choice", "请选一项"),
        ("test", {"choice": "left_out"}, "reason", "略过要写原因"),
        ("test", {"choice": "taken", "name": "霍兰德", "result": "动手"}, "explained", "讲清楚"),
        ("inform", {"market": " "}, "market", "查不到"),
        ("plan", PLAN | {"goal": ""}, "goal", "目标"),
        ("plan", PLAN | {"postings": []}, "no_postings", "1 到 3 个岗位"),
        ("plan", PLAN | {"postings": ["town:none"]}, "postings", "不招人"),
        ("plan", PLAN | {"added-0": "先去试工"}, "added_reason-0", "另加做法要写原因"),
        ("plan", PLAN | {"by-0": "明天"}, "by-0", "2026-11-30 的样子"),
        ("plan", PLAN | {"todo-3": "学车", "by-3": "2020-01-01"}, "by-3", "一年以内"),
        ("recommend", {}, "reason", "不开推荐信要写原因"),
        ("recommend", LETTER | {"to-0": ""}, "to-0", "交给谁"),
        ("follow_up", CALLED | {"result-0": ""}, "result-0", "的结果"),
        ("follow_up", CALLED | {"held_on": "2026-11-23"}, "held_on", "之间"),
        ("close", {"ending": "working"}, "undone", "先回访"),
        ("close", {"undone": "不用"}, "ending", "结束的原因"),
    ],
)  # fmt: skip
def test_a_fault_is_told_at_its_field_and_nothing_typed_is_lost(
    desk: SignedInClient,
    here: Runtime,
    event: str,
    form: dict[str, Any],
    field: str,
    words: str,
) -> None:
    session = up_to(here, desk, "follow_up" if event == "close" else event)
    before = kept(here, session)
    page = page_of(sent(desk, session, event, form), 422)
    assert f'<a href="#f-{field}">' in page
    assert words in page
    assert "<details" not in page or event != "close" or "s-close" in page
    for name, value in form.items():
        for each in value if isinstance(value, list) else [value]:
            assert each.strip() in page, name
    assert kept(here, session) == before


def test_a_proposal_that_is_not_taken_needs_its_reason(desk: SignedInClient, here: Runtime) -> None:
    session = up_to(here, desk, "plan")
    kinds = hidden(shown(desk))["kinds"]
    assert kinds
    nobody = {f"reason-{kind}": "" for kind in kinds}
    page = page_of(sent(desk, session, "plan", PLAN | nobody), 422)
    assert all(f'href="#f-reason-{kind}"' in page for kind in kinds)
    taken = {"strategies": kinds[:1], f"reason-{kinds[0]}": ""}
    assert sent(desk, session, "plan", PLAN | taken).status_code == 303
    plan = kept(here, session).plan
    assert [each.choice.value for each in plan.strategies][:1] == ["taken"]
    assert all(each.reason for each in plan.strategies[1:])


def test_a_proposal_that_changed_meanwhile_is_shown_anew(
    desk: SignedInClient, here: Runtime
) -> None:
    session = up_to(here, desk, "plan")
    page = page_of(sent(desk, session, "plan", PLAN | {"shown": "older"}), 422)
    assert "已有变动" in page
    assert PLAN["goal"] in page
    again = {"seen": "", **hidden(page), **PLAN}
    assert desk.post(f"{PAGE}/{session}/plan", data=again).status_code == 303


def test_a_form_sent_twice_does_no_harm_and_an_old_one_is_refused(
    desk: SignedInClient, here: Runtime
) -> None:
    session = begun(here, desk)
    old = desk.get(PAGE, params={"worker": "W1"}).text
    tag = re.search(r'name="seen" value="([^"]*)"', old)
    assert tag
    seen = {"seen": tag[1].replace("&#34;", '"')}
    path = f"{PAGE}/{session}/wishes"
    assert desk.post(path, data=seen | WISHES).status_code == 303
    assert desk.post(path, data=seen | WISHES).status_code == 303
    page = page_of(desk.post(path, data=seen | {"work": "夜班"}), 412)
    assert "已有变动" in page
    assert kept(here, session).wishes.work == WISHES["work"]


def test_sessions_that_ended_are_found_beside_the_new_one(
    desk: SignedInClient, here: Runtime
) -> None:
    first = up_to(here, desk, "none")
    second = begun(here, desk)
    page = shown(desk)
    assert f"/{second}/wishes" in page
    assert f"session={first}" in page
    old = desk.get(PAGE, params={"worker": "W1", "session": first}).text
    assert "我还是想离家近" in old
    assert "另开一次指导" not in old


def test_nobody_is_shown_without_a_worker_and_an_unknown_step_is_none(
    desk: SignedInClient, here: Runtime
) -> None:
    session = begun(here, desk)
    assert desk.get(PAGE, params={"worker": "nobody"}).status_code == 404
    assert desk.post(f"{PAGE}/{session}/dance", data={}).status_code == 404
    assert desk.post(f"{PAGE}/none/wishes", data={}).status_code == 404
    elsewhere = advisor(here, "371302")
    assert elsewhere.get(PAGE, params={"worker": "W1"}).status_code == 403
    assert elsewhere.post(f"{PAGE}/{session}/wishes", data=WISHES).status_code == 403


@pytest.mark.parametrize(("days", "is_told"), [(6, False), (7, True), (8, True)])
def test_a_follow_up_that_is_due_stands_on_the_caseload(
    desk: SignedInClient, here: Runtime, days: int, is_told: bool
) -> None:
    one = account_of(here, AccountRole.ADVISOR, county="371311")
    mine = signed_in_as(here, one, follow_redirects=False)
    mine.headers["Accept"] = "text/html"
    session = up_to(here, mine, "recommend")
    later = Runtime(Settings(home=here.settings.home, as_of=DAY + timedelta(days)))
    try:
        hers = signed_in_as(later, one)
        page = hers.get("/desk", headers={"Accept": "text/html"}).text
        assert ("到期的回访" in page) == is_told
        assert (f"session={session}" in page) == is_told
        others = advisor(later).get("/desk").text
        assert "到期的回访" not in others
    finally:
        later.close()


def test_her_list_leads_to_her_guidance(desk: SignedInClient) -> None:
    page = desk.get("/desk/list", params={"worker": "W1"}).text
    assert 'href="/desk/guidance?worker=W1"' in page


def test_before_the_letters_only_reasons_to_end_early_are_offered(
    desk: SignedInClient, here: Runtime
) -> None:
    session = begun(here, desk)
    page = shown(desk)
    assert 'value="unreachable"' in page
    assert 'value="working"' not in page
    assert sent(desk, session, "close", {"ending": "unreachable"}).status_code == 303
    assert kept(here, session).closing.satisfaction is None


def test_priority_help_stands_on_top_once_she_said_so(desk: SignedInClient, here: Runtime) -> None:
    session = up_to(here, desk, "needs")
    assert "优先帮扶：" not in shown(desk)
    form = {"skills": "保洁", "priority": ["jobless"], "said_herself": "1"}
    assert sent(desk, session, "needs", form).status_code == 303
    assert "优先帮扶：失业超过 6 个月" in words_of(shown(desk))


def test_a_look_at_the_page_is_kept_once_and_names_the_session(
    desk: SignedInClient, here: Runtime
) -> None:
    first = up_to(here, desk, "none")
    begun(here, desk)
    before = len(reads(here))
    desk.get(PAGE, params={"worker": "W1", "session": first})
    assert [first in each for each in reads(here)[before:]] == [True]


def reads(here: Runtime) -> list[str]:
    with reading(here.engine) as connection:
        found = audit.records(connection, "W1")
        return [each.detail for each in found if each.action == "guidance.read"]


def test_satisfaction_that_is_not_said_is_kept_as_such(desk: SignedInClient, here: Runtime) -> None:
    session = up_to(here, desk, "close")
    assert sent(desk, session, "close", ENDED | {"satisfaction": ""}).status_code == 303
    assert "本人没有说" in words_of(shown(desk))
