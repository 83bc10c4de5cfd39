"""`linggang nightly` and `recheck --waiting`: every step is told, and stops no other."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli.main import app
from api.database import reading
from api.runtime import Runtime
from api.settings import Settings
from api.store import audit
from registry.registration.application import State
from registry.registration.register_answer import Source
from tests.api.register_server import RegisterServer, Reply, running
from tests.api.registration_desk import FULL_TIME, HERSELF, TODAY, claim_of, promise
from tests.api.test_cli_recheck import configured

STEPS = [
    "waiting",
    "recheck",
    "lapse",
    "draw",
    "applications",
    "forget",
    "expire",
    "review",
    "events",
    "market",
    "keys",
]


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGGANG_AS_OF", TODAY.isoformat())


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with running() as one:
        yield one


def run(home: Path, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--home", str(home)])


def submitted(here: Runtime, number: int) -> State:
    one = here.registrar.apply(claim_of(number), HERSELF)
    here.registrar.sign(one.id, promise(), HERSELF)
    return here.registrar.submit(one.id, HERSELF).registration.state


def a_town(home: Path, server: RegisterServer) -> None:
    """One in force who has found work since, and one who waits for a register that now answers."""
    here = configured(home, server)
    assert submitted(here, 1) is State.ACTIVE
    silent = claim_of(2).identity.number
    server.by_person[Source.CONTRACTS, silent] = lambda *_: Reply(404)
    assert submitted(here, 2) is State.CHECKING
    here.close()
    del server.by_person[Source.CONTRACTS, silent]
    hired = FULL_TIME | {"since": "2026-11-02"}
    server.records[Source.CONTRACTS, claim_of(1).identity.number] = [hired]


def test_a_night_does_all_that_is_due_in_order_and_a_second_one_finds_nothing(
    tmp_path: Path, server: RegisterServer
) -> None:
    a_town(tmp_path, server)
    done = run(tmp_path, "nightly", "--json")
    steps = json.loads(done.stdout)["steps"]
    assert (done.exit_code, [each["step"] for each in steps]) == (0, STEPS)
    waiting, recheck, lapse, draw, applications, forget, *_ = (each["report"] for each in steps)
    assert (waiting["asked"], waiting["active"], waiting["faults"]) == (1, 1, {})
    assert (recheck["checked"], recheck["exits"]) == (2, {"X1": 1})
    assert (lapse, forget) == ({"silent": 0}, {"forgotten": 0})
    assert applications["failed"] == 0
    assert (draw["day"], draw["asked"]) == (TODAY.isoformat(), sum(draw["counties"].values()))
    again = run(tmp_path, "nightly")
    assert again.exit_code == 0
    titles = [
        "等待中的申请：再次核查 0 件",
        "复核：核查 2 人：退出 0",
        "抽查到期：",
        "抽查：",
        "求职申请：移送 0 份",
        "期满",
        "过期的岗位：",
        "用人单位：",
        "期满的清单记录：",
        "岗位行情：还没有可用的索引",
        "期满的重发键：",
    ]
    lines = again.stdout.splitlines()
    assert all(line.startswith(title) for line, title in zip(lines, titles, strict=True))


def test_without_registers_the_steps_that_need_none_are_done(tmp_path: Path) -> None:
    here = Runtime(Settings(home=tmp_path))
    assert submitted(here, 1) is State.CHECKING
    here.close()
    done = run(tmp_path, "nightly", "--json")
    steps = json.loads(done.stdout)["steps"]
    assert done.exit_code == 1
    assert [each["ok"] for each in steps] == [False, False, *[True] * 9]
    assert {each["code"] for each in steps[:2]} == {"no_registers"}
    assert all("registers.yaml" in each["words"] for each in steps[:2])
    assert "没有完成" in run(tmp_path, "nightly").stdout


def test_a_broken_list_of_registers_stops_no_other_step(
    tmp_path: Path, server: RegisterServer
) -> None:
    a_town(tmp_path, server)
    (tmp_path / "registers.yaml").write_text("employment: {ftp: x}\n", encoding="utf-8")
    done = run(tmp_path, "nightly", "--json")
    steps = json.loads(done.stdout)["steps"]
    assert [each["ok"] for each in steps] == [False, False, *[True] * 9]
    assert all("registers.yaml" in each["words"] for each in steps[:2])


def test_what_the_night_does_is_done_by_the_system(tmp_path: Path, server: RegisterServer) -> None:
    a_town(tmp_path, server)
    run(tmp_path, "nightly")
    here = Runtime(Settings(home=tmp_path))
    with reading(here.engine) as connection:
        records = list(audit.records(connection))
        assert audit.verify(connection, here.keys.audit) == ()
    here.close()
    by_night = {each.action: each.actor for each in records[-4:]}
    assert by_night["registration.exit"] == by_night["after_control.draw"] == "system"


def test_waiting_alone_asks_about_nobody_in_force(tmp_path: Path, server: RegisterServer) -> None:
    a_town(tmp_path, server)
    done = run(tmp_path, "recheck", "--waiting", "--json")
    assert done.exit_code == 0
    report = json.loads(done.stdout)
    assert (report["asked"], report["active"]) == (1, 1)
    again = run(tmp_path, "recheck", "--waiting")
    assert again.stdout.startswith("再次核查 0 件申请：已登记 0，转人工核查 0")
    assert json.loads(run(tmp_path, "recheck", "--json").stdout)["exits"] == {"X1": 1}


def test_waiting_alone_needs_registers_too(tmp_path: Path) -> None:
    Runtime(Settings(home=tmp_path)).engine.dispose()
    done = run(tmp_path, "recheck", "--waiting")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "registers.yaml" in str(done.exception)


def test_no_home_is_made_for_a_night(tmp_path: Path) -> None:
    assert run(tmp_path / "none", "nightly").exit_code == 1
    assert not (tmp_path / "none").exists()
