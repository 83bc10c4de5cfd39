"""Why a posting is held back: the reason and clause behind each code in its `holds`."""

from registry.jobs.lint import LintRules
from registry.jobs.must_have import MUST_HAVES
from registry.verdict import Finding


def hold_finding(code: str, rules: LintRules) -> Finding:
    """What a code says, of the must-haves or the wording rules; the bare code if of neither."""
    lacking = next((each for each in MUST_HAVES if each.code == code), None)
    said = lacking or rules.named(code)
    return Finding(code, False, said.reason, said.clause) if said else Finding(code, False, code)
