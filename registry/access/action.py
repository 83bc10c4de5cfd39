"""What can be done through the service; every route names one of these."""

from enum import StrEnum


class Action(StrEnum):
    """One kind of thing to see or to do."""

    SEE_HEALTH = "see_health"  # 查看运行状况
    SEE_PUBLIC = "see_public"  # 查看公开的页面和岗位
    SIGN_IN = "sign_in"  # 登录
    USE_OWN_ACCOUNT = "use_own_account"  # 查看自己的账号、退出登录
    MANAGE_ACCOUNTS = "manage_accounts"  # 管理账号
    BIND_ACCOUNT = "bind_account"  # 核对身份证后绑定账号
    READ_AUDIT = "read_audit"  # 查看审计记录
    SEND_POSTING = "send_posting"  # 送来岗位
    SEE_LIST = "see_list"  # 查看岗位清单和理由
    APPLY_REGISTRATION = "apply_registration"  # 申请就业登记
    SEE_REGISTRATION = "see_registration"  # 查看就业登记
    ACT_ON_REGISTRATION = "act_on_registration"  # 签字、提交、选择、异议、变更、退出
    DECIDE_REGISTRATION = "decide_registration"  # 审核、恢复、撤销登记
    SEE_CLAIM = "see_claim"  # 查看登记内容（留痕）
    SEE_EVIDENCE = "see_evidence"  # 查看核查依据
    SEE_CREDIT = "see_credit"  # 查看本人信用记录
    OBJECT_TO_CREDIT = "object_to_credit"  # 对信用记录提出异议
    ANSWER_CREDIT = "answer_credit"  # 答复信用异议
    SEE_AFTER_CONTROL = "see_after_control"  # 查看事后抽查
    DRAW_AFTER_CONTROL = "draw_after_control"  # 抽取事后抽查
    ANSWER_AFTER_CONTROL = "answer_after_control"  # 答复事后抽查
    CLOSE_AFTER_CONTROL = "close_after_control"  # 办结事后抽查
    MANAGE_SHIFTS = "manage_shifts"  # 发布、查看、邀请、取消班次，报告未到岗
    ANSWER_SHIFT = "answer_shift"  # 答复班次邀请、对未到岗提出异议
    SEE_OWN_SHIFTS = "see_own_shifts"  # 查看自己的班次
    SETTLE_NO_SHOW = "settle_no_show"  # 核实未到岗异议
