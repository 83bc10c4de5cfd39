"""The web application: routes, pages and errors around one runtime."""

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles
from fastapi_offline import FastAPIOffline

from api.edge.chain import install_chain
from api.openapi.described import install_description
from api.pages import advisor, password, posting
from api.pages import shift as shift_page
from api.pages import sign_in as sign_in_page
from api.pages.own import install_doors
from api.pages.templates import STATIC
from api.problems import LARGEST_BODY, install_problems
from api.routes import (
    accounts,
    after_controls,
    applications,
    audit,
    complaints,
    consents,
    credit,
    feed,
    feedback,
    health,
    hire_proposals,
    me,
    pools,
    posting_life,
    postings,
    registrations,
    reviews,
    seen_by,
    shifts,
    sign_in,
    workers,
)
from api.runtime import Runtime
from api.services.feed_push import LARGEST as LARGEST_FEED

DESCRIPTION = (
    """零工市场、新业态平台的岗位与灵活就业人员的匹配服务。错误一律为 application/problem+json。"""
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
    app.include_router(health.router)
    app.include_router(sign_in.router, max_body_size=LARGEST_BODY)
    app.include_router(accounts.router, max_body_size=LARGEST_BODY)
    app.include_router(audit.router)
    app.include_router(workers.router)
    for router in (postings.router, posting_life.router, complaints.router):
        app.include_router(router, max_body_size=LARGEST_BODY)
    app.include_router(sign_in_page.router, max_body_size=LARGEST_BODY)
    for router in (shifts.router, shift_page.router):
        app.include_router(router, max_body_size=LARGEST_BODY)
    app.include_router(password.router, max_body_size=LARGEST_BODY)
    for router in (registrations.router, credit.router, after_controls.router, reviews.router):
        app.include_router(router, max_body_size=LARGEST_BODY)
    app.include_router(feed.router, max_body_size=LARGEST_FEED)
    for router in (consents.router, me.router, pools.router):
        app.include_router(router, max_body_size=LARGEST_BODY)
    for router in (applications.router, hire_proposals.router, feedback.router, seen_by.router):
        app.include_router(router, max_body_size=LARGEST_BODY)
    app.include_router(advisor.router)
    app.include_router(posting.router)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    install_description(app)
    return app
