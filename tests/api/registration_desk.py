"""A registration desk for tests: a real store, the reference registers, claims in order."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from api.clock import SHANGHAI
from api.commitment_texts import load_commitment_texts
from api.credit_policy import load_credit_terms
from api.cross_check_policy import load_hit_table
from api.registers.configured import open_registers
from api.security.keys import Keys, keys_of
from api.services.registration import Registrar, Standing
from api.settings import Settings, find_data_dir
from registry.actor import Actor, Role
from registry.registration.claim import Category, CertificateStatus, Claim, PlaceKind
from registry.registration.commitment import Channel, Commitment
from registry.registration.register_answer import Source
from registry.workers.identity import check_digit, read_identity
from tests.api.register_server import RegisterServer, record, running

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
TABLE = load_hit_table(find_data_dir() / "policy")
TEXTS = load_commitment_texts(find_data_dir() / "commitment")
TERMS = load_credit_terms(find_data_dir() / "policy")
KEYS = keys_of(b"k" * 32)
HERSELF = Actor("herself", Role.PERSON)
OFFICER = Actor("zhao", Role.OFFICER, "371311")
COLLEAGUE = Actor("qian", Role.OFFICER, "371311")


def claim_of(number: int = 1, born: date = date(1990, 4, 1), **changes: Any) -> Claim:
    """A cleaner's claim in 罗庄, in order; every number is another person."""
    first_17 = f"371399{born:%Y%m%d}{number % 1000:03d}"
    claim = Claim(
        identity=read_identity(first_17 + check_digit(first_17), TODAY),
        name="测试",
        phone="13800000000",
        place_kind=PlaceKind.WORK,
        place="371311",
        category=Category.C_NEW_FORM,
        start_date=date(2026, 11, 1),
        work_content="平台保洁",
        work_place="371311",
        certificate=CertificateStatus.HELD,
    )
    return replace(claim, **changes)


@dataclass(slots=True)
class Desk:
    """The desk: its clock stands until it is moved."""

    registrar: Registrar
    server: RegisterServer
    time: list[datetime] = field(default_factory=list)

    def wait(self, **time: float) -> None:
        self.time[0] += timedelta(**time)

    def says(self, source: Source, claim: Claim, *records: dict[str, Any]) -> None:
        """What a register knows of a person from now on."""
        self.server.records[source, claim.identity.number] = list(records)

    def signed(self, claim: Claim) -> str:
        """The id of an application that is signed and not yet submitted."""
        one = self.registrar.apply(claim, HERSELF)
        self.registrar.sign(one.id, promise(), HERSELF)
        return one.id

    def submitted(self, claim: Claim) -> Standing:
        return self.registrar.submit(self.signed(claim), HERSELF)


def promise(**changes: Any) -> Commitment:
    """A signature under the text in use."""
    text = TEXTS[-1]
    return replace(
        Commitment(text.version, text.hash, Channel.SCREEN, NOON, own_act=True), **changes
    )


@contextmanager
def desk(engine: Engine, home: Path, keys: Keys = KEYS, **changes: Any) -> Iterator[Desk]:
    """A desk over a store whose registers are the reference server's."""
    with running() as server:
        lines = [
            f"{source}: {{http: '{server.address(source)}', attempt_s: 1}}\n" for source in Source
        ]
        (home / "registers.yaml").write_text("".join(lines), encoding="utf-8")
        registers = open_registers(Settings(home=home))
        time = [NOON]
        registrar = Registrar(
            engine,
            keys,
            TABLE,
            TEXTS,
            registers,
            lambda: time[0],
            TERMS,
            **{"within_s": 5.0} | changes,
        )
        yield Desk(registrar, server, time)
        registers.close()


FULL_TIME = record("full_time", "2026-10-08")
OWN_LICENCE = record("operator", "2026-09-01", status="active")
