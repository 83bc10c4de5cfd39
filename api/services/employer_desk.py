"""Employers' standing: verified, watched for what was upheld, barred by an officer, reviewed."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from itertools import islice
from typing import Any, Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.expected import etag_of, require
from api.security.keys import Keys
from api.services.life_numbers import LifeNumbers
from api.services.posting_change import weigh_all
from api.store import accounts, audit, changes, complaints, employer_standing, posting_life
from api.store.employer_standing import KeptStanding
from registry.actor import THE_SYSTEM, Actor
from registry.errors import InvalidField, LinggangError, UnknownName
from registry.jobs.employer import Employer
from registry.jobs.employer_standing import (
    Level,
    Standing,
    StandingRefused,
    Verification,
    barred,
    dismissed,
    kept,
    lifted,
    objected,
    reviewed,
    verification,
    verified,
)
from registry.registration.credit_terms import months_after
from registry.registration.working_days import Calendar, working_days_after

BARRED: Final = "该单位被停止发布岗位"
UNVERIFIED: Final = "该单位超过期限没有核验"
FREED: Final = "该单位可以发布岗位"
BATCH: Final = 200  # employers looked up at once


class NoEmployer(LinggangError):
    """An account that speaks for no employer."""

    code = "no_employer"


@dataclass(frozen=True, slots=True)
class EmployerView:
    """An employer for people to see. upheld: complaints of fraud that count now.

    counties: where its public postings lie.
    """

    kept: KeptStanding
    verification: Verification
    upheld: int
    counties: frozenset[str] = frozenset()

    @property
    def tag(self) -> str:
        """Its ETag: another one as soon as anything of it is."""
        return etag_of(self.kept, self.verification, self.upheld, *sorted(self.counties))


@dataclass(slots=True)
class Reviewed:
    """What a night looked at, and how many employers' level it changed."""

    employers: int = 0
    levels: int = 0

    def to_json(self) -> dict[str, int]:
        """The counts as JSON."""
        return asdict(self)


@dataclass(slots=True)
class StandingChange:
    """A firm's standing, to be changed in this transaction. ids: all rows of the firm."""

    connection: Connection
    keys: Keys
    at: datetime
    kept: KeptStanding
    ids: tuple[int, ...]

    @property
    def today(self) -> date:
        """The day in China."""
        return self.at.astimezone(SHANGHAI).date()

    def to(self, standing: Standing, actor: Actor, action: str, **detail: Any) -> Standing:
        """Keep what it becomes, note who did what, and weigh its postings anew."""
        was, self.kept = self.kept.standing, self.kept._replace(standing=standing)
        employer = self.kept.employer.id
        employer_standing.save(self.connection, self.keys, employer, standing)
        if _holds(was) != _holds(standing):
            detail["postings"] = self.weigh()
        audit.append(
            self.connection,
            self.keys.audit,
            actor,
            f"employer.{action}",
            f"employer:{employer}",
            self.at,
            role=actor.role.value,
            was=was.level.value,
            level=standing.level.value,
            until=standing.barred_until,
            **detail,
        )
        return standing

    def weigh(self) -> int:
        """Hold or publish the firm's postings by its standing; how many changed."""
        standing = self.kept.standing
        reason = UNVERIFIED if standing.is_unverified_held else FREED
        reason = BARRED if standing.level is Level.BARRED else reason
        ids = posting_life.standing_of(self.connection, self.ids)
        return weigh_all(self.connection, self.keys, ids, reason, self.at)


@dataclass(frozen=True, slots=True)
class EmployerDesk:
    """The standing of employers in one installation. calendar: which days are worked."""

    engine: Engine
    keys: Keys
    numbers: LifeNumbers
    calendar: Calendar
    clock: Callable[[], datetime]

    # ------------------------------------------------------------ by an officer, or the firm

    def verify(
        self,
        employer: int,
        licence_checked_on: date,
        actor: Actor,
        uscc: str = "",
        firm: str | None = None,
    ) -> Standing:
        """An officer looked at its licence and at who acts for it. uscc: where no posting told.

        firm: the source whose account speaks for it, "" for none any more, None: as before.
        """
        with self._changing(employer) as change:
            before = change.kept.standing
            if firm:
                _require_free(change, firm)
            code = uscc or change.kept.employer.uscc or before.uscc
            after = verified(before, actor, change.today, code, licence_checked_on, firm)
            after = replace(after, is_unverified_held=False)
            noted = {"licence_checked_on": licence_checked_on, "firm": after.firm}
            return change.to(after, actor, "verify", **noted)

    def bar(self, employer: int, reason: str, actor: Actor, months: int | None = None) -> Standing:
        """Hold all its postings for some months. months None: as the bureau's number says."""
        with self._changing(employer) as change:
            if not change.kept.employer.key and not change.kept.employer.uscc:
                raise StandingRefused("不能办理：岗位没有写明单位名称或代码，认不出是哪家单位。")
            span = self.numbers.bar_months(change.today) if months is None else months
            after = barred(change.kept.standing, actor, change.today, reason, span)
            return change.to(after, actor, "bar", months=span)

    def dismiss(self, employer: int, reason: str, actor: Actor) -> Standing:
        """Decide not to bar an employer for which it was proposed."""
        with self._changing(employer) as change:
            after = dismissed(change.kept.standing, actor, change.today, reason)
            return change.to(after, actor, "dismiss")

    def lift(self, employer: int, reason: str, actor: Actor) -> Standing:
        """End a bar before its time; what else holds its postings stays."""
        with self._changing(employer) as change:
            after = lifted(change.kept.standing, actor, change.today, reason)
            return change.to(after, actor, "lift")

    def object(self, employer: int, words: str, actor: Actor) -> Standing:
        """The firm's objection to being barred, with the day by which it is answered."""
        with self._changing(employer) as change:
            days = self.numbers.objection_days(change.today)
            deadline = working_days_after(change.today, days, self.calendar)
            after = objected(change.kept.standing, actor, change.today, words, deadline)
            return change.to(after, actor, "object", due=deadline.due)

    def keep(self, employer: int, answer: str, actor: Actor) -> Standing:
        """Another officer answers the objection; it stays barred."""
        with self._changing(employer) as change:
            return change.to(kept(change.kept.standing, actor, answer), actor, "keep")

    # ------------------------------------------------------------ by the system

    def review(self) -> Reviewed:
        """Every night: bars that end, levels by what is upheld, verifications past their time."""
        with reading(self.engine) as connection:
            today = self.clock().astimezone(SHANGHAI).date()
            concerned = {*employer_standing.touched(connection), *complaints.concerned(connection)}
            if self.numbers.holds_unverified(today):
                concerned |= set(employer_standing.with_postings(connection))
        done = Reviewed(len(concerned))
        for each in sorted(concerned):
            with self._changing(each) as change:
                before = change.kept.standing
                self.reweigh(change)
                done.levels += change.kept.standing.level is not before.level
        return done

    def reweigh(self, change: StandingChange) -> None:
        """Bring a standing to what its complaints and its time make of it."""
        before, today = change.kept.standing, change.today
        after = reviewed(before, *self._upheld(change), self.numbers.thresholds(today), today)
        late = self._verification(change.kept, today) is Verification.OVERDUE
        held = late and self.numbers.holds_unverified(today)
        after = replace(after, is_unverified_held=held)
        if after != before:
            change.to(after, THE_SYSTEM, "review")

    # ------------------------------------------------------------ seeing

    def find(self, name: str) -> Employer:
        """The employer of an id, a credit code or a name; the first of several rows of one firm."""
        with reading(self.engine) as connection:
            number = int(name) if name.isascii() and name.isdigit() and len(name) < 10 else 0
            by_id = employer_standing.get(connection, self.keys, number)
            if by_id is not None:
                return by_id.employer
            found = employer_standing.find(connection, name)
            if not found:
                raise UnknownName("用人单位", name, employer_standing.near_names(connection, name))
            if len({each.uscc for each in found if each.uscc}) > 1:
                ids = "、".join(f"{each.id}（{each.uscc or '无代码'}）" for each in found)
                raise InvalidField("employer", "ambiguous", f"同名单位不止一家，请用编号：{ids}。")
            return found[0]

    def show(self, employer: int) -> EmployerView:
        """An employer with what counts against it; UnknownName if there is none."""
        with reading(self.engine) as connection:
            change = self._change(connection, employer, self.clock())
            return self._view(change)

    def own(self, firm: str) -> EmployerView:
        """The employer for which an account of a source speaks; NoEmployer if there is none."""
        with reading(self.engine) as connection:
            found = employer_standing.by_firm(connection, self.keys, firm)
            if found is None:
                raise NoEmployer(
                    "本账号还没有对应的用人单位：请带营业执照和授权书到公共就业服务机构核验。"
                )
            return self._view(self._change(connection, found.employer.id, self.clock()))

    def all(
        self,
        level: Level | None = None,
        overdue: bool = False,
        limit: int = 100,
        county: str = "",
        after: int = 0,
    ) -> tuple[EmployerView, ...]:
        """Employers by id behind one, without what counts against them.

        level: only those of one; overdue: only those past the time of their verification; county:
        only those with public postings there.
        """
        today = self.clock().astimezone(SHANGHAI).date()
        late = Verification.OVERDUE
        with reading(self.engine) as connection:
            found = self._all(connection, level, county, after)
            views = (EmployerView(one, self._verification(one, today), 0) for one in found)
            chosen = (one for one in views if not overdue or one.verification is late)
            return tuple(islice(chosen, limit))

    # ------------------------------------------------------------ parts

    @contextmanager
    def _changing(self, employer: int) -> Iterator[StandingChange]:
        with writing(self.engine) as connection:
            changes.lock(connection)
            change = self._change(connection, employer, self.clock())
            require(str(employer), lambda: self._view(change).tag)
            yield change

    def _all(
        self, connection: Connection, level: Level | None, county: str, after: int
    ) -> Iterator[KeptStanding]:
        """Everybody behind one, looked up as far as it is asked for."""
        while found := employer_standing.kept(connection, self.keys, level, county, after, BATCH):
            yield from found
            after = found[-1].employer.id

    def _view(self, change: StandingChange) -> EmployerView:
        upheld, _ = self._upheld(change)
        return EmployerView(
            change.kept,
            self._verification(change.kept, change.today),
            upheld,
            employer_standing.counties(change.connection, change.ids),
        )

    def _change(self, connection: Connection, employer: int, at: datetime) -> StandingChange:
        one = employer_standing.get(connection, self.keys, employer)
        if one is None:
            raise UnknownName("用人单位编号", str(employer))
        found, ids = employer_standing.of_firm(connection, self.keys, one.employer)
        return StandingChange(connection, self.keys, at, found, ids)

    def changing_in(self, connection: Connection, employer: int, at: datetime) -> StandingChange:
        """A firm's standing in a transaction that is under way and holds the change-log lock."""
        return self._change(connection, employer, at)

    def _upheld(self, change: StandingChange) -> tuple[int, int]:
        """Complaints that count now, and those of them that no officer has decided on yet."""
        months = self.numbers.complaint_months(change.today)
        since = months_after(change.today, -months)
        free = change.kept.standing.counts_from or since
        return (
            complaints.upheld(change.connection, change.ids, since),
            complaints.upheld(change.connection, change.ids, max(since, free)),
        )

    def _verification(self, one: KeptStanding, today: date) -> Verification:
        first = one.first_seen.astimezone(SHANGHAI).date()
        months, grace = self.numbers.verification_months(today), self.numbers.grace_days(today)
        return verification(one.standing, first, today, months, grace)


def _require_free(change: StandingChange, firm: str) -> None:
    """InvalidField where no account has that source, or it speaks for another employer."""
    if not accounts.has_firm(change.connection, firm):
        raise InvalidField("firm", "no_account", "没有这个来源的单位或平台账号：请先建账号。")
    other = employer_standing.by_firm(change.connection, change.keys, firm)
    if other is not None and other.employer.id not in change.ids:
        name = other.employer.name
        raise InvalidField("firm", "other_employer", f"这个来源的账号已对应“{name}”。")


def _holds(standing: Standing) -> tuple[bool, bool]:
    return standing.level is Level.BARRED, standing.is_unverified_held
