"""Who acts at the desk, and what is said there.

Until there are accounts there is one desk on one machine: what a person does is done with her
there, what an officer does is done by the officer of the settings.
"""

from typing import Annotated

from fastapi import Depends
from pydantic import BaseModel, StringConstraints

from api.routes.dependencies import Here
from registry.actor import Actor, Role


def _person(here: Here) -> Actor:
    return Actor("person", Role.PERSON, here.settings.office)


def _officer(here: Here) -> Actor:
    return Actor(here.settings.officer, Role.OFFICER, here.settings.office)


Herself = Annotated[Actor, Depends(_person)]
Officer = Annotated[Actor, Depends(_officer)]
Said = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class Words(BaseModel):
    """Words of the person or of an officer."""

    words: Said
