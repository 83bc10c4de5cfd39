"""C4 (63号 二（四）): insured as a flexible worker during unemployment benefit and on after it."""

from typing import Final

import numpy as np

from registry.statistics.columns import Columns
from registry.statistics.months import Period, last_day
from registry.statistics.reason import Reason
from registry.statistics.ruling import Bools, Ruling, Verdict, ruled

CLAUSE: Final = "63号 二（四）"
NAME: Final = "领取失业保险金期间以灵活就业身份参保，领取结束后继续缴纳并登记"


def c4(columns: Columns, period: Period, gap: int) -> Ruling:
    """One spell of benefit that ended in or before the period suffices, with all that follows it.

    gap: months not paid for that are allowed right after it.

    Registered while it was drawn: REVIEW, until the office has read the clause.
    """
    none = ruled(
        len(columns),
        (columns.paid_unclear, Verdict.REVIEW, Reason.RECORD_UNCLEAR),
        (columns.insured_from > columns.working_age, Verdict.UNDETERMINED, Reason.NO_HISTORY),
        (True, Verdict.FAILS, Reason.NO_BENEFIT),
    )
    spells = _of_spells(columns, period, gap)
    best, has_spell = _best(columns, spells)
    of_spells = Ruling(
        np.where(has_spell, best.verdict, none.verdict),
        np.where(has_spell, best.reason, none.reason),
    )
    # A spell that fails says nothing of one that a short record does not reach.
    is_open = (of_spells.verdict == Verdict.FAILS) & (none.verdict != Verdict.FAILS) & has_spell
    return Ruling(
        np.where(is_open, none.verdict, of_spells.verdict),
        np.where(is_open, none.reason, of_spells.reason),
    )


def _of_spells(columns: Columns, period: Period, gap: int) -> Ruling:
    """What each spell says, a row a spell."""
    registered = columns.registered[columns.spell_row]
    first, last = columns.spell_first, columns.spell_last
    is_within = (first <= registered) & (registered <= last)
    unclear = columns.paid_unclear[columns.spell_row]
    return ruled(
        len(columns.spell_row),
        (~columns.spell_insured & unclear, Verdict.REVIEW, Reason.RECORD_UNCLEAR),
        (~columns.spell_insured, Verdict.FAILS, Reason.UNINSURED_IN_BENEFIT),
        (registered < first, Verdict.FAILS, Reason.REGISTERED_BEFORE),
        (is_within, Verdict.REVIEW, Reason.C4_ORDER),
        (last > last_day(period.last).toordinal(), Verdict.FAILS, Reason.BENEFIT_RUNS),
        (columns.spell_gap <= gap, Verdict.HOLDS, Reason.NONE),
        (unclear, Verdict.REVIEW, Reason.RECORD_UNCLEAR),
        (columns.spell_known <= gap, Verdict.UNDETERMINED, Reason.NOT_TOLD),
        (True, Verdict.FAILS, Reason.NOT_CONTINUED),
    )


def _best(columns: Columns, spells: Ruling) -> tuple[Ruling, Bools]:
    """Of each row the spell nearest to holding, the earliest of equals; and who has any."""
    nearest = np.array([0, 2, 1, 3])[spells.verdict]
    order = np.lexsort((columns.spell_first, nearest, columns.spell_row))
    rows, places = np.unique(columns.spell_row[order], return_index=True)
    verdict = np.zeros(len(columns), np.int64)
    reason = np.zeros(len(columns), np.int64)
    has_spell = np.zeros(len(columns), np.bool_)
    verdict[rows] = spells.verdict[order][places]
    reason[rows] = spells.reason[order][places]
    has_spell[rows] = True
    return Ruling(verdict, reason), has_spell
