"""A running server over the made samples, and the sessions of those who look at it."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
import uvicorn

from api.app import create_app
from api.clock import now
from api.database import writing
from api.runtime import Runtime
from api.security.caller import cookie_name
from api.services.clusters import refresh
from api.services.duplicates import load_sketcher
from api.services.ingest import ingest
from api.services.samples import SAMPLES_DAY, sample_files
from api.settings import Settings
from registry.access.account_role import AccountRole
from tests.api.signed_in import CHEAP, account_of
from tests.browser.lives import lived


@dataclass
class Town:
    """The server and who may look at it. names: ids of what stands in it, for addresses."""

    here: Runtime
    address: str
    names: dict[str, str] = field(default_factory=dict)

    def cookie(self, role: AccountRole, **values: Any) -> dict[str, str]:
        """The session of a new account, as a browser carries it.

        values: of the account; those that are the name of something in the town are that.
        """
        known = {name: self.names.get(str(value), value) for name, value in values.items()}
        one = account_of(self.here, role, **known)
        with writing(self.here.engine) as connection:
            carried = self.here.sign_in.opened(connection, one).cookie
        return {"name": cookie_name(self.here), "value": carried, "url": self.address}


def chromium_path() -> str:
    """Debian's browser; where there is none, tests are skipped on a desk and fail in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        told = "no chromium: apt-get install chromium fonts-noto-cjk"
        if os.environ.get("CI") == "true":
            pytest.fail(told)
        pytest.skip(told)
    return found


@contextmanager
def served(home: Path) -> Iterator[Town]:
    """A server in this process; requests are not limited, for all come from one address."""
    settings = Settings(home=home, as_of=SAMPLES_DAY, rate_scale=0, port=1)
    here = Runtime(settings, CHEAP)
    for path in sample_files(settings.data / "samples"):
        ingest(
            here.engine,
            path,
            reference=here.reference,
            policy=here.policy,
            at=now(settings),
            keys=lambda: here.keys,
        )
    names = lived(here)
    refresh(here.engine, load_sketcher(settings.data), now(settings))
    here.build_index(lambda *_: None)
    server = uvicorn.Server(
        uvicorn.Config(create_app(here), port=0, log_level="warning", access_log=False)
    )
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    until = monotonic() + 60
    while not server.started:
        assert monotonic() < until, "the server did not start"
        sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Town(here, f"http://127.0.0.1:{port}", names)
    server.should_exit = True
    thread.join(20)
    here.close()
