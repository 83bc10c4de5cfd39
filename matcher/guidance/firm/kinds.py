"""The kinds of advice on a posting: what each tries."""

from collections.abc import Callable, Mapping
from typing import Final

from matcher.guidance.firm import (
    background,
    certificate,
    equipment,
    hours,
    lawful,
    pay,
    place,
    silent,
)
from matcher.guidance.firm.advice import Ask, Kind, Nothing, Trial, Trials
from matcher.guidance.firm.ground import Ground

TRIALS: Final[Mapping[Kind, Callable[[Ground], Trials]]] = {
    Kind.LAWFUL: lawful.trials,
    Kind.PAY: pay.trials,
    Kind.SILENT: silent.trials,
    Kind.HOURS: hours.trials,
    Kind.CERTIFICATE: certificate.trials,
    Kind.BACKGROUND: background.trials,
    Kind.EQUIPMENT: equipment.trials,
    Kind.PLACE: place.trials,
}


def all_trials(ground: Ground) -> tuple[tuple[Trial, ...], tuple[Ask | Nothing, ...]]:
    """What is to be tried on a posting, and what can be told outright."""
    found = [trials(ground) for trials in TRIALS.values()]
    tried = tuple(trial for each in found if isinstance(each, tuple) for trial in each)
    return tried, tuple(each for each in found if not isinstance(each, tuple))
