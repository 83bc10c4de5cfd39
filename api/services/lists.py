"""Lists as answers: one line, a whole list, and why a posting is not on it; each as JSON."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from matcher.explain import Explanation
from matcher.ranking import Part
from registry.jobs.pay_terms import pay_rule
from registry.jobs.posting import Posting, Profile
from registry.verdict import Finding


def posting_json(posting: Posting, county: str) -> dict[str, Any]:
    """What every line says of its posting; county: its name."""
    return {
        "posting_id": posting.id,
        "title": posting.title,
        "employer": posting.employer,
        "pay": str(posting.pay) if posting.pay else None,
        "pay_terms": [asdict(term) | {"text": str(term)} for term in posting.pay_terms],
        "hours": str(posting.hours),
        "place": posting.place.address or posting.place.town,
        "county": county,
        "contact": posting.contact,
        "valid_until": posting.valid_until.isoformat() if posting.valid_until else None,
        "source_url": posting.source_url,
    }


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list. fits: [0, 1] or None where unknown; parts sum to the score.

    km: how far it is from her, None where that is not known.
    """

    posting: Posting
    county: str
    score: float
    chance: float
    value: float
    fits: dict[str, float | None]
    parts: tuple[Part, ...]
    explanation: Explanation
    alike: tuple[str, ...]
    km: float | None = None

    @property
    def where(self) -> str:
        """County and address in one line, the county once."""
        place = self.posting.place
        address = place.address or place.town or ""
        return address if self.county in address else f"{self.county} {address}".strip()

    @property
    def merged(self) -> str:
        """How many others are the same job, and their sources; "" for none."""
        if not self.alike:
            return ""
        sources = dict.fromkeys(one.partition(":")[0] for one in self.alike)
        return f"同一岗位另有 {len(self.alike)} 条已合并，来源：{'、'.join(sources)}"

    @property
    def pay_rule(self) -> str:
        """The rules of its pay in one line, "" where it states none."""
        return pay_rule(self.posting.pay_terms)

    def to_json(self) -> dict[str, Any]:
        """The item in the shape of the command line's contract."""
        return posting_json(self.posting, self.county) | {
            "score": round(self.score, 4),
            "chance": round(self.chance, 4),
            "value": round(self.value, 4),
            "fits": {
                name: None if fit is None else round(fit, 4) for name, fit in self.fits.items()
            },
            "parts": {part.fit: round(part.amount, 4) for part in self.parts},
            "reasons": list(self.explanation.reasons),
            "missing": list(self.explanation.missing),
            "next_step": self.explanation.next_step,
            "alike": list(self.alike),
        }


@dataclass(frozen=True, slots=True)
class Recommendations:
    """A worker's list on a day. ask_first: those that are silent on something she must have.

    not_shown: number of postings kept off by each rule. elapsed_ms: from the worker's facts to the
    finished list, the index being in memory. note: why the list is empty, or what of her words
    was not understood.
    """

    worker: str
    as_of: date
    profile: Profile
    elapsed_ms: float
    items: tuple[Item, ...]
    ask_first: tuple[Item, ...]
    not_shown: dict[str, int]
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The list in the shape of the command line's contract."""
        return {
            "worker": self.worker,
            "as_of": self.as_of.isoformat(),
            "profile": self.profile.value,
            "elapsed_ms": round(self.elapsed_ms, 2),
            "items": [item.to_json() for item in self.items],
            "ask_first": [item.to_json() for item in self.ask_first],
            "not_shown": self.not_shown,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Why:
    """Why a posting is, or is not, on a worker's list. rank: 1 is the first; None if not listed."""

    posting_id: str
    worker: str
    as_of: date
    listed: bool
    rank: int | None
    findings: tuple[Finding, ...]
    item: Item | None = None

    def to_json(self) -> dict[str, Any]:
        """The answer as JSON."""
        return {
            "posting_id": self.posting_id,
            "worker": self.worker,
            "as_of": self.as_of.isoformat(),
            "listed": self.listed,
            "rank": self.rank,
            "findings": [asdict(finding) for finding in self.findings],
            "item": self.item.to_json() if self.item else None,
        }
