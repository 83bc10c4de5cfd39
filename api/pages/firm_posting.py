"""One posting of a firm: all of it, why it is held, what was done; mended, closed, opened again."""

from collections.abc import Callable
from datetime import timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.pages.counties import full_name
from api.pages.firm import clock_time, day_of, gone, of_posting, shown, told
from api.pages.forms import fault_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.posting_mend import until, use_rewrite
from registry.access.action import Action
from registry.actor import ROLE_NAMES, Role
from registry.errors import InvalidField, LinggangError
from registry.jobs.lifecycle import CLOSED, STANDING, TABLE, PostingEvent
from registry.jobs.posting import PostingState

router = APIRouter(include_in_schema=False)
Seeing = Annotated[Caller, of_posting(Action.SEE_POSTING)]
Changing = Annotated[Caller, of_posting(Action.CHANGE_POSTING)]
Word = Annotated[str, Form()]
DONE: Final = {
    "posted": "已发布，求职的人现在就能看到。",
    "held": "已收下，但还没有公开：原因和改法在下面。",
    "rewritten": "已换成改写后的文字。",
    "closed": "已关闭，清单里不再出现。",
    "opened": "已重新开放。",
    "until": "有效期已改。",
    "no_shifts": "岗位还没有公开，班次先没有加：补正后到“班次”里再加。",
}
CLOSINGS: Final = {"filled": PostingEvent.FILL, "withdrawn": PostingEvent.WITHDRAW}
CLOSING_NAMES: Final = (("filled", "招满了"), ("withdrawn", "不招了"))
FIELDS: Final = ("reason", "words", "valid_until")
MONTH: Final = timedelta(30)
LONGEST_WORDS: Final = 2000
# What can be mended by the form of the posting; the rest is between the firm and the bureau.
MENDED_BY_OFFICE: Final = frozenset(
    {"held_by_officer", "complaints_pending", "employer_barred", "employer_unverified"}
)


@router.get("/firm/postings/{posting_id}", response_class=HTMLResponse)
def page(posting_id: str, request: Request, here: Here, caller: Seeing) -> Response:
    """The posting as it stands."""
    return _page(request, here, posting_id, {"done": told(request, DONE)})


@router.post("/firm/postings/{posting_id}/rewrite")
def rewrite(posting_id: str, request: Request, here: Here, caller: Changing) -> Response:
    """Put the offered text in place of the one that holds it back."""
    return _done(
        request,
        here,
        posting_id,
        "rewritten",
        lambda: use_rewrite(here.postings, posting_id, caller.actor),
    )


@router.post("/firm/postings/{posting_id}/until")
def last_day(
    posting_id: str,
    request: Request,
    here: Here,
    caller: Changing,
    valid_until: Word = "",
    home: Word = "",
) -> Response:
    """Another last day; what is closed is opened again by it. home: asked from the first page."""

    def change() -> None:
        day = day_of(valid_until)
        if day is None:
            raise InvalidField("valid_until", "date", "请写日期，如 2026-12-31。")
        if here.postings.show(posting_id).posting.state in CLOSED:
            here.postings.reopen(posting_id, caller.actor, valid_until=day)
        else:
            until(here.postings, posting_id, day, caller.actor)

    to = "/firm" if home else ""
    return _done(request, here, posting_id, "until", change, {"valid_until": valid_until}, to)


@router.post("/firm/postings/{posting_id}/close")
def close(
    posting_id: str,
    request: Request,
    here: Here,
    caller: Changing,
    reason: Word = "",
    words: Word = "",
) -> Response:
    """Filled or taken back; closed so already it stays so."""

    def change() -> None:
        if reason not in CLOSINGS:
            raise InvalidField("reason", "missing", "请选是招满了，还是不招了。")
        if len(words) > LONGEST_WORDS:
            raise InvalidField("words", "length", f"最多 {LONGEST_WORDS} 字。")
        if here.postings.show(posting_id).posting.state is not PostingState(reason):
            here.postings.close(posting_id, CLOSINGS[reason], words, caller.actor)

    return _done(request, here, posting_id, "closed", change, {"reason": reason, "words": words})


def _done(
    request: Request,
    here: Runtime,
    posting_id: str,
    code: str,
    change: Callable[[], object],
    typed: dict[str, str] | None = None,
    to: str = "",
) -> Response:
    """Change it and show it; what cannot be done is told on its page, with what was typed."""
    try:
        change()
    except LinggangError as error:
        context = {"typed": typed or {}, "faults": [fault_of(error, *FIELDS)]}
        return _page(request, here, posting_id, context, error)
    return gone(to or f"/firm/postings/{posting_id}", code)


def _page(
    request: Request,
    here: Runtime,
    posting_id: str,
    context: dict[str, Any],
    error: LinggangError | None = None,
) -> Response:
    record = here.postings.show(posting_id)
    posting, day = record.posting, today(here.settings)
    history = [
        (clock_time(each.at), TABLE.event_names[PostingEvent(each.event)], _by(each.role), each)
        for each in reversed(record.history)
    ]
    known = {
        "typed": {},
        "record": record,
        "posting": posting,
        "state_name": TABLE.state_names[posting.state],
        "county": full_name(here, posting.place.code),
        "is_standing": posting.state in STANDING,
        "is_closed": posting.state in CLOSED and posting.state is not PostingState.REMOVED,
        "by_office": [each for each in record.reasons if each.code in MENDED_BY_OFFICE],
        "by_form": [each for each in record.reasons if each.code not in MENDED_BY_OFFICE],
        "office_words": {each.code: each.reason for each in record.holds},
        "history": history,
        "names": TABLE.state_names,
        "closings": CLOSING_NAMES,
        "longer": max(posting.valid_until or day, day + MONTH).isoformat(),
    }
    return shown(request, "posting", known | context, error)


def _by(role: str) -> str:
    """Who did it: a firm is not told which officer."""
    return ROLE_NAMES[Role(role)]
