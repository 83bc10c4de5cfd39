"""The database: one engine for SQLite or PostgreSQL, and transactions that read or write."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import ConnectionPoolEntry

from registry.errors import LinggangError

PRAGMAS: Final = (
    "PRAGMA busy_timeout = 15000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
)
DRIVERS: Final = {
    "sqlite": "sqlite+pysqlite",
    "postgres": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
}
# So many connections one request may hold at once, each within the other: what it reads by, what it
# writes by, and what is noted beside it. api/edge/turns.py lets in no more than there are for.
NESTED: Final = 3
CONNECTIONS: Final = 48
KEPT_OPEN: Final = 16
# What else holds or is noted in the very transaction by which a request changes something.
BEFORE_COMMIT: Final[ContextVar[tuple[Callable[[Connection], None], ...]]] = ContextVar(
    "before_commit", default=()
)


class DatabaseUnusable(LinggangError):
    """The database cannot be opened: wrong address, no server, or a file that is no database."""

    code = "database_unusable"


def open_engine(url: str) -> Engine:
    """An engine for an SQLite or PostgreSQL address; the folder of an SQLite file is made.

    Transactions are begun by `reading` and `writing`, not by `engine.begin()`: on SQLite a writer
    must say so when it begins, or it may fail at its first write. DatabaseUnusable: bad address.
    """
    try:
        address = make_url(url)
    except ArgumentError as error:
        raise DatabaseUnusable(
            "数据库地址读不懂：请写成 sqlite:///文件 或 postgresql://用户@主机/库 的样子。"
        ) from error
    address = address.set(drivername=DRIVERS.get(address.drivername, address.drivername))
    if address.get_backend_name() not in {"sqlite", "postgresql"}:
        raise DatabaseUnusable(f"不支持 {address.drivername}：数据库只能是 SQLite 或 PostgreSQL。")
    # Errors are logged, and what was to be stored may be somebody's: never with the values.
    engine = create_engine(
        address,
        pool_pre_ping=address.get_backend_name() == "postgresql",
        hide_parameters=True,
        pool_size=KEPT_OPEN,
        max_overflow=CONNECTIONS - KEPT_OPEN,
    )
    if engine.dialect.name == "sqlite":
        if address.database and address.database != ":memory:":
            make_folder(Path(address.database).parent)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
    return engine


def make_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter; one that exists is left as it is."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads."""
    with _clear_errors(engine), engine.connect() as connection, connection.begin():
        yield connection


@contextmanager
def beside(connection: Connection) -> Iterator[Connection]:
    """A transaction that only reads the store as it stands now, beside one that began before.

    What is kept in memory for all follows the store by it: by an older view it would go back.
    """
    with reading(connection.engine.execution_options(linggang_begin="BEGIN")) as now:
        yield now


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """A transaction that only reads, and all of it at one moment, whatever others write."""
    is_postgres = engine.dialect.name == "postgresql"
    level = {"isolation_level": "REPEATABLE READ"} if is_postgres else {}
    with reading(engine.execution_options(**level)) as connection:
        yield connection


@contextmanager
def writing(engine: Engine, *, is_effect: bool = True) -> Iterator[Connection]:
    """A transaction that writes: committed at the end, undone on any error.

    On SQLite it begins IMMEDIATE: writers queue (up to 15 s) instead of failing half-way.
    is_effect: whether it is part of what was asked for; False for notes beside it, such as when a
    session was last used.
    """
    writer = engine.execution_options(linggang_begin="BEGIN IMMEDIATE")
    with _clear_errors(engine), writer.connect() as connection, connection.begin():
        yield connection
        for act in BEFORE_COMMIT.get() if is_effect else ():
            act(connection)


@contextmanager
def _clear_errors(engine: Engine) -> Iterator[None]:
    """Say in one line, without the password, that the database itself does not answer."""
    try:
        yield
    except DBAPIError as error:
        if not _is_unusable(error):
            raise
        where = engine.url.render_as_string(hide_password=True)
        cause = str(error.orig).strip().partition("\n")[0]
        raise DatabaseUnusable(
            f"数据库 {where} 打不开（{cause}）。请检查 LINGGANG_DATABASE_URL 和 LINGGANG_HOME，"
            "再运行 linggang doctor。"
        ) from error


def _is_unusable(error: DBAPIError) -> bool:
    words = str(error.orig).lower()
    signs = ("unable to open", "not a database", "malformed", "readonly", "connection", "locked")
    return error.connection_invalidated or any(sign in words for sign in signs)


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    # The driver must not begin transactions by itself: _begin_sqlite says how they begin.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    connection.exec_driver_sql(str(options.get("linggang_begin", "BEGIN")))
