"""One application to a firm: the profile that was passed, its answer, an interview, the outcome."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from api.clock import SHANGHAI, today
from api.pages.firm import clock_time, day_of, gone, of_application, shown, told
from api.pages.forms import Fault, fault_of
from api.pages.shift_series import clock_of, whole_number
from api.routes.applications import interview_file
from api.routes.dependencies import Here
from api.runtime import Runtime
from api.security.caller import Caller
from api.services.application_view import application_json, profile_json
from registry.access.action import Action
from registry.errors import InvalidField, LinggangError
from registry.placement.application import Event
from registry.placement.outcome import Telling
from registry.placement.reasons import OF_FIRMS, REFUSAL_NAMES, RefusalReason
from registry.placement.record import KIND_NAMES, Kind, Said
from registry.placement.steps import LONGEST_INTERVIEW

router = APIRouter(include_in_schema=False)
Seeing = Annotated[Caller, of_application(Action.SEE_APPLICATION)]
Answering = Annotated[Caller, of_application(Action.ANSWER_APPLICATION)]
TellingIt = Annotated[Caller, of_application(Action.TELL_OUTCOME)]
Word = Annotated[str, Form()]
DONE: Final = {
    "invite": "已告诉她：有意录用。",
    "ask": "已发给她，等她回复。",
    "meet": "面试已约好，她会看到时间和地点。",
    "refuse": "已告诉她：这次不录用。",
    "tell": "结果已记下；她说的不一样，会由工作人员核实。",
}
REASONS: Final = tuple((each, REFUSAL_NAMES[each]) for each in OF_FIRMS)
FIELDS: Final = (
    *("invite_words", "ask_words", "refuse_words", "meet_day", "meet_time", "minutes", "place"),
    *("reason", "kind", "on", "left_on"),
)


@router.get("/firm/applications/{application_id}", response_class=HTMLResponse)
def page(application_id: str, request: Request, here: Here, caller: Seeing) -> Response:
    """Where it stands, with the profile; that it was looked at is kept."""
    return _page(request, here, caller, application_id, {"done": told(request, DONE)})


@router.get("/firm/applications/{application_id}/interview.ics")
def calendar(application_id: str, here: Here, caller: Seeing) -> Response:
    """The interview for a calendar."""
    return interview_file(here, here.application_reader.get(application_id, caller.actor))


@router.post("/firm/applications/{application_id}/invite")
def invite(
    application_id: str, request: Request, here: Here, caller: Answering, invite_words: Word = ""
) -> Response:
    """The firm would have her."""
    return _done(
        request,
        here,
        caller,
        application_id,
        "invite",
        {"invite_words": invite_words},
        lambda: here.applications.answer(application_id, Event.INVITE, invite_words, caller.actor),
    )


@router.post("/firm/applications/{application_id}/ask")
def ask(
    application_id: str, request: Request, here: Here, caller: Answering, ask_words: Word = ""
) -> Response:
    """The firm asks her something."""

    def step() -> None:
        if not ask_words.strip():
            raise InvalidField("words", "missing", "请写想问什么。")
        here.applications.answer(application_id, Event.ASK, ask_words, caller.actor)

    typed = {"ask_words": ask_words}
    return _done(request, here, caller, application_id, "ask", typed, step)


@router.post("/firm/applications/{application_id}/meet")
def meet(
    application_id: str,
    request: Request,
    here: Here,
    caller: Answering,
    meet_day: Word = "",
    meet_time: Word = "",
    minutes: Word = "",
    place: Word = "",
) -> Response:
    """An interview, or another time or place for it."""

    def step() -> None:
        day, at = day_of(meet_day), clock_of(meet_time)
        if day is None:
            raise InvalidField("meet_day", "date", "请写面试的日期。")
        if at is None:
            raise InvalidField("meet_time", "time", "请写面试的时间，如 09:30。")
        long = whole_number(minutes or "30", LONGEST_INTERVIEW)
        if long is None:
            raise InvalidField("minutes", "range", f"要多少分钟：1 至 {LONGEST_INTERVIEW}。")
        begin = datetime.combine(day, time(), SHANGHAI) + timedelta(minutes=at)
        here.applications.meet(application_id, begin, long, place, caller.actor)

    typed = {"meet_day": meet_day, "meet_time": meet_time, "minutes": minutes, "place": place}
    return _done(request, here, caller, application_id, "meet", typed, step)


@router.post("/firm/applications/{application_id}/refuse")
def refuse(
    application_id: str,
    request: Request,
    here: Here,
    caller: Answering,
    reason: Word = "",
    refuse_words: Word = "",
) -> Response:
    """The firm does not hire her, for a reason of the table."""

    def step() -> None:
        why = _reason(reason)
        here.applications.refuse(application_id, why, refuse_words, caller.actor)

    typed = {"reason": reason, "refuse_words": refuse_words}
    return _done(request, here, caller, application_id, "refuse", typed, step)


@router.post("/firm/applications/{application_id}/tell")
def tell(
    application_id: str,
    request: Request,
    here: Here,
    caller: TellingIt,
    said: Word = "",
    kind: Word = "",
    on: Word = "",
    left_on: Word = "",
    reason: Word = "",
) -> Response:
    """What became of it, by one tap."""

    def step() -> None:
        if said not in set(Said):
            raise InvalidField("said", "missing", "请点结果：录用了、没有录用、还在岗，或已离岗。")
        what = Said(said)
        telling = Telling(
            what,
            _day(left_on if what is Said.LEFT else on) if what is not Said.NOT_HIRED else None,
            Kind(kind) if what is Said.HIRED and kind in set(Kind) else None,
            _reason(reason) if what is Said.NOT_HIRED else None,
        )
        here.applications.tell(application_id, telling, caller.actor)

    typed = {"said": said, "kind": kind, "on": on, "left_on": left_on, "reason": reason}
    return _done(request, here, caller, application_id, "tell", typed, step)


# ---------------------------------------------------------------- parts


def _reason(text: str) -> RefusalReason:
    if text not in set(RefusalReason):
        raise InvalidField("reason", "missing", "请从所列的原因中选择一项。")
    return RefusalReason(text)


def _day(text: str) -> Any:
    day = day_of(text) if text.strip() else None
    if text.strip() and day is None:
        raise InvalidField("on", "date", "请写日期，如 2026-12-01。")
    return day


def _done(
    request: Request,
    here: Runtime,
    caller: Caller,
    application_id: str,
    act: str,
    typed: dict[str, str],
    step: Callable[[], object],
) -> Response:
    """Take the step and show it; what cannot be done is told on the page, with what was typed."""
    try:
        step()
    except LinggangError as error:
        context = {"typed": typed, "faults": [_fault(error, act, typed)]}
        return _page(request, here, caller, application_id, context, error)
    return gone(f"/firm/applications/{application_id}", act)


def _fault(error: LinggangError, act: str, typed: dict[str, str]) -> Fault:
    """Under the field of the form that was sent, of which the page has several."""
    also = {"words": f"{act}_words", "begin": "meet_day"}
    if typed.get("said") == Said.LEFT:
        also["on"] = "left_on"
    return fault_of(error, *FIELDS, also=also)


def _page(
    request: Request,
    here: Runtime,
    caller: Caller,
    application_id: str,
    context: dict[str, Any],
    error: LinggangError | None = None,
) -> Response:
    one, worker = here.applications.open(application_id, caller.actor)
    reader, role = here.application_reader, caller.actor.role
    posting = reader.posting(one.posting)
    history = reader.history(one.id, caller.actor)
    as_told = application_json(one, posting, role, history)
    occupations = here.reference.occupations
    trades = [
        (found.name if (found := occupations.get(code)) else code) for code in worker.occupations
    ]
    known: dict[str, Any] = {
        "typed": {},
        "one": one,
        "as_told": as_told,
        "posting": posting,
        "profile": profile_json(worker) | {"occupations": trades},
        "may": {each["event"] for each in as_told["next"]},
        "sayable": {
            word for each in as_told["next"] for word in each.get("said", "").split("、") if word
        },
        "history": [
            (clock_time(each.at), told_)
            for each, told_ in zip(history, as_told["history"], strict=True)
        ],
        "interview": clock_time(one.interview.begin) if one.interview else "",
        "reasons": REASONS,
        "kinds": tuple(KIND_NAMES.items()),
        "today": today(here.settings).isoformat(),
    }
    return shown(request, "application", known | context, error)
