"""Months worked out a moment ago, kept as long as nothing that they rest on has changed."""

from threading import RLock
from typing import Final

from sqlalchemy import Connection

from api.policy import Policy
from api.security.keys import Keys
from api.services.statistics_month import CHOSEN, STANDARD, Working, work_out
from api.store import audit
from registry.parameters import Parameter

# Of 200,000 people a month takes some 400 MiB.
MONTHS_KEPT: Final = 2
# Every change that a month rests on is a record of the audit chain, in its own transaction: what
# these matters tell of is read, all but what only asks, looks or is not decided yet.
MATTERS: Final = ("registration", "registry", "statistics")
NO_CHANGE: Final = (
    *("statistics.trace", "registry.export", "registration.reveal", "registration.apply"),
    *("registration.rewrite", "registration.sign", "registration.submit"),
    *("registration.doubt_opened", "registration.doubt_settled", "registration.hire_proposed"),
)
_Key = tuple[int, tuple[Parameter, ...]]


class KeptMonths:
    """The months asked for last, by the numbers they rest on, at one point of the audit chain.

    Hold `lock` from before the transaction begins: who asks for the same month waits for it
    without a connection, and no older view of the store comes after a newer one.
    """

    def __init__(self) -> None:
        self.lock = RLock()
        self._sequence = 0
        self._kept: dict[_Key, Working] = {}

    def working(self, connection: Connection, keys: Keys, policy: Policy, month: int) -> Working:
        """A month as it stands in this transaction; worked out only where it was not yet."""
        self._follow(connection)
        key = (month, tuple(policy.number(name) for name in (STANDARD, *CHOSEN)))
        found = self._kept.pop(key, None)
        if found is None:
            while len(self._kept) >= MONTHS_KEPT:
                del self._kept[next(iter(self._kept))]
            found = work_out(connection, keys, policy, month)
        self._kept[key] = found
        return found

    def _follow(self, connection: Connection) -> None:
        head = audit.head_of(connection)
        latest = head[0] if head else 0
        is_behind = latest < self._sequence  # another database, or an older one put back
        if is_behind or audit.has_after(connection, self._sequence, MATTERS, NO_CHANGE):
            self._kept.clear()
        self._sequence = latest
