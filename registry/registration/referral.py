"""联合惩戒 as an officer's referral of one person to one authority by one article, never automatic.

山东省社会信用条例 25, 27: only what law provides, related and proportionate. There is no row in the
table for the system, and none for the person.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from registry.actor import Actor
from registry.registration.credit_entry import LEVEL_NAMES, CreditEntry, CreditState, Level
from registry.registration.legal_basis import LegalBasis
from registry.step_table import OFFICER, Refused, Step, StepTable
from registry.verdict import Finding


class ReferralState(StrEnum):
    """Where a referral stands."""

    DRAFT = "DRAFT"  # 拟稿
    PROPOSED = "PROPOSED"  # 已提议
    APPROVED = "APPROVED"  # 已批准
    REJECTED = "REJECTED"  # 未批准
    WITHDRAWN = "WITHDRAWN"  # 已撤回
    EXPORTED = "EXPORTED"  # 已移送


class ReferralEvent(StrEnum):
    """What happens to it."""

    PROPOSE = "propose"  # 提议
    APPROVE = "approve"  # 批准
    REJECT = "reject"  # 不批准
    WITHDRAW = "withdraw"  # 撤回
    EXPORT = "export"  # 移送


CLAUSE: Final = "63号 六；山东省社会信用条例 25、27"
NOT_PUBLIC: Final = "仅供接收机关依法办理，自然人信用信息不得公开（山东省社会信用条例 20）"
_S, _E = ReferralState, ReferralEvent
TABLE: Final = StepTable(
    steps=(
        Step(_S.DRAFT, _E.PROPOSE, _S.PROPOSED, OFFICER, CLAUSE),
        Step(_S.PROPOSED, _E.APPROVE, _S.APPROVED, OFFICER, CLAUSE, other_officer=True),
        Step(_S.PROPOSED, _E.REJECT, _S.REJECTED, OFFICER, CLAUSE, other_officer=True),
        Step(_S.PROPOSED, _E.WITHDRAW, _S.WITHDRAWN, OFFICER, CLAUSE),
        Step(_S.APPROVED, _E.WITHDRAW, _S.WITHDRAWN, OFFICER, CLAUSE),
        Step(_S.APPROVED, _E.EXPORT, _S.EXPORTED, OFFICER, CLAUSE),
    ),
    state_names={
        _S.DRAFT: "拟稿",
        _S.PROPOSED: "已提议",
        _S.APPROVED: "已批准",
        _S.REJECTED: "未批准",
        _S.WITHDRAWN: "已撤回",
        _S.EXPORTED: "已移送",
    },
    event_names={
        _E.PROPOSE: "提议移送",
        _E.APPROVE: "批准移送",
        _E.REJECT: "不批准移送",
        _E.WITHDRAW: "撤回",
        _E.EXPORT: "移送",
    },
)


class ReferralRefused(Refused):
    """A referral that lacks what the law asks for; the text names all of it."""

    code = "referral_refused"


@dataclass(frozen=True, slots=True)
class Referral:
    """One proposal. basis: the code of its article; expires_on: its last day."""

    entry: CreditEntry
    basis: str
    reason: str
    proposed_by: str
    proposed_on: date
    expires_on: date
    state: ReferralState = ReferralState.PROPOSED
    approved_by: str = ""
    approved_on: date | None = None


@dataclass(frozen=True, slots=True)
class ReferralExport:
    """What leaves the bureau: to whom, by which article, on what, until when; all of it named."""

    person: str
    basis: LegalBasis
    reason: str
    level: Level
    heard_on: date
    confirmed_by: str
    confirmed_on: date
    proposed_by: str
    approved_by: str
    approved_on: date
    expires_on: date
    secrecy: str = NOT_PUBLIC


def proposed(
    entry: CreditEntry,
    basis: str,
    reason: str,
    expires_on: date,
    actor: Actor,
    as_of: date,
    bases: Iterable[LegalBasis],
) -> Referral:
    """A new referral; ReferralRefused names all that it lacks."""
    TABLE.step(ReferralState.DRAFT, ReferralEvent.PROPOSE, actor)
    referral = Referral(entry, basis, reason, actor.id, as_of, expires_on)
    _refuse_unless(referral_needs(referral, entry, as_of, bases))
    return referral


def approved(
    referral: Referral,
    entry: CreditEntry,
    actor: Actor,
    as_of: date,
    bases: Iterable[LegalBasis],
) -> Referral:
    """The referral when a second officer approved it. entry: as it stands today."""
    before = referral.proposed_by
    state = TABLE.step(referral.state, ReferralEvent.APPROVE, actor, before)
    _refuse_unless(referral_needs(referral, entry, as_of, bases))
    return replace(referral, state=state, approved_by=actor.id, approved_on=as_of)


def rejected(referral: Referral, actor: Actor) -> Referral:
    """The referral when a second officer did not approve it."""
    before = referral.proposed_by
    return replace(referral, state=TABLE.step(referral.state, _E.REJECT, actor, before))


def withdrawn(referral: Referral, actor: Actor) -> Referral:
    """The referral when an officer took it back before it left."""
    return replace(referral, state=TABLE.step(referral.state, _E.WITHDRAW, actor))


def exported(
    referral: Referral,
    entry: CreditEntry,
    actor: Actor,
    as_of: date,
    bases: Iterable[LegalBasis],
) -> tuple[Referral, ReferralExport]:
    """The referral as it leaves, and what leaves; anything that lacks something is refused.

    entry: as it stands today; repaired, overturned or expired since, it is refused.
    """
    state = TABLE.step(referral.state, ReferralEvent.EXPORT, actor)
    known = tuple(bases)
    _refuse_unless(referral_needs(referral, entry, as_of, known))
    found = _basis(known, referral.basis, as_of)
    level, hearing, confirmed_on = entry.level, entry.hearing, entry.decided_on
    if (
        found is None
        or level is None
        or hearing is None
        or confirmed_on is None
        or referral.approved_on is None
        or not referral.approved_by.strip()
        or referral.approved_by == referral.proposed_by
    ):
        raise ReferralRefused("不能移送，还缺：另一位工作人员的批准。")
    return replace(referral, state=state), ReferralExport(
        person=entry.person,
        basis=found,
        reason=referral.reason,
        level=level,
        heard_on=hearing.on,
        confirmed_by=entry.decided_by,
        confirmed_on=confirmed_on,
        proposed_by=referral.proposed_by,
        approved_by=referral.approved_by,
        approved_on=referral.approved_on,
        expires_on=referral.expires_on,
    )


def referral_needs(
    referral: Referral, entry: CreditEntry, as_of: date, bases: Iterable[LegalBasis]
) -> tuple[Finding, ...]:
    """Every condition of a referral, met or not. entry: as it stands today."""
    first = referral.entry
    same = (entry.person, entry.opened_on) == (first.person, first.opened_on)
    needs = {
        "basis_in_force": (
            "目录中当日有效的法律依据",
            _basis(bases, referral.basis, as_of) is not None,
        ),
        "false_confirmed": (
            "听取本人意见后认定、仍有效且未修复的虚假承诺",
            same and entry.state is CreditState.FALSE_CONFIRMED and entry.counts_on(as_of),
        ),
        "proportionate": (
            f"{LEVEL_NAMES[Level.GENERAL]}以上的失信程度",
            entry.level in (Level.GENERAL, Level.SERIOUS),
        ),
        "expiry": (
            f"移送的截止日期（不早于当日，不晚于 {entry.until}）",
            as_of <= referral.expires_on <= entry.until,
        ),
        "reason": ("移送的理由", bool(referral.reason.strip())),
    }
    return tuple(Finding(code, met, name, CLAUSE) for code, (name, met) in needs.items())


def _basis(bases: Iterable[LegalBasis], code: str, day: date) -> LegalBasis | None:
    return next((each for each in bases if each.code == code and each.holds(day)), None)


def _refuse_unless(needs: Iterable[Finding]) -> None:
    lacking = [each.detail for each in needs if not each.passed]
    if lacking:
        raise ReferralRefused(f"不能移送，还缺：{'；'.join(lacking)}。")
