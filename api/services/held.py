"""What holds a posting back, in its own words and figures: what it lacks, pays or may not say."""

from datetime import date

from api.feeds.lint import lint_posting
from api.policy import Policy
from api.reference import Reference
from registry.jobs.holds import hold_finding
from registry.jobs.posting import Posting
from registry.jobs.wage_holds import wage_holds
from registry.verdict import Finding


def held_findings(
    posting: Posting, reference: Reference, policy: Policy, day: date
) -> tuple[Finding, ...]:
    """Every reason behind the codes in a posting's `holds`, in their order and then the text's.

    day: the last on which its source sent it, when its pay was held to the minimum wages.
    """
    rules = reference.lint_rules
    wages = {found.code: found for found in wage_holds(posting, policy.wage_floors(day))}
    lacking = tuple(
        wages.get(code) or hold_finding(code, rules)
        for code in posting.holds
        if not rules.named(code)
    )
    return lacking + tuple(
        Finding(each.mark, False, f"“{each.quote.strip()}”：{each.reason}", each.clause)
        for each in lint_posting(posting, reference)
        if each.mark in posting.holds
    )
