"""Case files read: YAML lists of cases, each fault told by file, number of the case, and key."""

from collections.abc import Iterator, Mapping, Sequence
from inspect import isclass
from pathlib import Path
from typing import Any, Final, get_args

import yaml
from pydantic import BaseModel, ValidationError

from api.cases.models import KINDS, AnyCase
from api.feeds.strict import fault_of, unknown_key
from api.yaml_text import SafeLoader, parsed
from registry.errors import LinggangError

SHAPE: Final = "每个文件是一个列表，每例写 id、kind、clause、facts、expect。"
MERGE: Final = "tag:yaml.org,2002:merge"
UNKNOWN_KEY: Final = "extra_forbidden"  # told before what is missing: it is likely the same key
# What the models' own validators mean, by the word they raise.
RAISED: Final = {
    "expect": "没有写任何期望，请至少写一项。",
    "suspect": "疑点由 registers 与 declared 的不一致得出，不另外写。",
    "somebody": "请写 id，或者写 born 和 sex。",
}


class CaseFileBroken(LinggangError):
    """A case file that cannot be read; its text names file, case, key and remedy."""

    code = "case_file_broken"


class _NoKeyTwice(SafeLoader):
    """YAML in which a key written twice is a fault, not the last one's victory."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        own = (key for key, _ in node.value if key.tag != MERGE)  # `<<` is there to be overridden
        keys = [self.construct_object(key, deep=True) for key in own]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            line = node.start_mark.line + 1
            raise CaseFileBroken(f"第 {line} 行起的一组里“{twice}”写了两次，请删去一个。")
        return super().construct_mapping(node, deep)


def read_cases(path: Path, must_expect: bool = True) -> tuple[AnyCase, ...]:
    """Every case of a file, or of all YAML files in a folder and below it, by file and place.

    must_expect: a case that expects nothing is a fault.
    """
    files = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
    cases = [(file, case) for file in files for case in _cases_of(file)]
    if not cases:
        raise CaseFileBroken(f"{path} 里没有规则用例（*.yaml）。{SHAPE}")
    bare = next(((file, case) for file, case in cases if case.expect is None), None)
    if must_expect and bare is not None:
        raise CaseFileBroken(f"{bare[0].name} 的 id {bare[1].id}：{RAISED['expect']}")
    first: dict[str, Path] = {}
    for file, case in cases:
        if case.id in first:
            other = first[case.id].name
            raise CaseFileBroken(
                f"{file.name}：编号 {case.id} 与 {other} 里的重复，请另取一个编号。"
            )
        first[case.id] = file
    return tuple(case for _, case in cases)


def _cases_of(file: Path) -> Iterator[AnyCase]:
    try:
        rows = parsed(file.read_text(encoding="utf-8"), _NoKeyTwice)
    except CaseFileBroken as fault:
        raise CaseFileBroken(f"{file.name}：{fault}") from fault
    except (UnicodeDecodeError, yaml.YAMLError) as fault:
        raise CaseFileBroken(f"{file.name} 不是可读的 YAML：{_one_line(fault)}") from fault
    if not isinstance(rows, list):
        raise CaseFileBroken(f"{file.name}：{SHAPE}")
    for place, row in enumerate(rows, 1):
        yield _case(row, f"{file.name} 第 {place} 例")


def _case(row: Any, where: str) -> AnyCase:
    if not isinstance(row, Mapping):
        raise CaseFileBroken(f"{where}：应写成几行“名称: 值”。{SHAPE}")
    if "id" in row:
        where = f"{where}（id {row['id']}）"
    kind = row.get("kind", "decision")
    if not isinstance(kind, str) or kind not in KINDS:
        raise CaseFileBroken(f"{where}，kind：“{kind}”不可选；可选：{'、'.join(KINDS)}。")
    try:
        return KINDS[kind].model_validate(row)
    except ValidationError as fault:
        raise CaseFileBroken(f"{where}，{_told(fault, KINDS[kind])}") from fault


def _told(fault: ValidationError, model: type[BaseModel]) -> str:
    faults = fault.errors(include_url=False)
    first = min(faults, key=lambda each: each["type"] != UNKNOWN_KEY)
    kind, loc, context = first["type"], first["loc"], first.get("ctx", {})
    if kind == UNKNOWN_KEY:
        path = ".".join(map(str, loc))
        return f"{path}：{unknown_key('栏目', str(loc[-1]), _keys_at(model, loc))}"
    path, _, reason = fault_of(kind, loc)
    if "error" in context:
        reason = RAISED.get(str(context["error"]), reason)
    elif "expected" in context:
        choices = str(context["expected"]).replace(" or ", "、").replace(", ", "、")
        reason = f"“{first['input']}”不可选；可选：{choices}。"
    return f"{path}：{reason}"


def _keys_at(model: type[BaseModel], loc: Sequence[int | str]) -> list[str]:
    """The keys that may stand where an unknown one does."""
    for part in loc[:-1]:
        field = model.model_fields.get(str(part))
        model = (_model_in(field.annotation) if field else None) or model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isclass(annotation) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for each in get_args(annotation) if (found := _model_in(each))), None)


def _one_line(fault: Exception) -> str:
    return " ".join(str(fault).split())
