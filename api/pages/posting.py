"""The public page of one posting, with schema.org/JobPosting in it for search engines."""

from typing import Any, Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup

from api.clock import today
from api.feeds.json_ld_written import job_posting, script_text
from api.pages.templates import templates
from api.routes.dependencies import Here, ReadDb
from api.security.caller import Anyone
from api.store import jobs
from registry.jobs.lifecycle import CLOSED
from registry.jobs.masking import masked_contact, masked_text
from registry.jobs.posting import Posting, PostingState, Profile

router = APIRouter(include_in_schema=False)
UNKNOWN: Final = "没有这条岗位：请检查网址，或回首页重新查找。"
OVER: Final = "这条岗位已经不招了。"


@router.get("/postings/{posting_id}", response_class=HTMLResponse)
def page(posting_id: str, request: Request, here: Here, _: Anyone, connection: ReadDb) -> Response:
    """The posting if it is published and valid; 410 where it once was, 404 where it never was."""
    posting = jobs.get(connection, posting_id)
    if posting is None or not _was_public(posting):
        return _answer(request, {"error": UNKNOWN}, 404)
    day = today(here.settings)
    is_over = posting.valid_until is not None and posting.valid_until < day
    if posting.state is not PostingState.PUBLISHED or is_over:
        return _answer(request, {"error": OVER}, 410)
    division = here.reference.gazetteer.get(posting.place.code) if posting.place.code else None
    address = here.settings.address or str(request.base_url).rstrip("/")
    url = f"{address}{request.url.path}"
    data = job_posting(posting, here.reference.gazetteer, url)
    context = {
        "posting": posting,
        "title": masked_text(posting.title),
        "description": masked_text(posting.description),
        "employer": masked_text(posting.employer),
        "welfare": [masked_text(each) for each in posting.welfare],
        "address": masked_text(posting.place.address),
        "contact": masked_contact(posting.contact),
        "county": division.full_name if division else "",
        "json_ld": Markup(script_text(data)),  # noqa: S704  # holds no `<`, `>` or `&`
    }
    return _answer(request, context, 200)


def _was_public(posting: Posting) -> bool:
    was_out = posting.state is PostingState.PUBLISHED or posting.state in CLOSED
    return posting.profile is Profile.PUBLIC and was_out


def _answer(request: Request, context: dict[str, Any], status: int) -> Response:
    return templates.TemplateResponse(request, "posting.html", context, status_code=status)
