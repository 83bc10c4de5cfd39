"""Registrations of every kind for tests of the exchange: made people, by random draw."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from typing import Any, Final

from hypothesis import strategies as st
from sqlalchemy import Engine

from api.exchange.codes import load_codes
from api.feeds.values import clean
from api.services.exchange_clerk import Clerk
from api.settings import find_data_dir
from registry.actor import Actor, Role
from registry.jobs.pay import PayUnit
from registry.registration import record
from registry.registration.application import State
from registry.registration.claim import (
    Category,
    CertificateStatus,
    Claim,
    EmploymentType,
    Engagement,
    Income,
    PlaceKind,
    Situation,
)
from registry.registration.exits import Exit, ExitCode
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from registry.workers.identity import Identity, Sex, check_digit, read_identity
from tests.api.registration_desk import KEYS, NOON, TODAY

CODES: Final = load_codes(find_data_dir() / "exchange")
CERTIFICATE: Final = "1" * 16
_numbers: Final = count()


def clerk(engine: Engine) -> Clerk:
    return Clerk(engine, KEYS, CODES, Actor("zhao", Role.OFFICER), NOON)


def somebody() -> Identity:
    """A person whom no test has seen yet."""
    days, sequence = divmod(next(_numbers), 1000)
    first_17 = f"371399{date(1970, 1, 1) + timedelta(days):%Y%m%d}{sequence:03d}"
    return read_identity(first_17 + check_digit(first_17), TODAY)


def claim(**changes: Any) -> Claim:
    """A cleaner's claim, in order; every call is another person unless she is given."""
    base = Claim(
        identity=changes.pop("identity", None) or somebody(),
        name="测试",
        phone="13800000000",
        place_kind=PlaceKind.WORK,
        place="371311",
        category=Category.C_NEW_FORM,
        start_date=date(2026, 8, 1),
        work_content="平台保洁",
        work_place="371311",
        certificate=CertificateStatus.HELD,
        certificate_number=CERTIFICATE,
    )
    return replace(base, **changes)


def active(of: Claim | None = None, **changes: Any) -> Registration:
    one = Registration(
        "", of or claim(), State.ACTIVE, record.Path.COMMITMENT, registered_on=date(2026, 8, 2)
    )
    return replace(one, **changes)


def ended(code: ExitCode = ExitCode.X1, of: Claim | None = None, **changes: Any) -> Registration:
    left = Exit(code, date(2026, 10, 8), **changes)
    return active(of, state=State.EXITED, ended_on=left.on, exit=left)


def file_of(folder: Path, content: bytes, name: str = "province.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


# ---------------------------------------------------------------- by random draw

DAYS: Final = st.dates(date(2000, 1, 1), TODAY)
SHORT: Final = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).map(clean)
# Signs that a file, a list or a spreadsheet could take for its own.
TRICKY: Final = st.sampled_from(
    ['=1+1"', "'=a", "@a|b", "-1,2；3", "“甲”\n乙", "+0", "''", "a;b\tc"]
)
WORDS: Final = st.one_of(SHORT, TRICKY)
HOURS: Final = st.none() | st.floats(0.1, 24, allow_nan=False)
ENGAGEMENTS: Final = st.builds(
    Engagement, WORDS, HOURS, HOURS, st.booleans(), st.none() | st.booleans()
)
MONEY: Final = st.floats(0, 1e9, allow_nan=False)
INCOME: Final = st.builds(Income, MONEY, st.sampled_from(PayUnit), st.none() | MONEY)


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """A claim with a certificate, of somebody new."""
    work_place = draw(st.sampled_from(["371302", "371311102", "371325001001"]))
    return claim(
        name=draw(st.one_of(st.just("测试·某"), st.text("甲乙丙·", min_size=1, max_size=50))),
        phone=draw(st.sampled_from(["13800000000", "0539-8000000"])),
        place_kind=draw(st.sampled_from(PlaceKind)),
        place=work_place[:6],
        category=draw(st.sampled_from(Category)),
        start_date=draw(DAYS),
        work_content=draw(WORDS.filter(lambda text: len(text) >= 2)),
        work_place=work_place,
        certificate=draw(st.sampled_from([CertificateStatus.HELD, CertificateStatus.ISSUED_NOW])),
        certificate_number=draw(st.sampled_from([CERTIFICATE, "3" * 18])),
        sex=draw(st.none() | st.sampled_from(Sex)),
        occupation=draw(st.none() | st.just("4-10-01-06")),
        employment_type=draw(st.none() | st.sampled_from(EmploymentType)),
        engagements=tuple(draw(st.lists(ENGAGEMENTS, max_size=3))),
        income=draw(st.none() | INCOME),
        work_address=draw(WORDS),
        urban=draw(st.none() | st.booleans()),
        situations=tuple(draw(st.lists(st.sampled_from(Situation), unique=True))),
        stops_benefit=draw(st.booleans()),
    )


@st.composite
def registrations(draw: st.DrawFn) -> Registration:
    """One in force, or ended by any exit, by its own word or by a register's record."""
    one = active(draw(claims()), registered_on=draw(DAYS))
    if draw(st.booleans()):
        return one
    source = draw(st.none() | st.sampled_from(Source))
    on = draw(st.dates(one.claim.start_date, TODAY))
    kind, since = ("operator", draw(st.none() | DAYS)) if source else ("", None)
    left = Exit(draw(st.sampled_from(ExitCode)), on, source, kind, since)
    return replace(one, state=State.EXITED, ended_on=on, exit=left)
