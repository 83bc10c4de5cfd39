"""Dated shifts of a firm: offered many at once, how they fill, and inviting for those ticked."""

from datetime import datetime
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse
from sqlalchemy import Connection

from api.clock import now
from api.database import reading
from api.pages.firm import clock_time, gone, of_firm, of_posting, shown, told
from api.pages.forms import fault_of
from api.pages.paged import next_of
from api.pages.post_form import DAYS
from api.pages.shift_series import FIELDS, SeriesTyped, read_series
from api.routes.dependencies import Here
from api.routes.paging import Page, pages
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.things import posting_of, shift_of
from api.services import shift_offers
from api.services.shift_invitations import MOST, invite
from api.store import jobs, shifts
from api.store.shifts import KeptShift, Place
from registry.access.action import Action
from registry.errors import InvalidField, LinggangError
from registry.placement.assignment import AssignmentState
from registry.placement.shift import TABLE
from registry.placement.shift_words import when

router = APIRouter(include_in_schema=False)
Managing = Annotated[Caller, of_firm(Action.MANAGE_SHIFTS)]
Offering = Annotated[Caller, of_posting(Action.MANAGE_SHIFTS)]
ShiftsPage = Annotated[Page, pages("firm_shifts")]
Posting = Annotated[str, Query(max_length=300)]
MOST_AT_ONCE: Final = 200  # shifts of one page
DONE: Final = {
    "offered": "班次已加。勾上要招人的班次，点“邀请合适的人”。",
    "invited": "已开始邀请：按合适程度一轮一轮发短信，招满为止，夜里不发。",
}


@router.get("/firm/shifts", response_class=HTMLResponse)
def page(
    request: Request,
    response: Response,
    here: Here,
    caller: Managing,
    page: ShiftsPage,
    posting: Posting = "",
) -> Response:
    """Those that are not over, the first to begin first: of all postings, or of one."""
    context = {"done": told(request, DONE)}
    return _page(request, here, caller, posting, page, context, response=response)


@router.post("/firm/postings/{posting_id}/shifts", response_class=HTMLResponse)
def offer(
    posting_id: str,
    request: Request,
    here: Here,
    caller: Offering,
    page: ShiftsPage,
    typed: Annotated[SeriesTyped, Form()],
) -> Response:
    """One a day; the same again are those that are there."""
    series, faults = read_series(typed)
    context: dict[str, Any] = {"typed": typed, "faults": faults}
    if series is None:
        return _page(request, here, caller, posting_id, page, context)
    try:
        shift_offers.offer(here.shifts, posting_id, series.offers(), caller.actor)
    except LinggangError as error:
        context["faults"] = [fault_of(error, *SeriesTyped.model_fields, also=FIELDS)]
        return _page(request, here, caller, posting_id, page, context, error)
    return gone(f"/firm/shifts?posting={posting_id}", "offered")


@router.post("/firm/shifts/invite", response_class=HTMLResponse)
def invite_for(
    request: Request,
    here: Here,
    caller: Managing,
    page: ShiftsPage,
    shift: Annotated[list[str] | None, Form()] = None,
    n: Annotated[str, Form()] = "",
    posting: Annotated[str, Form()] = "",
) -> Response:
    """Ask the best for every shift that was ticked; what cannot be asked for is told."""
    chosen = list(dict.fromkeys(shift or ()))[:MOST_AT_ONCE]
    try:
        most = invitations(n)
        if not chosen:
            raise InvalidField("shift", "missing", "请先勾要招人的班次。")
    except InvalidField as error:
        context = {"faults": [fault_of(error, "n", "shift")], "chosen": chosen, "n": n}
        return _page(request, here, caller, posting, page, context, error)
    with reading(here.engine) as connection:
        for each in chosen:
            shift_of(connection, each, caller)
    faults = _invited(here, chosen, most, caller)
    if faults:
        context = {"faults": faults, "chosen": chosen, "n": n}
        return _page(request, here, caller, posting, page, context)
    return gone(f"/firm/shifts?posting={posting}" if posting else "/firm/shifts", "invited")


def invitations(typed: str) -> int | None:
    """How many may be asked in all; None where nothing was typed: as many as it takes."""
    text = typed.strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST):
        raise InvalidField("n", "invitations", f"最多邀请几人：1 至 {MOST}；不填就邀到招满。")
    return int(text)


# ---------------------------------------------------------------- parts


def _invited(
    here: Runtime, chosen: list[str], most: int | None, caller: Caller
) -> list[tuple[str, str]]:
    """Ask for each; what could not be done, by shift."""
    faults = []
    for each in chosen:
        try:
            invite(here.shifts, each, most, caller.actor)
        except LinggangError as error:
            with reading(here.engine) as connection:
                kept = shift_of(connection, each, caller)
            faults.append(("", f"{when(kept.shift)}：{error}"))
    return faults


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    posting: str,
    page: Page,
    context: dict[str, Any],
    error: LinggangError | None = None,
    response: Response | None = None,
) -> Response:
    firm = caller.principal.firm
    with reading(here.engine) as connection:
        about = posting_of(connection, posting, caller) if posting else None
        found = shifts.of_firm(
            connection, firm, posting, now(here.settings), page.asked, _place(page.after)
        )
        rows = page.of(found, lambda each: (each.shift.starts.isoformat(), each.id))
        known = _known(connection, rows)
    known |= {
        "about": about,
        "next": next_of(response) if response else "",
        "is_first": page.after is None,
        "days": DAYS,
        "typed": SeriesTyped(),
        "chosen": None,
        "n": "",
    }
    return shown(request, "shifts", known | context, error)


def _known(connection: Connection, rows: Any) -> dict[str, Any]:
    kept: tuple[KeptShift, ...] = tuple(rows)
    counts = shifts.counts_of(connection, [each.id for each in kept])
    postings = jobs.get_many(connection, {each.shift.posting for each in kept})
    return {
        "rows": [
            {
                "kept": each,
                "when": when(each.shift),
                "title": postings[each.shift.posting].title,
                "state": TABLE.state_names[each.shift.state],
                "standing_by": counts[each.id][AssignmentState.STANDBY],
                "asked": counts[each.id].total(),
                "next_wave": clock_time(each.next_wave_at) if each.next_wave_at else "",
            }
            for each in kept
        ],
        "openings": sum(each.shift.openings for each in kept),
        "taken": sum(each.shift.taken for each in kept),
    }


def _place(after: tuple[str | int, ...] | None) -> Place | None:
    if after is None:
        return None
    starts, shift = map(str, after)
    return Place(datetime.fromisoformat(starts), shift)
