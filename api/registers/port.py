"""What a register is to us: it is asked about a person and answers by a deadline."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from random import SystemRandom
from typing import Final, Protocol

from registry.registration.register_answer import Answer, Source

_RANDOM: Final = SystemRandom()


def _nothing() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Question:
    """Whom a register is asked about, and as of which day; who it is shows in no repr."""

    identity_number: str = field(repr=False)
    name: str = field(repr=False)
    as_of: date


class Register(Protocol):
    """One of the five. Its own faults are answers (SILENT, MALFORMED, CONFLICT), never raised.

    deadline: a moment of the monotonic clock, after which nobody waits for the answer.
    """

    @property
    def source(self) -> Source:
        """Which of the five it is."""
        ...

    def ask(self, question: Question, deadline: float) -> Answer:
        """What it knows about a person; `fault` is Chinese and never holds the number."""
        ...


@dataclass(frozen=True, slots=True)
class Timing:
    """The clocks that asking needs. now: for the record; monotonic: seconds, for deadlines.

    jitter: a random share in [0, 1), so that retries of many do not fall together.
    """

    now: Callable[[], datetime]
    monotonic: Callable[[], float] = time.monotonic
    pause: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = _RANDOM.random


@dataclass(frozen=True, slots=True)
class Registers:
    """The registers that an installation can ask; close: gives their connections back."""

    each: tuple[Register, ...]
    timing: Timing
    close: Callable[[], None] = _nothing
