"""Whose things are: workers, postings and registrations as the table of permissions sees them."""

from sqlalchemy import Connection

from api.runtime import Runtime
from api.security.caller import Caller, NotAllowed
from api.services.employer_desk import EmployerView
from api.services.recommend import find_worker
from api.store import complaints, jobs, shifts
from api.store.complaints import KeptComplaint
from api.store.shifts import KeptShift
from registry.access.account_role import FIRMS, STAFF
from registry.access.principal import Resource
from registry.errors import InvalidField, UnknownName
from registry.jobs.posting import Posting, Profile
from registry.registration.claim import Claim
from registry.registration.record import Registration
from registry.workers.worker import Worker

WORKER_ID = "劳动者编号"
REGISTRATION_ID = "登记编号"
COMPLAINT_NUMBER = "投诉编号"
SHIFT_ID = "班次编号"
EMPLOYER_ID = "用人单位编号"
OWN_PROFILE = "本人档案"


def worker_of(connection: Connection, worker_id: str, caller: Caller) -> Worker:
    """The worker of an id, within the caller's reach; only staff are told of ids that are near."""
    if caller.principal.role not in STAFF and worker_id != caller.principal.worker:
        raise UnknownName(WORKER_ID, worker_id)
    worker = find_worker(connection, worker_id)
    caller.on(profile_thing(worker))
    return worker


def profile_thing(worker: Worker) -> Resource:
    """A worker's profile: hers, and the county's where she lives."""
    return Resource(WORKER_ID, worker.id, worker=worker.id, counties=_divisions(worker.place.code))


def own_thing(caller: Caller) -> Resource:
    """What is kept of the caller herself, whether or not she has a profile yet."""
    who = caller.principal
    return Resource(
        OWN_PROFILE, who.worker, worker=who.worker, person=who.person, account=who.account
    )


def posting_thing(posting: Posting) -> Resource:
    """A posting: its firm's, and the county's where the work is."""
    return Resource(
        "岗位编号",
        posting.id,
        firm=posting.source,
        counties=_divisions(posting.place.code),
    )


def posting_of(connection: Connection, posting_id: str, caller: Caller) -> Posting:
    """The posting of an id, within the caller's reach; only staff are told of ids that are near."""
    posting = jobs.get(connection, posting_id)
    if posting is None or posting.profile is not Profile.PUBLIC:
        is_staff = caller.principal.role in STAFF
        near = jobs.near_ids(connection, posting_id) if is_staff else ()
        raise UnknownName("岗位编号", posting_id, near)
    caller.on(posting_thing(posting))
    return posting


def complaint_of(
    connection: Connection, here: Runtime, number: str, caller: Caller
) -> KeptComplaint:
    """The complaint of a number, within the caller's reach."""
    kept = complaints.get(connection, here.keys, number)
    if kept is None:
        raise UnknownName(COMPLAINT_NUMBER, number)
    caller.on(complaint_thing(kept, jobs.get(connection, kept.posting) if kept.posting else None))
    return kept


def complaint_thing(kept: KeptComplaint, posting: Posting | None) -> Resource:
    """A complaint: of the county where the work is; of no county where it is about no posting."""
    counties = _divisions(posting.place.code) if posting else frozenset[str]()
    return Resource(COMPLAINT_NUMBER, kept.number, counties=counties)


def employer_of(
    here: Runtime, employer_id: int, caller: Caller, is_decision: bool = False
) -> EmployerView:
    """The employer of an id, within the caller's reach: of the counties where its postings lie.

    is_decision: what holds all its postings; where they lie in several counties, the city's.
    """
    view = here.employers.show(employer_id)
    caller.on(Resource(EMPLOYER_ID, str(employer_id), counties=view.counties))
    if is_decision and caller.principal.county and len(view.counties) > 1:
        raise NotAllowed("这家单位的岗位不止在一个县区：由不分县区的账号决定。")
    return view


def shift_of(connection: Connection, shift_id: str, caller: Caller) -> KeptShift:
    """The shift of an id, within the caller's reach: its firm's, and the county's of the work."""
    kept = shifts.get(connection, shift_id)
    if kept is None:
        raise UnknownName(SHIFT_ID, shift_id)
    place = _divisions(kept.shift.place.code)
    caller.on(Resource(SHIFT_ID, shift_id, firm=kept.firm, counties=place))
    return kept


def assignment_of(connection: Connection, shift_id: str, worker: str, caller: Caller) -> None:
    """A worker's part in a shift, within the caller's reach: hers, and the county's of the work."""
    kept = shifts.get(connection, shift_id)
    if kept is None:
        raise UnknownName(SHIFT_ID, shift_id)
    place = _divisions(kept.shift.place.code)
    caller.on(Resource(SHIFT_ID, shift_id, worker=worker, counties=place))


def require_own_source(posting: Posting, caller: Caller) -> None:
    """Before a posting is taken in; InvalidField where a firm names another's source."""
    thing = posting_thing(posting)
    if not caller.may(thing) and caller.principal.role in FIRMS:
        firm = caller.principal.firm
        raise InvalidField("source", "other_source", f"本账号送来的岗位，来源应写“{firm}”。")
    caller.on(thing)


def registration_of(here: Runtime, registration_id: str, caller: Caller) -> Registration:
    """The registration of an id, within the caller's reach."""
    one = here.registrar.get(registration_id)
    caller.on(claim_thing(here, one.id, one.claim))
    return one


def claim_thing(here: Runtime, registration_id: str, claim: Claim) -> Resource:
    """A registration: the person's, and that of the division by which she registers."""
    person = here.keys.person(claim.identity.number)
    return Resource(
        REGISTRATION_ID, registration_id, person=person, counties=_divisions(claim.place)
    )


def _divisions(code: str | None) -> frozenset[str]:
    return frozenset({code}) if code else frozenset()
