"""Pay terms that a text calls by name, each with the figure that belongs to it, or denied."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from indexing.reading import pay_term_words as words
from indexing.reading.pay_figures import Figure, called
from indexing.reading.pay_term_names import BEFORE_REACH, Name, names_in, without_taken
from indexing.reading.spans import Prose, Span
from registry.jobs.pay_terms import KIND_LABELS, PayTerm, PayTermKind, TermUnit

# What may stand between a name and its figure, either way round.
_LINK: Final = re.compile(
    r"(?:[ :(\[\"'“”「]|[每一]个?(?:人|月|天|日|晚|班|小时|单|年|次)|1次|月薪|工资|薪资|单价|现金"
    r"|人民币|按|给|发|有|再|额外|约|大概|为|是|从|最[高低]|高达|可达|达到?|不[低少]于|至少|比例"
    r"|平均|标准|红包|(?:项目)?金额的?|(?:全年|个人)?业绩的?|流水的?){0,5}"
)
_GAP: Final = re.compile(r"(?:[ 的]|左右|现金|高额?|个人|额外|/[人次]|以上|不等|作为){0,3}")
_MOST: Final = re.compile("最高|高达|可达|达到?")
_LEAST: Final = re.compile("最低|不[低少]于|至少")
_CAPPED: Final = re.compile(" ?(?:封顶|以内|以下|之内)")
_PER_BETWEEN: Final = re.compile(rf"[每一]个?(?P<each>{words.MEASURES}|{words.PERIODS})")
# 底薪+提成+奖金 6000: the figure is their sum.
_SUM: Final = re.compile(
    r"(?:底薪|工资|保底|提成|奖金?|补贴?|津贴|绩效|全勤)[^\d,。;\n]{0,12}[+加][^\d,。;\n]{0,3}$"
)
_SUM_LEAST: Final = 1000
# CNY that can be a term; of base and guarantee by what they are paid for.
_ANY: Final = (0.05, 100_000.0)
_MONTHLY: Final = (600.0, 100_000.0)
_PAID: Final = {
    "": _MONTHLY,
    "月": _MONTHLY,
    "小时": (5.0, 500.0),
    "年": (10_000.0, 1_000_000.0),
    **dict.fromkeys(("天", "班", "晚", "夜班"), (40.0, 5000.0)),
}
_WAGES: Final = frozenset({PayTermKind.BASE, PayTermKind.GUARANTEE})
# The least of a figure without 元 or a unit after its name, and before it; else it is none.
_BARE_AFTER: Final = 10.0
_BARE_BEFORE: Final = {
    PayTermKind.INCENTIVE: 50.0,
    PayTermKind.BASE: 600.0,
    PayTermKind.GUARANTEE: 600.0,
}
_NO_SUM: Final = re.compile(" ?(?:薪|个|种|大|轮|级|档|选|项|工时|倍|播放|次|人)")
_SUM_REACH: Final = 24
# A name as a list on screen gives it.
_ENDINGS: Final = (
    (re.compile(r"^([全满]勤)(?:奖励金?|奖金|奖)?$"), r"\1奖"),
    (re.compile(r"(?<=.)(?:奖励金?|奖金)$"), "奖"),
    (re.compile(r"^奖金?$"), "奖励"),
    (re.compile(r"补[贴助][金费]?$"), "补贴"),
    (re.compile(r"保底(?:工资|薪资|收入|月薪|底薪)$"), "保底"),
    (re.compile(r"^平台抽[成佣点]$"), "平台抽成"),
    (re.compile(r"扣$"), "扣款"),
    (re.compile(r"罚$"), "罚款"),
)


class ReadTerm(NamedTuple):
    """A term and the span that proves it."""

    term: PayTerm
    span: Span


class _Near(NamedTuple):
    """Figures by where they start and by where a name may follow them, and where names begin."""

    starts: dict[int, Figure]
    ends: dict[int, Figure]
    names: frozenset[int]


def named_terms(
    prose: Prose, found: Sequence[re.Match[str]], figures: Sequence[Figure]
) -> Iterator[ReadTerm]:
    """The terms of the names found, in order. figures: all that stand near them, in order."""
    plain = prose.plain
    named = names_in(plain, found, bool(figures))
    near = _Near(
        {figure.start: figure for figure in figures},
        {_skip(_GAP, plain, figure.end): figure for figure in figures},
        frozenset(one.name for one in named),
    )
    reached = 0
    for each in named:
        if each.word < reached:
            continue
        one = without_taken(each, reached)
        figure = _figure(plain, one, near, reached) if figures and not one.denied else None
        read = _read(prose, one, figure)
        if read:
            reached = read.span.end
            yield read


def _figure(plain: str, one: Name, near: _Near, reached: int) -> Figure | None:
    """The figure after the name, else the one right before it that no other term has taken."""
    after = near.starts.get(_skip(_LINK, plain, one.end))
    if after and not _fits_after(plain, one, after):
        after = None
    before = near.ends.get(one.name)
    if before and (before.start < reached or not _fits_before(plain, one, before)):
        before = None
    # 200元全勤奖300元餐补: each figure stands right before its name.
    if after and before and before.end == one.name and after.end in near.names:
        return before
    return after or before


def _fits_after(plain: str, one: Name, figure: Figure) -> bool:
    """Whether a figure after the name is the term's: 全勤奖200元, not a sum of several terms."""
    if not figure.sure and figure.low < _BARE_AFTER:
        return False
    chained = figure.low >= _SUM_LEAST and one.kind not in _WAGES
    if chained and _SUM.search(plain, max(0, one.name - _SUM_REACH), one.name):
        return False
    return _fits(plain, one, figure)


def _fits_before(plain: str, one: Name, figure: Figure) -> bool:
    """Whether a figure right before the name is the term's: 200元全勤奖, not 4000+提成."""
    if one.kind not in _WAGES and plain[one.name - 1] == " ":
        return False  # 4300元 全勤奖 lists two things
    least = _BARE_BEFORE.get(one.kind, float("inf"))
    return (figure.sure or figure.low >= least) and _fits(plain, one, figure)


def _skip(pattern: re.Pattern[str], plain: str, start: int) -> int:
    found = pattern.match(plain, start)
    return found.end() if found else start


def _fits(plain: str, one: Name, figure: Figure) -> bool:
    """Whether a figure can be this term's at all."""
    if figure.unit is TermUnit.PERCENT:
        return one.kind not in _WAGES
    if not figure.sure and (
        one.kind is PayTermKind.PLATFORM_CUT or _NO_SUM.match(plain, figure.end)
    ):
        return False
    low, most = _PAID.get(figure.per or one.per, _ANY) if one.kind in _WAGES else _ANY
    return low <= figure.low <= (figure.high or figure.low) <= most


def _read(prose: Prose, one: Name, figure: Figure | None) -> ReadTerm | None:
    """The term of a name; None where the words speak of something else."""
    if one.denied or (figure and figure.high == 0):
        return _denial(prose, one, figure)
    name = _label(prose.plain[one.name : one.end])
    if one.kind is PayTermKind.PLATFORM_CUT and name.startswith("抽"):
        name = KIND_LABELS[one.kind]
    if figure:
        return _priced(prose, one, name, figure)
    if not _told_without_figure(prose.plain, one):
        return None
    span = prose.span(one.name, one.end)
    return ReadTerm(PayTerm(one.kind, name, quote=span.text), span)


def _denial(prose: Prose, one: Name, figure: Figure | None) -> ReadTerm | None:
    """不扣款, 0抽成, 抽成0%; that there is no bonus is no term."""
    cut = one.kind is PayTermKind.PLATFORM_CUT
    if one.kind is PayTermKind.INCENTIVE or (figure and not cut):
        return None
    span = prose.span(one.start, max(one.end, figure.end if figure else 0))
    # 0佣金 is said by a platform that takes none.
    kind = PayTermKind.PLATFORM_CUT if prose.plain[one.word] == "佣" else one.kind
    return ReadTerm(PayTerm(kind, one.condition, denied=True, quote=span.text), span)


def _priced(prose: Prose, one: Name, name: str, figure: Figure) -> ReadTerm:
    between = prose.plain[one.end : figure.start]
    counted = _PER_BETWEEN.search(between)
    per = figure.per or (called(counted["each"]) if counted else one.per)
    capped = _CAPPED.match(prose.plain, figure.end)
    low, high = _bounds(figure, between, capped is not None)
    points = not figure.sure and name.endswith("点") and (high or 100) <= 100  # 提点40-60
    unit = TermUnit.PERCENT if points else figure.unit
    end = max(one.end, capped.end() if capped else figure.end)
    span = prose.span(min(one.start, figure.start), end)
    return ReadTerm(PayTerm(one.kind, name, low, high, unit, per, quote=span.text), span)


def _bounds(figure: Figure, between: str, capped: bool) -> tuple[float | None, float | None]:
    """Least and most: 最高70% has no least, 不低于5000 no most."""
    if figure.low and _LEAST.search(between):
        return figure.low, None
    if capped or (figure.low == figure.high and _MOST.search(between)):
        return None, figure.high or figure.low
    return figure.low or None, figure.high


def _told_without_figure(plain: str, one: Name) -> bool:
    before = plain[max(0, one.name - BEFORE_REACH) : one.name]
    if words.DUTY_BEFORE.search(before) or words.DUTY_AFTER.match(plain, one.end):
        return False
    word, prefix = plain[one.word : one.end], plain[one.name : one.word]
    if one.kind is PayTermKind.DEDUCTION:
        return bool(prefix) and len(word) > 1
    return one.known and (word != "分成" or bool(words.SHARED.search(prefix)))


@lru_cache(maxsize=1024)
def _label(name: str) -> str:
    """A name as a list gives it: 全勤 as 全勤奖, 绩效奖金 as 绩效奖."""
    for ending, label in _ENDINGS:
        name = ending.sub(label, name, count=1)
    return name
