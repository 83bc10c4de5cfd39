"""What a hire proposes to the registry: an exit, or a newer record; nothing without a person's yes.

Hired with a labour contract she is no flexible worker any more (63号 三 ¶2, X1); hired for a gig,
part-time or a service she is, with newer facts.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Final

from registry.actor import Actor
from registry.placement.record import Kind
from registry.registration.claim import Claim, Engagement, PlaceKind
from registry.registration.decision import Outcome
from registry.registration.scope import part_time_criterion
from registry.step_table import OFFICER, PERSON, SYSTEM, Step, StepTable


class ProposalKind(StrEnum):
    """What is proposed."""

    EXIT = "EXIT"  # 退出登记（被用人单位招用）
    UPDATE = "UPDATE"  # 变更登记信息


class ProposalState(StrEnum):
    """Where a proposal stands."""

    PROPOSED = "PROPOSED"  # 待确认
    DENIED = "DENIED"  # 本人说不是，由工作人员核实
    CONFIRMED = "CONFIRMED"  # 已确认
    FOUND = "FOUND"  # 已由复核查到
    CLOSED = "CLOSED"  # 已关闭，登记不变


class ProposalEvent(StrEnum):
    """What happens to it."""

    CONFIRM = "confirm"  # 确认
    DENY = "deny"  # 否认
    FIND = "find"  # 复核查到
    CLOSE = "close"  # 关闭


PROPOSES: Final = {
    Kind.LABOUR_CONTRACT: ProposalKind.EXIT,
    Kind.PART_TIME: ProposalKind.UPDATE,
    Kind.GIG: ProposalKind.UPDATE,
    Kind.LABOUR_SERVICE: ProposalKind.UPDATE,
}
EXIT_CLAUSE: Final = "63号 三"
OWN_DATA: Final = "个人信息保护法 46"
_S, _E = ProposalState, ProposalEvent
STATE_NAMES: Final = {
    _S.PROPOSED: "待确认",
    _S.DENIED: "本人否认，待核实",
    _S.CONFIRMED: "已确认",
    _S.FOUND: "已由复核查到",
    _S.CLOSED: "已关闭，登记不变",
}
EVENT_NAMES: Final = {
    _E.CONFIRM: "确认",
    _E.DENY: "否认",
    _E.FIND: "按复核结果办结",
    _E.CLOSE: "关闭",
}
# An exit she may deny; an officer then finds out. A newer record is hers alone to confirm.
TABLES: Final = {
    ProposalKind.EXIT: StepTable(
        (
            Step(_S.PROPOSED, _E.CONFIRM, _S.CONFIRMED, PERSON | OFFICER, EXIT_CLAUSE),
            Step(_S.PROPOSED, _E.DENY, _S.DENIED, PERSON, OWN_DATA),
            Step(_S.DENIED, _E.CONFIRM, _S.CONFIRMED, PERSON | OFFICER, EXIT_CLAUSE),
            *(
                step
                for state in (_S.PROPOSED, _S.DENIED)
                for step in (
                    Step(state, _E.FIND, _S.FOUND, SYSTEM, EXIT_CLAUSE),
                    Step(state, _E.CLOSE, _S.CLOSED, OFFICER | SYSTEM, EXIT_CLAUSE),
                )
            ),
        ),
        STATE_NAMES,
        EVENT_NAMES,
    ),
    ProposalKind.UPDATE: StepTable(
        (
            Step(_S.PROPOSED, _E.CONFIRM, _S.CONFIRMED, PERSON, OWN_DATA),
            Step(_S.PROPOSED, _E.DENY, _S.CLOSED, PERSON, OWN_DATA),
            Step(_S.PROPOSED, _E.CLOSE, _S.CLOSED, OFFICER | SYSTEM, OWN_DATA),
        ),
        STATE_NAMES,
        EVENT_NAMES,
    ),
}
OPEN: Final = (_S.PROPOSED, _S.DENIED)
KIND_NAMES: Final = {
    ProposalKind.EXIT: "退出登记（被用人单位招用）",
    ProposalKind.UPDATE: "变更登记信息",
}


@dataclass(frozen=True, slots=True)
class Proposal:
    """One proposal to a registration in force, because of one hire.

    person: the blind index. county: of the registration. on: her first day of work. occupation,
    work_place: of the posting, "" where not known. keeps: she keeps the work she has beside it.
    """

    id: str
    application: str
    registration: str
    person: str
    county: str
    kind: ProposalKind
    state: ProposalState
    on: date
    engagement: Engagement
    occupation: str = ""
    work_place: str = ""
    keeps: bool = False
    part_time: bool = False

    @property
    def text(self) -> str:
        """What she is told of it, and what her word does."""
        where = f"“{self.engagement.employer}”"
        if self.kind is ProposalKind.EXIT:
            return (
                f"您与{where}的求职已报为录用并签订劳动合同，自 {self.on} 起。"
                "建立劳动关系后，灵活就业登记应当退出。请确认；不属实的请否认，由工作人员核实。没有确认之前登记不变。"
            )
        return (
            f"您已被{where}录用（自 {self.on} 起）。登记信息可以随之更新，点一下确认即可；"
            "没有确认之前登记不变。"
        )

    @property
    def doubt(self) -> str:
        """What an officer should look at; "" for nothing."""
        if not self.part_time:
            return ""
        found = part_time_criterion(self.engagement)
        return found.finding.detail if found.outcome is Outcome.REVIEW else ""


def step(one: Proposal, event: ProposalEvent, actor: Actor) -> Proposal:
    """The proposal after an event; IllegalStep if it is not possible."""
    return replace(one, state=TABLES[one.kind].step(one.state, event, actor))


def updated(claim: Claim, proposal: Proposal) -> Claim:
    """The claim with the work she was hired for.

    Work of the same employer is replaced. Occupation and work place are the new work's unless she
    keeps what she has beside it. Who registers by her work place keeps that where the new one lies
    in another county: moving her registration is another matter.
    """
    others = [each for each in claim.engagements if each.employer != proposal.engagement.employer]
    after = replace(claim, engagements=(*others, proposal.engagement))
    if proposal.keeps:
        return after
    place = proposal.work_place
    if not place or (claim.place_kind is PlaceKind.WORK and place[:6] != claim.place[:6]):
        place = claim.work_place
    return replace(after, occupation=proposal.occupation or claim.occupation, work_place=place)
