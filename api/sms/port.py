"""What the service needs of whoever delivers short messages."""

from typing import Protocol

from registry.errors import LinggangError


class SmsUndelivered(LinggangError):
    """The gateway did not take a message."""

    code = "sms_undelivered"


class Sms(Protocol):
    """Delivers short messages."""

    def send(self, phone: str, text: str) -> None:
        """Hand one message over; SmsUndelivered if it was not taken."""
