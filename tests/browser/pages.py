"""Every page by who looks at it; `{posting}` and the like are filled in from the town."""

from typing import Any, Final, NamedTuple

from api.database import reading
from api.store import jobs, registrations
from registry.access.account_role import AccountRole
from registry.dated_text import in_use
from registry.jobs.posting import PostingState
from registry.registration.commitment import Channel, Commitment
from tests.api.registration_desk import HERSELF, claim_of
from tests.browser.town import Town

FIRM: Final = "made-mengshan-haogong"
HER: Final = {"role": AccountRole.WORKER, "worker": "W0001"}
OURS: Final = {"role": AccountRole.EMPLOYER, "firm": FIRM}


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
ADVISOR: Final = {"role": AccountRole.ADVISOR}
REVIEWER: Final = {"role": AccountRole.REVIEWER}
STATISTICIAN: Final = {"role": AccountRole.STATISTICIAN}
SECURITY: Final = {"role": AccountRole.SECURITY_ADMIN}
AUDITOR: Final = {"role": AccountRole.AUDIT_ADMIN}
OTHERS: Final = (
    Look("desk", "/desk", ADVISOR),
    Look("desk-list", "/desk/list?worker=W0001", ADVISOR),
    Look("desk-why", "/desk/why?worker=W0001&posting={posting}", ADVISOR),
    Look("desk-consents", "/desk/consents?worker=W0001", ADVISOR),
    Look("desk-talks", "/desk/talks?worker=W0001", ADVISOR),
    Look("desk-print", "/desk/print?worker=W0001", ADVISOR),
    Look("bureau", "/bureau", REVIEWER),
    Look("bureau-registration", "/bureau/registrations/{registration}", REVIEWER),
    Look("bureau-postings", "/bureau/postings", REVIEWER),
    Look("bureau-posting", "/bureau/postings/{posting}", REVIEWER),
    Look("bureau-complaints", "/bureau/complaints", REVIEWER),
    Look("bureau-employers", "/bureau/employers", REVIEWER),
    Look("bureau-sources", "/bureau/sources", REVIEWER),
    Look("bureau-parameters", "/bureau/parameters", REVIEWER),
    Look("bureau-statistics", "/bureau/statistics", STATISTICIAN),
    Look(
        "bureau-statistics-rows", "/bureau/statistics/rows?period=2026-10&cell=stock", STATISTICIAN
    ),
    Look("bureau-accounts", "/bureau/accounts", SECURITY),
    Look("bureau-audit", "/bureau/audit", AUDITOR),
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
    return look.path.format(posting=posting, registration=_registered(town))


def _registered(town: Town) -> str:
    """Somebody's registration, which waits for an officer where registers are silent."""
    claim = claim_of(7)
    with reading(town.here.engine) as connection:
        person = town.here.keys.person(claim.identity.number)
        for known in registrations.of_person(connection, person):
            return known.id
    one = town.here.registrar.apply(claim, HERSELF)
    text = in_use(town.here.registrar.texts, town.here.registrar.today())
    at = town.here.registrar.clock()
    promise = Commitment(text.version, text.hash, Channel.ONLINE, at, own_act=True)
    town.here.registrar.sign(one.id, promise, HERSELF)
    town.here.registrar.submit(one.id, HERSELF)
    return one.id
