"""Wishes that contradict each other: what one demands the other refuses, so that no job is left."""

from collections.abc import Iterator
from typing import Final

from matcher.guidance.advice import Ask, Kind, Nothing, Outcome, Question
from matcher.guidance.ground import Ground
from registry.jobs.pay import SETTLEMENT_LABELS, Settlement
from registry.workers.worker import Worker

THINGS: Final = {"night": "夜班", "lodging": "住宿", "meals": "餐食", "remote": "在家做"}


def wishes(ground: Ground) -> tuple[Outcome, ...]:
    """One question for each contradiction."""
    found = contradictions(ground.worker)
    if not found:
        return (Nothing(Kind.WISHES, "agree"),)
    return tuple(Ask(Kind.WISHES, Question.WISHES, "contradict", {"what": each}) for each in found)


def contradictions(worker: Worker) -> tuple[str, ...]:
    """What is demanded and refused at once, in Chinese, each once."""
    return tuple(dict.fromkeys(_found(worker)))


def _found(worker: Worker) -> Iterator[str]:
    must, never = worker.must, worker.never
    for name, words in THINGS.items():
        if getattr(must, name) and getattr(never, name):
            yield words
    for name in must.settlements:
        if name in never.settlements:
            yield SETTLEMENT_LABELS[Settlement(name)]
    for wanted, refused, words in (
        (must.occupations, never.occupations, "工种"),
        (must.counties, never.counties, "地区"),
    ):
        if wanted and all(_under(each, refused) for each in wanted):
            yield words
    yield from (word for word in must.words if word in never.words)
    yield from (name for name in must.employers if name in never.employers)
    if must.hours and worker.open_week == 0:
        yield "必须在空闲时间，但没有一段空闲时间"


def _under(code: str, refused: tuple[str, ...]) -> bool:
    """Whether all that a code names is refused; a county's zeros name the whole city."""
    return any(code.startswith(each.removesuffix("00").removesuffix("00")) for each in refused)
