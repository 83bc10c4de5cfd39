"""Her profile: what she can do, when she is free, what she asks; her name and telephone; tags."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.datastructures import FormData

from api.database import reading
from api.feeds.worker_row import worker_row
from api.pages.asked import SETTLEMENTS, TIMES, Asked
from api.pages.counties import county_choices
from api.pages.doors import FOUND, own_page
from api.pages.forms import Sent, fault_of, text_of
from api.pages.herself import Herself, HerselfActing
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.store import contacts, workers
from registry.errors import InvalidField, LinggangError
from registry.jobs.pay import SETTLEMENT_LABELS, UNIT_LABELS, PayUnit
from registry.jobs.week import clock, free_week_of, windows_of
from registry.workers.education import LEVELS
from registry.workers.tags import TagKind, read_tag
from registry.workers.worker import Worker

router = APIRouter(include_in_schema=False)
WHEN: Final = tuple((name, words) for name, (words, _) in TIMES.items())
# In which people speak of pay; another one stays where it is hers.
SPOKEN: Final = (PayUnit.HOUR, PayUnit.DAY, PayUnit.SHIFT, PayUnit.PIECE, PayUnit.MONTH)
NEVER: Final = (("night", "不上夜班"), ("lodging", "不住单位"))
EQUIPMENT: Final = tuple((each, each) for each in ("电动车", "摩托车", "汽车", "三轮车", "手机"))
FIELDS: Final = ("county", "town", "text", "skills", "certificates", "education", "amount", "km")
ONE: Final = (*FIELDS, "unit")
SEVERAL: Final = ("when", "own_equipment", "settlements", "never")
# Where the reader of rows calls a field otherwise than the form.
ALSO: Final = {"pay_floor": "amount", "max_distance_km": "km", "free": "when"}
KIND_NAMES: Final = {
    TagKind.OCCUPATION: "工种",
    TagKind.SKILL: "会做",
    TagKind.CERTIFICATE: "证件",
}
Text = Annotated[str, Form(max_length=4000)]


@router.get("/me/profile", response_class=HTMLResponse)
def profile(request: Request, here: Here, caller: Herself) -> Response:
    """What matching goes by, as she told it."""
    return _profile(request, here, _shown(_own(here, caller)))


@router.post("/me/profile")
def correct(request: Request, here: Here, caller: HerselfActing, form: Sent) -> Response:
    """In force for the next list."""
    before = _own(here, caller) or Worker(caller.principal.worker)
    try:
        here.my_data.correct(caller.principal.worker, _row(form, before), caller.actor)
    except LinggangError as error:
        return _profile(request, here, _typed(form), error)
    return RedirectResponse("/mine?done=profile", FOUND)


@router.get("/me/contact", response_class=HTMLResponse)
def contact(request: Request, here: Here, caller: Herself, to: str = "/mine") -> Response:
    """Name and telephone for firms that she agrees to."""
    with reading(here.engine) as connection:
        kept = contacts.get(connection, here.keys, caller.principal.worker)
    return _contact(request, kept.name if kept else "", kept.phone if kept else "", to)


@router.post("/me/contact")
def put_contact(
    request: Request,
    here: Here,
    caller: HerselfActing,
    name: Text = "",
    phone: Text = "",
    to: Text = "/mine",
) -> Response:
    """Sealed; shown only to firms that she agrees to."""
    try:
        here.my_data.put_contact(caller.principal.worker, name, phone, caller.actor)
    except LinggangError as error:
        return _contact(request, name, phone, to, error)
    return RedirectResponse("/mine?done=contact" if to == "/mine" else own_page(to), FOUND)


@router.get("/me/tags", response_class=HTMLResponse)
def tags(request: Request, here: Here, caller: Herself) -> Response:
    """What was read of her words, and what of it she deleted."""
    worker = caller.principal.worker
    found = here.my_data.tags(worker) if worker else {"tags": [], "deleted": []}
    context = {name: [_tag(here, each) for each in found[name]] for name in ("tags", "deleted")}
    return templates.TemplateResponse(request, "worker/tags.html", context)


@router.post("/me/tags")
def choose_tag(here: Here, caller: Herself, tag: Text = "", act: Text = "") -> Response:
    """One tag less, or back again."""
    change = here.my_data.choose_tag if act == "choose" else here.my_data.delete_tag
    change(caller.principal.worker, tag, caller.actor)
    return RedirectResponse("/me/tags", FOUND)


def _own(here: Runtime, caller: Caller) -> Worker | None:
    with reading(here.engine) as connection:
        worker = caller.principal.worker
        return workers.get(connection, worker) if worker else None


def _shown(own: Worker | None) -> dict[str, Any]:
    """Her profile as the form has it; hours that no ticks say stay as they are."""
    one = own or Worker("")
    when = [name for name, (_, window) in TIMES.items() if _covers(one.free, name)]
    ticked = Asked(when=tuple(when)).free
    return {
        "county": one.place.code or "",
        "town": one.place.town or "",
        "when": when,
        "own_hours": one.free is not None and ticked != one.free,
        "text": one.text,
        "skills": "、".join(one.skills),
        "certificates": "、".join(one.certificates),
        "own_equipment": list(one.own_equipment),
        "education": one.education or "",
        "amount": f"{one.pay_floor.amount:g}" if one.pay_floor else "",
        "unit": one.pay_floor.unit.value if one.pay_floor else PayUnit.HOUR.value,
        "settlements": [name.lower() for name in one.prefer.settlements],
        "never": [name for name, _ in NEVER if getattr(one.never, name)],
        "km": f"{one.must.max_distance_km:g}" if one.must.max_distance_km else "",
    }


def _covers(free: int | None, name: str) -> bool:
    week = free_week_of([TIMES[name][1]])
    return free is not None and week & free == week


def _typed(form: FormData) -> dict[str, Any]:
    return {name: text_of(form, name) for name in ONE} | {
        name: [str(each) for each in form.getlist(name)] for name in SEVERAL
    }


def _row(form: FormData, before: Worker) -> dict[str, Any]:
    """A worker file's row of what the form holds; what the form does not ask stays."""
    typed = _typed(form)
    stood = worker_row(before)
    row: dict[str, Any] = {
        "text": typed["text"],
        "skills": _words(typed["skills"]),
        "certificates": _words(typed["certificates"]),
        "own_equipment": typed["own_equipment"],
        "education": typed["education"] or None,
        "pay_floor": {"amount": _number(typed, "amount"), "unit": typed["unit"]}
        if typed["amount"]
        else None,
    }
    if (typed["county"], typed["town"]) != (before.place.code or "", before.place.town or ""):
        row |= {"county": typed["county"] or None, "town": typed["town"] or None}
    chosen = [SETTLEMENTS[each].name for each in typed["settlements"] if each in SETTLEMENTS]
    row["prefer"] = stood.get("prefer", {}) | {"settlements": chosen}
    refused = {name: name in typed["never"] for name, _ in NEVER}
    row["never"] = stood.get("never", {}) | refused
    nearby = {"max_distance_km": _number(typed, "km") if typed["km"] else None}
    row["must"] = stood.get("must", {}) | nearby
    finer = before.free if "own_hours" in form else None
    row["free"] = [
        {"days": list(each.days), "start": clock(each.start), "end": clock(each.end)}
        for each in windows_of(_week(typed["when"], finer))
    ] or None
    return row


def _week(ticked: list[str], finer: int | None) -> int:
    """The hours that are ticked; finer ones stay beside them, less what is ticked no more."""
    gone = [name for name in TIMES if name not in ticked and _covers(finer, name)]
    stays = (finer or 0) & ~free_week_of(TIMES[name][1] for name in gone)
    return stays | free_week_of(TIMES[name][1] for name in ticked if name in TIMES)


def _words(text: str) -> list[str]:
    for sign in "，,；;/ \n":
        text = text.replace(sign, "、")
    return [word for each in text.split("、") if (word := each.strip())]


def _number(typed: dict[str, Any], name: str) -> float:
    """The number that was typed; InvalidField where it is none."""
    try:
        return float(typed[name])
    except ValueError as error:
        raise InvalidField(name, "wrong_type", "请只写数字，如 20。") from error


def _tag(here: Runtime, text: str) -> tuple[str, str, str]:
    """A tag: its text, its kind and its name in words."""
    tag = read_tag(text)
    named = here.reference.occupations.get(tag.value) if tag.kind is TagKind.OCCUPATION else None
    return text, KIND_NAMES[tag.kind], named.name if named else tag.value


def _profile(
    request: Request, here: Runtime, shown: dict[str, Any], error: LinggangError | None = None
) -> Response:
    context = {
        "typed": shown,
        "counties": county_choices(here),
        "times": WHEN,
        "units": [
            (each.value, UNIT_LABELS[each])
            for each in PayUnit
            if each in SPOKEN or each == shown["unit"]
        ],
        "levels": [(each, each) for each in LEVELS],
        "equipment": EQUIPMENT,
        "settles": [(name, SETTLEMENT_LABELS[each]) for name, each in SETTLEMENTS.items()],
        "nevers": NEVER,
        "faults": [fault_of(error, *FIELDS, also=ALSO)] if error else [],
    }
    status = status_of(error) if error else 200
    return templates.TemplateResponse(request, "worker/profile.html", context, status)


def _contact(
    request: Request, name: str, phone: str, to: str, error: LinggangError | None = None
) -> Response:
    faults = [fault_of(error, "name", "phone")] if error else []
    context = {"name": name, "phone": phone, "to": own_page(to), "faults": faults}
    status = status_of(error) if error else 200
    return templates.TemplateResponse(request, "worker/contact.html", context, status)
