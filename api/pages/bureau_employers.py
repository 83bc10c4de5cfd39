"""`/bureau/employers`: employers' standing; one of them verified, barred, freed, its objection."""

from collections.abc import Callable
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from api.clock import today
from api.pages.bureau_forms import NOTHING, Tried, carried_out, day_of, said
from api.pages.doors import FOUND
from api.pages.forms import Sent, fault_of, text_of
from api.pages.paged import next_of
from api.pages.templates import templates
from api.routes.dependencies import Here
from api.routes.employers import Deciding, EmployerId, Listing, Seeing, Verifying
from api.routes.paging import Page, pages
from api.runtime import Runtime
from api.security.caller import Caller
from registry.access.action import Action
from registry.access.permission import scope_of
from registry.actor import Role
from registry.errors import InvalidField, LinggangError
from registry.jobs.employer_standing import (
    TABLE,
    VERIFICATION_NAMES,
    Level,
    Standing,
    StandingEvent,
    Verification,
    has_open_objection,
)

router = APIRouter(include_in_schema=False)
EmployersPage = Annotated[Page, pages("bureau-employers", 50)]
PATH: Final = "/bureau/employers/{employer_id}"
TOLD: Final = "请写明理由，会告知该单位。"
MOST_MONTHS: Final = 120
LEVELS: Final = tuple((each.value, TABLE.state_names[each]) for each in Level if each != Level.NONE)
LEVEL_LOOKS: Final = {Level.WATCH: "lack", Level.PROPOSED: "bad", Level.BARRED: "bad"}
VERIFICATION_LOOKS: Final = {
    Verification.VERIFIED: "good",
    Verification.DUE: "lack",
    Verification.OVERDUE: "bad",
}
DONE: Final = {
    "verified": "已记下核验。",
    "barred": "已停止发布：它的岗位全部暂停，以后送来的也一样。",
    "dismissed": "已决定不停止发布，列入关注。",
    "lifted": "已解除停止发布。",
    "objected": "已记下异议，由另一位工作人员答复。",
    "kept": "已答复异议，维持停止发布。",
}


@router.get("/bureau/employers", response_class=HTMLResponse)
def listed(
    request: Request,
    response: Response,
    here: Here,
    caller: Listing,
    paged: EmployersPage,
    level: Annotated[str, Query(max_length=16)] = "",
    overdue: Annotated[str, Query(max_length=1)] = "",
    name: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """Those with postings in the caller's county; a name or a code leads to the one it is."""
    caller.shows_nobody()  # beyond the county that is asked for
    context: dict[str, Any] = {"name": name.strip(), "error": ""}
    if name.strip():
        try:
            found_one = here.employers.find(name.strip())
            return RedirectResponse(f"/bureau/employers/{found_one.id}", FOUND)
        except LinggangError as error:
            context["error"] = fault_of(error).words
    wanted = next((each for each in Level if each.value == level), None)
    after = int(paged.after[0]) if paged.after else 0
    county = caller.principal.county
    found = here.employers.all(wanted, bool(overdue), paged.asked, county, after)
    shown = paged.of(found, lambda one: (one.kept.employer.id,))
    context |= {
        "items": shown,
        "next": next_of(response),
        "level": wanted.value if wanted else "",
        "overdue": bool(overdue),
        "levels": LEVELS,
        "is_first": paged.after is None,
    } | _NAMES
    status = 404 if context["error"] else 200
    return templates.TemplateResponse(request, "bureau/employers.html", context, status)


@router.get(PATH, response_class=HTMLResponse)
def page(
    employer_id: EmployerId, request: Request, here: Here, caller: Seeing, done: str = ""
) -> Response:
    """Verification, what was upheld against it, what was decided, its objection."""
    return _shown(request, here, caller, employer_id, NOTHING, DONE.get(done, ""))


@router.post(PATH + "/verification")
def verify(
    employer_id: EmployerId, request: Request, here: Here, caller: Verifying, form: Sent
) -> Response:
    """Its licence and who acts for it were seen."""

    def act() -> str:
        day = day_of(form, "licence_checked_on")
        uscc = text_of(form, "uscc", 40).upper()
        here.employers.verify(employer_id, day, caller.actor, uscc, text_of(form, "firm", 64))
        return "verified"

    return _done(request, here, caller, employer_id, form, act)


@router.post(PATH + "/bar")
def bar(
    employer_id: EmployerId, request: Request, here: Here, caller: Deciding, form: Sent
) -> Response:
    """All its postings are held, and what is sent later too."""

    def act() -> str:
        why = said(form, "why_bar", TOLD)
        here.employers.bar(employer_id, why, caller.actor, _months(form))
        return "barred"

    return _done(request, here, caller, employer_id, form, act)


@router.post(PATH + "/dismissal")
def dismiss(
    employer_id: EmployerId, request: Request, here: Here, caller: Deciding, form: Sent
) -> Response:
    """Not barred, though it was proposed: what was counted proposes nothing any more."""

    def act() -> str:
        here.employers.dismiss(employer_id, said(form, "why_dismiss", TOLD), caller.actor)
        return "dismissed"

    return _done(request, here, caller, employer_id, form, act)


@router.post(PATH + "/lifting")
def lift(
    employer_id: EmployerId, request: Request, here: Here, caller: Deciding, form: Sent
) -> Response:
    """A bar ends before its time; an open objection is answered by it."""

    def act() -> str:
        here.employers.lift(employer_id, said(form, "why_lift", TOLD), caller.actor)
        return "lifted"

    return _done(request, here, caller, employer_id, form, act)


@router.post(PATH + "/objection")
def note_objection(
    employer_id: EmployerId, request: Request, here: Here, caller: Deciding, form: Sent
) -> Response:
    """What the firm says at the counter."""

    def act() -> str:
        words = said(form, "objection", "请写下单位的异议。")
        here.employers.object(employer_id, words, caller.actor)
        return "objected"

    return _done(request, here, caller, employer_id, form, act)


@router.post(PATH + "/keeping")
def keep(
    employer_id: EmployerId, request: Request, here: Here, caller: Deciding, form: Sent
) -> Response:
    """Another officer than who decided answers the objection; it stays barred."""

    def act() -> str:
        here.employers.keep(employer_id, said(form, "why_keep", TOLD), caller.actor)
        return "kept"

    return _done(request, here, caller, employer_id, form, act)


def _months(form: FormData) -> int | None:
    text = text_of(form, "months", 8)
    if not text:
        return None
    if text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_MONTHS:
        return int(text)
    raise InvalidField("months", "months", f"请写 1 到 {MOST_MONTHS} 的整数，不写按本局规定。")


def _done(
    request: Request,
    here: Runtime,
    caller: Caller,
    employer_id: int,
    form: FormData,
    act: Callable[[], str],
) -> Response:
    return carried_out(
        form,
        lambda: f"/bureau/employers/{employer_id}?done={act()}",
        lambda tried: _shown(request, here, caller, employer_id, tried),
    )


def _shown(
    request: Request,
    here: Runtime,
    caller: Caller,
    employer_id: int,
    tried: Tried,
    done: str = "",
) -> Response:
    found = here.employers.show(employer_id)
    standing = found.kept.standing
    names = (here.reference.gazetteer.get(code) for code in sorted(found.counties))
    day, numbers = today(here.settings), here.employers.numbers
    context: dict[str, Any] = {
        "id": employer_id,
        "about": found,
        "employer": found.kept.employer,
        "standing": standing,
        "counties": "、".join(each.name for each in names if each),
        "waits": has_open_objection(standing),
        "usual_months": numbers.bar_months(day),
        "watch_from": numbers.thresholds(day).watch,
        "bar_from": numbers.thresholds(day).bar,
        "today": day,
        "typed": tried.typed,
        "faults": tried.faults,
        "done": done,
    }
    context |= _NAMES | _may(caller, standing, len(found.counties))
    return templates.TemplateResponse(request, "bureau/employer.html", context, tried.status)


def _may(caller: Caller, standing: Standing, counties: int) -> dict[str, bool]:
    """Which forms there are: what an officer may do now, and this one herself."""
    role = caller.principal.role
    is_officer = scope_of(role, Action.DECIDE_EMPLOYER) is not None
    is_the_citys = is_officer and bool(caller.principal.county) and counties > 1
    steps = [
        each for each in TABLE.steps if each.source is standing.level and Role.OFFICER in each.by
    ]
    events = {each.event for each in steps} if is_officer and not is_the_citys else set()
    waits, is_own = has_open_objection(standing), standing.decided_by == caller.actor.id
    return {
        "may_verify": scope_of(role, Action.VERIFY_EMPLOYER) is not None,
        "may_bar": StandingEvent.BAR in events,
        "may_dismiss": StandingEvent.DISMISS in events,
        "may_lift": StandingEvent.LIFT in events,
        "may_object": StandingEvent.OBJECT in events and not waits,
        "may_keep": StandingEvent.KEEP in events and waits and not is_own,
        "is_anothers": StandingEvent.KEEP in events and waits and is_own,
        "is_the_citys": is_the_citys,
    }


_NAMES: Final[dict[str, Any]] = {
    "none_level": Level.NONE,
    "level_names": TABLE.state_names,
    "level_looks": LEVEL_LOOKS,
    "verification_names": VERIFICATION_NAMES,
    "verification_looks": VERIFICATION_LOOKS,
}
