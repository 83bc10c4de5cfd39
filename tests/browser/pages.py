"""Every page by who looks at it; `{posting}` and the like are filled in from the town."""

from typing import Any, Final, NamedTuple

from api.database import reading
from api.store import jobs
from registry.access.account_role import AccountRole
from registry.jobs.posting import PostingState
from tests.browser.town import Town

FIRM: Final = "made-mengshan-haogong"
HER: Final = {"role": AccountRole.WORKER, "worker": "W0001"}
OURS: Final = {"role": AccountRole.EMPLOYER, "firm": FIRM}
ADVISOR: Final = {"role": AccountRole.ADVISOR}


class Look(NamedTuple):
    """One page and who looks at it; nobody where `who` is empty."""

    name: str
    path: str
    who: dict[str, Any] = {}  # noqa: RUF012  # never changed


# What a worker opens on her telephone, and has to be light.
WORKERS: Final = (
    Look("door", "/"),
    Look("list", "/jobs?place=371311&when=day&kind=保洁"),
    Look("posting", "/postings/{posting}"),
    Look("forward", "/postings/{posting}/forward"),
    Look("report", "/report?posting={posting}"),
    Look("sign-in", "/sign-in"),
    Look("ranking", "/ranking"),
    Look("own-list", "/", HER),
    Look("mine", "/mine", HER),
    Look("profile", "/me/profile", HER),
    Look("contact", "/me/contact", HER),
    Look("tags", "/me/tags", HER),
    Look("consents", "/me/consents", HER),
    Look("seen", "/me/seen", HER),
    Look("data", "/me/data", HER),
    Look("register", "/register", HER),
    Look("register-category", "/register/category", HER),
    Look("register-place", "/register/place", HER),
)
OTHERS: Final = (
    Look("desk-list", "/desk/list?worker=W0001", ADVISOR),
    Look("refused", "/mine", ADVISOR),
    Look("firm-home", "/firm", OURS),
    Look("firm-postings", "/firm/postings", OURS),
    Look("firm-held", "/firm/postings?state=held", OURS),
    Look("firm-posting", "/firm/postings/{posting}", OURS),
    Look("firm-post", "/firm/post", OURS),
    Look("firm-edit", "/firm/post?edit={posting}", OURS),
    Look("firm-import", "/firm/import", OURS),
    Look("firm-pool", "/firm/postings/{posting}/pool", OURS),
    Look("firm-contacts", "/firm/contacts", OURS),
    Look("firm-applications", "/firm/applications", OURS),
    Look("firm-shifts", "/firm/shifts?posting={posting}", OURS),
)
ALL: Final = WORKERS + OTHERS


def filled(look: Look, town: Town) -> str:
    """The address of a page in the town."""
    with reading(town.here.engine) as connection:
        posting = next(
            each.id
            for each in jobs.iterate(connection)
            if each.state is PostingState.PUBLISHED and each.source == FIRM
        )
    return look.path.format(posting=posting)
