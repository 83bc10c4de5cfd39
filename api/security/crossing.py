"""Cross-site requests: what changes something by a browser's session must come from our pages."""

from secrets import compare_digest
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request

from registry.errors import LinggangError

HEADER: Final = "x-csrf-token"
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossSite(LinggangError):
    """A request by a browser's session that did not come from a page of ours."""

    code = "cross_site"


def require_own_page(request: Request, token: str) -> None:
    """CrossSite unless it changes nothing, comes from our own origin, or carries the token.

    Another site can make a browser send a cookie, but neither our origin nor this header. Browsers
    say where a form comes from; a script or program of ours sends the token.
    """
    if request.method in SAFE or _is_same_origin(request):
        return
    if not compare_digest(request.headers.get(HEADER, "").encode(), token.encode()):
        raise CrossSite("这个请求不是从本站页面发出的：请刷新页面后重试，程序请带 X-CSRF-Token。")


def refuse_foreign_page(request: Request) -> None:
    """CrossSite where a browser says that another site's page asks, though nobody is signed in.

    Otherwise a page could sign somebody in as somebody else. Programs say nothing and may go on.
    """
    says = "sec-fetch-site" in request.headers or "origin" in request.headers
    if request.method not in SAFE and says and not _is_same_origin(request):
        raise CrossSite("这个请求不是从本站页面发出的：请打开本站的登录页再登录。")


def _is_same_origin(request: Request) -> bool:
    if (site := request.headers.get("sec-fetch-site")) is not None:
        return site == "same-origin"
    origin = urlsplit(request.headers.get("origin", ""))
    return bool(origin.netloc) and origin.netloc == request.headers.get("host")
