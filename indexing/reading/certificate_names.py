"""Which certificate a general name means: the class of a 驾照, the trade of an 操作证."""

import re
from typing import Final

from indexing.reading.spans import Prose
from registry.certificates import Mention

CLASSLESS: Final = ("驾驶证", "驾照", "驾驶执照", "机动车驾驶证", "驾证")
GENERAL: Final = ("其他证书", "特种作业操作证")
# 从业资格证 alone is a driver's where the posting is about driving, and some other one elsewhere.
_OF_SERVICE: Final = ("从业资格证", "从业证")
# Some certificate, which is left to the posting's title to tell.
UNNAMED: Final = ("持证上岗", "要求持证", "要求:持证")
_OWN_TRADE: Final = ("工程师", "师证", "律师", "园长")  # 消防工程师证 is no paper of a 消防 guard
# B牌以上驾照, C级及以上驾照, B1或以上机动车驾驶证.
_CLASS_BEFORE: Final = re.compile(
    r"(?<![a-z])(?P<code>A[1-3]|B[12]|C[1-3]|[ABC])(?:类|级|型|牌|照|证|本)?(?:(?:或|及|和)?(?:其|[ABC][1-3])?以上)?"
    r"(?:的|等级|有效|准驾|车型|汽车|[大小货客]车|机动车)*$",
    re.IGNORECASE,
)
# 驾照:B2, 驾驶证要求A2, 驾照(C1).
_CLASS_AFTER: Final = re.compile(
    r"^(?:要求|类型|类别|等级|级别)?(?:为|是|需)?[ :(《]{0,2}(?P<code>A[1-3]|B[12]|C[1-3])",
    re.IGNORECASE,
)
_USUAL_CLASS: Final = {"A": "A2", "B": "B2", "C": "C1", "C3": "C1"}
# A word of a trade -> its certificate.
TRADES: Final = (
    *(
        ("网约车", "网约车从业资格证"),
        ("网络车", "网约车从业资格证"),
        ("出租", "巡游出租从业资格证"),
    ),
    *(("货运", "货运从业资格证"), ("货物运输", "货运从业资格证"), ("道路运输", "货运从业资格证")),
    *(("低压", "低压电工证"), ("高压", "高压电工证"), ("电工", "低压电工证"), ("焊", "焊工证")),
    *(("叉车", "叉车证"), ("登高", "登高证"), ("高处", "登高证"), ("高空", "登高证")),
    *(("消防", "消防证"), ("消控", "消防证"), ("中控", "消防证"), ("保安", "保安员证")),
    *(("厨师", "厨师证"), ("烹饪", "厨师证"), ("月嫂", "月嫂证"), ("母婴护理", "月嫂证")),
    *(("育婴", "育婴师证"), ("护理员", "养老护理员证"), ("护工", "养老护理员证")),
    *(("会计", "会计证"), ("教师", "教师资格证"), ("护士", "护士证")),
)
_TRADE_NAMES: Final = dict(TRADES)
_TRADE: Final = "|".join(_TRADE_NAMES)
_TRADE_BEFORE: Final = re.compile(
    rf"(?P<trade>{_TRADE})(?!.?工程)[^,。;、/()\n 或及和与等]{{0,6}}$"
)
_TRADE_AFTER: Final = re.compile(rf"^》? ?[(《](?P<trade>{_TRADE})")
_TRADE_OF_TITLE: Final = re.compile(_TRADE)
_HAILED: Final = re.compile("网约车|网络车|专车|快车|滴滴")
_FREIGHT: Final = re.compile("货车|货运|司机|驾驶|物流|运输|押运")


def exact_name(prose: Prose, mention: Mention) -> Mention:
    """The mention under the most exact name that the words around it allow."""
    written = prose.plain[mention.start : mention.end]
    if written in CLASSLESS:
        return _of_class(prose, mention)
    if written in _OF_SERVICE or (mention.name in GENERAL and not written.startswith(_OWN_TRADE)):
        return _of_trade(prose, mention, written)
    return mention


def _of_class(prose: Prose, mention: Mention) -> Mention:
    before = _CLASS_BEFORE.search(prose.before(mention.start, 14))
    after = None if before else _CLASS_AFTER.search(prose.after(mention.end, 10))
    found = before or after
    if found is None:
        return mention
    code = found["code"].upper()
    name = f"驾驶证{_USUAL_CLASS.get(code, code)}"
    if before:
        return Mention(name, mention.start - len(before.group()), mention.end)
    return Mention(name, mention.start, mention.end + found.end())


def _of_trade(prose: Prose, mention: Mention, written: str) -> Mention:
    before = _TRADE_BEFORE.search(prose.before(mention.start, 12))
    if before:
        start = mention.start - len(before.group())
        return Mention(_TRADE_NAMES[before["trade"]], start, mention.end)
    after = _TRADE_AFTER.search(prose.after(mention.end, 8))
    if after:
        return mention._replace(name=_TRADE_NAMES[after["trade"]])
    if written in _OF_SERVICE:
        return mention._replace(name=_of_service(prose))
    title = prose.first(_TRADE_OF_TITLE, "title") if written in UNNAMED else None
    return mention._replace(name=_TRADE_NAMES[title.group()]) if title else mention


def _of_service(prose: Prose) -> str:
    if _HAILED.search(prose.plain):
        return "网约车从业资格证"
    return "货运从业资格证" if _FREIGHT.search(prose.plain) else "其他证书"
