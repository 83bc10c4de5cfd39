"""By which methods an address can be asked, over all routes."""

from typing import Any

from fastapi.routing import iter_route_contexts
from starlette.routing import Route


def methods_of(app: Any, path: str) -> list[str]:
    """The methods in order; none where there is no such address.

    Where two routes fit, the first is meant, as it is in routing: a word before an id.
    """
    routes = (each.original_route for each in iter_route_contexts(app.routes))
    fitting = [each for each in routes if isinstance(each, Route) and each.path_regex.match(path)]
    meant = (each for each in fitting if each.path_format == fitting[0].path_format)
    return sorted({method for each in meant for method in each.methods or ()})
