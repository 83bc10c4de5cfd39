"""A circuit breaker: a register that fails time after time is left alone for a while."""

from collections.abc import Callable
from enum import StrEnum
from threading import Lock


class BreakerState(StrEnum):
    """Whether a register is asked."""

    CLOSED = "closed"  # 正常询问
    OPEN = "open"  # 暂停询问
    HALF_OPEN = "half_open"  # 试问一次


class Breaker:
    """Opens after so many failures in a row; after a pause one question tries the register.

    pause_s: seconds of the clock `monotonic`. A trial that is never heard of again does not block:
    the next one is let through after another pause. Any number of threads may use it.
    """

    def __init__(self, most_failures: int, pause_s: float, monotonic: Callable[[], float]) -> None:
        self._most_failures, self._pause_s, self._monotonic = most_failures, pause_s, monotonic
        self._failures = 0
        self._opens_at = 0.0
        self._lock = Lock()

    @property
    def state(self) -> BreakerState:
        """What the next question would meet."""
        with self._lock:
            return self._state()

    def lets_through(self) -> bool:
        """Whether to ask now; whoever is let through reports `succeeded` or `failed`."""
        with self._lock:
            state = self._state()
            if state is BreakerState.HALF_OPEN:
                self._opens_at = self._monotonic() + self._pause_s
            return state is not BreakerState.OPEN

    def succeeded(self) -> None:
        """The register answered."""
        with self._lock:
            self._failures = 0

    def failed(self) -> None:
        """The register did not answer."""
        with self._lock:
            self._failures += 1
            self._opens_at = self._monotonic() + self._pause_s

    def _state(self) -> BreakerState:
        if self._failures < self._most_failures:
            return BreakerState.CLOSED
        return BreakerState.OPEN if self._monotonic() < self._opens_at else BreakerState.HALF_OPEN
