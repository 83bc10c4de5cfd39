"""Driving licences of a posting: which words name one, and which of several is enough."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import combinations, pairwise, permutations
from typing import Final, NamedTuple

from indexing.reading.certificate_names import CLASSLESS
from indexing.reading.spans import Prose, Span
from registry.certificates import Certificates, Mention

# C1, B证, C2以上 alone are licences only beside words of driving: C1 is a level of Spanish too.
_BARE: Final = re.compile(r"(?:[A-D][1-3](?:及?以上)?|[A-D][照证本牌])$", re.IGNORECASE)
_LETTER: Final = re.compile(r"[A-D][照证本牌]$", re.IGNORECASE)
_DRIVING: Final = re.compile(r"驾|照|司机|开车|[货客小轿包卡罐]车|车型")
_NO_LICENCE_BEFORE: Final = re.compile(r"(?:安全?员?|工程师)[^,。;\n]{0,5}$|沪$")
_NO_LICENCE_AFTER: Final = re.compile(r"^(?:[座楼栋幢口出层区馆库号店铺科]|-\d|停车)")
# C1/C2, C1或C2以上, and C1驾驶证,C2驾驶证 of a list of tags: the lower licence is enough.
_EITHER: Final = re.compile("(?:类|驾照|驾驶证|证|照|本)? ?(?:[/、,及和与-]|或者?)? ?")


class Enough(NamedTuple):
    """Licences asked for, and by the name of one, a higher that the posting names beside it."""

    asked: dict[str, Span]
    beside: dict[str, str]


def is_licence(mention: Mention) -> bool:
    """Whether it is a licence of classes A to C; those of other vehicles stand for themselves."""
    return mention.name.startswith("驾驶证")


def names_a_licence(prose: Prose, mention: Mention) -> bool:
    """False for a code or letter that stands for a level, a building or a safety paper."""
    written = prose.plain[mention.start : mention.end]
    if not _BARE.match(written):
        return True
    if _NO_LICENCE_AFTER.search(prose.after(mention.end, 3)):
        return False
    if _LETTER.match(written):
        before = prose.before(mention.start, 10)
        return not _NO_LICENCE_BEFORE.search(before) and bool(_DRIVING.search(prose.plain))
    near = prose.plain[max(0, mention.start - 12) : mention.end + 12]
    return bool(_DRIVING.search(near))


def enough_licences(
    prose: Prose, mentions: Iterable[Mention], tags_from: int, certificates: Certificates
) -> Enough:
    """The lowest of licences that stand as alternatives.

    A bare 驾照 says nothing beside a licence of a class; nor do tags where the text names one.
    Tags alone list what will do.
    """
    licences = [mention for mention in mentions if is_licence(mention)]
    classed = [one for one in licences if prose.plain[one.start : one.end] not in CLASSLESS]
    said = [one for one in classed if one.start < tags_from]
    asked = said or classed or licences
    one_each = {one.name: one for one in asked}.values()
    neighbours = (pair for pair in pairwise(asked) if _alternatives(prose, *pair))
    pairs = {
        (one.name, other.name)
        for pair in (neighbours if said else combinations(one_each, 2))
        for one, other in permutations(pair)
        if one.name != other.name and certificates.covers([one.name], other.name)
    }
    higher = {name for name, _ in pairs}
    kept: dict[str, Span] = {}
    for one in asked:
        if one.name not in higher:
            kept.setdefault(one.name, prose.span(one.start, one.end))
    # Of several above one the nearest, which covers the fewest, is set last and stays.
    below = Counter(name for name, _ in pairs)
    far_first = sorted(pairs, key=lambda pair: -below[pair[0]])
    return Enough(kept, {lower: name for name, lower in far_first if lower in kept})


def _alternatives(prose: Prose, one: Mention, other: Mention) -> bool:
    between = prose.plain[one.end : other.start]  # none in C1C2驾驶证, where the two overlap
    return _EITHER.fullmatch(between) is not None
