"""Who suits a shift: whoever agreed to be found, judged and scored as for a candidate pool."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, Engine

from api.database import reading
from api.services.candidates import CandidateIndex
from api.services.shift_desk import Candidate
from api.store import candidates
from registry.jobs.posting import Posting


@dataclass(frozen=True, slots=True)
class PoolCandidates:
    """Ranks the candidate index for one shift; index: level with the postings in the store."""

    engine: Engine
    index: Callable[[], CandidateIndex]

    def __call__(self, posting: Posting, as_of: date) -> Sequence[Candidate]:
        """Whom it suits and who would want it, best first; nobody where it is on no list."""
        index = self.index()
        with reading(self.engine) as connection:
            index.catch_up(connection)
        with index.matching.lock:
            row = index.matching.index.row(posting.id)
            if row is None:
                return ()
            return [Candidate(*each) for each in index.ranked(posting, row, as_of)]


def agreed(connection: Connection, workers: Collection[str]) -> Collection[str]:
    """Who of some workers may be found now: her last word is yes, and she is not hidden."""
    return {one.id for one in candidates.among(connection, sorted(workers))}
