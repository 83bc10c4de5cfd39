"""The schema: made, recognised, refused where it is not ours."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from api.database import DatabaseUnusable, open_engine, reading, writing
from api.store.schema import (
    VERSIONS,
    SchemaMismatch,
    SchemaState,
    _config,
    migrate,
    require_current,
    schema_state,
)
from api.store.tables import metadata


def test_an_empty_database_is_migrated_once(empty_engine: Engine) -> None:
    assert schema_state(empty_engine) is SchemaState.EMPTY
    migrate(empty_engine)
    migrate(empty_engine)
    assert schema_state(empty_engine) is SchemaState.CURRENT
    require_current(empty_engine)


def test_the_files_of_the_migrations_are_numbered_in_their_order() -> None:
    scripts = ScriptDirectory.from_config(_config())
    walked = [script.revision for script in scripts.walk_revisions()]
    assert (tuple(reversed(walked)), scripts.get_heads()) == (VERSIONS, [VERSIONS[-1]])


def test_the_migrations_make_the_tables_of_the_code(engine: Engine) -> None:
    with reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_database_without_tables_names_the_mending_command(empty_engine: Engine) -> None:
    with pytest.raises(SchemaMismatch, match="linggang migrate"):
        require_current(empty_engine)


def test_profiles_from_before_their_persons_were_kept_are_shown_and_nobodys(
    empty_engine: Engine,
) -> None:
    row = {"id": "W1", "at": "2026-11-22 01:30:00", "day": "2026-11-22", "hash": "0" * 64}
    with writing(empty_engine) as connection:
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0004")
        connection.execute(
            text(
                "INSERT INTO workers (id, first_seen, last_seen, content_hash, document)"
                " VALUES (:id, :at, :day, :hash, '{}')"
            ),
            row,
        )
    assert schema_state(empty_engine) is SchemaState.OLDER
    migrate(empty_engine)
    with reading(empty_engine) as connection:
        asked = text("SELECT person, hidden_reason FROM workers")
        assert tuple(connection.execute(asked).one()) == ("", "")


def test_a_newer_database_is_refused_and_left_alone(engine: Engine) -> None:
    with writing(engine) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert schema_state(engine) is SchemaState.NEWER
    for act in (require_current, migrate):
        with pytest.raises(SchemaMismatch, match="linggang migrate"):
            act(engine)


def test_sqlite_is_set_to_lose_nothing(sqlite_engine: Engine) -> None:
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 15000}
    with reading(sqlite_engine) as connection:
        for pragma, value in wanted.items():
            assert connection.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


def test_a_file_that_is_no_database_is_said_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "broken.db"
    path.write_bytes(b"no database" * 100)
    with pytest.raises(DatabaseUnusable, match="打不开") as caught:
        schema_state(open_engine(f"sqlite:///{path}"))
    assert "\n" not in str(caught.value)


def test_a_server_that_does_not_answer_is_said_without_its_password() -> None:
    engine = open_engine("postgres://user:secret@127.0.0.1:1/none?connect_timeout=2")
    with pytest.raises(DatabaseUnusable, match="打不开") as caught:
        schema_state(engine)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("url", ["", "no url", "mysql://host/db"])
def test_an_address_that_is_none_of_ours_is_refused(url: str) -> None:
    with pytest.raises(DatabaseUnusable):
        open_engine(url)
