"""Report a posting, a firm or a list; read what became of it by number and secret."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.forms import fault_of
from api.pages.templates import templates
from api.problems import headers_of, status_of
from api.routes.complaints import Sending, require_few, sender_of
from api.routes.dependencies import Here
from api.services.posting_view import told_json
from registry.errors import LinggangError
from registry.jobs.complaint import ABOUT_NAMES, KINDS, MOST_CONTACT, MOST_WORDS, About, Kind

router = APIRouter(include_in_schema=False)
Text = Annotated[str, Form(max_length=20_000)]
FIELDS: Final = ("about", "subject", "kind", "words", "contact")


@router.get("/report", response_class=HTMLResponse)
def page(request: Request, caller: Sending, posting: str = "") -> Response:
    """The form; from a posting's page it is about that."""
    caller.shows_nobody()
    about = About.POSTING if posting else About.FIRM
    return _page(request, {"about": about.value, "subject": posting[:MOST_CONTACT]})


@router.post("/report", response_class=HTMLResponse)
def send(
    request: Request,
    here: Here,
    caller: Sending,
    about: Text = "",
    subject: Text = "",
    kind: Text = "",
    words: Text = "",
    contact: Text = "",
) -> Response:
    """Acknowledged with a number, a secret to read it by, and the day of the answer."""
    typed = {"about": about, "subject": subject, "kind": kind, "words": words, "contact": contact}
    caller.shows_nobody()
    if faults := _faults(typed):
        return _page(request, typed | {"faults": faults}, 422)
    try:
        require_few(request, here, caller)
        done = here.complaints.send(
            About(about),
            subject.strip(),
            Kind(kind),
            words.strip(),
            caller.actor,
            contact,
            sender_of(caller),
        )
    except LinggangError as error:
        answer = _page(request, typed | {"faults": [fault_of(error, *FIELDS)]}, status_of(error))
        answer.headers.update(headers_of(error))
        return answer
    context = {"done": done, "due": done.deadline.due}
    return templates.TemplateResponse(request, "worker/reported.html", context, 201)


@router.post("/report/reading", response_class=HTMLResponse)
def read(
    request: Request, here: Here, caller: Sending, number: Text = "", secret: Text = ""
) -> Response:
    """Where it stands and what was answered."""
    caller.shows_nobody()
    try:
        told = told_json(here.complaints.read(number.strip(), secret.strip()))
    except LinggangError as error:
        faults = [("number", str(error))]
        return _page(request, {"number": number, "faults": faults}, status_of(error))
    return templates.TemplateResponse(request, "worker/report_told.html", {"told": told})


def _faults(typed: dict[str, str]) -> list[tuple[str, str]]:
    """What lacks, in the order of the form."""
    found = []
    if typed["about"] != About.LIST and not typed["subject"].strip():
        found.append(("subject", "请写明是哪个岗位（编号）或哪家单位。"))
    if len(typed["subject"]) > MOST_CONTACT:
        found.append(("subject", f"请写在 {MOST_CONTACT} 个字以内。"))
    if typed["kind"] not in set(Kind):
        found.append(("kind", "请选一项：出了什么事。"))
    if not typed["words"].strip():
        found.append(("words", "请写几句：什么时候、怎么回事。"))
    if len(typed["words"]) > MOST_WORDS:
        found.append(
            ("words", f"请写在 {MOST_WORDS} 个字以内，现在有 {len(typed['words'])} 个字。")
        )
    if len(typed["contact"]) > MOST_CONTACT:
        found.append(("contact", f"请写在 {MOST_CONTACT} 个字以内。"))
    return found


def _page(request: Request, typed: dict[str, Any], status: int = 200) -> Response:
    context = {
        "abouts": [(about.value, name) for about, name in ABOUT_NAMES.items()],
        "kinds": [(kind.value, facts.name) for kind, facts in KINDS.items()],
        "typed": typed,
        "faults": typed.get("faults", ()),
    }
    return templates.TemplateResponse(request, "worker/report.html", context, status)
