"""Signing in: passwords and their lock, codes and their limits, sessions, machines' tokens."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher
from joserfc import jwt
from joserfc.jwk import OctKey
from sqlalchemy import Engine, func, select

from api.database import reading
from api.reference import Reference
from api.runtime import Runtime
from api.security import tokens
from api.security.keys import keys_of
from api.security.passwords import Passwords
from api.services.sign_in import (
    CODE_REFUSED,
    MOST_FAILURES,
    REFUSED,
    SignInDesk,
    SignInRefused,
    TooOften,
)
from api.settings import Settings
from api.store import audit
from api.store.tables import sessions, sign_in_codes
from registry.access.account_role import AccountRole
from registry.errors import InvalidField
from tests.api.registration_desk import KEYS, NOON
from tests.api.sign_in_desk import ADMIN, PASSWORDS, PHONE, Desk, KeptSms
from tests.api.sign_in_desk import desk as desk_of

WRONG = "not the password"


@pytest.fixture
def desk(store: Engine, reference: Reference) -> Desk:
    return desk_of(store, reference)


def fail(desk: Desk, name: str = "zhang", times: int = 1) -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            desk.sign_in.by_password(name, WRONG)


# ---------------------------------------------------------------- by password


def test_the_right_password_opens_a_session_of_the_account(desk: Desk) -> None:
    account, secret = desk.made()
    done = desk.sign_in.by_password(" zhang ", secret)
    who = desk.sign_in.carried(done.cookie)
    assert who
    assert (who.account, who.role) == (account, AccountRole.ADVISOR)


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("zhang", id="a wrong password"),
        pytest.param("nobody", id="an unknown name"),
        pytest.param("zhang\0", id="a name that cannot be"),
        pytest.param("locked", id="a locked account, by its right password"),
        pytest.param("disabled", id="a disabled account, by its right password"),
        pytest.param("machine", id="a machine's, by its right secret"),
    ],
)
def test_every_refusal_has_the_same_words_and_the_same_work(desk: Desk, name: str) -> None:
    desk.made()
    _, locked = desk.made("locked")
    fail(desk, "locked", MOST_FAILURES)
    disabled_id, disabled = desk.made("disabled")
    desk.accounts.disable(disabled_id, ADMIN)
    _, machine = desk.made("machine", AccountRole.PLATFORM)
    password = {"locked": locked, "disabled": disabled, "machine": machine}.get(name, WRONG)
    compared: list[str] = []
    verify = PasswordHasher.verify

    def noted(hasher: PasswordHasher, kept: str, given: str) -> bool:
        compared.append(kept)
        return verify(hasher, kept, given)

    with (
        patch.object(PasswordHasher, "verify", noted),
        pytest.raises(SignInRefused) as refused,
    ):
        desk.sign_in.by_password(name, password)
    assert str(refused.value) == REFUSED
    (kept,) = compared
    assert kept.startswith("$argon2id$")


@pytest.mark.parametrize(("failures", "lets_in"), [(MOST_FAILURES - 1, True), (5, False)])
def test_the_fifth_wrong_password_locks(desk: Desk, failures: int, lets_in: bool) -> None:
    _, secret = desk.made()
    fail(desk, times=failures)
    if lets_in:
        assert desk.sign_in.by_password("zhang", secret)
        fail(desk, times=failures)  # counted anew
        assert desk.sign_in.by_password("zhang", secret)
    else:
        with pytest.raises(SignInRefused):
            desk.sign_in.by_password("zhang", secret)


def test_a_lock_lasts_a_quarter_of_an_hour_and_not_a_second_less(desk: Desk) -> None:
    _, secret = desk.made()
    fail(desk, times=MOST_FAILURES)
    desk.wait(minutes=15, seconds=-1)
    with pytest.raises(SignInRefused):
        desk.sign_in.by_password("zhang", secret)
    desk.wait(seconds=1)
    assert desk.sign_in.by_password("zhang", secret)


def test_wrong_passwords_while_it_is_locked_do_not_lock_it_longer(desk: Desk) -> None:
    _, secret = desk.made()
    fail(desk, times=MOST_FAILURES)
    desk.wait(minutes=14)
    fail(desk, times=MOST_FAILURES)
    desk.wait(minutes=1)
    assert desk.sign_in.by_password("zhang", secret)


def test_guesses_side_by_side_are_all_counted(desk: Desk) -> None:
    _, secret = desk.made()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: fail(desk), range(8)))
    with pytest.raises(SignInRefused):
        desk.sign_in.by_password("zhang", secret)


def test_a_password_that_was_changed_while_it_was_compared_counts_as_wrong(
    desk: Desk, store: Engine
) -> None:
    account, secret = desk.made()

    class Slow(Passwords):
        def matches(self, kept: str, password: str) -> bool:
            desk.accounts.reset(account, ADMIN)
            return super().matches(kept, password)

    slow = SignInDesk(store, KEYS, KeptSms(), Slow(PASSWORDS._hasher), lambda: NOON)
    with pytest.raises(SignInRefused):
        slow.by_password("zhang", secret)


def test_what_was_kept_by_weaker_settings_is_kept_anew(store: Engine, desk: Desk) -> None:
    account, secret = desk.made()
    stronger = Passwords(PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    later = SignInDesk(store, KEYS, KeptSms(), stronger, lambda: NOON)
    before = desk.accounts.get(account).secret
    assert later.by_password("zhang", secret)
    after = desk.accounts.get(account).secret
    assert (before == after, stronger.is_outdated(after)) == (False, False)
    assert later.by_password("zhang", secret)


# ---------------------------------------------------------------- by code


def test_the_first_code_makes_an_account_and_the_next_finds_it(desk: Desk) -> None:
    first = desk.sign_in.carried(desk.worker())
    desk.wait(minutes=2)
    again = desk.sign_in.carried(desk.worker("+86 138-0000-0000"))
    assert first == again
    assert first
    assert (first.role, first.person, first.worker) == (AccountRole.WORKER, "", "")


@pytest.mark.parametrize(("waited", "lets_in"), [(299, True), (300, False)])
def test_a_code_is_good_for_five_minutes(desk: Desk, waited: int, lets_in: bool) -> None:
    desk.sign_in.send_code(PHONE)
    desk.wait(seconds=waited)
    if lets_in:
        assert desk.sign_in.by_code(PHONE, f" {desk.sms.code} ")
    else:
        with pytest.raises(SignInRefused, match=CODE_REFUSED):
            desk.sign_in.by_code(PHONE, desk.sms.code)


@pytest.mark.parametrize(("wrong", "lets_in"), [(4, True), (5, False)])
def test_a_code_may_be_tried_five_times(desk: Desk, wrong: int, lets_in: bool) -> None:
    desk.sign_in.send_code(PHONE)
    other = f"{(int(desk.sms.code) + 1) % 1_000_000:06d}"
    for _ in range(wrong):
        with pytest.raises(SignInRefused):
            desk.sign_in.by_code(PHONE, other)
    if lets_in:
        assert desk.sign_in.by_code(PHONE, desk.sms.code)
    else:
        with pytest.raises(SignInRefused):
            desk.sign_in.by_code(PHONE, desk.sms.code)


def test_a_code_is_used_once_and_is_of_one_telephone(desk: Desk) -> None:
    desk.worker()
    with pytest.raises(SignInRefused):
        desk.sign_in.by_code(PHONE, desk.sms.code)
    desk.sign_in.send_code("13900000000")
    with pytest.raises(SignInRefused):
        desk.sign_in.by_code(PHONE, desk.sms.code)


def test_a_new_code_takes_the_place_of_the_last(desk: Desk) -> None:
    desk.sign_in.send_code(PHONE)
    old = desk.sms.code
    desk.wait(seconds=60)
    with patch("api.services.sign_in.randbelow", lambda _: (int(old) + 1) % 1_000_000):
        desk.sign_in.send_code(PHONE)
    with pytest.raises(SignInRefused):
        desk.sign_in.by_code(PHONE, old)
    assert desk.sign_in.by_code(PHONE, desk.sms.code)


def test_a_code_a_minute_and_five_an_hour(desk: Desk) -> None:
    for number in range(5):
        desk.sign_in.send_code(PHONE)
        desk.wait(seconds=59)
        with pytest.raises(TooOften) as too_soon:
            desk.sign_in.send_code(PHONE)
        assert too_soon.value.after_s in (1, 2)
        desk.wait(seconds=1)
        assert len(desk.sms.sent) == number + 1
    with pytest.raises(TooOften) as too_many:
        desk.sign_in.send_code(PHONE)
    assert too_many.value.after_s == 55 * 60 + 1
    desk.sign_in.send_code("13900000000")
    desk.wait(minutes=55, seconds=-1)
    with pytest.raises(TooOften):
        desk.sign_in.send_code(PHONE)
    desk.wait(seconds=1)
    desk.sign_in.send_code(PHONE)


@pytest.mark.parametrize("phone", ["0539-0000000", "1380000000", "", "长" * 40])
def test_only_a_mobile_number_gets_a_code(desk: Desk, phone: str) -> None:
    with pytest.raises(InvalidField, match="收不到验证码"):
        desk.sign_in.send_code(phone)
    assert desk.sms.sent == []


def test_two_who_ask_at_once_get_one_code(engine: Engine, reference: Reference) -> None:
    """Also where there was none before, and on a database that lets both begin."""
    desk = desk_of(engine, reference)

    def ask(_: int) -> bool:
        try:
            desk.sign_in.send_code(PHONE)
        except TooOften:
            return False
        return True

    for _ in range(3):
        with ThreadPoolExecutor(4) as pool:
            assert sum(pool.map(ask, range(4))) == 1
        desk.wait(minutes=1)


def test_one_code_side_by_side_signs_in_once(engine: Engine, reference: Reference) -> None:
    desk = desk_of(engine, reference)
    desk.sign_in.send_code(PHONE)

    def enter(_: int) -> bool:
        try:
            desk.sign_in.by_code(PHONE, desk.sms.code)
        except SignInRefused:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(enter, range(4))) == 1


def test_codes_are_forgotten_after_their_hour(desk: Desk, store: Engine) -> None:
    desk.sign_in.send_code(PHONE)
    desk.wait(hours=2)
    desk.sign_in.send_code("13900000000")
    with reading(store) as connection:
        assert connection.execute(select(func.count()).select_from(sign_in_codes)).scalar() == 1


# ---------------------------------------------------------------- sessions


@pytest.mark.parametrize(
    ("is_worker", "idle"),
    [
        pytest.param(False, timedelta(minutes=30), id="staff"),
        pytest.param(True, timedelta(days=30), id="a worker"),
    ],
)
def test_a_session_that_is_not_used_ends(desk: Desk, is_worker: bool, idle: timedelta) -> None:
    cookie = desk.worker() if is_worker else desk.sign_in.by_password(*_zhang(desk)).cookie
    desk.time[0] += idle - timedelta(seconds=1)
    assert desk.sign_in.carried(cookie)  # which is a use
    desk.time[0] += idle
    assert desk.sign_in.carried(cookie) is None


@pytest.mark.parametrize(
    ("is_worker", "whole", "step"),
    [
        pytest.param(False, timedelta(hours=12), timedelta(minutes=20), id="staff"),
        pytest.param(True, timedelta(days=90), timedelta(days=10), id="a worker"),
    ],
)
def test_a_session_that_is_always_used_ends_too(
    desk: Desk, is_worker: bool, whole: timedelta, step: timedelta
) -> None:
    cookie = desk.worker() if is_worker else desk.sign_in.by_password(*_zhang(desk)).cookie
    begun = desk.time[0]
    while desk.time[0] + step < begun + whole:
        desk.time[0] += step
        assert desk.sign_in.carried(cookie)
    desk.time[0] = begun + whole - timedelta(seconds=1)
    assert desk.sign_in.carried(cookie)
    desk.time[0] = begun + whole
    assert desk.sign_in.carried(cookie) is None


def _zhang(desk: Desk) -> tuple[str, str]:
    return "zhang", desk.made()[1]


def test_what_a_browser_carries_is_kept_nowhere_and_nothing_like_it_is_taken(
    desk: Desk, store: Engine
) -> None:
    cookie = desk.worker()
    with reading(store) as connection:
        (kept,) = connection.execute(select(sessions)).all()
    assert cookie not in str(kept)
    for other in (kept.id, cookie[:-1], cookie + "x", "", "é"):
        assert desk.sign_in.carried(other) is None


def test_signing_out_disabling_and_a_new_secret_end_a_session(desk: Desk) -> None:
    account, secret = desk.made()
    here, there = (desk.sign_in.by_password("zhang", secret).cookie for _ in range(2))
    desk.sign_in.out(here)
    assert desk.sign_in.carried(here) is None
    assert desk.sign_in.carried(there)
    secret = desk.accounts.reset(account, ADMIN).secret
    assert desk.sign_in.carried(there) is None
    again = desk.sign_in.by_password("zhang", secret).cookie
    desk.accounts.disable(account, ADMIN)
    assert desk.sign_in.carried(again) is None


def test_sessions_that_are_long_over_are_forgotten(desk: Desk, store: Engine) -> None:
    desk.worker()
    desk.wait(days=91)
    desk.worker()
    with reading(store) as connection:
        assert connection.execute(select(func.count()).select_from(sessions)).scalar() == 1


# ---------------------------------------------------------------- machines


def token_of(desk: Desk, role: AccountRole = AccountRole.PLATFORM) -> tuple[str, str]:
    account, secret = desk.made("machine", role)
    return account, desk.sign_in.by_client("machine", secret)


@pytest.mark.parametrize(("waited", "lets_in"), [(899, True), (900, False)])
def test_a_token_is_good_for_a_quarter_of_an_hour(desk: Desk, waited: int, lets_in: bool) -> None:
    account, token = token_of(desk)
    desk.wait(seconds=waited)
    found = desk.sign_in.tokened(token)
    assert (found.account if found else None) == (account if lets_in else None)


def encoded(account: str, alg: str = "HS256", key: bytes = KEYS.tokens, **changes: object) -> str:
    begun = int(NOON.timestamp())
    claims = {"sub": account, "aud": "linggang", "iat": begun, "exp": begun + 900} | changes
    return jwt.encode({"alg": alg}, claims, OctKey.import_key(key), algorithms=[alg])


@pytest.mark.parametrize(
    "forged",
    [
        pytest.param(lambda one, _: encoded(one, key=keys_of(b"o" * 32).tokens), id="another key"),
        pytest.param(lambda one, _: encoded(one, key=KEYS.audit), id="a key of another use"),
        pytest.param(lambda one, _: encoded(one, aud="other"), id="for another service"),
        pytest.param(lambda one, _: encoded(one, exp=None), id="without an end"),
        pytest.param(lambda one, _: encoded(one, exp="never"), id="an end that is none"),
        pytest.param(lambda one, _: encoded(one, sub=7), id="an account that is none"),
        pytest.param(lambda _, __: encoded("nobody"), id="an account that is not there"),
        pytest.param(lambda one, _: encoded(one, "HS512"), id="another algorithm"),
        pytest.param(lambda _, token: _with_head(token, '{"alg":"none"}', sign=True), id="none"),
        pytest.param(lambda _, token: _with_head(token, '{"alg":"none"}'), id="none, unsigned"),
        pytest.param(lambda _, token: token[:-2] + "AA", id="another signature"),
        pytest.param(lambda _, token: token.rpartition(".")[0] + ".", id="no signature"),
        pytest.param(lambda _, token: token.partition(".")[0], id="a piece"),
        pytest.param(lambda _, __: "", id="nothing"),
        pytest.param(lambda _, __: "令牌.令牌.令牌", id="no token at all"),
    ],
)
def test_a_token_that_is_not_ours_is_nobodys(desk: Desk, forged: object) -> None:
    account, token = token_of(desk)
    assert desk.sign_in.tokened(token)
    assert desk.sign_in.tokened(forged(account, token)) is None  # type: ignore[operator]


def _with_head(token: str, head: str, sign: bool = False) -> str:
    from base64 import urlsafe_b64encode

    _, body, signature = token.split(".")
    plain = urlsafe_b64encode(head.encode()).decode().rstrip("=")
    return f"{plain}.{body}.{signature if sign else ''}"


def test_a_token_of_ours_made_by_hand_is_taken(desk: Desk) -> None:
    """So that what is refused above is refused for what was changed."""
    account, _ = token_of(desk)
    assert desk.sign_in.tokened(encoded(account))
    assert tokens.carried_by(KEYS, encoded(account), NOON) == account


def test_a_disabled_machine_gets_no_token_and_its_token_is_over(desk: Desk) -> None:
    account, token = token_of(desk)
    secret = desk.accounts.reset(account, ADMIN).secret
    desk.accounts.disable(account, ADMIN)
    assert desk.sign_in.tokened(token) is None
    with pytest.raises(SignInRefused):
        desk.sign_in.by_client("machine", secret)


@pytest.mark.parametrize("role", [AccountRole.EMPLOYER, AccountRole.ADVISOR])
def test_only_machines_get_tokens(desk: Desk, role: AccountRole) -> None:
    with pytest.raises(SignInRefused):
        token_of(desk, role)


def test_a_wrong_secret_and_an_unknown_machine_have_the_same_words(desk: Desk) -> None:
    token_of(desk)
    said = set()
    for name in ("machine", "other"):
        with pytest.raises(SignInRefused) as refused:
            desk.sign_in.by_client(name, "wrong")
        said.add(str(refused.value))
    assert len(said) == 1


# ---------------------------------------------------------------- what is kept of it


def test_the_audit_tells_what_happened_and_of_nobody_who(desk: Desk, store: Engine) -> None:
    account, secret = desk.made()
    fail(desk, times=MOST_FAILURES)
    desk.wait(minutes=15)
    desk.sign_in.by_password("zhang", secret)
    desk.worker()
    with reading(store) as connection:
        kept = list(audit.records(connection))
        assert audit.verify(connection, KEYS.audit) == ()
    mine = [each.action for each in kept if each.subject == account]
    wrong = ["account.wrong_password"] * (MOST_FAILURES - 1)
    assert mine == ["account.make", *wrong, "account.lock", "account.sign_in"]
    assert [each.action for each in kept][-2:] == ["account.make", "account.sign_in"]
    for secret_word in (PHONE, desk.sms.code, secret, WRONG):
        assert secret_word not in str(kept)


def test_a_day_that_stands_still_does_not_stop_the_clock_of_sessions(tmp_path: Path) -> None:
    """Else a demonstration's sessions would be lengthened, and its locks too, every midnight."""
    here = Runtime(Settings(home=tmp_path, as_of=date(2020, 1, 1)))
    assert here.sign_in.clock().year > 2020
    assert here.registrar.clock().year == 2020
    here.close()
