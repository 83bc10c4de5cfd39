"""The advisor's page of a guidance session: nine steps, their faults, who may, what is kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from api.database import reading
from api.runtime import Runtime
from api.settings import Settings
from api.store import audit, guidance
from registry.guidance.session import State
from tests.api.guidance_town import (
    STEPS,
    advisor,
    shown,
    up_to,
)
from tests.api.page_checks import words_of
from tests.api.signed_in import SignedInClient
from tests.api.small_town import settle
from tests.builders import DAY


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    """A town whose home is only copied."""
    runtime = settle(tmp_path_factory.mktemp("town"))
    runtime.close()
    return runtime


@pytest.fixture
def here(settled: Runtime, tmp_path: Path) -> Iterator[Runtime]:
    home = tmp_path / "home"
    copytree(settled.settings.home, home)
    runtime = Runtime(Settings(home=home, as_of=DAY))
    for part in ("reference", "policy", "model"):  # which no test changes
        runtime.__dict__[part] = getattr(settled, part)
    yield runtime
    runtime.close()


@pytest.fixture
def desk(here: Runtime) -> SignedInClient:
    return advisor(here)


def acts(here: Runtime) -> list[str]:
    with reading(here.engine) as connection:
        found = [each.action for each in audit.records(connection, "W1")]
    return [each for each in found if each.startswith("guidance.") and each != "guidance.read"]


def kept(here: Runtime, session: str) -> Any:
    with reading(here.engine) as connection:
        found = guidance.get(connection, here.keys, session)
    assert found
    return found.session


def test_a_whole_session_from_reception_to_close(desk: SignedInClient, here: Runtime) -> None:
    session = up_to(here, desk, "none")
    page = words_of(shown(desk))
    for words in (
        "已结束",
        "白班保洁",
        "本人选择不做",
        "我还是想离家近",
        "办公楼人事科",
        "5（满分 5）",
    ):
        assert words in page
    assert acts(here) == [f"guidance.{name}" for name in ("open", *(name for name, _ in STEPS))]
    one = kept(here, session)
    assert one.state is State.CLOSED
    assert json.loads(one.proposed)["worker"] == "W1"
    assert "另开一次指导" in page
