"""The hit table of data/policy/cross_check.yaml: read, checked, and every fault named."""

from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from api.policy_number import PolicyFileBroken, read_mapping
from registry.registration.exits import ExitCode
from registry.registration.hits import Effect, HitRule
from registry.registration.register_answer import Source

FILE: Final = "cross_check.yaml"


@dataclass(frozen=True, config={"extra": "forbid"})
class _Row:
    source: Source
    kind: Annotated[str, Field(pattern=r"^[a-z_]+$")]
    effect: Effect
    code: Annotated[str, Field(pattern=r"^[A-Z_]+$")]
    clause: Annotated[str, Field(min_length=1)]
    reason: Annotated[str, Field(min_length=1)]
    mend: str = ""
    running: Annotated[bool | None, Field()] = True
    when: dict[str, str] = Field(default_factory=dict)
    months_ago: tuple[int | None, int | None] = (None, None)
    flag: str = ""
    leaves_by: ExitCode | None = None


_ROWS: Final = TypeAdapter(list[_Row])


def load_hit_table(folder: Path) -> tuple[HitRule, ...]:
    """The rows of a policy folder, in order; PolicyFileBroken names row and field at fault."""
    path = folder / FILE
    data = read_mapping(path)
    try:
        rows = _ROWS.validate_python([_running(row) for row in data["hits"]])
    except KeyError as fault:
        raise PolicyFileBroken(f"{path.name} 里没有 hits：请从安装包补回。") from fault
    except ValidationError as fault:
        first = fault.errors()[0]
        row, *field = first["loc"]
        where = ".".join(map(str, field)) or "整行"
        raise PolicyFileBroken(
            f"{path.name} 的 hits 第 {int(row) + 1} 行，{where}：{first['msg']}"
        ) from fault
    return tuple(
        HitRule(
            source=row.source,
            kind=row.kind,
            effect=row.effect,
            code=row.code,
            clause=row.clause,
            reason=row.reason,
            mend=row.mend,
            running=row.running,
            when=row.when,
            months_ago=row.months_ago,
            flag=row.flag,
            leaves_by=row.leaves_by.value if row.leaves_by else "",
        )
        for row in rows
    )


def _running(row: dict[str, Any]) -> dict[str, Any]:
    """`any` is written for “whether it is in force or not”."""
    return row | {"running": None} if row.get("running") == "any" else row
