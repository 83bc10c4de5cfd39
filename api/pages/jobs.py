"""Today's list: for whoever answers three questions, and for a worker by her profile."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy import Connection

from api.clock import today
from api.database import reading
from api.pages.asked import (
    ANY_TIME,
    LONGEST_KIND,
    SETTLEMENTS,
    TIMES,
    Asked,
    asked_person,
)
from api.pages.counties import county_choices
from api.pages.doors import FOUND, own_page
from api.pages.herself import Wanting
from api.pages.nav import home_of
from api.pages.templates import templates
from api.pages.week_picture import WeekPicture, week_picture
from api.problems import status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Anyone, Caller
from api.services.consents import may_personalise
from api.services.lists import Item
from api.services.plain import PlainItem, plain_list
from api.store import feedback, workers
from matcher.constraints import LABELS
from registry.access.account_role import AccountRole
from registry.errors import LinggangError
from registry.jobs.pay import SETTLEMENT_LABELS
from registry.jobs.posting import Profile
from registry.placement.reasons import Dislike
from registry.workers.worker import Worker

router = APIRouter(include_in_schema=False)
AT_FIRST: Final = 10
MOST: Final = 50
ANYBODY: Final = Worker(id="")
OWN_LISTS: Final = frozenset({AccountRole.ANYONE, AccountRole.WORKER})
WHEN: Final = (*((name, words) for name, (words, _) in TIMES.items()), (ANY_TIME, "什么时候都行"))
SETTLE: Final = tuple((name, SETTLEMENT_LABELS[each]) for name, each in SETTLEMENTS.items())


@dataclass(frozen=True, slots=True)
class Card:
    """A line of a list as it is shown. is_far: it only fills up the page."""

    item: Item | PlainItem
    week: WeekPicture | None
    is_far: bool = False


async def _asked(
    here: Here,
    place: Annotated[str, Query(max_length=6)] = "",
    when: Annotated[list[str] | None, Query(max_length=8)] = None,
    kind: Annotated[str, Query(max_length=400)] = "",
    settle: Annotated[str, Query(max_length=16)] = "",
    lodging: Annotated[str, Query(max_length=8)] = "",
) -> Asked:
    """What stands in the address; what is no choice of ours counts as not asked."""
    is_known = here.reference.gazetteer.get(place) is not None
    chosen = tuple(name for name in when or () if name in TIMES or name == ANY_TIME)
    return Asked(
        place if is_known else "",
        chosen,
        " ".join(kind.split())[:LONGEST_KIND],
        settle if settle in SETTLEMENTS else "",
        lodging=bool(lodging),
    )


AskedFor = Annotated[Asked, Depends(_asked)]
Count = Annotated[int, Query(alias="n", ge=1, le=MOST)]


@router.get("/", response_class=HTMLResponse)
def front(request: Request, here: Here, caller: Anyone) -> Response:
    """The list at once for who looks for work; others are led to their own pages."""
    if caller.principal.role not in OWN_LISTS:
        return RedirectResponse(home_of(caller.principal.role), FOUND)
    return _page(request, here, caller, Asked(), AT_FIRST)


@router.get("/jobs", response_class=HTMLResponse)
def jobs(
    request: Request,
    here: Here,
    caller: Anyone,
    asked: AskedFor,
    count: Count = AT_FIRST,
) -> Response:
    """What was asked for; nothing of it is kept."""
    return _page(request, here, caller, asked, count)


@router.post("/jobs/{posting_id}/want")
def want(posting_id: str, here: Here, caller: Wanting) -> Response:
    """Her wish; the next page says to whom it goes and asks whether it may."""
    one, _ = here.applications.want(caller.principal.worker, posting_id, caller.actor)
    return RedirectResponse(f"/applications/{one.id}", FOUND)


@router.post("/jobs/{posting_id}/not-for-me")
def not_for_me(
    posting_id: str,
    here: Here,
    caller: Wanting,
    reason: Annotated[str, Form(max_length=40)] = "",
    to: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """It stands on her lists no more."""
    why = Dislike(reason) if reason in set(Dislike) else None
    here.feedback.dislike(caller.principal.worker, posting_id, why, "", caller.actor)
    return RedirectResponse(own_page(to), FOUND)


def _page(request: Request, here: Runtime, caller: Caller, asked: Asked, n: int) -> Response:
    with reading(here.engine) as connection:
        own = _own(connection, caller)
        found, status = _found(here, connection, asked, own, n)
    context: dict[str, Any] = {
        "asked": asked,
        "counties": county_choices(here),
        "times": WHEN,
        "settles": SETTLE,
        "has_profile": own is not None,
        "more": "",
        **found,
    }
    if len(context.get("cards", ())) >= n < MOST:
        context["more"] = f"/jobs?{request.url.include_query_params(n=min(n + 10, MOST)).query}"
    return templates.TemplateResponse(request, "worker/jobs.html", context, status)


def _found(
    here: Runtime, connection: Connection, asked: Asked, own: Worker | None, n: int
) -> tuple[dict[str, Any], int]:
    """What the page shows of a list, and its status; nothing where nobody asked for any."""
    if own is None and asked.is_empty:
        return {}, 200
    try:
        return _listed(here, connection, asked, own, n), 200
    except LinggangError as error:
        return {"error": str(error)}, status_of(error)


def _own(connection: Connection, caller: Caller) -> Worker | None:
    """Her profile; None where she has none, or it says nothing that a list could go by."""
    worker = caller.principal.worker
    found = workers.get(connection, worker) if worker else None
    return found if found and (found.place.code or found.occupations or found.text) else None


def _listed(
    here: Runtime, connection: Connection, asked: Asked, own: Worker | None, n: int
) -> dict[str, Any]:
    """Her list by her profile and what she asks now; the plain one where she wants no other."""
    recommender, day = here.recommender(connection), today(here.settings)
    is_personal = own is not None and may_personalise(connection, own.id)
    base = own if own is not None and is_personal else ANYBODY
    not_hers = set(feedback.of_worker(connection, own.id)) if own else set[str]()
    if own is not None and not is_personal and asked.is_empty:
        found = plain_list(
            connection, recommender.matching, own.place, day, Profile.PUBLIC, n + len(not_hers)
        )
        cards = [Card(each, week_picture(each.posting.hours, None)) for each in found.items]
        return {"cards": _hers(cards, not_hers, n), "is_plain": True}
    person = asked_person(asked, base, here.reference)
    made = recommender.again(connection, person, day, Profile.PUBLIC, n + len(not_hers))
    cards = _hers([_card(each, person) for each in made.items], not_hers, n)
    if is_personal and own is not None and asked.is_empty:
        shown = tuple(each.item for each in cards if isinstance(each.item, Item))
        here.list_events.shown(connection, own.id, day, shown)
    return {
        "cards": cards,
        "ask_first": _hers([_card(each, person) for each in made.ask_first], not_hers, n),
        "not_shown": made.not_shown,
        "note": made.note,
        "wants_consent": own is not None and not is_personal,
    }


def _card(item: Item, person: Worker) -> Card:
    is_far = LABELS["unlikely"] in item.explanation.missing
    return Card(item, week_picture(item.posting.hours, person.open_week), is_far)


def _hers(cards: list[Card], not_hers: set[str], n: int) -> list[Card]:
    return [each for each in cards if each.item.posting.id not in not_hers][:n]
