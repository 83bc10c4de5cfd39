"""The web application: routes, pages and errors around one runtime."""

from typing import Final

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from api.edge.chain import install_chain
from api.openapi.described import install_description
from api.pages.doors import install_doors
from api.pages.routers import PAGES
from api.pages.templates import STATIC
from api.problems import install_problems
from api.routes import (
    accounts,
    after_controls,
    applications,
    audit,
    complaints,
    consents,
    credit,
    employers,
    entitlements,
    feed,
    feedback,
    guidance,
    guidance_sessions,
    health,
    hire_proposals,
    me,
    pools,
    posting_advice,
    posting_life,
    postings,
    registrations,
    reviews,
    seen_by,
    shifts,
    sign_in,
    statistics,
    workers,
)
from api.runtime import Runtime

DESCRIPTION = (
    """零工市场、新业态平台的岗位与灵活就业人员的匹配服务。错误一律为 application/problem+json。"""
)
# Bodies are bounded for all of them before they are asked (api/edge/bodies.py).
# Pages stand first: an address is looked for from the top, and people wait for pages.
ROUTES: Final = (
    *PAGES,
    health,
    sign_in,
    accounts,
    audit,
    workers,
    postings,
    posting_life,
    complaints,
    employers,
    shifts,
    registrations,
    credit,
    after_controls,
    reviews,
    feed,
    consents,
    me,
    entitlements,
    guidance,
    guidance_sessions,
    pools,
    posting_advice,
    applications,
    hire_proposals,
    feedback,
    seen_by,
    statistics,
)


def create_app(runtime: Runtime) -> FastAPI:
    """The application over a runtime; the index is loaded here, so that the first request is quick.

    An index that cannot be used does not keep the server from starting: /readyz says so, and lists
    answer 503 with the command that mends it.
    """
    app = application(runtime)
    health.warm_up(runtime)
    return app


def application(runtime: Runtime) -> FastAPI:
    """The application without its index: what it answers is known before it can answer."""
    app: FastAPI = FastAPIOffline(
        title="灵岗 Linggang",
        version="0.1.0",
        description=DESCRIPTION,
        openapi_url="/openapi.json",
    )
    app.state.runtime = runtime
    install_problems(app)
    install_doors(app)
    install_chain(app, runtime)
    for each in ROUTES:
        app.include_router(each.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    install_description(app)
    return app
