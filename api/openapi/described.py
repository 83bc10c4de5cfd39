"""The OpenAPI description: what no route has to say by hand is added here, for all routes alike.

From the action that a route asks for, its body and its address follow who may call it, which errors
it may answer, and whether it takes an Idempotency-Key.
"""

from collections.abc import Iterable
from typing import Any, Final

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from api.edge.idempotent import ALREADY_DONE, REPLAYED
from api.edge.limited import UNCOUNTED
from api.edge.observed import HEADER as REQUEST_ID
from api.problems import MEDIA_TYPE, TITLES, Problem
from api.security.caller import PLAIN_COOKIE
from api.security.crossing import SAFE
from api.services.idempotency import LONGEST_KEY
from registry.access.account_role import AccountRole
from registry.access.action import Action
from registry.access.permission import scope_of

# What has an ETag that If-Match may name, on its address and on those beneath it …
TAGGED: Final = (
    "/v1/registrations/{registration_id}",
    "/v1/postings/{posting_id}",
    "/v1/applications/{application_id}",
    "/v1/shifts/{shift_id}",
    "/v1/complaints/{number}",
    "/v1/employers/{employer_id}",
    "/v1/me/employer",
    "/v1/me/profile",
)
# … but for what changes something else there, or nothing.
UNTAGGED: Final = frozenset(
    {
        "/v1/postings/{posting_id}/shifts",
        "/v1/postings/{posting_id}/feedback",
        "/v1/postings/{posting_id}/candidates/{pseudonym}/request",
        "/v1/complaints/{number}/reading",
    }
)
WITHOUT_DATABASE: Final = "/healthz"
AGAIN: Final = frozenset({409, 429, 503})
SECURITY: Final[list[dict[str, list[str]]]] = [{"bearer": []}, {"session": []}]
SCHEMES: Final = {
    "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
    "session": {"type": "apiKey", "in": "cookie", "name": PLAIN_COOKIE},
}
KEY: Final = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "同一请求重发时用同一个键，只办一次，见 docs/api.md",
    "schema": {"type": "string", "pattern": f"^[!-~]{{1,{LONGEST_KEY}}}$"},
}
IF_MATCH: Final = {
    "name": "If-Match",
    "in": "header",
    "required": False,
    "description": "查看时得到的 ETag：内容已变动的，不办理",
    "schema": {"type": "string"},
}
DONE: Final = {
    "type": "object",
    "required": ["code", "detail", "look_at"],
    "properties": {
        "code": {"type": "string", "const": "already_done"},
        "detail": {"type": "string"},
        "look_at": {"type": "string", "description": "到这里查看现在的情况"},
    },
}
IF_NONE_MATCH: Final = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "上次得到的 ETag：没有变动的，答 304",
    "schema": {"type": "string"},
}
TEXT: Final = {"schema": {"type": "string"}}


def install_description(app: FastAPI) -> None:
    """Answer /openapi.json with the completed description."""

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = description(app)
        return app.openapi_schema

    app.openapi = described  # type: ignore[method-assign]  # as FastAPI's own page on it says


def description(app: FastAPI) -> dict[str, Any]:
    """The whole description."""
    made = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes
    )
    for route in iter_route_contexts(app.routes):
        path = route.path_format or ""
        for method, operation in made["paths"].get(path, {}).items():
            if method.upper() in (route.methods or ()):
                _complete(operation, path, actions_of(route.dependant), method.upper())
    parts = made.setdefault("components", {})
    schemas = parts.setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schema = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas |= schema.pop("$defs") | {"Problem": schema, "AlreadyDone": DONE}
    parts["responses"] = {str(status): _response(status) for status in sorted(TITLES)}
    parts["responses"][str(ALREADY_DONE)] = _already_done()
    parts["securitySchemes"] = SCHEMES
    return made


def actions_of(dependant: Dependant) -> frozenset[Action]:
    """The actions that a route asks for, through whatever it depends on."""
    own = getattr(dependant.call, "action", None)
    deeper = (actions_of(each) for each in dependant.dependencies)
    return frozenset({own} if own else ()).union(*deeper)


def _complete(
    operation: dict[str, Any], path: str, actions: frozenset[Action], method: str
) -> None:
    answers = operation["responses"]
    errors = {int(status) for status in answers if status in map(str, TITLES)}
    for status in errors | _errors(operation, path, actions, method):
        answers[str(status)] = {"$ref": f"#/components/responses/{status}"}
    takes_key = method not in SAFE and Action.SIGN_IN not in actions
    parameters = operation.get("parameters", []) + ([KEY] if takes_key else [])
    if takes_key:
        answers[str(ALREADY_DONE)] = {"$ref": f"#/components/responses/{ALREADY_DONE}"}
        is_tagged = path.startswith(TAGGED) and path not in UNTAGGED
        parameters += [IF_MATCH] if is_tagged else []
    elif path in TAGGED:
        answers["304"] = {"description": "没有变动", "headers": {"ETag": TEXT}}
        answers["200"]["headers"] = {"ETag": TEXT}
        parameters += [IF_NONE_MATCH]
    if any(each["name"] == "cursor" for each in parameters):
        answers["200"]["headers"] = {"Link": TEXT}
    operation |= {"parameters": parameters} if parameters else {}
    operation["responses"] = dict(sorted(answers.items()))
    is_public = all(scope_of(AccountRole.ANYONE, action) for action in actions)
    operation["security"] = [] if is_public else SECURITY


def _errors(
    operation: dict[str, Any], path: str, actions: Iterable[Action], method: str
) -> set[int]:
    """What may go wrong with a route whatever it does; more stands at the route."""
    found = {400, 401, 503} if path != WITHOUT_DATABASE else {400, 401}
    if path not in UNCOUNTED:
        found.add(429)
    if method not in SAFE or any(_is_kept_from_some(action) for action in actions):
        found.add(403)
    if method not in SAFE and Action.SIGN_IN not in actions:
        found |= {409, 412, 422}
    if "{" in path:
        found |= {404, 422}
    if operation.get("parameters"):
        found.add(422)
    if "requestBody" in operation:
        found |= {413, 422}
    return found


def _is_kept_from_some(action: Action) -> bool:
    return any(scope_of(role, action) is None for role in AccountRole)


def _response(status: int) -> dict[str, Any]:
    headers = {REQUEST_ID: TEXT} | ({"Retry-After": TEXT} if status in AGAIN else {})
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {"description": TITLES[status], "headers": headers, "content": content}


def _already_done() -> dict[str, Any]:
    return {
        "description": "已经办过，当时的答复没有保存下来",
        "headers": {REPLAYED: TEXT},
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/AlreadyDone"}}},
    }
