"""Administrators' pages: accounts with passwords shown once, the audit and whether it is whole."""

import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text

from api.database import writing
from api.runtime import Runtime
from api.settings import Settings
from registry.access.account_role import AccountRole
from tests.api.page_checks import page_of, words_of
from tests.api.signed_in import CHEAP, SignedInClient, signed_in
from tests.builders import DAY

SECRET = re.compile(r'<p class="secret">([^<]+)</p>')


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    made = Runtime(Settings(home=tmp_path_factory.mktemp("admins"), as_of=DAY), CHEAP)
    yield made
    made.close()


@pytest.fixture
def security(here: Runtime) -> SignedInClient:
    return signed_in(here, AccountRole.SECURITY_ADMIN, follow_redirects=False)


@pytest.fixture
def auditor(here: Runtime) -> SignedInClient:
    return signed_in(here, AccountRole.AUDIT_ADMIN, follow_redirects=False)


def made(security: SignedInClient, name: str, **form: str) -> str:
    """The password of a new account."""
    answer = security.post("/bureau/accounts", data={"name": name, "role": "reviewer"} | form)
    found = SECRET.search(page_of(answer))
    assert found
    assert answer.headers["cache-control"] == "no-store"
    return found[1]


def signs_in(security: SignedInClient, name: str, password: str) -> bool:
    client = TestClient(security.app, follow_redirects=False)
    form = {"name": name, "password": password}
    return client.post("/sign-in", data=form).status_code == 303


def account_id(here: Runtime, name: str) -> str:
    (found,) = [each.id for each in here.accounts.everybody() if each.name == name]
    return found


def test_a_new_account_signs_in_by_the_password_that_is_shown_once(
    here: Runtime, security: SignedInClient
) -> None:
    secret = made(security, "zhao", county="371311")
    assert signs_in(security, "zhao", secret)
    listed = page_of(security.get("/bureau/accounts"))
    assert secret not in listed
    assert "罗庄区" in listed
    assert "还没有改密码" in listed


@pytest.mark.parametrize(
    ("form", "fault"),
    [
        pytest.param({"name": "li"}, "请选择角色", id="no role"),
        pytest.param({"name": "li", "role": "worker"}, "请选择角色", id="a worker"),
        pytest.param({"role": "reviewer"}, "1 到 64 个", id="no name"),
        pytest.param({"name": "li", "role": "platform"}, "须写明岗位来源", id="no source"),
        pytest.param({"name": "li", "role": "reviewer", "firm": "x"}, "其他账号不写", id="source"),
        pytest.param(
            {"name": "li", "role": "audit_admin", "county": "371311"}, "不分县区", id="county"
        ),
    ],
)
def test_a_form_that_lacks_something_comes_back_as_it_was(
    here: Runtime, security: SignedInClient, form: dict[str, str], fault: str
) -> None:
    text_of_page = page_of(security.post("/bureau/accounts", data=form), 422)
    assert fault in text_of_page
    if "name" in form:
        assert 'value="li"' in text_of_page
    assert "li" not in {each.name for each in here.accounts.everybody()}


def test_a_name_that_is_taken_is_told_so_that_sending_twice_does_no_harm(
    security: SignedInClient,
) -> None:
    secret = made(security, "qian")
    again = security.post("/bureau/accounts", data={"name": "qian", "role": "reviewer"})
    assert "已经有了" in page_of(again, 422)
    assert signs_in(security, "qian", secret)


def test_an_account_is_reset_disabled_and_let_in_again(
    here: Runtime, security: SignedInClient
) -> None:
    first = made(security, "sun")
    path = f"/bureau/accounts/{account_id(here, 'sun')}"
    answer = security.post(f"{path}/secret")
    found = SECRET.search(page_of(answer))
    assert found
    assert (signs_in(security, "sun", first), signs_in(security, "sun", found[1])) == (False, True)
    done = security.post(f"{path}/disabling")
    assert "已停用" in page_of(security.get(done.headers["location"]))
    assert not signs_in(security, "sun", found[1])
    again = SECRET.search(page_of(security.post(f"{path}/secret")))
    assert again
    assert signs_in(security, "sun", again[1])
    assert security.post("/bureau/accounts/nobodys/secret").status_code == 404


def test_nobody_disables_her_own_account(security: SignedInClient) -> None:
    own = security.post(f"/bureau/accounts/{security.principal.account}/disabling")
    assert "不能停用自己的账号" in page_of(own, 422)


def test_a_machine_gets_its_number_and_secret(security: SignedInClient, here: Runtime) -> None:
    answer = security.post(
        "/bureau/accounts", data={"name": "gig", "role": "platform", "firm": "gig-market"}
    )
    text_of_page = page_of(answer)
    found = SECRET.search(text_of_page)
    assert found
    form = {
        "grant_type": "client_credentials",
        "client_id": "gig",
        "client_secret": found[1],
    }
    assert TestClient(security.app).post("/v1/token", data=form).status_code == 200


# ---------------------------------------------------------------- audit


def test_records_are_found_by_matter_thing_and_person(
    here: Runtime, security: SignedInClient, auditor: SignedInClient
) -> None:
    made(security, "zhou")
    one = account_id(here, "zhou")
    for asked in ({"subject": one}, {"action": "account", "actor": security.principal.account}):
        assert "account.make" in page_of(auditor.get("/bureau/audit", params=asked))
    assert "没有这样的记录" in page_of(auditor.get("/bureau/audit", params={"action": "acc"}))
    assert "没有这样的记录" in page_of(auditor.get("/bureau/audit", params={"action": "%"}))


def test_the_latest_stand_first_and_each_stands_once(
    security: SignedInClient, auditor: SignedInClient
) -> None:
    for number in range(4):
        made(security, f"wu{number}")
    path, seen = "/bureau/audit?limit=2", list[int]()
    while path:
        page = page_of(auditor.get(path))
        seen += [int(each) for each in re.findall(r'<tr><td class="n">(\d+)</td>', page)]
        path = page.partition('class="button" href="')[2].partition('"')[0].replace("&amp;", "&")
    assert seen == list(range(max(seen), 0, -1))


def test_a_chain_that_was_changed_is_told(here: Runtime, auditor: SignedInClient) -> None:
    assert "完整" in words_of(page_of(auditor.get("/bureau/audit")))
    with writing(here.engine) as connection:
        connection.execute(text("UPDATE audit SET actor = 'nobody' WHERE sequence = 1"))
    broken = page_of(auditor.get("/bureau/audit"))
    assert "记录链有" in broken
    assert "第 1 条" in broken
