"""Who suits a shift: those who agreed to be shown to firms, judged by the list's own rules."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from api.database import reading
from api.services.candidates import CandidateIndex
from api.services.shift_desk import Candidate
from registry.jobs.posting import Posting


@dataclass(frozen=True, slots=True)
class PoolCandidates:
    """Ranks the candidate pool for one posting, whose hours are those of the shift."""

    engine: Engine
    index: Callable[[], CandidateIndex]

    def __call__(self, posting: Posting, as_of: date) -> Sequence[Candidate]:
        """Whom it suits, best first; nobody where the posting is not in the index."""
        index = self.index()
        with reading(self.engine) as connection, index.matching.lock:
            index.matching.catch_up(connection)
            index.catch_up(connection)
            row = index.matching.index.row(posting.id)
            if row is None:
                return ()
            return tuple(Candidate(*each) for each in index.ranked(posting, row, as_of))
