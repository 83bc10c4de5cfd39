"""Names of pay terms in a text, each with the words before it that belong to it."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from indexing.reading import pay_term_words as words
from indexing.reading.pay_figures import called
from registry.jobs.pay_terms import PayTermKind

# 每月餐补, 一单提成, 月薪保底; not 满一个月奖励.
_PER_BEFORE: Final = re.compile(
    rf"(?:每一?个?(?P<each>{words.MEASURES}|{words.PERIODS})|一(?P<one>[单件票趟次])"
    r"|(?P<pay>[月日时年])薪|(?<!个)(?P<month>月))$"
)
_ADDED: Final = re.compile(r"[+加][\d.%-]*$")  # 底薪+抽成 is the worker's own share
_PREFIX_REACH: Final = 9  # characters before a name in which its prefix is looked for
BEFORE_REACH: Final = 16  # characters before a name in which its other words are looked for


class Name(NamedTuple):
    """A name: its prefix begins at `name`, its word at `word`; start: of all that belongs to it.

    known: it needs no figure to be told. per: what stands right before it (每单提成).
    condition: of a denial, when or for what it holds.
    """

    kind: PayTermKind
    start: int
    name: int
    word: int
    end: int
    known: bool
    per: str = ""
    denied: bool = False
    condition: str = ""


def names_in(plain: str, found: Sequence[re.Match[str]], counted: bool) -> list[Name]:
    """The names that matches of NAME stand for, in order.

    counted: whether figures stand near; only then is it looked for what a name counts.
    """
    return [_named(plain, match, counted) for match in found]


def without_taken(one: Name, reached: int) -> Name:
    """The name without words that belong to the term before it."""
    if one.start >= reached:
        return one
    name = one.name if one.name >= reached else one.word
    return one._replace(start=reached if one.denied else name, name=name)


def _named(plain: str, found: re.Match[str], counted: bool) -> Name:
    word = found.start()
    offset = max(plain.rfind("\n", 0, word) + 1, word - BEFORE_REACH)
    before = plain[offset:word]
    one = _prefixed(found, before, counted)
    if not words.NEGATIVES.isdisjoint(before[-_PREFIX_REACH:]):
        # 超时不扣款 denies between cause and name, 无超时扣款 before both.
        for place in dict.fromkeys((word, one.name)):
            denial = words.DENIED.search(before[: place - offset])
            if denial:
                condition = words.CONDITION.search(before[: denial.start()])
                cause = plain[place:word] if one.kind is PayTermKind.DEDUCTION else ""
                told = condition.group() if condition else cause
                start = offset + (condition or denial).start()
                return one._replace(start=start, denied=True, condition=told)
    period = _PER_BEFORE.search(before[: one.name - offset]) if counted else None
    if period is None:
        return one
    per = called(period["each"] or period["one"] or period["pay"] or period["month"])
    return one._replace(start=offset + period.start(), per=per)


def _prefixed(found: re.Match[str], before: str, counted: bool) -> Name:
    """A name with the words before it that belong to it."""
    kind, (word, end) = words.kind_of(found.group()), found.span()
    if kind is not PayTermKind.INCENTIVE:
        length = _length(words.PREFIX[kind], before[-_PREFIX_REACH:])
        known = kind is not PayTermKind.PLATFORM_CUT or length > 0
        if not known and _ADDED.search(before):
            kind, known = PayTermKind.COMMISSION, True
        return Name(kind, word - length, word - length, word, end, known)
    length = words.occasion(before)
    known = length > 0 or words.ALONE.match(found.group()) is not None
    if counted and not known:
        length = _length(words.LOOSE_PREFIX, before)
    return Name(kind, word - length, word - length, word, end, known)


def _length(prefix: re.Pattern[str], before: str) -> int:
    found = prefix.search(before)
    return len(found.group()) if found else 0
