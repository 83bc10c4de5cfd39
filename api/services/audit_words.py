"""Actions of the audit chain in the words of the office."""

from collections.abc import Mapping
from typing import Final

from api.services.application_view import HAPPENED_NAMES
from api.services.credit_view import ACT_NAMES
from registry.guidance.session import EVENT_NAMES as GUIDANCE
from registry.jobs.complaint import TABLE as COMPLAINTS
from registry.jobs.employer_standing import TABLE as EMPLOYERS
from registry.jobs.lifecycle import TABLE as POSTINGS
from registry.placement.assignment import TABLE as PLACES
from registry.placement.proposal import EVENT_NAMES as PROPOSALS
from registry.placement.shift import TABLE as SHIFTS
from registry.registration.after_control import TABLE as CHECKS
from registry.registration.application import EVENT_NAMES as REGISTRATIONS

# By what actions begin with: what it is about.
MATTERS: Final = {
    "registration": "就业登记",
    "registry": "省系统交换",
    "statistics": "城镇新就业统计",
    "credit": "信用",
    "after_control": "事后抽查",
    "credit.referral": "移送",
    "registration.hire_proposal": "录用提示",
    "posting": "岗位",
    "complaint": "投诉",
    "employer": "用人单位",
    "application": "求职申请",
    "contact": "联系方式",
    "consent": "同意和撤回",
    "data": "本人资料",
    "worker": "劳动者",
    "caseload": "服务对象",
    "list": "为她排的清单",
    "talk": "谈话记录",
    "guidance": "职业指导",
    "pool": "人才池",
    "shift": "班次",
    "account": "账号",
    "entitlement": "政策对照",
    "list_events": "清单记录",
}
# What is done, by its matter; what stands in no table of steps is named here.
DONE: Final[Mapping[str, Mapping[str, str]]] = {
    "list_events": {"export": "写成表格"},
    "statistics": {
        "freeze": "冻结一个月",
        "correct": "记入更正",
        "trace": "查看一人的判断过程",
        "histories": "导入历史记录",
        "histories_part": "导入历史记录（一批）",
        "listed": "导入其他渠道的名单",
        "standard": "填写低保标准",
    },
    "registration": {event.value: name for event, name in REGISTRATIONS.items()}
    | {
        "apply": "申请",
        "rewrite": "改写草稿",
        "sign": "签承诺书",
        "reveal": "查看登记内容和依据",
        "doubt_opened": "发现疑点",
        "doubt_settled": "办结疑点",
        "hire_proposed": "提出录用提示",
    }
    | {f"hire_proposal.{event}": f"录用提示：{name}" for event, name in PROPOSALS.items()}
    | {f"after_control.{event}": f"抽查：{name}" for event, name in CHECKS.event_names.items()},
    "credit": ACT_NAMES,
    "after_control": {"draw": "抽取"},
    "registry": {"export": "导出", "import": "导入"},
    "posting": {event.value: name for event, name in POSTINGS.event_names.items()}
    | {"weigh": "按单位的核验和决定重定", "not_for_me": "本人说不合适"},
    "complaint": {event.value: name for event, name in COMPLAINTS.event_names.items()}
    | {"read": "查看投诉", "upheld": "认定属实", "rejected": "认定不属实", "answered": "答复投诉"},
    "employer": {event.value: name for event, name in EMPLOYERS.event_names.items()}
    | {"verify": "核验", "review": "复核"},
    "application": HAPPENED_NAMES | {"open": "查看简历", "forward": "移送简历"},
    "contact": {
        "asked": "单位请求",
        "granted": "本人同意",
        "declined": "本人不同意",
        "revealed": "查看联系方式",
    },
    "consent": {"given": "同意", "withdrawn": "撤回"},
    "data": {
        "copied": "复制",
        "corrected": "更正",
        "contact": "填写联系方式",
        "deleted": "删除",
        "tag_deleted": "删除标签",
        "tag_chosen": "选用标签",
    },
    "worker": {"chose": "本人选择", "found": "按证件号、手机号查找"},
    "caseload": {"added": "列入", "moved": "换文件夹", "removed": "移出"},
    "list": {"pinned": "置顶", "excluded": "排除", "unmarked": "恢复"},
    "talk": {"noted": "记下", "read": "查看"},
    "guidance": {event.value: name for event, name in GUIDANCE.items()}
    | {"open": "开始", "read": "查看"},
    "pool": {"asked": "查询", "advised": "招人建议"},
    "shift": {event.value: name for event, name in PLACES.event_names.items()}
    | {event.value: name for event, name in SHIFTS.event_names.items()}
    | {"offer": "发布", "arm": "准备邀请", "invite": "邀请"},
    "entitlement": {"read": "查看政策对照", "stated": "保存补充情况"},
    "account": {
        "make": "新建",
        "reset": "重置密码",
        "disable": "停用",
        "bind": "绑定本人",
        "unbind": "解除绑定",
        "profile": "开始建档",
        "sign_in": "登录",
        "wrong_password": "密码不对",
        "lock": "锁定",
        "change_password": "修改密码",
    },
}


def action_words(action: str) -> str:
    """What an action is called: its matter and what was done, as far as it has names."""
    matter, _, done = action.partition(".")
    named = DONE.get(matter, {}).get(done, done)
    return "：".join(each for each in (MATTERS.get(matter, matter), named) if each)
