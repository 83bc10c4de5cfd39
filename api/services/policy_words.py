"""Policy numbers in the words of the office: names, units, and what stands on a day."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from registry.parameters import EVERYWHERE, DatedValue, Parameter

NAMES: Final = {
    "minimum_hourly_wage": "小时最低工资",
    "minimum_monthly_wage": "月最低工资",
    "urban_minimum_living_standard": "城镇最低生活保障标准",
    "payment_grace_periods": "正常缴费：可以晚缴几个周期",
    "benefit_gap_months": "失业保险金领完后，几个月内续缴算继续缴纳",
    "min_contribution_months": "领取基本养老金的最低缴费月数",
    "startup_loan_individual_cap": "个人创业担保贷款额度",
    "startup_loan_company_cap": "小微企业创业担保贷款额度",
    "startup_loan_times": "创业担保贷款，个人最多几次",
    "startup_loan_term_years": "创业担保贷款，个人最长",
    "startup_loan_extension_years": "创业担保贷款，展期最长",
    "startup_loan_no_guarantee_cap": "创业担保贷款，原则上免反担保的额度",
    "startup_loan_interest_subsidy": "创业担保贷款，贴息比例",
    "subsidy_hardship_months": "社会保险补贴，就业困难人员最长",
    "subsidy_near_retirement_months": "社会保险补贴，初次核定时距退休不足此数的领到退休",
    "subsidy_graduate_months": "社会保险补贴，高校毕业生最长",
    "subsidy_most_share": "社会保险补贴，不超过实际缴费的",
    "subsidy_monthly_amount": "社会保险补贴，每月金额",
    "graduate_window_months": "高校毕业生，离校多久以内",
    "hardship_age_female": "就业困难人员，女，满",
    "hardship_age_male": "就业困难人员，男，满",
    "hardship_jobless_months": "就业困难人员，连续失业满",
    "training_subsidy_amount": "职业培训补贴",
    "startup_training_subsidy_amount": "创业培训补贴",
    "tax_relief_jobless_months": "税收优惠，登记失业满",
    "tax_relief_months": "税收优惠，最长",
    "tax_relief_own_base": "创业税收优惠，国家基准，每户",
    "tax_relief_own_most_uplift": "创业税收优惠，省里最多上浮",
    "tax_relief_own_shandong": "创业税收优惠，山东标准，每户",
    "tax_relief_hired_base": "招用税收优惠，国家基准",
    "tax_relief_hired_most_uplift": "招用税收优惠，省里最多上浮",
    "tax_relief_hired_shandong": "招用税收优惠，山东标准",
    "tax_relief_contract_months": "招用税收优惠，劳动合同至少",
    "occupational_injury_ride": "职业伤害保障，网约车每单",
    "occupational_injury_delivery_first": "职业伤害保障，即时配送每单（起步标准）",
    "occupational_injury_delivery": "职业伤害保障，即时配送每单",
    "occupational_injury_freight": "职业伤害保障，同城货运每单",
    "longest_day_hours": "一个人一天在各处最多工作",
    "daily_rest_hours": "每 24 小时连续休息",
    "after_control_share": "事后抽查比例",
    "after_control_answer_days": "事后抽查的答复期限",
    "complaint_answer_days": "投诉答复期限",
    "complaint_hold_persons": "几人投诉欺诈就先暂停发布",
    "posting_unseen_days": "来源几天不再发送就关闭岗位",
    "employer_verification_months": "单位核验有效期",
    "employer_verification_grace_days": "单位核验宽限期",
    "employer_unverified_holds": "超期未核验是否暂停其岗位",
    "employer_watch_complaints": "属实投诉几件列入关注",
    "employer_bar_complaints": "属实投诉几件提请停止发布",
    "employer_complaint_months": "属实投诉计数多久",
    "employer_bar_months": "停止发布多久",
    "employer_objection_days": "单位异议的答复期限",
    "application_first_reminder_days": "单位未答复，第一次提醒",
    "application_second_reminder_days": "单位未答复，第二次提醒",
    "application_lapse_days": "单位一直未答复，申请结束",
    "outcome_late_days": "录用结果补报期限",
    "outcome_silence_days": "一方不作声，按另一方所报认定",
    "guidance_first_follow_up_days": "职业指导：方案商定后第一次回访",
    "guidance_second_follow_up_days": "职业指导：方案商定后第二次回访",
    "contact_request_days": "联系请求的答复期限",
    "contact_requests_a_day": "每家单位每天联系请求",
    "pool_questions_a_day": "每家单位每天查询人才池的岗位",
    "expected_yes_rate": "即时快招：尚无答复时预计答应的比例",
    "invitation_wave_minutes": "即时快招：两批邀请之间",
    "invitations_a_day": "即时快招：一个人一天最多被邀请",
    "replacement_answer_minutes": "即时快招：补人的答复时间",
    "promotion_notice_hours": "即时快招：不足此时数才递补的，未到不计",
    "no_show_report_hours": "即时快招：班次结束后可报告未到岗",
}
UNITS: Final = {
    "working days": "个工作日",
    "days": "天",
    "months": "个月",
    "hours": "小时",
    "hours/day": "小时/天",
    "minutes": "分钟",
    "payment periods": "个缴费周期",
    "persons": "人",
    "complaints": "件",
    "share": "%",
    "share/draw": "%（每次）",
    "0 or 1": "（1 是，0 否）",
    "requests/firm/day": "次/家/天",
    "postings/firm/day": "条/家/天",
    "invitations/person/day": "次/人/天",
    "years": "年",
    "years of age": "周岁",
    "loans": "次",
    "CNY": "元",
    "CNY/order": "元/单",
    "CNY/person": "元/人",
    "CNY/year": "元/年",
    "CNY/person/year": "元/人/年",
    "CNY/hour": "元/小时",
    "CNY/month": "元/月",
    "CNY/person/month": "元/人/月",
}
UNKNOWN: Final = "未查到"
PER_CENT: Final = ("share", "share/draw")
SOURCES: Final = {"[assumption]": "没有上级规定，系统建议值", "not found": "还没有找到"}


class PolicyLine(NamedTuple):
    """One number as people read it. now: what stands today, a value for each area."""

    name: str
    code: str
    unit: str
    last_checked: date
    now: tuple[DatedValue, ...]
    before: tuple[DatedValue, ...]

    @property
    def is_own(self) -> bool:
        """Whether the bureau wrote any value that stands."""
        return any(value.author for value in self.now)


def line_of(number: Parameter, day: date) -> PolicyLine:
    """A number on a day; other times' values apart, the latest first.

    A shipped value of an area for which the bureau wrote its own does not stand.
    """
    areas = {value.area for value in number.values}
    standing = tuple(
        found
        for area in sorted(areas, key=lambda one: (one == EVERYWHERE, one))
        if (found := _standing(number, area, day)) is not None
    )
    others = [value for value in number.values if value not in standing]
    return PolicyLine(
        NAMES.get(number.name, number.name),
        number.name,
        number.unit,
        number.last_checked,
        standing,
        tuple(sorted(others, key=lambda value: value.start, reverse=True)),
    )


def value_words(value: DatedValue, code: str) -> str:
    """A value with its unit. code: the unit as its file has it."""
    return UNKNOWN if value.value is None else figure_words(value.value, code)


def figure_words(value: float, code: str) -> str:
    """A known value with its unit."""
    figure = value * 100 if code in PER_CENT else value
    text = f"{figure:.6f}".rstrip("0").rstrip(".")
    unit = UNITS.get(code, code)
    return f"{text}{'' if unit.startswith(('%', '（')) else ' '}{unit}"


def number_words(used: Mapping[str, Any]) -> str:
    """A policy number of a trace as it is told to people; used: as trace_json has it."""
    name = NAMES.get(used["name"], used["name"])
    if used["start"] is None:
        return f"{name}：{UNKNOWN}"
    value = UNKNOWN if used["value"] is None else figure_words(used["value"], used["unit"])
    until = f"{used['start']} 至 {used['end']}" if used["end"] else f"{used['start']} 起"
    assumed = "，系推定" if used["assumed"] or used["inferred"] else ""
    source = SOURCES.get(used["source"], used["source"])
    return f"{name}：{value}（{until}，来源 {source}{assumed}）"


def source_words(value: DatedValue) -> str:
    """Where a value is from."""
    return SOURCES.get(value.source, value.source)


def _standing(number: Parameter, area: str, day: date) -> DatedValue | None:
    """The value written for just this area that holds on the day, the bureau's own first."""
    written = [value for value in number.values if value.area == area and value.holds(day, area)]
    return max(written, key=lambda value: (bool(value.author), value.start), default=None)
