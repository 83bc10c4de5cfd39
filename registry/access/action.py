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
    SEE_POSTING = "see_posting"  # 查看岗位全部内容和办理记录
    CHANGE_POSTING = "change_posting"  # 关闭、重新开放岗位
    HOLD_POSTING = "hold_posting"  # 暂停岗位发布和解除
    SEND_COMPLAINT = "send_complaint"  # 投诉和查询投诉
    SEE_COMPLAINT = "see_complaint"  # 查看投诉（留痕）
    DECIDE_COMPLAINT = "decide_complaint"  # 核查和办结投诉
    SEE_EMPLOYER = "see_employer"  # 查看用人单位的核验、投诉属实数和决定
    VERIFY_EMPLOYER = "verify_employer"  # 核验用人单位
    DECIDE_EMPLOYER = "decide_employer"  # 停止发布、不予停止、解除、记下和答复异议
    USE_OWN_STANDING = "use_own_standing"  # 查看本单位的核验和决定、提出异议
    SEND_FEED = "send_feed"  # 成批送来岗位、查看来数情况
    SEE_SOURCES = "see_sources"  # 查看各来源的来数情况
    SEE_PARAMETERS = "see_parameters"  # 查看政策参数
    SEE_STATISTICS = "see_statistics"  # 查看城镇新就业统计和每个数后面的登记（留痕）
    FREEZE_STATISTICS = "freeze_statistics"  # 冻结统计月份、记入更正
    ENTER_STANDARD = "enter_standard"  # 填写本局的低保标准
    SEE_LIST = "see_list"  # 查看岗位清单和理由
    SERVE_WORKER = "serve_worker"  # 查找劳动者、在窗口为她排清单、记录谈话
    KEEP_CASELOAD = "keep_caseload"  # 查看和整理自己的服务对象
    SEE_POOL = "see_pool"  # 查看岗位的候选人才池（去标识）
    ASK_CONTACT = "ask_contact"  # 请求联系候选人、查看同意者的联系方式（留痕）
    USE_OWN_DATA = "use_own_data"  # 查看、更正、删除自己的信息，同意和撤回
    TAKE_CONSENT = "take_consent"  # 代为记录同意和撤回
    APPLY_REGISTRATION = "apply_registration"  # 申请就业登记
    SEE_REGISTRATION = "see_registration"  # 查看就业登记
    ACT_ON_REGISTRATION = "act_on_registration"  # 签字、提交、选择、异议、变更、退出
    DECIDE_REGISTRATION = "decide_registration"  # 审核、恢复、撤销登记
    SEE_REVIEWS = "see_reviews"  # 查看等待工作人员核查的事项
    SETTLE_DOUBT = "settle_doubt"  # 办结疑点
    SEE_CLAIM = "see_claim"  # 查看登记内容（留痕）
    SEE_EVIDENCE = "see_evidence"  # 查看核查依据
    SEE_CREDIT = "see_credit"  # 查看本人信用记录
    OBJECT_TO_CREDIT = "object_to_credit"  # 对信用记录提出异议
    ANSWER_CREDIT = "answer_credit"  # 答复信用异议
    SEE_AFTER_CONTROL = "see_after_control"  # 查看事后抽查
    DRAW_AFTER_CONTROL = "draw_after_control"  # 抽取事后抽查
    ANSWER_AFTER_CONTROL = "answer_after_control"  # 答复事后抽查
    CLOSE_AFTER_CONTROL = "close_after_control"  # 办结事后抽查
    WANT_POSTING = "want_posting"  # 想去、回复、撤回、不合适
    SEE_APPLICATION = "see_application"  # 查看求职申请
    ANSWER_APPLICATION = "answer_application"  # 答复求职申请、约面试
    TELL_OUTCOME = "tell_outcome"  # 报告求职结果
    SETTLE_OUTCOME = "settle_outcome"  # 核实求职结果
    SEE_HIRE_PROPOSAL = "see_hire_proposal"  # 查看录用提示
    ANSWER_HIRE_PROPOSAL = "answer_hire_proposal"  # 本人确认或否认录用提示
    DECIDE_HIRE_PROPOSAL = "decide_hire_proposal"  # 工作人员办理录用提示
    SEE_WHO_LOOKED = "see_who_looked"  # 查看谁看过我的信息
    MANAGE_SHIFTS = "manage_shifts"  # 发布、查看、邀请、取消班次，报告未到岗
    ANSWER_SHIFT = "answer_shift"  # 答复班次邀请、对未到岗提出异议
    SEE_OWN_SHIFTS = "see_own_shifts"  # 查看自己的班次
    SETTLE_NO_SHOW = "settle_no_show"  # 核实未到岗异议
