"""One posting: looked at before it is sent; sent, stored and in lists before the answer."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from api.clock import now, today
from api.database import reading, writing
from api.feeds.lint import CleanText, lint_posting, offered_text
from api.feeds.postings import read_posting
from api.runtime import Runtime
from api.services.held import held_findings
from api.store import jobs
from api.store.upserts import Outcome
from indexing.artifact import IndexUnusable
from registry.jobs.lint import HOLDING
from registry.jobs.posting import Posting
from registry.verdict import Finding


@dataclass(frozen=True, slots=True)
class Done:
    """A posting as it now stands, and whether it was new, changed or the same.

    reasons: what holds it back, with clause and figures. rewrite: the lawful text to send instead,
    where its wording holds it back and can be mended.
    """

    posting: Posting
    outcome: Outcome
    reasons: tuple[Finding, ...] = ()
    rewrite: CleanText | None = None

    @property
    def is_new(self) -> bool:
        """Whether it was not there before."""
        return self.outcome is Outcome.INSERTED


@dataclass(frozen=True, slots=True)
class Looked:
    """What a row would become. reasons, rewrite: as of Done. warnings: what does not hold it."""

    posting: Posting
    reasons: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    rewrite: CleanText | None = None


def look_at(here: Runtime, data: dict[str, Any]) -> Looked:
    """What a native row would become, nothing being written; InvalidField if it cannot be read.

    What the bureau holds its employer's postings back for is not known before it is sent.
    """
    posting = _read(here, data)
    warned = (each for each in lint_posting(posting, here.reference) if each.action not in HOLDING)
    return Looked(
        posting,
        held_findings(posting, here.reference, here.policy, today(here.settings)),
        tuple(
            Finding(each.mark, False, f"“{each.quote.strip()}”：{each.reason}", each.clause)
            for each in warned
        ),
        offered_text(posting, here.reference),
    )


def post_one(
    here: Runtime, data: dict[str, Any], check: Callable[[Posting], None] = lambda _: None
) -> Done:
    """Bring one native row in; InvalidField if it cannot be read.

    check: called before it is written, and raises where its sender may not send it.
    """
    posting = _read(here, data)
    check(posting)
    with writing(here.engine) as connection:
        (outcome,) = jobs.upsert(connection, [posting], now(here.settings))
    with reading(here.engine) as connection:
        stored = jobs.get(connection, posting.id) or posting
        # The posting is safe in the store; an index that cannot follow says so to lists.
        with suppress(IndexUnusable):
            here.recommender(connection)
    reasons = held_findings(stored, here.reference, here.policy, today(here.settings))
    return Done(stored, outcome, reasons, offered_text(stored, here.reference))


def _read(here: Runtime, data: dict[str, Any]) -> Posting:
    """The sender is live: what it sends by HTTP it can also change or withdraw.

    Pay is held to the minimum wages of today.
    """
    floors = here.policy.wage_floors(today(here.settings))
    return read_posting(data, here.reference, live=True, floors=floors)
