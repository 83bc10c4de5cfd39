"""Whose applications and hire proposals are, as the table of permissions sees them."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends

from api.routes.dependencies import Here
from api.security.caller import Caller, allowed
from api.services.application_change import KIND
from api.services.hire_proposals import KIND as PROPOSAL_KIND
from registry.access.action import Action
from registry.access.principal import Resource
from registry.actor import Actor
from registry.placement.proposal import Proposal
from registry.placement.record import Application


def application_thing(one: Application) -> Resource:
    """An application: the worker's, the firm's, and the county's where she lives."""
    counties = frozenset({one.county}) if one.county else frozenset()
    return Resource(KIND, one.id, worker=one.worker, firm=one.firm, counties=counties)


def proposal_thing(one: Proposal, worker: str) -> Resource:
    """A proposal: the person's, and the county's of her registration."""
    return Resource(
        PROPOSAL_KIND,
        one.id,
        worker=worker,
        person=one.person,
        counties=frozenset({one.county}),
    )


def on_application(action: Action) -> Any:
    """The caller, allowed an action on the application of the path.

    To a firm an application that she does not agree to is not there, as one of another firm is not.
    """

    def caller(application_id: str, here: Here, one: Annotated[Caller, allowed(action)]) -> Caller:
        found = here.application_reader.get(application_id, one.actor)
        one.on(application_thing(found))
        return one

    return Depends(caller, scope="function")


def on_proposal(action: Action) -> Any:
    """The caller, allowed an action on the proposal of the path."""

    def caller(proposal_id: str, here: Here, one: Annotated[Caller, allowed(action)]) -> Caller:
        kept, application = here.hire_proposals.get(proposal_id)
        one.on(proposal_thing(kept.proposal, application.worker))
        return one

    return Depends(caller, scope="function")


def as_actor(caller: Any) -> Any:
    """The caller as an actor."""
    return _handed(caller, lambda one: one.actor)


def as_herself(caller: Any) -> Any:
    """The worker, or the one in front of whom staff type for her."""
    return _handed(caller, lambda one: one.beside_person)


def _handed(caller: Any, actor: Callable[[Caller], Actor]) -> Any:
    def handed(one: Annotated[Caller, caller]) -> Actor:
        return actor(one)

    return Depends(handed, scope="function")
