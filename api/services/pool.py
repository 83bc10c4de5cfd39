"""The candidate pool of one posting, as its firm may see it: counts and de-identified profiles.

A firm's answer stands for its day: what its first question found is kept, and only withdrawals,
hiding and deletion change it, at once. Then all lines are made anew of those who are left: a group
that became too small is shown coarser or not at all.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import blake2b
from time import perf_counter
from typing import Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.policy import Policy
from api.security.keys import Keys
from api.services.candidates import CandidateIndex
from api.services.pool_view import PoolAnswer, Profiled
from api.store import audit, jobs, pools
from api.store.pools import Found
from matcher.disclosure import Line, Shown, band_counts, lines, rounded
from registry.actor import Actor, Role
from registry.errors import LinggangError, TryLater, UnknownName
from registry.jobs.lifecycle import LISTED
from registry.jobs.posting import Posting, Profile

BUDGET: Final = "pool_questions_a_day"
PSEUDONYM: Final = 20  # hexadecimal digits


class BudgetSpent(TryLater):
    """A firm has asked as much as it may on one day, and may again on the next."""

    code = "budget_spent"

    def __init__(self, text: str, at: datetime) -> None:
        midnight = datetime.combine(at.date() + timedelta(days=1), time(), at.tzinfo)
        super().__init__(text, int((midnight - at).total_seconds()) + 1)


class PostingNotOpen(LinggangError):
    """A posting that is on no list has no candidates either."""

    code = "posting_not_open"


@dataclass(frozen=True, slots=True)
class Pool:
    """The service: candidates in memory, and what firms were shown."""

    engine: Engine
    keys: Keys
    candidates: CandidateIndex
    policy: Policy
    clock: Callable[[], datetime]

    def ask(
        self,
        posting_id: str,
        actor: Actor,
        firm: str = "",
        as_of: date | None = None,
        profile: Profile | None = None,
        limit: int = 200,
    ) -> PoolAnswer:
        """What a firm may see of the candidates of its posting today.

        firm: who asks, whose own the posting must be (UnknownName if not); "" for the bureau, for
        which no budget counts. as_of: another day, for the bureau only. limit: at most so many
        profiles, in whole lines, at least one line. BudgetSpent, PostingNotOpen.
        """
        begun = perf_counter()
        day = as_of if as_of and actor.role is not Role.FIRM else self._today()
        with reading(self.engine) as connection:
            posting = self.posting(connection, posting_id, firm, profile)
        present = self._present(posting, actor, day)
        reference = self.candidates.matching.reference
        return PoolAnswer(
            posting=posting,
            as_of=day,
            elapsed_ms=(perf_counter() - begun) * 1000,
            suited=rounded(len(present)),
            bands=band_counts([each.shown for each in present]),
            items=self._items(posting, present, limit),
            reference=reference,
        )

    def behind(self, posting: Posting, pseudonym: str, actor: Actor) -> str:
        """The worker whom today's answer shows under a pseudonym; UnknownName if it shows none."""
        present = self._present(posting, actor, self._today())
        secret = self.secret(posting)
        for line in lines([each.shown for each in present]):
            for place in line.places:
                if pseudonym_of(secret, present[place].worker, line.shown) == pseudonym:
                    return present[place].worker
        raise UnknownName("候选人代号", pseudonym)

    def posting(
        self,
        connection: Connection,
        posting_id: str,
        firm: str = "",
        profile: Profile | None = None,
    ) -> Posting:
        """A posting that may be asked about; UnknownName, PostingNotOpen."""
        posting = jobs.get(connection, posting_id)
        if posting is None or (firm and posting.source != firm):
            near = () if firm else jobs.near_ids(connection, posting_id)
            raise UnknownName("岗位编号", posting_id, near)
        if profile not in (None, posting.profile):
            raise PostingNotOpen(
                f"岗位 {posting_id} 不在所查的岗位库里：请加 --profile {posting.profile.value}。"
            )
        if posting.state not in LISTED:
            raise PostingNotOpen(f"岗位 {posting_id} 没有在招，没有候选人：{posting.state.value}。")
        return posting

    # ------------------------------------------------------------ steps

    def _present(self, posting: Posting, actor: Actor, day: date) -> list[Found]:
        """Whom the posting's answer of a day found, less those who may no longer be shown.

        In an order that tells nothing of them, for it decides who of a group is left over.
        """
        found = self._answer(posting, actor, day)
        with reading(self.engine) as connection:
            self.candidates.catch_up(connection)
        present = [each for each in found if each.worker in self.candidates]
        secret = self.secret(posting, "order")
        return sorted(present, key=lambda each: _mark(secret, each.worker))

    def _answer(self, posting: Posting, actor: Actor, day: date) -> tuple[Found, ...]:
        """What the day's first question found; asked now if this is it."""
        firm, is_firm = posting.source, actor.role is Role.FIRM
        with reading(self.engine) as connection:
            kept = pools.get(connection, self.keys, firm, posting.id, day)
            if kept is not None and (
                not is_firm or pools.is_counted(connection, firm, posting.id, day)
            ):
                return kept
        found = self._suited(posting, day) if kept is None else kept
        with writing(self.engine) as connection:
            audit.lock(connection)
            if is_firm:
                self.require_budget(connection, posting, day)
            before = pools.get(connection, self.keys, firm, posting.id, day)
            if before is None:
                at = self.clock()
                pools.put(connection, self.keys, firm, posting.id, day, found, at)
                self._note(connection, actor, posting, day)
            if is_firm:
                pools.count(connection, firm, posting.id, day)
            return found if before is None else before

    def _suited(self, posting: Posting, day: date) -> tuple[Found, ...]:
        matching = self.candidates.matching
        with reading(self.engine) as connection:
            self.candidates.catch_up(connection)
        with matching.lock:
            row = matching.index.row(posting.id)
            if row is None:
                raise PostingNotOpen(f"岗位 {posting.id} 刚刚变更，尚未进入索引：请稍后再查。")
            return self.candidates.suited(posting, row, day)

    def require_budget(self, connection: Connection, posting: Posting, day: date) -> None:
        """BudgetSpent where its firm asked about as many others today as it may."""
        asked = pools.counted(connection, posting.source, day)
        most = int(self.policy.required(BUDGET, day, posting.place.code or ""))
        if posting.id not in asked and len(asked) >= most:
            told = f"今天已查询 {most} 个岗位的人才池或招人建议，达到每日上限：请明天再查。"
            raise BudgetSpent(told, self.clock().astimezone(SHANGHAI))

    def _items(self, posting: Posting, present: list[Found], limit: int) -> tuple[Profiled, ...]:
        items: list[Profiled] = []
        for line in lines([each.shown for each in present]):
            if items and len(items) + len(line.places) > limit:
                break
            items += self._line(posting, present, line)
        return tuple(items)

    def _line(self, posting: Posting, present: list[Found], line: Line) -> list[Profiled]:
        secret = self.secret(posting)
        names = sorted(
            pseudonym_of(secret, present[place].worker, line.shown) for place in line.places
        )
        return [Profiled(name, line.shown) for name in names]

    def secret(self, posting: Posting, what: str = "pseudonym") -> bytes:
        """A key of this firm's and this posting's own, for pseudonyms or for another use."""
        mark = self.keys.mark("\x1f".join(("pool", what, posting.source, posting.id)))
        return bytes.fromhex(mark)

    def _note(self, connection: Connection, actor: Actor, posting: Posting, day: date) -> None:
        audit.append(
            connection, self.keys.audit, actor, "pool.asked", posting.id, self.clock(), day=day
        )

    def _today(self) -> date:
        return self.clock().astimezone(SHANGHAI).date()


def pseudonym_of(secret: bytes, worker: str, shown: Shown) -> str:
    """Another for every firm, posting and shown profile: nothing shown can be joined by it."""
    return _mark(secret, f"{worker}\x1f{shown!r}")


def _mark(secret: bytes, text: str) -> str:
    return blake2b(text.encode(), key=secret, digest_size=PSEUDONYM // 2).hexdigest()
