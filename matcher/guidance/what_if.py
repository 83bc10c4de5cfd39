"""What if: the matcher run again on the changed worker, over every posting that could change."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matcher.board import code_number
from matcher.constraints import RULES
from matcher.fit.pay import comparable, falls_short
from matcher.guidance.advice import Figure, Figures, Opens
from matcher.guidance.change import Change
from matcher.guidance.standing import YES, Gate, Matcher, Standing, part_of, stands
from matcher.situation import Mask
from registry.occupations import SAME_MINOR

# Below so many, neither a figure nor a comparison is told.
ENOUGH: Final = 10
EXAMPLES: Final = 3
# Fewer jobs more than this are worth telling only to whom fewer are open.
FEW: Final = 3
CODES: Final = tuple(rule.code for rule in RULES)
# Gates and hard rules that a change may lift, by the field of the change that does; it cannot
# touch the others.
LIFTS: Final[Mapping[str, tuple[Gate, frozenset[str]]]] = {
    "trades": (Gate.TRADE, frozenset({"must_other"})),
    "certificates": (Gate.CERTIFICATES, frozenset()),
    "free": (Gate.HOURS, frozenset({"must_hours"})),
    "distance_km": (Gate.RULES, frozenset({"must_distance"})),
    "no_limit": (Gate.RULES, frozenset({"must_distance"})),
    "counties": (Gate.RULES, frozenset({"must_other", "elsewhere", "remote_elsewhere"})),
}


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A person as she stands, and how the matcher is run on her again."""

    standing: Standing
    matcher: Matcher

    def opens(self, change: Change) -> Opens:
        """What a change opens, beside what is open now."""
        places, newly = self.newly(change)
        library = self.standing.library
        before = np.unique(library.offers[self.standing.open])
        fresh = places[newly]
        fresh = fresh[~np.isin(library.offers[fresh], before)]
        heads = fresh[np.unique(library.offers[fresh], return_index=True)[1]]
        pay = self.least_pay(heads)
        told = pay[~np.isnan(pay)]
        floors, rows = self.standing.person.people.floors, library.rows[heads]
        unsaid = ~comparable(floors, rows)
        enough = ~unsaid & ~falls_short(floors, rows)
        shown = heads[enough] if enough.any() else heads
        return Opens(
            len(heads),
            len(before),
            float(np.median(told)) if len(told) >= ENOUGH else np.nan,
            len(told),
            int(enough.sum()),
            int(unsaid.sum()),
            self.nearest(shown, change.trades),
        )

    def newly(self, change: Change) -> tuple[NDArray[np.int64], Mask]:
        """Places (m,) of what the change could open, and which of them it does."""
        standing = self.standing
        places = self._touched(change)
        after = stands(change.of(standing.worker), part_of(standing.library, places), self.matcher)
        return places, after.open

    def least_pay(self, places: NDArray[np.int64]) -> NDArray[np.float64]:
        """What postings pay at least, CNY an hour (m,); NaN where not said, or far above trade."""
        rows, doubtful = self.standing.library.rows, self.standing.at.pay_doubtful
        pay = rows["hour_min"][places].astype(np.float64)
        return np.where(doubtful[places], np.nan, pay)

    def _touched(self, change: Change) -> NDArray[np.int64]:
        """Places that the change could open: what else shuts them, it can lift."""
        standing = self.standing
        fields = [name for name in LIFTS if getattr(change, name)]
        could = standing.but(Gate.RULES, *(LIFTS[name][0] for name in fields))
        if change.trades:
            rows = self.matcher.related(change.trades).values()
            near = np.max(list(rows), axis=0) >= SAME_MINOR
            hers = standing.gates[Gate.TRADE] == YES
            could &= hers | np.append(near, False)[standing.library.trades]
        return np.flatnonzero(could & ~standing.open & ~self.barred_but(*fields))

    def barred_but(self, *names: str) -> Mask:
        """Postings that some rule bars which no change of these fields can lift, (n,)."""
        lifted = frozenset[str]().union(*(LIFTS[name][1] for name in names))
        stays = [number for number, code in enumerate(CODES) if code not in lifted]
        return np.asarray(self.standing.verdicts.barred[stays].any(axis=0))

    def nearest(self, places: NDArray[np.int64], trades: Sequence[str] = ()) -> tuple[int, ...]:
        """The first few of some postings (m,), each offer once.

        The nearest to her trades, then to her home, then the newest; those of the codes `trades`
        before all others.
        """
        library, at = self.standing.library, self.standing.at
        heads = places[np.unique(library.offers[places], return_index=True)[1]]
        fit = np.nan_to_num(at.location.fit[heads])
        other = ~np.isin(at.column("occupation")[heads], [code_number(code) for code in trades])
        # What is nearest to what she does is what her list shows.
        own = np.round(np.nan_to_num(at.occupation[heads]), 1)
        order = np.lexsort((heads, -at.column("published")[heads], -np.round(fit, 2), -own, other))
        return tuple(heads[order[:EXAMPLES]].tolist())


def is_worth(opens: Opens) -> bool:
    """Whether what a change opens is worth telling: where little is open, a single job is."""
    return opens.more >= (FEW if opens.now >= FEW else 1)


def pay_of(opens: Opens) -> dict[str, Figure]:
    """The pay of what is opened as a figure; nothing where too few say it."""
    return {} if np.isnan(opens.pay) else {"pay": opens.pay}


def paid(figures: Figures) -> tuple[str, ...]:
    """The key of the sentence on pay, where there is a figure for it."""
    return ("paid",) if "pay" in figures else ()
