"""Rows of any known shape become postings: what a row states, and what its prose says besides."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from api.feeds import values
from api.feeds.archive import archive_draft
from api.feeds.draft import Draft, Shape
from api.feeds.flat import by_column, flat_draft
from api.feeds.joined import (
    hours_of,
    pay_of,
    place_of,
    requirements_of,
    trade_of,
)
from api.feeds.json_ld import json_ld_draft
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
from registry.jobs.minimum_wage import Floors
from registry.jobs.must_have import missing
from registry.jobs.posting import Posting, PostingState, Profile
from registry.jobs.wage_holds import wage_holds

# Part of an id, which `:` separates from the rest, and of web addresses.

# Where a row of a shape has its id.
ID_FIELDS: Final = {
    Shape.NATIVE: "source_id",
    Shape.WORKER: "source_id",
    Shape.ARCHIVE: "id",
    Shape.FLAT: "编号",
    Shape.JSON_LD: "identifier",
}


def read_posting(
    data: dict[str, Any],
    reference: Reference,
    *,
    source: str = "",
    profile: Profile = Profile.PUBLIC,
    live: bool = False,
    floors: Floors | None = None,
) -> Posting:
    """The posting of a row. InvalidField names the field, a code and a reason in Chinese.

    source: used where the row names none. live: the row came by a feed that keeps itself current.
    floors: the minimum wages of the day on which it comes in, since it is from then on that it
    stands; None: pay is held to none. Of the public profile a posting that lacks a must-have, says
    what may not be said or pays less than the law asks is HELD; of the archive it is ARCHIVED.
    """
    draft = draft_of(data, reference)
    draft = draft if draft.source else replace(draft, source=source)
    try:
        _check(draft, shape_of(data))
    except InvalidField as error:
        raise (by_column(error) if shape_of(data) is Shape.FLAT else error) from None
    posting = _read(draft, reference)
    codes = _wage_codes(posting, profile, floors) if floors else ()
    return _with_state(posting, lint_posting(posting, reference), codes, profile, live)


def relinted(posting: Posting, reference: Reference, floors: Floors) -> Posting:
    """A public posting of the store with the holds that its wording and pay have today.

    That it stands without a last day is not judged here: whoever brings it back is its source.
    """
    held = marks(lint_posting(posting, reference), holding=True)
    lacking = missing(posting, True, holds=True)
    codes = (*lacking, *_wage_codes(posting, Profile.PUBLIC, floors), *held)
    return replace(posting, holds=tuple(dict.fromkeys(codes)))


def draft_of(data: dict[str, Any], reference: Reference) -> Draft:
    """What a row of any shape states outright, and the prose to be read. InvalidField as above."""
    shape = shape_of(data)
    if shape is Shape.FLAT:
        return flat_draft(data, reference)
    if shape is Shape.ARCHIVE:
        return archive_draft(data)
    if shape is Shape.JSON_LD:
        return json_ld_draft(data, reference)
    return native_draft(data, reference)


def text_of(draft: Draft) -> PostingText:
    """The prose of a draft, as the readers take it."""
    return PostingText(
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


def _check(draft: Draft, shape: Shape) -> None:
    values.check_source(
        draft.source,
        "source",
        "source" if draft.source else "missing",
        "请写在行里，或用 --source 给出。",
    )
    values.check_id(draft.source_id, ID_FIELDS[shape])
    begin, end = draft.published_on, draft.valid_until
    if begin and end and end < begin:
        raise InvalidField(
            "valid_until", "date_order", f"有效期至 {end} 早于发布日期 {begin}：请核对。"
        )


def _read(draft: Draft, reference: Reference) -> Posting:
    text = text_of(draft)
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
        **dict.fromkeys(facts.odd),
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


def _wage_codes(posting: Posting, profile: Profile, floors: Floors) -> tuple[str, ...]:
    """Codes of what its pay breaks on the day it came in; of the archive, on its own first day."""
    first = posting.published_on if profile is Profile.ARCHIVE else None
    found = wage_holds(posting, floors._replace(day=first or floors.day))
    return tuple(finding.code for finding in found)


def _with_state(
    posting: Posting,
    findings: Sequence[LintFinding],
    wages: tuple[str, ...],
    profile: Profile,
    live: bool,
) -> Posting:
    """Archived; or published unless it lacks a must-have or its wording or pay breaks the law.

    Of the archive nothing is published, so that its wording and pay are flagged only.
    """
    held, told = marks(findings, holding=True), marks(findings, holding=False)
    if profile is Profile.ARCHIVE:
        flags = tuple(dict.fromkeys((*posting.flags, *wages, *held, *told)))
        state = PostingState.ARCHIVED
        return replace(posting, profile=profile, state=state, valid_until=None, flags=flags)
    holds = (*missing(posting, live, holds=True), *wages, *held)
    flags = (*posting.flags, *missing(posting, live, holds=False), *told)
    state = PostingState.HELD if holds else PostingState.PUBLISHED
    return replace(
        posting, profile=profile, state=state, holds=holds, flags=tuple(dict.fromkeys(flags))
    )
