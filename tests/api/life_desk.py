"""The desks of postings, complaints and employers over one database, with a clock that is moved."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.feeds.postings import read_posting
from api.policy import load_policy
from api.reference import Reference
from api.security.keys import keys_of
from api.services.complaint_desk import Acknowledged, ComplaintDesk
from api.services.employer_desk import EmployerDesk
from api.services.life_numbers import LifeNumbers
from api.services.posting_desk import PostingDesk
from api.settings import find_data_dir
from api.store import audit, changes, jobs
from api.store.changes import Op
from api.store.upserts import Outcome
from api.working_calendar import load_calendar
from registry.actor import Actor, Role
from registry.jobs.complaint import About, Kind
from registry.jobs.posting import Posting, PostingState
from registry.parameters import DatedValue
from tests.api.small_town import row

NOON = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)
KEYS = keys_of(b"k" * 32)
POLICY = load_policy(find_data_dir() / "policy")
CALENDAR = load_calendar(find_data_dir() / "policy")
FIRM = Actor("town", Role.FIRM)
HER = Actor("her", Role.PERSON)
OFFICER = Actor("zhao", Role.OFFICER, "371311")
COLLEAGUE = Actor("qian", Role.OFFICER, "371311")
CLEAN = "城南物业有限公司"


def numbers(**own: float) -> LifeNumbers:
    """The shipped numbers, and a bureau's own of some names."""
    changed = dict(POLICY.numbers)
    for name, value in own.items():
        dated = DatedValue("*", date(2020, 1, 1), None, value, "made up", author="某局")
        changed[name] = changed[name].overridden_by([dated], NOON.date())
    return LifeNumbers(replace(POLICY, numbers=changed))


@dataclass
class Life:
    """One database with its desks."""

    engine: Engine
    reference: Reference
    numbers: LifeNumbers = field(default_factory=numbers)
    at: datetime = NOON

    def __post_init__(self) -> None:
        clock = lambda: self.at  # noqa: E731
        parts = (self.engine, KEYS)
        self.postings = PostingDesk(*parts, self.reference, self.numbers, clock)
        self.employers = EmployerDesk(*parts, self.numbers, CALENDAR, clock)
        self.complaints = ComplaintDesk(*parts, self.numbers, CALENDAR, self.employers, clock)

    @property
    def today(self) -> date:
        return self.at.date()

    def wait(self, days: int) -> None:
        self.at += timedelta(days)

    def send(self, source_id: str = "1", live: bool = False, **changed: Any) -> Outcome:
        """A cleaner's posting, sent by its source today."""
        facts = {"employer": {"name": CLEAN}} | changed
        data = row(source_id, "办公楼保洁员", **facts)
        floors = POLICY.wage_floors(self.today)
        posting = read_posting(data, self.reference, live=live, floors=floors)
        with writing(self.engine) as connection:
            (outcome,) = jobs.upsert(connection, [posting], self.at)
        return outcome

    def get(self, source_id: str = "1") -> Posting:
        with reading(self.engine) as connection:
            found = jobs.get(connection, f"town:{source_id}")
        assert found is not None
        return found

    def state(self, source_id: str = "1") -> PostingState:
        return self.get(source_id).state

    def complain(
        self, source_id: str = "1", person: str = "", kind: Kind = Kind.DEPOSIT
    ) -> Acknowledged:
        return self.complaints.send(
            About.POSTING, f"town:{source_id}", kind, "要先交押金", HER, person=person
        )

    def fed(self) -> set[str]:
        """What a reader of the change log holds to be listed."""
        with reading(self.engine) as connection:
            found = changes.after(connection, 0, 1_000_000)
        last = {change.id: change.op for change in found}
        return {name for name, op in last.items() if op is Op.UPSERT}

    def acts(self, subject: str) -> list[str]:
        """What the audit tells of a subject, the chain being whole."""
        with reading(self.engine) as connection:
            assert audit.verify(connection, KEYS.audit) == ()
            return [each.action for each in audit.records(connection, subject)]
