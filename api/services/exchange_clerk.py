"""Who exchanges files, with which store, keys and codes, and when: what both directions need."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine

from api.clock import SHANGHAI
from api.exchange.codes import Codes
from api.security.keys import Keys
from registry.actor import Actor


@dataclass(frozen=True, slots=True)
class Clerk:
    """The officer who acts, and with what. at: the time, with its offset."""

    engine: Engine
    keys: Keys
    codes: Codes
    actor: Actor
    at: datetime

    @property
    def today(self) -> date:
        """The day in China."""
        return self.at.astimezone(SHANGHAI).date()
