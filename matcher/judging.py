"""Judging: every rule over every pair, and what it comes to, as masks, counts and reasons."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.constraints import RULES, Rule
from matcher.situation import Mask, Situation
from registry.verdict import Finding


class Verdicts(NamedTuple):
    """barred (r, n): rule i bars pair j. silent (r, n): rule i cannot judge pair j.

    listed (n,): may be shown. ask_first (n,): nothing bars it, but a rule has a question. figures:
    of each row, by the code of a rule whose question names one.
    """

    barred: NDArray[np.bool_]
    silent: NDArray[np.bool_]
    listed: Mask
    ask_first: Mask
    figures: dict[str, NDArray[np.float64]]


def judge(at: Situation) -> Verdicts:
    """Every rule over every pair, even after one has decided."""
    barred, silent = np.zeros((2, len(RULES), at.size), dtype=np.bool_)
    for number, rule in enumerate(RULES):
        barred[number] = rule.bars(at)
        if rule.silent:
            silent[number] = rule.silent(at)
    free: Mask = np.asarray(~barred.any(axis=0))
    doubtful: Mask = np.asarray(free & silent.any(axis=0))
    figures = {rule.code: rule.figure(at) for rule in RULES if rule.figure}
    return Verdicts(barred, silent, free & ~doubtful, doubtful, figures)


def counts(verdicts: Verdicts) -> dict[str, int]:
    """How many postings each rule keeps off, each posting under its first rule."""
    barred = verdicts.barred
    first = np.where(barred.any(axis=0), barred.argmax(axis=0), -1)
    found = {
        rule.code: int((first == number).sum())
        for number, rule in enumerate(RULES)
        if (first == number).any()
    }
    if verdicts.ask_first.any():
        found["ask_first"] = int(verdicts.ask_first.sum())
    return found


def findings(verdicts: Verdicts, row: int) -> tuple[Finding, ...]:
    """All that bars one posting, or leaves it doubtful, with reasons and clauses."""
    found = [
        Finding(rule.code, False, rule.reason, rule.clause)
        for number, rule in enumerate(RULES)
        if verdicts.barred[number, row]
    ]
    found += [
        Finding(rule.code, False, _question(verdicts, rule, row), rule.clause)
        for number, rule in enumerate(RULES)
        if verdicts.silent[number, row]
    ]
    return tuple(found)


def questions(verdicts: Verdicts, row: int) -> dict[str, str]:
    """What to ask first about one posting, by the code of the rule that it is silent on."""
    return {
        rule.code: _question(verdicts, rule, row)
        for number, rule in enumerate(RULES)
        if verdicts.silent[number, row]
    }


def _question(verdicts: Verdicts, rule: Rule, row: int) -> str:
    """What a rule asks about one posting, with its figure if it has one."""
    figures = verdicts.figures.get(rule.code)
    return rule.ask if figures is None else rule.ask.format(figures[row])
