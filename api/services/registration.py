"""Registering a flexible worker (63号 三): apply, sign, submit, check, decide, object, leave."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from secrets import token_hex
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from api import expected
from api.clock import SHANGHAI
from api.database import reading, writing
from api.registers.ask import ask_all
from api.registers.port import Question, Registers
from api.security.keys import Keys
from api.services.credit_path import path_now
from api.services.registration_change import Change, changing, note
from api.services.registration_check import go_on, is_preview, reasons_of
from api.services.registration_others import covered_by, doubled_by, others_of
from api.services.registration_told import correct, leave, refuse_if
from api.store import commitments, registrations
from registry.actor import Actor, Role
from registry.dated_text import DatedText
from registry.errors import InvalidField, UnknownName
from registry.registration.application import ENDED, IN_PROGRESS, OPEN, Event, State, step
from registry.registration.claim import Claim
from registry.registration.commitment import Channel, Commitment
from registry.registration.credit_terms import CreditTerms
from registry.registration.ending_objection import FURTHER, LAPSED, objected, require_open
from registry.registration.entry import commitment_faults, entry_faults
from registry.registration.exits import ExitCode
from registry.registration.hits import HitRule
from registry.registration.record import Path, Registration
from registry.registration.register_answer import Answer
from registry.verdict import Finding

CHOICES: Final = (Event.ACCEPT, Event.ASK_OFFICER, Event.WITHDRAW)
OBJECT: Final = "如有异议，可在60日内提出，由另一位工作人员核查；也可依法申请行政复议。"


@dataclass(frozen=True, slots=True)
class Standing:
    """A registration and what stands in its way now. faults: why it is still a draft."""

    registration: Registration
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Registrar:
    """The registration service of one installation.

    registers: those that are connected. clock: the time, with its offset. within_s: how long a
    submit waits for them. office: code of the division this desk serves, "" for any. patience: how
    long a silent one is asked again before an officer looks (R3.6). terms: the time boxes of
    credit.
    """

    engine: Engine
    keys: Keys
    table: Sequence[HitRule]
    texts: tuple[DatedText, ...]
    registers: Registers
    clock: Callable[[], datetime]
    terms: CreditTerms
    within_s: float = 10.0
    office: str = ""
    patience: timedelta = timedelta(hours=24)

    # ------------------------------------------------------------ by the person

    def apply(self, claim: Claim, actor: Actor) -> Registration:
        """A draft of a claim. The same content again gives the same one back (R3.1).

        A draft with other content is replaced; InvalidField where one is being checked already.
        """
        try:
            return self._apply(claim, actor)
        except IntegrityError:  # another desk was first
            return self._apply(claim, actor)

    def _apply(self, claim: Claim, actor: Actor) -> Registration:
        at = self.clock()
        sent = registrations.content_hash(claim)
        with writing(self.engine) as connection:
            person = self.keys.person(claim.identity.number)
            open_ones = [
                each for each in registrations.of_person(connection, person) if each.state in OPEN
            ]
            same = next((each for each in open_ones if each.content_hash == sent), None)
            if same is not None:
                return self._get(connection, same.id)
            draft = next((each for each in open_ones if each.state in IN_PROGRESS), None)
            if draft is not None and draft.state is not State.DRAFT:
                raise InvalidField(
                    "id_no",
                    "in_progress",
                    f"已有一份办理中的申请（{draft.id}），请等它办完或先撤回。",
                )
            if draft is not None:
                before = self._get(connection, draft.id, lock=True)
                after = replace(before, claim=claim)
                registrations.save(connection, self.keys, before, after, at)
                note(connection, self.keys, actor, "rewrite", after, at)
                return after
            made = Registration(token_hex(16), claim, State.DRAFT, Path.COMMITMENT)
            registrations.add(connection, self.keys, made, at)
            note(connection, self.keys, actor, "apply", made, at)
            return made

    def sign(self, registration_id: str, commitment: Commitment, actor: Actor) -> Registration:
        """Put the promise under a draft; a promise once signed is never changed."""
        if actor.role is not Role.PERSON or actor.id == commitment.assisted_by:
            raise InvalidField("commitment", "not_own_act", "承诺书只能由本人签署。")
        if commitment.channel is Channel.PROVINCE:  # comes by file alone
            raise InvalidField("commitment.channel", "channel", "请在线、在屏幕上或在纸上签署。")
        if faults := commitment_faults(commitment):
            raise InvalidField("commitment", faults[0].code.lower(), faults[0].detail)
        at = self.clock()
        with writing(self.engine) as connection:
            found = self._get(connection, registration_id, lock=True)
            if commitments.get(connection, found.id) is not None:
                return found
            if found.state is not State.DRAFT:
                raise InvalidField("commitment", "not_a_draft", "承诺书只能在提交之前签署。")
            known = {text.version: text.hash for text in self.texts}
            if known.get(commitment.text_version) != commitment.text_hash:
                raise InvalidField(
                    "commitment.text_hash",
                    "other_text",
                    "签署的不是登记机关公布的承诺书文本：请重新取文本签署。",
                )
            if commitments.is_scan_used(connection, commitment.scan_hash):
                raise InvalidField(
                    "commitment.scan_hash",
                    "scan_used",
                    "这份扫描件已用于另一份登记：每人每次登记都须有本人签字的承诺书。",
                )
            commitments.put(connection, found.id, commitment)
            note(connection, self.keys, actor, "sign", found, at, **_signed(commitment))
            return found

    def submit(self, registration_id: str, actor: Actor) -> Standing:
        """Submit a draft and check it at once; submitting twice does nothing twice.

        Where something stands in the way it stays a draft, with every fault. The person's credit
        chooses the path; by her commitment and all five registers clean: ACTIVE when this returns.
        """
        at = self.clock()
        with writing(self.engine) as connection:
            found = self._get(connection, registration_id, lock=True)
            if found.state is not State.DRAFT:
                return Standing(found)
            faults = entry_faults(
                found.claim,
                commitments.get(connection, found.id),
                covered_by(others_of(connection, self.keys, found)),
                at.astimezone(SHANGHAI).date(),
                self.office,
            )
            if faults:
                return Standing(found, faults)
            state = step(found.state, Event.SUBMIT, actor)
            path, why = path_now(connection, self.keys, found, actor, at)
            after = replace(found, state=state, path=path, submitted_at=at, decision=None)
            registrations.save(connection, self.keys, found, after, at)
            note(
                connection,
                self.keys,
                actor,
                "submit",
                after,
                at,
                was=found.state.value,
                path=path.value,
            )
            if why:
                told = "".join(each.detail for each in why)
                registrations.tell(connection, self.keys, found.id, told, at)
        return self.check(registration_id)

    def choose(self, registration_id: str, event: Event, actor: Actor) -> Registration:
        """What the person does: accept a refusal shown, ask for an officer, or withdraw (R3.6b)."""
        if event not in CHOICES:
            raise InvalidField("choice", "choice", "可选：接受、要求人工核查、撤回。")
        with self._changing(registration_id) as change:
            before = change.registration
            if event is Event.ACCEPT and not is_preview(before.decision):
                raise InvalidField("choice", "no_preview", "现在没有需要您接受的不予登记结论。")
            day = {"decided_on": change.today} if event is Event.ACCEPT else {}
            change.to(step(before.state, event, actor), actor, event.value, **day)
            if event is Event.ACCEPT and before.decision:
                change.tell(f"不予登记：{reasons_of(before.decision)}{OBJECT}")
            return change.after

    def object(self, registration_id: str, words: str, actor: Actor) -> Registration:
        """Object to a refusal, an exit or a revocation within 60 days; another officer looks.

        What has ended stays as it is until the answer.
        """
        if not words.strip():
            raise InvalidField("words", "missing", "请写明异议的理由。")
        with self._changing(registration_id) as change:
            before = change.registration
            state = step(
                before.state,
                Event.OBJECT,
                actor,
                told_on=before.decided_on,
                as_of=change.today,
            )
            kept = {}
            if before.state in ENDED:
                made = objected(before.state, before.exit, before.objection, words, change.at)
                kept = {"objection": made}
            change.to(state, actor, "object", **kept)
            change.tell(f"已收到您的异议（{words}），由另一位工作人员核查。")
            return change.after

    def correct(self, registration_id: str, claim: Claim, actor: Actor) -> Registration:
        """A new version of an active registration; the old one is kept."""
        with self._changing(registration_id) as change:
            correct(change, claim, actor)
            return change.after

    # ------------------------------------------------------------ by an officer

    def decide(
        self, registration_id: str, is_granted: bool, reason: str, actor: Actor
    ) -> Registration:
        """An officer grants or refuses what waits for review; the reason is told to the person."""
        _must_say(reason)
        event = Event.APPROVE if is_granted else Event.REFUSE
        with self._changing(registration_id) as change:
            before = change.registration
            state = step(before.state, event, actor, decided_by=before.decided_by)
            decided = change.decided(actor)
            if is_granted:
                refuse_if(doubled_by(before, others_of(change.connection, self.keys, before)))
                decided |= {"registered_on": change.today}
            change.to(state, actor, event.value, **decided)
            told = "已登记" if is_granted else "不予登记"
            change.tell(f"{told}：{reason}{'' if is_granted else OBJECT}")
            return change.after

    def leave(self, registration_id: str, code: ExitCode, on: date, actor: Actor) -> Registration:
        """End a registration by the person's own word, or an officer's."""
        with self._changing(registration_id) as change:
            leave(change, code, on, actor)
            return change.after

    def reinstate(self, registration_id: str, reason: str, actor: Actor) -> Registration:
        """Take an exit or a revocation back, with unbroken dates: its ground was an error."""
        _must_say(reason)
        with self._changing(registration_id) as change:
            before = change.registration
            refuse_if(doubled_by(before, others_of(change.connection, self.keys, before)))
            change.reinstate(reason, actor)
            return change.after

    def revoke(self, registration_id: str, reason: str, actor: Actor) -> Registration:
        """Revoke what rested on a promise that an officer confirmed to be false."""
        _must_say(reason)
        with self._changing(registration_id) as change:
            state = step(change.registration.state, Event.REVOKE, actor)
            lapsed = change.registration.objection
            change.to(state, actor, "revoke", objection=None, **change.decided(actor))
            besides = LAPSED if lapsed and lapsed.is_open else ""
            change.tell(f"登记已撤销：{reason}{OBJECT}{besides}")
            return change.after

    def answer(
        self, registration_id: str, is_upheld: bool, reason: str, actor: Actor
    ) -> Registration:
        """Another officer answers an objection to an end: it is taken back, or it stands."""
        _must_say(reason)
        with self._changing(registration_id) as change:
            before = change.registration
            require_open(before.objection)
            state = step(before.state, Event.STAND, actor, before.decided_by)
            if is_upheld:
                refuse_if(doubled_by(before, others_of(change.connection, self.keys, before)))
                change.reinstate(reason, actor)
                return change.after
            kept = change.answered(False, reason, actor)
            change.to(state, actor, Event.STAND.value, objection=kept)
            change.tell(f"异议不成立，维持原决定：{reason}{FURTHER}")
            return change.after

    # ------------------------------------------------------------ seeing

    def get(self, registration_id: str) -> Registration:
        """A registration as it stands; UnknownName if there is none such."""
        with reading(self.engine) as connection:
            return self._get(connection, registration_id)

    def reveal(
        self,
        registration_id: str,
        actor: Actor,
        what: str,
        show: Callable[[Connection, Registration], dict[str, Any]],
    ) -> dict[str, Any]:
        """What only few may see, shown, and who saw what of it kept in the same transaction."""
        with writing(self.engine) as connection:
            one = self._get(connection, registration_id)
            note(connection, self.keys, actor, "reveal", one, self.clock(), what=what)
            return show(connection, one)

    # ------------------------------------------------------------ by the system

    def check(self, registration_id: str) -> Standing:
        """Ask all registers side by side and go on by what they answer; once more if silent."""
        with reading(self.engine) as connection:
            found = self._get(connection, registration_id)
        if found.state is not State.CHECKING:
            return Standing(found)
        answers = self.ask(found.claim)
        with self._changing(registration_id) as change:
            if change.registration.state is not State.CHECKING:
                return Standing(change.registration)
            faults = go_on(change, answers, self.table, self.terms, self.patience)
            return Standing(change.after, faults)

    def ask(self, claim: Claim) -> tuple[Answer, ...]:
        """What the five registers answer about a person today."""
        question = Question(claim.identity.number, claim.name, self.today())
        return ask_all(self.registers, question, self.within_s)

    # ------------------------------------------------------------ parts

    def _changing(self, registration_id: str) -> AbstractContextManager[Change]:
        return changing(self.engine, self.keys, registration_id, self.clock())

    def today(self) -> date:
        """The day in China."""
        return self.clock().astimezone(SHANGHAI).date()

    def _get(
        self, connection: Connection, registration_id: str, lock: bool = False
    ) -> Registration:
        found = registrations.get(connection, self.keys, registration_id, lock)
        if found is None:
            raise UnknownName("登记编号", registration_id)
        if lock:
            expected.require(
                registration_id, lambda: registrations.tag(connection, registration_id)
            )
        return found


def _must_say(reason: str) -> None:
    if not reason.strip():
        raise InvalidField("reason", "missing", "请写明理由，理由会告知本人。")


def _signed(commitment: Commitment) -> dict[str, str]:
    """What the audit keeps of a signature: how it was made, and who typed for her."""
    return {
        "text_version": commitment.text_version,
        "channel": commitment.channel.value,
        "assisted_by": commitment.assisted_by,
        "scan_hash": commitment.scan_hash,
    }
