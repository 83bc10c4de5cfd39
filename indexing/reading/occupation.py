"""Which occupation a posting offers: its title first, its text where the title does not say."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from indexing.reading.name_scan import Mention, NameScan
from indexing.reading.spans import plain_text
from registry.occupations import UNSORTED, Occupations, Refinement, minor_class

# Confidence by how the name stands in its part of the title.
WHOLE_PART: Final = 0.95
ENDS_PART: Final = 0.9
INSIDE_PART: Final = 0.8
SHORT_INSIDE: Final = 0.6  # 快递 or 直播 with more words behind it is often only the trade
IN_BRACKETS: Final = 0.65
TRADE_ALONE: Final = 0.5  # 食堂, 物业: where the work is, by a title that says no more
REFINED_BY_TITLE: Final = 0.7
REFINED_BY_TEXT: Final = 0.55
UNSORTED_WORK: Final = 0.5
FROM_TEXT: Final = 0.45
LATER_PART: Final = 0.06  # how much weaker each further part of a title speaks
DISAGREEMENT: Final = 0.1  # taken off where another part of the title names another occupation

TEXT_READ: Final = 600  # characters of the text that are looked at
LEAST_WEIGHT: Final = 8.0  # of names in the text, before the text alone decides
LEAST_SHARE: Final = 0.5  # of that weight which the best minor class must have
EARLY: Final = 120  # names in the first characters of the text weigh double

# Beside a general name (普工, 学徒) these are the work; others (测试普工) are not what they seem.
GENERAL_YIELDS_TO: Final = ("5", "6", "4-02", "4-03", "4-08", "4-09", "4-10", "4-12", "4-14")
# What is done to any product; what the product is tells more.
DONE_TO_ALL: Final = frozenset(
    {"4-02-05-01", "4-02-06-02", "6-20-01-01", "6-31-03-05", "6-31-05-00"}
)
MADE: Final = tuple(f"6-{group:02}" for group in range(1, 28))  # work that makes a product
# Names of a trade or a place: beside another name (食堂保安) not the work.
TRADES: Final = frozenset(
    {
        *("养老", "办公室", "医美", "厨房", "后厨", "外卖", "家具", "家政", "工厂", "快递"),
        *("早教", "景区", "汽修", "汽配", "游乐园", "物业", "电商", "直播", "网吧", "网咖"),
        *("美发", "美容", "美容院", "药厂", "食堂", "餐饮", "饭店", "ktv", "保险", "五金"),
        *("仓库", "工地", "酒店", "幼儿园", "养老院"),
    }
)
# Who learns a trade has it; 普工 beside a trade may only work where it is done.
LEARNER: Final = "学徒"
TESTING: Final = "4-04-05-02"  # beside 普工 and 学徒 machines are tested, not software
# General names that say how long the work lasts and nothing of what it is.
SHORT_WORK: Final = frozenset(
    {"临时工", "临工", "寒假工", "暑假工", "小时工", "短工", "短期工", "长期工", "零工", "零活"}
)
# What may follow a name without changing it.
FILLER: Final = re.compile(
    "岗|人员|专员|主管|组长|班长|队长|领班|经理|实习|学徒|助理|师傅|工(?!程)|员|若干|数名|兼职"
    "|[0-9一二三四五六七八九十]+[名位人]"
)
HIRING: Final = re.compile(
    "招聘(?!专员|主管|经理|顾问|助理|师)|急聘|诚聘|急招|诚招|直招|招募|直聘|高薪聘"
)
BLANK: Final = "\0"  # stands for what was in brackets, so that places stay the same
BRACKETS: Final = re.compile(r"[(\[{（【《「][^)\]}）】》」]*[)\]}）】》」]?")
PARTS: Final = re.compile(
    r"[/\\+|,，、;；!！?？&·:：*~。\s]+|兼(?!职)|(?<![a-z0-9])-|-(?![a-z0-9])|—+|丨"
)
ORIGINAL_TITLE: Final = re.compile("原标题[:：]《([^》\n]{2,60})》?")
# 比进厂香、比保安强 name what the work is not.
NOT_THIS: Final = re.compile(
    "(?:(?:非|不是|不含|不做|拒绝|没有|不用|勿扰|比(?!亚迪)|不像|胜过)[^,。;]{0,2}|无[^,。;]?)$"
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


class _Refinements(NamedTuple):
    """The refinements of one general name, by where their words tell."""

    title: Sequence[Refinement]
    text: Sequence[Refinement]
    employer: Sequence[Refinement]


NOTHING: Final = OccupationReading(None, "", 0.0, "")


class _Words(NamedTuple):
    """What a posting says: its title in plain lower case, the rest as it was written."""

    title: str
    text: str
    tags: Sequence[str]
    employer: str


def read_occupation(
    title: str,
    text: str,
    occupations: Occupations,
    *,
    tags: Sequence[str] = (),
    employer: str = "",
) -> OccupationReading:
    """The occupation of a posting from its title, else from its tags and text.

    In a Chinese compound the last noun names the work: 快递分拣员 sorts, 外卖客服 answers calls.
    General titles (普工, 学徒) take their occupation from what is made, by the refinements: as the
    text says it, else as the employer's name (某某电子) does.
    """
    scan = _scan(occupations)
    plain = plain_text(title).lower()
    choice = _from_title(plain, scan)
    if choice is None or choice.code == UNSORTED:
        choice = _from_original(_original_title(text), scan) or choice
    if choice is None or choice.quote in SHORT_WORK:
        choice = _from_text(f"{_tags(tags)}\n{_beginning(text)}", scan) or choice
    if choice is None:
        return NOTHING
    if refinements := _refinements(occupations).get(choice.code):
        choice = _refined(choice, _Words(plain, text, tags, employer), refinements)
    found = occupations.get(choice.code)
    name = found.name if found else ""
    return OccupationReading(choice.code, name, round(choice.confidence, 2), choice.quote)


def _original_title(text: str) -> str:
    """The title that a portal replaced by its own and quotes in the text; "" without one."""
    at = text.rfind("原标题")
    found = ORIGINAL_TITLE.search(plain_text(text[at : at + 80]).lower()) if at >= 0 else None
    return found[1] if found else ""


@lru_cache(maxsize=4)
def _scan(occupations: Occupations) -> NameScan:
    return NameScan(occupations.names)


@lru_cache(maxsize=4)
def _refinements(occupations: Occupations) -> Mapping[str, _Refinements]:
    """Code of a general name -> its refinements, words in lower case."""
    table: dict[str, list[Refinement]] = defaultdict(list)
    for each in occupations.refinements:
        table[each.code].append(each._replace(word=each.word.lower()))
    return {code: _by_place(code, words) for code, words in table.items()}


def _by_place(code: str, refinements: Sequence[Refinement]) -> _Refinements:
    """An employer's name proves what its workshop makes, not what each one does there."""
    made = [each for each in refinements if each.to.startswith(MADE)] if code == UNSORTED else []
    return _Refinements(
        title=refinements,
        text=[each for each in refinements if each.anywhere],
        employer=[each for each in made if each.to not in DONE_TO_ALL],
    )


# ------------------------------------------------------------------ the title
def _from_original(original: str, scan: NameScan) -> _Choice | None:
    """The occupation of the title that a portal replaced, if it is a trade."""
    named = _from_title(original, scan) if original else None
    if named is None or named.code in (UNSORTED, *DONE_TO_ALL):
        return None
    return named._replace(confidence=named.confidence - DISAGREEMENT)


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
    last = _last_noun(title, named)
    quote = title[last.start : last.end]
    if quote in TRADES:
        return _Choice(last.code, TRADE_ALONE, quote)
    if last.end < end and not FILLER.match(title, last.end):
        return _Choice(last.code, INSIDE_PART if len(quote) > 2 else SHORT_INSIDE, quote)
    return _Choice(last.code, WHOLE_PART if last.start == start else ENDS_PART, quote)


def _last_noun(title: str, named: list[Mention]) -> Mention:
    """The last name; the longer of two that overlap (空调维修 in 空调维修工); none too general."""
    named = [each for each in named if title[each.start : each.end] not in TRADES] or named
    last = named[-1]
    if last.code == UNSORTED:
        learner = title.startswith(LEARNER, last.start)
        starts = () if learner else GENERAL_YIELDS_TO
        before = [each for each in named[:-1] if not starts or each.code.startswith(starts)]
        before = [each for each in before if each.code not in (UNSORTED, TESTING)]
        if before:
            return before[-1]
    if len(named) > 1 and named[-2].end > last.start:
        return max(named[-2:], key=lambda each: (each.end - each.start, each.end))
    return last


def _meant(text: str, mention: Mention) -> bool:
    return not NOT_THIS.search(text, max(0, mention.start - 6), mention.start)


# ------------------------------------------------------------------ the text
def _from_text(text: str, scan: NameScan) -> _Choice | None:
    """The occupation that most of the names in the text point to, if most are of its kind."""
    weights: dict[str, float] = defaultdict(float)
    minors: dict[str, float] = defaultdict(float)
    quotes: dict[str, str] = {}
    for each in scan.mentions(text):
        if each.code == UNSORTED or not _meant(text, each):
            continue
        size = each.end - each.start
        weight = size * size * (2.0 if each.start < EARLY else 1.0)
        weights[each.code] += weight
        minors[minor_class(each.code)] += weight
        quotes.setdefault(each.code, text[each.start : each.end])
    if not weights:
        return None
    minor = max(minors, key=lambda one: minors[one])
    share = minors[minor] / sum(minors.values())
    if minors[minor] < LEAST_WEIGHT or share < LEAST_SHARE:
        return None
    best = max((one for one in weights if minor_class(one) == minor), key=lambda one: weights[one])
    return _Choice(best, FROM_TEXT * min(1.0, share + 0.2), quotes[best])


def _tags(tags: Sequence[str]) -> str:
    return plain_text("\n".join(tags)).lower()


def _beginning(text: str) -> str:
    """What is looked at of a text, in plain lower case."""
    return plain_text(text[:TEXT_READ]).lower()


def _refined(choice: _Choice, words: _Words, refinements: _Refinements) -> _Choice:
    """A general choice made special by the title, the text, the employer's name or the tags."""
    hiring = max((found.end() for found in HIRING.finditer(words.title)), default=0)
    wanted, before = words.title[hiring:], words.title[:hiring]
    found = (
        _telling(f"{wanted}\n{_original_title(words.text)}", refinements.title)
        or (refinements.text and _telling(_beginning(words.text), refinements.text))
        or _telling(f"{before}\n{words.employer.lower()}", refinements.employer)
        or (refinements.text and _telling(_tags(words.tags), refinements.text, LEAST_SHARE))
    )
    if found:
        in_title = found.word in wanted
        return _Choice(found.to, REFINED_BY_TITLE if in_title else REFINED_BY_TEXT, found.word)
    confidence = UNSORTED_WORK if choice.code == UNSORTED else choice.confidence
    return choice._replace(confidence=confidence)


def _telling(
    text: str, refinements: Sequence[Refinement], least_share: float = 0.0
) -> Refinement | None:
    """The refinement that most of the text's words speak for; products before what is done.

    Of equals the one that stands first in the table, so that no two processes read differently.
    least_share: the best must have more than this of the words found, in [0, 1].
    """
    weights: dict[str, int] = defaultdict(int)
    first: dict[str, Refinement] = {}
    for each in refinements:
        if each.word in text:
            weights[each.to] += text.count(each.word) * len(each.word)
            first.setdefault(each.to, each)
    products = [code for code in weights if code not in DONE_TO_ALL]
    best = max(products or weights, key=lambda code: weights[code], default=None)
    enough = best and weights[best] > least_share * sum(weights.values())
    return first[best] if best and enough else None
