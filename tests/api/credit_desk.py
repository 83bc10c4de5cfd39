"""Desks of credit, after-control and referral over a registration desk, for tests."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from api.database import reading
from api.policy import load_policy
from api.services.after_control import AfterControlDesk
from api.services.credit import CreditDesk
from api.services.referral import ReferralDesk
from api.settings import find_data_dir
from api.store import audit, credit, registrations
from api.store.credit import Kept
from api.working_calendar import load_calendar
from registry.parameters import DatedValue
from registry.registration.claim import Claim, EmploymentType
from registry.registration.credit_entry import Hearing, Level
from registry.registration.legal_basis import LegalBasis
from registry.registration.register_answer import Source
from tests.api.register_server import record
from tests.api.registration_desk import KEYS, OFFICER, TERMS, TODAY, Desk, claim_of

POLICY = load_policy(find_data_dir() / "policy")
CALENDAR = load_calendar(find_data_dir() / "policy")
BASIS = LegalBasis("FRAUD", "某法", "8", "某机关", "责令退回", date(2020, 1, 1), "made up")
OLD_JOB = record("unit", "2015-03-01", "2016-02-29")
FIRST_JOB = claim_of(employment_type=EmploymentType.FIRST)
HEARD = Hearing(TODAY, "那是勤工俭学，我以为不算。")


def credit_of(here: Desk) -> CreditDesk:
    one = here.registrar
    return CreditDesk(one.engine, one.keys, TERMS, CALENDAR, one.clock)


def after_control_of(here: Desk, share: float | None = 1.0) -> AfterControlDesk:
    """The after-control of a desk that draws the same share in every county."""
    number = POLICY.numbers["after_control_share"]
    own = DatedValue("*", date(2020, 1, 1), None, share, "made up", author="某局")
    numbers = {**POLICY.numbers, number.name: number.overridden_by([own], TODAY)}
    one, policy = here.registrar, replace(POLICY, numbers=numbers)
    return AfterControlDesk(one.engine, one.keys, policy, TERMS, CALENDAR, one.clock)


def draws_all(home: Path) -> None:
    """A policy of the bureau's own by which everybody is drawn."""
    (home / "policy").mkdir()
    (home / "policy/after_control_share.yaml").write_text(
        "name: after_control_share\nunit: share/draw\nlast_checked: 2026-11-22\nauthor: 某局\n"
        'values:\n  - {area: "*", start: 2021-07-16, value: 1.0, source: made up}\n',
        encoding="utf-8",
    )


def referral_of(here: Desk) -> ReferralDesk:
    return ReferralDesk(credit_of(here), [BASIS])


def entries(here: Desk, claim: Claim = FIRST_JOB) -> list[Kept]:
    with reading(here.registrar.engine) as connection:
        person = KEYS.person(claim.identity.number)
        return list(credit.of_person(connection, KEYS, person))


def contradicted(here: Desk, claim: Claim = FIRST_JOB) -> Kept:
    """The suspicion that an old record of a unit makes of her first job."""
    here.says(Source.EMPLOYMENT, claim, OLD_JOB)
    here.submitted(claim)
    return entries(here, claim)[-1]


def confirmed(here: Desk, claim: Claim = FIRST_JOB, level: Level = Level.GENERAL) -> Kept:
    """A false promise as an officer confirmed it today, for the least time of its level."""
    kept, months = contradicted(here, claim), {Level.GENERAL: 3, Level.SERIOUS: 12}.get(level, 1)
    done = credit_of(here).confirm(kept.id, "隐瞒就业经历", level, months, HEARD, OFFICER)
    return done.kept


def told(here: Desk, registration: str) -> list[str]:
    with reading(here.registrar.engine) as connection:
        return [each.text for each in registrations.told(connection, KEYS, registration)]


def acts(here: Desk, claim: Claim = FIRST_JOB) -> list[str]:
    """What was done with a person's credit, the chain being whole."""
    with reading(here.registrar.engine) as connection:
        assert audit.verify(connection, KEYS.audit) == ()
        found = audit.records(connection, KEYS.person(claim.identity.number))
        return [each.action.removeprefix("credit.") for each in found]
