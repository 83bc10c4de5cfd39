"""One account a role for a demonstration, each time with a new secret; never among real ones."""

from datetime import datetime
from secrets import token_hex, token_urlsafe
from typing import Final, NamedTuple

from sqlalchemy import Connection

from api.database import reading, writing
from api.runtime import Runtime
from api.services.accounts import BY_NAME, BY_PASSWORD
from api.store import accounts, workers
from api.store.accounts import Account
from registry.access.account_role import FIRMS, AccountRole
from registry.actor import THE_SYSTEM
from registry.errors import LinggangError

MARK: Final = "demo-"
PHONE: Final = "13800000000"
FIRM: Final = "made-mengshan-haogong"
SECRET_BYTES: Final = 12


class NotADemo(LinggangError):
    """Real accounts and those of a demonstration do not go together."""

    code = "not_a_demo"


class DemoAccount(NamedTuple):
    """What a visitor signs in with: name and secret, or a telephone whose code stands elsewhere."""

    role: AccountRole
    name: str
    secret: str


def make_demo_accounts(here: Runtime, worker: str, at: datetime) -> tuple[DemoAccount, ...]:
    """One account of every role; worker: the profile that the worker's account is bound to.

    NotADemo where there are accounts that no demonstration made.
    """
    with reading(here.engine) as connection:
        if others := _real(connection):
            raise NotADemo(
                f"这个状态目录已有正式账号（{others[0].name} 等 {len(others)} 个），"
                "不再建演示账号：请用 --home 另选一个目录。"
            )
    made = [_staff_or_firm(here, role, at) for role in AccountRole if role in BY_NAME]
    return (_worker(here, worker, at), *made)


def is_demo(connection: Connection) -> bool:
    """Whether there are accounts of a demonstration."""
    return any(each.name.startswith(MARK) for each in accounts.everybody(connection))


def _real(connection: Connection) -> list[Account]:
    return [each for each in accounts.everybody(connection) if not each.name.startswith(MARK)]


def _staff_or_firm(here: Runtime, role: AccountRole, at: datetime) -> DemoAccount:
    name, secret = f"{MARK}{role.value.replace('_', '-')}", token_urlsafe(SECRET_BYTES)
    is_by_password = role in BY_PASSWORD
    kept = here.passwords.hashed(secret) if is_by_password else here.keys.mark(f"client {secret}")
    firm = FIRM if role in FIRMS else ""
    one = Account(id=token_hex(16), role=role, name=name, firm=firm, secret=kept)
    with writing(here.engine) as connection:
        before = accounts.by_name(connection, name, lock=True)
        if before is None:
            accounts.add(connection, one, THE_SYSTEM.id, at)
        else:
            accounts.change(
                connection,
                before.id,
                secret=kept,
                must_change=False,
                is_enabled=True,
                failures=0,
                locked_until=None,
            )
            accounts.end_sessions(connection, before.id)
    return DemoAccount(role, name, secret)


def _worker(here: Runtime, worker: str, at: datetime) -> DemoAccount:
    mark = here.keys.mark(f"phone {PHONE}")
    with writing(here.engine) as connection:
        known = workers.get_record(connection, worker)
        if accounts.by_phone(connection, mark) is None:
            one = Account(
                id=token_hex(16),
                role=AccountRole.WORKER,
                phone=mark,
                worker=worker,
                person=known.person if known else "",
                sealed=here.keys.sealed(PHONE),
            )
            accounts.add(connection, one, THE_SYSTEM.id, at)
    return DemoAccount(AccountRole.WORKER, PHONE, "")
