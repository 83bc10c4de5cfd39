"""A reviewer's pages on a registration: side by side, decided with a reason, every look kept."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from api.database import reading, writing
from api.runtime import Runtime
from api.services.recheck import recheck_all
from api.store import after_controls, audit, doubts
from api.store.after_controls import KeptCheck
from registry.access.account_role import AccountRole
from registry.registration.after_control import AfterControl, CheckState
from registry.registration.application import State
from registry.registration.register_answer import Source
from registry.registration.working_days import Deadline
from tests.api.credit_desk import OLD_JOB
from tests.api.page_checks import page_of, words_of
from tests.api.register_server import RegisterServer, Reply, record, running
from tests.api.registration_desk import TODAY
from tests.api.registration_http import HER_NUMBER, SECRETS, SEX, sent, served, submitted
from tests.api.signed_in import DeskClient, SignedInClient, signed_in

Desk = tuple[DeskClient, Runtime, RegisterServer]
HIRED = record("unit", "2026-10-08")
SHAREHOLDER = record("shareholder", "2026-11-01")
LONG = "长" * 2001


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with running() as server, served(tmp_path, server) as (client, here):
        yield client, here, server


@pytest.fixture(scope="module")
def undecided(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """An application that waits, for what changes nothing."""
    with running() as server, served(tmp_path_factory.mktemp("waits"), server) as (client, here):
        both = (client, here, server)
        yield both, doubtful(both)


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Desk, str]]:
    """A registration in force, for what changes nothing."""
    with running() as server, served(tmp_path_factory.mktemp("stands"), server) as (client, here):
        both = (client, here, server)
        yield both, active(both)


def reviewer(here: Runtime, county: str = "371311") -> SignedInClient:
    return signed_in(here, AccountRole.REVIEWER, county=county, follow_redirects=False)


def doubtful(desk: Desk) -> str:
    """An application that a unit's record speaks against, waiting for an officer."""
    client, _, server = desk
    server.records[Source.EMPLOYMENT, HER_NUMBER] = [HIRED]
    one: str = submitted(client, **SEX)["registration_id"]
    assert sent(client, f"/{one}/choice", {"choice": "ask_officer"})["state"] == "PENDING_REVIEW"
    return one


def active(desk: Desk) -> str:
    one = submitted(desk[0], **SEX)
    assert one["state"] == "ACTIVE"
    return str(one["registration_id"])


def state_of(desk: Desk, one: str) -> State:
    return desk[1].registrar.get(one).state


def looks(here: Runtime, one: str) -> list[str]:
    """What of a registration was looked at, as the audit tells."""
    with reading(here.engine) as connection:
        assert audit.verify(connection, here.keys.audit) == ()
        found = audit.records(connection, one)
        return [json.loads(each.detail)["what"] for each in found if "reveal" in each.action]


# ---------------------------------------------------------------- seen


def test_what_she_claimed_stands_beside_what_five_registers_answered(desk: Desk) -> None:
    one = doubtful(desk)
    text = page_of(reviewer(desk[1]).get(f"/bureau/registrations/{one}"))
    words = words_of(text)
    assert "没有被用人单位招用已承诺冲突" in words.replace(" ", "")
    assert "没有享受基本养老保险待遇已承诺已核验" in words.replace(" ", "")
    assert "从事工作内容平台保洁承诺" in words.replace(" ", "")
    for name in ("就业状态", "社保登记", "劳动关系备案", "工商注册", "个人股东"):
        assert f"{name} 已答复" in words
    assert "UNIT_EMPLOYED · 63号 一、三" in words
    assert "2026-10-08 起" in words
    assert "就业状态为单位就业" in words


def test_what_a_silent_register_knows_is_not_found(desk: Desk) -> None:
    client, here, server = desk
    server.by_person[Source.INSURANCE, HER_NUMBER] = lambda *_: Reply(503)
    one = submitted(client, **SEX)["registration_id"]
    words = words_of(page_of(reviewer(here).get(f"/bureau/registrations/{one}")))
    assert "社保登记 没有答复" in words
    assert "没有享受基本养老保险待遇已承诺未查到" in words.replace(" ", "")


def test_her_number_is_masked_until_it_is_asked_for_and_both_looks_are_kept(desk: Desk) -> None:
    one = doubtful(desk)
    client = reviewer(desk[1])
    masked = page_of(client.get(f"/bureau/registrations/{one}"))
    assert HER_NUMBER not in masked
    assert HER_NUMBER[:6] in masked
    shown = client.post(f"/bureau/registrations/{one}/identity")
    assert HER_NUMBER in page_of(shown)
    assert shown.headers["cache-control"] == "no-store"
    assert looks(desk[1], one) == ["claim+evidence", "claim+evidence+identity"]


def test_another_county_and_other_roles_see_nothing_and_no_look_is_kept(desk: Desk) -> None:
    _, here, _ = desk
    one = doubtful(desk)
    path = f"/bureau/registrations/{one}"
    for client in (
        reviewer(here, "371302"),
        *(
            signed_in(here, role, follow_redirects=False)
            for role in (AccountRole.ADVISOR, AccountRole.SYSTEM_ADMIN, AccountRole.WORKER)
        ),
    ):
        for answer in (client.get(path), client.post(f"{path}/identity")):
            assert answer.status_code == 403
            assert not [each for each in SECRETS if each in answer.text]
    assert reviewer(here).get("/bureau/registrations/nobodys").status_code == 404
    assert looks(here, one) == []


# ---------------------------------------------------------------- decided


@pytest.mark.parametrize(
    ("form", "fault", "kept"),
    [
        pytest.param({}, "请选择：通过", "", id="nothing"),
        pytest.param({"granted": "yes"}, "请写明理由", 'value="yes" checked', id="no reason"),
        pytest.param({"granted": "yes", "why_decision": " "}, "请写明理由", "", id="blanks"),
        pytest.param({"granted": "maybe", "why_decision": "已核实"}, "请选择", "已核实", id="else"),
        pytest.param({"granted": "no", "why_decision": LONG}, "最多 2000 字", LONG, id="too long"),
    ],
)
def test_a_decision_that_lacks_something_is_asked_for_and_nothing_is_lost(
    undecided: tuple[Desk, str], form: dict[str, str], fault: str, kept: str
) -> None:
    desk, one = undecided
    text = page_of(reviewer(desk[1]).post(f"/bureau/registrations/{one}/decision", data=form), 422)
    assert fault in text
    assert kept in text
    assert state_of(desk, one) is State.PENDING_REVIEW


def test_an_application_is_granted_once_and_sending_again_does_no_harm(desk: Desk) -> None:
    one = doubtful(desk)
    client, form = reviewer(desk[1]), {"granted": "yes", "why_decision": "已离职，有证明。"}
    done = client.post(f"/bureau/registrations/{one}/decision", data=form)
    assert (done.status_code, state_of(desk, one)) == (303, State.ACTIVE)
    shown = page_of(client.get(done.headers["location"]))
    assert "已通过，登记生效" in shown
    assert "已登记：已离职，有证明。" in shown  # what she was told
    again = client.post(f"/bureau/registrations/{one}/decision", data=form)
    assert "现在可以" in page_of(again, 409)
    assert state_of(desk, one) is State.ACTIVE


def test_a_refusal_that_she_objects_to_is_decided_by_a_colleague(desk: Desk) -> None:
    client, here, _ = desk
    one = doubtful(desk)
    first, colleague = reviewer(here), reviewer(here)
    path = f"/bureau/registrations/{one}/decision"
    first.post(path, data={"granted": "no", "why_decision": "在单位就业。"})
    sent(client, f"/{one}/objection", {"words": "<b>我离职了</b>"})
    own = page_of(first.get(f"/bureau/registrations/{one}"))
    assert "请交给同事" in own
    assert "作出决定" not in own
    form = {"granted": "yes", "why_decision": "离职证明属实。"}
    assert "另一位" in page_of(first.post(path, data=form), 409)
    assert colleague.post(path, data=form).status_code == 303
    assert state_of(desk, one) is State.ACTIVE


@pytest.mark.parametrize(
    ("upheld", "state", "told"),
    [("yes", State.ACTIVE, "异议成立"), ("no", State.REVOKED, "原决定维持")],
)
def test_an_objection_to_a_revocation_is_answered_by_another_officer(
    desk: Desk, upheld: str, state: State, told: str
) -> None:
    client, here, _ = desk
    one = active(desk)
    first, colleague = reviewer(here), reviewer(here)
    path = f"/bureau/registrations/{one}"
    revoked = first.post(f"{path}/revocation", data={"why_revocation": "虚假承诺。"})
    assert (revoked.status_code, state_of(desk, one)) == (303, State.REVOKED)
    sent(client, f"/{one}/objection", {"words": "<i>没有的事</i>"})
    assert "&lt;i&gt;没有的事&lt;/i&gt;" in page_of(colleague.get(path))
    form = {"upheld": upheld, "why_answer": "已核实。"}
    assert "另一位" in page_of(first.post(f"{path}/answer", data=form), 409)
    assert "请选择" in page_of(colleague.post(f"{path}/answer", data={}), 422)
    done = colleague.post(f"{path}/answer", data=form)
    assert told in page_of(colleague.get(done.headers["location"]))
    assert state_of(desk, one) is state


# ---------------------------------------------------------------- doubts, ends


def test_a_doubt_is_settled_with_what_was_found(desk: Desk) -> None:
    _, here, server = desk
    one = active(desk)
    server.records[Source.SHAREHOLDERS, HER_NUMBER] = [SHAREHOLDER]
    recheck_all(here.registrar)
    client = reviewer(here)
    with reading(here.engine) as connection:
        (key,) = [each.key for each in doubts.of_registration(connection, here.keys, one)]
    path, name = f"/bureau/registrations/{one}/doubts/{key}", f"why_{key[:8]}"
    assert "请写明核查的结果" in page_of(client.post(path, data={name: ""}), 422)
    done = client.post(path, data={name: "只持股，不任职。"})
    assert done.status_code == 303
    shown = page_of(client.get(done.headers["location"]))
    assert "只持股，不任职。" in shown
    assert "办结疑点" not in shown
    assert client.post(path.replace(key, "0" * 64), data={name: "x"}).status_code == 422
    wrong = client.post(path.replace(key, "0" * 64), data={"why_00000000": "x"})
    assert wrong.status_code == 404


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        pytest.param({"on": "2026-11-20"}, "请选择退出的原因", id="no reason"),
        pytest.param({"code": "X9", "on": "2026-11-20"}, "请选择退出的原因", id="unknown reason"),
        pytest.param({"code": "X3", "on": "20.11."}, "请写明日期", id="no day"),
        pytest.param({"code": "X3", "on": "2026-02-30"}, "请写明日期", id="a day that is none"),
        pytest.param({"code": "X3", "on": "2026-11-23"}, "还没有到", id="tomorrow"),
    ],
)
def test_an_exit_that_cannot_be_is_asked_again(
    unchanged: tuple[Desk, str], form: dict[str, str], fault: str
) -> None:
    desk, one = unchanged
    answer = reviewer(desk[1]).post(f"/bureau/registrations/{one}/exit", data=form)
    assert answer.status_code in (409, 422)
    assert fault in page_of(answer, answer.status_code)
    assert state_of(desk, one) is State.ACTIVE


def test_an_exit_by_an_officer_is_taken_back_where_it_was_an_error(desk: Desk) -> None:
    one = active(desk)
    client, path = reviewer(desk[1]), f"/bureau/registrations/{one}"
    assert client.post(f"{path}/exit", data={"code": "X3", "on": "2026-11-22"}).status_code == 303
    assert state_of(desk, one) is State.EXITED
    assert "请写明理由" in page_of(client.post(f"{path}/reinstatement", data={}), 422)
    back = client.post(f"{path}/reinstatement", data={"why_reinstatement": "录入有误。"})
    assert "登记已恢复" in page_of(client.get(back.headers["location"]))
    assert state_of(desk, one) is State.ACTIVE


# ---------------------------------------------------------------- beside it


def checked(here: Runtime, one: str, state: CheckState = CheckState.ANSWERED) -> str:
    """An after-control of a registration."""
    check = AfterControl(
        one,
        "371311",
        date(2026, 11, 9),
        state,
        "在做吗？",
        Deadline(TODAY, calendar_assumed=False),
        "在做" if state is CheckState.ANSWERED else "",
    )
    with writing(here.engine) as connection:
        after_controls.add(connection, here.keys, [KeptCheck("check1", check)])
    return "/bureau/after-controls/check1/closing"


def test_an_after_control_is_closed_with_its_finding(desk: Desk) -> None:
    one = active(desk)
    path, client = checked(desk[1], one), reviewer(desk[1])
    assert "在做吗？" in page_of(client.get(f"/bureau/registrations/{one}"))
    assert "请选择核查结论" in page_of(client.post(path, data={"finding": "属实"}), 422)
    done = client.post(path, data={"outcome": "CONFIRMED", "finding": "电话核实属实。"})
    assert "抽查已办结" in page_of(client.get(done.headers["location"]))


def test_an_after_control_is_suspect_by_evidence_alone(desk: Desk) -> None:
    one = active(desk)
    path, client = checked(desk[1], one, CheckState.SILENT), reviewer(desk[1])
    form = {"outcome": "SUSPECT", "finding": "与所报不符。"}
    assert "哪一项不一致" in page_of(client.post(path, data=form), 422)
    form |= {"matter": "WORK", "promised": "平台保洁"}
    text = page_of(client.post(path, data=form), 422)
    assert "核查发现的是什么" in text
    assert 'value="平台保洁"' in text
    assert client.post(path, data=form | {"found": "在单位坐班"}).status_code == 303
    record_page = page_of(client.get(f"/bureau/registrations/{one}/credit"))
    assert "存疑待核" in record_page
    assert "在单位坐班" in record_page


# ---------------------------------------------------------------- credit


def test_an_objection_to_a_credit_entry_is_answered_and_looks_are_kept(desk: Desk) -> None:
    client, here, server = desk
    server.records[Source.EMPLOYMENT, HER_NUMBER] = [OLD_JOB]
    one = submitted(client, **SEX, employment_type="FIRST")["registration_id"]
    officer = reviewer(here)
    path = f"/bureau/registrations/{one}/credit"
    entry = client.get(f"/v1/registrations/{one}/credit").json()["entries"][0]["entry_id"]
    assert "答复异议" not in page_of(officer.get(path))
    body = {"words": "那是勤工俭学"}
    assert client.post(f"/v1/credit-entries/{entry}/objection", json=body).status_code == 201
    assert "那是勤工俭学" in page_of(officer.get(path))
    answer, name = f"/bureau/credit-entries/{entry}/answer", f"answer_{entry[:8]}"
    assert "请写明理由" in page_of(officer.post(answer, data={name: ""}), 422)
    done = officer.post(answer, data={name: "维持，已说明。"})
    shown = page_of(officer.get(done.headers["location"]))
    assert "异议已答复" in shown
    assert "维持，已说明。" in shown
    assert shown.count("查阅") >= 4
    assert reviewer(here, "371302").get(path).status_code == 403
    her = here.keys.person(HER_NUMBER)
    with signed_in(here, AccountRole.WORKER, person=her) as herself:
        assert herself.get(path).status_code == 403
        assert herself.get("/bureau/registrations/nobodys/credit").status_code == 403
