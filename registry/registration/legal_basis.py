"""What a referral may rest on: a named article, the authority it names, and the days it holds."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """One article, in force from `start` to `end`, both days included; None: still.

    receiver: the authority that the article gives the power to; measure: what it may do.
    """

    code: str
    title: str
    article: str
    receiver: str
    measure: str
    start: date
    source: str
    end: date | None = None

    def holds(self, day: date) -> bool:
        """Whether the article was in force on a day."""
        return self.start <= day and (self.end is None or day <= self.end)
