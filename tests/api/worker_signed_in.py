"""A worker's own browser: signed in by code, her account bound to a profile."""

from uuid import uuid4

from fastapi.testclient import TestClient

from api.app import create_app
from api.database import writing
from api.runtime import Runtime
from api.store import accounts
from api.store.accounts import Account
from registry.access.account_role import AccountRole


def worker_signed_in(here: Runtime, worker: str) -> TestClient:
    """A client of a new account of a worker of the library."""
    one = Account(id=uuid4().hex, role=AccountRole.WORKER, phone=uuid4().hex, worker=worker)
    with writing(here.engine) as connection:
        accounts.add(connection, one, one.id, here.consents.clock())
        done = here.sign_in._open(connection, one, here.consents.clock())
    client = TestClient(create_app(here))
    client.cookies.set("linggang", done.cookie)
    client.headers["X-CSRF-Token"] = here.sign_in.csrf(done.cookie)
    return client
