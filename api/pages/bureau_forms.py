"""Forms of the bureau's pages: words that must be said, and what follows a change."""

from collections.abc import Callable
from datetime import date
from typing import Final, NamedTuple

from fastapi.responses import RedirectResponse, Response
from starlette.datastructures import FormData

from api.pages.doors import FOUND
from api.pages.forms import Fault, fault_of, text_of
from api.problems import status_of
from api.routes.dependencies import ISO_DAY
from registry.errors import InvalidField, LinggangError, UnknownName

MOST: Final = 2000  # characters of a reason
LONGEST: Final = 10_000  # that come back to be made shorter
YES_OR_NO: Final = {"yes": True, "no": False}


class Tried(NamedTuple):
    """A form that was not carried out: what was typed, what was wrong, and with which status."""

    typed: dict[str, str]
    faults: tuple[Fault, ...]
    status: int


NOTHING: Final = Tried({}, (), 200)


def typed(form: FormData) -> dict[str, str]:
    """Everything that was typed, as it was typed."""
    return {name: value[:LONGEST] for name, value in form.items() if isinstance(value, str)}


def said(form: FormData, name: str, lacking: str = "请写明理由，理由会告知本人。") -> str:
    """Words that must be there; InvalidField of that field, saying how to mend it."""
    value = form.get(name, "")
    words = value.strip() if isinstance(value, str) else ""
    if not words:
        raise InvalidField(name, "missing", lacking)
    if len(words) > MOST:
        raise InvalidField(name, "too_long", f"最多 {MOST} 字，现在 {len(words)} 字：请写短一些。")
    return words


def carried_out(
    form: FormData, act: Callable[[], str], again: Callable[[Tried], Response], *others: str
) -> Response:
    """To the address that `act` gives once it is done; the form again where it was not.

    others: fields that a browser leaves out where nothing was chosen.
    """
    try:
        address = act()
    except UnknownName:
        raise
    except LinggangError as error:
        fields = typed(form)
        fault = fault_of(error, *fields, *others)
        return again(Tried(fields, (fault,), status_of(error)))
    return RedirectResponse(address, FOUND)


def chosen(form: FormData, name: str, lacking: str) -> bool:
    """A yes or a no; InvalidField where neither was chosen."""
    choice = text_of(form, name, 8)
    if choice not in YES_OR_NO:
        raise InvalidField(name, "missing", lacking)
    return YES_OR_NO[choice]


def day_of(form: FormData, name: str) -> date:
    """A day as date fields send it; InvalidField where it is none."""
    text = text_of(form, name, 10)
    try:
        if ISO_DAY.fullmatch(text):
            return date.fromisoformat(text)
    except ValueError:
        pass
    raise InvalidField(name, "date_form", "请写明日期，如 2026-11-22。")
