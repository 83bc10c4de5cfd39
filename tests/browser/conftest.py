"""One server and one browser for all journeys; each with and without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.town import Town, chromium_path, served

pytest.register_assert_rewrite("tests.browser.hand", "tests.browser.measures")


@pytest.fixture(scope="session")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with served(tmp_path_factory.mktemp("town")) as one:
        yield one


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium_path()
    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--lang=zh-CN"])
        yield one
        one.close()


@pytest.fixture(params=[True, False], ids=["script", "no-script"])
def script(request: pytest.FixtureRequest) -> bool:
    found: bool = request.param
    return found


@pytest.fixture
def messages(town: Town, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Short messages that go out."""
    sent: list[str] = []
    kind = type(town.here.sign_in.sms)
    monkeypatch.setattr(kind, "send", lambda _self, _to, words: sent.append(words))
    return sent
