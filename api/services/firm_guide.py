"""Advice on a firm's posting: why few suit it, and what each change of it would add.

Everything is counted by running the matcher on the changed posting over those who agreed to be
shown. A firm's answer stands for its day, as that of its pool does; whoever may no longer be shown
is out of its numbers at once, and all that is told is chosen anew of those who are left.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import reduce
from hashlib import blake2b
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.feeds.lint import clean_text, lint_posting
from api.firm_guide_texts import FirmTables, KindTexts
from api.security.keys import Keys
from api.services.candidates import Suited
from api.services.firm_guide_view import FirmAdvice
from api.services.market import market_on
from api.services.pool import Pool, PostingNotOpen
from api.store import audit, firm_advice, jobs
from api.store.codec import posting_document
from api.store.firm_advice import KeptAnswer, KeptTrial, Outright
from matcher.guidance.firm.advice import Advice, Ask, Kind, Nothing, Trial, Tried, stated
from matcher.guidance.firm.change import PostingChange, Words
from matcher.guidance.firm.ground import Ground
from matcher.guidance.firm.kinds import all_trials
from matcher.guidance.firm.plan import Plan, plan_of
from matcher.guidance.ground import Tables
from matcher.guidance.market import Market
from registry.actor import Actor, Role
from registry.errors import UnknownName
from registry.jobs.lifecycle import LISTED
from registry.jobs.pay_outlier import pay_far_above
from registry.jobs.posting import Posting, PostingState

ADVISED: Final = LISTED | {PostingState.HELD}


@dataclass(frozen=True, slots=True)
class FirmGuide:
    """The service. pool: whose candidates and budget are the same."""

    engine: Engine
    keys: Keys
    pool: Pool
    texts: Mapping[Kind, KindTexts]
    tables: FirmTables
    clock: Callable[[], datetime]

    def ask(self, posting_id: str, actor: Actor, firm: str = "") -> FirmAdvice:
        """Today's advice on a posting that is or could be on lists.

        firm: who asks, whose own the posting must be (UnknownName if not); "" for the bureau, which
        sees the same numbers and for which no budget counts. BudgetSpent, PostingNotOpen.
        """
        begun = perf_counter()
        day = self.clock().astimezone(SHANGHAI).date()
        with reading(self.engine) as connection:
            posting = self._posting(connection, posting_id, firm)
        answer = self._answer(posting, actor, day)
        with reading(self.engine) as connection:
            self.pool.candidates.catch_up(connection)
        plan = self._plan(answer)
        return FirmAdvice(
            posting=posting,
            as_of=day,
            elapsed_ms=(perf_counter() - begun) * 1000,
            plan=plan,
            together=self._together(answer, plan),
            few=stated(len(self.pool.candidates)) is None,
            is_changed=answer.mark != mark_of(posting),
            texts=self.texts,
        )

    def _posting(self, connection: Connection, posting_id: str, firm: str) -> Posting:
        """A posting that may be asked about; UnknownName, PostingNotOpen."""
        posting = jobs.get(connection, posting_id)
        if posting is None or (firm and posting.source != firm):
            near = () if firm else jobs.near_ids(connection, posting_id)
            raise UnknownName("岗位编号", posting_id, near)
        if posting.state not in ADVISED:
            raise PostingNotOpen(f"岗位 {posting_id} 没有在招，提不出建议：先重新开放。")
        return posting

    # ------------------------------------------------------------ the day's answer

    def _answer(self, posting: Posting, actor: Actor, day: date) -> KeptAnswer:
        """What the day's first question found; asked now if this is it."""
        firm, is_firm = posting.source, actor.role is Role.FIRM
        with reading(self.engine) as connection:
            kept = firm_advice.get(connection, self.keys, firm, posting.id, day)
            if kept is not None and (
                not is_firm or firm_advice.is_counted(connection, firm, posting.id, day)
            ):
                return kept
            if is_firm:
                self.pool.require_budget(connection, posting, day)
        found = self._found(posting, day) if kept is None else kept
        with writing(self.engine) as connection:
            audit.lock(connection)
            if is_firm:
                self.pool.require_budget(connection, posting, day)
            before = firm_advice.get(connection, self.keys, firm, posting.id, day)
            if before is None:
                at = self.clock()
                firm_advice.put(connection, self.keys, firm, posting.id, day, found, at)
                what, chain = "pool.advised", self.keys.audit
                audit.append(connection, chain, actor, what, posting.id, at, day=day)
            if is_firm:
                firm_advice.count(connection, firm, posting.id, day)
            return found if before is None else before

    def _found(self, posting: Posting, day: date) -> KeptAnswer:
        """Every trial made, and then those together that would be proposed."""
        candidates = self.pool.candidates
        matching = candidates.matching
        with reading(self.engine) as connection:
            candidates.catch_up(connection)
            with matching.lock:
                _, market = market_on(connection, matching, posting.profile, day)
        with matching.lock, candidates.lock:
            ground = self._ground(posting, day, market)
            trials, outright = all_trials(ground)
            changes = [ground.mended, *(_whole(each, ground) for each in trials)]
            seen = candidates.suited_if(posting, [each.of(posting) for each in changes], day)
            joined = _joined(trials, seen)
            change = reduce(
                lambda one, other: one.beside(other),
                (trials[place].change for place in joined),
                ground.mended,
            )
            both = candidates.suited_if(posting, [change.of(posting)], day)
        return _kept(posting, trials, outright, joined, seen, both)

    def _ground(self, posting: Posting, day: date, market: Market) -> Ground:
        matching = self.pool.candidates.matching
        reference, policy = matching.reference, self.pool.policy
        clean = clean_text(posting, reference)
        row = matching.index.row(posting.id)
        median = matching.trade_medians()[row] if row is not None else np.nan
        lint_holds = [code for code in posting.holds if reference.lint_rules.named(code)]
        return Ground(
            posting=posting,
            as_of=day,
            market=market,
            floors=policy.wage_floors(day),
            tables=Tables(reference.occupations, reference.certificates, reference.gazetteer),
            later=self.tables.later,
            needed=self.tables.needed,
            at_sites=self.tables.at_sites,
            findings=lint_posting(posting, reference),
            clean=Words(clean.title, clean.description, clean.tags, clean.welfare)
            if clean
            else None,
            doubtful=_is_doubtful(posting, float(median), reference.lint_rules.pay_far_above),
            held_otherwise=len(lint_holds) < len(posting.holds),
        )

    # ------------------------------------------------------------ what may be told of it

    def _plan(self, answer: KeptAnswer) -> Plan:
        present = self._present(answer)
        tried = [_tried(each, _more(each, present)) for each in answer.trials]
        outright = [
            (Ask if each.asks else Nothing)(each.kind, each.said, each.figures)
            for each in answer.outright
        ]
        now, then = (stated(_count(each, present)) for each in (answer.suited, answer.mended))
        return plan_of(now, then, tried, outright)

    def _together(self, answer: KeptAnswer, plan: Plan) -> int | None:
        """What the changes proposed add all together; None where that was not what was tried."""
        present = self._present(answer)
        tried = [_tried(each, _more(each, present)) for each in answer.trials]
        counted = sum(tried[place].more is not None for place in answer.joined)
        same = _chosen(plan, tried) == answer.joined and counted > 1
        return _more(answer.together, present) if same and answer.together else None

    def _present(self, answer: KeptAnswer) -> frozenset[int]:
        """Places of those who may still be shown."""
        there = self.pool.candidates
        return frozenset(place for place, who in enumerate(answer.who) if who and who in there)


def mark_of(posting: Posting) -> str:
    """Another for every content that a posting may have."""
    return blake2b(posting_document(posting).encode(), digest_size=16).hexdigest()


def _is_doubtful(posting: Posting, median: float, times: float) -> bool:
    pay, hours = posting.pay, posting.hours
    if pay is None or np.isnan(median):
        return False
    return bool(pay_far_above(pay, median, times, hours.hours_per_day, hours.days_per_month))


def _whole(trial: Trial, ground: Ground) -> PostingChange:
    """A trial's change, of a posting that is mended where it is held back."""
    return trial.change if trial.kind is Kind.LAWFUL else trial.change.beside(ground.mended)


def _against(trial: Trial, seen: Suited) -> NDArray[np.bool_]:
    """Whom the posting suits without the trial: as it is, or mended where it is held back."""
    return seen.masks[0 if trial.kind is Kind.LAWFUL else 1]


def _joined(trials: Sequence[Trial], seen: Suited) -> tuple[int, ...]:
    """The places of the trials that would be proposed today."""
    now, then, *masks = seen.masks
    tried = []
    for trial, mask in zip(trials, masks, strict=True):
        base = _against(trial, seen)
        lost = 0 if trial.is_other else int((base & ~mask).sum())
        tried.append(_tried(trial, stated(int((mask & ~base).sum()) - lost)))
    return _chosen(plan_of(stated(int(now.sum())), stated(int(then.sum())), tried), tried)


def _kept(
    posting: Posting,
    trials: Sequence[Trial],
    outright: Sequence[Ask | Nothing],
    joined: tuple[int, ...],
    seen: Suited,
    both: Suited,
) -> KeptAnswer:
    """The answer as it is kept, with nobody in it whom no trial concerns."""
    now, then, *masks = seen.masks
    concerned = np.logical_or.reduce([*seen.masks, both.masks[1]])
    places = np.flatnonzero(concerned)
    number = np.cumsum(concerned) - 1

    def kept(trial: Trial, mask: NDArray[np.bool_], base: NDArray[np.bool_]) -> KeptTrial:
        return KeptTrial(
            trial.kind,
            trial.said,
            {name: value for name, value in trial.figures.items() if not isinstance(value, date)},
            trial.clauses,
            trial.by_law,
            trial.is_proof,
            trial.is_other,
            gained=tuple(number[mask & ~base].tolist()),
            lost=() if trial.is_other else tuple(number[base & ~mask].tolist()),
        )

    together = Trial(Kind.LAWFUL, "together", PostingChange())
    return KeptAnswer(
        mark=mark_of(posting),
        who=tuple(seen.ids[place] for place in places.tolist()),
        suited=tuple(number[now].tolist()),
        mended=tuple(number[then].tolist()),
        trials=tuple(
            kept(trial, mask, _against(trial, seen))
            for trial, mask in zip(trials, masks, strict=True)
        ),
        outright=tuple(_outright(each) for each in outright),
        joined=joined,
        together=kept(together, both.masks[1], now) if len(joined) > 1 else None,
    )


def _outright(found: Ask | Nothing) -> Outright:
    figures = {name: value for name, value in found.figures.items() if not isinstance(value, date)}
    said = found.why if isinstance(found, Ask) else found.said
    return Outright(found.kind, isinstance(found, Ask), said, figures)


def _tried(trial: Trial | KeptTrial, more: int | None) -> Tried:
    return Tried(
        trial.kind,
        trial.said,
        more,
        trial.figures,
        trial.clauses,
        trial.by_law,
        trial.is_proof,
        trial.is_other,
    )


def _chosen(plan: Plan, tried: Sequence[Tried]) -> tuple[int, ...]:
    """The places of what a plan proposes for the posting itself, what the law asks for first."""
    proposed: list[Advice] = [*plan.required, *plan.changes]
    return tuple(tried.index(each.best) for each in proposed if not each.best.is_other)


def _more(trial: KeptTrial, present: frozenset[int]) -> int | None:
    return stated(_count(trial.gained, present) - _count(trial.lost, present))


def _count(places: tuple[int, ...], present: frozenset[int]) -> int:
    return sum(place in present for place in places)
