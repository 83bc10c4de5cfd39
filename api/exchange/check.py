"""What keeps a row from being taken over, each by the column that must be mended."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Final

from api.clock import SHANGHAI
from api.exchange.columns import Column
from api.exchange.record import Exchanged
from registry.errors import InvalidField
from registry.registration.application import State
from registry.registration.commitment import Channel, Commitment
from registry.registration.decision import Outcome
from registry.registration.entry import entry_faults
from registry.registration.scope import scope_criteria
from registry.verdict import Finding

COLUMNS: Final = {
    "NAME": Column.NAME,
    "PHONE": Column.PHONE,
    "WORK_CONTENT": Column.WORK_CONTENT,
    "INCOME": Column.INCOME,
    "HOURS": Column.ENGAGEMENTS,
    "START_IN_FUTURE": Column.START,
    "START_UNDER_16": Column.START,
    "CERTIFICATE_NUMBER": Column.CERTIFICATE,
    "WORK_PLACE": Column.WORK_PLACE,
    "UNDER_16": Column.ID_NUMBER,
}
# What a draft may still lack: she signs it, and tells of her certificate, before she submits it.
LEFT_TO_HER: Final = frozenset({"COMMITMENT_MISSING", "CERTIFICATE_MISSING"})


def faults_of(one: Exchanged, as_of: date) -> list[InvalidField]:
    """All that keeps a row out: faults of entry, and what bars by the claim alone."""
    claim = one.registration.claim
    findings = [
        each
        for each in entry_faults(claim, promise_of(one.promised_on), (), as_of)
        if one.registration.state is not State.DRAFT or each.code not in LEFT_TO_HER
    ]
    findings += _by_claim(one, as_of, {Outcome.INELIGIBLE})
    return [
        InvalidField(COLUMNS.get(each.code, ""), each.code.lower(), each.detail)
        for each in findings
    ]


def doubts_of_claim(one: Exchanged, as_of: date) -> list[Finding]:
    """What an officer must look at, as she would before an application is granted here."""
    return list(_by_claim(one, as_of, {Outcome.REVIEW, Outcome.UNDETERMINED}))


def promise_of(day: date | None) -> Commitment | None:
    """A promise that was made in the provincial system: only its day is known."""
    if day is None:
        return None
    signed_at = datetime.combine(day, time(), SHANGHAI)
    return Commitment("", "", Channel.PROVINCE, signed_at, own_act=True)


def _by_claim(one: Exchanged, as_of: date, outcomes: set[Outcome]) -> Iterator[Finding]:
    for each in scope_criteria(one.registration.claim, as_of):
        if each.outcome in outcomes:
            yield each.finding
