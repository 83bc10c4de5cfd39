"""The hit table of data/policy/cross_check.yaml: read, checked, and every fault named."""

from dataclasses import fields
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from api.feeds.strict import fault_of, unknown_key
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
    running: bool | None = True
    when: dict[str, str] = Field(default_factory=dict)
    months_ago: tuple[int | None, int | None] = (None, None)
    flag: str = ""
    leaves_by: ExitCode | None = None


KEYS: Final = tuple(each.name for each in fields(_Row))
_ROWS: Final = TypeAdapter(list[_Row])


def load_hit_table(folder: Path) -> tuple[HitRule, ...]:
    """The rows of a policy folder, in order; PolicyFileBroken names row and field at fault."""
    given = read_mapping(folder / FILE).get("hits")
    if not isinstance(given, list) or not given:
        raise PolicyFileBroken(f"{FILE} 里没有 hits 列表：请从安装包补回。")
    try:
        rows = _ROWS.validate_python([_running(row) for row in given])
    except ValidationError as fault:
        raise PolicyFileBroken(_told(fault)) from fault
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


def _running(row: Any) -> Any:
    """`any` is written for “whether it is in force or not”."""
    is_any = isinstance(row, dict) and row.get("running") == "any"
    return row | {"running": None} if is_any else row


def _told(fault: ValidationError) -> str:
    """The first fault by row and key, in Chinese."""
    first = fault.errors(include_url=False)[0]
    row, *key = first["loc"]
    where = f"{FILE} 的 hits 第 {int(row) + 1} 行"
    if first["type"] == "unexpected_keyword_argument":
        return f"{where}：{unknown_key('栏目', str(key[-1]), KEYS)}"
    path, _, reason = fault_of(first["type"], key)
    return f"{where}{f'，{path}' if path else ''}：{reason}请对照文件开头的说明修正。"
