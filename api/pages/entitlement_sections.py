"""您可以申请: how answers are laid out on her page and on the advisor's."""

from typing import Any, Final, NamedTuple

from api.services.entitlement_view import lacks, lacks_by_how
from api.services.entitlements import Answers
from registry.entitlements.condition import HOLDS_NAMES, Holds
from registry.entitlements.ended import CHANGE_NAMES
from registry.entitlements.entitlement import (
    DECIDED_BY,
    Answer,
    Door,
    Entitlement,
)
from registry.entitlements.shared import NOT_REGISTERED

AT_ONCE: Final = (Door.NOW, Door.STANDING, Door.RIGHT)
LICENCE: Final = (
    "领营业执照后，灵活就业登记会退出，社会保险补贴也随之停止：请先想好。这里只说明那时可能有什么。"
)


FIRST: Final = "登记凭本人承诺办理，不用交证明；办好后再来对照。"


class Section(NamedTuple):
    """One part of the page. is_folded: shown only when asked for."""

    name: str
    heading: str
    note: str
    answers: tuple[Entitlement, ...]
    is_folded: bool = False


def sections(answers: Answers) -> tuple[Section, ...]:
    """The parts that hold anything, what may be claimed at once first."""

    def at_once(answer: Answer) -> tuple[Entitlement, ...]:
        found = answers.entitlements
        return tuple(
            each for each in found if each.policy.door in AT_ONCE and each.answer is answer
        )

    def by(door: Door) -> tuple[Entitlement, ...]:
        return tuple(each for each in answers.entitlements if each.policy.door is door)

    refused = at_once(Answer.NOT)
    first = tuple(each for each in refused if _only_unregistered(each))
    others = tuple(each for each in refused if each not in first)
    made = (
        Section("likely", "可能可以申请的", "", at_once(Answer.LIKELY)),
        Section("unknown", "还差一点情况才知道的", "", at_once(Answer.UNKNOWN)),
        Section("first", "先办灵活就业登记才有的", FIRST, first),
        Section("not", "现在不符合的", "", others, is_folded=True),
        Section("licence", "注册营业执照以后才有的", LICENCE, by(Door.LICENCE), is_folded=True),
        Section("firm", "单位招用您时，单位享受的", "", by(Door.FIRM), is_folded=True),
    )
    return tuple(each for each in made if each.answers)


def _only_unregistered(one: Entitlement) -> bool:
    """Whether nothing stands against it but a registration that she may make today."""
    return one.code == NOT_REGISTERED and len(one.deciding) == 1


def context_of(answers: Answers) -> dict[str, Any]:
    """What the shared template is given."""
    return {
        "answers": answers,
        "sections": sections(answers),
        "holds_names": HOLDS_NAMES,
        "change_names": CHANGE_NAMES,
        "decided_by": DECIDED_BY,
        "lacks_by_how": lacks_by_how,
        "herself": any(lack.by_herself for each in answers.entitlements for lack in lacks(each)),
        "YES": Holds.YES,
        "NO": Holds.NO,
    }
