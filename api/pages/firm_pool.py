"""Whom a posting suits, as its firm may see it: counts, de-identified profiles, and asking them."""

from dataclasses import dataclass
from typing import Annotated, Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.database import reading
from api.pages.firm import gone, of_posting, shown, told
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.pool import PostingNotOpen
from api.services.pool_view import MARK_LABELS, MARK_NAMES, MARKS, PoolAnswer
from api.store import jobs
from matcher.disclosure import FIT_BANDS, LEAST, Shown
from registry.access.action import Action
from registry.errors import LinggangError
from registry.workers.contact_request import STEPS, ContactRequest

router = APIRouter(include_in_schema=False)
Seeing = Annotated[Caller, of_posting(Action.SEE_POOL)]
Asking = Annotated[Caller, of_posting(Action.ASK_CONTACT)]
MOST: Final = 100
DONE: Final = {"asked": "已请求联系：本人同意后，姓名和电话在“联系人”里。"}


@dataclass(frozen=True, slots=True)
class Alike:
    """People who share all that is shown of them. people: pseudonym, and how a request stands."""

    facts: dict[str, Any]
    marks: tuple[tuple[str, str, str], ...]
    people: tuple[tuple[str, str], ...]


@router.get("/firm/postings/{posting_id}/pool", response_class=HTMLResponse)
def page(posting_id: str, request: Request, here: Here, caller: Seeing) -> Response:
    """Today's answer, which stands all day; in groups, the best first."""
    return _page(request, here, caller, posting_id, {"done": told(request, DONE)})


@router.post("/firm/postings/{posting_id}/pool/{pseudonym}")
def ask(posting_id: str, pseudonym: str, request: Request, here: Here, caller: Asking) -> Response:
    """Ask somebody whether she may be reached; asked twice it is one request."""
    try:
        here.contact().ask(posting_id, pseudonym, caller.principal.firm, caller.actor)
    except LinggangError as error:
        return _page(request, here, caller, posting_id, {"error": str(error)}, error)
    return gone(f"/firm/postings/{posting_id}/pool", "asked")


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    posting_id: str,
    context: dict[str, Any],
    error: LinggangError | None = None,
) -> Response:
    firm = caller.principal.firm
    with reading(here.engine) as connection:
        known: dict[str, Any] = {"posting": jobs.get(connection, posting_id), "least": LEAST}
    try:
        known["advice"] = here.firm_guide().ask(posting_id, caller.actor, firm).to_json()
        answer = here.pool().ask(posting_id, caller.actor, firm, limit=MOST)
        asked = {one.pseudonym: one for one in here.contact().of_firm(posting_id, firm)}
    except LinggangError as fault:
        if isinstance(fault, PostingNotOpen) and "advice" in known:  # held back, and told why
            return shown(request, "pool", known | context, error)
        return shown(request, "pool", known | {"error": str(fault)} | context, error or fault)
    known |= {
        "answer": answer,
        "bands": [
            (label, number)
            for (_, label), number in reversed(list(zip(FIT_BANDS, answer.bands, strict=True)))
        ],
        "groups": _groups(answer, asked),
    }
    return shown(request, "pool", known | context, error)


def _groups(answer: PoolAnswer, asked: dict[str, ContactRequest]) -> list[Alike]:
    """Those who look alike together, in the order of the answer."""
    found: dict[Shown, list[str]] = {}
    for item in answer.items:
        found.setdefault(item.shown, []).append(item.pseudonym)
    return [
        Alike(
            answer.profile(each),
            _marks(each),
            tuple((name, _state(asked.get(name))) for name in names),
        )
        for each, names in found.items()
    ]


def _marks(each: Shown) -> tuple[tuple[str, str, str], ...]:
    """What of the posting fits: its name, the word for how, and the tag that shows it."""
    told = ((name, getattr(each, field)) for name, field in MARKS.items())
    kinds = {True: "good", False: "lack", None: ""}
    return tuple((MARK_NAMES[name], MARK_LABELS[mark], kinds[mark]) for name, mark in told)


def _state(one: ContactRequest | None) -> str:
    return STEPS.state_names[one.state] if one else ""
