"""An installation in which everything belongs to somebody, for the matrix of permissions."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Final

from api.app import create_app
from api.database import writing
from api.runtime import Runtime
from api.services.post import post_one
from api.settings import Settings
from api.store import after_controls, credit, employer_standing
from api.store.after_controls import KeptCheck
from api.store.credit import Kept
from registry.access.account_role import FIRMS, AccountRole
from registry.actor import THE_SYSTEM, Actor, Role
from registry.jobs.employer_standing import Standing
from registry.jobs.pay import PayUnit
from registry.registration.after_control import AfterControl, CheckState
from registry.registration.claim import Claim, Engagement, Income
from registry.registration.credit import suspected
from registry.registration.credit_entry import Evidence, Matter
from registry.registration.working_days import Deadline
from registry.workers.consent import Channel, Purpose
from tests.api.matrix_placement import met
from tests.api.registration_desk import TODAY, claim_of
from tests.api.signed_in import CHEAP, SignedInClient, account_of, signed_in_as
from tests.api.small_town import row, settle
from tests.builders import DAY

COUNTY: Final = "371311"
ELSEWHERE: Final = "371302"
FIRM: Final = "own-firm"
PAST: Final = {
    "starts": "2026-11-20T08:00:00+08:00",
    "ends": "2026-11-20T12:00:00+08:00",
    "openings": 1,
}
COLUMNS: Final = ("own", "another person's", "another county's")
PERSONAL: Final = ("id_no", "name", "phone", "work_address", "certificate_number")


@dataclass(frozen=True, slots=True)
class Thing:
    """What one column is about: a person, all that hangs on her, and a firm's posting."""

    personal: dict[str, str]
    ids: dict[str, str]
    bodies: dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Town:
    """Things by column, clients by caller."""

    here: Runtime
    things: tuple[Thing, ...]
    clients: dict[str, SignedInClient]

    def anew(self, caller: str) -> SignedInClient:
        """Another session of a caller's account."""
        client = self.clients[caller]
        one = self.here.accounts.get(client.principal.account)
        return signed_in_as(self.here, one, client.app, follow_redirects=False)


def town(home: Path) -> Town:
    """Three people, two counties, two firms; one account a caller, and one to be managed.

    Requests are not limited here: all of them come in one minute.
    """
    settle(home).close()
    here = Runtime(Settings(home=home, as_of=DAY, rate_scale=0), CHEAP)
    things = tuple(
        _thing(here, number, county, worker, firm)
        for number, county, worker, firm in (
            (1, COUNTY, "W1", FIRM),
            (2, COUNTY, "W2", "another-firm"),
            (3, ELSEWHERE, "W3", "another-firm"),
        )
    )
    app = create_app(here)
    clients = {}
    for caller, (role, values) in _callers(here).items():
        client = SignedInClient(app, follow_redirects=False)
        if role is not AccountRole.ANYONE:
            one = account_of(here, role, **values)
            client = signed_in_as(here, one, app, follow_redirects=False)
        clients[caller] = client
    here.caseload.put("W1", "", clients["advisor"].principal.actor)
    return Town(here, things, clients)


def _callers(here: Runtime) -> dict[str, tuple[AccountRole, dict[str, str]]]:
    """Every role; workers who are known and not, staff of a county and of the whole city."""
    herself = {"worker": "W1", "person": here.keys.person(_claim(1, COUNTY).identity.number)}
    at_desk = (AccountRole.ADVISOR, AccountRole.REVIEWER)
    values = {AccountRole.WORKER: herself} | {each: {"county": COUNTY} for each in at_desk}
    values |= {each: {"firm": FIRM} for each in FIRMS}
    return {
        **{role.value: (role, values.get(role, {})) for role in AccountRole},
        "stranger": (AccountRole.WORKER, {}),
        "advisor_city": (AccountRole.ADVISOR, {}),
        "reviewer_city": (AccountRole.REVIEWER, {}),
    }


def _claim(number: int, county: str) -> Claim:
    """A claim in which every field of a person is hers alone."""
    return claim_of(
        number,
        name="甲乙丙"[number - 1] * 4,
        phone=f"1390000000{number}",
        place=county,
        work_address=f"某路{number}00号某楼",
        certificate_number=f"3713{number:012d}",
        income=Income(3000, PayUnit.MONTH),
        engagements=(Engagement("某平台", 4, 20, True, False),),
    )


def _thing(here: Runtime, number: int, county: str, worker: str, firm: str) -> Thing:
    claim = _claim(number, county)
    posting = row(str(number), "保洁", source=firm, place={"county": county})
    posting_id = post_one(here, posting).posting.id
    one = here.registrar.apply(claim, THE_SYSTEM)
    person = here.keys.person(claim.identity.number)
    evidence = (Evidence(Matter.WORK, "平台保洁", "没有从事", TODAY),)
    entry = suspected(
        person, "承诺与登记信息不一致", evidence, THE_SYSTEM, TODAY, here.credit.terms
    )
    check = AfterControl(one.id, county, TODAY, CheckState.ASKED, "在做吗？", _deadline())
    with writing(here.engine) as connection:
        credit.add(connection, here.keys, Kept(f"entry{number}", one.id, entry))
        after_controls.add(connection, here.keys, [KeptCheck(f"check{number}", check)])
    spare = account_of(here, AccountRole.STATISTICIAN)
    return Thing(
        personal={
            "id_no": claim.identity.number,
            "name": claim.name,
            "phone": claim.phone,
            "work_address": claim.work_address,
            "certificate_number": claim.certificate_number,
        },
        ids={
            "registration_id": one.id,
            "entry_id": f"entry{number}",
            "check_id": f"check{number}",
            "worker_id": worker,
            "posting_id": posting_id,
            "account_id": spare.id,
            "tag": "skill:保洁",
            "purpose": "recommendation",
            "token": "nobodys",
            "step": "who",
            "key": "nobodys",
            "place": "NOBODYS2",
            "employer_id": str(_employer(here, number, firm)),
            "pseudonym": "nobodys",
            "period": "2026-10",
            "session_id": _session(here, worker, county),
            "event": "close",
        }
        | met(here, number, worker, posting_id, one.id, claim),
        bodies={
            "claim": _row(claim),
            "posting": posting,
            "shifts": {"shifts": [PAST]},
        },
    )


def _session(here: Runtime, worker: str, county: str) -> str:
    """A session of guidance that has just begun."""
    desk, officer = here.guidance_sessions, Actor("zhao", Role.OFFICER, county)
    text = here.consents.text(Purpose.GUIDANCE).version
    return desk.open(worker, officer, Channel.SCREEN, text)[0].session.id


def _employer(here: Runtime, number: int, firm: str) -> int:
    """The employer of a posting; the account of its firm speaks for it."""
    found = here.employers.find(f"保洁用人单位{number}").id
    with writing(here.engine) as connection:
        employer_standing.save(connection, here.keys, found, Standing(firm=firm))
    return found


def _deadline() -> Deadline:
    return Deadline(date(2026, 12, 4), calendar_assumed=False)


def _row(claim: Claim) -> dict[str, Any]:
    """A claim as it is sent."""
    return {
        "id_no": claim.identity.number,
        "name": claim.name,
        "phone": claim.phone,
        "place_kind": claim.place_kind.value,
        "place": claim.place,
        "category": claim.category.value,
        "start_date": claim.start_date.isoformat(),
        "work_content": claim.work_content,
        "work_place": claim.work_place,
        "certificate": claim.certificate.value,
        "certificate_number": claim.certificate_number,
        "work_address": claim.work_address,
        "engagements": [
            {
                "employer": "某平台",
                "hours_per_day": 4.0,
                "hours_per_week": 20.0,
                "platform": True,
                "written_agreement": False,
            }
        ],
        "income": {"amount": 3000.0, "unit": "MONTH"},
    }
