"""Templates, their filters, and what every page knows: who looks at it, and how large."""

from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from fastapi.templating import Jinja2Templates
from markupsafe import Markup

from api.clock import SHANGHAI
from api.pages.law import law_of
from api.pages.nav import WAYS
from api.security.caller import PRINCIPAL
from matcher.constraints import LABELS
from matcher.ranking import FITS
from registry.access.account_role import STAFF, AccountRole
from registry.access.principal import NOBODY, Principal
from registry.jobs.pay import SETTLEMENT_LABELS
from registry.jobs.week import describe, windows_of

_API: Final = Path(__file__).resolve().parents[1]
STATIC: Final = _API / "static"
# 长辈版: how large a page is shown, kept by the browser.
VIEW: Final = "view"
VIEWS: Final = {"": "标准", "elder": "长辈版", "largest": "特大字"}
# Of what holds a wide table, so that it can be slid by key, too.
SLIDES: Final = Markup(' tabindex="0" role="group" aria-label="表格，可左右滑动"')


def _asset(name: str) -> str:
    """The address of a static file; another one as soon as the file is."""
    return f"/static/{name}?v={_VERSIONS[name]}"


def _shell(request: Request) -> dict[str, Any]:
    who: Principal = request.scope.get(PRINCIPAL, NOBODY)
    view = request.cookies.get(VIEW, "")
    return {
        "who": who,
        "signed_in": who.role is not AccountRole.ANYONE,
        "is_staff": who.role in STAFF,
        "ways": WAYS.get(who.role, ()),
        "path": request.url.path,
        "came_by": request.url.path + (f"?{request.url.query}" if request.url.query else ""),
        "view": view if view in VIEWS else "",
    }


_VERSIONS: Final = {
    each.name: sha256(each.read_bytes()).hexdigest()[:8]
    for each in STATIC.iterdir()
    if each.is_file()
}
templates: Final = Jinja2Templates(directory=_API / "templates", context_processors=[_shell])
templates.env.trim_blocks = templates.env.lstrip_blocks = True
templates.env.filters["moment"] = lambda at: f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}"
templates.env.filters["law"] = law_of
templates.env.filters["week"] = lambda week: describe(windows_of(week))
templates.env.globals.update(
    fit_labels=FITS,
    rule_labels=LABELS,
    settlement_labels=SETTLEMENT_LABELS,
    asset=_asset,
    views=VIEWS,
    slides=SLIDES,
)
