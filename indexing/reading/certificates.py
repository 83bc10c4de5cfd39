"""Certificates and licences a posting asks for, and those it only prefers."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from indexing.reading.spans import Prose, Span, any_of
from registry.certificates import Certificates, Mention

# Words before or after a certificate, in its clause, that take the demand away.
_DENIED: Final = re.compile(
    "(?:(?:不|无|没有?)(?:要求|需要?|用|要|必须?|强制|看|限)(?:有|持有?|办理?|提供|具备|出示)?"
    r"|无|没有|免|不查)[^,。;\n、有持]?$"
)
_DENIED_AFTER: Final = re.compile(
    r"^[^,。;\n]{0,4}(?:不要求|不需要|无要求|不限|不做要求|均可|也可|都行|可无|没有也)"
)
_OFFERED: Final = any_of(
    r"(?:考取|考证|协助|帮助?|免费|统一|代办|补贴)[^,。;\n]{0,6}$",
    r"(?:培训|查验|检查|核对|审核|发放|公司办理?)[^,。;\n有持]{0,3}$",
)
_OFFERED_AFTER: Final = re.compile(
    r"^[^,。;\n(]{0,5}(?:补贴|费用|培训|考试|考取|免费|公司出|由公司|办证|津贴|可办|查验)"
)
_PREFERRED: Final = re.compile(r"^[^,。;\n]{0,14}?(?:,?优先|更佳|更好|加分|为佳|最好|尤佳|优待|工资上浮|加钱|加薪)")
_PREFERRED_BEFORE: Final = re.compile(r"(?:优先|最好|如有|若有|最好是)[^,。;\n]{0,6}$")
_NEW_POINT: Final = re.compile(r"[。;\n]|\d{1,2}[、.)]|[①-⑩]")
# A bare code such as C1 or B2 is a licence only beside words of driving.
_BARE_CODE: Final = re.compile(r"[A-Da-d][123]$")
_DRIVING: Final = re.compile(r"驾|照|证|司机|开车|车")
# 注册安全工程师资格证书 and 特种作业证(电工证) are one certificate each: the exact one.
GENERAL: Final = ("其他证书", "特种作业操作证")
# 高压、低压电工证 and 低/高压电工证 are both.
_OTHER_VOLTAGE: Final = re.compile(r"[高低](?:压(?:电工)?证?)?[、/和及与]?$")
VOLTAGES: Final = ("高压电工证", "低压电工证")


class CertificatesReading(NamedTuple):
    """Names asked for and names preferred, each with the span that proves it; no name in both."""

    required: dict[str, Span]
    preferred: dict[str, Span]


def read_certificates(prose: Prose, certificates: Certificates) -> CertificatesReading:
    """Certificates of all parts of a posting.

    One that the text requires anywhere is required; a tag does not harden what the text prefers.
    """
    required: dict[str, Span] = {}
    preferred: dict[str, Span] = {}
    tags_from = prose.parts.get("tags", (len(prose.plain), 0))[0]
    for mention in _exact(prose, list(certificates.mentions(prose.plain))):
        wish = _wish(prose, mention)
        if not wish or (mention.start >= tags_from and mention.name in preferred):
            continue
        found = required if wish == "required" else preferred
        for name in _names(prose, mention):
            found.setdefault(name, prose.span(mention.start, mention.end))
    for name in required:
        preferred.pop(name, None)
    return CertificatesReading(required, preferred)


def _exact(prose: Prose, mentions: list[Mention]) -> Iterator[Mention]:
    """Mentions without a general one that only repeats its exact neighbour."""
    for place, mention in enumerate(mentions):
        beside = (*mentions[max(0, place - 1) : place], *mentions[place + 1 : place + 2])
        exact = [other for other in beside if other.name not in GENERAL]
        if mention.name not in GENERAL or not any(_touch(prose, mention, o) for o in exact):
            yield mention


def _touch(prose: Prose, one: Mention, other: Mention) -> bool:
    first, second = sorted((one, other), key=lambda mention: mention.start)
    return prose.plain[first.end : second.start] in ("", "(", ":")


def _names(prose: Prose, mention: Mention) -> tuple[str, ...]:
    both = mention.name in VOLTAGES and _OTHER_VOLTAGE.search(prose.before(mention.start, 8))
    return VOLTAGES if both else (mention.name,)


def _wish(prose: Prose, mention: Mention) -> str:
    """`required`, `preferred` or "" where the mention asks for nothing."""
    before, after = prose.before(mention.start, 12), prose.after(mention.end, 12)
    if _DENIED.search(before) or _DENIED_AFTER.search(after):
        return ""
    if _OFFERED.search(before) or _OFFERED_AFTER.search(after):
        return ""
    bare = _BARE_CODE.match(prose.plain[mention.start : mention.end])
    if bare and not _DRIVING.search(prose.plain[max(0, mention.start - 12) : mention.end + 12]):
        return ""
    rest = _NEW_POINT.split(prose.plain[mention.end : mention.end + 30], maxsplit=1)[0]
    liked = _PREFERRED.search(rest) or _PREFERRED_BEFORE.search(before)
    return "preferred" if liked else "required"
