"""Contact: a firm asks a candidate known by pseudonym, she answers, then it sees her name."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.database import reading, writing
from api.services.consents import ConsentDesk
from api.services.pool import BudgetSpent, Pool
from api.store import audit, consents, contact_requests, contacts
from api.store.contacts import Contact
from registry.actor import Actor
from registry.errors import InvalidField, UnknownName
from registry.jobs.posting import Posting
from registry.workers.consent import Channel, NoConsent, Purpose
from registry.workers.contact_request import STEPS, ContactRequest, Event, State, state_on

DAYS: Final = "contact_request_days"
BUDGET: Final = "contact_requests_a_day"
REQUEST: Final = "联系请求编号"
# What follows once a request is granted: an application of hers.
Granted = Callable[[ContactRequest, Actor], None]


def nothing_follows(_: ContactRequest, __: Actor) -> None:
    """Where nothing follows a granted request."""


@dataclass(frozen=True, slots=True)
class ContactDesk:
    """Requests of firms, answers of workers, and what is shown after."""

    pool: Pool
    consents: ConsentDesk
    granted: Granted = nothing_follows

    def ask(self, posting_id: str, pseudonym: str, firm: str, actor: Actor) -> ContactRequest:
        """The firm's request; the one it made already where it asks again.

        UnknownName where today's answer shows nobody under that pseudonym. BudgetSpent.
        """
        engine = self.pool.engine
        with reading(engine) as connection:
            posting = self.pool.posting(connection, posting_id, firm)
        worker = self.pool.behind(posting, pseudonym, actor)
        with writing(engine) as connection:
            audit.lock(connection)
            before = contact_requests.of_pseudonym(connection, firm, posting_id, pseudonym)
            if before is not None:
                return before
            request = self._request(posting, pseudonym, firm, worker)
            self._require_budget(connection, request, posting)
            contact_requests.put(connection, request)
            self._note(connection, actor, "asked", request)
            return request

    def of_firm(self, posting_id: str, firm: str) -> tuple[ContactRequest, ...]:
        """A firm's requests about its posting, each as it stands today."""
        with reading(self.pool.engine) as connection:
            found = contact_requests.of_firm(connection, firm, posting_id)
        return tuple(replace(one, state=state_on(one, self._today())) for one in found)

    def all_of_firm(self, firm: str, limit: int) -> tuple[ContactRequest, ...]:
        """A firm's requests about all its postings, the last first, each as it stands today.

        One that was granted and is agreed to no more stands as declined.
        """
        with reading(self.pool.engine) as connection:
            found = contact_requests.all_of_firm(connection, firm, limit)
            return tuple(self._standing(connection, one) for one in found)

    def of_worker(self, worker: str) -> tuple[ContactRequest, ...]:
        """What a worker was asked, the last first; of one firm about one posting once."""
        with reading(self.pool.engine) as connection:
            found = contact_requests.of_worker(connection, worker)
        once = {(one.firm, one.posting): one for one in reversed(found)}
        return tuple(replace(one, state=state_on(one, self._today())) for one in once.values())

    def answer(
        self,
        request_id: str,
        worker: str,
        actor: Actor,
        *,
        agrees: bool,
        contact: Contact | None = None,
    ) -> ContactRequest:
        """Her answer. To agree is her consent to this firm; contact: where none is known yet.

        UnknownName for a request that is not hers. InvalidField where nothing to reach her by is
        known. IllegalStep where it was answered or has expired.
        """
        with writing(self.pool.engine) as connection:
            audit.lock(connection)
            request = self._of(connection, request_id, worker)
            now = self._now()
            event = Event.GRANT if agrees else Event.DECLINE
            state = STEPS.step(state_on(request, self._today()), event, actor)
            for one in self._twins(connection, request):
                contact_requests.move(connection, one, state, now)
            if agrees:
                self._keep_contact(connection, worker, contact, now)
                self.consents.note(
                    connection,
                    worker,
                    Purpose.PASS_TO_FIRM,
                    actor,
                    Channel.ONLINE,
                    given=True,
                    firm=request.firm,
                )
            answered = replace(request, state=state, answered_at=now)
            self._note(connection, actor, "granted" if agrees else "declined", answered)
        if agrees:
            self.granted(answered, actor)
        return answered

    def firm_of(self, request_id: str) -> str:
        """Whose a request is; UnknownName if there is none such."""
        with reading(self.pool.engine) as connection:
            request = contact_requests.get(connection, request_id)
        if request is None:
            raise UnknownName(REQUEST, request_id)
        return request.firm

    def reveal(self, request_id: str, firm: str, actor: Actor) -> Contact:
        """Name and telephone of who agreed to this firm; that it looked is kept.

        UnknownName for another's request; NoConsent where she has not agreed, or no longer does.
        """
        with writing(self.pool.engine) as connection:
            request = contact_requests.get(connection, request_id)
            if request is None or request.firm != firm:
                raise UnknownName(REQUEST, request_id)
            agreed = consents.agrees(connection, request.worker, Purpose.PASS_TO_FIRM, firm)
            found = contacts.get(connection, self.pool.keys, request.worker)
            if request.state is not State.GRANTED or not agreed or found is None:
                raise NoConsent("本人没有同意向本单位提供联系方式，或已撤回同意。")
            self._note(connection, actor, "revealed", request)
            return found

    # ------------------------------------------------------------ parts

    def _standing(self, connection: Connection, one: ContactRequest) -> ContactRequest:
        agreed = consents.agrees(connection, one.worker, Purpose.PASS_TO_FIRM, one.firm)
        if one.state is State.GRANTED and not agreed:
            return replace(one, state=State.DECLINED)
        return replace(one, state=state_on(one, self._today()))

    def _request(self, posting: Posting, pseudonym: str, firm: str, worker: str) -> ContactRequest:
        return ContactRequest(
            id=token_hex(16),
            firm=firm,
            posting=posting.id,
            worker=worker,
            pseudonym=pseudonym,
            state=State.ASKED,
            asked_at=self._now(),
            until=self._today() + timedelta(days=self._number(DAYS, posting)),
        )

    def _require_budget(
        self, connection: Connection, request: ContactRequest, posting: Posting
    ) -> None:
        most = self._number(BUDGET, posting)
        midnight = datetime.combine(self._today(), datetime.min.time(), SHANGHAI)
        if contact_requests.asked_since(connection, request.firm, midnight) >= most:
            told = f"今天已发出 {most} 个联系请求，达到每日上限：请明天再发。"
            raise BudgetSpent(told, self._now().astimezone(SHANGHAI))

    def _of(self, connection: Connection, request_id: str, worker: str) -> ContactRequest:
        request = contact_requests.get(connection, request_id)
        if request is None or request.worker != worker:
            raise UnknownName(REQUEST, request_id)
        return request

    def _twins(self, connection: Connection, request: ContactRequest) -> tuple[ContactRequest, ...]:
        """All open requests of the firm to her about the posting: it may know her by two names."""
        found = contact_requests.of_firm(connection, request.firm, request.posting)
        return tuple(
            one for one in found if one.worker == request.worker and one.state is State.ASKED
        )

    def _keep_contact(
        self, connection: Connection, worker: str, contact: Contact | None, at: datetime
    ) -> None:
        keys = self.pool.keys
        if contact is not None:
            contacts.put(connection, keys, worker, contact, at)
        elif contacts.get(connection, keys, worker) is None:
            raise InvalidField("contact", "contact_missing", "请填写让单位联系您的姓名和电话。")

    def _number(self, name: str, posting: Posting) -> int:
        return int(self.pool.policy.required(name, self._today(), posting.place.code or ""))

    def _now(self) -> datetime:
        return self.pool.clock()

    def _today(self) -> date:
        return self._now().astimezone(SHANGHAI).date()

    def _note(
        self,
        connection: Connection,
        actor: Actor,
        act: str,
        request: ContactRequest,
        **detail: Any,
    ) -> None:
        audit.append(
            connection,
            self.pool.keys.audit,
            actor,
            f"contact.{act}",
            request.worker,
            self._now(),
            request=request.id,
            posting=request.posting,
            firm=request.firm,
            **detail,
        )
