"""Clients that are signed in: one role each, or the two of a desk, told apart by what is asked."""

from typing import Any
from uuid import uuid4

from fastapi.testclient import TestClient

from api.app import create_app
from api.runtime import Runtime
from registry.access.account_role import AccountRole
from registry.actor import THE_SYSTEM

OFFICERS_OWN = (
    "/evidence", "/decision", "/reinstatement", "/revocation", "/answer", "/closing",
)  # fmt: skip


def signed_in(
    here: Runtime, role: AccountRole, county: str = "", firm: str = "", **options: Any
) -> TestClient:
    """A client of a new account of a role, by session, or by token for a platform."""
    made = here.accounts.make(f"{role}-{uuid4().hex}", role, THE_SYSTEM, county, firm)
    client = TestClient(create_app(here), **options)
    if role is AccountRole.PLATFORM:
        form = {
            "grant_type": "client_credentials",
            "client_id": made.account.name,
            "client_secret": made.secret,
        }
        token = client.post("/v1/token", data=form).json()["access_token"]
        client.headers["Authorization"] = f"Bearer {token}"
        return client
    done = here.sign_in.by_password(made.account.name, made.secret)
    client.cookies.set("linggang", done.cookie)
    client.headers["X-CSRF-Token"] = here.sign_in.csrf(done.cookie)
    return client


class DeskClient(TestClient):
    """A desk: an advisor types for the person in front, a reviewer does what is an officer's."""

    def __init__(self, here: Runtime, county: str = "") -> None:
        super().__init__(create_app(here))
        self._reviewer = signed_in(here, AccountRole.REVIEWER, county)
        self._advisor = signed_in(here, AccountRole.ADVISOR, county)

    def request(self, method: str, url: Any, **options: Any) -> Any:  # type: ignore[override]
        """As the one whose work it is."""
        officers = str(url).endswith(OFFICERS_OWN)
        client = self._reviewer if officers else self._advisor
        return client.request(method, url, **options)
