"""Whether a worker may want a posting: it stands, and the law lets her do such work."""

from datetime import date
from typing import Final

from registry.jobs.posting import Posting, PostingState
from registry.verdict import Finding
from registry.workers.identity import age_on
from registry.workers.worker import Worker

LEAST_AGE: Final = 16
ADULT_AGE: Final = 18
WANTING: Final = "63号 五"


def want_faults(
    worker: Worker, posting: Posting, hazardous: bool, as_of: date
) -> tuple[Finding, ...]:
    """Everything that keeps her from applying; empty where nothing does.

    hazardous: the posting is work barred to 16- and 17-year-olds.
    """
    age = age_on(worker.born, as_of) if worker.born else ADULT_AGE
    closed = posting.state is not PostingState.PUBLISHED
    expired = posting.valid_until is not None and posting.valid_until < as_of
    young = hazardous and age < ADULT_AGE
    rules = (
        (closed, "posting_closed", "岗位没有发布或已关闭，不能申请。", WANTING),
        (expired, "posting_expired", "岗位已过有效期，不能申请。", WANTING),
        (age < LEAST_AGE, "under_16", "未满16周岁不得就业，也不得介绍就业。", "劳动法 15"),
        (young, "minor_hazard", "16、17周岁不得从事这类工作。", "劳动法 64"),
    )
    return tuple(Finding(code, False, told, clause) for is_so, code, told, clause in rules if is_so)
