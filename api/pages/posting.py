"""The public page of one posting, with schema.org/JobPosting in it for search engines.

Who is signed in and looks for work sees its telephone there; a second page is to pass it on.
"""

import re
from typing import Any, Final, NamedTuple
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from sqlalchemy import Connection

from api.clock import today
from api.feeds.json_ld_written import job_posting, script_text
from api.pages.counties import full_name
from api.pages.qr import qr_svg
from api.pages.templates import templates
from api.pages.week_picture import week_picture
from api.routes.dependencies import Here, ReadDb
from api.runtime import Runtime
from api.security.caller import Anyone
from api.store import jobs
from registry.access.account_role import AccountRole
from registry.jobs.lifecycle import CLOSED
from registry.jobs.masking import masked_contact, masked_text
from registry.jobs.pay_terms import pay_rule
from registry.jobs.posting import Posting, PostingState, Profile
from registry.placement.reasons import DISLIKE_NAMES

router = APIRouter(include_in_schema=False)
# A map's own address; nothing is asked of it before she taps.
MAP: Final = "https://uri.amap.com/marker?position={},{}&name={}&coordinate=gaode"
DIALLED: Final = re.compile(r"[0-9][0-9\- ]{5,18}")
UNKNOWN: Final = "没有这条岗位：请检查网址，或回首页重新查找。"
OVER: Final = "这条岗位已经不招了。"


class Gone(NamedTuple):
    """Why a posting is not shown."""

    status: int
    words: str


@router.get("/postings/{posting_id}", response_class=HTMLResponse)
def page(
    posting_id: str, request: Request, here: Here, caller: Anyone, connection: ReadDb
) -> Response:
    """The posting if it is published and valid; 410 where it once was, 404 where it never was."""
    posting = _standing(here, connection, posting_id)
    if isinstance(posting, Gone):
        return _answer(request, {"error": posting.words}, posting.status)
    if caller.principal.worker:
        here.list_events.opened(connection, caller.principal.worker, posting_id)
    data = job_posting(posting, here.reference.gazetteer, _address(request, here, posting))
    is_hers = caller.principal.role is AccountRole.WORKER
    place = posting.place
    context = _shown(here, posting) | {
        "contact": posting.contact if is_hers else masked_contact(posting.contact),
        "dials": is_hers and DIALLED.fullmatch(posting.contact or ""),
        "is_hers": is_hers,
        "map": MAP.format(place.lon, place.lat, quote(posting.title)) if place.lat else "",
        "dislikes": [(each.value, name) for each, name in DISLIKE_NAMES.items()],
        "json_ld": Markup(script_text(data)),  # noqa: S704  # holds no `<`, `>` or `&`
    }
    return _answer(request, context, 200)


@router.get("/postings/{posting_id}/forward", response_class=HTMLResponse)
def forward(
    posting_id: str, request: Request, here: Here, _: Anyone, connection: ReadDb
) -> Response:
    """A text and a QR code to pass on in a group or at the village office."""
    posting = _standing(here, connection, posting_id)
    if isinstance(posting, Gone):
        return _answer(request, {"error": posting.words}, posting.status)
    address = _address(request, here, posting)
    context = _shown(here, posting) | {
        "link": address,
        "qr": qr_svg(address, f"岗位“{masked_text(posting.title)}”的网址"),
    }
    return templates.TemplateResponse(request, "worker/forward.html", context)


def _standing(here: Runtime, connection: Connection, posting_id: str) -> Posting | Gone:
    posting = jobs.get(connection, posting_id)
    if posting is None or not _was_public(posting):
        return Gone(404, UNKNOWN)
    day = today(here.settings)
    is_over = posting.valid_until is not None and posting.valid_until < day
    return Gone(410, OVER) if posting.state is not PostingState.PUBLISHED or is_over else posting


def _shown(here: Runtime, posting: Posting) -> dict[str, Any]:
    """What everybody may read of it: telephones in its words are hidden."""
    return {
        "posting": posting,
        "title": masked_text(posting.title),
        "description": masked_text(posting.description),
        "employer": masked_text(posting.employer),
        "welfare": [masked_text(each) for each in posting.welfare],
        "address": masked_text(posting.place.street),
        "county": full_name(here, posting.place.code),
        "pay_rule": pay_rule(posting.pay_terms),
        "week": week_picture(posting.hours, None),
    }


def _address(request: Request, here: Runtime, posting: Posting) -> str:
    base = here.settings.address or str(request.base_url).rstrip("/")
    return f"{base}/postings/{quote(posting.id, safe=':')}"


def _was_public(posting: Posting) -> bool:
    was_out = posting.state is PostingState.PUBLISHED or posting.state in CLOSED
    return posting.profile is Profile.PUBLIC and was_out


def _answer(request: Request, context: dict[str, Any], status: int) -> Response:
    return templates.TemplateResponse(request, "posting.html", context, status_code=status)
