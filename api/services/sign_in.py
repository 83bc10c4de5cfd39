"""Signing in: by password, by a code sent to a telephone, by a machine's secret; sessions."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from secrets import compare_digest, randbelow, token_hex, token_urlsafe
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from api.database import reading, writing
from api.edge.rates import Bucket, Rates
from api.security import tokens
from api.security.keys import Keys
from api.security.passwords import Passwords
from api.sms.port import Sms
from api.store import accounts, audit, sessions
from api.store.accounts import Account
from api.store.sessions import SentCode, Session
from registry.access.account_role import STAFF, AccountRole
from registry.access.principal import Principal
from registry.errors import InvalidField, LinggangError, TryLater
from registry.workers.phone import MOBILE, read_phone

# How long a session lasts without use, and in all.
STAFF_LIFE: Final = (timedelta(minutes=30), timedelta(hours=12))
OTHER_LIFE: Final = (timedelta(days=30), timedelta(days=90))
NOTED_EVERY: Final = timedelta(minutes=1)
MOST_FAILURES: Final = 5
LOCKED_FOR: Final = timedelta(minutes=15)
CODE_LIFE: Final = timedelta(minutes=5)
CODE_EVERY: Final = timedelta(seconds=60)
CODES_AN_HOUR: Final = 5
CODE_TRIES: Final = 5
HOUR: Final = timedelta(hours=1)
BY_SECRET: Final = frozenset({AccountRole.PLATFORM})  # by a secret of its own, never a password


class SignInRefused(LinggangError):
    """Name or secret are wrong, or the account is locked: an answer does not tell which."""

    code = "sign_in_refused"


class TooOften(TryLater):
    """Asked again too soon."""

    code = "too_often"


REFUSED: Final = (
    "账号名或密码不对，或者连续输错后暂停登录："
    f"请核对；连错 {MOST_FAILURES} 次要等 {LOCKED_FOR.seconds // 60} 分钟。"
)
JUST_SENT: Final = "验证码刚发过，请 1 分钟后再取。"
CODE_REFUSED: Final = "验证码不对或已失效：请核对，或重新获取。"
CLIENT_REFUSED: Final = "client_id 或 client_secret 不对，或账号已停用：请向人社部门核对。"


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, and what her browser carries from now on."""

    account: Account
    cookie: str


@dataclass(frozen=True, slots=True)
class SignInDesk:
    """Signing in at one installation."""

    engine: Engine
    keys: Keys
    sms: Sms
    passwords: Passwords
    clock: Callable[[], datetime]
    rates: Rates = field(default_factory=Rates)

    def by_password(self, name: str, password: str) -> SignedIn:
        """Staff and employers; SignInRefused, which tells nothing more, where it is not right."""
        self._count(name.strip())
        with reading(self.engine) as connection:
            found = accounts.by_name(connection, name.strip())
        kept = found.secret if found and found.role not in BY_SECRET else ""
        # Compared before the transaction that counts: nobody waits while it takes its time.
        is_right = self.passwords.matches(kept, password)
        is_old = is_right and self.passwords.is_outdated(kept)
        again = {"secret": self.passwords.hashed(password)} if is_old else {}
        at, done = self.clock(), None
        with writing(self.engine) as connection:
            one = accounts.get(connection, found.id, lock=True) if found else None
            if one is None or not one.is_enabled or _is_locked(one, at):
                pass
            elif not is_right or one.secret != kept:
                self._fail(connection, one, at)
            else:
                accounts.change(connection, one.id, failures=0, locked_until=None, **again)
                done = self.opened(connection, one)
        if done is None:
            raise SignInRefused(REFUSED)
        return done

    def send_code(self, phone: str) -> None:
        """Send a code to a mobile number; TooOften where one was sent a moment ago."""
        number, at = _mobile(phone), self.clock()
        self._count(number)
        mark = self.keys.mark(f"phone {number}")
        code = f"{randbelow(1_000_000):06d}"
        try:
            with writing(self.engine) as connection:
                sessions.forget_codes(connection, at - HOUR)
                before = sessions.sent_code(connection, mark)
                since, sent = self._room(before, at)
                keep = sessions.add_code if before is None else sessions.change_code
                kept = SentCode(mark, self._code_mark(mark, code), at, since, sent + 1, 0)
                keep(connection, kept)
        except IntegrityError as fault:  # asked twice at once: the other one is sent
            raise TooOften(JUST_SENT, int(CODE_EVERY.total_seconds())) from fault
        self.sms.send(number, f"灵岗登录验证码 {code}，5分钟内有效。工作人员不会向您要验证码。")

    def by_code(self, phone: str, code: str) -> SignedIn:
        """A worker, by the code that her telephone got; her account is made the first time."""
        number, at = _mobile(phone), self.clock()
        self._count(number)
        mark = self.keys.mark(f"phone {number}")
        with writing(self.engine) as connection:
            done = None
            if self._is_code(connection, mark, code.strip(), at):
                sessions.forget_code(connection, mark)
                one = accounts.by_phone(connection, mark, lock=True)
                one = one or self._new_worker(connection, number, mark, at)
                done = self.opened(connection, one) if one.is_enabled else None
        if done is None:
            raise SignInRefused(CODE_REFUSED)
        return done

    def by_client(self, name: str, secret: str) -> str:
        """A machine's token for a quarter of an hour."""
        self._count(name)
        with reading(self.engine) as connection:
            one = accounts.by_name(connection, name)
        given = self.keys.mark(f"client {secret}")
        is_machine = one is not None and one.role is AccountRole.PLATFORM and one.is_enabled
        if one is None or not is_machine or not compare_digest(one.secret, given):
            raise SignInRefused(CLIENT_REFUSED)
        return tokens.issued(self.keys, one.id, self.clock())

    def opened(self, connection: Connection, one: Account) -> SignedIn:
        """A new session of an account that has shown who it is."""
        cookie, at = token_urlsafe(32), self.clock()
        sessions.forget(connection, at - OTHER_LIFE[1])
        sessions.open_session(connection, Session(self._mark(cookie), one.id, at, at))
        accounts.change(connection, one.id, signed_in_at=at)
        self._note(connection, one, "sign_in", at)
        return SignedIn(one, cookie)

    def out(self, cookie: str) -> None:
        """End a session; nothing happens where there is none."""
        with writing(self.engine) as connection:
            sessions.close(connection, self._mark(cookie))

    def carried(self, cookie: str) -> Principal | None:
        """Whose session a browser carries; None where there is none, or it is over."""
        at, mark = self.clock(), self._mark(cookie)
        with reading(self.engine) as connection:
            found = sessions.session(connection, mark)
            one = accounts.get(connection, found.account) if found else None
        if found is None or one is None or not one.is_enabled or _is_over(found, one, at):
            return None
        if at - found.seen_at >= NOTED_EVERY:
            with writing(self.engine, is_effect=False) as connection:
                sessions.touch(connection, mark, at)
        return one.principal

    def tokened(self, token: str) -> Principal | None:
        """Whose token a machine carries; None where it is none, is over, or the account is."""
        account = tokens.carried_by(self.keys, token, self.clock())
        with reading(self.engine) as connection:
            one = accounts.get(connection, account) if account else None
        return one.principal if one and one.is_enabled else None

    def csrf(self, cookie: str) -> str:
        """What a form or script of ours sends along to show that it is ours."""
        return self.keys.mark(f"csrf {cookie}")

    # ------------------------------------------------------------ parts

    def _count(self, name: str) -> None:
        """Before anything is looked up or hashed: guessing is slow for every name alike."""
        self.rates.take(Bucket.SIGN_IN_NAME, self.keys.mark(f"rate {name}"))

    def _fail(self, connection: Connection, one: Account, at: datetime) -> None:
        failures = one.failures + 1
        is_locked = failures >= MOST_FAILURES
        accounts.change(
            connection,
            one.id,
            failures=0 if is_locked else failures,
            locked_until=at + LOCKED_FOR if is_locked else None,
        )
        self._note(connection, one, "lock" if is_locked else "wrong_password", at)

    def _room(self, before: SentCode | None, at: datetime) -> tuple[datetime, int]:
        """Since when codes are counted, and how many there were; TooOften where it is one more."""
        if before is None:
            return at, 0
        if (waited := at - before.sent_at) < CODE_EVERY:
            left = int((CODE_EVERY - waited).total_seconds()) + 1
            raise TooOften(JUST_SENT, left)
        if (passed := at - before.since) >= HOUR:
            return at, 0
        if before.sent >= CODES_AN_HOUR:
            left = int((HOUR - passed).total_seconds()) + 1
            raise TooOften(f"取验证码太多次，请 {left // 60 + 1} 分钟后再试，或到窗口办理。", left)
        return before.since, before.sent

    def _is_code(self, connection: Connection, mark: str, code: str, at: datetime) -> bool:
        kept = sessions.sent_code(connection, mark)
        if kept is None or at - kept.sent_at >= CODE_LIFE or kept.tries >= CODE_TRIES:
            return False
        sessions.change_code(connection, kept._replace(tries=kept.tries + 1))
        return compare_digest(kept.code, self._code_mark(mark, code))

    def _new_worker(self, connection: Connection, number: str, mark: str, at: datetime) -> Account:
        one = Account(
            id=token_hex(16),
            role=AccountRole.WORKER,
            phone=mark,
            sealed=self.keys.sealed(number),
        )
        accounts.add(connection, one, one.id, at)
        self._note(connection, one, "make", at)
        return one

    def _mark(self, cookie: str) -> str:
        return self.keys.mark(f"session {cookie}")

    def _code_mark(self, phone: str, code: str) -> str:
        return self.keys.mark(f"code {phone} {code}")

    def _note(self, connection: Connection, one: Account, action: str, at: datetime) -> None:
        actor = one.principal.actor
        audit.append(connection, self.keys.audit, actor, f"account.{action}", one.id, at)


def _mobile(phone: str) -> str:
    """A mobile number; InvalidField for anything else: a landline gets no message."""
    with suppress(InvalidField):
        if MOBILE.fullmatch(number := read_phone(phone)):
            return number
    raise InvalidField("phone", "phone", "应为11位手机号，固定电话收不到验证码：请核对。")


def _is_locked(one: Account, at: datetime) -> bool:
    return one.locked_until is not None and at < one.locked_until


def _is_over(found: Session, one: Account, at: datetime) -> bool:
    idle, whole = STAFF_LIFE if one.role in STAFF else OTHER_LIFE
    return at - found.seen_at >= idle or at - found.created_at >= whole
