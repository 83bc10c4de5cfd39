"""Meals, lodging and work from home a posting offers."""

import re
from typing import Final, NamedTuple

from indexing.reading.spans import Prose, Span, any_of

_ALL: Final = ("title", "description", "alias", "tags", "welfare")
_MEALS: Final = any_of(
    "包[三两一123]?餐",
    "[包管]住?[包管]?[吃食饭伙]",
    "[包管][一两二三]顿",
    "[餐饭伙]补",
    "餐饮?费?(?:补|津贴)",
    "(?:伙食|就餐|用餐)补",
    "工作餐",
    "员工餐",
    "供餐",
    "餐标",
    "管[早午晚中]?[饭餐]",
    "包[早午晚中一二两三]{1,3}[顿饭餐]",
    "免费(?:提供)?(?:午|早|晚|三|两|员工|工作)?[用就]?餐",
    r"免费[^,。;\n]{0,4}[早午晚]餐",
    "免费(?:食宿|吃住|吃)",
    "提供(?:免费)?的?(?:食宿|吃住|[一两三早午晚中]{1,2}顿?[餐饭]|伙食|工作餐|员工餐|餐食|餐饮|吃)",
    "提供(?:免费|精美)?的?早餐",
    "(?:吃住|食宿)[全都免均]?[包免]",
    r"包[^,。;\n]{0,4}食宿",
    "食堂免费",
    "免费食堂",
)
_LODGING: Final = any_of(
    "[包管][吃食]?[包管]?[住宿]",
    r"(?:提供|安排)(?:免费)?的?[^,。;\n]{0,6}?(?:住宿|宿舍|食宿|吃住|公寓|住处)",
    "免费(?:住宿|宿舍|食宿|吃住|公寓)",
    "(?:吃住|食宿)[全都免均]?[包免]",
    r"包[^,。;\n]{0,4}食宿",
    "拎包入住",
    "住宿(?:免费|舍)",
    "宿舍(?:有|免费|空调|[四六八46]人|:)",
    "有(?:员工)?(?:宿舍|住宿)",
    "[四六八二三两双单2345678](?:-[0-9])?人(?:间|宿舍)",
    "公寓式?宿舍",
    "员工宿舍",
)
_REMOTE: Final = any_of(
    "居家(?:办公|工作|上班|兼职|客服|在线|线上|远程|直播|主播|语音|审核|查阅|打字|聊天|日结|不|可)",
    "(?:可|能|支持|接受|允许|线上|在线|远程|全职|兼职)居家",
    "在家(?:办公|工作|可?做|即可|兼职|上班|就[能可])",
    "远程(?:办公|工作|客服|兼职|上班|在家)",
    "线上办公",
    "家里(?:办公|可做)",
)
_DENIED: Final = re.compile(r"(?:不|无|没有?|非|未|暂无|不提供|无法|不能|不接受|勿)[^,。;\n]{0,2}$")
_DENIED_AFTER: Final = re.compile(
    r"^[^,。;\n]{0,3}(?:除外|勿扰|自理|不包(?![吃住餐])|不可以|不行|不接受|没有)"
)
_NOT_REMOTE: Final = re.compile(
    r"^[^,。;\n]{0,4}(?:养老|护理|服务|保洁|清洁|卫生|环境|日常|康复|附近|提供|用品|收纳|照[护料]"
    "|安全|生活|建材|装修|家具|风格)"
)
# Whoever is at home here is the household that hires, not the one who is hired.
_HOUSEHOLD: Final = re.compile(
    r"(?:妈妈?|爸爸?|父母|家长|老人|老太太|雇主|主人|主家|业主|客户|爷爷|奶奶)(?:会|也|都|常|平时)?$"
)


# 不是线上居家办公; a tag 居家办公 where the posting itself says that one sits in its office.
_NOT_AT_HOME: Final = re.compile(r"(?:不是|并非|不支持|不接受|没有)[^,。;\n]{0,5}$")
_ON_SITE: Final = re.compile("(?<![不无免用])坐班|线下办公|集中办公")


class BenefitsReading(NamedTuple):
    """Each the span that proves the benefit, or None where it is not offered or not named."""

    meals: Span | None
    lodging: Span | None
    remote: Span | None


def read_benefits(prose: Prose) -> BenefitsReading:
    """Meals (also as an allowance), lodging and work from home, where offered."""
    return BenefitsReading(
        _offered(prose, _MEALS), _offered(prose, _LODGING), _offered(prose, _REMOTE)
    )


def _offered(prose: Prose, pattern: re.Pattern[str]) -> Span | None:
    for found in prose.find(pattern, *_ALL):
        after = prose.after(found.end(), 8)
        denied = _DENIED.search(prose.before(found.start(), 6)) or _DENIED_AFTER.search(after)
        elsewhere = pattern is _REMOTE and _is_elsewhere(prose, found, after)
        if not denied and not elsewhere:
            return prose.span(*found.span())
    return None


def _is_elsewhere(prose: Prose, found: re.Match[str], after: str) -> bool:
    """Whether the words of home speak of a customer's, or are a tag that the text contradicts."""
    before = prose.before(found.start(), 9)
    if _NOT_REMOTE.search(after) or _HOUSEHOLD.search(before) or _NOT_AT_HOME.search(before):
        return True
    tagged = found.start() >= prose.parts.get("tags", (len(prose.plain), 0))[0]
    return tagged and _ON_SITE.search(prose.plain) is not None
