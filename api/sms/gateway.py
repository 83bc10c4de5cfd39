"""Short messages through a gateway of the bureau: one POST of JSON a message."""

import logging
from dataclasses import dataclass
from typing import Final

import httpx2

from api.sms.port import SmsUndelivered

WITHIN_S: Final = 5.0
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class GatewaySms:
    """A gateway's address and the token that it knows us by."""

    url: str
    token: str

    def send(self, phone: str, text: str) -> None:
        """Hand one message over; what the gateway says stays in the log, without the number."""
        try:
            answer = httpx2.post(
                self.url,
                json={"phone": phone, "text": text},
                headers={"Authorization": f"Bearer {self.token}"},
                timeout=WITHIN_S,
            )
            answer.raise_for_status()
        except httpx2.HTTPError as fault:
            log.warning("sms gateway: %s", type(fault).__name__)
            raise SmsUndelivered("短信没有发出去：请稍后再试，仍不行请到窗口办理。") from fault
