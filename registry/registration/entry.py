"""Before submitting (63号 二、三): what an application must have, and how to mend it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from registry.divisions import Division
from registry.registration.claim import CertificateStatus, Claim, PlaceKind
from registry.registration.commitment import Channel, Commitment
from registry.registration.scope import LEAST_AGE
from registry.verdict import Finding
from registry.workers.identity import age_on
from registry.workers.phone import LANDLINE, MOBILE

PERSON_CLAUSE: Final = "63号 二"
ENTRY_CLAUSE: Final = "63号 三"
LONGEST_NAME: Final = 50
SHORTEST_CONTENT, LONGEST_CONTENT = 2, 200
HOURS_OF_A_DAY: Final = 24
HOURS_OF_A_WEEK: Final = 168
# Regions number the certificate in two lengths: it is a key and never read.
CERTIFICATE: Final = re.compile(r"\d{16}|\d{18}", re.ASCII)
SCAN_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)
PLACE_NAMES: Final = {
    PlaceKind.HUKOU: "户籍地",
    PlaceKind.RESIDENCE: "常住地",
    PlaceKind.WORK: "就业地",
    PlaceKind.INSURED: "参保地",
}


@dataclass(frozen=True, slots=True)
class Span:
    """The days [start, exit) that an earlier registration of the same person covered."""

    start: date
    exit: date


def entry_faults(
    claim: Claim,
    commitment: Commitment | None,
    history: Sequence[Span],
    as_of: date,
    office: str = "",
) -> tuple[Finding, ...]:
    """All that keeps an application from being submitted: it stays a draft until this is empty.

    history: what the person's earlier registrations covered; a registration in force is no fault
    here, nor is being under 16: the decision says so. office: code of the division that the
    receiving office serves, "" where none receives it (online).
    """
    return (
        *_person(claim),
        *_work(claim),
        *_dates(claim, history, as_of),
        *_certificate(claim),
        *_place(claim, office),
        *commitment_faults(commitment),
    )


def commitment_faults(commitment: Commitment | None) -> tuple[Finding, ...]:
    """Why a promise is none: it is her own act, and on paper a scan and an officer stand for it."""
    return tuple(_commitment(commitment))


def _fault(code: str, detail: str, clause: str) -> Finding:
    return Finding(code, False, detail, clause)


def _person(claim: Claim) -> Iterator[Finding]:
    if not 1 <= len(claim.name.strip()) <= LONGEST_NAME:
        yield _fault("NAME", f"姓名应为1至{LONGEST_NAME}个字，请核对。", PERSON_CLAUSE)
    if not (MOBILE.fullmatch(claim.phone) or LANDLINE.fullmatch(claim.phone.replace("-", ""))):
        detail = "联系方式应为11位手机号，或带区号的固定电话，请核对。"
        yield _fault("PHONE", detail, PERSON_CLAUSE)


def _work(claim: Claim) -> Iterator[Finding]:
    if not SHORTEST_CONTENT <= len(claim.work_content.strip()) <= LONGEST_CONTENT:
        detail = f"从事工作内容请写{SHORTEST_CONTENT}至{LONGEST_CONTENT}个字。"
        yield _fault("WORK_CONTENT", detail, PERSON_CLAUSE)
    if claim.income is not None and not claim.income.amount >= 0:
        yield _fault("INCOME", "劳动收入不能是负数，请核对。", PERSON_CLAUSE)
    for each in claim.engagements:
        day, week = each.hours_per_day, each.hours_per_week
        possible_day = day is None or 0 < day <= HOURS_OF_A_DAY
        possible_week = week is None or 0 < week <= HOURS_OF_A_WEEK
        if not (possible_day and possible_week):
            where = f"在“{each.employer}”的" if each.employer else ""
            detail = (
                f"{where}工时不可能：每天应在0至{HOURS_OF_A_DAY}小时之间，"
                f"每周不超过{HOURS_OF_A_WEEK}小时，请核对。"
            )
            yield _fault("HOURS", detail, PERSON_CLAUSE)


def _dates(claim: Claim, history: Sequence[Span], as_of: date) -> Iterator[Finding]:
    start, born = claim.start_date, claim.identity.born
    if start > as_of:
        detail = f"就业时间 {start} 还没有到：请在开始工作后登记，或改正日期。"
        yield _fault("START_IN_FUTURE", detail, PERSON_CLAUSE)
    if age_on(born, start) < LEAST_AGE <= age_on(born, as_of):
        detail = f"就业时间 {start} 早于{LEAST_AGE}周岁生日：请改为满{LEAST_AGE}周岁以后的日期。"
        yield _fault("START_UNDER_16", detail, "63号 一；劳动法 15")
    yield from overlaps(start, history)


def overlaps(start: date, history: Sequence[Span]) -> Iterator[Finding]:
    """Every earlier registration that covers days from `start` on: no day is covered twice."""
    for span in history:
        if start < span.exit:
            detail = (
                f"就业时间 {start} 与已退出的登记（{span.start} 至 {span.exit}）重叠："
                f"请填 {span.exit} 或以后的日期。"
            )
            yield _fault("OVERLAP", detail, ENTRY_CLAUSE)


def _certificate(claim: Claim) -> Iterator[Finding]:
    if claim.certificate is CertificateStatus.NONE:
        detail = "登记以持有《就业创业证》为前提：可以在本次一并免费办领。"
        yield _fault("CERTIFICATE_MISSING", detail, ENTRY_CLAUSE)
    if claim.certificate_number and not CERTIFICATE.fullmatch(claim.certificate_number):
        detail = "《就业创业证》编号应为16位或18位数字，请对照证件核对。"
        yield _fault("CERTIFICATE_NUMBER", detail, ENTRY_CLAUSE)


def _place(claim: Claim, office: str) -> Iterator[Finding]:
    name = PLACE_NAMES[claim.place_kind]
    served = Division(office, "", "", None, None).prefix if office else ""
    if not claim.place.startswith(served):
        detail = (
            f"所选的{name}（{claim.place}）不由本机构（{office}）办理：请改选在本地的户籍地、常住地、"
            f"就业地或参保地之一，或向{name}的机构提交。"
        )
        yield _fault("PLACE", detail, ENTRY_CLAUSE)
    if claim.place_kind is PlaceKind.WORK and claim.work_place[:6] != claim.place[:6]:
        detail = f"按就业地登记，但工作地点（{claim.work_place}）在另一个县区，请核对。"
        yield _fault("WORK_PLACE", detail, ENTRY_CLAUSE)


def _commitment(commitment: Commitment | None) -> Iterator[Finding]:
    if commitment is None:
        detail = "还没有签署承诺书：请阅读告知内容，由本人签署后再提交。"
        yield _fault("COMMITMENT_MISSING", detail, ENTRY_CLAUSE)
        return
    if not commitment.own_act:
        detail = "承诺须由本人主动作出，不能代签或批量办理：请本人登录或到窗口签署。"
        yield _fault("NOT_OWN_ACT", detail, ENTRY_CLAUSE)
    if commitment.channel is Channel.PAPER:
        yield from _paper(commitment)


def _paper(commitment: Commitment) -> Iterator[Finding]:
    if not commitment.scan_hash:
        detail = "纸质承诺书还没有扫描存档：请扫描本人签字的承诺书后再提交。"
        yield _fault("COMMITMENT_NOT_SCANNED", detail, ENTRY_CLAUSE)
    elif not SCAN_HASH.fullmatch(commitment.scan_hash):
        detail = "扫描件的校验值应为64位十六进制小写字符：请用扫描件重新生成。"
        yield _fault("SCAN_HASH", detail, ENTRY_CLAUSE)
    if not commitment.assisted_by.strip():
        detail = "纸质承诺书须写明由哪位工作人员代为录入：请填写经办人。"
        yield _fault("COMMITMENT_NO_OFFICER", detail, ENTRY_CLAUSE)
