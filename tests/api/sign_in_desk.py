"""A desk to sign in at, with a clock that stands until it is moved and messages that are kept."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Engine

from api.edge.rates import Rates
from api.reference import Reference
from api.security.passwords import Passwords
from api.services.accounts import AccountDesk
from api.services.sign_in import SignInDesk
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from tests.api.registration_desk import KEYS, NOON
from tests.api.signed_in import CHEAP

PASSWORDS = Passwords(CHEAP)
ADMIN = Actor("admin", Role.OFFICER)
PHONE = "13800000000"


@dataclass(slots=True)
class KeptSms:
    """Messages that would have been sent."""

    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, phone: str, text: str) -> None:
        self.sent.append((phone, text))

    @property
    def code(self) -> str:
        """The code of the last one."""
        found = re.search(r"\d{6}", self.sent[-1][1])
        assert found
        return found[0]


@dataclass(slots=True)
class Desk:
    """Accounts and signing in over one store."""

    accounts: AccountDesk
    sign_in: SignInDesk
    sms: KeptSms
    time: list[datetime]

    def wait(self, **time: float) -> None:
        self.time[0] += timedelta(**time)

    def made(self, name: str = "zhang", role: AccountRole = AccountRole.ADVISOR) -> tuple[str, str]:
        """A new account's id and secret."""
        firm = "f1" if role in (AccountRole.EMPLOYER, AccountRole.PLATFORM) else ""
        one = self.accounts.make(name, role, ADMIN, firm=firm)
        return one.account.id, one.secret

    def worker(self, phone: str = PHONE) -> str:
        """What a worker's browser carries who has just signed in."""
        self.sign_in.send_code(phone)
        return self.sign_in.by_code(phone, self.sms.code).cookie


def desk(engine: Engine, reference: Reference) -> Desk:
    time, sms = [NOON], KeptSms()
    return Desk(
        AccountDesk(engine, KEYS, reference, PASSWORDS, lambda: time[0]),
        SignInDesk(engine, KEYS, sms, PASSWORDS, lambda: time[0], Rates(scale=0)),
        sms,
        time,
    )
