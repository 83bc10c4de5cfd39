"""Clients that are signed in: one role each, or the two of a desk, told apart by what is asked."""

import re
from typing import Any, Final
from uuid import uuid4

from argon2 import PasswordHasher
from fastapi import FastAPI
from fastapi.testclient import TestClient

from api.app import create_app
from api.database import writing
from api.runtime import Runtime
from api.security import tokens
from api.security.caller import cookie_name
from api.store import accounts
from api.store.accounts import Account
from registry.access.account_role import AccountRole
from registry.access.principal import Principal
from registry.actor import Actor
from tests.api.page_checks import is_page, look_at

# Passwords that take no time, for tests of what is done with them.
CHEAP: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
OFFICERS_OWN = re.compile(
    r"/(evidence|decision|reinstatement|revocation|closing|credit|after-controls)$"
    r"|/(termination|settlement)$|/reviews(\?|$)|/objection/answer$"
    r"|/credit-entries/.*/answer$"
)

OF_THE_CLIENT: Final = ("raise_server_exceptions", "follow_redirects")


class SignedInClient(TestClient):
    """A client by whom its account's requests are made; every page that it gets is looked at."""

    principal: Principal

    def request(self, method: str, url: Any, **options: Any) -> Any:  # type: ignore[override]
        """The answer."""
        answer = super().request(method, url, **options)
        if answer.headers.get("content-type", "").startswith("text/html") and is_page(answer):
            look_at(answer)
        return answer


def account_of(here: Runtime, role: AccountRole, **values: Any) -> Account:
    """A new account that needs no password, kept in the store."""
    name = "" if role is AccountRole.WORKER else f"{role}-{uuid4().hex}"
    one = Account(id=uuid4().hex, role=role, name=name, **values)
    with writing(here.engine) as connection:
        accounts.add(connection, one, "test", here.sign_in.clock())
    return one


def signed_in(
    here: Runtime, role: AccountRole, app: FastAPI | None = None, **values: Any
) -> SignedInClient:
    """A client of a new account of a role: with a token for a platform, else with a session.

    values: of the account; what the client takes is the client's.
    """
    options = {name: values.pop(name) for name in OF_THE_CLIENT if name in values}
    return signed_in_as(here, account_of(here, role, **values), app, **options)


def signed_in_as(
    here: Runtime, one: Account, app: FastAPI | None = None, **options: Any
) -> SignedInClient:
    """A client of an account that there is."""
    client = SignedInClient(app or create_app(here), **options)
    client.principal = one.principal
    if one.role is AccountRole.PLATFORM:
        token = tokens.issued(here.keys, one.id, here.sign_in.clock())
        client.headers["Authorization"] = f"Bearer {token}"
        return client
    with writing(here.engine) as connection:
        cookie = here.sign_in.opened(connection, one).cookie
    client.cookies.set(cookie_name(here), cookie)
    client.headers["X-CSRF-Token"] = here.sign_in.csrf(cookie)
    return client


class DeskClient(TestClient):
    """A desk: an advisor types for the person in front, a reviewer does what is an officer's."""

    def __init__(self, here: Runtime, county: str = "") -> None:
        app = create_app(here)
        super().__init__(app)
        self._reviewer = signed_in(here, AccountRole.REVIEWER, app, county=county)
        self._advisor = signed_in(here, AccountRole.ADVISOR, app, county=county)

    @property
    def officer(self) -> Actor:
        """Who decides."""
        return self._reviewer.principal.actor

    @property
    def advisor(self) -> Actor:
        """Who types."""
        return self._advisor.principal.actor

    @property
    def person(self) -> Actor:
        """Who is in front of the desk."""
        return self._advisor.principal.beside_person

    def request(self, method: str, url: Any, **options: Any) -> Any:  # type: ignore[override]
        """As the one whose work it is."""
        client = self._reviewer if OFFICERS_OWN.search(str(url)) else self._advisor
        return client.request(method, url, **options)
