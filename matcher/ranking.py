"""Ranking: score = chance × value, from fits and a table of weights."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from matcher.fit.freshness import freshness_fit
from matcher.fit.pay import pay_fit
from matcher.fit.skills import skills_fit
from matcher.fit.wishes import wishes_fit
from matcher.situation import Situation
from registry.errors import InvalidField


class Term(NamedTuple):
    """One term of the score: `weight` × fit; an unknown fit counts as `neutral`."""

    fit: str
    weight: float
    neutral: float

    def worth(self, fits: NDArray[np.float64]) -> NDArray[np.float64]:
        """The fits (n,) as this term counts them."""
        return np.where(np.isnan(fits), self.neutral, fits)


class Beside(NamedTuple):
    """A fit that takes a share of a side where it is known, and is left out where it is not."""

    fit: str
    share: float


class Gate(NamedTuple):
    """A fit that the whole chance is multiplied by: who lacks the licence that is asked for, or
    cannot be there, is not taken for being near.

    The fit counts from `least` up, to the `power`; where it is not known, what is usual for this
    person stands in, else `neutral`. usual: which column of the fits tells what is usual.
    """

    fit: str
    power: float
    neutral: float
    least: float = 0.0
    usual: str = ""

    def open(self, fits: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
        """How far it is open (n,), in [0, 1]."""
        own = fits[self.fit]
        told = np.where(np.isnan(own), fits.get(self.usual, np.nan), own)
        told = np.where(np.isnan(told), self.neutral, told)
        return np.asarray((self.least + (1 - self.least) * told) ** self.power)

    def at(self, fit: float) -> float:
        """How far it is open for one fit."""
        return float((self.least + (1 - self.least) * fit) ** self.power)


# How likely this person gets and keeps the work: how near it is to what she does, as far as she
# meets what is asked and can be there. Weights of a side sum to 1.
CHANCE: Final = (
    Term("occupation", 0.50, 0.25),
    Term("similarity", 0.50, 0.30),
)
USUAL_HOURS: Final = "usual_hours"
GATES: Final = (
    Gate("skills", 0.7, 0.80),
    Gate("hours", 0.8, 0.60, 0.05, USUAL_HOURS),
)
# How much it suits her.
VALUE: Final = (
    Term("pay", 0.35, 0.45),
    Term("location", 0.43, 0.50),
    Term("freshness", 0.06, 0.40),
    Term("wishes", 0.16, 0.50),
)
# Known of few postings: there it takes this share of the value, elsewhere it changes nothing.
BESIDE_VALUE: Final = (Beside("response", 0.05),)
# Every fit and what people call it.
FITS: Final = {
    "occupation": "工种",
    "similarity": "经历",
    "skills": "证件条件",
    "hours": "时间",
    "location": "路程",
    "pay": "收入",
    "freshness": "新旧",
    "wishes": "偏好",
    "response": "答复",
}
# How much of a published weight somebody may ask for in one list, in percent.
PUBLISHED_PERCENT: Final = 100
MOST_PERCENT: Final = 300
# Below this chance a posting is far from what the person does and can.
WORTH_LISTING: Final = 0.35


class Weights(NamedTuple):
    """The terms of both sides, what the chance is multiplied by, and what is beside the value."""

    chance: tuple[Term, ...] = CHANCE
    value: tuple[Term, ...] = VALUE
    beside: tuple[Beside, ...] = BESIDE_VALUE
    gates: tuple[Gate, ...] = GATES


PUBLISHED: Final = Weights()


def weighted(percents: Mapping[str, int]) -> Weights:
    """The published weights with some fits' counted for more or less; each side sums to 1 again.

    percents: by fit, of its published weight, 0 to MOST_PERCENT; what is not named stays at 100.
    InvalidField: no such fit, a percentage out of its bounds, or nothing left of a side.
    """
    for fit, percent in percents.items():
        if fit not in FITS or not 0 <= percent <= MOST_PERCENT:
            raise InvalidField(fit, "weight", f"权重应在 0 到 {MOST_PERCENT} 之间。")
    if all(percent == PUBLISHED_PERCENT for percent in percents.values()):
        return PUBLISHED
    return Weights(
        _reweighted(CHANCE, percents, "可能"),
        _reweighted(VALUE, percents, "合意"),
        tuple(
            extra._replace(share=extra.share * percents.get(extra.fit, PUBLISHED_PERCENT) / 100)
            for extra in BESIDE_VALUE
        ),
        tuple(
            gate._replace(power=gate.power * percents.get(gate.fit, PUBLISHED_PERCENT) / 100)
            for gate in GATES
        ),
    )


def _reweighted(side: tuple[Term, ...], percents: Mapping[str, int], name: str) -> tuple[Term, ...]:
    asked = [term.weight * percents.get(term.fit, PUBLISHED_PERCENT) for term in side]
    if not (total := sum(asked)):
        names = "、".join(FITS[term.fit] for term in side)
        raise InvalidField(side[0].fit, "no_weight", f"“{name}”至少要看一项：{names}。")
    return tuple(
        term._replace(weight=weight / total) for term, weight in zip(side, asked, strict=True)
    )


class Scores(NamedTuple):
    """score = chance × value, all (n,) in [0, 1]."""

    score: NDArray[np.float64]
    chance: NDArray[np.float64]
    value: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """What one fit adds to the score, or takes off as a gate; known: False if it stood in for."""

    fit: str
    amount: float
    known: bool


def fits_of(
    at: Situation,
    chosen: NDArray[np.int64] | slice,
    similarity: NDArray[np.float64],
    response: NDArray[np.float64] | float = np.nan,
) -> dict[str, NDArray[np.float64]]:
    """Every fit of m chosen rows, each (m,) in [0, 1] or NaN; of people, all are to be chosen.

    similarity: (m,) from the index. response: (m,) or one, how soon a firm usually answers. Pay
    that is doubtful counts as not known, so that it lifts no score.
    """
    rows, people = at.rows[chosen], at.people
    pay = np.where(at.pay_doubtful[chosen], np.nan, pay_fit(people.asked, rows))
    fits = {
        "occupation": at.occupation[chosen],
        "similarity": similarity,
        "skills": skills_fit(people.means, rows),
        "hours": at.hours[chosen],
        "location": at.location.fit[chosen],
        "pay": pay,
        "freshness": freshness_fit(at.as_of, rows),
        "wishes": wishes_fit(
            people,
            rows,
            lambda word: at.mentions(word)[chosen],
            lambda name: at.employer_mentions(name)[chosen],
            at.location.km[chosen],
        ),
        "response": response,
        USUAL_HOURS: at.usual_hours[chosen],
    }
    return {name: np.broadcast_to(values, similarity.shape) for name, values in fits.items()}


def _side(
    terms: tuple[Term, ...], beside: tuple[Beside, ...], fits: dict[str, NDArray[np.float64]]
) -> dict[str, NDArray[np.float64]]:
    """What each fit adds to a side, (n,); together they are the side.

    A fit beside the terms that is not told at all is not known.
    """
    amounts = {term.fit: term.weight * term.worth(fits[term.fit]) for term in terms}
    for extra in beside:
        told = fits.get(extra.fit)
        if told is None:
            continue
        share = np.where(np.isnan(told), 0.0, extra.share)
        amounts = {name: amount * (1 - share) for name, amount in amounts.items()}
        amounts[extra.fit] = share * np.nan_to_num(told)
    return amounts


def _sides(
    fits: dict[str, NDArray[np.float64]], weights: Weights
) -> tuple[dict[str, NDArray[np.float64]], dict[str, NDArray[np.float64]]]:
    return _side(weights.chance, (), fits), _side(weights.value, weights.beside, fits)


def scores_of(fits: dict[str, NDArray[np.float64]], weights: Weights = PUBLISHED) -> Scores:
    """The scores of m postings from their fits."""
    sides = _sides(fits, weights)
    chance, value = (np.asarray(np.sum(list(side.values()), axis=0)) for side in sides)
    for gate in weights.gates:
        chance = chance * gate.open(fits)
    return Scores(chance * value, chance, value)


def parts_of(
    fits: dict[str, NDArray[np.float64]], places: Sequence[int], weights: Weights = PUBLISHED
) -> list[tuple[Part, ...]]:
    """What each fit adds to the score of each of some postings; its amounts sum to the score.

    A product is shared evenly between its two sides: chance × value = Σ ½·value·(w·f) over the
    terms of chance + Σ ½·chance·(w·f) over those of value, with every gate as far open as where
    nothing is known. A gate adds, or takes off, what it lets through beside that.
    """
    chosen = list(places)
    here = {name: values[chosen] for name, values in fits.items()}
    chance, value = _sides(here, weights)
    amounts = {name: np.zeros(len(chosen)) for name in FITS}
    for own, other in ((chance, value), (value, chance)):
        half = np.sum(list(other.values()), axis=0) / 2
        for name, amount in own.items():
            amounts[name] += amount * half
    standing = prod(gate.at(gate.neutral) for gate in weights.gates)
    amounts = {name: amount * standing for name, amount in amounts.items()}
    left = np.sum(list(amounts.values()), axis=0)
    for gate in weights.gates:
        passed = left * gate.open(here) / gate.at(gate.neutral)
        amounts[gate.fit] = amounts[gate.fit] + passed - left
        left = passed
    unknown = np.full(len(chosen), np.nan)
    columns = [
        [Part(name, *one) for one in zip(amounts[name].tolist(), known.tolist(), strict=True)]
        for name in FITS
        for known in [~np.isnan(here.get(name, unknown))]
    ]
    return list(zip(*columns, strict=True))
