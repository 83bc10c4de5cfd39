"""Three questions: where, when free, what kind. They stand in the address and are kept nowhere."""

from dataclasses import dataclass, replace
from typing import Final

from api.feeds.trades import trades_of
from api.reference import Reference
from registry.jobs.pay import Settlement
from registry.jobs.week import EVERY_DAY, Window, free_week_of
from registry.places import Place
from registry.workers.worker import Wishes, Worker

WORK_DAYS: Final = (1, 2, 3, 4, 5)
WEEK_END: Final = (6, 7)
# When somebody is free, in words that are easily ticked.
TIMES: Final = {
    "day": ("工作日白天", Window(WORK_DAYS, 8 * 60, 18 * 60)),
    "early": ("清早", Window(EVERY_DAY, 4 * 60, 8 * 60)),
    "evening": ("晚上", Window(EVERY_DAY, 18 * 60, 22 * 60)),
    "night": ("夜里", Window(EVERY_DAY, 22 * 60, 6 * 60)),
    "weekend": ("周末白天", Window(WEEK_END, 8 * 60, 18 * 60)),
}
ANY_TIME: Final = "any"
SETTLEMENTS: Final = {each.name.lower(): each for each in Settlement}
LONGEST_KIND: Final = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked. place: a division code. when: some of TIMES or ANY_TIME. settle: a key."""

    place: str = ""
    when: tuple[str, ...] = ()
    kind: str = ""
    settle: str = ""
    lodging: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was asked."""
        return self == Asked()

    @property
    def free(self) -> int | None:
        """Her free week as far as it was ticked; None where it was not."""
        if ANY_TIME in self.when:
            return free_week_of([Window(EVERY_DAY, 0, 1440)])
        windows = [TIMES[name][1] for name in self.when if name in TIMES]
        return free_week_of(windows) if windows else None


def asked_person(asked: Asked, base: Worker, reference: Reference) -> Worker:
    """A person as asked, for one list. base: her profile, or a worker of whom nothing is known.

    What is asked comes in place of what her profile says of the same; a kind of settlement and
    lodging are musts of this list.
    """
    kind = asked.kind.strip()[:LONGEST_KIND]
    trades = trades_of((), (kind,), "", reference.occupations) if kind else ()
    must = base.must
    if asked.settle in SETTLEMENTS:
        must = replace(must, settlements=(SETTLEMENTS[asked.settle].name,))
    if asked.lodging:
        must = replace(must, lodging=True)
    moved = asked.place and asked.place != base.place.code
    return replace(
        base,
        place=Place(code=asked.place) if moved else base.place,
        text=kind or base.text,
        skills=() if kind else base.skills,
        occupations=trades or base.occupations,
        prefer=Wishes(occupations=trades) if kind else base.prefer,
        free=base.free if asked.free is None else asked.free,
        must=must,
    )
