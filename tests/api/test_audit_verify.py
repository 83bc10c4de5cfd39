"""`linggang audit verify`: whatever somebody does to the chain by SQL is found and named."""

import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import Connection, Engine, text
from typer.testing import CliRunner

from api.cli.main import app
from api.database import reading, snapshot, writing
from api.runtime import Runtime
from api.services.audit_report import verify_chain
from api.settings import Settings
from api.store import audit
from registry.actor import Actor, Role
from registry.audit import FIRST, sealed
from tests.api.registration_desk import KEYS

LENGTH = 30
BEGIN = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
OFFICER = Actor("zhao", Role.OFFICER, "371311")
TAMPERINGS = 2_000 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 200
TEXTS = ("actor", "office", "action", "subject", "detail", "before", "hash")
INSERT = text(
    "INSERT INTO audit (sequence, at, actor, office, action, subject, detail, before, hash) "
    "VALUES (:sequence, :at, :actor, :office, :action, :subject, :detail, :before, :hash)"
)


def fill(engine: Engine, key: bytes = KEYS.audit, length: int = LENGTH) -> None:
    with writing(engine) as connection:
        for number in range(length):
            at = BEGIN + timedelta(minutes=number)
            audit.append(connection, key, OFFICER, "registration.exit", f"r{number}", at, n=number)


def moment(connection: Connection, at: datetime) -> object:
    """A time as SQL writes it in this database."""
    is_sqlite = connection.dialect.name == "sqlite"
    return at.strftime("%Y-%m-%d %H:%M:%S.%f") if is_sqlite else at


def change_a_text(connection: Connection, chance: Random) -> None:
    name, place = chance.choice(TEXTS), chance.randint(1, LENGTH)
    if name == "hash":  # the column holds 64 characters
        new = "".join(chance.choices("0123456789abcdef", k=64))
    elif name == "before":
        new = chance.choice([FIRST[1:] + "1", "", "f" * 64])
    else:
        new = chance.choice(["", " ", "qian", "{}", '{"n": 99}', "registration.clear", "０"])
    connection.execute(
        text(f"UPDATE audit SET {name} = :new WHERE sequence = :place"),  # noqa: S608
        {"new": new, "place": place},
    )


def change_a_time(connection: Connection, chance: Random) -> None:
    at = BEGIN - timedelta(microseconds=chance.randint(1, 10**12))
    new: object = moment(connection, at)
    if connection.dialect.name == "sqlite":  # which takes anything
        new = chance.choice([new, "yesterday", "", 20261122, b"\xff"])
    connection.execute(
        text("UPDATE audit SET at = :new WHERE sequence = :place"),
        {"new": new, "place": chance.randint(1, LENGTH)},
    )


def change_a_number(connection: Connection, chance: Random) -> None:
    numbers: list[object] = [0, -7, LENGTH + 1, LENGTH + 50]
    if connection.dialect.name == "sqlite":
        numbers += ["first", 2.5]
    connection.execute(
        text("UPDATE audit SET sequence = :new WHERE sequence = :place"),
        {"new": chance.choice(numbers), "place": chance.randint(1, LENGTH)},
    )


def delete_a_row(connection: Connection, chance: Random) -> None:
    connection.execute(
        text("DELETE FROM audit WHERE sequence = :place"), {"place": chance.randint(1, LENGTH)}
    )


def insert_a_forged_row(connection: Connection, chance: Random) -> None:
    place = chance.choice([LENGTH + 1, LENGTH + 2, 0, -1])
    after = audit.hash_of(connection, LENGTH) or ""
    key = bytes(chance.randrange(256) for _ in range(32))
    forged = sealed(place, BEGIN, "zhao", "371311", "registration.clear", "r9", "{}", after, key)
    row = {name: getattr(forged, name) for name in forged.__slots__}
    connection.execute(INSERT, row | {"at": moment(connection, forged.at)})
    if chance.random() < 0.5:
        head = {"sequence": place, "hash": forged.hash}
        connection.execute(text("UPDATE audit_head SET sequence = :sequence, hash = :hash"), head)


def swap_two(connection: Connection, chance: Random) -> None:
    one, other = chance.sample(range(1, LENGTH + 1), 2)
    for old, new in ((one, 999), (other, one), (999, other)):
        connection.execute(
            text("UPDATE audit SET sequence = :new WHERE sequence = :old"),
            {"old": old, "new": new},
        )


def cut_the_end(connection: Connection, chance: Random) -> None:
    connection.execute(
        text("DELETE FROM audit WHERE sequence > :last"), {"last": chance.randint(0, LENGTH - 1)}
    )


def change_the_head(connection: Connection, chance: Random) -> None:
    statement = chance.choice(
        [
            "UPDATE audit_head SET hash = '" + "0" * 64 + "'",
            "UPDATE audit_head SET sequence = sequence - 1",
            "UPDATE audit_head SET sequence = sequence + 1",
            "UPDATE audit_head SET sequence = 0",
            "DELETE FROM audit_head",
            "INSERT INTO audit_head (name, sequence, hash) VALUES ('other', 1, 'x')",
        ]
    )
    connection.execute(text(statement))


def rewrite_with_a_guessed_key(connection: Connection, chance: Random) -> None:
    """Everything from one record on told otherwise, every hash and the head made to fit."""
    key = bytes(chance.randrange(256) for _ in range(32))
    first = chance.randint(1, LENGTH)
    kept = list(audit.records(connection))
    before = kept[first - 2].hash if first > 1 else FIRST
    for record in kept[first - 1 :]:
        detail = '{"n": 99}' if record.sequence == first else record.detail
        forged = sealed(
            record.sequence,
            record.at,
            record.actor,
            record.office,
            record.action,
            record.subject,
            detail,
            before,
            key,
        )
        before = forged.hash
        connection.execute(
            text("UPDATE audit SET detail = :d, before = :b, hash = :h WHERE sequence = :s"),
            {"d": detail, "b": forged.before, "h": forged.hash, "s": forged.sequence},
        )
    connection.execute(text("UPDATE audit_head SET hash = :h"), {"h": before})


KINDS = (
    change_a_text,
    change_a_time,
    change_a_number,
    delete_a_row,
    insert_a_forged_row,
    swap_two,
    cut_the_end,
    change_the_head,
    rewrite_with_a_guessed_key,
)


def test_every_tampering_by_sql_is_found_and_named(engine: Engine) -> None:
    fill(engine)
    for number in range(TAMPERINGS):
        tamper = KINDS[number % len(KINDS)]
        with engine.connect() as connection:
            assert audit.verify(connection, KEYS.audit) == ()
            tamper(connection, Random(number))
            report = verify_chain(connection, KEYS.audit)
            connection.rollback()
        assert report.breaks, f"{tamper.__name__} with {number}"
        assert all(each.reason for each in report.breaks)
        assert not report.is_whole


def test_an_end_cut_off_together_with_its_head_is_found_by_a_hash_kept_elsewhere(
    engine: Engine,
) -> None:
    fill(engine)
    with reading(engine) as connection:
        noted = audit.head_of(connection)
    with writing(engine) as connection:
        connection.execute(text("DELETE FROM audit WHERE sequence > 20"))
        last = audit.hash_of(connection, 20)
        connection.execute(text("UPDATE audit_head SET sequence = 20, hash = :h"), {"h": last})
    with snapshot(engine) as connection:
        assert verify_chain(connection, KEYS.audit).is_whole, "the database alone cannot tell"
        (found,) = verify_chain(connection, KEYS.audit, noted).breaks
        assert (found.sequence, found.reason) == (30, "当时印出的第 30 条记录已经不在")
        assert verify_chain(connection, KEYS.audit, (20, str(last))).is_whole
        assert verify_chain(connection, KEYS.audit, (0, FIRST)).is_whole
        (other,) = verify_chain(connection, KEYS.audit, (20, "0" * 64)).breaks
        assert "不同" in other.reason


def test_a_chain_that_grows_while_it_is_verified_is_whole(engine: Engine) -> None:
    fill(engine)
    with snapshot(engine) as connection:
        assert audit.head_of(connection) is not None
        fill(engine, length=3)
        assert verify_chain(connection, KEYS.audit).is_whole


# ---------------------------------------------------------------- the command


@pytest.fixture
def home(tmp_path: Path) -> Runtime:
    here = Runtime(Settings(home=tmp_path))
    fill(here.engine, here.keys.audit, 5)
    return here


def test_a_whole_chain_is_counted_and_its_end_printed_to_be_kept(home: Runtime) -> None:
    arguments = ["audit", "verify", "--home", str(home.settings.home)]
    done = CliRunner().invoke(app, [*arguments, "--json"])
    found = json.loads(done.stdout)
    assert (done.exit_code, found["whole"], found["count"], found["breaks"]) == (0, True, 5, [])
    told = CliRunner().invoke(app, arguments).stdout
    noted = told.splitlines()[-1].removeprefix("末尾：")
    assert noted == f"5:{found['head']['hash']}"
    fill(home.engine, home.keys.audit, 2)
    again = CliRunner().invoke(app, [*arguments, "--expect", noted, "--json"])
    assert (again.exit_code, json.loads(again.stdout)["count"]) == (0, 7)


def test_a_broken_chain_ends_in_exit_code_1_with_every_break_named(home: Runtime) -> None:
    with writing(home.engine) as connection:
        connection.execute(text("UPDATE audit SET actor = 'qian' WHERE sequence = 2"))
        connection.execute(text("DELETE FROM audit WHERE sequence = 4"))
    arguments = ["audit", "verify", "--home", str(home.settings.home)]
    done = CliRunner().invoke(app, [*arguments, "--json"])
    named = [each["sequence"] for each in json.loads(done.stdout)["breaks"]]
    assert (done.exit_code, named) == (1, [2, 4, 5])
    told = CliRunner().invoke(app, arguments)
    assert told.exit_code == 1
    assert "第 2 条：内容与校验值不符" in told.stdout


def test_what_is_expected_must_be_as_it_was_printed(home: Runtime) -> None:
    arguments = ["audit", "verify", "--home", str(home.settings.home), "--expect", "5"]
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == 1
    assert "序号:校验值" in str(done.exception)


def test_no_home_is_made_to_be_verified(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["audit", "verify", "--home", str(tmp_path / "none")])
    assert done.exit_code == 1
    assert not (tmp_path / "none").exists()
