"""Post one: a form in everyday words; before it is sent it says what would be held back and why."""

import re
from functools import partial
from secrets import token_hex
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse, Response
from sqlalchemy import Connection

from api.clock import today
from api.database import reading
from api.feeds.lint import CleanText
from api.pages.counties import county_choices, full_name
from api.pages.firm import Faults, gone, of_firm, shown
from api.pages.forms import Fault, fault_of
from api.pages.post_form import (
    DATED,
    DAYS,
    FIELD_OF,
    FIELDS,
    KEEP,
    SETTLES,
    UNITS,
    WHEN,
    WORDS,
    PostForm,
    copied,
    form_faults,
    form_of,
    new_form,
    row_of,
)
from api.pages.shift_series import FIELDS as SERIES_FIELDS
from api.pages.shift_series import SeriesTyped, read_series
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.things import posting_of, require_own_source
from api.services import shift_offers
from api.services.post import Looked, look_at, post_one
from api.store import firm_postings
from registry.access.action import Action
from registry.errors import InvalidField, LinggangError
from registry.jobs.posting import Posting, PostingState
from registry.verdict import Finding
from registry.workers.education import LEVELS

router = APIRouter(include_in_schema=False)
Sending = Annotated[Caller, of_firm(Action.SEND_POSTING)]
Typed = Annotated[PostForm, Form()]
Id = Annotated[str, Query(max_length=300)]
LATEST: Final = "last"
NUMBER: Final = re.compile(r"W\d{6}-[0-9a-f]{8}")
OF_HOURS: Final = frozenset({"days", "start", "end", "start2", "end2", "first", "last", "openings"})
REWRITE, ANYWAY = "rewrite", "anyway"


@router.get("/firm/post", response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Sending, copy: Id = "", edit: Id = "") -> Response:
    """An empty form; one begun with another posting of the firm, or with the one to be changed."""
    firm, day = caller.principal.firm, today(here.settings)
    with reading(here.engine) as connection:
        last = _last(connection, firm)
        base = _base(connection, edit or copy, last, caller)
    form = new_form(_number(here), last.employer if last else "", day)
    if base is not None:
        form = form_of(base) if edit else copied(form_of(base), form.number, day)
    return _page(request, here, form, has_last=last is not None)


@router.post("/firm/post", response_class=HTMLResponse)
def post(request: Request, here: Here, caller: Sending, form: Typed) -> Response:
    """Send it; what would hold it back is told first, with the lawful text, and can be sent so."""
    form, base, faults = _begun(here, caller, form)
    if faults:
        return _page(request, here, form, faults)
    row = row_of(form, caller.principal.firm, base)
    try:
        looked = look_at(here, row)
        if form.do == REWRITE and looked.rewrite is not None:
            form = form.model_copy(update=_words(looked.rewrite))
            row = row_of(form, caller.principal.firm, base)
            row["tags"] = list(looked.rewrite.tags)  # which no field shows
            looked = look_at(here, row)
        if looked.reasons and form.do != ANYWAY:
            return _page(request, here, form, _held_faults(form, looked), looked=looked)
        done = post_one(here, row, lambda posting: require_own_source(posting, caller))
        path = f"/firm/postings/{done.posting.id}"
        if done.posting.state is not PostingState.PUBLISHED:
            return gone(path, "no_shifts" if form.when == DATED else "held")
        if form.when == DATED:
            _offer(here, done.posting, form, caller)
            return gone(f"/firm/shifts?posting={done.posting.id}", "offered")
    except LinggangError as error:
        return _page(request, here, form, _faults(error), error)
    return gone(path, "posted")


@router.post("/firm/post/check", response_class=HTMLResponse)
def check(request: Request, here: Here, caller: Sending, form: Typed) -> Response:
    """A part of the page: what would hold back what is typed so far; nothing is written."""
    form, base, faults = _begun(here, caller, form)
    context: dict[str, Any] = {
        "unread": [(name, words) for name, words in faults if getattr(form, name)]
    }
    try:
        context["looked"] = look_at(
            here, row_of(_readable(form, faults), caller.principal.firm, base)
        )
    except InvalidField as error:
        context["unread"] = context["unread"] or _faults(error)
    return shown(
        request, "held", context | {"mended_in": partial(_mended_in, form), "is_part": True}
    )


# ---------------------------------------------------------------- parts


def _begun(
    here: Runtime, caller: Caller, form: PostForm
) -> tuple[PostForm, Posting | None, Faults]:
    """The form with a number that is its own, the posting it begins with, and what is at fault."""
    base = None
    if form.base:
        with reading(here.engine) as connection:
            base = posting_of(connection, form.base, caller)
    is_known = base is not None and not form.is_copy and form.number == base.source_id
    if not is_known and not NUMBER.fullmatch(form.number):
        form = form.model_copy(update={"number": _number(here)})
    return form, base, form_faults(form, today(here.settings))


def _base(
    connection: Connection, asked: str, last: Posting | None, caller: Caller
) -> Posting | None:
    if asked == LATEST:
        return last
    return posting_of(connection, asked, caller) if asked else None


def _last(connection: Connection, firm: str) -> Posting | None:
    found = firm_postings.of_firm(connection, firm, limit=1)
    return found[0].posting if found else None


def _number(here: Runtime) -> str:
    return f"W{today(here.settings):%y%m%d}-{token_hex(4)}"


def _readable(form: PostForm, faults: Faults) -> PostForm:
    """The form without what cannot be read yet: it is being typed."""
    wrong = {name for name, _ in faults}
    blank = dict.fromkeys(wrong - {"days", "title"}, "")
    if wrong & OF_HOURS:
        blank["when"] = WORDS
    return form.model_copy(update=blank | {"title": form.title.strip() or "岗位"})


def _words(text: CleanText) -> dict[str, str]:
    return {
        "title": text.title,
        "description": text.description,
        "welfare": "、".join(text.welfare),
    }


def _field_of(code: str) -> str:
    """The field in which a hold, or a fault of our own row, is mended."""
    leaf = code.rpartition(".")[2]
    return FIELD_OF.get(code) or (leaf if leaf in FIELDS else "description")


def _mended_in(form: PostForm, finding: Finding) -> str:
    """The field in which what holds the posting back is mended; of words, the one that has them."""
    quote = finding.detail.removeprefix("“").partition("”")[0]
    in_title = finding.code.startswith("lint_") and quote in form.title
    return "title" if in_title else _field_of(finding.code)


def _held_faults(form: PostForm, looked: Looked) -> Faults:
    return [(_mended_in(form, each), each.cited) for each in looked.reasons]


def _faults(error: LinggangError) -> Faults:
    """Of our own row, of the shifts asked for with it, or of neither."""
    if not isinstance(error, InvalidField):
        return [fault_of(error)]
    if error.field.startswith("shifts."):
        return [fault_of(error, *SeriesTyped.model_fields, also=SERIES_FIELDS)]
    return [Fault(_field_of(error.field), error.reason)]


def _offer(here: Runtime, posting: Posting, form: PostForm, caller: Caller) -> None:
    series, _ = read_series(form)
    if series is not None:
        shift_offers.offer(here.shifts, posting.id, series.offers(), caller.actor)


def _page(
    request: Request,
    here: Runtime,
    form: PostForm,
    faults: Faults | None = None,
    error: LinggangError | None = None,
    looked: Looked | None = None,
    has_last: bool = False,
) -> Response:
    counties = county_choices(here)
    if form.county and form.county not in dict(counties):
        counties.append((form.county, full_name(here, form.county) or form.county))
    context = {
        "form": form,
        "faults": faults or [],
        "looked": looked,
        "mended_in": partial(_mended_in, form),
        "is_edit": bool(form.base) and not form.is_copy,
        "has_last": has_last,
        "counties": counties,
        "units": UNITS,
        "settles": SETTLES,
        "whens": (*WHEN, (KEEP, "照原来的时间")) if form.base else WHEN,
        "days": DAYS,
        "levels": [(each, each) for each in LEVELS],
    }
    return shown(request, "post", context, error)
