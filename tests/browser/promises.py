"""What each journey may cost: the line of the brief that promises it, and how many actions at most.

An answer (FIELD) is a field, a choice or a file; a PAGE is one page of several that are answered.
Where the line names no number, ours is the least that the pages allow.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, NamedTuple


class Does(StrEnum):
    """Kinds of action."""

    TAP = "tap"  # 点一下
    FIELD = "field"  # 填一项、选一项
    KEY = "key"  # 按一个键
    PAGE = "page"  # 答完一页


class Promise(NamedTuple):
    """A line of EXPERIENCE §1, and the most of each kind of action."""

    line: str
    most: Mapping[Does, int]


TAP, FIELD, KEY, PAGE = Does.TAP, Does.FIELD, Does.KEY, Does.PAGE
PROMISES: Final[Mapping[str, Promise]] = {
    # the worker's
    "first list": Promise(
        "a first list from three questions before any sign-in", {FIELD: 3, TAP: 1}
    ),
    "own list": Promise("see 10 fitting jobs ≤ 1 tap after opening", {TAP: 1}),
    "wanted": Promise("wanted 1 tap", {TAP: 1}),
    "not for me": Promise("not for me 1 tap", {TAP: 1}),
    "passed on": Promise("wanted 1 tap; consent to the one firm", {TAP: 1}),
    "registered": Promise(
        "register by commitment ≤ 8 one-question pages and a check page",
        {PAGE: 8, TAP: 9, FIELD: 12},
    ),
    "phoned": Promise("phone (tel:)", {TAP: 1}),
    "forwarded": Promise("forward as text + QR", {TAP: 2}),
    "larger": Promise("长辈版 and large print", {TAP: 1}),
    "seen data": Promise("my data: see", {TAP: 2}),
    "corrected": Promise("my data: correct", {TAP: 3, FIELD: 1}),
    "exported": Promise("my data: export", {TAP: 3}),
    "deleted": Promise("my data: delete", {TAP: 3, FIELD: 1}),
    "hidden": Promise("my data: hide from firms", {TAP: 3}),
    "not personalised": Promise("不看个性化推荐 switch", {TAP: 3}),
    "tag deleted": Promise("my tags: choose or delete", {TAP: 3}),
    "reported": Promise("report a posting", {TAP: 2, FIELD: 2}),
    "registration": Promise("my registration: status, what was checked", {TAP: 2}),
    "objected": Promise("my registration: objection", {TAP: 1, FIELD: 1}),
    "shift taken": Promise("shift as .ics", {TAP: 1}),
    "policies": Promise("您可以申请 policy list with reasons and what is missing", {TAP: 2}),
    # the advisor's
    "person found": Promise("find a person ≤ 2 fields", {FIELD: 2, TAP: 1}),
    "re-ranked": Promise("re-rank with sliders", {FIELD: 2, TAP: 2}),
    "printed": Promise("print ≤ 1 click", {TAP: 1}),
    "printed by key": Promise("keyboard shortcuts", {KEY: 1}),
    "excel": Promise("Excel", {TAP: 1}),
    "why": Promise("reasons and gaps", {TAP: 1}),
    "why not": Promise("reasons and gaps", {FIELD: 1, TAP: 1}),
    "pinned": Promise("pin", {TAP: 1}),
    "excluded": Promise("exclude with reason", {FIELD: 1, TAP: 2}),
    "talk recorded": Promise("interview record", {FIELD: 2, TAP: 2}),
    "foldered": Promise("caseload folders", {FIELD: 1, TAP: 1}),
    "revealed": Promise("masked ID with 查看(留痕)", {TAP: 1}),
    "outcome told": Promise("outcome one tap", {TAP: 1}),
    # the firm's
    "500 from Excel": Promise("post 500 jobs ≤ 3 min from Excel", {FIELD: 1, TAP: 2}),
    "errors mended": Promise("dry run … and a workbook of the failed rows", {FIELD: 1, TAP: 4}),
    "one posted": Promise("post one", {FIELD: 8, TAP: 1}),
    "rewritten": Promise("why a post is held, with a clean rewrite offered", {TAP: 1}),
    "copied": Promise("copy last post", {TAP: 2}),
    "pool": Promise("see the pool at once", {TAP: 1}),
    "contact asked": Promise("contact only after the worker agrees to this firm", {TAP: 1}),
    "answered": Promise("reply reminders", {TAP: 2}),
    "hire told": Promise("make the outcome one tap", {TAP: 1}),
    "shifts offered": Promise("fill 200 dated shifts by Friday", {FIELD: 5, TAP: 2}),
    # the bureau's
    "registration decided": Promise("review of registrations", {TAP: 2, FIELD: 2}),
    "posting held": Promise("review of held postings", {TAP: 1, FIELD: 1}),
    "complaint answered": Promise("review of complaints", {TAP: 4, FIELD: 2}),
    "account made": Promise("accounts", {TAP: 2, FIELD: 3}),
    "parameters": Promise("parameters with their sources", {TAP: 1}),
    "month": Promise("monthly 城镇新就业 ≤ 1 click", {TAP: 1}),
    "figure opened": Promise("each cell opens its rows", {TAP: 1}),
    "rule shown": Promise("and the rule that counted it", {TAP: 1}),
    "sources": Promise("source status and mapping loss", {TAP: 1}),
}
