"""A firm's own postings: each with its state, why it is held or closed, until when it stands."""

from datetime import datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from api.clock import today
from api.pages.firm import of_firm, shown, why_held
from api.pages.paged import next_of
from api.routes.dependencies import Here, ReadDb
from api.routes.paging import Page, pages
from api.security.caller import Caller
from api.store import firm_postings
from api.store.firm_postings import Place
from registry.access.action import Action
from registry.jobs.lifecycle import TABLE
from registry.jobs.posting import PostingState

router = APIRouter(include_in_schema=False)
Seeing = Annotated[Caller, of_firm(Action.SEE_POSTING)]
PostingsPage = Annotated[Page, pages("firm_postings")]
# By which states a firm asks, in the order of the links.
STATES: Final = (
    PostingState.PUBLISHED,
    PostingState.HELD,
    PostingState.FILLED,
    PostingState.EXPIRED,
    PostingState.WITHDRAWN,
    PostingState.UNSENT,
    PostingState.REMOVED,
)
SOON: Final = timedelta(7)


@router.get("/firm/postings", response_class=HTMLResponse)
def page(
    request: Request,
    response: Response,
    here: Here,
    caller: Seeing,
    connection: ReadDb,
    page: PostingsPage,
    state: Annotated[str, Query(max_length=16)] = "",
) -> Response:
    """All of them, or those in one state, newest first."""
    firm, day = caller.principal.firm, today(here.settings)
    chosen = PostingState(state) if state in set(STATES) else None
    after = _place(page.after)
    found = firm_postings.of_firm(connection, firm, chosen, page.asked, after)
    rows = page.of(found, lambda each: (each.first_seen.isoformat(), each.posting.id))
    counts = firm_postings.counts(connection, firm)
    context = {
        "rows": [(each, why_held(here, each.posting)) for each in rows],
        "names": TABLE.state_names,
        "chosen": chosen,
        "states": [(each, counts[each]) for each in STATES if counts.get(each)],
        "total": sum(counts.values()),
        "is_first": after is None,
        "next": next_of(response),
        "soon": day + SOON,
    }
    return shown(request, "postings", context)


def _place(after: tuple[str | int, ...] | None) -> Place | None:
    if after is None:
        return None
    first_seen, posting = map(str, after)
    return Place(datetime.fromisoformat(first_seen), posting)
