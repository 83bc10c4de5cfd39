"""Forms of pages: what was sent, and faults as a page tells them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Final, NamedTuple

from fastapi import Depends, Request
from starlette.datastructures import FormData

from registry.errors import InvalidField, LinggangError

NO_OTHERS: Final[Mapping[str, str]] = MappingProxyType({})


class Fault(NamedTuple):
    """What is wrong and how to mend it; field: of the form, "" where it is about no one field."""

    field: str
    words: str


def fault_of(error: LinggangError, *names: str, also: Mapping[str, str] = NO_OTHERS) -> Fault:
    """A known error as a fault of one of a form's fields, where it names one of them.

    also: what of an error's path is which field of the form.
    """
    if not isinstance(error, InvalidField):
        return Fault("", str(error))
    parts = [also.get(each, each) for each in reversed(error.field.split("."))]
    return Fault(next((each for each in parts if each in names), ""), error.reason)


async def _form(request: Request) -> FormData:
    return await request.form()


# A form whose fields are not the same for everybody; others name theirs in the route.
Sent = Annotated[FormData, Depends(_form)]


def text_of(form: FormData, name: str, longest: int = 2000) -> str:
    """One field as it was typed, cut to a length that no honest answer has."""
    value = form.get(name, "")
    return value.strip()[:longest] if isinstance(value, str) else ""
