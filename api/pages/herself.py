"""A worker on her own pages."""

from typing import Annotated, Any

from fastapi import Depends

from api.routes.dependencies import Here
from api.security.caller import Caller, NotAllowed, allowed
from registry.access.account_role import AccountRole
from registry.access.action import Action
from registry.access.principal import Resource

PROFILE = "本人档案"


def herself(action: Action, *, begins: bool = False) -> Any:
    """`Depends` on a worker who is about what is her own.

    begins: whether her profile begins with this, where she has none; else it may be "".
    """

    def caller(here: Here, one: Annotated[Caller, allowed(action)]) -> Caller:
        if one.principal.role is not AccountRole.WORKER:
            raise NotAllowed("这是劳动者自己的页面：替人办理请从“服务对象”进入。")
        if begins:
            one.principal = here.accounts.with_profile(one.principal)
        who = one.principal
        one.on(
            Resource(PROFILE, who.worker, worker=who.worker, person=who.person, account=who.account)
        )
        return one

    return Depends(caller, scope="function")


Herself = Annotated[Caller, herself(Action.USE_OWN_DATA)]
HerselfActing = Annotated[Caller, herself(Action.USE_OWN_DATA, begins=True)]
Wanting = Annotated[Caller, herself(Action.WANT_POSTING, begins=True)]
