"""The desk of instant hire: its store, clock, numbers, and the ports to candidates and messages."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.policy import Policy
from api.security.keys import Keys
from api.shift_policy import shift_terms
from registry.errors import LinggangError
from registry.jobs.posting import Posting
from registry.placement.shift import Shift
from registry.placement.shift_terms import ShiftTerms


class ShiftRefused(LinggangError):
    """A wish of a firm, a worker or an officer that a shift does not allow now; says why."""

    code = "shift_refused"


class Candidate(NamedTuple):
    """A worker whom a posting suits; score: higher is better."""

    worker: str
    score: float


# Who suits a posting and agreed to be found, best first, on a day. The posting has the hours, pay
# and place of the shift in question.
Candidates = Callable[[Posting, date], Sequence[Candidate]]
# Who of some workers agrees to be asked, as it stands in this transaction.
MayAsk = Callable[[Connection, Collection[str]], Collection[str]]


@dataclass(frozen=True, slots=True)
class ShiftDesk:
    """Instant hire of one installation.

    tell: sends a text to a worker, after what it tells has been committed; it never raises. link:
    the address that a worker is sent for a token.
    """

    engine: Engine
    keys: Keys
    policy: Policy
    clock: Callable[[], datetime]
    candidates: Candidates
    may_ask: MayAsk
    tell: Callable[[str, str], None]
    link: Callable[[str], str]

    def terms(self, shift: Shift, at: datetime) -> ShiftTerms:
        """The numbers that hold where the shift is worked."""
        return shift_terms(self.policy, at.astimezone(SHANGHAI).date(), shift.place.county)
