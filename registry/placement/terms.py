"""How long the parties to an application have: reminders, lapse, silence, second thoughts."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Terms:
    """Days of the calendar, all > 0.

    remind: after so many days without an answer, ascending, all below `lapse`. lapse: then nobody
    waits any more. silence: what one side told stands when the other has been silent so long.
    late: so long after a decision either side may still contradict it.
    """

    remind: tuple[int, ...]
    lapse: int
    silence: int
    late: int

    def __post_init__(self) -> None:
        ascending = (0, *self.remind, self.lapse)
        if list(ascending) != sorted(set(ascending)) or min(self.silence, self.late) < 1:
            raise ValueError("reminders come one after another and before the lapse")
