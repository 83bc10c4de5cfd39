"""A session of guidance in which everything is as long as it may be."""

from dataclasses import replace

from registry.guidance.record import (
    Agreed,
    Aptitude,
    AptitudeChoice,
    Choice,
    Closing,
    Ending,
    FollowUp,
    Letter,
    LetterResult,
    Letters,
    Needs,
    Plan,
    Priority,
    Result,
    Session,
    Strategy,
    Target,
    Told,
    Way,
    Wishes,
)
from registry.guidance.session import State
from tests.registry.guided import MONDAY, after, entered, received


def longest(letter: str, *, is_followed: bool) -> Session:
    """A session in which everything is as long as it may be."""
    words = letter * 300
    numbers = [f"20261123-A1B2C3-{n}" for n in range(3)]
    followed = FollowUp(
        entered(),
        MONDAY,
        Way.PHONE,
        words,
        tuple(Result(each, LetterResult.WAITING, words) for each in numbers),
    )
    return replace(
        received(),
        state=State.CLOSED if is_followed else State.RECOMMENDED,
        wishes=Wishes(entered(), words, words, words, words, words),
        needs=Needs(
            entered(), words, words, words, words, words, words, tuple(Priority), said_herself=True
        ),
        test=Aptitude(entered(), AptitudeChoice.TAKEN, words, words, explained=True),
        told=Told(entered(), letter * 1500, letter * 1500),
        plan=Plan(
            entered(),
            words,
            tuple(Strategy("", words, Choice.ADDED, words) for _ in range(8)),
            tuple(Target(f"t:{n}", letter * 80, letter * 80) for n in range(3)),
            "",
            words,
            tuple(Agreed(words, after(3)) for _ in range(6)),
            words,
        ),
        letters=Letters(
            entered(),
            tuple(
                Letter(f"t:{n}", words, after(3), number, letter * 80, letter * 80)
                for n, number in enumerate(numbers)
            ),
        ),
        due=(after(7), after(30)),
        follow_ups=(followed,) * 5 if is_followed else (),
        closing=Closing(entered(), Ending.WORKING, words, words, 5) if is_followed else None,
    )
