"""What the advisor's pages share: who may open them, whom they are about, where they go back to."""

from collections.abc import Mapping
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl, urlencode, urlsplit

from fastapi import Form
from fastapi.responses import RedirectResponse, Response

from api.database import reading
from api.pages.doors import FOUND, own_page
from api.pages.roles import of_roles
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.things import worker_of
from registry.access.account_role import AccountRole
from registry.access.action import Action
from registry.workers.worker import Worker

# What was done, told on the page that shows it; the address holds the code alone.
DONE: Final = {
    "pinned": "已置顶，以后给她排清单都在最前。",
    "excluded": "已排除，以后给她排清单不再列出；可在左边“已排除”里恢复。",
    "unmarked": "已恢复。",
    "client": "已列为您的服务对象。",
    "folder": "已放进文件夹。",
    "left": "已移出您的服务对象。",
    "passed": "已替她提出想去，简历已移送用人单位。",
    "waits": "已替她提出想去。她还没有同意把姓名电话给这家单位：请到“同意”里当面确认后移送。",
    "told": "结果已报告。",
    "given": "同意已记录，立即生效。",
    "withdrawn": "撤回已记录，立即生效。",
    "talk": "谈话记录已保存。",
    "stated": "补充情况已保存，按新的对照。",
    "guidance": "已开始一次职业指导。",
    "step": "这一步已保存。",
}
DONE_FIELD: Final = "done"
To = Annotated[str, Form(max_length=4000)]


def at_desk(action: Action) -> Any:
    """`Depends` on an advisor, for what others do elsewhere."""
    return of_roles(action, {AccountRole.ADVISOR}, "这是职业指导窗口的页面：请从自己的页面办理。")


Serving = Annotated[Caller, allowed(Action.SERVE_WORKER)]
Keeping = Annotated[Caller, allowed(Action.KEEP_CASELOAD)]
TakingConsent = Annotated[Caller, allowed(Action.TAKE_CONSENT)]
Wanting = Annotated[Caller, at_desk(Action.WANT_POSTING)]
Revealing = Annotated[Caller, at_desk(Action.SEE_CLAIM)]


def client_of(here: Runtime, worker_id: str, caller: Caller) -> Worker:
    """The person a page is about, within the advisor's reach."""
    with reading(here.engine) as connection:
        return worker_of(connection, worker_id, caller)


def page_of(page: str, **query: str) -> str:
    """The address of a page with what it is asked."""
    return f"{page}?{urlencode(query)}" if query else page


def back(to: str, done: str, otherwise: str) -> Response:
    """To the page from which something was done, which says so."""
    parts = urlsplit(own_page(to) if to else otherwise)
    query = [pair for pair in parse_qsl(parts.query) if pair[0] != DONE_FIELD]
    return RedirectResponse(f"{parts.path}?{urlencode([*query, (DONE_FIELD, done)])}", FOUND)


def asked_of(to: str) -> dict[str, str]:
    """What the address of a page asks for, the last of each name."""
    return dict(parse_qsl(urlsplit(to).query))


def done_words(query: Mapping[str, str]) -> str:
    """What is told of what was just done; "" for nothing."""
    return DONE.get(query.get(DONE_FIELD, ""), "")
