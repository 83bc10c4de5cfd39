"""What to ask where a fact is missing, and where a person gets it."""

from typing import Final, NamedTuple


class Question(NamedTuple):
    """ask: the question; how: who can answer it. by_herself: she may answer on our form."""

    ask: str
    how: str
    by_herself: bool = True


_HERSELF: Final = "在“补充情况”里填写。"
_OFFICE: Final = "规定没有查到：请问人社部门。"
_REGISTERS: Final = "办理灵活就业登记时由系统核查，不用您提供证明。"
# By the names of `Facts`.
QUESTIONS: Final = {
    "born": Question("出生日期", "完善个人档案，或办理灵活就业登记。", False),
    "sex": Question("性别", "办理灵活就业登记时从身份证号码得出。", False),
    "retire_class": Question("按50还是55周岁退休（女）", "到社保经办机构询问，由其认定。"),
    "work": Question("是否办了灵活就业登记", "可在线办理灵活就业登记，承诺即办。", False),
    "paid_through": Question("养老保险缴到哪个月", _REGISTERS, False),
    "rhythm": Question("养老保险按月、按季、按半年还是按年缴", _HERSELF),
    "pension_since": Question("是否已领养老金", _REGISTERS, False),
    "unit_employed": Question("是否被单位招用", _REGISTERS, False),
    "licensed_since": Question("是否有营业执照", _REGISTERS, False),
    "unemployed_since": Question("是否有失业登记，从哪天起", _REGISTERS, False),
    "worked_since_graduation": Question("毕业以后是否就过业", _REGISTERS, False),
    "platform_insured": Question("平台是否为您缴了职业伤害保障", _REGISTERS, False),
    "circumstances": Question("是否属于几类特定人员", _HERSELF),
    "graduated_on": Question("哪天毕业", _HERSELF),
    "school": Question("毕业于哪一类学校", _HERSELF),
    "hardship_on": Question("是否已认定为就业困难人员，哪天认定", _HERSELF),
    "drawn": Question("社会保险补贴以前领过没有，领了几个月", _HERSELF),
    "trained_on": Question("职业技能培训哪天结业", _HERSELF),
    "startup_trained_on": Question("创业培训哪天结业", _HERSELF),
    "training_in_list": Question(
        "是否在培训补贴的对象范围内", "对象范围的原文没有查到：请向人社部门询问，问到后填写。"
    ),
    "platform": Question("接哪一类平台的单", _HERSELF),
    "loans_taken": Question("创业担保贷款以前贷过几次", _HERSELF),
    "tax_relief_used": Question("创业或被招用的税收优惠是否已享受满3年", _HERSELF),
    # What nobody found written: an office must answer.
    "graduate_rest": Question("满2年以后余下的月份能否领", _OFFICE, False),
    "school_rule": Question("这类学校是否算高校毕业生", _OFFICE, False),
    "licence_or_shop": Question("网络商户没有营业执照能否申请", _OFFICE, False),
    "work_order": Question("先灵活就业、后培训的是否算", _OFFICE, False),
    "platform_joined": Question(
        "您的平台是否参加试点", "在平台软件里查“职业伤害保障”，或问平台客服、人社部门。", False
    ),
}
