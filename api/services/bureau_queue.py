"""All that waits for the officers of a county, by kind and oldest first, with the days due."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.security.keys import Keys
from api.store import (
    after_controls,
    complaints,
    credit,
    employer_standing,
    jobs,
    proposals,
    reviews,
)
from api.store.reviews import ReviewKind
from registry.jobs.complaint import KINDS
from registry.jobs.employer_standing import Level, has_open_objection
from registry.placement.proposal import KIND_NAMES, STATE_NAMES
from registry.registration.after_control import TABLE as CHECKS
from registry.registration.after_control import CheckState


class Matter(StrEnum):
    """What kind of thing waits."""

    APPLICATION = "application"  # 登记申请
    OBJECTION = "objection"  # 对退出、撤销的异议
    DOUBT = "doubt"  # 登记疑点
    COMPLAINT = "complaint"  # 投诉
    CHECK = "check"  # 事后抽查
    CREDIT = "credit"  # 信用核查
    PROPOSAL = "proposal"  # 录用提示
    EMPLOYER = "employer"  # 提请停止发布、异议


MATTER_NAMES: Final = {
    Matter.APPLICATION: "登记申请",
    Matter.OBJECTION: "对退出、撤销的异议",
    Matter.DOUBT: "登记疑点",
    Matter.COMPLAINT: "投诉",
    Matter.CHECK: "事后抽查",
    Matter.CREDIT: "信用核查",
    Matter.PROPOSAL: "录用提示",
    Matter.EMPLOYER: "用人单位",
}
MATTERS: Final = {
    ReviewKind.APPLICATION: Matter.APPLICATION,
    ReviewKind.OBJECTION: Matter.OBJECTION,
    ReviewKind.DOUBT: Matter.DOUBT,
}
MOST: Final = 200  # of one kind that are looked up
# Before she was asked, and while her time to answer runs, nobody here has anything to do.
CHECKS_WAITING: Final = (CheckState.ANSWERED, CheckState.SILENT)


class Waits(NamedTuple):
    """One thing that waits. path: of the page where it is dealt with.

    since: None where that was not kept. due: the last day to answer in time, None where no number
    says. not_by: who must not decide it.
    """

    matter: Matter
    path: str
    name: str
    words: str
    county: str
    since: date | None
    due: date | None = None
    not_by: str = ""


def waiting(
    connection: Connection, keys: Keys, day: date, county: str = ""
) -> dict[Matter, tuple[Waits, ...]]:
    """By kind what waits on a day, oldest first, at most MOST; county: "" for the whole city."""
    found: dict[Matter, list[Waits]] = {matter: [] for matter in Matter}
    for one in (
        *_reviews(connection, keys, county),
        *_complaints(connection, keys, county),
        *_checks(connection, keys, county),
        *_credit(connection, day, county),
        *_proposals(connection, keys, county),
        *_employers(connection, keys, county),
    ):
        found[one.matter].append(one)
    return {matter: tuple(_oldest(some)) for matter, some in found.items()}


def _oldest(some: Iterable[Waits]) -> list[Waits]:
    return sorted(some, key=lambda one: (one.since or date.max, one.path))[:MOST]


def _registration(registration_id: str, part: str = "") -> str:
    return f"/bureau/registrations/{registration_id}{part}"


def _reviews(connection: Connection, keys: Keys, county: str) -> Iterator[Waits]:
    for one in reviews.waiting(connection, keys, county, None, len(MATTERS) * MOST):
        yield Waits(
            MATTERS[one.kind],
            _registration(one.place.registration),
            f"登记 {one.place.registration[:8]}",
            one.words,
            one.division,
            one.place.since.astimezone(SHANGHAI).date(),
            not_by=one.not_by,
        )


def _complaints(connection: Connection, keys: Keys, county: str) -> Iterator[Waits]:
    found = complaints.waiting(connection, keys, MOST, county)
    about = jobs.get_many(connection, [kept.posting for kept in found if kept.posting])
    for kept in found:
        posting = about.get(kept.posting or "")
        yield Waits(
            Matter.COMPLAINT,
            f"/bureau/complaints/{kept.number}",
            f"投诉 {kept.number}",
            KINDS[kept.complaint.kind].name,
            posting.place.code or "" if posting else "",
            kept.complaint.received_on,
            kept.complaint.deadline.due,
        )


def _checks(connection: Connection, keys: Keys, county: str) -> Iterator[Waits]:
    for kept in after_controls.in_states(connection, keys, CHECKS_WAITING, MOST, county):
        yield Waits(
            Matter.CHECK,
            _registration(kept.check.registration, "#checks"),
            f"登记 {kept.check.registration[:8]}",
            CHECKS.state_names[kept.check.state],
            kept.check.county,
            kept.check.drawn_on,
        )


def _credit(connection: Connection, day: date, county: str) -> Iterator[Waits]:
    for one in credit.waiting(connection, day, county):
        yield Waits(
            Matter.CREDIT,
            _registration(one.registration, "/credit"),
            f"登记 {one.registration[:8]}",
            "本人有异议，待答复" if one.due else "存疑，待核实",
            one.county,
            one.opened_on,
            one.due,
        )


def _proposals(connection: Connection, keys: Keys, county: str) -> Iterator[Waits]:
    for kept in proposals.waiting(connection, keys, county):
        one = kept.proposal
        yield Waits(
            Matter.PROPOSAL,
            _registration(one.registration, "#proposals"),
            f"登记 {one.registration[:8]}",
            f"{KIND_NAMES[one.kind]}：{STATE_NAMES[one.state]}",
            one.county,
            kept.opened_at.astimezone(SHANGHAI).date(),
        )


def _employers(connection: Connection, keys: Keys, county: str) -> Iterator[Waits]:
    """Whose being barred is proposed, and who objects to being barred."""
    proposed = employer_standing.kept(connection, keys, Level.PROPOSED, county, limit=MOST)
    barred = employer_standing.kept(connection, keys, Level.BARRED, county)
    for kept in (*proposed, *(one for one in barred if has_open_objection(one.standing))):
        objection = kept.standing.objection
        waits = objection if has_open_objection(kept.standing) else None
        yield Waits(
            Matter.EMPLOYER,
            f"/bureau/employers/{kept.employer.id}",
            kept.employer.name or f"单位 {kept.employer.id}",
            f"异议：{waits.words}" if waits else "提请停止发布，待决定",
            "",
            waits.made_on if waits else None,
            waits.deadline.due if waits else None,
            kept.standing.decided_by if waits else "",
        )
