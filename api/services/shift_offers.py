"""What a firm does with its shifts: offer several at once, call one off."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from secrets import token_hex
from typing import Final

from sqlalchemy import Connection

from api.database import writing
from api.services.shift_change import ShiftChange, changing_shift
from api.services.shift_desk import ShiftDesk, ShiftRefused
from api.store import assignments, audit, jobs, shifts
from api.store.shifts import KeptShift
from registry.actor import Actor
from registry.errors import InvalidField, UnknownName
from registry.jobs.posting import Posting, PostingState
from registry.jobs.wage_holds import wage_holds
from registry.placement.assignment import LIVE, AssignmentEvent
from registry.placement.shift import Offer, Shift, ShiftState, cancelled, check_new
from registry.placement.shift_words import cancellation

# Where the firm names no deadline: so long before the start, if there is as much time again.
USUAL_NOTICE: Final = timedelta(hours=1)
MOST_AT_ONCE: Final = 500


def offer(
    desk: ShiftDesk, posting_id: str, offers: Sequence[Offer], actor: Actor
) -> tuple[KeptShift, ...]:
    """Shifts of a posting, all or none; one that was sent before is the one that is there.

    InvalidField names the offer at fault, as `shifts.0.starts`.
    """
    at = desk.clock()
    if not 1 <= len(offers) <= MOST_AT_ONCE:
        raise InvalidField("shifts", "shift_count", f"一次送 1 至 {MOST_AT_ONCE} 个班次。")
    with writing(desk.engine) as connection:
        posting = jobs.get(connection, posting_id)
        if posting is None:
            raise UnknownName("岗位", posting_id, jobs.near_ids(connection, posting_id))
        if posting.state is not PostingState.PUBLISHED:
            raise ShiftRefused("岗位没有在招（待补正、已关闭或存档），不能加班次。")
        return tuple(
            _offer_one(desk, connection, posting, each, number, actor, at)
            for number, each in enumerate(offers)
        )


def cancel(desk: ShiftDesk, shift_id: str, reason: str, actor: Actor) -> KeptShift:
    """Call a shift off, telling everybody who was asked; called off before, it stays so."""
    with changing_shift(desk, shift_id) as change:
        if change.shift.state is not ShiftState.CANCELLED:
            call_off(change, reason, actor)
        return change.kept


def call_off(change: ShiftChange, reason: str, actor: Actor) -> None:
    """Call a locked shift off."""
    sealed = change.desk.keys.sealed(reason)
    change.to(cancelled(change.shift, actor), next_wave_at=None, cancelled=sealed)
    gone = [
        name for state in sorted(LIVE) for name in change.move_all(state, AssignmentEvent.RELEASE)
    ]
    assignments.unbook(change.connection, change.kept.id)
    change.note(actor, "cancel", workers=gone)
    for worker in gone:
        change.message(worker, cancellation(change.shift, change.posting))


def _offer_one(
    desk: ShiftDesk,
    connection: Connection,
    posting: Posting,
    sent: Offer,
    number: int,
    actor: Actor,
    at: datetime,
) -> KeptShift:
    shift = _shift(posting, sent, at)
    known = shifts.of_ref(connection, posting.id, shift.ref)
    if known is not None:
        return _same(known, shift, number)
    try:
        check_new(shift, at, desk.terms(shift, at))
        _check_pay(desk, shift, posting)
    except InvalidField as fault:
        raise InvalidField(f"shifts.{number}.{fault.field}", fault.code, fault.reason) from fault
    kept = KeptShift(token_hex(16), posting.source, shift)
    shifts.add(connection, kept)
    audit.append(
        connection,
        desk.keys.audit,
        actor,
        "shift.offer",
        kept.id,
        at,
        role=actor.role.value,
        posting=posting.id,
        openings=shift.openings,
    )
    return kept


def _shift(posting: Posting, sent: Offer, at: datetime) -> Shift:
    place = sent.place if sent.place is not None else posting.place
    notice = sent.starts - USUAL_NOTICE
    usual = notice if notice - at >= USUAL_NOTICE else sent.starts
    times = f"{sent.starts.astimezone(UTC):%Y%m%dT%H%MZ}/{sent.ends.astimezone(UTC):%Y%m%dT%H%MZ}"
    return Shift(
        posting=posting.id,
        starts=sent.starts,
        ends=sent.ends,
        answer_by=sent.answer_by or usual,
        openings=sent.openings,
        ref=sent.ref or f"{times}@{place.code or ''}{place.address}",
        place=place,
        pay=sent.pay,
    )


def _same(known: KeptShift, shift: Shift, number: int) -> KeptShift:
    """The shift that was sent before; InvalidField if it is another under the same mark."""
    there = replace(known.shift, state=shift.state, taken=0, answer_by=shift.answer_by)
    if there != shift:
        raise InvalidField(
            f"shifts.{number}.ref",
            "shift_ref_taken",
            "同一编号（或同一时间地点）的班次已有，内容不同：要改请先取消原班次；"
            "确是另一个班次，请写不同的 ref。",
        )
    return known


def _check_pay(desk: ShiftDesk, shift: Shift, posting: Posting) -> None:
    floors = desk.policy.wage_floors(shift.span.days[0])
    held = wage_holds(shift.as_posting(posting), floors)
    if held:
        raise InvalidField("pay", held[0].code, held[0].cited)
