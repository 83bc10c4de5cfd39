"""Pages of some roles: whoever else may do the same is told where."""

from collections.abc import Collection
from typing import Annotated, Any

from fastapi import Depends

from api.security.caller import Caller, NotAllowed, allowed
from registry.access.account_role import AccountRole
from registry.access.action import Action


def of_roles(action: Action, roles: Collection[AccountRole], elsewhere: str) -> Any:
    """`Depends` on a caller of one of some roles; elsewhere: what the others are told."""

    def caller(one: Annotated[Caller, allowed(action)]) -> Caller:
        if one.principal.role not in roles:
            raise NotAllowed(elsewhere)
        return one

    return Depends(caller, scope="function")
