"""The bureau's numbers on the life of postings, complaints and employers, asked for on a day."""

from dataclasses import dataclass
from datetime import date

from api.policy import Policy
from registry.jobs.employer_standing import Thresholds


@dataclass(frozen=True, slots=True)
class LifeNumbers:
    """Numbers of data/policy for one area (a division code, "" for what holds everywhere)."""

    policy: Policy
    area: str = ""

    def unseen_days(self, day: date) -> float | None:
        """After how many days unseen a posting without a last day is closed; None: never."""
        found = self.policy.number("posting_unseen_days").on(day, self.area)
        return found.value if found is not None else None

    def answer_days(self, day: date) -> int:
        """Working days within which a complaint is answered."""
        return self._whole("complaint_answer_days", day)

    def hold_persons(self, day: date) -> int:
        """From how many complainants on a posting is held as a precaution."""
        return self._whole("complaint_hold_persons", day)

    def verification_months(self, day: date) -> int:
        """For how many months an employer's verification holds."""
        return self._whole("employer_verification_months", day)

    def grace_days(self, day: date) -> int:
        """How many days past its time an employer's verification is only flagged."""
        return self._whole("employer_verification_grace_days", day)

    def holds_unverified(self, day: date) -> bool:
        """Whether the postings of who is past that time are held."""
        return bool(self._whole("employer_unverified_holds", day))

    def thresholds(self, day: date) -> Thresholds:
        """From how many upheld complaints on an employer is watched, and its bar proposed."""
        watch = self._whole("employer_watch_complaints", day)
        return Thresholds(watch, self._whole("employer_bar_complaints", day))

    def complaint_months(self, day: date) -> int:
        """For how many months an upheld complaint counts."""
        return self._whole("employer_complaint_months", day)

    def bar_months(self, day: date) -> int:
        """For how many months an employer is barred."""
        return self._whole("employer_bar_months", day)

    def objection_days(self, day: date) -> int:
        """Working days within which a firm's objection is answered."""
        return self._whole("employer_objection_days", day)

    def _whole(self, name: str, day: date) -> int:
        return int(self.policy.required(name, day, self.area))
