"""Complaints: sent by anyone, held as a precaution where many agree, decided by an officer."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hmac import compare_digest
from typing import Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from api.clock import SHANGHAI
from api.database import reading, writing
from api.expected import require
from api.feeds.values import clean
from api.security.keys import Keys
from api.services.employer_desk import EmployerDesk
from api.services.life_numbers import LifeNumbers
from api.services.posting_change import PostingChange, change_of
from api.services.posting_desk import closed, held
from api.store import audit, changes, complaints, employer_standing, jobs, posting_life
from api.store.complaints import KeptComplaint, Place
from registry.actor import THE_SYSTEM, Actor
from registry.clear_code import CLEAR
from registry.errors import UnknownName
from registry.jobs.complaint import (
    FRAUD,
    KINDS,
    About,
    Complaint,
    ComplaintState,
    Kind,
    decided,
    independent,
    sent,
    taken,
)
from registry.jobs.lifecycle import CLOSED, STANDING, PostingEvent
from registry.jobs.office_holds import COMPLAINTS_PENDING, OF_A_POSTING
from registry.jobs.posting import PostingState, Profile
from registry.registration.working_days import Calendar, Deadline, working_days_after

LENGTH: Final = 12


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """What the sender is told: with number and secret she reads what became of it."""

    number: str
    secret: str
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class ComplaintDesk:
    """The complaints of one installation. calendar: which days are worked."""

    engine: Engine
    keys: Keys
    numbers: LifeNumbers
    calendar: Calendar
    employers: EmployerDesk
    clock: Callable[[], datetime]

    # ------------------------------------------------------------ by anyone

    def send(
        self,
        about: About,
        subject: str,
        kind: Kind,
        words: str,
        actor: Actor,
        contact: str = "",
        person: str = "",
    ) -> Acknowledged:
        """Take a complaint in, and hold its posting where enough people say that it is fraud.

        person: who sent it where that is known (an account); else her contact tells senders apart.
        """
        at = self.clock()
        today = at.astimezone(SHANGHAI).date()
        deadline = working_days_after(today, self.numbers.answer_days(today), self.calendar)
        made = sent(
            actor, about, clean(subject), kind, clean(words), clean(contact), today, deadline
        )
        secret = "".join(secrets.choice(CLEAR) for _ in range(LENGTH))
        try:
            number = self._add(made, secret, person, actor, at)
        except IntegrityError:  # the number was taken
            number = self._add(made, secret, person, actor, at)
        return Acknowledged(number, secret, deadline)

    def read(self, number: str, secret: str) -> Complaint:
        """Her complaint as it stands; UnknownName for a wrong number and a wrong secret alike."""
        with reading(self.engine) as connection:
            found = complaints.get(connection, self.keys, number.strip())
        given = self._mark(secret.strip().upper())
        known = found.secret if found is not None else self._mark("")
        if found is None or not compare_digest(given, known):
            raise UnknownName("投诉编号或查询码", number)
        return found.complaint

    # ------------------------------------------------------------ by an officer

    def waiting(
        self, limit: int = 100, county: str = "", after: Place | None = None
    ) -> tuple[KeptComplaint, ...]:
        """What waits for an answer, the longest overdue first; county: "" for the whole city."""
        with reading(self.engine) as connection:
            return complaints.waiting(connection, self.keys, limit, county, after)

    def reveal(self, number: str, actor: Actor) -> KeptComplaint:
        """A complaint with its words and contact; that it was read is kept."""
        with writing(self.engine) as connection:
            found = self._get(connection, number)
            self._note(connection, found, actor, "read", self.clock())
            return found

    def take(self, number: str, actor: Actor) -> KeptComplaint:
        """An officer begins to look into it."""
        with writing(self.engine) as connection:
            changes.lock(connection)
            found = self._locked(connection, number)
            return self._save(connection, found, taken(found.complaint, actor), actor, "take")

    def decide(
        self, number: str, outcome: ComplaintState, answer: str, actor: Actor
    ) -> KeptComplaint:
        """An officer decides; upheld, its posting is removed and its employer's record weighed.

        Who has not begun to look into it begins by this.
        """
        at = self.clock()
        with writing(self.engine) as connection:
            changes.lock(connection)
            found = self._locked(connection, number)
            before = found.complaint
            if before.state is ComplaintState.RECEIVED:
                before = taken(before, actor)
            day = at.astimezone(SHANGHAI).date()
            after = decided(before, outcome, clean(answer), actor, day)
            done = self._save(connection, found, after, actor, outcome.value.lower())
            self._follow(connection, done, actor, at)
            return done

    # ------------------------------------------------------------ parts

    def _add(self, made: Complaint, secret: str, person: str, actor: Actor, at: datetime) -> str:
        with writing(self.engine) as connection:
            changes.lock(connection)
            posting, employer = self._concerned(connection, made)
            kept = KeptComplaint(
                f"{made.received_on:%Y%m%d}-{secrets.randbelow(10**8):08d}",
                self._mark(secret),
                self._person(person, made.contact),
                posting,
                employer,
                at,
                made,
            )
            complaints.add(connection, self.keys, kept)
            if posting is not None and made.kind in FRAUD:
                self._precaution(change_of(connection, self.keys, posting, at))
            self._note(connection, kept, actor, "send", at)
            return kept.number

    def _concerned(self, connection: Connection, made: Complaint) -> tuple[str | None, int | None]:
        """The posting and the employer that a complaint is about; UnknownName: no such posting."""
        if made.about is About.POSTING:
            row = posting_life.row(connection, made.subject)
            posting = jobs.get(connection, made.subject)
            if row is None or posting is None or posting.profile is not Profile.PUBLIC:
                raise UnknownName("岗位", made.subject)
            return row.id, row.employer_id
        if made.about is About.FIRM:
            found = employer_standing.find(connection, made.subject)
            return None, found[0].id if found else None
        return None, None

    def _precaution(self, change: PostingChange) -> None:
        """Hold a posting at once where enough people complain of fraud; an officer looks."""
        name, today = change.posting.id, change.today
        since = posting_life.last_lifted(change.connection, name)
        people = complaints.open_frauds(change.connection, name, since)
        is_held = any(
            each.code in OF_A_POSTING for each in posting_life.holds(change.connection, name)
        )
        if change.posting.state not in STANDING or is_held:
            return
        if independent(people) >= self.numbers.hold_persons(today):
            reason = f"{independent(people)} 人投诉涉嫌欺诈"
            held(change, COMPLAINTS_PENDING, reason, THE_SYSTEM)

    def _follow(
        self, connection: Connection, done: KeptComplaint, actor: Actor, at: datetime
    ) -> None:
        """What a decision does to the posting and to the employer's record."""
        is_upheld = done.complaint.state is ComplaintState.UPHELD
        if done.posting is not None:
            change = change_of(connection, self.keys, done.posting, at)
            if is_upheld:
                self._remove(change, done.complaint, actor)
            elif not complaints.open_frauds(connection, done.posting):
                self._end_precaution(change, done.complaint, actor)
        if is_upheld and done.employer is not None:
            self.employers.reweigh(self.employers.changing_in(connection, done.employer, at))

    def _remove(self, change: PostingChange, complaint: Complaint, actor: Actor) -> None:
        posting_life.unhold(change.connection, change.posting.id, [COMPLAINTS_PENDING])
        if change.posting.state in {*STANDING, *CLOSED} - {PostingState.REMOVED}:
            reason = f"投诉属实（{KINDS[complaint.kind].name}），已下架"
            closed(change, PostingEvent.REMOVE, reason, actor)

    def _end_precaution(self, change: PostingChange, complaint: Complaint, actor: Actor) -> None:
        name = change.posting.id
        if not posting_life.unhold(change.connection, name, [COMPLAINTS_PENDING]):
            return
        if change.weigh(actor, "投诉已核实处理完毕，解除暂停"):
            change.keep(actor, "lift")

    def _save(
        self,
        connection: Connection,
        before: KeptComplaint,
        after: Complaint,
        actor: Actor,
        action: str,
    ) -> KeptComplaint:
        done = replace(before, complaint=after)
        complaints.save(connection, self.keys, done)
        self._note(connection, done, actor, action, self.clock(), was=before.complaint.state.value)
        return done

    def _note(
        self,
        connection: Connection,
        kept: KeptComplaint,
        actor: Actor,
        action: str,
        at: datetime,
        **detail: str,
    ) -> None:
        audit.append(
            connection,
            self.keys.audit,
            actor,
            f"complaint.{action}",
            kept.number,
            at,
            role=actor.role.value,
            about=kept.complaint.about.value,
            kind=kept.complaint.kind.value,
            state=kept.complaint.state.value,
            posting=kept.posting,
            employer=kept.employer,
            **detail,
        )

    def _locked(self, connection: Connection, number: str) -> KeptComplaint:
        found = self._get(connection, number, lock=True)
        require(number, lambda: found.tag)
        return found

    def _get(self, connection: Connection, number: str, lock: bool = False) -> KeptComplaint:
        found = complaints.get(connection, self.keys, number, lock)
        if found is None:
            raise UnknownName("投诉编号", number)
        return found

    def _person(self, person: str, contact: str) -> str:
        told = "".join(each for each in contact.lower() if each.isalnum())
        who = f"account\n{person}" if person else f"contact\n{told}" if told else ""
        return self.keys.mark(f"complainant\n{who}") if who else ""

    def _mark(self, secret: str) -> str:
        return self.keys.mark(f"complaint secret\n{secret}")
