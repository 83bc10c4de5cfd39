"""A running server over the made samples, and browsers that look at it as a role does."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any, Final

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from api.app import create_app
from api.clock import now
from api.database import writing
from api.runtime import Runtime
from api.security.caller import cookie_name
from api.services.ingest import ingest
from api.services.samples import SAMPLES_DAY, sample_files
from api.settings import Settings
from registry.access.account_role import AccountRole
from tests.api.signed_in import CHEAP, account_of

# Named so that CI keeps them.
SHOTS: Final = os.environ.get("LINGGANG_SCREENSHOTS", "")
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 360, "height": 740},
    "is_mobile": True,
    "has_touch": True,
}
DESKTOP: Final[dict[str, Any]] = {"viewport": {"width": 1280, "height": 900}}


@dataclass
class Town:
    """The server and who may look at it."""

    here: Runtime
    address: str
    words: list[str] = field(default_factory=list)  # short messages that went out

    def cookie(self, role: AccountRole, **values: Any) -> dict[str, str]:
        """The session of a new account, as a browser carries it."""
        one = account_of(self.here, role, **values)
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
    yield Town(here, f"http://127.0.0.1:{port}")
    server.should_exit = True
    thread.join(20)
    here.close()


@dataclass
class Hand:
    """Somebody at a page; taps and typed fields are counted."""

    page: Page
    actions: int = 0

    def opens(self, path: str, town: Town) -> None:
        """Go to an address, as from a saved link; no action of hers on the page."""
        self.page.goto(town.address + path)

    def taps(self, name: str, which: str = "button") -> None:
        """A button or link of a name, the first one."""
        self.actions += 1
        target = self.page.get_by_role(which, name=name).first  # type: ignore[arg-type]
        target.click()
        self.page.wait_for_load_state()

    def ticks(self, label: str) -> None:
        """A choice by its words."""
        self.actions += 1
        self.page.get_by_label(label).first.check()

    def types(self, label: str, words: str) -> None:
        """A field by its label."""
        self.actions += 1
        self.page.get_by_label(label).first.fill(words)

    def chooses(self, label: str, words: str) -> None:
        """One of a list, by its words."""
        self.actions += 1
        self.page.get_by_label(label).first.select_option(label=words)

    def sees(self, words: str) -> bool:
        """Whether words stand on the page."""
        return words in self.page.locator("body").inner_text()

    def shot(self, name: str) -> None:
        """A picture of the whole page, where somebody asks for them."""
        if SHOTS:
            Path(SHOTS).mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


@contextmanager
def at_page(
    browser: Browser, town: Town, *, script: bool, device: dict[str, Any], **who: Any
) -> Iterator[Hand]:
    """Somebody before a new browser. who: role and values of an account; none: a passer-by."""
    context: BrowserContext = browser.new_context(java_script_enabled=script, **device)
    context.set_default_timeout(20_000)
    if who:
        context.add_cookies([town.cookie(**who)])  # type: ignore[list-item]
    yield Hand(context.new_page())
    context.close()
