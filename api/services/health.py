"""Health: is the database reachable and current, the index usable, the reference data whole."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from api.database import reading
from api.runtime import Runtime
from api.store import changes
from registry.errors import LinggangError


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at, and in Chinese what was found or how to mend it."""

    name: str
    passed: bool
    detail: str

    def to_json(self) -> dict[str, Any]:
        """The check as JSON."""
        return asdict(self)


def check_health(runtime: Runtime) -> tuple[Check, ...]:
    """Every check, even after one has failed."""
    return tuple(_check(name, look, runtime) for name, look in LOOKS.items())


def _check(name: str, look: Callable[[Runtime], str], runtime: Runtime) -> Check:
    try:
        return Check(name, True, look(runtime))
    except LinggangError as error:
        return Check(name, False, str(error))


def _database(runtime: Runtime) -> str:
    with reading(runtime.engine) as connection:
        return f"数据库可用，变更序号 {changes.latest(connection)}"


def _reference(runtime: Runtime) -> str:
    return f"基础数据可用，职业 {len(runtime.reference.occupations.codes)} 种"


def _index(runtime: Runtime) -> str:
    with reading(runtime.engine) as connection:
        matching = runtime.recommender(connection).matching
    return f"索引可用，岗位 {int(matching.index.alive.sum())} 条"


LOOKS = {"database": _database, "reference": _reference, "index": _index}
