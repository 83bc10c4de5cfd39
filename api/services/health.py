"""Health: is the database reachable, the index usable, the data whole; which registers lack."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from api.database import reading
from api.registers.configured import open_registers
from api.runtime import Runtime
from api.store import changes
from registry.errors import LinggangError
from registry.registration.register_answer import SOURCE_NAMES


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


def check_installation(runtime: Runtime) -> tuple[Check, ...]:
    """Health, and what else an installation needs that lists do not."""
    return (*check_health(runtime), _check("registers", _registers, runtime))


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


def _registers(runtime: Runtime) -> str:
    registers = open_registers(runtime.settings)
    registers.close()
    known = {each.source for each in registers.each}
    lacking = "、".join(name for source, name in SOURCE_NAMES.items() if source not in known)
    if not lacking:
        return "五处登记簿都已写明怎样接入"
    remedy = "登记会一直等它们答复；接入写在 registers.yaml（docs/registers.md）"
    return f"登记簿没有接入：{lacking}。{remedy}"


LOOKS = {"database": _database, "reference": _reference, "index": _index}
