"""The benchmark of the registry: ten thousand made people re-checked, a clean registration."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from time import perf_counter, sleep
from typing import Any, Final

from api.clock import SHANGHAI
from api.commitment_texts import load_commitment_texts
from api.credit_policy import load_credit_terms
from api.cross_check_policy import load_hit_table
from api.database import reading
from api.registers.port import Question, Register, Registers, Timing
from api.runtime import Runtime
from api.services.recheck import recheck_all
from api.services.registration import Registrar
from api.services.spread import spread
from api.settings import find_data_dir
from api.store import audit
from registry.actor import Actor, Role
from registry.registration.application import State
from registry.registration.claim import Category, CertificateStatus, Claim, PlaceKind
from registry.registration.commitment import Channel, Commitment
from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source
from registry.workers.identity import Identity, check_digit, read_identity

AREA: Final = "371399"  # of no place: nobody has such a number
TODAY: Final = date(2026, 11, 22)
NOON: Final = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
STARTED: Final = date(2026, 8, 1)
FIRST_BORN: Final = date(1975, 1, 1)
A_BIRTHDAY: Final = 500  # made people born on one day; a number has room for 999
HERSELF: Final = Actor("bench", Role.PERSON)
DELAY_S: Final = (0.005, 0.060)
# Records that end a registration, one for each exit that a register can tell of.
ENDING: Final = (
    (Source.CONTRACTS, Entry("full_time", date(2026, 10, 8))),
    (Source.BUSINESS, Entry("operator", date(2026, 9, 1), facts={"status": "active"})),
    (Source.EMPLOYMENT, Entry("public_post", date(2026, 11, 2))),
    (Source.INSURANCE, Entry("pension", date(2026, 11, 15))),
    (Source.INSURANCE, Entry("death", date(2026, 11, 3))),
    (Source.EMPLOYMENT, Entry("unit", date(2026, 10, 20))),
)


@dataclass(slots=True)
class MadeRegister:
    """A register in this process. entries: by identity number; chance: draws a delay, or none."""

    source: Source
    entries: dict[str, tuple[Entry, ...]] = field(default_factory=dict)
    chance: Random | None = None
    delay_s: float = 0.0

    def ask(self, question: Question, deadline: float) -> Answer:
        """What it was told to say, after its delay."""
        if self.chance is not None:
            self.delay_s = self.chance.uniform(*DELAY_S)
            sleep(self.delay_s)
        found = self.entries.get(question.identity_number, ())
        return Answer(self.source, AnswerStatus.OK, NOON, NOON, "2026.11", STARTED, found)


def measure_registry(here: Runtime, people: int, leaving: int, clean: int) -> dict[str, Any]:
    """Everything, in an installation with nobody in it. clean: registrations with slow registers.

    leaving: of how many people the night's registers know something that ends a registration.
    """
    registers = {source: MadeRegister(source) for source in Source}
    registrar = _registrar(here, registers)
    begun = perf_counter()
    for number in range(people):
        _register(registrar, number)
    entering_s = perf_counter() - begun
    for place in range(leaving):
        number = place * people // leaving
        source, entry = ENDING[place % len(ENDING)]
        registers[source].entries[_identity(number).number] = (entry,)
    nights = [_night(registrar), _night(registrar)]
    with reading(here.engine) as connection:
        is_whole = audit.verify(connection, here.keys.audit) == ()
    return {
        "people": people,
        "register": _speed(people, entering_s),
        "leaving": leaving,
        "nights": nights,
        "chain_whole": is_whole,
        "clean_beyond_slowest_ms": _clean(here, people, clean),
    }


def _registrar(here: Runtime, registers: dict[Source, MadeRegister]) -> Registrar:
    data, each = find_data_dir(), tuple[Register, ...](registers.values())
    return Registrar(
        here.engine,
        here.keys,
        load_hit_table(data / "policy"),
        load_commitment_texts(data / "commitment"),
        Registers(each, Timing(lambda: NOON)),
        lambda: NOON,
        load_credit_terms(data / "policy"),
    )


def _register(registrar: Registrar, number: int) -> None:
    """One person from her draft to her registration; LookupError where she is not let in."""
    one = registrar.apply(_claim(number), HERSELF)
    registrar.sign(one.id, _promise(registrar), HERSELF)
    state = registrar.submit(one.id, HERSELF).registration.state
    if state is not State.ACTIVE:
        raise LookupError(f"made person {number} is {state}")


def _night(registrar: Registrar) -> dict[str, Any]:
    begun = perf_counter()
    report = recheck_all(registrar)
    return report.to_json() | _speed(report.checked, perf_counter() - begun)


def _speed(rows: int, seconds: float) -> dict[str, float]:
    return {"seconds": round(seconds, 2), "rows_a_second": round(rows / seconds)}


def _clean(here: Runtime, first: int, count: int) -> dict[str, float]:
    """Milliseconds of a clean registration that its slowest register does not explain.

    From the draft to the answer, all that is written on disk included. first: of the people.
    """
    made = {source: MadeRegister(source, chance=Random(source)) for source in Source}  # noqa: S311
    registrar = _registrar(here, made)
    beyond = []
    for number in range(first, first + count):
        begun = perf_counter()
        _register(registrar, number)
        slowest_s = max(each.delay_s for each in made.values())
        beyond.append((perf_counter() - begun - slowest_s) * 1000)
    return spread(beyond)


def _promise(registrar: Registrar) -> Commitment:
    text = registrar.texts[-1]
    return Commitment(text.version, text.hash, Channel.SCREEN, NOON, own_act=True)


def _identity(number: int) -> Identity:
    """A made person's: every number is another one."""
    day, place = divmod(number, A_BIRTHDAY)
    first_17 = f"{AREA}{FIRST_BORN + timedelta(day):%Y%m%d}{place:03d}"
    return read_identity(first_17 + check_digit(first_17), TODAY)


def _claim(number: int) -> Claim:
    return Claim(
        identity=_identity(number),
        name="测速",
        phone="13800000000",
        place_kind=PlaceKind.WORK,
        place="371311",
        category=Category.C_NEW_FORM,
        start_date=STARTED,
        work_content="平台保洁",
        work_place="371311",
        certificate=CertificateStatus.HELD,
    )
