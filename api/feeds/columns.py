"""The columns of the flat table in which postings come: gig markets' CSV and our Excel template."""

from enum import StrEnum
from typing import Final, NamedTuple

from registry.workers.education import LEVELS


class Kind(StrEnum):
    """How the text of a cell is read."""

    TEXT = "text"
    CODE = "code"  # digits that are no number: a leading zero and every digit count
    NUMBER = "number"
    COUNT = "count"  # 5, 3-5人, 若干
    DATE = "date"
    YES_NO = "yes_no"
    LIST = "list"
    WINDOWS = "windows"  # 周一至周五 08:00-12:00；周六 09:00-17:00


class Column(NamedTuple):
    """One column. name: its header; path: the field of our own row (native_row.py) that it is.

    choices: what the template's drop-down offers, where it is a fixed list.
    """

    name: str
    path: str
    kind: Kind
    note: str
    choices: tuple[str, ...] = ()


YES_OR_NO: Final = ("是", "否")
COLUMNS: Final = (
    Column("编号", "source_id", Kind.CODE, "必填。贵方的岗位编号，同一岗位一直不变，据此更新"),
    Column("岗位名称", "title", Kind.TEXT, "必填。200字以内"),
    Column("用人单位", "employer.name", Kind.TEXT, "发布必需。营业执照上的全称"),
    Column("统一社会信用代码", "employer.uscc", Kind.CODE, "18位"),
    Column("工种", "occupation.label", Kind.TEXT, "职业分类的名称，或贵方自己的叫法"),
    Column("职业代码", "occupation.code", Kind.TEXT, "如 4-10-08-01；不知道就空着"),
    Column("最低工资", "pay.min", Kind.NUMBER, "元，只写数字"),
    Column("最高工资", "pay.max", Kind.NUMBER, "元，只写数字"),
    Column("计薪单位", "pay.unit", Kind.TEXT, "最低、最高工资按什么计",
           ("小时", "天", "班", "单", "月", "年")),
    Column("工资", "pay.text", Kind.TEXT, "发布必需（或填前三列）。如 180元/天，管午饭"),
    Column("结算方式", "pay.settlement", Kind.TEXT, "非全日制用工不得长于15日",
           ("日结", "周结", "半月结", "月结", "完工结")),
    Column("县区", "place.county", Kind.TEXT, "发布必需（远程除外）"),
    Column("镇街", "place.town", Kind.TEXT, "如 银雀山街道"),
    Column("地址", "place.address", Kind.TEXT, "门牌、楼宇、路口"),
    Column("纬度", "place.lat", Kind.NUMBER, "度，如 35.06"),
    Column("经度", "place.lon", Kind.NUMBER, "度，如 118.33"),
    Column("坐标系", "place.datum", Kind.TEXT, "不填按 GCJ-02", ("GCJ-02", "WGS-84", "BD-09")),
    Column("远程", "remote", Kind.YES_NO, "在家办公填是", YES_OR_NO),
    Column("工时类型", "hours.kind", Kind.TEXT, "", ("固定", "轮班", "自由", "未写明")),
    Column("班次", "hours.windows", Kind.WINDOWS, "如 周一至周五 08:00-12:00；周六 09:00-17:00"),
    Column("每天小时", "hours.hours_per_day", Kind.NUMBER, "至多24"),
    Column("每周天数", "hours.days_per_week", Kind.NUMBER, "至多7"),
    Column("工作时间", "hours.text", Kind.TEXT, "用话写的，如 早8点到晚5点，月休4天"),
    Column("人数", "headcount", Kind.COUNT, "招几个人，可写 3-5人、若干"),
    Column("用工形式", "employment", Kind.TEXT, "", ("劳动合同", "劳务", "平台用工", "日工")),
    Column("要求", "requirements.text", Kind.TEXT, "不得写性别、年龄、户籍等限制"),
    Column("证件", "requirements.certificates", Kind.LIST, "几项用顿号隔开，如 健康证、驾驶证C1"),
    Column("自备工具", "requirements.own_equipment", Kind.LIST, "如 电动车"),
    Column("文化程度", "requirements.education", Kind.TEXT, "", LEVELS),
    Column("工作年限", "requirements.experience_years", Kind.NUMBER, "年"),
    Column("标签", "tags", Kind.LIST, "技能、特点，几项用顿号隔开"),
    Column("福利", "welfare", Kind.LIST, "几项用顿号隔开"),
    Column("社会保险", "insurance", Kind.LIST, "如 工伤保险、职工养老"),
    Column("包吃", "meals", Kind.YES_NO, "", YES_OR_NO),
    Column("包住", "lodging", Kind.YES_NO, "", YES_OR_NO),
    Column("向劳动者收费", "fees", Kind.NUMBER, "元，必须为0"),
    Column("岗位说明", "description", Kind.TEXT, "发布必需（或填工种）。做什么活"),
    Column("联系电话", "contact", Kind.CODE, "公开的数据里遮住"),
    Column("发布日期", "published_at", Kind.DATE, "如 2026-11-01"),
    Column("有效期至", "valid_until", Kind.DATE, "发布必需。当天仍有效"),
    Column("来源", "source", Kind.TEXT, "不填按账号或 --source"),
    Column("来源名称", "source_name", Kind.TEXT, "给人看的名称"),
    Column("来源网址", "source_url", Kind.TEXT, "这条岗位在贵方的网址"),
    Column("撤下", "removed", Kind.YES_NO, "填是：这条岗位不再招，只需再填编号", YES_OR_NO),
    Column("撤下原因", "reason", Kind.TEXT, "如 招满"),
)  # fmt: skip
REQUIRED: Final = ("编号", "岗位名称")
BY_NAME: Final = {column.name: column for column in COLUMNS}
BY_PATH: Final = {column.path: column for column in COLUMNS}
# Columns that an error workbook adds; they are passed over when it comes back.
ADDED: Final = ("原行号", "处理结果", "出错的列", "错误代码", "原因", "怎样改", "建议改写", "原文")


def column_of(path: str) -> str:
    """The header under which a field of our own row, or a part of one, stands; else the path."""
    parts = path.split(".")
    for length in range(len(parts), 0, -1):
        if column := BY_PATH.get(".".join(parts[:length])):
            return column.name
    return path
