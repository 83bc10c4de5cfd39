"""How often whom may ask: token buckets in memory, one table.

Each process counts for itself. The least recently used buckets are dropped beyond `MOST`, so that
memory is bounded; an address with no bucket begins with a full one.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil
from threading import Lock
from typing import Any, Final, NamedTuple

from registry.errors import TryLater


class Bucket(StrEnum):
    """Of what kind a bucket is."""

    ACCOUNT = "account"  # who is signed in
    FIRM = "firm"  # employers and platforms
    ADDRESS = "address"  # who is not: a whole office or a mobile network may share one
    SIGN_IN_ADDRESS = "sign_in_address"  # signing in and codes, by address
    SIGN_IN_NAME = "sign_in_name"  # the same by name, telephone or client
    COMPLAINT = "complaint"  # complaints of who is not signed in, by address


class Rate(NamedTuple):
    """burst: how many at once. a_minute: how many on and on."""

    burst: int
    a_minute: float


RATES: Final[dict[Bucket, Rate]] = {
    Bucket.ACCOUNT: Rate(burst=200, a_minute=600),
    Bucket.FIRM: Rate(burst=1000, a_minute=3000),
    Bucket.ADDRESS: Rate(burst=400, a_minute=1200),
    Bucket.SIGN_IN_ADDRESS: Rate(burst=60, a_minute=60),
    Bucket.SIGN_IN_NAME: Rate(burst=10, a_minute=10),
    Bucket.COMPLAINT: Rate(burst=10, a_minute=20 / 60),
}
MOST: Final = 20_000
MINUTE: Final = 60.0


class TooMany(TryLater):
    """Too many requests."""

    code = "too_many_requests"

    def __init__(self, after_s: int) -> None:
        super().__init__(f"请求太多：请 {after_s} 秒后再试。", after_s)


@dataclass(slots=True)
class Rates:
    """All buckets of one process. scale: how much wider than the table; 0: without limits."""

    scale: float = 1.0
    clock: Callable[[], float] = time.monotonic
    _levels: OrderedDict[tuple[Bucket, str], tuple[float, float]] = field(
        default_factory=OrderedDict
    )
    _accounts: OrderedDict[str, tuple[Bucket, str]] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def take(self, bucket: Bucket, name: str) -> None:
        """One request out of a bucket; TooMany where it is empty."""
        if not self.scale:
            return
        burst, a_minute = (figure * self.scale for figure in RATES[bucket])
        burst = max(1.0, burst)
        at = self.clock()
        with self._lock:
            level, since = self._levels.pop((bucket, name), (burst, at))
            level = min(burst, level + (at - since) * a_minute / MINUTE)
            is_empty = level < 1
            self._levels[bucket, name] = (level if is_empty else level - 1, at)
            _shorten(self._levels)
        if is_empty:
            raise TooMany(max(1, ceil((1 - level) * MINUTE / a_minute)))

    def learn(self, credential: str, bucket: Bucket, account: str) -> None:
        """Whose a session or token is, so that its next request is counted as hers."""
        with self._lock:
            self._accounts[credential] = (bucket, account)
            self._accounts.move_to_end(credential)
            _shorten(self._accounts)

    def whose(self, credential: str, address: str) -> tuple[Bucket, str]:
        """The bucket of a request: its account's where it is known, else its address's."""
        with self._lock:
            return self._accounts.get(credential, (Bucket.ADDRESS, address))


def _shorten(kept: OrderedDict[Any, Any]) -> None:
    while len(kept) > MOST:
        kept.popitem(last=False)
