"""A firm on its own pages: who may open them, about what of its own, and what was just done."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Final

from fastapi import Depends, Request, Response
from fastapi.responses import RedirectResponse

from api.clock import SHANGHAI
from api.database import reading
from api.feeds.values import EARLIEST, LATEST
from api.pages.doors import FOUND
from api.pages.roles import of_roles
from api.pages.templates import templates
from api.problems import headers_of, status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.security.placement_things import application_thing
from api.security.things import posting_of, shift_of
from registry.access.account_role import FIRMS
from registry.access.action import Action
from registry.access.principal import Resource
from registry.errors import LinggangError
from registry.jobs.holds import hold_finding
from registry.jobs.posting import Posting
from registry.jobs.week import DAY_NAMES

SOURCE: Final = "来源"
Faults = list[tuple[str, str]]


def a_firm(action: Action) -> Any:
    """`Depends` on a firm; staff have pages of their own for the same things."""
    return of_roles(action, FIRMS, "这是用人单位自己的页面：请用单位的账号登录。")


def of_firm(action: Action) -> Any:
    """`Depends` on a firm that is about what is its own."""

    def caller(one: Annotated[Caller, a_firm(action)]) -> Caller:
        firm = one.principal.firm
        one.on(Resource(SOURCE, firm, firm=firm))
        return one

    return Depends(caller, scope="function")


def of_posting(action: Action) -> Any:
    """`Depends` on a firm, the posting of the path being its own."""

    def caller(posting_id: str, here: Here, one: Annotated[Caller, a_firm(action)]) -> Caller:
        with reading(here.engine) as connection:
            posting_of(connection, posting_id, one)
        return one

    return Depends(caller, scope="function")


def of_shift(action: Action) -> Any:
    """`Depends` on a firm, the shift of the path being its own."""

    def caller(shift_id: str, here: Here, one: Annotated[Caller, a_firm(action)]) -> Caller:
        with reading(here.engine) as connection:
            shift_of(connection, shift_id, one)
        return one

    return Depends(caller, scope="function")


def of_application(action: Action) -> Any:
    """`Depends` on a firm, the application of the path being to it and still agreed to."""

    def caller(application_id: str, here: Here, one: Annotated[Caller, a_firm(action)]) -> Caller:
        one.on(application_thing(here.application_reader.get(application_id, one.actor)))
        return one

    return Depends(caller, scope="function")


def gone(path: str, done: str = "") -> Response:
    """To the page that shows what was done; done: a code of that page's table."""
    mark = "&" if "?" in path else "?"
    return RedirectResponse(f"{path}{mark}done={done}" if done else path, FOUND)


def told(request: Request, words: Mapping[str, str]) -> str:
    """What was just done, in the words of a table; "" where nothing was."""
    return words.get(request.query_params.get("done", ""), "")


def shown(
    request: Request, name: str, context: Mapping[str, Any], error: LinggangError | None = None
) -> Response:
    """A page of the firm's; with an error under its status, with faults of its form as 422."""
    status = status_of(error) if error else 422 if context.get("faults") else 200
    answer = templates.TemplateResponse(request, f"firm/{name}.html", dict(context), status)
    if error:
        answer.headers.update(headers_of(error))
    return answer


def why_held(here: Runtime, posting: Posting) -> str:
    """The first reason that holds a posting back, in general words, and how many more there are."""
    if not posting.holds:
        return ""
    words = hold_finding(posting.holds[0], here.reference.lint_rules).detail
    more = len(posting.holds) - 1
    return f"{words}（另有 {more} 处）" if more else words


def clock_time(at: datetime) -> str:
    """A time in China, e.g. `11月24日（周二）18:00`."""
    here = at.astimezone(SHANGHAI)
    return f"{day_words(here.date())}{here:%H:%M}"


def day_words(day: date) -> str:
    """A day, e.g. `11月24日（周二）`."""
    return f"{day.month}月{day.day}日（{DAY_NAMES[day.isoweekday()]}）"


def day_of(text: str) -> date | None:
    """A day as a browser sends it; None where it is none, or none of this century."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if EARLIEST <= day <= LATEST else None
