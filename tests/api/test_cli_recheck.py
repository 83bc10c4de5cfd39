"""`linggang recheck`: the night's report, and a clear word where nobody could be asked."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.runtime import Runtime
from api.settings import Settings
from registry.registration.application import State
from registry.registration.register_answer import Source
from tests.api.register_server import RegisterServer, running
from tests.api.registration_desk import FULL_TIME, HERSELF, TODAY, claim_of, promise


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGGANG_AS_OF", TODAY.isoformat())


def configured(home: Path, server: RegisterServer) -> Runtime:
    lines = [f"{source}: {{http: '{server.address(source)}'}}\n" for source in Source]
    (home / "registers.yaml").write_text("".join(lines), encoding="utf-8")
    return Runtime(Settings(home=home))


def test_the_night_is_run_with_the_configured_registers_and_reported(tmp_path: Path) -> None:
    with running() as server:
        here = configured(tmp_path, server)
        for number in (1, 2):
            one = here.registrar.apply(claim_of(number), HERSELF)
            here.registrar.sign(one.id, promise(), HERSELF)
            standing = here.registrar.submit(one.id, HERSELF)
            assert standing.registration.state is State.ACTIVE
        here.close()
        hired = FULL_TIME | {"since": "2026-11-02"}
        server.records[Source.CONTRACTS, claim_of(1).identity.number] = [hired]
        arguments = ["recheck", "--home", str(tmp_path)]
        done = CliRunner().invoke(app, [*arguments, "--json"])
        report = json.loads(done.stdout)
        assert (done.exit_code, report["checked"], report["exits"]) == (0, 2, {"X1": 1})
        again = CliRunner().invoke(app, arguments)
        assert again.stdout.startswith("核查 2 人：退出 0，恢复 0")


def test_without_registers_nothing_is_done_and_the_file_is_named(tmp_path: Path) -> None:
    Runtime(Settings(home=tmp_path)).engine.dispose()
    done = CliRunner().invoke(app, ["recheck", "--home", str(tmp_path)])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "registers.yaml" in str(done.exception)


def test_no_home_is_made_for_a_night(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["recheck", "--home", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert not (tmp_path / "none").exists()
