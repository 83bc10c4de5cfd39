"""Certificates and licences a posting asks for, and those it only prefers."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from indexing.reading.certificate_names import GENERAL, UNNAMED, exact_name
from indexing.reading.licences import enough_licences, is_licence, names_a_licence
from indexing.reading.spans import Prose, Span, any_of
from registry.certificates import Certificates, Mention

# Words before or after a certificate, in its clause, that take the demand away.
_DENIED: Final = re.compile(
    "(?:(?:不|无|没有?)(?:要求|需要?|用|要|必须?|强制|看|限|参考)(?:有|持有?|办理?|提供|具备|出示)?"
    r"|无|没有|免|不查)[^,。;\n、有持]?$"
)
_DENIED_AFTER: Final = re.compile(
    r"^[^,。;\n]{0,4}(?:不要求|不需要|无要求|不限|不做要求|均可|也可|都行|可无|没有也)"
)
_OFFERED: Final = any_of(
    r"(?<!已)考取[^,。;\n]{0,14}$",
    r"(?:考证|协助|帮助?|帮办|免费|统一|代办|补贴)[^,。;\n]{0,6}$",
    r"(?:培训|查验|检查|核对|审核|发放|公司办理?)[^,。;\n有持]{0,3}$",
)
_OFFERED_AFTER: Final = re.compile(
    r"^(?:[^,。;\n( ]{0,5} ?(?:补贴|费用|培训|考试|考取|免费(?!培训)|公司出|由公司|办证|津贴"
    r"|可办|查验)|办理)"
)
_PREFERRED: Final = re.compile(
    r"^(?:[^,。;\n ]{0,14}?|、[^,。;\n ]{0,24}?)"
    r"(?:,?优先|更佳|更好|加分|[为尤优]佳|最好|优待|工资上浮|加钱|加薪|,?年龄[^,。;\n]{0,4}[放宽]{2})"
)
_PREFERRED_BEFORE: Final = re.compile(r"(?:优先|最好|如有|若有|最好是)[^,。;\n\d 、)]{0,6}$")
_BLANKS: Final = re.compile("  +")
_NEW_POINT: Final = re.compile(r"[。;\n]|\d{1,2}[、.)]|[①-⑩]")
# 持证上岗 of other people, or after a training that the employer gives.
_OTHERS: Final = re.compile("(?:培训,|人员|员工|岗位|工种|证)[^,。;\n]{0,4}$")
# Names of jobs too: certificates where somebody holds them, or among tags.
_JOB: Final = re.compile("(?!执业|注册|[一二]级).*(?:[员师]|会计)$")
_HELD: Final = re.compile("(?:持|有|具备?|取得|获得?)[^,。;\n]{0,6}$")
_HELD_AFTER: Final = re.compile(r"^[^,。;\n]{0,3}(?:证|资格|职称)")
# 证书 alone: one that somebody holds, and none of a school, a firm or a product.
_PAPER_BEFORE: Final = re.compile(
    r"(?:持有?|有|具备?|取得)[^,。;\n]{0,14}(?<!学历|学位|毕业|结业|荣誉|获奖|数字|电子|企业)(?<![认验])$"
)
# 高压、低压电工证 and 低/高压电工证 are both.
_OTHER_VOLTAGE: Final = re.compile(r"[高低](?:压(?:电工)?证?)?[、/和及与]?$")
VOLTAGES: Final = ("高压电工证", "低压电工证")

# Kinds of which the national list of occupational qualifications asks none: they tell a level of
# skill. A driver, guard or electrician may not work without hers, wherever it is named.
NO_ENTRY_QUALIFICATION: Final = frozenset({"家政", "护理", "物业", "通用", "社会服务"})


class CertificatesReading(NamedTuple):
    """Names asked for and names preferred, each with the span that proves it; no name in both.

    beside: a licence asked for -> a higher one that the posting names beside it (C1/C2: C2 -> C1).
    """

    required: dict[str, Span]
    preferred: dict[str, Span]
    beside: dict[str, str]


def read_certificates(prose: Prose, certificates: Certificates) -> CertificatesReading:
    """Certificates of all parts of a posting.

    One that the text requires anywhere is required; a tag does not harden what the text prefers,
    and alone it asks only for what the law asks of the work, too.
    """
    tags_from = prose.parts.get("tags", (len(prose.plain), 0))[0]
    required: list[Mention] = []
    preferred: dict[str, Span] = {}
    mentions = [exact_name(prose, mention) for mention in certificates.mentions(prose.plain)]
    for mention in _exact(prose, mentions):
        wish = _wish(prose, mention, tags_from)
        if not wish or (mention.start >= tags_from and mention.name in preferred):
            continue
        if wish == "required" and not _is_only_wished(mention, tags_from, certificates):
            required.append(mention)
        else:
            preferred.setdefault(mention.name, prose.span(mention.start, mention.end))
    named = [one for one in required if prose.plain[one.start : one.end] not in UNNAMED]
    required = named or required
    licences = enough_licences(prose, required, tags_from, certificates)
    asked = dict(licences.asked)
    for mention in required:
        for name in () if is_licence(mention) else _names(prose, mention):
            asked.setdefault(name, prose.span(mention.start, mention.end))
    liked = {name: span for name, span in preferred.items() if name not in asked}
    return CertificatesReading(asked, liked, licences.beside)


def _is_only_wished(mention: Mention, tags_from: int, certificates: Certificates) -> bool:
    """Whether a tag alone names a certificate that nobody needs to be let in to the work."""
    in_tags = mention.start >= tags_from
    return in_tags and certificates.find(mention.name).kind in NO_ENTRY_QUALIFICATION


def _exact(prose: Prose, mentions: list[Mention]) -> Iterator[Mention]:
    """Mentions without a general one that only repeats its exact neighbour."""
    for place, mention in enumerate(mentions):
        beside = (*mentions[max(0, place - 1) : place], *mentions[place + 1 : place + 2])
        exact = [other for other in beside if other.name not in GENERAL]
        if mention.name not in GENERAL or not any(_touch(prose, mention, o) for o in exact):
            yield mention


def _touch(prose: Prose, one: Mention, other: Mention) -> bool:
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return prose.plain[first.end : second.start].strip() in ("", "(", "》(", ":")


def _names(prose: Prose, mention: Mention) -> tuple[str, ...]:
    both = mention.name in VOLTAGES and _OTHER_VOLTAGE.search(prose.before(mention.start, 8))
    return VOLTAGES if both else (mention.name,)


def _wish(prose: Prose, mention: Mention, tags_from: int) -> str:
    """`required`, `preferred` or "" where the mention asks for nothing."""
    before, after = prose.before(mention.start, 30), prose.after(mention.end, 12)
    before = _BLANKS.sub("", before)[-18:]
    if _taken_away(before, after) or not _is_asked(prose, mention, before, after, tags_from):
        return ""
    rest = _NEW_POINT.split(prose.plain[mention.end : mention.end + 30], maxsplit=1)[0]
    liked = _PREFERRED.search(rest) or _PREFERRED_BEFORE.search(before)
    return "preferred" if liked else "required"


def _taken_away(before: str, after: str) -> bool:
    return bool(
        _DENIED.search(before)
        or _DENIED_AFTER.search(after)
        or _OFFERED.search(before)
        or _OFFERED_AFTER.search(after)
    )


def _is_asked(prose: Prose, mention: Mention, before: str, after: str, tags_from: int) -> bool:
    """False for a heading (资格证书:持有电工证), a job's name and another's paper."""
    written = prose.plain[mention.start : mention.end]
    if mention.name == "其他证书" and after.startswith(":"):
        return False
    if written == "证书":
        return _PAPER_BEFORE.search(before) is not None
    if written in UNNAMED:
        return not _OTHERS.search(prose.plain[max(0, mention.start - 8) : mention.start])
    if mention.start < tags_from and _JOB.match(written):
        return bool(_HELD.search(before) or _HELD_AFTER.search(after))
    return names_a_licence(prose, mention)
