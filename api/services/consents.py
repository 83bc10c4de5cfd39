"""Consents: given and withdrawn, each with its text, its audit record and its effect on lists."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.consent_texts import ConsentTexts, consent_text_on
from api.database import reading, writing
from api.security.keys import Keys
from api.services.list_events import pseudonym as learning_pseudonym
from api.store import (
    audit,
    changes,
    choices,
    consents,
    guidance,
    list_events,
    stated_facts,
    workers,
)
from api.store.changes import Kind, Op
from api.store.choices import Choices
from registry.actor import Actor
from registry.errors import InvalidField, UnknownName
from registry.workers.consent import (
    Channel,
    ConsentEntry,
    ConsentText,
    Purpose,
    changes_nothing,
    check_entry,
)


@dataclass(frozen=True, slots=True)
class ConsentDesk:
    """The consents of one installation. Registration asks for none of them.

    forward: passes on what waited for a worker's consent to a firm.
    """

    engine: Engine
    keys: Keys
    texts: ConsentTexts
    clock: Callable[[], datetime]
    forward: Callable[[str, str], object]

    def text(self, purpose: Purpose) -> ConsentText:
        """What is agreed to today."""
        return consent_text_on(self.texts, purpose, self.clock().astimezone(SHANGHAI).date())

    def of_worker(self, worker: str) -> tuple[ConsentEntry, ...]:
        """Everything a worker gave and withdrew, oldest first."""
        with reading(self.engine) as connection:
            return consents.of_worker(connection, worker)

    def holds(self, worker: str, purpose: Purpose, firm: str = "") -> bool:
        """Whether a consent holds now."""
        with reading(self.engine) as connection:
            return consents.agrees(connection, worker, purpose, firm)

    def give(
        self,
        worker: str,
        purpose: Purpose,
        actor: Actor,
        channel: Channel,
        text_version: str,
        firm: str = "",
    ) -> ConsentEntry:
        """Her consent, under the text she was shown; InvalidField where that is not today's.

        What waited for it is passed on. Said again under the same words, the entry that holds is
        given back.
        """
        if not text_version:
            raise InvalidField("text_version", "missing", "请写明本人看过的是哪一版同意书。")
        if text_version != self.text(purpose).version:
            raise InvalidField("text_version", "old_text", "同意书已更新：请重新阅读后再确认。")
        with writing(self.engine) as connection:
            entry = self.note(connection, worker, purpose, actor, channel, given=True, firm=firm)
        if purpose is Purpose.PASS_TO_FIRM:
            self.forward(worker, firm)
        return entry

    def withdraw(
        self, worker: str, purpose: Purpose, actor: Actor, channel: Channel, firm: str = ""
    ) -> ConsentEntry:
        """Her consent no longer holds from this moment on; also where there was none."""
        with writing(self.engine) as connection:
            return self.note(connection, worker, purpose, actor, channel, given=False, firm=firm)

    def note(
        self,
        connection: Connection,
        worker: str,
        purpose: Purpose,
        actor: Actor,
        channel: Channel,
        *,
        given: bool,
        firm: str = "",
    ) -> ConsentEntry:
        """One entry in a transaction of the caller's, which takes effect with it."""
        check_entry(purpose, firm, given, channel, actor)
        _lock(connection)
        require_worker(connection, worker)
        text, before = self.text(purpose), consents.last(connection, worker, purpose, firm)
        if before is not None and changes_nothing(before, given, text):
            return before
        at = self.clock()
        entry = ConsentEntry(
            worker, purpose, firm, given, text.version, text.hash, channel, at, actor.id
        )
        consents.append(connection, entry)
        if purpose is Purpose.ENTITLEMENTS and not given:
            stated_facts.forget(connection, worker)
        if purpose is Purpose.GUIDANCE and not given:
            guidance.forget(connection, worker)
        if purpose is Purpose.LEARNING and not given:
            list_events.forget(connection, learning_pseudonym(self.keys, worker))
        act = "given" if given else "withdrawn"
        audit.append(
            connection,
            self.keys.audit,
            actor,
            f"consent.{act}",
            worker,
            at,
            purpose=purpose.value,
            firm=firm,
            text=text.version,
            channel=channel.value,
        )
        changes.record(connection, Kind.WORKER, [(worker, Op.UPSERT)], at)
        return entry

    # ------------------------------------------------------------ choices

    def choices(self, worker: str) -> Choices:
        """Whether she is hidden from firms, and whether her lists may be personal."""
        with reading(self.engine) as connection:
            return choices.get(connection, worker)

    def choose(
        self,
        worker: str,
        actor: Actor,
        *,
        hidden: bool | None = None,
        personalised: bool | None = None,
    ) -> Choices:
        """Keep what she chose; None leaves a choice as it is. In effect at once."""
        with writing(self.engine) as connection:
            _lock(connection)
            require_worker(connection, worker)
            before, at = choices.get(connection, worker), self.clock()
            after = Choices(
                before.hidden if hidden is None else hidden,
                before.personalised if personalised is None else personalised,
            )
            if after == before:
                return before
            choices.put(connection, worker, after, at)
            audit.append(
                connection,
                self.keys.audit,
                actor,
                "worker.chose",
                worker,
                at,
                hidden=after.hidden,
                personalised=after.personalised,
            )
            changes.record(connection, Kind.WORKER, [(worker, Op.UPSERT)], at)
            return after


def passes_to(connection: Connection, worker: str, firm: str) -> bool:
    """Whether a worker agrees to be passed to a firm, as this transaction sees it."""
    return consents.agrees(connection, worker, Purpose.PASS_TO_FIRM, firm)


def may_personalise(connection: Connection, worker: str) -> bool:
    """Whether a worker's own online list may go by her profile: she agreed, and left it on.

    A list that an advisor makes for the person in front is made at her request and needs neither.
    """
    agreed = consents.agrees(connection, worker, Purpose.RECOMMENDATION)
    return agreed and choices.get(connection, worker).personalised


def _lock(connection: Connection) -> None:
    """The two ends that every entry moves, in the order in which all take them."""
    audit.lock(connection)
    changes.lock(connection)


def require_worker(connection: Connection, worker: str) -> None:
    """UnknownName where there is no profile of that id."""
    if workers.get(connection, worker) is None:
        raise UnknownName("劳动者编号", worker)
