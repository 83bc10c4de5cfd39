"""Accounts by command: the first administrator, secrets printed once, who may be listened to."""

import json
import re
import stat
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from api.cli import setup
from api.cli.demo import DEMO_WORKER
from api.cli.main import app
from api.cli.server import CannotListen, require_safe
from api.clock import moment
from api.database import reading
from api.runtime import Runtime
from api.services.demo_accounts import PHONE, NotADemo, make_demo_accounts
from api.services.sign_in import SignInDesk, SignInRefused
from api.settings import Settings
from api.store import audit
from registry.access.account_role import AccountRole
from registry.actor import THE_SYSTEM
from tests.api.sign_in_desk import KeptSms
from tests.api.signed_in import CHEAP
from tests.api.small_town import settle


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--home", str(home)])


def runtime(home: Path, **settings: Any) -> Runtime:
    return Runtime(Settings(home=home, **settings), CHEAP)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    runtime(tmp_path).engine.dispose()
    return tmp_path


def test_init_makes_one_administrator_whose_password_goes_into_no_log(tmp_path: Path) -> None:
    done = run(tmp_path, "init")
    file = tmp_path / "admin-password"
    name, secret = file.read_text().splitlines()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert (done.exit_code, str(file) in done.stdout, secret in done.stdout) == (0, True, False)
    here = runtime(tmp_path)
    one = here.sign_in.by_password(name, secret).account
    assert (one.role, one.must_change) == (AccountRole.SECURITY_ADMIN, True)
    here.close()
    file.unlink()
    again = run(tmp_path, "init")
    assert (again.exit_code, file.exists(), "管理员" in again.stdout) == (0, False, False)


def test_on_a_terminal_it_is_shown_once_and_kept_in_no_file(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    here = runtime(home)
    setup._first_account(here)
    shown = re.search(r"一次性密码 (\S+)（", capsys.readouterr().out)
    assert shown
    assert here.sign_in.by_password("admin", shown[1])
    assert not (home / "admin-password").exists()
    here.close()


def test_an_account_is_added_reset_and_disabled_by_its_name(home: Path) -> None:
    added = run(home, "account", "add", "zhang", "--role", "advisor", "--county", "371311")
    first = re.search(r"一次性密码 (\S+)", added.stdout)
    listed = run(home, "account", "list")
    assert first
    assert listed.stdout == "zhang  职业指导员  371311\n"
    reset = re.search(r"一次性密码 (\S+)", run(home, "account", "reset", "zhang").stdout)
    here = runtime(home)
    with pytest.raises(SignInRefused):
        here.sign_in.by_password("zhang", first[1])
    assert reset
    assert here.sign_in.by_password("zhang", reset[1])
    assert run(home, "account", "disable", "zhang", "--by", "王").exit_code == 0
    with pytest.raises(SignInRefused):
        here.sign_in.by_password("zhang", reset[1])
    assert "已停用" in run(home, "account", "list").stdout
    (shown,) = json.loads(run(home, "account", "list", "--json").stdout)
    assert set(shown) == {"id", "name", "role", "county", "firm", "is_enabled"}
    with reading(here.engine) as connection:
        *_, last = audit.records(connection)
    assert (last.action, last.actor) == ("account.disable", "console:王")
    here.close()


def test_a_machine_gets_a_secret_and_not_a_password(home: Path) -> None:
    added = run(home, "account", "add", "p1", "--role", "platform", "--firm", "town")
    secret = re.search(r"密钥 (\S+)", added.stdout)
    assert secret
    here = runtime(home)
    assert here.sign_in.tokened(here.sign_in.by_client("p1", secret[1]))
    here.close()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("reset", "zhan"), "zhang"),
        (("disable", "nobody"), "账号名"),
        (("add", "zhang", "--role", "advisor"), "已经有了"),
        (("add", "li", "--role", "employer"), "岗位来源"),
    ],
)
def test_a_fault_says_what_and_makes_nothing(
    home: Path, arguments: tuple[str, ...], words: str
) -> None:
    run(home, "account", "add", "zhang", "--role", "advisor")
    done = run(home, "account", *arguments)
    assert done.exit_code == 1
    assert words in str(done.exception)
    assert len(run(home, "account", "list").stdout.splitlines()) == 1


# ---------------------------------------------------------------- who may be listened to


TLS: dict[str, Any] = {"https": True}
GATEWAY: dict[str, Any] = {"sms_url": "https://sms.example/send"}
OUTSIDE = "https://gig.example.cn"


@pytest.mark.parametrize(
    ("settings", "lacking"),
    [
        ({}, ["LINGGANG_HTTPS", "LINGGANG_SMS_URL", "LINGGANG_ADDRESS"]),
        (TLS | {"address": OUTSIDE}, ["LINGGANG_SMS_URL"]),
        (GATEWAY | {"address": OUTSIDE}, ["LINGGANG_HTTPS"]),
        (TLS | GATEWAY, ["LINGGANG_ADDRESS"]),
        (TLS | GATEWAY | {"address": "http://gig.example.cn"}, ["LINGGANG_ADDRESS"]),
    ],
)
def test_others_are_listened_to_only_where_secrets_stay_secret(
    settings: dict[str, Any], lacking: list[str]
) -> None:
    with pytest.raises(CannotListen) as fault:
        require_safe(Settings(host="0.0.0.0", **settings))  # noqa: S104  # what is refused
    assert re.findall(r"LINGGANG_\w+", str(fault.value)) == lacking


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1"])
def test_this_machine_is_always_listened_to(host: str) -> None:
    require_safe(Settings(host=host))


def test_with_tls_and_a_gateway_everybody_is() -> None:
    safe = TLS | GATEWAY | {"address": OUTSIDE}
    require_safe(Settings(host="0.0.0.0", **safe))  # type: ignore[arg-type]  # noqa: S104


# ---------------------------------------------------------------- a demonstration


def test_a_demonstration_has_an_account_a_role_and_new_secrets_each_time(tmp_path: Path) -> None:
    settle(tmp_path).close()
    here = runtime(tmp_path)
    sms = KeptSms()
    here.__dict__["sign_in"] = SignInDesk(here.engine, here.keys, sms, here.passwords, moment)
    first, second = (make_demo_accounts(here, "W1", moment()) for _ in range(2))
    assert {each.role for each in second} == set(AccountRole) - {AccountRole.ANYONE}
    assert len({each.secret for each in first + second}) == 2 * len(first) - 1
    for old, new in zip(first, second, strict=True):
        if new.role is AccountRole.PLATFORM:
            assert here.sign_in.tokened(here.sign_in.by_client(new.name, new.secret))
        elif new.secret:
            assert not here.sign_in.by_password(new.name, new.secret).account.must_change
            with pytest.raises(SignInRefused):
                here.sign_in.by_password(old.name, old.secret)
    here.sign_in.send_code(PHONE)
    worker = here.sign_in.carried(here.sign_in.by_code(PHONE, sms.code).cookie)
    assert worker
    assert worker.worker == "W1"
    here.close()


def test_real_accounts_and_a_demonstrations_do_not_go_together(tmp_path: Path) -> None:
    here = runtime(tmp_path / "real")
    here.accounts.make("zhang", AccountRole.ADVISOR, THE_SYSTEM)
    with pytest.raises(NotADemo, match="--home"):
        make_demo_accounts(here, DEMO_WORKER, moment())
    assert len(here.accounts.everybody()) == 1
    here.close()
    demo = runtime(tmp_path / "demo")
    make_demo_accounts(demo, DEMO_WORKER, moment())
    demo.close()
    done = run(tmp_path / "demo", "init")
    assert (done.exit_code, "演示" in done.stdout) == (0, True)
    names = [
        line.split()[0] for line in run(tmp_path / "demo", "account", "list").stdout.splitlines()
    ]
    assert "admin" not in names
