"""/desk/list: her profile left, her ranked and explained list right, by weights of one's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import today
from api.database import reading
from api.pages.advisor_desk import Serving, client_of, done_words, page_of
from api.pages.advisor_person import panel_of
from api.pages.advisor_weights import STEP, asked_weights, sliders, weights_of
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.lists import Recommendations
from api.services.scored import Asked
from matcher.ranking import MOST_PERCENT, PUBLISHED, Weights
from registry.errors import LinggangError
from registry.jobs.posting import Profile
from registry.placement.reasons import DISLIKE_NAMES
from registry.workers.worker import Worker

router = APIRouter(include_in_schema=False)
LIST: Final = "/desk/list"
PAGE_LIMIT: Final = 20
MALFORMED: Final = "日期应写成 2026-11-22 的样子，岗位库请从列表里选。"
PROFILES: Final = ((Profile.PUBLIC.value, "在招岗位"), (Profile.ARCHIVE.value, "存档岗位（评测）"))
Faults = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ListAsked:
    """What an address asks of a list; ValueError where its day or library is none."""

    worker: str
    day: date
    profile: Profile
    weights: Weights
    faults: Faults
    query: Mapping[str, str]

    @property
    def address(self) -> dict[str, str]:
        """The same once more, without what is as usual."""
        asked = {"worker": self.worker, **asked_weights(self.query)}
        if self.query.get("as_of"):
            asked["as_of"] = self.day.isoformat()
        if self.profile is not Profile.PUBLIC:
            asked["profile"] = self.profile.value
        return asked


def list_asked(here: Runtime, query: Mapping[str, str]) -> ListAsked:
    """What stands in an address; what is left empty means the usual."""
    as_of = query.get("as_of", "").strip()
    weights, faults = weights_of(query)
    return ListAsked(
        query.get("worker", "").strip(),
        date.fromisoformat(as_of) if as_of else today(here.settings),
        Profile(query.get("profile", "") or Profile.PUBLIC.value),
        weights,
        faults,
        query,
    )


@router.get("/desk/list", response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Serving) -> Response:
    """The form; with a worker's id also her list, or in plain words why there is none."""
    return list_page(request, here, caller, request.query_params)


def list_page(
    request: Request,
    here: Runtime,
    caller: Caller,
    query: Mapping[str, str],
    faults: Faults = (),
    error: LinggangError | None = None,
) -> Response:
    """The page that an address asks for; beside it what was wrong with something done from it.

    error: for its status, where it is another than that of a form that is to be mended.
    """
    context: dict[str, Any] = {
        "worker_id": query.get("worker", "").strip(),
        "as_of": query.get("as_of", ""),
        "profile": query.get("profile", "") or Profile.PUBLIC.value,
        "profiles": PROFILES,
        "done": done_words(query),
        "typed": query,
        "faults": faults,
    }
    status = status_of(error) if error else 422 if faults else 200
    try:
        asked = list_asked(here, query)
        context |= {"as_of": asked.day.isoformat(), "faults": (*faults, *asked.faults)}
        if not asked.worker:
            caller.shows_nobody()
        else:
            context |= _listed(here, caller, asked)
        status = 422 if asked.faults else status
    except LinggangError as fault:
        caller.shows_nobody()
        context["error"], status = str(fault), status_of(fault)
    except ValueError:
        caller.shows_nobody()
        context["error"], status = MALFORMED, 422
    return templates.TemplateResponse(request, "advisor/list.html", context, status)


def ranked(
    here: Runtime, asked: ListAsked, person: Worker, how: Asked, limit: int = PAGE_LIMIT
) -> Recommendations:
    """The list that is asked for, of a person within the caller's reach."""
    with reading(here.engine) as connection:
        return here.recommender(connection).recommend(
            connection, person, asked.day, asked.profile, limit, how
        )


def _listed(here: Runtime, caller: Caller, asked: ListAsked) -> dict[str, Any]:
    person = client_of(here, asked.worker, caller)
    panel = panel_of(here, caller, person)
    found = ranked(here, asked, person, Asked(asked.weights, panel.pinned, panel.excluded))
    shown = {one for item in found.items for one in (item.posting.id, *item.alike)}
    return {
        "panel": panel,
        "found": found,
        "sliders": sliders(asked.query, asked.weights),
        "most": MOST_PERCENT,
        "step": STEP,
        "is_reweighted": asked.weights is not PUBLISHED,
        "dislikes": tuple((each.value, name) for each, name in DISLIKE_NAMES.items()),
        "absent": [each for each in panel.marks if each.mark.posting in panel.pinned - shown],
        "here": page_of(LIST, **asked.address),
        "published": page_of(LIST, **_published(asked)),
        "print_at": page_of("/desk/print", **asked.address),
        "excel_at": page_of("/desk/list.xlsx", **asked.address),
        "why_at": {
            item.posting.id: page_of("/desk/why", **asked.address, posting=item.posting.id)
            for item in (*found.items, *found.ask_first)
        },
        "of_her": {
            name: page_of(f"/desk/{name}", worker=person.id)
            for name in ("consents", "talks", "entitlements", "plan", "guidance")
        },
    }


def _published(asked: ListAsked) -> dict[str, str]:
    weights = asked_weights(asked.query)
    return {name: value for name, value in asked.address.items() if name not in weights}
