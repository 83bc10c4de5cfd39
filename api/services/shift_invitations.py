"""Inviting: the best consenting matches for a shift, wave after wave, nobody too often."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe
from typing import Final

from api.clock import SHANGHAI
from api.database import reading
from api.services.shift_change import ShiftChange, changing_shift, posting_of
from api.services.shift_desk import Candidate, ShiftDesk, ShiftRefused
from api.store import assignments, shifts, workers
from api.store.shifts import KeptShift
from registry.actor import THE_SYSTEM, Actor
from registry.errors import InvalidField, UnknownName
from registry.placement.assignment import HOLDING, Assignment, AssignmentState
from registry.placement.booking import Diary, invitation_findings, refusals
from registry.placement.shift import STOPPED, ShiftState
from registry.placement.shift_words import invitation
from registry.placement.waves import awake, hope, next_wave, patience, wave_size, yes_rate
from registry.workers.worker import Worker

MOST: Final = 5000
LOOKED_AT_ONCE: Final = 200
# Secret bytes of a link; only their hash is kept.
TOKEN_BYTES: Final = 32
SAID_YES: Final = HOLDING | {
    AssignmentState.STANDBY,
    AssignmentState.WITHDRAWN,
    AssignmentState.DONE,
    AssignmentState.NO_SHOW,
    AssignmentState.CONTESTED,
    AssignmentState.CONFIRMED,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a wave did: how many were asked now, and in all; when the next one may go out."""

    now: int
    in_all: int
    next_wave_at: datetime | None


def hash_of(token: str) -> str:
    """What is kept of a link's token."""
    return sha256(token.encode()).hexdigest()


def invite(desk: ShiftDesk, shift_id: str, most: int | None, actor: Actor) -> Asked:
    """Ask the best now, as many as it takes, and more in waves until the shift is full.

    most: how many may be asked in all. Asked again it goes on from where it stands.
    """
    if most is not None and not 1 <= most <= MOST:
        raise InvalidField("n", "invitations", f"邀请人数应在 1 至 {MOST} 之间。")
    ranked = _ranked(desk, shift_id)
    with changing_shift(desk, shift_id) as change:
        if change.posting.state in STOPPED:
            raise ShiftRefused("岗位已撤回、下架或待补正，不能邀请。")
        if not change.shift.answerable(change.at):
            raise ShiftRefused("这个班次已截止、取消或结束，不能再邀请。")
        then = awake(change.at, change.shift.answer_by)
        change.to(change.shift, most=most, next_wave_at=then)
        if then > change.at:
            change.note(actor, "arm", most=most)
            return Asked(0, len(assignments.workers_of(change.connection, shift_id)), then)
        return _wave(change, ranked, actor)


def next_wave_of(desk: ShiftDesk, shift_id: str) -> Asked | None:
    """Send the next wave where it is due; None where there is none to send."""
    with reading(desk.engine) as connection:
        known = shifts.get(connection, shift_id)
    if known is None or not _is_due(known, desk.clock()):
        return None
    ranked = _ranked(desk, shift_id)
    with changing_shift(desk, shift_id) as change:
        if not _is_due(change.kept, change.at):
            return None
        if change.posting.state in STOPPED:
            return None
        return _wave(change, ranked, THE_SYSTEM)


def _is_due(kept: KeptShift, at: datetime) -> bool:
    due = kept.next_wave_at
    return kept.shift.state is ShiftState.OPEN and due is not None and due <= at


def _ranked(desk: ShiftDesk, shift_id: str) -> Sequence[Candidate]:
    """Who suits the shift, best first: asked before anything is locked, for it takes its time."""
    with reading(desk.engine) as connection:
        kept = shifts.get(connection, shift_id)
        if kept is None:
            raise UnknownName("班次编号", shift_id)
        posting = posting_of(connection, kept)
    return desk.candidates(kept.shift.as_posting(posting), desk.clock().astimezone(SHANGHAI).date())


def _wave(change: ShiftChange, ranked: Sequence[Candidate], actor: Actor) -> Asked:
    shift, at = change.shift, change.at
    known = assignments.of_shift(change.connection, change.desk.keys, change.kept.id)
    size = _size(change, known)
    chosen = _chosen(change, ranked, {one.worker for one in known}, size)
    wave = change.kept.wave + 1
    asked = []
    for each in chosen:
        token = token_urlsafe(TOKEN_BYTES)
        one = Assignment(change.kept.id, each.worker, AssignmentState.INVITED, each.score, wave, at)
        asked.append((one, hash_of(token)))
        change.message(each.worker, invitation(shift, change.posting, change.desk.link(token)))
    assignments.add(change.connection, asked)
    change.to(
        shift,
        wave=wave if asked else change.kept.wave,
        next_wave_at=next_wave(at, shift.answer_by, change.terms.invitation_wave_minutes),
        first_asked_at=change.kept.first_asked_at or at,
    )
    names = [each.worker for each in chosen]
    change.note(actor, "invite", wave=wave, wanted=size, most=change.kept.most, workers=names)
    return Asked(len(asked), len(known) + len(asked), change.kept.next_wave_at)


def _size(change: ShiftChange, known: Sequence[Assignment]) -> int:
    awaited = sum(_hope(change, one) for one in known)
    said_yes = sum(one.state in SAID_YES for one in known)
    rate = yes_rate(len(known) - awaited, said_yes, change.terms.expected_yes_rate)
    most = None if change.kept.most is None else change.kept.most - len(known)
    return wave_size(change.shift.free, awaited, rate, most)


def _hope(change: ShiftChange, one: Assignment) -> float:
    if one.state is not AssignmentState.INVITED:
        return 0.0
    minutes = change.terms.invitation_wave_minutes
    waits = patience(one.invited_at, change.shift.answer_by, minutes)
    return hope(change.at - one.invited_at, waits)


def _chosen(
    change: ShiftChange, ranked: Sequence[Candidate], known: Collection[str], size: int
) -> list[Candidate]:
    """The best of whom nothing keeps from being asked, and whose diaries are locked from here on.

    known: who was asked already, by whichever of her profiles. Whom another shift asked or booked
    in between drops out; the next wave makes up for it.
    """
    asked = set(workers.people(change.connection, sorted(known)).values())
    chosen: list[Candidate] = []
    for start in range(0, len(ranked), LOOKED_AT_ONCE):
        if len(chosen) >= size:
            break
        some = ranked[start : start + LOOKED_AT_ONCE]
        people = workers.people(change.connection, [each.worker for each in some])
        for each in _suitable(change, some, change.read_diaries(people)):
            if people[each.worker] not in asked:
                asked.add(people[each.worker])
                chosen.append(each)
    chosen = chosen[:size]
    return _suitable(change, chosen, change.diaries(each.worker for each in chosen))


def _suitable(
    change: ShiftChange, some: Sequence[Candidate], diaries: Mapping[str, Diary]
) -> list[Candidate]:
    """Those who agree to be asked and whom nothing keeps from it."""
    names = [each.worker for each in some]
    agreed = set(change.desk.may_ask(change.connection, names))
    found = workers.get_many(change.connection, names)
    return [
        each
        for each in some
        if each.worker in agreed
        and each.worker in found
        and _may_be_asked(change, found[each.worker], diaries[each.worker])
    ]


def _may_be_asked(change: ShiftChange, worker: Worker, diary: Diary) -> bool:
    findings = invitation_findings(worker, change.shift.span, diary, change.terms)
    return not refusals(findings)
