"""Files of the data folder, and the one way in which they can be broken."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from api.yaml_text import parsed
from registry.errors import LinggangError


class DataFileBroken(LinggangError):
    """A file of reference data that cannot be used; its text names file, row and fault."""

    code = "data_file_broken"

    def __init__(self, file: str, row: int | None, fault: str) -> None:
        self.file, self.row = file, row
        where = f"第 {row} 行" if row else ""
        super().__init__(f"基础数据 data/{file} {where}：{fault}。请改正这一处，或恢复原文件。")


def read_mapping(data_dir: Path, file: str) -> Mapping[str, Any]:
    """The mapping a YAML file holds; DataFileBroken where it holds none."""
    try:
        data = parsed((data_dir / file).read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise DataFileBroken(file, None, f"读不到文件（{fault.strerror}）") from fault
    except UnicodeDecodeError as fault:
        raise DataFileBroken(file, None, "不是 UTF-8 编码") from fault
    except (yaml.YAMLError, ValueError) as fault:  # ValueError: a day like 02-30
        raise DataFileBroken(file, None, f"不是可读的 YAML：{fault}") from fault
    if not isinstance(data, dict):
        raise DataFileBroken(file, None, "应是一组“名称: 值”")
    return data


def texts(data: Mapping[str, Any], name: str, file: str) -> tuple[str, ...]:
    """A list of texts of a mapping, () where it is left out."""
    value = data.get(name) or []
    if not isinstance(value, list):
        raise DataFileBroken(file, None, f"{name} 应是一个列表")
    return tuple(str(item) for item in value)


def named(data: Mapping[str, Any], name: str, file: str, of: str) -> Any:
    """A value that must be there; `of` says in the error whose it is."""
    if data.get(name) is None:
        raise DataFileBroken(file, None, f"{of} 缺少 {name} 一项")
    return data[name]
