"""My data (个人信息保护法 44–47): a copy of all that is kept of her, correcting, deleting, tags."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection

from api.clock import SHANGHAI
from api.database import reading, writing
from api.expected import require
from api.feeds.worker_row import worker_row
from api.feeds.workers import read_changes
from api.reference import Reference
from api.services.application_view import application_json
from api.services.consents import ConsentDesk, require_worker
from api.services.profiles import hidden_among
from api.services.registration_view import status_json
from api.store import (
    advisor_marks,
    applications,
    audit,
    caseload,
    choices,
    consents,
    contact_requests,
    contacts,
    credit,
    feedback,
    firm_advice,
    guidance,
    jobs,
    pools,
    registrations,
    stated_facts,
    talks,
    workers,
)
from api.store.contacts import Contact
from api.store.workers import WorkerRecord
from matcher.guidance.change import Change
from registry.actor import Actor, Role
from registry.errors import LinggangError, UnknownName
from registry.registration.credit_entry import STATE_NAMES as CREDIT_STATES
from registry.workers.consent import Channel, ConsentEntry
from registry.workers.person_name import read_name
from registry.workers.phone import read_phone
from registry.workers.tags import Tag, read_tag, tags_of
from registry.workers.worker import Worker

# What stays when she deletes her data, by which law, and for how long (docs/rules.md 2.5).
KEPT: Final = (
    (
        "registrations",
        "就业登记台账",
        "人力资源市场暂行条例 33（不少于2年）；个人信息保护法 13(3)、47",
    ),
    ("credit", "承诺信用记录", "山东省社会信用条例；记录期限届满自动移除"),
    ("consents", "同意与撤回的记录", "个人信息保护法 7、14、69；网络招聘服务管理规定（3年）"),
    (
        "audit",
        "操作日志（不含您填写的内容）",
        "网络安全法 21（不少于6个月）；个人信息保护法 51、55–56（3年）",
    ),
)
DELETED: Final = (
    "profile", "contact", "choices", "tags", "applications", "feedback", "contact_requests",
    "pools", "served_by", "advisor_marks", "talks", "stated_facts",
    "list_events", "guidance_sessions",
)  # fmt: skip
# What another part of the service keeps of a worker, for her copy.
Part = Callable[[Connection, str, str], Any]


class NoProfile(LinggangError):
    """An account of a worker who has no profile yet."""

    code = "no_profile"

    def __init__(self) -> None:
        super().__init__(
            "您还没有求职档案：填写住处、手艺或空闲时间就有了（PATCH /v1/me/profile）。"
        )


class AdviceChanged(LinggangError):
    """Advice that is taken is no longer given, or was given to a profile that has changed."""

    code = "advice_changed"

    def __init__(self) -> None:
        super().__init__("建议已经变了，请按现在的看：可能刚才已经加上了。")


@dataclass(frozen=True, slots=True)
class MyData:
    """What a worker may see and do with what is kept of her.

    parts: further parts of her copy by name, each asked with the worker's id and her person. A
    worker may be known without a person ("") and a person without a profile ("").
    """

    desk: ConsentDesk
    reference: Reference
    parts: Mapping[str, Part] = field(default_factory=dict)

    def copy(self, worker: str, person: str, actor: Actor) -> dict[str, Any]:
        """All of it, as JSON; that it was copied is kept.

        person: her blind index where the account knows it; else that of the profile is taken.
        """
        keys, today = self.desk.keys, self.desk.clock().astimezone(SHANGHAI).date()
        with writing(self.desk.engine) as connection:
            record = workers.get_record(connection, worker)
            person = person or (record.person if record else "")
            contact = contacts.get(connection, keys, worker)
            own = registrations.of_person(connection, person) if person else ()
            kept = registrations.get_many(connection, keys, [each.id for each in own])
            entries = credit.of_person(connection, keys, person) if person else ()
            made = {
                "made_at": self.desk.clock().isoformat(),
                "profile": worker_row(record.worker) if record else None,
                "contact": asdict(contact) if contact else None,
                "choices": asdict(choices.get(connection, worker)),
                "tag_choices": choices.tags_of(connection, [worker]).get(worker, {}),
                "consents": [consent_json(each) for each in consents.of_worker(connection, worker)],
                "contact_requests": [
                    {
                        "request_id": each.id,
                        "firm": each.firm,
                        "posting_id": each.posting,
                        "state": each.state.value,
                        "asked_at": each.asked_at.isoformat(),
                    }
                    for each in contact_requests.of_worker(connection, worker)
                ],
                "registrations": [
                    status_json(each, today, notices=registrations.told(connection, keys, each.id))
                    for each in kept
                ],
                "credit": [
                    {
                        "entry_id": each.id,
                        "state": each.entry.state.value,
                        "state_name": CREDIT_STATES[each.entry.state],
                        "opened_on": each.entry.opened_on.isoformat(),
                    }
                    for each in entries
                ],
                "applications": self._applications(connection, worker),
                "not_for_me": {
                    posting: reason.value if reason else None
                    for posting, reason in feedback.of_worker(connection, worker).items()
                },
                **{name: part(connection, worker, person) for name, part in self.parts.items()},
                "who_looked": self._who_looked(connection, worker, person, own),
            }
            self._note(connection, actor, "copied", worker or person)
            return made

    def profile(self, worker: str) -> tuple[dict[str, Any], str]:
        """Her profile as it is kept, and its ETag; UnknownName where there is none to be shown."""
        with reading(self.desk.engine) as connection:
            tag = workers.tag(connection, worker)  # never newer than what is shown with it
            kept = workers.get(connection, worker)
        if kept is None:
            raise UnknownName("劳动者编号", worker)
        return worker_row(kept), tag

    def correct(self, worker: str, row: Mapping[str, Any], actor: Actor) -> dict[str, Any]:
        """Her profile with what she sent in place of what stood there; the profile after it.

        row: some keys of a worker file. A place and a list are replaced as a whole; null takes a
        fact away. InvalidField names what cannot be read.
        """
        with writing(self.desk.engine) as connection:
            before = self._record(connection, worker)
            require(worker, lambda: workers.tag(connection, worker))
            now = self.desk.clock()
            day = now.astimezone(SHANGHAI).date()
            after = read_changes(before.worker, row, self.reference, day)
            self._keep(connection, replace(before, worker=after), now)
            self._note(connection, actor, "corrected", worker, fields=sorted(row))
            kept = workers.get(connection, worker)
        return worker_row(kept or after)

    def take(self, shown: Worker, change: Change, actor: Actor) -> None:
        """Her profile with a change that advice told her; AdviceChanged where it is another now.

        A tag of it that she had deleted is hers again.
        """
        after = change.kept(shown)
        with writing(self.desk.engine) as connection:
            before = self._record(connection, shown.id)
            if before.worker != shown:
                raise AdviceChanged
            now = self.desk.clock()
            chosen = choices.tags_of(connection, [shown.id]).get(shown.id, {})
            for tag in set(tags_of(after)) - set(tags_of(shown)):
                if str(tag) in chosen:
                    choices.put_tag(connection, shown.id, str(tag), chosen=True, at=now)
            self._keep(connection, replace(before, worker=after), now)
            stood, stands = worker_row(shown), worker_row(after)
            fields = sorted(name for name in stands if stands[name] != stood.get(name))
            self._note(connection, actor, "corrected", shown.id, fields=fields)

    def put_contact(self, worker: str, name: str, phone: str, actor: Actor) -> Contact:
        """How firms that she agrees to reach her; InvalidField."""
        contact = Contact(read_name(name), read_phone(phone))
        with writing(self.desk.engine) as connection:
            require_worker(connection, worker)
            contacts.put(connection, self.desk.keys, worker, contact, self.desk.clock())
            self._note(connection, actor, "contact", worker)
        return contact

    def delete(self, worker: str, actor: Actor, channel: Channel) -> dict[str, Any]:
        """Delete what law lets be deleted, at once; what stays, and by which law.

        Every consent is withdrawn, so that what is kept of it has no effect any more.
        """
        with writing(self.desk.engine) as connection:
            applications.forget(connection, worker)  # its rows are locked before the chain's end
            feedback.forget(connection, worker)
            audit.lock(connection)
            require_worker(connection, worker)
            now = self.desk.clock()
            for entry in _standing(consents.of_worker(connection, worker)):
                self.desk.note(
                    connection, worker, entry.purpose, actor, channel, given=False, firm=entry.firm
                )
            contacts.forget(connection, worker)
            choices.forget(connection, worker)
            contact_requests.forget(connection, worker)
            pools.forget(connection, self.desk.keys, worker)
            firm_advice.forget(connection, self.desk.keys, worker)
            for kept in (caseload, advisor_marks, talks, stated_facts, guidance):
                kept.forget(connection, worker)
            workers.remove(connection, worker, now)
            self._note(connection, actor, "deleted", worker)
        return {
            "deleted": list(DELETED),
            "kept": [{"what": what, "name": name, "law": law} for what, name, law in KEPT],
        }

    # ------------------------------------------------------------ tags

    def tags(self, worker: str) -> dict[str, list[str]]:
        """Her tags, and those she deleted."""
        with reading(self.desk.engine) as connection:
            profile = workers.get(connection, worker)
            if profile is None:
                raise UnknownName("劳动者编号", worker)
            chosen = choices.tags_of(connection, [worker]).get(worker, {})
        deleted = sorted(tag for tag, wanted in chosen.items() if not wanted)
        return {"tags": [str(tag) for tag in tags_of(profile)], "deleted": deleted}

    def delete_tag(self, worker: str, text: str, actor: Actor) -> dict[str, list[str]]:
        """A tag less, which reading her words again does not bring back."""
        tag = read_tag(text)
        with writing(self.desk.engine) as connection:
            record = self._record(connection, worker)
            if tag not in tags_of(record.worker):
                raise UnknownName("标签", text, [str(each) for each in tags_of(record.worker)][:5])
            choices.put_tag(connection, worker, str(tag), chosen=False, at=self.desk.clock())
            self._keep(connection, record, self.desk.clock())
            self._note(connection, actor, "tag_deleted", worker, kind=tag.kind.value)
        return self.tags(worker)

    def choose_tag(self, worker: str, text: str, actor: Actor) -> dict[str, list[str]]:
        """A tag that stays, one that she deleted too; InvalidField, UnknownName for none such."""
        tag = self._known(read_tag(text))
        with writing(self.desk.engine) as connection:
            record = self._record(connection, worker)
            choices.put_tag(connection, worker, str(tag), chosen=True, at=self.desk.clock())
            self._keep(connection, record, self.desk.clock())
            self._note(connection, actor, "tag_chosen", worker, kind=tag.kind.value)
        return self.tags(worker)

    # ------------------------------------------------------------ parts

    def _known(self, tag: Tag) -> Tag:
        if tag.kind == "occupation":
            return tag._replace(value=self.reference.occupations.find(tag.value).code)
        if tag.kind == "certificate":
            return tag._replace(value=self.reference.certificates.find(tag.value).name)
        return tag

    def _record(self, connection: Connection, worker: str) -> WorkerRecord:
        audit.lock(connection)
        require_worker(connection, worker)
        record = workers.get_record(connection, worker)
        if record is None:
            raise UnknownName("劳动者编号", worker)
        return record

    def _keep(self, connection: Connection, record: WorkerRecord, at: datetime) -> None:
        keys = self.desk.keys
        workers.upsert(
            connection, [record], at, lambda people: hidden_among(connection, keys, people)
        )

    def _applications(self, connection: Connection, worker: str) -> list[dict[str, Any]]:
        """Each with all that happened in it; its posting may be gone."""
        keys = self.desk.keys
        own = applications.of_worker(connection, keys, worker)
        postings = jobs.get_many(connection, [one.posting for one in own])
        return [
            application_json(
                one,
                postings[one.posting],
                Role.PERSON,
                applications.happened(connection, keys, one.id),
            )
            for one in own
            if one.posting in postings
        ]

    def _who_looked(
        self,
        connection: Connection,
        worker: str,
        person: str,
        own: tuple[registrations.Brief, ...],
    ) -> list[dict[str, Any]]:
        """Everything that was done with her data, by whom and where, oldest first."""
        hers = applications.of_worker(connection, self.desk.keys, worker)
        ids = (*(one.id for one in own), *(one.id for one in hers))
        subjects = dict.fromkeys((worker, person, *ids))
        subjects.pop("", None)
        found = [each for one in subjects for each in audit.records(connection, one)]
        return [
            {
                "at": each.at.isoformat(),
                "by": each.actor,
                "office": each.office,
                "action": each.action,
            }
            for each in sorted(found, key=lambda each: each.sequence)
        ]

    def _note(
        self, connection: Connection, actor: Actor, act: str, subject: str, **detail: Any
    ) -> None:
        audit.append(
            connection,
            self.desk.keys.audit,
            actor,
            f"data.{act}",
            subject,
            self.desk.clock(),
            **detail,
        )


def consent_json(entry: ConsentEntry) -> dict[str, Any]:
    """An entry of the ledger as it is shown to her."""
    return {
        "purpose": entry.purpose.value,
        "firm": entry.firm,
        "given": entry.given,
        "text_version": entry.text_version,
        "text_hash": entry.text_hash,
        "channel": entry.channel.value,
        "at": entry.at.isoformat(),
        "by": entry.by,
    }


def _standing(entries: tuple[ConsentEntry, ...]) -> list[ConsentEntry]:
    """The last entry of each purpose and firm, where it gives consent."""
    last = {(entry.purpose, entry.firm): entry for entry in entries}
    return [entry for entry in last.values() if entry.given]
