"""What all advice on one posting stands on: itself, the law, and the market around it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from matcher.guidance.firm.change import PostingChange, Words
from matcher.guidance.ground import Tables
from matcher.guidance.market import Market
from registry.jobs.lint import LintFinding
from registry.jobs.minimum_wage import Floors
from registry.jobs.posting import Posting, PostingState


class Later(NamedTuple):
    """A certificate that may be earned after entry: within how many days, by which source."""

    within: str
    source: str


class NeededByLaw(NamedTuple):
    """What the law itself asks of some work, so that no posting may drop it.

    what: `education`, `experience` or `equipment`. occupations: prefixes of codes. clause.
    """

    what: str
    occupations: tuple[str, ...]
    clause: str


@dataclass(frozen=True, slots=True)
class Ground:
    """at_sites: prefixes of occupations whose work may be done at several sites. doubtful: the pay
    is far above its trade's, to be verified first. findings: what its words may not say. clean: the
    lawful words, None where there are none to offer. held_otherwise: it is held back by more than
    its words.
    """

    posting: Posting
    as_of: date
    market: Market
    floors: Floors
    tables: Tables
    later: Mapping[str, Later]
    needed: Sequence[NeededByLaw]
    at_sites: tuple[str, ...] = ()
    findings: tuple[LintFinding, ...] = ()
    clean: Words | None = None
    doubtful: bool = False
    held_otherwise: bool = False

    @property
    def mended(self) -> PostingChange:
        """What lets it stand on lists; nothing where it does."""
        held = self.posting.state is PostingState.HELD
        return PostingChange(words=self.clean, published=True) if held else PostingChange()

    @property
    def is_at_sites(self) -> bool:
        """Whether such work may be done at several sites of a firm."""
        return (self.posting.occupation or "").startswith(self.at_sites or ("none",))

    def needs(self, what: str) -> str:
        """The clause by which the law itself asks this of such work; "" where none does."""
        code = self.posting.occupation or ""
        found = (each for each in self.needed if each.what == what)
        return next((each.clause for each in found if code.startswith(each.occupations)), "")
