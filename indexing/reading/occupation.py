"""Which occupation a posting offers: its title first, its text where the title does not say."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from indexing.reading.name_scan import Mention, NameScan
from indexing.reading.spans import plain_text
from registry.occupations import UNSORTED, Occupations, Refinement

# Confidence by how the name stands in its part of the title.
WHOLE_PART: Final = 0.95
ENDS_PART: Final = 0.9
INSIDE_PART: Final = 0.8
SHORT_INSIDE: Final = 0.6  # 快递 or 直播 with more words behind it is often only the trade
IN_BRACKETS: Final = 0.65
REFINED_BY_TITLE: Final = 0.7
REFINED_BY_TEXT: Final = 0.55
UNSORTED_WORK: Final = 0.5
FROM_TEXT: Final = 0.45
LATER_PART: Final = 0.06  # how much weaker each further part of a title speaks
DISAGREEMENT: Final = 0.1  # taken off where another part of the title names another occupation

TEXT_READ: Final = 600  # characters of the text that are looked at
LEAST_WEIGHT: Final = 8.0  # of names in the text, before the text alone decides
LEAST_SHARE: Final = 0.5  # of that weight which the best occupation must have
EARLY: Final = 120  # names in the first characters of the text weigh double

# Beside a general name (普工, 学徒) these are the work; others (测试普工) are not what they seem.
GENERAL_YIELDS_TO: Final = ("5", "6", "4-02", "4-03", "4-08", "4-09", "4-10", "4-12", "4-14")
# General names that say how long the work lasts and nothing of what it is.
SHORT_WORK: Final = frozenset(
    {"临时工", "临工", "寒假工", "暑假工", "小时工", "短工", "短期工", "长期工", "零工", "零活"}
)
# What may follow a name without changing it.
FILLER: Final = re.compile(
    "岗|人员|专员|主管|组长|班长|队长|经理|实习|学徒|助理|师傅|工|员|若干|数名|兼职|[0-9一二三四五六七八九十]+[名位人]"
)
HIRING: Final = re.compile("招聘|急聘|诚聘|急招|诚招|直招|招募|直聘|高薪聘")
BLANK: Final = "\0"  # stands for what was in brackets, so that places stay the same
BRACKETS: Final = re.compile(r"[(\[{（【《「][^)\]}）】》」]*[)\]}）】》」]?")
PARTS: Final = re.compile(r"[/\\+|,，、;；!！?？&·:：*~。\s]+|(?<![a-z0-9])-|-(?![a-z0-9])|—+|丨")
ORIGINAL_TITLE: Final = re.compile("原标题[:：]《([^》\n]{2,60})》?")
# 比进厂香、比保安强 name what the work is not.
NOT_THIS: Final = re.compile(
    "(?:(?:非|不是|不含|不做|拒绝|没有|不用|勿扰|比|不像|胜过)[^,。;]{0,2}|无[^,。;]?)$"
)


class OccupationReading(NamedTuple):
    """What was read. code: None when unsure. confidence: in [0, 1]. quote: the words it rests on.

    name: the official name, "" without a code.
    """

    code: str | None
    name: str
    confidence: float
    quote: str


class _Choice(NamedTuple):
    code: str
    confidence: float
    quote: str


NOTHING: Final = OccupationReading(None, "", 0.0, "")


def read_occupation(title: str, text: str, occupations: Occupations) -> OccupationReading:
    """The occupation of a posting from its title, else from its text (tags and description).

    In a Chinese compound the last noun names the work: 快递分拣员 sorts, 外卖客服 answers calls.
    General titles (普工, 学徒) take their occupation from what is made, by the refinements.
    """
    scan = _scan(occupations)
    plain = plain_text(title).lower()
    choice = _from_title(plain, scan)
    if (choice is None or choice.code == UNSORTED) and "原标题" in text:
        original = ORIGINAL_TITLE.search(plain_text(text).lower())
        named = _from_title(original[1], scan) if original else None
        if named and named.code != UNSORTED:
            choice = named._replace(confidence=named.confidence - DISAGREEMENT)
    if choice is None or choice.quote in SHORT_WORK:
        choice = _from_text(_beginning(text), scan) or choice
    if choice is None:
        return NOTHING
    choice = _refined(choice, plain, text, _refinements(occupations).get(choice.code, ()))
    found = occupations.get(choice.code)
    name = found.name if found else ""
    return OccupationReading(choice.code, name, round(choice.confidence, 2), choice.quote)


@lru_cache(maxsize=4)
def _scan(occupations: Occupations) -> NameScan:
    return NameScan(occupations.names)


@lru_cache(maxsize=4)
def _refinements(occupations: Occupations) -> Mapping[str, tuple[Refinement, ...]]:
    """Code of a general name -> its refinements, words in lower case."""
    table: dict[str, list[Refinement]] = defaultdict(list)
    for each in occupations.refinements:
        table[each.code].append(each._replace(word=each.word.lower()))
    return {code: tuple(words) for code, words in table.items()}


# ------------------------------------------------------------------ the title
def _from_title(title: str, scan: NameScan) -> _Choice | None:
    """The first part of the title that names an occupation; one that is not general before all."""
    heads = list(_heads(title, scan))
    special = [head for head in heads if head.code != UNSORTED]
    general = heads[0] if heads and heads[0].code == UNSORTED else None
    if general:
        special = [head for head in special if head.code.startswith(GENERAL_YIELDS_TO)]
    if not special:
        return general
    ranked = [head.confidence - LATER_PART * place for place, head in enumerate(special)]
    best = special[ranked.index(max(ranked))]
    others = any(head.code[:7] != best.code[:7] for head in special)
    return best._replace(confidence=best.confidence - DISAGREEMENT) if others else best


def _heads(title: str, scan: NameScan) -> Iterator[_Choice]:
    """The head of each part of the title: what follows 招聘 first, what is in brackets last."""
    bare = BRACKETS.sub(lambda found: BLANK * len(found[0]), title)
    hiring = max((found.end() for found in HIRING.finditer(bare)), default=0)
    ranges = [*_parts(bare, hiring, len(bare)), *_parts(bare, 0, hiring)]
    for (start, end), following in zip(ranges, [*ranges[1:], (0, 0)], strict=True):
        if head := _shared(bare, start, end, following[1], scan) or _head(bare, start, end, scan):
            yield head
    for found in BRACKETS.finditer(title):
        for start, end in _parts(title, found.start() + 1, found.end()):
            if head := _head(title, start, end, scan):
                yield head._replace(confidence=IN_BRACKETS)


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in PARTS.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end


def _shared(title: str, start: int, end: int, then: int, scan: NameScan) -> _Choice | None:
    """A part that shares the last two characters of the next: 直播/产品运营 is 直播运营 too."""
    if title[end : end + 1] != "/" or then <= end:
        return None
    suffix = title[end:then].rstrip(BLANK)[-2:]
    code = scan.code_of(title[start:end] + suffix)
    return _Choice(code, WHOLE_PART, title[start:then]) if code else None


def _head(title: str, start: int, end: int, scan: NameScan) -> _Choice | None:
    """The last occupation named in one part of a title."""
    end -= len(title[start:end]) - len(title[start:end].rstrip(BLANK))
    start += len(title[start:end]) - len(title[start:end].lstrip(BLANK))
    named = [each for each in scan.mentions(title, start, end) if _meant(title, each)]
    if not named:
        return None
    last = _last_noun(named)
    quote = title[last.start : last.end]
    if last.end < end and not FILLER.match(title, last.end):
        return _Choice(last.code, INSIDE_PART if len(quote) > 2 else SHORT_INSIDE, quote)
    return _Choice(last.code, WHOLE_PART if last.start == start else ENDS_PART, quote)


def _last_noun(named: list[Mention]) -> Mention:
    """The last name; the longer of two that overlap (空调维修 in 空调维修工); none too general."""
    last = named[-1]
    before = [each for each in named[:-1] if each.code.startswith(GENERAL_YIELDS_TO)]
    if last.code == UNSORTED and before:
        return before[-1]
    if len(named) > 1 and named[-2].end > last.start:
        return max(named[-2:], key=lambda each: (each.end - each.start, each.end))
    return last


def _meant(text: str, mention: Mention) -> bool:
    return not NOT_THIS.search(text, max(0, mention.start - 6), mention.start)


# ------------------------------------------------------------------ the text
def _from_text(text: str, scan: NameScan) -> _Choice | None:
    """The occupation that most of the names in the text point to, if most of them do."""
    weights: dict[str, float] = defaultdict(float)
    quotes: dict[str, str] = {}
    for each in scan.mentions(text):
        if each.code == UNSORTED or not _meant(text, each):
            continue
        size = each.end - each.start
        weights[each.code] += size * size * (2.0 if each.start < EARLY else 1.0)
        quotes.setdefault(each.code, text[each.start : each.end])
    if not weights:
        return None
    best = max(weights, key=lambda code: weights[code])
    share = weights[best] / sum(weights.values())
    if weights[best] < LEAST_WEIGHT or share < LEAST_SHARE:
        return None
    return _Choice(best, FROM_TEXT * min(1.0, share + 0.2), quotes[best])


def _beginning(text: str) -> str:
    """What is looked at of a text, in plain lower case."""
    return plain_text(text[:TEXT_READ]).lower()


def _refined(choice: _Choice, title: str, text: str, refinements: Sequence[Refinement]) -> _Choice:
    """A general choice made special by a word of the title, else by the commonest of the text."""
    for each in refinements:
        if each.word in title:
            return _Choice(each.to, REFINED_BY_TITLE, each.word)
    beginning = _beginning(text) if refinements else ""
    counts: dict[str, int] = defaultdict(int)
    quotes: dict[str, str] = {}
    for each in refinements:
        if each.anywhere and (times := beginning.count(each.word)):
            counts[each.to] += times * len(each.word)
            quotes.setdefault(each.to, each.word)
    if counts:
        best = max(counts, key=lambda code: counts[code])
        return _Choice(best, REFINED_BY_TEXT, quotes[best])
    confidence = UNSORTED_WORK if choice.code == UNSORTED else choice.confidence
    return choice._replace(confidence=confidence)
