"""长辈版 and large print: how large pages are shown, kept by the browser alone."""

from typing import Annotated

from fastapi import APIRouter, Form
from fastapi.responses import RedirectResponse, Response

from api.pages.doors import FOUND, own_page
from api.pages.templates import VIEW, VIEWS
from api.routes.dependencies import Here
from api.security.caller import Anyone

router = APIRouter(include_in_schema=False)
A_YEAR_S = 31_536_000


@router.post("/view")
def choose(
    here: Here,
    _: Anyone,
    view: Annotated[str, Form(max_length=16)] = "",
    to: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """Show pages as large as she chose, and the page she came from."""
    answer = RedirectResponse(own_page(to), FOUND)
    if view in VIEWS:
        is_tls = here.settings.https
        answer.set_cookie(VIEW, view, A_YEAR_S, secure=is_tls, httponly=True, samesite="lax")
    return answer
