"""The columns of an exchange file: their headers, what they are called, which must be there."""

from enum import StrEnum
from typing import Final


class Column(StrEnum):
    """Headers in the order of the file: codes of the ministry's data standard where known."""

    ID_NUMBER = "AAC002"
    NAME = "AAC003"
    SEX = "AAC004"
    BORN = "AAC006"
    PHONE = "AAC067"
    CERTIFICATE = "AAC021"
    ISSUE = "发证类别"
    VALID = "AAE100"
    EMPLOYMENT = "就业类型"
    FIRST = "初次或再就业"
    CATEGORY = "灵活就业类别"
    PLACE_KIND = "登记地类别"
    PLACE = "登记地"
    REGISTERED = "AAE043"
    START = "AAE030"
    WORK_CONTENT = "从事工作内容"
    OCCUPATION = "ACA111"
    WORK_PLACE = "就业地"
    WORK_ADDRESS = "就业地址"
    URBAN = "城镇"
    ENGAGEMENTS = "用工"
    INCOME = "劳动收入"
    INCOME_UNIT = "计薪单位"
    MONTHLY = "月收入"
    SITUATIONS = "特殊情形"
    STOPS_BENEFIT = "确认停发失业金"
    PROMISED = "本人承诺日期"
    CLOSES = "注销失业原因"
    END = "AAE031"
    END_REASON = "终止原因"
    NEXT_EMPLOYMENT = "变更后就业类型"
    END_SOURCE = "终止依据来源"
    END_KIND = "终止依据类别"
    END_SINCE = "终止依据起始日"


# Where the header is a code, what it is called.
NAMES: Final = {
    Column.ID_NUMBER: "身份证号",
    Column.NAME: "姓名",
    Column.SEX: "性别",
    Column.BORN: "出生日期",
    Column.PHONE: "联系方式",
    Column.CERTIFICATE: "就业创业证编号",
    Column.VALID: "有效标志",
    Column.REGISTERED: "登记日期",
    Column.START: "就业时间",
    Column.OCCUPATION: "工种",
    Column.END: "终止日期",
}
REQUIRED: Final = (
    Column.ID_NUMBER,
    Column.NAME,
    Column.PHONE,
    Column.VALID,
    Column.EMPLOYMENT,
    Column.CATEGORY,
    Column.PLACE_KIND,
    Column.PLACE,
    Column.START,
    Column.WORK_CONTENT,
    Column.WORK_PLACE,
)


def called(column: Column) -> str:
    """The column with its name: `AAE030 就业时间`."""
    name = NAMES.get(column)
    return f"{column} {name}" if name else column.value
