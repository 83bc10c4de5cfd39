"""Actions of the audit chain in the words of the office."""

from collections.abc import Mapping
from typing import Final

from api.services.application_view import HAPPENED_NAMES
from api.services.credit_view import ACT_NAMES
from registry.jobs.complaint import TABLE as COMPLAINTS
from registry.jobs.employer_standing import TABLE as EMPLOYERS
from registry.jobs.lifecycle import TABLE as POSTINGS
from registry.placement.proposal import EVENT_NAMES as PROPOSALS
from registry.registration.after_control import TABLE as CHECKS
from registry.registration.application import EVENT_NAMES as REGISTRATIONS

# By what actions begin with: what it is about.
MATTERS: Final = {
    "registration": "就业登记",
    "registry": "省系统交换",
    "credit": "信用",
    "after_control": "事后抽查",
    "referral": "移送",
    "hire_proposal": "录用提示",
    "posting": "岗位",
    "complaint": "投诉",
    "employer": "用人单位",
    "application": "求职申请",
    "contact": "联系方式",
    "consent": "同意和撤回",
    "data": "本人资料",
    "worker": "本人选择",
    "pool": "人才池",
    "shift": "班次",
    "account": "账号",
    "entitlement": "政策对照",
}
# What is done, by its matter; what stands in no table of steps is named here.
DONE: Final[Mapping[str, Mapping[str, str]]] = {
    "registration": {event.value: name for event, name in REGISTRATIONS.items()}
    | {
        "apply": "申请",
        "rewrite": "改写草稿",
        "sign": "签承诺书",
        "reveal": "查看登记内容和依据",
        "doubt_opened": "发现疑点",
        "doubt_settled": "办结疑点",
        "hire_proposed": "提出录用提示",
        "hire_proposal.confirm": "确认录用提示",
        "hire_proposal.deny": "否认录用提示",
        "hire_proposal.close": "关闭录用提示",
    }
    | {f"after_control.{event}": f"抽查：{name}" for event, name in CHECKS.event_names.items()},
    "credit": ACT_NAMES,
    "after_control": {"draw": "抽取"},
    "hire_proposal": {event.value: name for event, name in PROPOSALS.items()},
    "posting": {event.value: name for event, name in POSTINGS.event_names.items()},
    "complaint": {event.value: name for event, name in COMPLAINTS.event_names.items()}
    | {"read": "查看投诉", "upheld": "认定属实", "rejected": "认定不属实", "answered": "答复投诉"},
    "employer": {event.value: name for event, name in EMPLOYERS.event_names.items()}
    | {"verify": "核验", "review": "复核"},
    "application": HAPPENED_NAMES | {"open": "查看简历", "forward": "移送简历"},
    "contact": {"revealed": "查看联系方式"},
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
