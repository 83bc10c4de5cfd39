"""Consent (个人信息保护法 13–17, 23): given or withdrawn by purpose; with no entry, none.

Registration is a statutory duty and asks for none of these.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from registry.actor import Actor, Role
from registry.dated_text import DatedText
from registry.errors import InvalidField, LinggangError


class Purpose(StrEnum):
    """What may be done with what she told us; each is agreed to by itself."""

    RECOMMENDATION = "recommendation"  # 个性化推荐
    POOL = "pool"  # 进入候选人才池（去标识）
    PASS_TO_FIRM = "pass_to_firm"  # noqa: S105 – a purpose and no password; 向某一家单位提供姓名和电话
    ENTITLEMENTS = "entitlements"  # 对照政策
    LEARNING = "learning"  # 记录看过的岗位，改进排序
    GUIDANCE = "guidance"  # 职业指导记录


class Channel(StrEnum):
    """How it was said."""

    ONLINE = "online"  # 本人在线
    SCREEN = "screen"  # 本人在窗口屏幕上
    PAPER = "paper"  # 本人书面
    PHONE = "phone"  # 本人电话，工作人员记录


PURPOSE_NAMES: Final = {
    Purpose.RECOMMENDATION: "个性化推荐",
    Purpose.POOL: "进入候选人才池",
    Purpose.PASS_TO_FIRM: "向单位提供姓名和电话",
    Purpose.ENTITLEMENTS: "保存补充情况，对照政策",
    Purpose.LEARNING: "记录看过的岗位，改进排序",
    Purpose.GUIDANCE: "职业指导记录",
}
# To agree is her own act, which an officer may only take down; to withdraw must be as easy (15).
MAY_GIVE: Final = {
    Role.PERSON: frozenset({Channel.ONLINE}),
    Role.OFFICER: frozenset({Channel.SCREEN, Channel.PAPER}),
}
MAY_WITHDRAW: Final = {
    Role.PERSON: frozenset({Channel.ONLINE}),
    Role.OFFICER: frozenset({Channel.SCREEN, Channel.PAPER, Channel.PHONE}),
    Role.SYSTEM: frozenset(Channel),
}


class NoConsent(LinggangError):
    """Something was asked for that she has not agreed to, or no longer does."""

    code = "no_consent"


@dataclass(frozen=True, slots=True)
class ConsentText(DatedText):
    """One version of what is agreed to for a purpose."""

    purpose: Purpose


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """One entry of the ledger. firm: whom it is about, "" for purposes about no firm.

    by: who acted, the person herself or an officer who took it down.
    """

    worker: str
    purpose: Purpose
    firm: str
    given: bool
    text_version: str
    text_hash: str
    channel: Channel
    at: datetime
    by: str


def agrees(entries: Iterable[ConsentEntry], purpose: Purpose, firm: str = "") -> bool:
    """Whether the last of a worker's entries (oldest first) on a purpose gives consent."""
    said = [entry for entry in entries if (entry.purpose, entry.firm) == (purpose, firm)]
    return bool(said) and said[-1].given


def changes_nothing(last: ConsentEntry | None, given: bool, text: ConsentText) -> bool:
    """Whether an entry would say again what the last one says, under the same words."""
    if last is None:
        return False
    return last.given == given and (not given or last.text_hash == text.hash)


def check_entry(purpose: Purpose, firm: str, given: bool, channel: Channel, actor: Actor) -> None:
    """InvalidField where nobody, or the wrong firm, is named; NoConsent where it is not her act."""
    if (purpose is Purpose.PASS_TO_FIRM) != bool(firm):
        raise InvalidField(
            "firm", "consent_firm", "向单位提供信息须写明一家单位，其他同意不写单位。"
        )
    if not actor.id.strip():
        raise InvalidField("by", "missing", "请写明由谁办理。")
    may = MAY_GIVE if given else MAY_WITHDRAW
    if channel not in may.get(actor.role, frozenset()):
        act = "同意" if given else "撤回同意"
        raise NoConsent(f"{act}须由本人作出：本人在线办理，或在窗口由本人在屏幕、纸面上确认。")
