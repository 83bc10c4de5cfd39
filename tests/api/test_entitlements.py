"""您可以申请 through routes, pages and command: what is kept, by whose consent, and who looked."""

import importlib.util
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import select

from api.app import create_app
from api.cli.entitlements import answer_lines
from api.cli.main import main
from api.database import reading, writing
from api.ended_policies import load_ended_policies
from api.policy import load_numbers
from api.policy_number import PolicyFileBroken
from api.runtime import Runtime
from api.services.policy_health import check_policy, stale_numbers, unknown_numbers
from api.services.policy_words import NAMES, UNITS
from api.settings import Settings, find_data_dir
from api.store import audit, registrations, stated_facts
from api.store.tables import stated_facts as table
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.registration.application import State
from registry.registration.record import Path as Way
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from registry.workers.consent import Channel, Purpose
from tests.api.page_checks import page_of, words_of
from tests.api.registration_desk import NOON, TODAY, claim_of
from tests.api.signed_in import CHEAP, SignedInClient, account_of, signed_in, signed_in_as
from tests.api.small_town import CLEANER, IN_JINAN, STRICT, settle
from tests.builders import DAY
from tests.registry.applicants import answers, entry

ROOT = Path(__file__).resolve().parents[2]
HERS = claim_of(1, born=date(1985, 3, 8))
HER = Actor("W1", Role.PERSON)
FACTS = {"hardship_on": "2025-12-10"}
SUBSIDY = "social_insurance_subsidy"
PAGE = {"accept": "text/html"}


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """A town in which W1 is registered and pays; its home is only copied."""
    runtime = settle(
        tmp_path_factory.mktemp("town"),
        workers=[CLEANER | {"id_no": HERS.identity.number}, STRICT, IN_JINAN],
    )
    one = Registration("R1", HERS, State.ACTIVE, Way.COMMITMENT, registered_on=HERS.start_date)
    paid = {Source.INSURANCE: [entry("flexible_pension", HERS.start_date, None,
                                     paid_through="2026-10", rhythm="monthly")]}  # fmt: skip
    with writing(runtime.engine) as connection:
        registrations.add(connection, runtime.keys, one, NOON)
        registrations.keep_answers(connection, runtime.keys, one.id, answers(paid))
    runtime.close()
    return runtime


@pytest.fixture
def here(settled: Runtime, tmp_path: Path) -> Iterator[Runtime]:
    home = tmp_path / "home"
    copytree(settled.settings.home, home)
    runtime = Runtime(Settings(home=home, as_of=DAY, rate_scale=0), CHEAP)
    for part in ("reference", "policy", "model"):  # which no test changes
        runtime.__dict__[part] = getattr(settled, part)
    yield runtime
    runtime.close()


@pytest.fixture
def her(here: Runtime) -> SignedInClient:
    return signed_in_as(
        here, account_of(here, AccountRole.WORKER, worker="W1"), follow_redirects=False
    )


@pytest.fixture
def advisor(here: Runtime) -> SignedInClient:
    return signed_in(
        here, AccountRole.ADVISOR, create_app(here), county="371311", follow_redirects=False
    )


def version(here: Runtime) -> str:
    return here.consents.text(Purpose.ENTITLEMENTS).version


def of(found: Any, policy: str) -> Any:
    return next(each for each in found["answers"] if each["policy"] == policy)


def kept(here: Runtime) -> Any:
    with reading(here.engine) as connection:
        return stated_facts.get(connection, here.keys, "W1")


def acts(here: Runtime) -> list[str]:
    with reading(here.engine) as connection:
        return [each.action for each in audit.records(connection, "W1")]


def state(her: SignedInClient, here: Runtime, **facts: Any) -> Any:
    body = {"text_version": version(here), **(FACTS | facts)}
    return her.put("/v1/me/entitlements/facts", json=body)


# ---------------------------------------------------------------- routes


def test_registration_and_registers_answer_what_they_know(her: SignedInClient) -> None:
    found = her.get("/v1/me/entitlements").json()
    subsidy = of(found, SUBSIDY)
    assert (found["worker"], found["as_of"]) == ("W1", DAY.isoformat())
    assert found["decided_by"] == "由人社部门审核决定"
    assert (subsidy["answer"], subsidy["come_by"]) == ("UNKNOWN", "now")
    rows = {each["rule"]: each for each in subsidy["conditions"]}
    assert rows["registered"]["holds"] == rows["paid"]["holds"] == "YES"
    assert rows["paid"] | {
        "told_by": "社保登记", "told_on": "2026-11-22", "value": "缴到 2026-10",
        "clause": "63号 四（正常缴纳）", "source_date": "2021-07-16", "assumed": True,
    } == rows["paid"]  # fmt: skip
    assert "hardship_on" in [each["fact"] for each in subsidy["missing"]]
    assert [each["code"] for each in found["ended"]]


def test_what_she_says_is_kept_by_her_consent_and_answers(
    her: SignedInClient, here: Runtime
) -> None:
    assert state(her, here).status_code == 200
    found = her.get("/v1/me/entitlements", params={"trace": True}).json()
    subsidy = of(found, SUBSIDY)
    assert (subsidy["answer"], subsidy["answer_name"]) == ("LIKELY", "可能可以申请")
    assert subsidy["term"]["months_left"] == 36
    assert subsidy["trace"]["version"] == 1
    assert subsidy["trace"]["children"][0]["rule"] == "group"
    assert found["stated_on"] == DAY.isoformat()
    assert here.consents.holds("W1", Purpose.ENTITLEMENTS)
    assert "entitlement.stated" in acts(here)
    with reading(here.engine) as connection:
        (row,) = connection.execute(select(table))
    assert "hardship" not in row.sealed


def test_without_todays_text_nothing_is_kept(her: SignedInClient, here: Runtime) -> None:
    answer = her.put("/v1/me/entitlements/facts", json={"text_version": "1999"} | FACTS)
    assert answer.status_code == 422
    assert kept(here) is None
    assert not here.consents.holds("W1", Purpose.ENTITLEMENTS)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"hardship_on": "2026-11-23"}, "hardship_on"),
        ({"months_drawn": 5}, "first_approved"),
        ({"months_drawn": "5"}, "months_drawn"),
        ({"circumstances": ["rich"]}, "circumstances"),
        ({"income": 5}, "income"),
    ],
)
def test_what_cannot_be_so_is_refused_by_its_field(
    her: SignedInClient, here: Runtime, facts: dict[str, Any], field: str
) -> None:
    answer = state(her, here, **facts)
    assert answer.status_code == 422
    assert field in json.dumps(answer.json(), ensure_ascii=False)
    assert kept(here) is None


def test_withdrawing_deletes_it_however_it_is_withdrawn(her: SignedInClient, here: Runtime) -> None:
    state(her, here)
    assert her.delete("/v1/me/entitlements/facts").json() == {"deleted": True}
    assert kept(here) is None
    state(her, here)
    assert kept(here) is not None
    here.consents.withdraw("W1", Purpose.ENTITLEMENTS, HER, Channel.ONLINE)
    assert kept(here) is None
    state(her, here)
    her.delete("/v1/me/data")
    assert kept(here) is None


def test_her_copy_holds_what_she_said(her: SignedInClient, here: Runtime) -> None:
    state(her, here, circumstances=["veteran"])
    copy = her.get("/v1/me/data").json()
    assert copy["stated_facts"]["circumstances"] == ["veteran"]
    assert copy["stated_facts"]["hardship_on"] == "2025-12-10"


def test_an_advisor_sees_the_same_and_that_is_noted(
    advisor: SignedInClient, her: SignedInClient, here: Runtime
) -> None:
    state(her, here)
    hers = her.get("/v1/me/entitlements").json()
    assert acts(here).count("entitlement.read") == 0
    assert advisor.get("/v1/workers/W1/entitlements").json() == hers
    assert acts(here).count("entitlement.read") == 1
    seen = her.get("/v1/me/seen-by").json()["items"]
    assert any(each["what"] == "查看可申请的政策" for each in seen)
    assert advisor.get("/v1/workers/W3/entitlements").status_code == 403


def test_the_day_asked_is_the_day_of_the_answer(her: SignedInClient) -> None:
    before = her.get("/v1/me/entitlements", params={"as_of": "2024-12-29"}).json()
    assert before["ended"] == []
    after = her.get("/v1/me/entitlements", params={"as_of": "2024-12-30"}).json()
    assert len(after["ended"]) == 6


def test_a_worker_without_a_registration_is_told_to_register(
    advisor: SignedInClient, here: Runtime
) -> None:
    found = advisor.get("/v1/workers/W2/entitlements").json()
    assert of(found, SUBSIDY)["answer"] == "UNKNOWN"
    assert "work" in [each["fact"] for each in of(found, SUBSIDY)["missing"]]


# ---------------------------------------------------------------- her pages


def test_her_page_says_what_what_is_missing_and_who_decides(
    her: SignedInClient, here: Runtime
) -> None:
    text = page_of(her.get("/me/entitlements", headers=PAGE))
    words = words_of(text)
    for said in ("您可以申请", "由人社部门审核决定", "还差一点情况才知道的", "填写补充情况"):
        assert said in words
    assert "注册营业执照以后才有的" in words
    assert "R5" not in words
    state(her, here)
    words = words_of(page_of(her.get("/me/entitlements", headers=PAGE)))
    assert "可能可以申请的" in words
    assert "还能领 36 个月" in words
    assert "修改补充情况" in words


def test_the_form_is_kept_only_with_her_tick_and_comes_back_whole(
    her: SignedInClient, here: Runtime
) -> None:
    form = {"act": "keep", "hardship_on": "2025-12-10", "circumstances": ["veteran"]}
    refused = her.post("/me/entitlements/facts", data=form, headers=PAGE)
    text = page_of(refused, 422)
    assert "请先勾选" in text
    assert 'value="2025-12-10"' in text
    assert 'value="veteran" checked' in text
    assert kept(here) is None
    done = her.post("/me/entitlements/facts", data=form | {"agree": "1"}, headers=PAGE)
    assert (done.status_code, done.headers["location"]) == (303, "/me/entitlements?done=kept")
    assert kept(here).stated.hardship_on == date(2025, 12, 10)
    page = page_of(her.get("/me/entitlements/facts", headers=PAGE))
    assert 'value="2025-12-10"' in page


def test_once_answers_and_keeps_nothing(her: SignedInClient, here: Runtime) -> None:
    form = {"act": "once", "hardship_on": "2025-12-10"}
    words = words_of(page_of(her.post("/me/entitlements/facts", data=form, headers=PAGE)))
    assert "没有保存" in words
    assert "可能可以申请的" in words
    assert kept(here) is None
    assert not here.consents.holds("W1", Purpose.ENTITLEMENTS)


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"hardship_on": "去年"}, "hardship_on"),
        ({"months_drawn": "几个"}, "months_drawn"),
        ({"first_approved": "2025"}, "first_approved"),
        ({"months_drawn": "3"}, "first_approved"),
        ({"graduated_on": "2025-06-30"}, "school"),
    ],
)
def test_each_fault_of_the_form_leads_to_its_field(
    her: SignedInClient, here: Runtime, form: dict[str, str], field: str
) -> None:
    answer = her.post("/me/entitlements/facts", data=form | {"act": "once"}, headers=PAGE)
    assert f'href="#f-{field}"' in page_of(answer, 422)
    assert kept(here) is None


def test_she_takes_it_back_on_either_page(her: SignedInClient, here: Runtime) -> None:
    assert "对照政策" not in her.get("/me/consents", headers=PAGE).text
    state(her, here)
    assert "撤回保存补充情况" in her.get("/me/consents", headers=PAGE).text
    done = her.post("/me/entitlements/forget", headers=PAGE)
    assert done.headers["location"] == "/me/entitlements?done=forgotten"
    assert kept(here) is None


def test_a_newcomer_sees_the_page_before_she_has_a_profile(here: Runtime) -> None:
    client = signed_in(here, AccountRole.WORKER, follow_redirects=False)
    assert "还不能判断" in page_of(client.get("/me/entitlements", headers=PAGE))


# ---------------------------------------------------------------- the advisor's page


def test_beside_her_the_advisor_fills_the_form_in_and_she_agrees(
    advisor: SignedInClient, here: Runtime
) -> None:
    page = page_of(advisor.get("/desk/entitlements", params={"worker": "W1"}, headers=PAGE))
    assert "您的查看已经留痕" in page
    form = {"act": "keep", "hardship_on": "2025-12-10"}
    address = "/desk/W1/entitlements"
    refused = page_of(advisor.post(address, data=form, headers=PAGE), 422)
    assert 'value="2025-12-10"' in refused
    assert kept(here) is None
    done = advisor.post(address, data=form | {"agree": "screen"}, headers=PAGE)
    assert done.status_code == 303
    after = words_of(page_of(advisor.get(done.headers["location"], headers=PAGE)))
    assert "补充情况已保存" in after
    assert "还能领 36 个月" in after
    last = here.consents.of_worker("W1")[-1]
    assert (last.purpose, last.channel) == (Purpose.ENTITLEMENTS, Channel.SCREEN)


def test_the_advisor_may_answer_once_and_keep_nothing(
    advisor: SignedInClient, here: Runtime
) -> None:
    form = {"act": "once", "hardship_on": "2025-12-10"}
    answer = advisor.post("/desk/W1/entitlements", data=form, headers=PAGE)
    assert "没有保存" in page_of(answer)
    assert kept(here) is None


def test_her_list_at_the_desk_leads_to_it(advisor: SignedInClient) -> None:
    text = advisor.get("/desk/list", params={"worker": "W1"}, headers=PAGE).text
    assert "/desk/entitlements?worker=W1" in text


# ---------------------------------------------------------------- command, numbers, examples


def test_the_command_prints_lines_json_and_traces(
    here: Runtime, her: SignedInClient, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    state(her, here)
    day = DAY.isoformat()
    asked = ["entitlements", "--worker", "W1", "--as-of", day, "--home", str(here.settings.home)]

    def said(*more: str) -> str:
        monkeypatch.setattr("sys.argv", ["linggang", *asked, *more])
        with pytest.raises(SystemExit) as left:
            main()
        assert left.value.code == 0
        return capsys.readouterr().out

    assert "灵活就业社会保险补贴：可能可以申请（63号 四）" in said()
    assert "[符合] paid 正常缴纳社会保险费" in said("--trace")
    found = json.loads(said("--json", "--trace"))
    assert of(found, SUBSIDY)["trace"]["verdict"] == "LIKELY"
    assert of(json.loads(said("--json")), SUBSIDY).get("trace") is None


def test_every_policy_is_printed_under_how_it_is_come_by(here: Runtime) -> None:
    found = here.entitlements.of_worker("W1", "", TODAY, HER)
    lines = list(answer_lines(found))
    for each in found.entitlements:
        assert any(line.startswith(each.policy.name) for line in lines)
    assert any("一次性创业补贴：已缩小范围" in line for line in lines)


def test_doctor_names_numbers_that_are_not_known_and_what_they_block(here: Runtime) -> None:
    check = check_policy(here)
    assert check.passed
    told = "\n".join(check.lines)
    assert "社会保险补贴，每月金额（subsidy_monthly_amount），影响：每月补贴多少元" in told
    assert "该核对了" not in told


def test_a_number_is_to_be_looked_at_again_after_a_year() -> None:
    numbers = load_numbers(find_data_dir() / "policy").values()
    checked = {one.last_checked for one in numbers}
    assert not list(stale_numbers(numbers, date(2027, 11, 22)))
    late = list(stale_numbers(numbers, date(2027, 11, 23)))
    assert len(late) == sum(one.last_checked == min(checked) for one in numbers)
    known = {each.name for each in unknown_numbers(numbers, date(2026, 11, 22))}
    assert {"subsidy_monthly_amount", "urban_minimum_living_standard"} <= known
    rates = {each.name for each in unknown_numbers(numbers, date(2027, 1, 1))} - known
    assert len(rates) == 4


def test_every_number_has_a_name_a_unit_and_says_what_it_blocks_in_chinese() -> None:
    numbers = load_numbers(find_data_dir() / "policy")
    assert set(numbers) == set(NAMES)
    assert {one.unit for one in numbers.values()} <= set(UNITS)
    assert all(one.blocks for one in numbers.values())


def test_an_ended_policy_without_its_source_is_a_fault_that_names_the_row(tmp_path: Path) -> None:
    text = (find_data_dir() / "policy/ended_policies.yaml").read_text(encoding="utf-8")
    good = tmp_path / "ended_policies.yaml"
    good.write_text(text.replace('source: "P25; P13i"', 'source: ""'), encoding="utf-8")
    with pytest.raises(PolicyFileBroken, match="第 1 行"):
        load_ended_policies(tmp_path)


def test_the_page_of_ten_people_is_up_to_date() -> None:
    path = ROOT / "docs/examples/make_entitlements.py"
    spec = importlib.util.spec_from_file_location("make_entitlements", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert len(module.PEOPLE) == 10
    numbers = load_numbers(find_data_dir() / "policy")
    assert module.PAGE.read_text(encoding="utf-8") == module.page(numbers)
