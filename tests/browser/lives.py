"""What stands in the town beside the samples, so that no page is empty: made, and nobody's."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from api.clock import now
from api.database import reading, writing
from api.runtime import Runtime
from api.services.post import post_one
from api.services.shift_invitations import hash_of
from api.store import after_controls, assignments, contact_requests, credit, guidance, jobs
from api.store.after_controls import KeptCheck
from api.store.credit import Kept
from registry.actor import THE_SYSTEM
from registry.dated_text import in_use
from registry.jobs.complaint import About, Kind
from registry.jobs.posting import Posting, PostingState
from registry.placement.assignment import Assignment, AssignmentState
from registry.registration.after_control import AfterControl, CheckState
from registry.registration.application import Event
from registry.registration.claim import Claim
from registry.registration.commitment import Channel, Commitment
from registry.registration.credit import suspected
from registry.registration.credit_entry import Evidence, Matter
from registry.registration.working_days import Deadline
from registry.workers.consent import Purpose
from registry.workers.contact_request import ContactRequest
from registry.workers.contact_request import State as RequestState
from registry.workers.identity import read_identity
from tests.api.matrix_placement import met
from tests.api.pool_town import made_worker, put, say
from tests.api.registration_desk import HERSELF, OFFICER, TODAY, claim_of
from tests.api.small_town import row
from tests.api.workbooks import workbook
from tests.registry.guided import recommended

FIRM: Final = "made-mengshan-haogong"
COUNTY: Final = "371311"
HER: Final = "W0001"
HER_NUMBER: Final = "371399198003140041"  # as the samples have it
LINK: Final = "her-own-link-to-a-shift"
ALIKE: Final = range(9001, 9013)  # who agreed to be shown in pools
HEADER: Final = ("编号", "岗位名称", "用人单位", "县区", "工资", "岗位说明", "有效期至")
LINES: Final = (
    ("A1", "保洁员", "罗庄样例物业公司", "罗庄区", "25元/小时", "打扫办公楼", "2026-12-31"),
    ("A2", "装卸工", "罗庄样例物流公司", "兰三区", "220元/天", "卸货", "2026-12-31"),
    ("A3", "收银员", "罗庄样例超市", "罗庄区", "24元/小时", "收银，限女", "2026-12-31"),
)


def lived(here: Runtime) -> dict[str, str]:
    """Ids by the name they have in addresses, and in accounts of the town's people."""
    with reading(here.engine) as connection:
        plain = (each for each in jobs.iterate(connection) if _is_plain(each))
        posting, suspect = next(plain), next(plain)
    claim = claim_of(identity=read_identity(HER_NUMBER, TODAY), name="测试甲", phone="13900000007")
    registration = submitted(here, claim)
    names = met(here, 1, HER, posting.id, registration, claim)
    _asked_for(here, posting.id)
    _guided(here)
    complaint = here.complaints.send(
        About.POSTING, suspect.id, Kind.DEPOSIT, "面试时要先交200元押金", HERSELF, "13700000000"
    )
    return names | {
        "posting_id": posting.id,
        "suspect_id": suspect.id,
        "held_id": _held(here),
        "pool_id": _pool(here),
        "registration_id": registration,
        "person": here.keys.person(claim.identity.number),
        "active_id": _registered(here),
        "entry_id": _doubted(here, claim, registration),
        "employer_id": str(here.employers.find(posting.employer).id),
        "link": invited(here, names["shift_id"], "W0002", LINK),
        "upload": _uploaded(here),
        "complaint": complaint.number,
        "secret": complaint.secret,
    }


def _guided(here: Runtime) -> None:
    """Her session of guidance, with its letter."""
    with writing(here.engine) as connection:
        guidance.add(connection, here.keys, replace(recommended(), worker=HER))


def submitted(here: Runtime, claim: Claim) -> str:
    """A registration whose registers are silent, and who asks for an officer instead."""
    one = here.registrar.apply(claim, HERSELF)
    text = in_use(here.registrar.texts, here.registrar.today())
    promise = Commitment(
        text.version, text.hash, Channel.ONLINE, here.registrar.clock(), own_act=True
    )
    here.registrar.sign(one.id, promise, HERSELF)
    here.registrar.submit(one.id, HERSELF)
    here.registrar.choose(one.id, Event.ASK_OFFICER, HERSELF)
    return one.id


def applied(here: Runtime, posting: str, worker: str, number: int) -> dict[str, str]:
    """Somebody who applied for a posting and is asked to talk."""
    claim = claim_of(number, phone=f"13900000{number:03}")
    return met(here, number, worker, posting, submitted(here, claim), claim)


def agreed(here: Runtime, worker: str) -> None:
    """She agreed to lists by her profile, on another day."""
    say(here, worker, given=True, purpose=Purpose.RECOMMENDATION)


def _is_plain(posting: Posting) -> bool:
    return (
        posting.state is PostingState.PUBLISHED
        and posting.source == FIRM
        and posting.place.code == COUNTY
        and bool(posting.hours.windows and posting.contact)
    )


def _registered(here: Runtime) -> str:
    """A registration that an officer granted."""
    one = submitted(here, claim_of(8, phone="13900000008"))
    here.registrar.decide(one, is_granted=True, reason="电话核实", actor=OFFICER)
    return one


def _held(here: Runtime) -> str:
    words = {"description": "打扫办公楼，限女性，35岁以下"}
    return post_one(here, row("held", "办公楼保洁员", source=FIRM, **words)).posting.id


def _pool(here: Runtime) -> str:
    """A posting whom enough people suit who agreed to be shown."""
    put(here, [made_worker(number, 0) for number in ALIKE])
    for number in ALIKE:
        say(here, f"W{number:04d}", given=True)
    hours = {"kind": "flexible"}
    return post_one(here, row("pool", "小区保洁员", source=FIRM, hours=hours)).posting.id


def _doubted(here: Runtime, claim: Claim, registration: str) -> str:
    """A note on her credit and a question after the fact."""
    person = here.keys.person(claim.identity.number)
    evidence = (Evidence(Matter.WORK, "平台保洁", "没有从事", TODAY),)
    entry = suspected(
        person, "承诺与登记信息不一致", evidence, THE_SYSTEM, TODAY, here.credit.terms
    )
    until = Deadline(TODAY + timedelta(12), calendar_assumed=False)
    check = AfterControl(registration, COUNTY, TODAY, CheckState.ASKED, "现在还在做吗？", until)
    with writing(here.engine) as connection:
        credit.add(connection, here.keys, Kept("entry7", registration, entry))
        after_controls.add(connection, here.keys, [KeptCheck("check7", check)])
    return "entry7"


def _asked_for(here: Runtime, posting: str) -> None:
    """A firm asks to reach her."""
    at = now(here.settings)
    until = at.date() + timedelta(7)
    asked = ContactRequest(
        "asked1", FIRM, posting, HER, "pseudonym-asked", RequestState.ASKED, at, until
    )
    with writing(here.engine) as connection:
        contact_requests.put(connection, asked)


def invited(here: Runtime, shift: str, worker: str, link: str) -> str:
    """Somebody is asked to a shift by a link."""
    at = now(here.settings)
    one = Assignment(shift, worker, AssignmentState.INVITED, 0.8, 1, at)
    with writing(here.engine) as connection:
        assignments.add(connection, [(one, hash_of(link))])
    return link


def _uploaded(here: Runtime) -> str:
    """A file that was checked: a row in order, one refused, one that would be held back."""
    with TemporaryDirectory() as folder:
        made = workbook(Path(folder) / "made.xlsx", *LINES, header=HEADER).read_bytes()
    token = here.uploads.keep(FIRM, "十一月岗位.xlsx", BytesIO(made), complete=False).token
    here.uploads.check(FIRM, token)
    return token
