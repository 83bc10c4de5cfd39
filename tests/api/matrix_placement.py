"""What hangs on a worker and a posting in the matrix's town: every way in which the two meet."""

from datetime import datetime, timedelta
from typing import Final

from api.clock import now
from api.database import writing
from api.runtime import Runtime
from api.services import shift_offers
from api.store import (
    applications,
    assignments,
    contact_requests,
    contacts,
    proposals,
    workers,
)
from api.store.applications import Kept
from api.store.contacts import Contact
from registry.actor import Actor, Role
from registry.jobs.complaint import About
from registry.jobs.complaint import Kind as ComplaintKind
from registry.placement.application import State
from registry.placement.assignment import Assignment, AssignmentState
from registry.placement.proposal import Proposal, ProposalKind, ProposalState
from registry.placement.record import Application, Interview
from registry.placement.shift import Offer
from registry.registration.claim import Claim, Engagement
from registry.workers.consent import Channel, Purpose
from registry.workers.contact_request import ContactRequest
from registry.workers.contact_request import State as RequestState

A_FIRM: Final = Actor("some firm", Role.FIRM)
HERSELF: Final = Actor("herself", Role.PERSON)


def met(
    here: Runtime, number: int, worker: str, posting: str, registration: str, claim: Claim
) -> dict[str, str]:
    """The ids of what came of a worker and a posting, by name in the path."""
    at = now(here.settings)
    firm = posting.partition(":")[0]
    _agrees(here, worker, firm)
    with writing(here.engine) as connection:
        contacts.put(connection, here.keys, worker, Contact(claim.name, claim.phone), at)
        request = ContactRequest(
            f"request{number}",
            firm,
            posting,
            worker,
            f"pseudonym{number}",
            RequestState.GRANTED,
            at,
            at.date() + timedelta(7),
        )
        contact_requests.put(connection, request)
        profile = workers.get(connection, worker)
        assert profile
        application = Application(
            f"application{number}",
            worker,
            posting,
            firm,
            State.INTERVIEW,
            wanted_at=at,
            moved_at=at,
            passed_at=at,
            county=profile.place.code or "",
            interview=Interview(at + timedelta(1), 30, "某处"),
        )
        applications.add(connection, here.keys, Kept(application, "made"), None)
        person = here.keys.person(claim.identity.number)
        proposal = Proposal(
            f"proposal{number}",
            application.id,
            registration,
            person,
            claim.place,
            ProposalKind.EXIT,
            ProposalState.PROPOSED,
            at.date(),
            Engagement("某单位"),
        )
        proposals.add(connection, here.keys, proposal, at)
    return {
        "shift_id": _shift(here, number, worker, posting, at),
        "worker": worker,
        "application_id": application.id,
        "proposal_id": proposal.id,
        "request_id": request.id,
        "number": _complaint(here, posting),
    }


def _agrees(here: Runtime, worker: str, firm: str) -> None:
    purpose = Purpose.PASS_TO_FIRM
    version = here.consents.text(purpose).version
    here.consents.give(worker, purpose, HERSELF, Channel.ONLINE, version, firm)


def _shift(here: Runtime, number: int, worker: str, posting: str, at: datetime) -> str:
    starts = (at + timedelta(days=2)).replace(hour=8, minute=0, second=0, microsecond=0)
    offers = [Offer(starts, starts + timedelta(hours=4), 2)]
    (kept,) = shift_offers.offer(here.shifts, posting, offers, A_FIRM)
    one = Assignment(kept.id, worker, AssignmentState.INVITED, 0.9, 1, at)
    with writing(here.engine) as connection:
        assignments.add(connection, [(one, f"{number:064d}")])
    return kept.id


def _complaint(here: Runtime, posting: str) -> str:
    sent = here.complaints.send(
        About.POSTING, posting, ComplaintKind.OTHER, "与所写不符", HERSELF, "13700000000"
    )
    return sent.number
