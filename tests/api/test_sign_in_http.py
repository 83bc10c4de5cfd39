"""Signing in over HTTP: cookies, other sites' pages, doors, codes; and what no answer may tell."""

import logging
import re
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import quote_plus

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine, text

from api.app import create_app
from api.database import reading, writing
from api.problems import MEDIA_TYPE
from api.runtime import Runtime
from api.security.caller import Caller, allowed, cookie_name
from api.services.sign_in import SignInDesk
from api.settings import Settings
from api.sms.gateway import GatewaySms
from api.store import accounts, audit
from registry.access.account_role import AccountRole
from registry.access.action import Action
from registry.actor import THE_SYSTEM
from tests.api.register_server import running
from tests.api.registration_desk import TODAY
from tests.api.registration_http import HER_NUMBER, ROW, SECRETS, sent, served
from tests.api.sign_in_desk import PHONE, KeptSms
from tests.api.signed_in import CHEAP, SignedInClient, account_of, signed_in, signed_in_as

GOOD = "三只小猫爬上了屋顶看月亮"
TYPED = re.compile(r'name="phone" type="tel" value="[^"]*"')  # a form gives back what she typed
OWN = {"Origin": "http://testserver"}


def runtime(home: Path, **settings: Any) -> Runtime:
    here = Runtime(Settings(home=home, as_of=TODAY, **settings), CHEAP)
    here.__dict__["sign_in"] = SignInDesk(
        here.engine, here.keys, KeptSms(), here.passwords, here.accounts.clock
    )
    return here


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Runtime]:
    one = runtime(tmp_path)
    yield one
    one.close()


def browser(here: Runtime, **options: Any) -> TestClient:
    return TestClient(create_app(here), follow_redirects=False, **options)


def code_of(here: Runtime) -> str:
    assert isinstance(here.sign_in.sms, KeptSms)
    return here.sign_in.sms.code


def staff(here: Runtime, name: str = "zhang", must_change: bool = False) -> str:
    """A new advisor's password."""
    made = here.accounts.make(name, AccountRole.ADVISOR, THE_SYSTEM)
    with writing(here.engine) as connection:
        accounts.change(connection, made.account.id, must_change=must_change)
    return made.secret


# ---------------------------------------------------------------- in and out


def test_a_worker_signs_in_by_code_and_out(here: Runtime) -> None:
    client = browser(here)
    assert client.get("/v1/me").status_code == 401
    assert client.post("/v1/sign-in/code", json={"phone": PHONE}).status_code == 202
    done = client.post("/v1/sign-in", json={"phone": PHONE, "code": code_of(here)})
    assert (done.status_code, done.json()["role"]) == (200, "worker")
    assert client.get("/v1/me").json()["account"] == done.json()["account"]
    csrf = {"X-CSRF-Token": done.json()["csrf"]}
    assert client.post("/v1/sign-out", headers=csrf).status_code == 200
    assert client.get("/v1/me").status_code == 401


def test_staff_sign_in_by_password_on_the_page_and_go_where_they_wanted(here: Runtime) -> None:
    client = browser(here)
    asked = client.get("/desk/list", params={"worker": "W1", "as_of": "2026-11-22"})
    assert asked.status_code == 303
    form = {"name": "zhang", "password": staff(here)}
    to = asked.headers["location"].removeprefix("/sign-in?to=")
    assert to == "/desk/list%3Fworker%3DW1%26as_of%3D2026-11-22"
    done = client.post("/sign-in", data=form | {"to": "/?worker=W1"}, headers=OWN)
    assert (done.status_code, done.headers["location"]) == (303, "/?worker=W1")
    assert client.get("/v1/me").json()["role_name"] == "职业指导员"


def test_a_cookie_is_not_for_scripts_nor_other_sites(here: Runtime, tmp_path: Path) -> None:
    form = {"name": "zhang", "password": staff(here)}
    plain = browser(here).post("/sign-in", data=form, headers=OWN).headers["set-cookie"]
    assert plain.startswith("linggang=")
    assert all(word in plain for word in ("HttpOnly", "SameSite=lax", "Path=/"))
    assert "Secure" not in plain
    with_tls = runtime(tmp_path, https=True)
    answer = browser(with_tls).post("/sign-in", data=form, headers=OWN)
    assert answer.headers["set-cookie"].startswith("__Host-linggang=")
    assert "; Secure" in answer.headers["set-cookie"]
    assert "Domain" not in answer.headers["set-cookie"]
    assert "max-age" in answer.headers["strict-transport-security"]
    with_tls.close()


def test_over_tls_the_plain_cookie_says_nothing(here: Runtime, tmp_path: Path) -> None:
    staff(here)
    with writing(here.engine) as connection:
        one = accounts.by_name(connection, "zhang")
        assert one
        cookie = here.sign_in.opened(connection, one).cookie
    with_tls = runtime(tmp_path, https=True)
    client = browser(with_tls)
    client.cookies.set("linggang", cookie)
    assert client.get("/v1/me").status_code == 401
    client.cookies.set(cookie_name(with_tls), cookie)
    assert client.get("/v1/me").status_code == 200
    with_tls.close()


def test_no_answer_about_anybody_is_kept_by_a_browser(here: Runtime) -> None:
    client = signed_in(here, AccountRole.ADVISOR)
    for path in ("/v1/me", "/sign-in", "/", "/v1/registrations/none"):
        assert client.get(path).headers["cache-control"] == "no-store"
    assert "cache-control" not in client.get("/static/linggang.css").headers


# ---------------------------------------------------------------- other sites' pages


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({}, 403, id="a form of an unknown page"),
        pytest.param({"Origin": "http://evil.example"}, 403, id="another origin"),
        pytest.param({"Origin": "https://testserver.evil.example"}, 403, id="a name like ours"),
        pytest.param({"Origin": "null"}, 403, id="a hidden origin"),
        pytest.param({"Sec-Fetch-Site": "cross-site"}, 403, id="another site"),
        pytest.param({"Sec-Fetch-Site": "same-site"}, 403, id="a neighbour of the site"),
        pytest.param({"Sec-Fetch-Site": "none"}, 403, id="from nowhere"),
        pytest.param({"Sec-Fetch-Site": "cross-site"} | OWN, 403, id="the browser knows better"),
        pytest.param({"X-CSRF-Token": "0" * 64}, 403, id="a wrong token"),
        pytest.param({"X-CSRF-Token": "令牌".encode()}, 403, id="a token that is none"),
        pytest.param(OWN, 200, id="our own origin"),
        pytest.param({"Sec-Fetch-Site": "same-origin"}, 200, id="our own page"),
        pytest.param(None, 200, id="our own token"),
    ],
)
def test_what_changes_something_comes_from_a_page_of_ours(
    here: Runtime, headers: dict[str, Any] | None, status: int
) -> None:
    client = signed_in(here, AccountRole.ADVISOR)
    token = client.headers.pop("X-CSRF-Token")
    if headers is None:
        headers = {"X-CSRF-Token": token, "Origin": "http://evil.example"}
    answer = client.post("/v1/sign-out", headers=headers)
    assert answer.status_code == status
    assert (answer.json().get("code") == "cross_site") == (status == 403)
    assert client.get("/v1/me").status_code == (401 if status == 200 else 200)


def test_another_sites_page_signs_nobody_in(here: Runtime) -> None:
    form = {"name": "zhang", "password": staff(here)}
    for headers in ({"Origin": "http://evil.example"}, {"Sec-Fetch-Site": "cross-site"}):
        answer = browser(here).post("/sign-in", data=form, headers=headers)
        assert (answer.status_code, "set-cookie" in answer.headers) == (403, False)
    assert browser(here).post("/v1/sign-in/password", json=form).status_code == 200


def test_reading_needs_no_token(here: Runtime) -> None:
    client = signed_in(here, AccountRole.ADVISOR)
    del client.headers["X-CSRF-Token"]
    assert client.get("/v1/me", headers={"Origin": "http://evil.example"}).status_code == 200


@pytest.mark.parametrize(
    "to",
    [
        *("//evil.example", "///evil.example", "/\\evil.example", "https://evil.example", "evil"),
        *("/\t/evil.example", "/\n/evil.example", "javascript:alert(1)", "http:/evil.example", ""),
        *("\\\\evil.example", "/\r\nLocation: http://evil.example", "//evil.example/%2f.."),
    ],
)
def test_nobody_is_led_elsewhere_after_signing_in(here: Runtime, to: str) -> None:
    form = {"name": "zhang", "password": staff(here), "to": to}
    done = browser(here).post("/sign-in", data=form, headers=OWN)
    assert done.status_code == 303
    where = done.headers["location"]
    assert where == "/" or (where.startswith("/") and where[1] not in "/\\\t\r\n")
    assert "evil.example" not in where or "%0D%0A" in where
    shown = browser(here).get("/sign-in", params={"to": to}).text
    assert 'value="//' not in shown


# ---------------------------------------------------------------- a password made for somebody


def test_before_it_is_changed_nothing_else_can_be_done(here: Runtime) -> None:
    secret = staff(here, must_change=True)
    client = browser(here)
    done = client.post("/v1/sign-in/password", json={"name": "zhang", "password": secret}).json()
    assert done["must_change_password"] is True
    client.headers["X-CSRF-Token"] = done["csrf"]
    for method, path in (("GET", "/v1/registrations/x"), ("POST", "/v1/postings")):
        answer = client.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (403, "must_change_password")
        assert "/password" in answer.json()["detail"]
    assert client.get("/v1/accounts").json()["code"] == "must_change_password"
    assert client.get("/v1/me").status_code == 200
    assert client.get("/healthz").status_code == 200
    led = client.get("/desk/list", params={"worker": "W1"})
    assert (led.status_code, led.headers["location"]) == (
        303,
        "/password?to=/desk/list%3Fworker%3DW1",
    )


def test_on_the_page_it_is_changed_and_one_stays_signed_in_here_alone(here: Runtime) -> None:
    secret = staff(here, must_change=True)
    client, elsewhere = browser(here), browser(here)
    for one in (client, elsewhere):
        one.headers.update(OWN)
        one.post("/sign-in", data={"name": "zhang", "password": secret})
    assert "别人为您设的" in client.get("/password", params={"to": "/?worker=W1"}).text
    form = {"old": secret, "new": GOOD, "again": GOOD, "to": "/?worker=W1"}
    for changes, words in (
        ({"again": "other"}, "两次输入"),
        ({"old": "wrong"}, "原密码不对"),
        ({"new": "short", "again": "short"}, "12 到 128"),
    ):
        answer = client.post("/password", data=form | changes)
        assert (answer.status_code, words in answer.text) == (422, True)
    done = client.post("/password", data=form)
    assert (done.status_code, done.headers["location"]) == (303, "/?worker=W1")
    assert client.get("/v1/me").json()["must_change_password"] is False
    assert elsewhere.get("/v1/me").status_code == 401


def test_by_a_program_it_is_changed_and_every_session_ends(here: Runtime) -> None:
    secret = staff(here)
    client = browser(here)
    form = {"name": "zhang", "password": secret}
    done = client.post("/v1/sign-in/password", json=form).json()
    client.headers["X-CSRF-Token"] = done["csrf"]
    body = {"old": secret, "new": GOOD}
    assert client.put("/v1/me/password", json=body).status_code == 200
    assert client.get("/v1/me").status_code == 401
    assert client.post("/v1/sign-in/password", json=form).status_code == 401
    assert client.post("/v1/sign-in/password", json=form | {"password": GOOD}).status_code == 200


def test_who_may_not_see_a_page_is_told_on_a_page(here: Runtime) -> None:
    client = signed_in(here, AccountRole.STATISTICIAN)
    page = client.get("/desk/list")
    assert (page.status_code, "没有权限" in page.text) == (403, True)
    assert page.headers["content-type"].startswith("text/html")
    assert "退出登录" in page.text


# ---------------------------------------------------------------- a route that forgets to ask


def test_a_route_that_forgets_to_ask_answers_nothing_of_anybodys(here: Runtime) -> None:
    app = create_app(here)
    seen = []

    @app.get("/forgets/{registration_id}")
    def forgets(
        registration_id: str, caller: Annotated[Caller, allowed(Action.SEE_REGISTRATION)]
    ) -> dict[str, str]:
        seen.append((registration_id, caller.principal.role))
        return {"name": "阿依古丽"}

    client = signed_in(here, AccountRole.ADVISOR, app, raise_server_exceptions=False)
    answer = client.get("/forgets/r1")
    assert seen == [("r1", AccountRole.ADVISOR)]
    assert (answer.status_code, answer.headers["content-type"]) == (500, MEDIA_TYPE)
    assert "阿依古丽" not in answer.text


# ---------------------------------------------------------------- machines


def test_a_machine_gets_a_token_and_is_told_what_is_wrong_with_another(here: Runtime) -> None:
    made = here.accounts.make("town-platform", AccountRole.PLATFORM, THE_SYSTEM, firm="town")
    client = browser(here)
    form = {
        "grant_type": "client_credentials",
        "client_id": "town-platform",
        "client_secret": made.secret,
    }
    answer = client.post("/v1/token", data=form)
    assert (answer.status_code, answer.json()["token_type"]) == (200, "Bearer")
    assert answer.json()["expires_in"] == 900
    client.headers["Authorization"] = f"bearer {answer.json()['access_token']}"
    assert client.get("/v1/me").json()["firm"] == "town"
    client.headers["Authorization"] = "Bearer nonsense"
    refused = client.get("/v1/me")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    del client.headers["Authorization"]
    assert client.post("/v1/token", data=form | {"client_secret": "wrong"}).status_code == 401
    assert client.post("/v1/token", data=form | {"grant_type": "password"}).status_code == 422


def basic(text: str) -> dict[str, str]:
    return {"Authorization": f"Basic {b64encode(text.encode()).decode()}"}


def test_a_machine_may_carry_its_secret_in_the_header_as_most_libraries_do(here: Runtime) -> None:
    made = here.accounts.make("town-platform", AccountRole.PLATFORM, THE_SYSTEM, firm="town")
    client, form = browser(here), {"grant_type": "client_credentials"}
    right = basic(f"town-platform:{quote_plus(made.secret)}")
    assert client.post("/v1/token", data=form, headers=right).status_code == 200
    wrong = client.post("/v1/token", data=form, headers=basic("town-platform:wrong"))
    assert wrong.status_code == 401


@pytest.mark.parametrize(
    ("form", "headers", "code"),
    [
        pytest.param({}, {}, "missing", id="neither"),
        pytest.param({"client_id": "a"}, {}, "missing", id="half"),
        pytest.param({"client_id": "a"}, basic("a:b"), "twice", id="both"),
        pytest.param({}, basic("a"), "bad_basic", id="no secret"),
        pytest.param({}, basic(":b"), "bad_basic", id="no name"),
        pytest.param({}, basic("a%00:b"), "bad_basic", id="a NUL"),
        pytest.param({}, basic(f"{'a' * 65}:b"), "bad_basic", id="too long"),
        pytest.param({}, {"Authorization": "Basic ###"}, "bad_basic", id="no base64"),
    ],
)
def test_a_secret_that_is_not_told_in_one_way_is_named(
    here: Runtime, form: dict[str, str], headers: dict[str, str], code: str
) -> None:
    asked = {"grant_type": "client_credentials"} | form
    answer = browser(here).post("/v1/token", data=asked, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, code)


# ---------------------------------------------------------------- odd input, both databases


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/sign-in/password", {"name": "a\0b", "password": "x"}),
        ("/v1/sign-in/password", {"name": "a", "password": "x\0"}),
        ("/v1/sign-in/password", {"name": 7, "password": "x"}),
        ("/v1/sign-in/code", {"phone": "1380000\0000"}),
        ("/v1/sign-in", {"phone": PHONE, "code": "12\0456"}),
        ("/v1/sign-in", {"phone": PHONE, "code": "１２３４５６"}),
        ("/v1/accounts", {"name": "a\0", "role": "advisor"}),
        ("/v1/accounts", {"name": "a", "role": "employer", "firm": "\0"}),
        ("/v1/accounts", {"name": "a", "role": "king"}),
    ],
)
def test_odd_input_is_refused_and_never_a_fault_of_ours(
    tmp_path: Path, engine: Engine, path: str, body: dict[str, Any]
) -> None:
    here = Runtime(Settings(home=tmp_path, as_of=TODAY), CHEAP)
    here.__dict__["engine"] = engine
    client = signed_in(here, AccountRole.SECURITY_ADMIN)
    answer = client.post(path, json=body)
    assert answer.status_code in (401, 422), answer.text


@pytest.mark.parametrize("word", ['"\\ud800"', '"\\u0000"'])
def test_half_a_character_is_refused_too(here: Runtime, word: str) -> None:
    client = browser(here)
    headers = {"Content-Type": "application/json"}
    for path, body in (
        ("/v1/sign-in/password", f'{{"name": {word}, "password": {word}}}'),
        ("/v1/sign-in/code", f'{{"phone": {word}}}'),
    ):
        answer = client.post(path, content=body, headers=headers)
        assert answer.status_code in (400, 401, 422), answer.text


# ---------------------------------------------------------------- what no answer and no log tells


def test_a_telephone_that_is_known_is_answered_like_any_other(here: Runtime) -> None:
    account_of(here, AccountRole.WORKER, phone=here.keys.mark(f"phone {PHONE}"))
    answers = [
        browser(here).post("/v1/sign-in/code", json={"phone": phone})
        for phone in (PHONE, "13900000000")
    ]
    assert answers[0].json() == answers[1].json()
    assert {each.status_code for each in answers} == {202}


def test_telephones_and_codes_stand_in_no_log_body_address_or_audit_record(
    here: Runtime, caplog: pytest.LogCaptureFixture
) -> None:
    """Every way to sign in by code that goes well or wrong, and a database that fails."""
    caplog.set_level(logging.DEBUG)
    client = browser(here, raise_server_exceptions=False)
    client.headers.update(OWN)
    told = []

    def ask(path: str, **body: str) -> None:
        for answer in (client.post(f"/v1{path}", json=body), client.post(path, data=body)):
            told.append(TYPED.sub("", answer.text))
            told.extend(answer.headers.values())

    ask("/sign-in/code", phone=PHONE)
    code = code_of(here)
    ask("/sign-in/code", phone=PHONE)  # too often
    ask("/sign-in/code", phone=f"{PHONE}x")
    ask("/sign-in", phone=PHONE, code="999999")
    ask("/sign-in", phone=PHONE, code=code)
    ask("/sign-in", phone=PHONE, code=code)  # used
    here.__dict__["sign_in"] = SignInDesk(
        here.engine,
        here.keys,
        GatewaySms("http://127.0.0.1:9", "secret token"),
        here.passwords,
        here.accounts.clock,
    )
    ask("/sign-in/code", phone="13900000001")  # the gateway is silent
    with reading(here.engine) as connection:
        kept = str(list(audit.records(connection)))
        tables = " ".join(
            str(connection.execute(text(f"SELECT * FROM {name}")).all())  # noqa: S608
            for name in ("accounts", "sessions", "sign_in_codes", "audit")
        )
    with writing(here.engine) as connection:
        connection.execute(text("DROP TABLE sign_in_codes"))
    ask("/sign-in/code", phone="13900000002")
    logs = caplog.text
    for secret in (PHONE, "13900000001", "13900000002", code, "secret token"):
        assert secret not in kept
        assert secret not in tables
        assert secret not in "\n".join(told)
        assert secret not in logs


# ---------------------------------------------------------------- claims, audit, binding


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[tuple[Any, Runtime]]:
    with running() as server, served(tmp_path, server) as both:
        yield both


def worker_with(here: Runtime, phone: str) -> SignedInClient:
    """A worker who signed in by a telephone for the first time."""
    mark = here.keys.mark(f"phone {phone}")
    return signed_in_as(here, account_of(here, AccountRole.WORKER, phone=mark))


def test_whoever_knows_a_number_gets_nothing_of_its_owners_over_http(
    desk: tuple[Any, Runtime],
) -> None:
    client, here = desk
    one = sent(client, "", ROW, 201)["registration_id"]
    attacker = worker_with(here, "13900000000")
    refused = attacker.post("/v1/registrations", json=ROW)
    assert (refused.status_code, refused.json()["code"]) == (422, "known_person")
    assert one not in refused.text
    for path in ("", "/claim", "/credit"):
        answer = attacker.get(f"/v1/registrations/{one}{path}")
        assert (answer.status_code, answer.json()["code"]) == (404, "unknown_name")
    assert attacker.get("/v1/me").json()["worker"] == ""


def test_a_desk_that_saw_her_card_binds_her_telephone_and_she_sees_her_own(
    desk: tuple[Any, Runtime],
) -> None:
    client, here = desk
    one = sent(client, "", ROW, 201)["registration_id"]
    herself = worker_with(here, PHONE)
    assert herself.get(f"/v1/registrations/{one}").status_code == 404
    body = {"phone": PHONE, "registration_id": one}
    elsewhere = signed_in(here, AccountRole.ADVISOR, county="371302")
    assert elsewhere.post("/v1/accounts/binding", json=body).status_code == 403
    done = client.post("/v1/accounts/binding", json=body)
    assert (done.status_code, done.json()) == (200, {"account": herself.principal.account})
    own = herself.get(f"/v1/registrations/{one}/claim").json()
    assert (own["name"], own["phone"], own["id_no"]) == (
        "阿依古丽·买买提",
        PHONE,
        "371399************",
    )


def test_each_look_at_a_claim_is_one_audit_record_without_a_word_of_it(
    desk: tuple[Any, Runtime],
) -> None:
    client, here = desk
    one = sent(client, "", ROW, 201)["registration_id"]
    reviewer = signed_in(here, AccountRole.REVIEWER, county="371311")
    assert reviewer.get(f"/v1/registrations/{one}/claim").json()["id_no"] == HER_NUMBER
    assert "id_no" in client.get(f"/v1/registrations/{one}/claim").json()
    with reading(here.engine) as connection:
        looks = [each for each in audit.records(connection, one) if each.action.endswith(".reveal")]
    assert [each.actor for each in looks] == [reviewer.principal.account, client.advisor.id]
    assert all('"what": "claim"' in each.detail for each in looks)
    assert not [each for each in SECRETS if each in str(looks)]


def test_the_audit_administrator_reads_on_by_number_and_sees_nobody(
    desk: tuple[Any, Runtime],
) -> None:
    client, here = desk
    sent(client, "", ROW, 201)
    reader = signed_in(here, AccountRole.AUDIT_ADMIN)
    read: list[dict[str, Any]] = []
    after: int | None = 0
    while after is not None:
        page = reader.get("/v1/audit", params={"after": after, "limit": 2}).json()
        read, after = read + page["items"], page["next"]
    with reading(here.engine) as connection:
        kept = list(audit.records(connection))
    assert [each["sequence"] for each in read] == [each.sequence for each in kept]
    assert [each["hash"] for each in read] == [each.hash for each in kept]
    assert not [each for each in SECRETS if each in str(read)]
    assert reader.get("/v1/audit", params={"after": -1}).status_code == 422
    assert reader.get("/v1/audit", params={"after": 10**9}).json() == {"items": [], "next": None}


def test_an_officer_ends_what_nobody_reports_of_herself(desk: tuple[Any, Runtime]) -> None:
    client, here = desk
    one = sent(client, "", ROW, 201)["registration_id"]
    reviewer = signed_in(here, AccountRole.REVIEWER, county="371311")
    body = {"code": "X6a", "on": "2026-11-20"}
    advisor = signed_in(here, AccountRole.ADVISOR, county="371311")
    assert advisor.post(f"/v1/registrations/{one}/termination", json=body).status_code == 403
    answer = reviewer.post(f"/v1/registrations/{one}/termination", json=body)
    assert (answer.status_code, answer.json()["code"]) == (409, "illegal_step")  # not in force
