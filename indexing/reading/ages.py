"""Limits of age a posting sets; from 18 on alone is none."""

import re
from collections.abc import Iterator
from typing import Final

from indexing.reading.anchors import Anchors
from indexing.reading.phrases import anchored, near
from indexing.reading.spans import Prose
from registry.jobs.passage import Kind, Passage

OF_AGE: Final = 18  # a lower bound up to here is the law's own
_PLAUSIBLE: Final = range(14, 81)

_ANCHORS: Final = Anchors(["岁", "年龄", "年纪", "之间", "周年", "男", "女"])
_YEARS: Final = (
    r"(?<![\d.])\d{2}(?!\d|\.\d|[年月日:])"
    "|(?<![一二三四五六七八九十百])[二三四五六七]?十[一二三四五六七八九]?"
)
_SUI: Final = r" ?(?:周?岁|周年)"
_TO: Final = r" ?(?:-{1,3}|至|到|、(?=\d{2}周?岁)) ?"
_UP_TO: Final = r"[)(含 ]{0,3}(?:以[下内里]|[之内]内?(?!容)|及以下|封顶|为止|左右|前|都(?:行|可))"
_BETWEEN: Final = f"(?:{_SUI})?{_TO}(?:年?满)?"
_AGE: Final = re.compile(
    r"(?=[\d二三四五六七十年不小低至最上<≤])(?:"  # what an age can begin with: twice as fast
    # 年龄：18-45, 18周岁至45周岁之间
    rf"(?P<named>年[龄纪齡][^,。;\n\d]{{0,10}}?)(?:满|在)?(?P<low>{_YEARS}){_BETWEEN}(?P<high>{_YEARS})(?:{_SUI})?"
    rf"|(?P<low2>{_YEARS}){_BETWEEN}(?P<high2>{_YEARS})(?:{_SUI}|(?=之间|以[内下]))"
    # 不超过45岁, 年龄45以下, 45周岁(含)以下
    rf"|(?:不(?:超过?|大于|高于|得超过)|小于|低于|至多|最大|上限|<=?|≤)[^,。;\n\d]{{0,4}}(?P<high3>{_YEARS}){_SUI}"
    rf"|(?:年[龄纪][^,。;\n\d]{{0,10}}?)?(?P<high4>{_YEARS}){_SUI}{_UP_TO}"
    rf"|年[龄纪][^,。;\n\d]{{0,10}}?(?P<high5>{_YEARS}){_UP_TO}"
    rf"|(?<=[男女性])(?P<high6>{_YEARS}){_UP_TO}"
    # 30岁以上
    rf"|(?:年[龄纪][^,。;\n\d]{{0,6}}?)?(?P<low3>{_YEARS}){_SUI}[)(含 ]{{0,3}}(?:及?以上|起|\+)"
    rf"|年[龄纪][^,。;\n\d]{{0,6}}?(?P<low4>{_YEARS})(?:及?以上|起|\+))"
)
_TAIL: Final = re.compile(r"(?:之间|以[内下里]|[之内]内|左右|都可以?|均可|优先(?:考虑|录取)?|的)*")
# Whose age it is, where it is not the worker's.
_OTHERS_BEFORE: Final = re.compile(
    "(?:平均|面向|针对|服务|照[顾护看]|看护|陪护|护理|教|带|陪|(?:宝宝|孩子|小孩|儿童|学[生员]|老人|客户|客群|用户"
    r"|雇主|团队|同事|成员|公司|子女|宝贝|幼儿|婴儿|观众|受众|粉丝)[^,。;\n]{0,4})[^,。;\n\d]{0,6}$"
)
_OTHERS_AFTER: Final = re.compile(
    r"(?:以[上下内]|之间|左右|的|阶段|年龄段?|[及和]){0,3}(?:[男女中高低]?(?:老|孩|小孩|宝|儿童|幼儿|婴|少儿|青少年"
    "|学[生员]|客户|用户|顾客|患者|病人|人群|小朋友|受众|长者|玩家|粉丝|失能))"
)
_HAN: Final = {digit: value for value, digit in enumerate("一二三四五六七八九", 1)}


def read_ages(prose: Prose) -> Iterator[Passage]:
    """Limits of age, as passages of code `age`; a lower bound of 16 to 18 is kept as lawful."""
    places = [place for each in anchored(prose, _ANCHORS).values() for place in each]
    for found in near(prose, places, _AGE):
        low, high = _bound(found, "low"), _bound(found, "high")
        if _limits(low, high) and not _of_others(prose, found):
            tail = _TAIL.match(prose.plain, found.end())
            end = tail.end() if tail else found.end()
            lawful = low is not None and low <= OF_AGE
            yield Passage(
                "age",
                Kind.AGE,
                found.start(),
                end,
                prose.text[found.start() : end],
                found.start(),
                end,
                f"{max(low, 16)}周岁以上" if lawful and low is not None else "",
                low,
                high,
            )


def _limits(low: int | None, high: int | None) -> bool:
    """Whether the bounds are ages and keep somebody of age out."""
    given = [years for years in (low, high) if years is not None]
    if any(years not in _PLAUSIBLE for years in given):
        return False
    if low is not None and high is not None:
        return low < high
    return high is not None or (low is not None and low > OF_AGE)


def _of_others(prose: Prose, found: re.Match[str]) -> bool:
    before, after = prose.before(found.start(), 12), prose.plain[found.end() : found.end() + 12]
    return bool(_OTHERS_BEFORE.search(before) or _OTHERS_AFTER.match(after))


def _bound(found: re.Match[str], name: str) -> int | None:
    """Years of the bound, whichever way it was written."""
    texts = [text for group, text in found.groupdict().items() if text and group.startswith(name)]
    return _years(texts[0]) if texts else None


def _years(text: str) -> int:
    """Years in digits or in Chinese numerals up to 七十九."""
    if text.isdecimal():
        return int(text)
    tens, _, ones = text.partition("十")
    return _HAN.get(tens, 1) * 10 + _HAN.get(ones, 0)
