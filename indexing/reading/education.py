"""The education and the years of experience a posting asks for."""

import re
from typing import Final, NamedTuple

from indexing.reading.spans import Prose, Span, any_of
from registry.workers.education import RANK, level_of

_LEVEL: Final = r"博士|硕士|研究生|本科|大专|专科|高职|中专|中技|中等专科|职高|技校|高中|初中|小学"
_NAMES: Final = {
    "研究生": "硕士", "专科": "大专", "高职": "大专", "中技": "中专", "中等专科": "中专",
    "技校": "中专", "职高": "高中", "小学": "初中",
}  # fmt: skip
_ASKED: Final = re.compile(
    r"(?=[学统全大具博硕研本专高中职技初小])"  # a search three times as fast
    rf"(?P<lead>学历[^,。;\n]{{0,8}}?|统招|全日制|大学|具有|具备)?(?P<level>{_LEVEL})(?:/|或|、|,)?(?:{_LEVEL})?"
    r"(?P<mark>(?:文化)?(?:学历)?(?:及其?|或)?(?:以上|同等)|(?:文化)?(?:学历|文凭|毕业(?!生)|文化)|起)?"
)
_OPEN: Final = any_of(
    r"学历[^,。;\n]{0,3}(?:不限|无要求|不作要求|不做要求|均可|没要求)",
    "(?:不限|无|无需|不需|不看|没有|不要求)学历",
    "学历/?经验不限",
)
# 本科优先 asks for nothing; 高中数学老师 is a subject, 大专在读 a student.
_SOFT: Final = re.compile(
    r"^[^,。;\n]{0,10}(?:优先|均可|也可|亦可|放宽|更佳|在读|在校|学生|老师|教师|数学|语文|英语)"
)
_STUDENT: Final = re.compile(r"(?:辅导|教|小升|孩子|学生|从)[^,。;\n]{0,4}$")
_YEARS: Final = re.compile(
    r"(?=[\d一二两三四五六七八九十半经])"
    r"(?:(?<![\d.\-])(?P<years>\d{1,2}|[一二两三四五六七八九十半])(?:-\d{1,2})? ?年[及或]?(?:以上)?"
    r"[^,。;\n、\d]{0,14}?(?:经验|经历|工龄)"
    r"|经验[^,。;\n\d]{0,4}(?P<after>\d{1,2}) ?年及?以上)"
)
_YEARS_LOOK: Final = re.compile(
    r"年(?:[及或]?(?:以上)?[^,。;\n、\d]{0,14}?(?:经验|经历|工龄)|及?以上)"
)
_NO_EXPERIENCE: Final = any_of(
    "经验不限",
    "(?:有无|无)(?:工作|相关)?经验(?:均可|也可|可|都可|亦可|皆可|都|带)",
    "(?:不限|不要|不要求|无需|不需|不需要)(?:工作|相关|有)?经验",
    r"接受[^,。;\n]{0,8}(?:无经验|小白|零基础|0基础)",
    "可小白",
    "零基础",
    "小白(?:可|也|均|都)",
    "无经验者?(?:可|也|均|带|培训)",
    "无经验要求",
)
_PREFERENCE: Final = re.compile(r"^[^,。;\n]{0,12}?(?:优先|更佳|为佳|加分)")
_FIELD_YEARS: Final = re.compile(r"(?P<years>\d{1,2})(?:\.\d)?(?:-\d{1,2})?")
_HAN: Final = {digit: float(value) for value, digit in enumerate("一二三四五六七八九十", 1)} | {
    "两": 2.0,
    "半": 0.5,
}


class EducationReading(NamedTuple):
    """level: one of registry.workers.education.LEVELS, None if nothing is said."""

    level: str | None
    quote: Span | None


class ExperienceReading(NamedTuple):
    """years: >= 0, None if nothing is said; 0 where none is asked for in so many words."""

    years: float | None
    quote: Span | None


def read_education(prose: Prose) -> EducationReading:
    """The lowest level the text asks for, else the degree field, else what the tags say."""
    asked = _asked(prose, "title", "description", "alias")
    if asked.level:
        return asked
    start, end = prose.parts.get("degree", (0, 0))
    field = prose.plain[start:end].strip()
    level = level_of(field)
    if level and (level != "不限" or field != "其他"):
        return EducationReading(level, prose.span(start, end))
    found = prose.first(_ASKED, "degree")
    if found:
        return EducationReading(_name(found["level"]), prose.span(*found.span()))
    opened = prose.first(_OPEN, "description", "tags")
    if opened:
        return EducationReading("不限", prose.span(*opened.span()))
    return _asked(prose, "tags", bare=True)


def _asked(prose: Prose, *parts: str, bare: bool = False) -> EducationReading:
    found = [
        match
        for match in prose.find(_ASKED, *parts)
        if (bare or match["mark"] or (match["lead"] and "学历" in match["lead"]))
        and not _SOFT.search(prose.after(match.end(), 14))
        and not _STUDENT.search(prose.before(match.start(), 6))
    ]
    if not found:
        return EducationReading(None, None)
    lowest = min(found, key=lambda match: RANK[_name(match["level"])])
    return EducationReading(_name(lowest["level"]), prose.span(*lowest.span()))


def _name(level: str) -> str:
    return _NAMES.get(level, level)


def read_experience(prose: Prose) -> ExperienceReading:
    """Years asked for in the text (not 优先), else the experience field, 0 where none is needed."""
    free = prose.first(_NO_EXPERIENCE, "title", "description", "alias", "tags")
    if free:
        return ExperienceReading(0.0, prose.span(*free.span()))
    for found in prose.find(_YEARS, "description", look=_YEARS_LOOK):
        if not _PREFERENCE.search(prose.plain[found.end() : found.end() + 16]):
            years = found["years"] or found["after"]
            return ExperienceReading(_HAN.get(years) or float(years), prose.span(*found.span()))
    field = prose.first(_FIELD_YEARS, "experience")
    if field:
        return ExperienceReading(float(field["years"]), prose.span(*field.span()))
    return ExperienceReading(None, None)
