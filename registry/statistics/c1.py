"""C1 (63号 二（一）): a first job that earns at least the urban minimum living standard."""

from typing import Final

import numpy as np

from registry.statistics.columns import Columns
from registry.statistics.reason import Reason
from registry.statistics.ruling import Ruling, Verdict, every, ruled

CLAUSE: Final = "63号 二（一）"
NAME: Final = "初次就业，月劳动收入不低于当地城市低保标准"


def c1(columns: Columns, first: Ruling) -> Ruling:
    """Income >= the standard of her county in the month in which she began; a first job.

    不低于: equality counts, to the cent. first: whether it is a first job.
    """
    income = np.round(columns.income * 100)
    standard = np.round(columns.standard * 100)
    enough = ruled(
        len(columns),
        (income <= 0, Verdict.FAILS, Reason.INCOME_NONE),
        (income < standard, Verdict.FAILS, Reason.INCOME_BELOW),
        (np.isnan(income), Verdict.UNDETERMINED, Reason.INCOME_MISSING),
        (np.isnan(standard), Verdict.UNDETERMINED, Reason.DIBAO_UNKNOWN),
    )
    return every(enough, first)
