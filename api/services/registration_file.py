"""A registration as its officer works on it: her claim beside what the registers answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, NamedTuple

from sqlalchemy import Connection

from api.security.keys import Keys
from api.services.claim_words import stated_words
from api.store import after_controls, doubts, proposals, registrations
from api.store.after_controls import KeptCheck
from api.store.doubts import Doubt
from api.store.proposals import KeptProposal
from api.store.registrations import Notice
from registry.registration.badges import (
    BADGE_NAMES,
    EMPLOYMENT_TYPE,
    STATEMENTS,
    Badge,
    badges,
)
from registry.registration.claim import Claim
from registry.registration.hits import HitRule, hits_of
from registry.registration.record import Registration
from registry.registration.register_answer import SOURCE_NAMES, Answer, AnswerStatus, Entry, Source

ANSWER_NAMES: Final = {
    AnswerStatus.OK: "已答复",
    AnswerStatus.SILENT: "没有答复",
    AnswerStatus.MALFORMED: "答复看不懂",
    AnswerStatus.CONFLICT: "答复自相矛盾",
}
FACT_NAMES: Final = {
    "payer": "缴费单位",
    "paid_through": "缴至",
    "status": "状态",
    "employer": "单位",
    "hours_per_day": "每天小时",
    "hours_per_week": "每周小时",
}
FACT_VALUES: Final = {
    ("payer", "agency"): "劳务或人力资源公司",
    ("status", "active"): "存续",
    ("status", "cancelled"): "已注销",
    ("status", "revoked"): "已吊销",
    ("status", "suspended"): "已停业",
}


class Stated(NamedTuple):
    """One statement: its name, what she said, and how far it is proven."""

    name: str
    words: str
    badge: Badge
    badge_name: str


class Found(NamedTuple):
    """One record of a register. rule: what it means for a registration; None: nothing."""

    entry: Entry
    facts: str
    rule: HitRule | None
    is_unknown: bool


class Answered(NamedTuple):
    """One register. status: None where it was not asked yet."""

    name: str
    status: AnswerStatus | None
    status_name: str
    asked_at: datetime | None
    covered_from: date | None
    fault: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class RegistrationFile:
    """All that an officer sees of one registration at once. rounds: how often it was checked."""

    registration: Registration
    stated: tuple[Stated, ...]
    answered: tuple[Answered, ...]
    rounds: int
    doubts: tuple[Doubt, ...]
    checks: tuple[KeptCheck, ...]
    proposals: tuple[KeptProposal, ...]
    notices: tuple[Notice, ...]


def file_of(
    connection: Connection,
    keys: Keys,
    one: Registration,
    table: Sequence[HitRule],
    as_of: date,
) -> RegistrationFile:
    """The file of a registration; whoever shows it notes that it was looked at."""
    rounds = registrations.rounds(connection, keys, one.id)
    last = rounds[-1] if rounds else ()
    return RegistrationFile(
        one,
        _stated(one.claim, last, table, as_of),
        _answered(last, table, as_of),
        len(rounds),
        tuple(doubts.of_registration(connection, keys, one.id)),
        after_controls.of_registration(connection, keys, one.id),
        tuple(proposals.of_registration(connection, keys, one.id)),
        tuple(registrations.told(connection, keys, one.id)),
    )


def _stated(
    claim: Claim, answers: Sequence[Answer], table: Sequence[HitRule], as_of: date
) -> tuple[Stated, ...]:
    names = {name: each.name for name, each in STATEMENTS.items()}
    names["employment_type"] = EMPLOYMENT_TYPE.name
    return tuple(
        Stated(
            names[name],
            stated_words(name, claim),
            badge,
            BADGE_NAMES[badge],
        )
        for name, badge in badges(claim, answers, table, as_of).items()
    )


def _answered(
    answers: Sequence[Answer], table: Sequence[HitRule], as_of: date
) -> tuple[Answered, ...]:
    by_source = {answer.source: answer for answer in answers}
    return tuple(_one(source, by_source.get(source), table, as_of) for source in Source)


def _one(source: Source, answer: Answer | None, table: Sequence[HitRule], as_of: date) -> Answered:
    if answer is None:
        return Answered(SOURCE_NAMES[source], None, "还没有问", None, None, "", ())
    found = tuple(_found(source, entry, table, as_of) for entry in answer.entries)
    return Answered(
        SOURCE_NAMES[source],
        answer.status,
        ANSWER_NAMES[answer.status],
        answer.answered_at or answer.asked_at,
        answer.covered_from,
        answer.fault,
        found,
    )


def _found(source: Source, entry: Entry, table: Sequence[HitRule], as_of: date) -> Found:
    hit = next(iter(hits_of(source, [entry], table, as_of)), None)
    facts = "，".join(
        f"{FACT_NAMES.get(name, name)}：{FACT_VALUES.get((name, value), value)}"
        for name, value in entry.facts.items()
    )
    return Found(entry, facts, hit.rule if hit else None, hit is not None and hit.rule is None)
