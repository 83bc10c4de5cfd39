"""Messages of instant hire to workers, by the gateway that also sends sign-in codes."""

import logging
from dataclasses import dataclass

from sqlalchemy import Engine

from api.database import reading
from api.security.keys import Keys
from api.sms.port import Sms, SmsUndelivered
from api.store import accounts, contacts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SmsToWorkers:
    """Sends to the telephone with which a worker signs in, or that she left to be reached by."""

    engine: Engine
    keys: Keys
    sms: Sms

    def __call__(self, worker: str, text: str) -> None:
        """Hand it over; what cannot be delivered is noted, without the number or the text."""
        with reading(self.engine) as connection:
            account = accounts.of_worker(connection, worker)
            contact = contacts.get(connection, self.keys, worker)
        if account is not None and account.sealed:
            phone = self.keys.opened(account.sealed)
        elif contact is not None:
            phone = contact.phone
        else:
            log.info("shift message: a worker without a telephone")
            return
        try:
            self.sms.send(phone, text)
        except SmsUndelivered:
            log.warning("shift message: not delivered")
