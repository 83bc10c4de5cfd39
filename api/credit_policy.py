"""The time boxes of data/policy/credit_terms.yaml: read, checked, and every fault named."""

from pathlib import Path
from typing import Final

from api.policy_number import PolicyFileBroken, read_mapping
from api.policy_rows import check_days, read_rows
from registry.registration.credit_terms import CreditTerms, DeadlineTerm, Term

FILE: Final = "credit_terms.yaml"


def load_credit_terms(folder: Path) -> CreditTerms:
    """The time boxes of a policy folder; PolicyFileBroken names list, row and field at fault."""
    path = folder / FILE
    data = read_mapping(path)
    terms = read_rows(Term, data, "terms", path)
    deadlines = read_rows(DeadlineTerm, data, "deadlines", path)
    check_days(terms, [term.kind for term in terms], f"{FILE} 的 terms ")
    check_days(deadlines, [each.kind for each in deadlines], f"{FILE} 的 deadlines ")
    for number, term in enumerate(terms, 1):
        if not (0 <= term.least_months <= term.most_months > 0 and term.clause and term.source):
            raise PolicyFileBroken(
                f"{FILE} 的 terms 第 {number} 行：应有 0 ≤ least_months ≤ most_months，后者大于 0，"
                "clause 和 source 都要写。"
            )
    for number, each in enumerate(deadlines, 1):
        if not (each.days > 0 and each.clause and each.source):
            raise PolicyFileBroken(
                f"{FILE} 的 deadlines 第 {number} 行：days 应大于 0，clause 和 source 都要写。"
            )
    return CreditTerms(terms, deadlines)
