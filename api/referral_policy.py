"""The articles of data/policy/legal_bases.yaml that a referral may rest on, and a bureau's own."""

from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Final

from api.policy_number import PolicyFileBroken
from api.policy_rows import check_days, read_tables
from registry.registration.legal_basis import LegalBasis

FILE: Final = "legal_bases.yaml"


def load_legal_bases(folder: Path, own: Path | None = None) -> tuple[LegalBasis, ...]:
    """The articles of a policy folder and a bureau's; PolicyFileBroken names row and fault."""
    bases = tuple(chain.from_iterable(read_tables(LegalBasis, folder, own, FILE, "bases")))
    for number, basis in enumerate(bases, 1):
        for name in (field.name for field in fields(basis) if field.type is str):
            if not getattr(basis, name).strip():
                raise PolicyFileBroken(f"{FILE} 的 bases 第 {number} 行：{name} 不能为空。")
    check_days(bases, [basis.code for basis in bases], f"{FILE} 的 bases ")
    return bases
