"""Every page by who looks at it: its template and, where there are several, which of them.

`{posting_id}` and the like are filled in from the town.
"""

from typing import Any, Final, NamedTuple

from playwright.sync_api import Response

from registry.access.account_role import AccountRole
from tests.browser.hand import Hand
from tests.browser.lives import FIRM, HER
from tests.browser.town import Town


class Look(NamedTuple):
    """One page and who looks at it; nobody where `who` is empty.

    then: what is done on the page of that address to reach this one. status: of its answer.
    """

    name: str
    path: str
    who: dict[str, Any] = {}  # noqa: RUF012  # never changed
    then: tuple[tuple[str, ...], ...] = ()
    status: int = 200

    def at(self, town: Town) -> str:
        """The address in the town."""
        return self.path.format_map(town.names)

    def reached(self, hand: Hand) -> Response:
        """Go there; the answer to its address."""
        answer = hand.page.goto(hand.town.address + self.at(hand.town))
        assert answer is not None
        assert answer.status == self.status
        for act, *words in self.then:
            filled = [each.format_map(hand.town.names) for each in words]
            getattr(hand, act)(*filled)
        return answer


HERS: Final = {"role": AccountRole.WORKER, "worker": HER, "person": "person"}
NEW: Final = {"role": AccountRole.WORKER}
OURS: Final = {"role": AccountRole.EMPLOYER, "firm": FIRM}
ADVISOR: Final = {"role": AccountRole.ADVISOR}
REVIEWER: Final = {"role": AccountRole.REVIEWER}
STATISTICIAN: Final = {"role": AccountRole.STATISTICIAN}
SECURITY: Final = {"role": AccountRole.SECURITY_ADMIN}
AUDITOR: Final = {"role": AccountRole.AUDIT_ADMIN}

# What a worker opens on her telephone, and has to be light.
WORKERS: Final = (
    Look("worker/jobs", "/"),
    Look("worker/jobs list", "/jobs?place=371311&when=day&kind=保洁"),
    Look("worker/jobs none", "/jobs?place=371311&when=night&kind=潜水员"),
    Look("posting", "/postings/{posting_id}"),
    Look("posting hers", "/postings/{posting_id}", HERS),
    Look("posting gone", "/postings/nobodys:1", status=404),
    Look("worker/forward", "/postings/{posting_id}/forward"),
    Look("worker/report", "/report?posting={suspect_id}"),
    Look("sign_in", "/sign-in"),
    Look("ranking", "/ranking"),
    Look("worker/jobs own", "/", HERS),
    Look("worker/mine", "/mine", HERS),
    Look("worker/mine empty", "/mine", NEW),
    Look("worker/application", "/applications/{application_id}", HERS),
    Look("worker/registration", "/registrations/{registration_id}", HERS),
    Look("worker/profile", "/me/profile", HERS),
    Look("worker/contact", "/me/contact", HERS),
    Look("worker/tags", "/me/tags", HERS),
    Look("worker/consents", "/me/consents", HERS),
    Look("worker/seen", "/me/seen", HERS),
    Look("worker/data", "/me/data", HERS),
    Look("worker/entitlements", "/me/entitlements", HERS),
    Look("worker/guidance", "/me/guidance", HERS),
    Look("worker/stated", "/me/entitlements/facts", HERS),
    Look("shift", "/s/{link}"),
    Look("worker/register", "/register", NEW),
    Look("worker/register category", "/register/category", NEW),
    Look("worker/register place", "/register/place", NEW),
    Look("fault", "/nothing-here", status=404),
)
# Of hers, too, and reached by doing something first.
DONE: Final = (
    Look(
        "sign_in code",
        "/sign-in",
        then=(("types", "手机号", "13900000099"), ("taps", "获取验证码")),
    ),
    Look(
        "worker/reported",
        "/report?posting={suspect_id}",
        then=(("ticks", "虚假岗位"), ("types", "说说经过", "打过去说不招人"), ("taps", "提交")),
    ),
    Look(
        "worker/report_told",
        "/report",
        then=(
            ("unfolds", "查办理结果"),
            ("types", "投诉编号", "{complaint}"),
            ("types", "查询码", "{secret}"),
            ("taps", "查询"),
        ),
    ),
)
ADVISORS: Final = (
    Look("advisor/caseload", "/desk", ADVISOR),
    Look("advisor/find", "/desk/find?who=保洁", ADVISOR),
    Look("advisor/list empty", "/desk/list", ADVISOR),
    Look("advisor/list", f"/desk/list?worker={HER}", ADVISOR),
    Look("advisor/list re-weighted", f"/desk/list?worker={HER}&w_pay=300", ADVISOR),
    Look("advisor/why", f"/desk/why?worker={HER}&posting={{posting_id}}", ADVISOR),
    Look("advisor/consents", f"/desk/consents?worker={HER}", ADVISOR),
    Look("advisor/talks", f"/desk/talks?worker={HER}", ADVISOR),
    Look("advisor/entitlements", f"/desk/entitlements?worker={HER}", ADVISOR),
    Look("advisor/plan", f"/desk/plan?worker={HER}", ADVISOR),
    Look("advisor/guidance", f"/desk/guidance?worker={HER}", ADVISOR),
    Look("advisor/guidance none", "/desk/guidance?worker=W0002", ADVISOR),
    Look("advisor/guidance_print", f"/desk/guidance/print?worker={HER}", ADVISOR),
    Look("advisor/print", f"/desk/print?worker={HER}", ADVISOR),
    Look(
        "advisor/identity",
        f"/desk/list?worker={HER}",
        ADVISOR,
        then=(("taps", "查看身份证号（留痕）"),),
    ),
    Look("fault refused", "/mine", ADVISOR, status=403),
    Look("password", "/password", ADVISOR),
)
BUREAUS: Final = (
    Look("bureau/home", "/bureau", REVIEWER),
    Look("bureau/registration", "/bureau/registrations/{registration_id}", REVIEWER),
    Look("bureau/credit", "/bureau/registrations/{registration_id}/credit", REVIEWER),
    Look("bureau/postings", "/bureau/postings", REVIEWER),
    Look("bureau/posting", "/bureau/postings/{held_id}", REVIEWER),
    Look("bureau/complaints", "/bureau/complaints", REVIEWER),
    Look("bureau/complaint", "/bureau/complaints/{complaint}", REVIEWER),
    Look("bureau/employers", "/bureau/employers", REVIEWER),
    Look("bureau/employer", "/bureau/employers/{employer_id}", REVIEWER),
    Look("bureau/sources", "/bureau/sources", REVIEWER),
    Look("bureau/parameters", "/bureau/parameters", REVIEWER),
    Look("bureau/statistics", "/bureau/statistics?period=2026-11", STATISTICIAN),
    Look(
        "bureau/statistics_rows",
        "/bureau/statistics/rows?period=2026-11&cell=stock",
        STATISTICIAN,
    ),
    Look(
        "bureau/statistics_why",
        "/bureau/statistics/why?period=2026-11&registration={active_id}",
        STATISTICIAN,
    ),
    Look("bureau/accounts", "/bureau/accounts", SECURITY),
    Look(
        "bureau/secret",
        "/bureau/accounts",
        SECURITY,
        then=(("unfolds", "办理"), ("taps", "重置密码")),
    ),
    Look("bureau/audit", "/bureau/audit", AUDITOR),
)
FIRMS: Final = (
    Look("firm/home", "/firm", OURS),
    Look("firm/postings", "/firm/postings", OURS),
    Look("firm/postings held", "/firm/postings?state=held", OURS),
    Look("firm/posting", "/firm/postings/{posting_id}", OURS),
    Look("firm/posting held", "/firm/postings/{held_id}", OURS),
    Look("firm/post", "/firm/post", OURS),
    Look("firm/post edit", "/firm/post?edit={held_id}", OURS),
    Look("firm/import", "/firm/import", OURS),
    Look("firm/import_one", "/firm/import/{upload}", OURS),
    Look("firm/pool", "/firm/postings/{pool_id}/pool", OURS),
    Look("firm/pool few", "/firm/postings/{posting_id}/pool", OURS),
    Look("firm/contacts", "/firm/contacts", OURS),
    Look("firm/applications", "/firm/applications?posting={posting_id}", OURS),
    Look("firm/application", "/firm/applications/{application_id}", OURS),
    Look("firm/shifts", "/firm/shifts?posting={posting_id}", OURS),
    Look("firm/shift", "/firm/shifts/{shift_id}", OURS),
)
ALL: Final = (*WORKERS, *DONE, *ADVISORS, *BUREAUS, *FIRMS)
