"""What a worker must bring: a vehicle, a computer, a telephone of her own."""

import re
from typing import Final

from indexing.reading.spans import Prose, Span, any_of

EQUIPMENT: Final = (
    ("电动车", r"电动车|电瓶车|电动自行车|电车|电摩|电驴|小电驴|电动两轮|三轮(?:快递)?车"),
    ("摩托车", r"摩托车?|机车"),
    ("货车", r"货车|面包车|厢货|高栏|4[.]2米|四米二|依维柯|箱货|平板车|微面|金杯|大货|卡车"),
    ("汽车", r"汽车|轿车|私家车|小车|新能源车|网约车|自家车"),
    ("电脑", r"电脑|笔记本"),
    ("手机", r"(?:智能)?手机"),
)
_THING: Final = "|".join(f"(?P<t{place}>{words})" for place, (_, words) in enumerate(EQUIPMENT))
_OWN: Final = (
    "自备|自带|自己需?带|自有|需带|带车|备有|自己有|自己的|自购|需有|要有|须有|必须有|需要有|拥有"
    "|要求有|家里有|家有|有"
)
_BESIDE: Final = "自己的?|个人|一[辆台部]|电动?|车型|智能|稳定的?|小|大|的|或|和|及|、|/"
# 自备电动车; 有自己的电动车; 有手机和网络.
_ASKED: Final = re.compile(rf"(?P<own>{_OWN})(?:{_BESIDE}){{0,3}}(?:{_THING})")
_ALSO: Final = re.compile(rf"^(?:、|或者?|和|以?及|与|/)(?:{_THING})")
_AFTERWARDS: Final = any_of(
    rf"(?:{_THING})(?:需|要|须|请)?(?:自备|自带|自理|自购|自己准备)",
    "(?P<phone>手机)(?:即可|就能|就可|办公|操作)",
)
_AFTERWARDS_LOOK: Final = any_of("自(?:备|带|理|购|己准备)", "手机(?:即可|就能|就可|办公|操作)")
_OWN_VEHICLE: Final = any_of(
    "(?:自备|自带|有自己的|自有)(?:交通工具|车辆|车(?![间班库位贴补]))",
    "带车(?:司机|加盟|入职|骑手)",
    "车辆自备",
)
_GIVEN: Final = re.compile(
    "(?:提供|配[备有发]?|公司|站点|免费|赠|发|租|无需|不用|不需要?|没有|无|会|平台|宿舍|房间|还)"
    r"[^,。;\n]{0,6}$"
)
# 公司提供电动车 takes back what the tags list as 自带电动车.
_PROVIDED: Final = re.compile(
    r"(?:提供|配[备有发送]?|安排|免费租?)[^,。;\n]{0,3}"
    rf"(?:(?P<any>车辆?(?!补|贴|位|费|间|险|接))|{_THING})"
)
_TEXT: Final = ("title", "description", "alias", "tags")
_VEHICLES: Final = frozenset({"电动车", "摩托车", "汽车", "货车"})
_PREFERRED: Final = re.compile(r"[^,。;\n]{0,6}优先")  # 有面包车的优先 asks for none
_WEAK: Final = frozenset({"有", "要有", "需有", "须有", "拥有", "备有"})
# 有手机 asks for one only where nothing but its end or another thing follows (not 有手机销售经验).
_COMPLETE: Final = re.compile(r" |(?:$|[,。;)\[\n]|和|与|及|、|或|者(?!优|佳)|的(?!经验))")


def read_equipment(prose: Prose) -> dict[str, Span]:
    """Own equipment a posting asks for, each with the span that proves it; {} if provided."""
    needed: dict[str, Span] = {}
    for found in prose.find(_ASKED, *_TEXT):
        if not _taken_back(prose, found):
            _keep(needed, found, prose)
            also = _ALSO.search(prose.plain[found.end() : found.end() + 12])
            if also:
                needed.setdefault(_name(also), prose.span(*found.span()))
    for found in prose.find(_AFTERWARDS, *_TEXT, look=_AFTERWARDS_LOOK):
        _keep(needed, found, prose)
    vehicle = prose.first(_OWN_VEHICLE, *_TEXT)
    if vehicle and not _GIVEN.search(prose.before(vehicle.start(), 8)):
        kind = "汽车" if "司机" in prose.plain or "网约车" in prose.plain else "电动车"
        if not needed.keys() & _VEHICLES:
            needed[kind] = prose.span(*vehicle.span())
    for found in prose.find(_PROVIDED, *_TEXT):
        given = _VEHICLES if found["any"] else {_name(found)}
        needed = {name: span for name, span in needed.items() if name not in given}
    return needed


def _taken_back(prose: Prose, found: re.Match[str]) -> bool:
    """Whether the thing is provided, or the words speak of something else (有手机销售经验)."""
    if _GIVEN.search(prose.before(found.start(), 8)):
        return True
    if _PREFERRED.match(prose.plain, found.end()):
        return True
    return found["own"] in _WEAK and _COMPLETE.match(prose.plain, found.end()) is None


def _keep(needed: dict[str, Span], found: re.Match[str], prose: Prose) -> None:
    needed.setdefault(_name(found), prose.span(*found.span()))


def _name(found: re.Match[str]) -> str:
    group = found.lastgroup or ""
    return EQUIPMENT[int(group[1:])][0] if group[1:].isdigit() else "手机"
