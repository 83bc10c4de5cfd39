"""Files out: whose registration changed since a day, in bytes that only the state decides."""

import csv
import io
import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.database import reading
from api.exchange.columns import Column
from api.services.exchange_out import export_file
from api.store import audit
from registry.registration.application import State
from registry.registration.exits import ExitCode
from tests.api.exchange_people import CERTIFICATE, clerk
from tests.api.registration_desk import HERSELF, KEYS, NOON, OFFICER, Desk, claim_of, desk

START = date(2026, 11, 1)


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def exported(here: Desk, path: Path, since: date = START) -> list[dict[str, str]]:
    export_file(clerk(here.registrar.engine), since, path)
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline="")))


def test_one_row_for_each_that_began_changed_or_ended_and_for_nobody_else(
    here: Desk, tmp_path: Path
) -> None:
    began = here.submitted(claim_of(1, certificate_number=CERTIFICATE)).registration
    left = here.submitted(claim_of(2)).registration
    here.registrar.leave(left.id, ExitCode.X4, date(2026, 11, 20), HERSELF)
    void = here.submitted(claim_of(3)).registration
    here.registrar.revoke(void.id, "核实为虚假承诺。", OFFICER)
    here.registrar.apply(claim_of(4), HERSELF)
    rows = exported(here, tmp_path / "out.csv")
    assert [row[Column.ID_NUMBER] for row in rows] == sorted(
        claim_of(number).identity.number for number in (1, 2, 3)
    )
    found = {row[Column.ID_NUMBER]: row for row in rows}
    first = found[began.claim.identity.number]
    assert first[Column.VALID] == "1"
    assert first[Column.PROMISED] == first[Column.REGISTERED] == "2026-11-22"
    assert found[left.claim.identity.number][Column.END_REASON] == "X4"
    assert found[void.claim.identity.number][Column.END_REASON] == "R"


def test_what_changed_before_the_day_is_left_out_and_comes_again_when_it_is_corrected(
    here: Desk, tmp_path: Path
) -> None:
    one = here.submitted(claim_of()).registration
    here.wait(days=2)
    tomorrow = date(2026, 11, 23)
    assert exported(here, tmp_path / "a.csv", date(2026, 11, 22)) != []
    assert exported(here, tmp_path / "b.csv", tomorrow) == []
    here.registrar.correct(one.id, replace(one.claim, phone="13900000000"), HERSELF)
    (row,) = exported(here, tmp_path / "c.csv", tomorrow)
    assert row[Column.PHONE] == "13900000000"


def test_the_same_state_gives_the_same_bytes_for_its_owner_alone(
    here: Desk, tmp_path: Path
) -> None:
    for number in (3, 1, 2):
        here.submitted(claim_of(number))
    path, again = tmp_path / "a.csv", tmp_path / "b.csv"
    path.write_text("before")
    path.chmod(0o644)
    exported(here, path)
    exported(here, again)
    assert path.read_bytes() == again.read_bytes()
    assert stat.S_IMODE(path.stat().st_mode) == stat.S_IMODE(again.stat().st_mode) == 0o600
    assert sorted(each.name for each in tmp_path.glob("*.csv*")) == ["a.csv", "b.csv"]


def test_each_export_is_audited_by_whom_how_many_and_which_bytes_and_by_no_name(
    here: Desk, tmp_path: Path
) -> None:
    hers = claim_of(name="某某某")
    here.submitted(hers)
    path = tmp_path / "out.csv"
    for _ in range(2):
        exported(here, path)
    with reading(here.registrar.engine) as connection:
        kept = [each for each in audit.records(connection) if each.action == "registry.export"]
        assert audit.verify(connection, KEYS.audit) == ()
    assert len(kept) == 2
    detail = json.loads(kept[0].detail)
    assert (kept[0].actor, kept[0].at, detail["rows"]) == ("zhao", NOON, 1)
    assert detail["sha256"] == sha256(path.read_bytes()).hexdigest()
    assert not any(secret in repr(kept) for secret in (hers.name, hers.identity.number, hers.phone))


def test_a_file_that_cannot_be_written_leaves_nothing_behind(here: Desk, tmp_path: Path) -> None:
    assert here.submitted(claim_of()).registration.state is State.ACTIVE
    with pytest.raises(OSError, match="missing"):
        exported(here, tmp_path / "missing" / "out.csv")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="folder"):
        exported(here, tmp_path / "folder")
    assert not list(tmp_path.glob(".*"))
