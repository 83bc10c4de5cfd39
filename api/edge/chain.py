"""What every request passes, in order, before it reaches a route."""

from typing import Final

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware

from api.edge.bodies import Bodies
from api.edge.conditions import Conditions
from api.edge.idempotent import Idempotency
from api.edge.limited import Limited
from api.edge.observed import Observed
from api.edge.turns import Turns
from api.runtime import Runtime
from api.security.headers import SafeHeaders

# Below this a page is one packet anyhow. What lengths could tell: docs/decisions/0010-pages.md.
WORTH_PACKING: Final = 1000


def install_chain(app: FastAPI, here: Runtime) -> None:
    """Put it before the routes; the last one added here is the first one passed."""
    app.add_middleware(Conditions)
    app.add_middleware(Idempotency, here=here)
    app.add_middleware(Turns)
    app.add_middleware(Bodies)
    app.add_middleware(GZipMiddleware, minimum_size=WORTH_PACKING, compresslevel=6)
    app.add_middleware(Limited, here=here)
    app.add_middleware(Observed, here=here)
    app.add_middleware(SafeHeaders, https=here.settings.https)
