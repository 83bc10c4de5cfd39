"""One registration as it is exchanged: itself, and the day of the person's promise."""

from datetime import date
from typing import NamedTuple

from registry.registration.record import Registration


class Exchanged(NamedTuple):
    """promised_on: the day on which she promised by her own act; None where none is told."""

    registration: Registration
    promised_on: date | None
