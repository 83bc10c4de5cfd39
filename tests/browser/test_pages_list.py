"""The list of pages that are looked at is the list of pages that there are."""

import re
from pathlib import Path
from typing import Final

from fastapi.responses import HTMLResponse
from fastapi.routing import APIRoute
from starlette.routing import Match

from api.pages.routers import PAGES
from tests.browser.pages import ALL
from tests.browser.promises import PROMISES
from tests.browser.town import Town

TESTS: Final = Path(__file__).parent
TEMPLATES: Final = TESTS.parents[1] / "api" / "templates"


def sources() -> str:
    """All that is written in the journeys."""
    return "".join(each.read_text("utf-8") for each in TESTS.glob("test_*.py"))


def test_every_address_of_a_page_is_looked_at(town: Town) -> None:
    routes = [each for module in PAGES for each in module.router.routes]
    looked = {_first(routes, look.at(town).partition("?")[0]) for look in ALL}
    pages = {
        each.path
        for each in routes
        if isinstance(each, APIRoute)
        and "GET" in each.methods
        and each.response_class is HTMLResponse
    }
    # On its way: without answers it leads to the first question. Its journey looks at it.
    assert pages - looked == {"/register/check"}
    assert 'fits(hand, "worker/register_check"' in sources()


def test_every_template_of_a_page_is_looked_at() -> None:
    pages = {
        str(each.relative_to(TEMPLATES).with_suffix(""))
        for each in TEMPLATES.rglob("*.html")
        if '{% extends "base.html" %}' in each.read_text("utf-8")
    }
    in_journeys = set(re.findall(r'fits\(hand, "([\w/]+)', sources()))
    assert {look.name.partition(" ")[0] for look in ALL} | in_journeys == pages


def test_every_promise_is_kept_by_a_journey() -> None:
    assert set(re.findall(r'hand\.kept\("([^"]+)"', sources())) == set(PROMISES)


def _first(routes: list[object], path: str) -> str:
    """The path of the route that answers; "" where none does."""
    scope = {"type": "http", "path": path, "method": "GET"}
    for each in routes:
        if isinstance(each, APIRoute) and each.matches(scope)[0] is Match.FULL:
            return each.path
    return ""
