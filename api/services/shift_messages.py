"""Messages of instant hire to workers, by the gateway that also sends sign-in codes."""

import logging
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.database import reading
from api.security.keys import Keys
from api.sms.port import Sms, SmsUndelivered
from api.store import accounts

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class SmsToWorkers:
    """Sends to the telephone with which a worker signs in; who has none is not reached by link."""

    engine: Engine
    keys: Keys
    sms: Sms

    def __call__(self, worker: str, text: str) -> None:
        """Hand it over; what cannot be delivered is noted, without the number or the text."""
        with reading(self.engine) as connection:
            account = accounts.of_worker(connection, worker)
        if account is None or not account.sealed:
            log.info("shift message: a worker without a telephone")
            return
        try:
            self.sms.send(self.keys.opened(account.sealed), text)
        except SmsUndelivered:
            log.warning("shift message: not delivered")


def nobody_yet(_: Connection, __: Collection[str]) -> Collection[str]:
    """Whoever has not agreed is not asked; until there is a ledger of consent nobody has."""
    return ()
