"""Why a rule did not simply hold: codes for programs, words for people."""

from enum import IntEnum
from typing import Final


class Reason(IntEnum):
    """A number in columns; its name is the code that is shown."""

    NONE = 0
    NOT_IN_FORCE = 1
    NOT_REGISTERED = 2
    REVOKED = 3
    RURAL = 4
    URBAN_FLAG = 5
    COUNTY_UNKNOWN = 6
    SOURCE_CONFLICT = 7
    RECORD_UNCLEAR = 8
    NO_HISTORY = 9
    NOT_TOLD = 10
    TYPE_MISSING = 11
    NOT_FIRST = 12
    FIRST_CONTRADICTED = 13
    EARLIER_WORK = 14
    INCOME_MISSING = 15
    INCOME_NONE = 16
    INCOME_BELOW = 17
    DIBAO_UNKNOWN = 18
    NOT_INSURED = 19
    INSURED_BEFORE = 20
    INSURED_LATER = 21
    PAID_BY_UNIT = 22
    FLEXIBLE_BEFORE = 23
    NO_CHANGE = 24
    NO_BREAK = 25
    NOT_PAYING = 26
    RHYTHM_UNKNOWN = 27
    NO_BENEFIT = 28
    BENEFIT_RUNS = 29
    UNINSURED_IN_BENEFIT = 30
    NOT_CONTINUED = 31
    C4_ORDER = 32
    REGISTERED_BEFORE = 33
    ALREADY_COUNTED = 34
    ON_THE_LIST = 35
    COUNTED_BEFORE = 36
    SECOND_RECORD = 37


WORDS: Final = {
    Reason.NONE: "",
    Reason.NOT_IN_FORCE: "当月没有有效的灵活就业登记。",
    Reason.NOT_REGISTERED: "期末尚未登记。",
    Reason.REVOKED: "登记已被撤销。",
    Reason.RURAL: "工作地点不在城镇区域。",
    Reason.URBAN_FLAG: "工作地点没有城乡分类代码，不知道是否在城镇区域。",
    Reason.COUNTY_UNKNOWN: "工作地点没有写到县区。",
    Reason.SOURCE_CONFLICT: "各来源的记录互相矛盾，须人工核对。",
    Reason.RECORD_UNCLEAR: "有记录没有写明起止时间或缴至月份，须人工核对。",
    Reason.NO_HISTORY: "来源的记录不够早，以前有没有无从得知。",
    Reason.NOT_TOLD: "来源的记录没有到期末，期末的情况无从得知。",
    Reason.TYPE_MISSING: "没有填写是初次就业还是失业再就业。",
    Reason.NOT_FIRST: "申报的就业类型不是初次就业。",
    Reason.FIRST_CONTRADICTED: "申报为初次就业，但记录里有更早的就业，须人工核对。",
    Reason.EARLIER_WORK: "记录里有更早的就业。",
    Reason.INCOME_MISSING: "没有填写月劳动收入。",
    Reason.INCOME_NONE: "月劳动收入为零。",
    Reason.INCOME_BELOW: "月劳动收入低于当地城市居民最低生活保障标准。",
    Reason.DIBAO_UNKNOWN: "当地当月的城市居民最低生活保障标准没有查到，请填写本局取值。",
    Reason.NOT_INSURED: "没有参加企业职工基本养老保险的记录。",
    Reason.INSURED_BEFORE: "首次参加企业职工基本养老保险在统计期之前。",
    Reason.INSURED_LATER: "首次参加企业职工基本养老保险在统计期之后。",
    Reason.PAID_BY_UNIT: "首次参加企业职工基本养老保险由单位缴纳。",
    Reason.FLEXIBLE_BEFORE: "以前年度已是灵活就业人员。",
    Reason.NO_CHANGE: "没有就业和失业状态转换的记录。",
    Reason.NO_BREAK: "没有断缴后又缴纳的记录（已补缴的不算断缴）。",
    Reason.NOT_PAYING: "没有按其缴费周期正常缴费。",
    Reason.RHYTHM_UNKNOWN: "不知道按月、季、半年还是按年缴费，无法判断是否正常缴费。",
    Reason.NO_BENEFIT: "没有领取失业保险金的记录。",
    Reason.BENEFIT_RUNS: "失业保险金还没有领完。",
    Reason.UNINSURED_IN_BENEFIT: "领取失业保险金期间没有以灵活就业身份参加养老保险。",
    Reason.NOT_CONTINUED: "领取结束后没有继续缴纳养老保险。",
    Reason.C4_ORDER: "在领取失业保险金期间办理了灵活就业登记，条款是否计入须由本局认定。",
    Reason.REGISTERED_BEFORE: "灵活就业登记早于领取失业保险金。",
    Reason.ALREADY_COUNTED: "本年度已经计入过。",
    Reason.ON_THE_LIST: "已在本局本年度其他渠道的计入名单上。",
    Reason.COUNTED_BEFORE: "这次登记的条件在更早的月份已经符合。",
    Reason.SECOND_RECORD: "本人当月另有一次登记在先，一年只计一次。",
}
