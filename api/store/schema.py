"""The schema's versions: bring a database up to date, or say that it is not."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Final

from sqlalchemy import Connection, Engine, inspect, text

from api.database import reading, writing
from registry.errors import LinggangError

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS: Final = Path(__file__).parent / "migrations"
# A migration's number opens the name of its file.
VERSIONS: Final = tuple(
    sorted(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
)
# Any number, the same in every process: two that migrate at once take turns.
_ADVISORY_LOCK: Final = 371300


class SchemaState(StrEnum):
    """How a database stands to this version of the program."""

    EMPTY = "empty"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


class SchemaMismatch(LinggangError):
    """The database is of another version than the program."""

    code = "schema_mismatch"


_COMPLAINTS: Final = {
    SchemaState.EMPTY: "数据库还没有建表。请运行 linggang migrate。",
    SchemaState.OLDER: "数据库的版本比程序旧。请先备份，再运行 linggang migrate。",
    SchemaState.NEWER: "数据库的版本比程序新。请安装更新的灵岗，再运行 linggang migrate。",
}


def migrate(engine: Engine) -> None:
    """Bring the database to this program's version, all or nothing; a newer one is refused."""
    # Loaded here: it takes as long to load as most commands take to run, and seldom has work.
    from alembic import command  # noqa: PLC0415

    with writing(engine) as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": _ADVISORY_LOCK})
        if _state(connection) is SchemaState.NEWER:
            raise SchemaMismatch(_COMPLAINTS[SchemaState.NEWER])
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def schema_state(engine: Engine) -> SchemaState:
    """How the database stands to this program; DatabaseUnusable if it does not answer."""
    with reading(engine) as connection:
        return _state(connection)


def require_current(engine: Engine) -> None:
    """SchemaMismatch, naming the command that mends it, unless the database is up to date."""
    state = schema_state(engine)
    if state is not SchemaState.CURRENT:
        raise SchemaMismatch(_COMPLAINTS[state])


def _state(connection: Connection) -> SchemaState:
    if not inspect(connection).has_table("alembic_version"):
        return SchemaState.EMPTY
    asked = text("SELECT version_num FROM alembic_version")
    here = connection.execute(asked).scalar_one_or_none()
    if here is None:
        return SchemaState.EMPTY
    if here == VERSIONS[-1]:
        return SchemaState.CURRENT
    return SchemaState.OLDER if here in VERSIONS else SchemaState.NEWER


def _config() -> "Config":
    from alembic.config import Config  # noqa: PLC0415  # see migrate

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
