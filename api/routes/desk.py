"""Who acts on a registration and what hangs on it, and what is said there.

Each dependency asks whether the thing of the path is within the caller's reach, and hands on the
actor: the person, or whoever types for her; or an officer.
"""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends
from pydantic import BaseModel, StringConstraints

from api.database import reading
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller, allowed
from api.security.things import registration_of
from api.store import after_controls, credit
from registry.access.action import Action
from registry.actor import Actor
from registry.errors import UnknownName

Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Words(BaseModel):
    """Words of the person or of an officer."""

    words: Said


def _registration(action: Action) -> Any:
    """Of the registration in the path."""

    def caller(registration_id: str, here: Here, one: Annotated[Caller, allowed(action)]) -> Caller:
        registration_of(here, registration_id, one)
        return one

    return Depends(caller, scope="function")


def _entry(action: Action) -> Any:
    """Of the credit entry in the path: whose registration it stands under."""

    def caller(entry_id: str, here: Here, one: Annotated[Caller, allowed(action)]) -> Caller:
        with reading(here.engine) as connection:
            found = credit.registration_of(connection, entry_id)
        return _under(here, found, "信用记录编号", entry_id, one)

    return Depends(caller, scope="function")


def _check(action: Action) -> Any:
    """Of the after-control in the path: whose registration was drawn."""

    def caller(check_id: str, here: Here, one: Annotated[Caller, allowed(action)]) -> Caller:
        with reading(here.engine) as connection:
            found = after_controls.registration_of(connection, check_id)
        return _under(here, found, "抽查编号", check_id, one)

    return Depends(caller, scope="function")


def _under(here: Runtime, registration: str | None, kind: str, name: str, one: Caller) -> Caller:
    if registration is None:
        raise UnknownName(kind, name)
    try:
        registration_of(here, registration, one)
    except UnknownName:
        raise UnknownName(kind, name) from None
    return one


def _actor(caller: Callable[..., Any]) -> Any:
    def officer(one: Annotated[Caller, caller]) -> Actor:
        return one.actor

    return Depends(officer, scope="function")


def _beside(caller: Callable[..., Any]) -> Any:
    def herself(one: Annotated[Caller, caller]) -> Actor:
        return one.beside_person

    return Depends(herself, scope="function")


Seeing = Annotated[Caller, _registration(Action.SEE_REGISTRATION)]
Acting = Annotated[Actor, _beside(_registration(Action.ACT_ON_REGISTRATION))]
Deciding = Annotated[Actor, _actor(_registration(Action.DECIDE_REGISTRATION))]
SettlingDoubt = Annotated[Actor, _actor(_registration(Action.SETTLE_DOUBT))]
SeeingClaim = Annotated[Caller, _registration(Action.SEE_CLAIM)]
SeeingEvidence = Annotated[Actor, _actor(_registration(Action.SEE_EVIDENCE))]
SeeingCredit = Annotated[Actor, _actor(_registration(Action.SEE_CREDIT))]
ObjectingToCredit = Annotated[Actor, _beside(_entry(Action.OBJECT_TO_CREDIT))]
AnsweringCredit = Annotated[Actor, _actor(_entry(Action.ANSWER_CREDIT))]
AnsweringCheck = Annotated[Actor, _beside(_check(Action.ANSWER_AFTER_CONTROL))]
ClosingCheck = Annotated[Actor, _actor(_check(Action.CLOSE_AFTER_CONTROL))]
