"""Applicants and answers of registers, as tests need them: everything in order unless changed."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from api.clock import SHANGHAI
from api.cross_check_policy import load_hit_table
from api.settings import find_data_dir
from registry.registration.claim import Category, CertificateStatus, Claim, PlaceKind
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source
from registry.workers.identity import check_digit, read_identity

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
TABLE = load_hit_table(find_data_dir() / "policy")


def identity(born: date = date(1990, 4, 1), sequence: int = 1) -> Any:
    first_17 = f"371399{born:%Y%m%d}{sequence:03d}"
    return read_identity(first_17 + check_digit(first_17), born)


APPLICANT = Claim(
    identity=identity(),
    name="测试",
    phone="13800000000",
    place_kind=PlaceKind.WORK,
    place="371302",
    category=Category.D_OTHER,
    start_date=TODAY,
    work_content="零散帮工",
    work_place="371302",
    certificate=CertificateStatus.HELD,
)


def claim(born: date | None = None, **changes: Any) -> Claim:
    if born is not None:
        changes["identity"] = identity(born)
    return replace(APPLICANT, **changes)


def entry(kind: str, since: date | None = None, until: date | None = None, **facts: str) -> Entry:
    return Entry(kind, since, until, facts)


def answers(
    entries: dict[Source, Iterable[Entry]] | None = None,
    **status: AnswerStatus,
) -> tuple[Answer, ...]:
    """All five registers; status: by a register's name, OK where not given."""
    held = entries or {}
    return tuple(
        Answer(
            source,
            status.get(source.value, AnswerStatus.OK),
            NOON,
            entries=tuple(held.get(source, ())),
        )
        for source in Source
    )
