"""The flat CSV of gig markets: Chinese headers, pay and hours in prose."""

from collections.abc import Mapping
from typing import Any, Final

from api.feeds import values
from api.feeds.draft import Draft
from api.feeds.strict import LONGEST_NAME
from api.reference import Reference
from registry.errors import InvalidField
from registry.places import Place

REQUIRED: Final = ("编号", "岗位名称")
COLUMNS: Final = (
    *REQUIRED, "用人单位", "统一社会信用代码", "工种", "工资", "结算方式", "县区", "镇街", "地址",
    "工作时间", "人数", "要求", "福利", "岗位说明", "联系电话", "发布日期", "有效期至",
)  # fmt: skip
FLEXIBLE_HEADCOUNT: Final = frozenset({"", "若干", "不限", "多名", "多人"})


def gig_market_draft(data: Mapping[str, Any], reference: Reference) -> Draft:
    """The draft of a CSV row. InvalidField: no id or title, an unknown county or settlement."""
    cell = {name: values.clean(str(data.get(name) or "")) for name in COLUMNS}
    cell["编号"] = values.clean_id(str(data.get("编号") or ""))
    for name in REQUIRED:
        if not cell[name]:
            raise InvalidField(name, "missing", "是空的，它是必填的。")
        if len(cell[name]) > LONGEST_NAME:
            raise InvalidField(name, "too_long", f"超过 {LONGEST_NAME} 个字，请缩短。")
    with values.in_field("结算方式"):
        settlement = values.settlement(cell["结算方式"]) if cell["结算方式"] else None
    return Draft(
        source="",
        source_id=cell["编号"],
        title=cell["岗位名称"],
        description="\n".join(text for text in (cell["岗位说明"], cell["要求"]) if text),
        employer=cell["用人单位"],
        uscc=cell["统一社会信用代码"],
        occupation_label=cell["工种"],
        pay_text=cell["工资"],
        settlement=settlement,
        place=_place(cell, reference),
        hours_text=cell["工作时间"],
        welfare=values.split_list(cell["福利"]),
        headcount=values.headcount(cell["人数"]),
        contact=cell["联系电话"],
        published_on=values.day(cell["发布日期"], "发布日期"),
        valid_until=values.day(cell["有效期至"], "有效期至"),
        flags=_flags(data, cell),
    )


def _place(cell: Mapping[str, str], reference: Reference) -> Place:
    county = None
    if cell["县区"]:
        county = values.place_code(cell["县区"], "县区", reference.gazetteer)
    return Place(county, cell["镇街"] or None, address=cell["地址"])


def _flags(data: Mapping[str, Any], cell: Mapping[str, str]) -> tuple[str, ...]:
    flags = []
    if data.keys() - set(COLUMNS):
        flags.append("unknown_field")
    if cell["人数"] not in FLEXIBLE_HEADCOUNT and values.headcount(cell["人数"]) is None:
        flags.append("headcount_unreadable")
    return tuple(flags)
