"""Dated rows of a policy file that is no single number, read strictly into the core's values."""

import json
from collections.abc import Hashable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Protocol, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from api.policy_number import PolicyFileBroken, read_mapping


class Dated(Protocol):
    """A row that holds from `start` to `end`, both days included; end None: still."""

    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date | None: ...


Row = TypeVar("Row")


def read_rows(row: type[Row], data: Mapping[str, Any], key: str, path: Path) -> tuple[Row, ...]:
    """The rows under a key; PolicyFileBroken names row, field and fault. Unknown fields are faults.

    row: a dataclass of the core.
    """
    where = f"{path.name} 的 {key} "
    if not isinstance(data.get(key), list):
        raise PolicyFileBroken(f"{where}应是一个列表：请从安装包补回。")
    adapter = TypeAdapter(list[row], config=ConfigDict(extra="forbid"))  # type: ignore[valid-type]
    try:
        # As JSON, so that texts become dates and codes, and nothing else is converted.
        found = adapter.validate_json(json.dumps(data[key], default=str), strict=True)
    except ValidationError as fault:
        first = fault.errors()[0]
        number, *field = first["loc"]
        name = ".".join(map(str, field)) or "整行"
        raise PolicyFileBroken(f"{where}第 {int(number) + 1} 行，{name}：{first['msg']}") from fault
    return tuple(found)


def read_tables(
    row: type[Row], folder: Path, own: Path | None, file: str, key: str
) -> tuple[tuple[Row, ...], ...]:
    """The shipped rows of a file and, where a bureau has a file of that name, its own after them.

    own: the bureau's folder, which need not be there; its file names its author.
    """
    shipped = read_rows(row, read_mapping(folder / file), key, folder / file)
    if own is None or not (own / file).is_file():
        return (shipped,)
    data = read_mapping(own / file)
    if not data.get("author"):
        raise PolicyFileBroken(f"{file}：缺少 author；本单位自定的取值须写明由谁填写。")
    return (shipped, read_rows(row, data, key, own / file))


def check_days(rows: Sequence[Dated], of: Iterable[Hashable], where: str) -> None:
    """PolicyFileBroken where a row ends before it begins, or two of a kind hold on one day.

    of: what each row is of, in order; only rows of the same are compared.
    """
    seen: dict[Hashable, list[tuple[int, Dated]]] = {}
    for number, (row, kind) in enumerate(zip(rows, of, strict=True), 1):
        if row.end is not None and row.end < row.start:
            raise PolicyFileBroken(f"{where}第 {number} 行：止日 {row.end} 早于起日 {row.start}。")
        for before, other in seen.setdefault(kind, []):
            if row.start <= (other.end or date.max) and other.start <= (row.end or date.max):
                raise PolicyFileBroken(
                    f"{where}第 {number} 行与第 {before} 行重叠；请给先前的一行写上 end。"
                )
        seen[kind].append((number, row))
