"""Why a posting is held back: the reason and clause behind each code in its `holds`."""

from registry.jobs.lint import LintRules
from registry.jobs.must_have import MUST_HAVES
from registry.jobs.office_holds import OFFICE_HOLDS
from registry.jobs.wage_holds import IN_GENERAL
from registry.verdict import Finding


def hold_finding(code: str, rules: LintRules) -> Finding:
    """What a code says in general; the bare code if it is of no rule that is known."""
    known = IN_GENERAL.get(code) or OFFICE_HOLDS.get(code)
    if known is not None:
        return known
    lacking = next((each for each in MUST_HAVES if each.code == code), None)
    said = lacking or rules.named(code)
    return Finding(code, False, said.reason, said.clause) if said else Finding(code, False, code)
