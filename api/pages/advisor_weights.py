"""The weights of one list as an advisor sets them: in its address, in percent of the published."""

from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from matcher.ranking import (
    FITS,
    MOST_PERCENT,
    PUBLISHED,
    PUBLISHED_PERCENT,
    Weights,
    weighted,
)
from registry.errors import InvalidField

PREFIX: Final = "w_"
STEP: Final = 25


class Slider(NamedTuple):
    """One weight to set. shares: what it is now of each side, in words."""

    name: str
    label: str
    percent: str
    shares: str


def weights_of(query: Mapping[str, str]) -> tuple[Weights, tuple[tuple[str, str], ...]]:
    """The weights that an address asks for, and its faults, field by field.

    With a fault the published ones; what is left empty is as published.
    """
    percents, faults = dict[str, int](), list[tuple[str, str]]()
    for fit in FITS:
        text = query.get(PREFIX + fit, "").strip()
        if not text:
            continue
        if not text.isascii() or not text.isdigit() or not int(text[:9]) <= MOST_PERCENT:
            words = f"“{FITS[fit]}”的权重应是 0 到 {MOST_PERCENT} 的整数，100 是公布的权重。"
            faults.append((PREFIX + fit, words))
            continue
        percents[fit] = int(text[:9])
    try:
        return (PUBLISHED if faults else weighted(percents)), tuple(faults)
    except InvalidField as fault:
        return PUBLISHED, ((PREFIX + fault.field, fault.reason),)


def asked_weights(query: Mapping[str, str]) -> dict[str, str]:
    """What of an address sets weights other than the published ones."""
    usual = {"", str(PUBLISHED_PERCENT)}
    names = [PREFIX + fit for fit in FITS]
    return {name: query[name] for name in names if query.get(name, "").strip() not in usual}


def sliders(query: Mapping[str, str], weights: Weights) -> tuple[Slider, ...]:
    """Every weight to set, as it is asked for and as it counts."""
    return tuple(
        Slider(
            PREFIX + fit,
            label,
            query.get(PREFIX + fit, "").strip() or str(PUBLISHED_PERCENT),
            "，".join(_shares(fit, weights)),
        )
        for fit, label in FITS.items()
    )


def _shares(fit: str, weights: Weights) -> Iterable[str]:
    for name, side in (("可能", weights.chance), ("合意", weights.value)):
        yield from (f"占{name} {term.weight:.0%}" for term in side if term.fit == fit)
    yield from (f"知道时占合意 {extra.share:.0%}" for extra in weights.beside if extra.fit == fit)
    for gate in weights.gates:
        if gate.fit == fit:
            yield "不满足的打折" if gate.power else "不看"
