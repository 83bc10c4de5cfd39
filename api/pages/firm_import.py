"""Postings from Excel: a file is checked first, row by row, and taken in when its firm says so."""

from typing import Annotated, Any, Final

from fastapi import APIRouter, BackgroundTasks, File, Form, Request, UploadFile
from fastapi.responses import HTMLResponse, Response

from api.clock import now
from api.pages.firm import clock_time, gone, of_firm, shown
from api.routes.dependencies import Here, ReadDb
from api.security.caller import Caller
from api.services.feed_push import FILE_SUFFIXES, LARGEST, XLSX, BodyTooLarge, MediaTypeUnknown
from api.services.feed_status import source_statuses
from api.services.firm_uploads import WORKING, Phase
from api.services.ingest_losses import FIELDS
from api.store import feeds
from registry.access.action import Action
from registry.errors import LinggangError

router = APIRouter(include_in_schema=False)
Sending = Annotated[Caller, of_firm(Action.SEND_FEED)]
Sent = Annotated[UploadFile | None, File()]
Ticked = Annotated[str, Form(max_length=8)]
LAST_FEEDS: Final = 10
LOOK_AGAIN_S: Final = "2"
CHOOSE: Final = "请先选一个文件。"
WORDS: Final = {
    BodyTooLarge: f"文件超过 {LARGEST >> 20} MiB：请分成几个文件，一个一个导入。",
    MediaTypeUnknown: "不认识这种文件：请用 Excel（.xlsx）或 CSV，可以先下载模板。",
}


@router.get("/firm/import", response_class=HTMLResponse)
def page(request: Request, here: Here, caller: Sending, connection: ReadDb) -> Response:
    """The form, and how the last feeds went."""
    firm = caller.principal.firm
    recent = feeds.recent(connection, firm).get(firm, [])[:LAST_FEEDS]
    context: dict[str, Any] = {
        "status": next(iter(source_statuses(connection, now(here.settings), firm)), None),
        "recent": [(clock_time(each.started_at), each) for each in recent],
    }
    return _form(request, context)


@router.post("/firm/import", response_class=HTMLResponse)
def upload(
    request: Request,
    here: Here,
    caller: Sending,
    after: BackgroundTasks,
    file: Sent = None,
    complete: Ticked = "",
) -> Response:
    """Keep the file and check it; the next page tells how far it is. Nothing is taken in yet."""
    if file is None or not file.filename:
        return _form(request, {"faults": [("file", CHOOSE)], "complete": complete})
    firm = caller.principal.firm
    try:
        one = here.uploads.keep(firm, file.filename, file.file, bool(complete))
    except (BodyTooLarge, MediaTypeUnknown) as error:
        faults = [("file", WORDS[type(error)])]
        return _form(request, {"faults": faults, "complete": complete}, error)
    after.add_task(here.uploads.check, firm, one.token)
    return gone(f"/firm/import/{one.token}")


@router.get("/firm/import/{token}", response_class=HTMLResponse)
def checked(token: str, request: Request, here: Here, caller: Sending) -> Response:
    """How far it is, asked for again by itself; then what was found or done."""
    one = here.uploads.get(caller.principal.firm, token)
    is_stuck = here.uploads.is_stuck(one)
    is_working = one.phase in WORKING and not is_stuck
    context: dict[str, Any] = {
        "one": one,
        "is_stuck": is_stuck,
        "is_working": is_working,
        "labels": {name: field.label for name, field in FIELDS.items()},
        "has_taken": one.phase is Phase.TAKEN,
    }
    answer = shown(request, "import_one", context)
    if is_working:
        answer.headers["Refresh"] = LOOK_AGAIN_S
    return answer


@router.post("/firm/import/{token}/take")
def take(
    token: str, here: Here, caller: Sending, after: BackgroundTasks, force: Ticked = ""
) -> Response:
    """Take it in; a second tap does no more."""
    firm = caller.principal.firm
    if here.uploads.begin_taking(firm, token):
        after.add_task(here.uploads.take, firm, token, bool(force))
    return gone(f"/firm/import/{token}")


@router.get("/firm/import/{token}/errors.xlsx")
def errors(token: str, here: Here, caller: Sending) -> Response:
    """The rows to mend, as a workbook that can be uploaded again."""
    content = here.uploads.errors(caller.principal.firm, token).read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="errors.xlsx"'}
    return Response(content, media_type=XLSX, headers=headers)


def _form(
    request: Request, context: dict[str, Any], error: LinggangError | None = None
) -> Response:
    known = {"accept": ",".join(sorted(FILE_SUFFIXES)), "largest": LARGEST >> 20, "labels": FIELDS}
    return shown(request, "import", known | context, error)
