"""The page behind an invitation's link: the shift, and a button for each thing she may say."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.ics import MEDIA_TYPE, Appointment, ics
from api.pages.doors import FOUND
from api.pages.templates import templates
from api.problems import status_of
from api.routes.dependencies import Here
from api.security.caller import Anyone
from api.services.shift_answers import OVER, Outcome, Reply, Said, answer, look, object_by_link
from api.services.shift_places import place_mark
from registry.errors import LinggangError
from registry.placement.assignment import AssignmentState
from registry.placement.shift import ShiftState
from registry.placement.shift_words import calendar_event, moment, pays, when, where

router = APIRouter(include_in_schema=False)
CONFLICT: Final = 409
# What may be said where things stand so, and on which button.
BUTTONS: Final = {
    Outcome.ASKED: ((Said.YES, "我去"), (Said.NO, "不去")),
    Outcome.TAKEN: ((Said.LEAVE, "去不了，退出"),),
    Outcome.DECLINED: ((Said.YES, "改主意了，我去"),),
    Outcome.WAITING: ((Said.YES, "现在有名额就去"), (Said.LEAVE, "不候补了")),
    Outcome.FULL: ((Said.STANDBY, "先候补"), (Said.NO, "不去")),
    Outcome.BARRED: ((Said.NO, "不去"),),
    Outcome.LEFT: (),
    Outcome.CLOSED: (),
}
WORDS: Final = {
    Outcome.ASKED: "去不去，请点一下。",
    Outcome.TAKEN: "名额已给您留好，请准时到岗。",
    Outcome.DECLINED: "已记下：这一班您不去。",
    Outcome.WAITING: "您在候补。有人退出时按先后递补，我们发短信告诉您。",
    Outcome.LEFT: "您已退出这一班。想再去，请致电零工市场。",
    Outcome.FULL: "名额刚刚满了。可以先候补，有人退出时按先后递补。",
    Outcome.BARRED: "这一班现在不能占名额，原因如下。先退出冲突的班次，再回来点“我去”。",
    Outcome.CLOSED: "这一班已经截止。可以登录看看别的岗位。",
}
ENDED: Final = {
    ShiftState.CANCELLED: "这一班单位已取消，请不要前往。可以登录看看别的岗位。",
    ShiftState.DONE: "这一班已经结束。",
}


@router.get("/s/{token}", response_class=HTMLResponse)
def page(token: str, request: Request, here: Here, caller: Anyone) -> Response:
    """The shift and what may be said; whoever merely looks, as a preview does, changes nothing."""
    caller.shows_nobody()
    try:
        return _page(request, here, token, look(here.shifts, token))
    except LinggangError as error:
        return _fault(request, error)


@router.get("/s/{token}/shift.ics")
def calendar(token: str, here: Here, caller: Anyone) -> Response:
    """The shift for her calendar."""
    caller.shows_nobody()
    reply = look(here.shifts, token)
    event = calendar_event(reply.kept.id, reply.kept.shift, reply.posting)
    made = ics([Appointment(**event._asdict())], here.shifts.clock())
    return _unlisted(Response(made, media_type=MEDIA_TYPE))


@router.post("/s/{token}", response_class=HTMLResponse)
def said(
    token: str,
    request: Request,
    here: Here,
    caller: Anyone,
    answer_: Annotated[str, Form(alias="answer", max_length=16)] = "",
    words: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Her word. What was done is shown by the page itself; what was not is told with the reason."""
    caller.shows_nobody()
    try:
        if words.strip():
            object_by_link(here.shifts, token, words)
        elif answer_ in set(Said):
            reply = answer(here.shifts, token, Said(answer_))
            if reply.outcome in OVER:
                return _page(request, here, token, reply, CONFLICT)
        else:
            return _page(request, here, token, look(here.shifts, token), 422)
    except LinggangError as error:
        return _fault(request, error)
    return RedirectResponse(f"/s/{token}", FOUND)


def _page(request: Request, here: Here, token: str, reply: Reply, status: int = 200) -> Response:
    shift, posting = reply.kept.shift, reply.posting
    words = WORDS[reply.outcome]
    if reply.outcome is Outcome.CLOSED:
        words = ENDED.get(shift.state, words)
    is_reported = reply.assignment.state is AssignmentState.NO_SHOW
    context: dict[str, Any] = {
        "posting": posting,
        "when": when(shift),
        "where": where(shift, posting),
        "pays": pays(shift, posting),
        "answer_by": moment(shift.answer_by),
        "free": shift.free,
        "openings": shift.openings,
        "words": "单位报告您没有到岗。如不属实，请写下说明，由工作人员核实。"
        if is_reported
        else words,
        "reasons": [each.cited for each in reply.reasons],
        "line": reply.place_in_line,
        "mark": place_mark(here.keys, reply.kept, reply.assignment.worker)
        if reply.outcome is Outcome.TAKEN
        else "",
        "buttons": () if is_reported else BUTTONS[reply.outcome],
        "is_open": reply.outcome in (Outcome.ASKED, Outcome.FULL),
        "is_reported": is_reported,
        "calendar": f"/s/{token}/shift.ics" if reply.outcome is Outcome.TAKEN else "",
    }
    return _unlisted(templates.TemplateResponse(request, "shift.html", context, status_code=status))


def _fault(request: Request, error: LinggangError) -> Response:
    context = {"error": str(error)}
    return _unlisted(
        templates.TemplateResponse(request, "shift.html", context, status_code=status_of(error))
    )


def _unlisted(response: Response) -> Response:
    """No search engine follows a link that leaked."""
    response.headers["X-Robots-Tag"] = "noindex"
    return response
