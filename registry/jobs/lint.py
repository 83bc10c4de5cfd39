"""What may not stand in a public posting: every doubtful passage judged by a dated table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from registry.jobs.passage import Passage


class Action(StrEnum):
    """What a finding does to a posting."""

    BLOCK = "block"  # 违法，须改正
    HOLD = "hold"  # 待核，暂不发布
    WARN = "warn"  # 提醒，不影响发布


HOLDING = frozenset({Action.BLOCK, Action.HOLD})


@dataclass(frozen=True, slots=True)
class DatedAction:
    """What is done from `start` to `end`, both days included; end None: still in force."""

    start: date
    end: date | None
    action: Action


@dataclass(frozen=True, slots=True)
class LintRule:
    """One rule. codes: the passages it judges. reason: what is wrong, why, and how to mend it.

    mendable: taking the words out makes the text lawful. What is not mendable (刷单) gets no
    rewrite. values: what is done, by date.
    """

    code: str
    codes: frozenset[str]
    clause: str
    reason: str
    mendable: bool
    values: tuple[DatedAction, ...]

    def on(self, day: date | None) -> Action | None:
        """What is done on a day (None: by the value without an end); None: not in force."""
        for value in self.values:
            begun = day is None or value.start <= day
            if begun and (value.end is None or (day is not None and day <= value.end)):
                return value.action
        return None


@dataclass(frozen=True, slots=True)
class LawfulCondition:
    """A condition the law itself sets for some work, which is no violation there.

    codes: passages it excuses. occupations: prefixes of the classification; words: in the text;
    one of either is enough. contains: what the passage must say, "" for anything. low_to,
    high_from: bounds of an age limit within which it is the law's own, None for any.
    """

    code: str
    codes: frozenset[str]
    occupations: tuple[str, ...]
    words: tuple[str, ...]
    clause: str
    contains: str = ""
    low_to: int | None = None
    high_from: int | None = None

    def holds(self, text: str, occupation: str | None) -> bool:
        """Whether the text is about such work."""
        return (occupation or "").startswith(self.occupations) or any(
            word in text for word in self.words
        )

    def excuses(self, passage: Passage) -> bool:
        """Whether a passage is lawful in a posting for which the condition holds."""
        return (
            passage.code in self.codes
            and self.contains in passage.quote
            and (self.low_to is None or (passage.low or 0) <= self.low_to)
            and (self.high_from is None or (passage.high or 999) >= self.high_from)
        )


@dataclass(frozen=True, slots=True)
class LintRules:
    """The tables of data/policy: rules, and what is lawful for some occupations.

    pay_far_above: pay over so many times its trade's median is doubtful (pay_outlier.py), > 1.
    """

    rules: Sequence[LintRule]
    lawful: Sequence[LawfulCondition] = ()
    pay_far_above: float = 3.0

    def named(self, code: str) -> LintRule | None:
        """The rule of a code, with or without the prefix `lint_` that holds and flags have."""
        bare = code.removeprefix("lint_")
        return next((rule for rule in self.rules if rule.code == bare), None)


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One passage judged: what is done about it, by which clause, and why."""

    code: str
    action: Action
    clause: str
    quote: str
    reason: str
    mendable: bool
    passage: Passage

    @property
    def mark(self) -> str:
        """The code under which a posting is held or flagged."""
        return f"lint_{self.code}"


def lint(
    passages: Iterable[Passage],
    rules: LintRules,
    text: str,
    occupation: str | None = None,
    day: date | None = None,
) -> tuple[LintFinding, ...]:
    """Every passage that breaks a rule in force on `day` (None: now), in the order given.

    text: the whole posting, for conditions lawful by its words; occupation: its code, if known.
    """
    found = []
    passages = tuple(passages)
    lawful = [each for each in rules.lawful if passages and each.holds(text, occupation)]
    for passage in passages:
        if any(each.excuses(passage) for each in lawful):
            continue
        for rule in rules.rules:
            action = rule.on(day) if passage.code in rule.codes else None
            if action is not None:
                found.append(_finding(rule, action, passage))
    return tuple(found)


def marks(findings: Iterable[LintFinding], holding: bool) -> tuple[str, ...]:
    """Codes of the findings that hold a posting back, or of those that only flag it, each once."""
    chosen = (each.mark for each in findings if (each.action in HOLDING) is holding)
    return tuple(dict.fromkeys(chosen))


def _finding(rule: LintRule, action: Action, passage: Passage) -> LintFinding:
    return LintFinding(
        rule.code, action, rule.clause, passage.quote, rule.reason, rule.mendable, passage
    )
