"""Policies that ended, of data/policy/ended_policies.yaml: read, checked, and every fault named."""

from pathlib import Path
from typing import Final

from api.policy_number import PolicyFileBroken, read_mapping
from api.policy_rows import check_days, read_rows
from registry.entitlements.ended import EndedPolicy

FILE: Final = "ended_policies.yaml"


def load_ended_policies(folder: Path) -> tuple[EndedPolicy, ...]:
    """The rows of a policy folder; PolicyFileBroken names row and field at fault."""
    path = folder / FILE
    rows = read_rows(EndedPolicy, read_mapping(path), "policies", path)
    check_days(rows, [each.code for each in rows], f"{FILE} 的 policies ")
    for number, each in enumerate(rows, 1):
        if not (each.name and each.clause and each.source and each.told):
            raise PolicyFileBroken(
                f"{FILE} 的 policies 第 {number} 行：name、clause、source 和 told 都要写。"
            )
    return rows
