"""Levels of education, in order, and the many ways they are spelled."""

from typing import Final

LEVELS: Final = ("不限", "初中", "高中", "中专", "大专", "本科", "硕士", "博士")
# 高中 and 中专 stand side by side: either meets a demand for the other.
RANK: Final = {
    "不限": 0,
    "初中": 1,
    "高中": 2,
    "中专": 2,
    "大专": 3,
    "本科": 4,
    "硕士": 5,
    "博士": 6,
}
SPELLINGS: Final = {
    "不限": ("不限", "学历不限", "不限制", "无要求", "其他"),
    "初中": ("初中", "初中及以下", "初中以上", "小学", "九年义务教育"),
    "高中": ("高中", "普通高中", "职高", "职业高中", "高中及以上"),
    "中专": ("中专", "中技", "技校", "中专/中技", "中技/中专", "中等专科", "技工学校", "中等专业"),
    "大专": ("大专", "大学专科", "专科", "高职", "大专及以上"),
    "本科": ("本科", "大学本科", "统招本科", "学士", "本科及以上"),
    "硕士": ("硕士", "硕士研究生", "研究生", "MBA/EMBA"),
    "博士": ("博士", "博士研究生"),
}
_LEVEL: Final = {spelling: level for level, all_ in SPELLINGS.items() for spelling in all_}


def level_of(text: str) -> str | None:
    """The level a spelling means, or None where it means none that we know."""
    return _LEVEL.get(text.strip())
