"""A person's own credit record in lines, to be handed to her."""

from collections.abc import Iterator
from typing import Final

from api.clock import SHANGHAI
from api.services.credit_record import OwnEntry, OwnRecord
from api.services.credit_view import act_name
from registry.registration.credit_entry import LEVEL_NAMES, STATE_NAMES, CreditEntry
from registry.registration.objection import TABLE as OBJECTION
from registry.registration.record import Path
from registry.registration.referral import TABLE as REFERRAL

PATHS: Final = {Path.COMMITMENT: "可以按承诺方式办理登记", Path.CHECKED: "先核查后办理登记"}


def record_lines(record: OwnRecord) -> Iterator[str]:
    """Where she stands, every entry, who did what with it, and how to object."""
    yield f"{STATE_NAMES[record.state]} · {PATHS[record.path]} · 记录 {len(record.entries)} 条"
    for each in record.entries:
        yield from _entry_lines(each)
    yield "办理和查阅："
    for act in record.acts:
        at = act.at.astimezone(SHANGHAI)
        where = f"（{act.office}）" if act.office else ""
        yield f"  · {at:%Y-%m-%d %H:%M} {act_name(act)} {act.actor}{where}"
    yield record.how_to_object


def _entry_lines(one: OwnEntry) -> Iterator[str]:
    entry = one.entry
    state = STATE_NAMES[entry.state]
    yield f"{one.id} · {state} · {entry.reason} · 至 {entry.until} · 登记 {one.registration}"
    for each in entry.evidence:
        yield f"  · 承诺：{each.promised} · 核查：{each.found}（{each.found_on}）"
    yield from _decision_lines(entry)
    for made in one.objections:
        answer = made.answer or f"{made.deadline.due} 前答复"
        yield f"  · 异议（{OBJECTION.state_names[made.state]}）：{made.words} · {answer}"
    for sent in one.referrals:
        state = REFERRAL.state_names[sent.state]
        yield f"  · 移送（{state}，至 {sent.expires_on}）：{sent.basis} · {sent.reason}"


def _decision_lines(entry: CreditEntry) -> Iterator[str]:
    if entry.invited_for:
        yield f"  · 请本人于 {entry.invited_for} 说明情况"
    if entry.hearing:
        words = entry.hearing.words if entry.hearing.came else "已通知，当日没有说明"
        yield f"  · 听取意见：{entry.hearing.on} {words}"
    if entry.decision:
        level = f"（{LEVEL_NAMES[entry.level]}）" if entry.level else ""
        yield f"  · 处理{level}：{entry.decision} · {entry.decided_by} {entry.decided_on}"
    if entry.repair:
        yield f"  · 信用承诺：{entry.repair.promised_on} {entry.repair.promise}"
