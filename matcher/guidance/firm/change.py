"""A change of a posting: what it would pay, ask, offer or say instead."""

from dataclasses import dataclass, replace
from typing import NamedTuple

from registry.jobs.hours import Hours
from registry.jobs.pay import Pay, Settlement
from registry.jobs.posting import Posting, PostingState
from registry.places import Place


class Words(NamedTuple):
    """All that a posting says in words."""

    title: str
    description: str
    tags: tuple[str, ...]
    welfare: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PostingChange:
    """What stands in the place of what stood; None: that stays.

    settlement: of the pay that there is. certificates, own_equipment: all that is asked still; a
    certificate no longer asked at entry is wished for. education: "" for any. experience_years: 0
    for none. published: whatever held it back is mended.
    """

    pay: Pay | None = None
    settlement: Settlement | None = None
    hours: Hours | None = None
    place: Place | None = None
    meals: bool | None = None
    lodging: bool | None = None
    certificates: tuple[str, ...] | None = None
    own_equipment: tuple[str, ...] | None = None
    education: str | None = None
    experience_years: float | None = None
    words: Words | None = None
    published: bool = False

    def of(self, posting: Posting) -> Posting:
        """The posting with the change made."""
        changed = replace(
            posting,
            pay=_settled(self.pay or posting.pay, self.settlement),
            hours=self.hours or posting.hours,
            place=self.place or posting.place,
            meals=posting.meals if self.meals is None else self.meals,
            lodging=posting.lodging if self.lodging is None else self.lodging,
            state=PostingState.PUBLISHED if self.published else posting.state,
            holds=() if self.published else posting.holds,
            **(self.words._asdict() if self.words else {}),
        )
        return self._asking(changed)

    def beside(self, other: "PostingChange") -> "PostingChange":
        """Both changes; where both say something, this one's stands."""
        own = {name: getattr(self, name) for name in PostingChange.__slots__}
        told = {
            name: value for name, value in own.items() if value is not None and value is not False
        }
        return replace(other, **told)

    def _asking(self, posting: Posting) -> Posting:
        asked = posting.requirements
        if self.certificates is not None:
            later = tuple(name for name in asked.certificates if name not in self.certificates)
            wished = (*asked.preferred_certificates, *later)
            asked = replace(asked, certificates=self.certificates, preferred_certificates=wished)
        if self.own_equipment is not None:
            asked = replace(asked, own_equipment=self.own_equipment)
        if self.education is not None:
            asked = replace(asked, education=self.education or None)
        if self.experience_years is not None:
            asked = replace(asked, experience_years=self.experience_years or None)
        return replace(posting, requirements=asked)


def _settled(pay: Pay | None, settlement: Settlement | None) -> Pay | None:
    return replace(pay, settlement=settlement) if pay and settlement else pay
