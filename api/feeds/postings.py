"""Rows of any known shape become postings: what a row states, and what its prose says besides."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from api.feeds import values
from api.feeds.archive import archive_draft
from api.feeds.draft import Draft, Shape
from api.feeds.gig_market import gig_market_draft
from api.feeds.joined import (
    hours_of,
    pay_of,
    place_of,
    requirements_of,
    trade_of,
)
from api.feeds.lint import lint_posting
from api.feeds.native import native_draft
from api.feeds.plausible import is_plausible
from api.feeds.shapes import shape_of
from api.reference import Reference
from indexing.reading.facts import PostingText, read_facts
from indexing.reading.spans import TEXT_LIMIT
from registry.errors import InvalidField
from registry.jobs.credit_code import is_credit_code
from registry.jobs.hours import Hours
from registry.jobs.lint import LintFinding, marks
from registry.jobs.must_have import missing
from registry.jobs.posting import Posting, PostingState, Profile

# Part of an id, which `:` separates from the rest, and of web addresses.
SOURCE: Final = re.compile(r"[^\s:/?#%\x00-\x1f\x7f-\x9f]{1,64}")

# Where a row of a shape has its id.
ID_FIELDS: Final = {
    Shape.NATIVE: "source_id",
    Shape.WORKER: "source_id",
    Shape.ARCHIVE: "id",
    Shape.GIG_MARKET: "编号",
}


def read_posting(
    data: dict[str, Any],
    reference: Reference,
    *,
    source: str = "",
    profile: Profile = Profile.PUBLIC,
    live: bool = False,
) -> Posting:
    """The posting of a row. InvalidField names the field, a code and a reason in Chinese.

    source: used where the row names none. live: the row came by a feed that keeps itself current.
    Of the public profile a posting that lacks a must-have, or says what may not be said, is HELD;
    of the archive it is ARCHIVED.
    """
    shape = shape_of(data)
    draft = _draft(data, shape, reference)
    draft = replace(draft, source=draft.source or source)
    _check(draft, shape)
    posting = _read(draft, reference)
    return _with_state(posting, lint_posting(posting, reference), profile, live)


def _draft(data: dict[str, Any], shape: Shape, reference: Reference) -> Draft:
    if shape is Shape.GIG_MARKET:
        return gig_market_draft(data, reference)
    if shape is Shape.ARCHIVE:
        return archive_draft(data)
    return native_draft(data, reference)


def _check(draft: Draft, shape: Shape) -> None:
    if not SOURCE.fullmatch(draft.source):
        raise InvalidField(
            "source",
            "source" if draft.source else "missing",
            "来源名称应是1至64个字，不含空格和 : / ? # %：请写在行里，或用 --source 给出。",
        )
    values.check_id(draft.source_id, ID_FIELDS[shape])
    begin, end = draft.published_on, draft.valid_until
    if begin and end and end < begin:
        raise InvalidField(
            "valid_until", "date_order", f"有效期至 {end} 早于发布日期 {begin}：请核对。"
        )


def _read(draft: Draft, reference: Reference) -> Posting:
    text = PostingText(
        draft.title,
        draft.description,
        draft.tags,
        draft.welfare,
        draft.pay_min,
        draft.pay_max,
        draft.pay_text,
        draft.hours_text,
        draft.degree,
        draft.experience,
    )
    facts = read_facts(text, reference.certificates)
    place = place_of(draft, facts, reference)
    trade = trade_of(draft, text, reference)
    needs, need_flags = requirements_of(draft, facts, reference)
    pay, hours = pay_of(draft, facts), hours_of(draft, facts)
    odd = pay is not None and not is_plausible(pay)
    pay = None if odd else pay
    uscc = draft.uscc.upper()
    flags = {
        **dict.fromkeys(draft.flags),
        **dict.fromkeys(place.flags),
        **dict.fromkeys(need_flags),
        "pay_implausible": odd,
        "pay_missing": pay is None,
        "hours_missing": hours == Hours(),
        "occupation_unsure": trade.code is None,
        "text_cut": facts.text_cut,
        "uscc_invalid": bool(uscc) and not is_credit_code(uscc),
    }
    return Posting(
        source=draft.source,
        source_id=draft.source_id,
        title=draft.title,
        description=draft.description[:TEXT_LIMIT],
        employer=draft.employer,
        uscc=uscc if is_credit_code(uscc) else None,
        occupation=trade.code,
        occupation_label=trade.label,
        pay=pay,
        pay_terms=facts.pay_terms,
        hours=hours,
        place=place.place,
        requirements=needs,
        tags=draft.tags,
        welfare=draft.welfare,
        meals=draft.meals if draft.meals is not None else (facts.meals or None),
        lodging=draft.lodging if draft.lodging is not None else (facts.lodging or None),
        headcount=draft.headcount or facts.headcount,
        published_on=draft.published_on,
        valid_until=draft.valid_until,
        contact=draft.contact,
        source_name=draft.source_name,
        source_url=draft.source_url,
        flags=tuple(code for code, true in flags.items() if true is not False),
    )


def _with_state(
    posting: Posting, findings: Sequence[LintFinding], profile: Profile, live: bool
) -> Posting:
    """Archived; or published unless it lacks a must-have or says what may not be said.

    Of the archive nothing is published, so that its wording is flagged only.
    """
    held, told = marks(findings, holding=True), marks(findings, holding=False)
    if profile is Profile.ARCHIVE:
        flags = tuple(dict.fromkeys((*posting.flags, *held, *told)))
        state = PostingState.ARCHIVED
        return replace(posting, profile=profile, state=state, valid_until=None, flags=flags)
    holds = (*missing(posting, live, holds=True), *held)
    flags = (*posting.flags, *missing(posting, live, holds=False), *told)
    state = PostingState.HELD if holds else PostingState.PUBLISHED
    return replace(
        posting, profile=profile, state=state, holds=holds, flags=tuple(dict.fromkeys(flags))
    )
