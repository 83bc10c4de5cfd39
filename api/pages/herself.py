"""A worker on her own pages."""

from typing import Annotated, Any

from fastapi import Depends

from api.pages.roles import of_roles
from api.routes.dependencies import Here
from api.security.caller import Caller
from api.security.things import own_thing
from registry.access.account_role import AccountRole
from registry.access.action import Action

ELSEWHERE = "这是劳动者自己的页面：替人办理请从“服务对象”进入。"


def herself(action: Action, *, begins: bool = False) -> Any:
    """`Depends` on a worker who is about what is her own.

    begins: whether her profile begins with this, where she has none; else it may be "".
    """
    a_worker = of_roles(action, {AccountRole.WORKER}, ELSEWHERE)

    def caller(here: Here, one: Annotated[Caller, a_worker]) -> Caller:
        if begins:
            one.principal = here.accounts.with_profile(one.principal)
        one.on(own_thing(one))
        return one

    return Depends(caller, scope="function")


Herself = Annotated[Caller, herself(Action.USE_OWN_DATA)]
HerselfActing = Annotated[Caller, herself(Action.USE_OWN_DATA, begins=True)]
Wanting = Annotated[Caller, herself(Action.WANT_POSTING, begins=True)]
