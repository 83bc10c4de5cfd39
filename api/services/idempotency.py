"""Requests that may be sent again: each is run once, and answered as it was the first time.

A try takes the key before it runs. That it had effect is noted in the effect's own transaction, so
that after a crash it is known whether it may be run again. Who holds a key and is overtaken cannot
commit any more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from secrets import token_hex
from typing import ClassVar, Final

from pydantic import ConfigDict, TypeAdapter
from sqlalchemy import Connection, Engine

from api.database import writing
from api.security.keys import Keys
from api.store import idempotency
from api.store.idempotency import Held
from api.store.sealing import seal, unseal
from registry.errors import LinggangError, TryLater

KEPT_FOR: Final = timedelta(hours=48)
# A try that has not ended by then is taken for dead. If it lives, it can no longer commit.
LEASE: Final = timedelta(seconds=60)
LONGEST_KEY: Final = 128
TRIES: Final = 3
AGAIN_S: Final = 2
IN_FLIGHT: Final = "同一个 Idempotency-Key 的请求还在办理：请稍后用同样的内容重发。"


class KeyReused(LinggangError):
    """The key came before with another request."""

    code = "idempotency_key_reused"


class KeyInFlight(TryLater):
    """The first request of the key has not been answered yet."""

    code = "idempotency_in_flight"

    def __init__(self) -> None:
        super().__init__(IN_FLIGHT, AGAIN_S)


class KeyMalformed(LinggangError):
    """A key that is none: empty, too long, or with signs other than printable ASCII."""

    code = "bad_idempotency_key"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as it was given: status, the headers that belong to it, body."""

    __pydantic_config__: ClassVar = ConfigDict(ser_json_bytes="base64", val_json_bytes="base64")

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Lost:
    """The request had effect, but its answer was never kept."""


_ANSWER: Final = TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class IdempotencyDesk:
    """The idempotency keys of one installation."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def take(self, account: str, key: str, request: str) -> Held | Answer | Lost:
        """The key, held for this try; or what is to be answered without running it.

        request: a digest of all that must be the same when it is sent again. KeyReused,
        KeyInFlight.
        """
        require_well_formed(key)
        mine = Held(
            account,
            self.keys.mark(f"idempotency {key}"),
            self.keys.mark(f"request {request}"),
            token_hex(16),
            self.clock(),
        )
        for _ in range(TRIES):
            with writing(self.engine, is_effect=False) as connection:
                if idempotency.add(connection, mine):
                    return mine
                found = idempotency.get(connection, mine.account, mine.key)
                if found is not None:
                    return self._again(connection, found, mine)
        raise KeyInFlight

    def note_effect(self, held: Held) -> Callable[[Connection], None]:
        """What a transaction that has effect does before it commits; KeyInFlight if overtaken."""

        def note(connection: Connection) -> None:
            if not idempotency.change(connection, held, is_committed=True):
                raise KeyInFlight

        return note

    def keep(self, held: Held, answer: Answer) -> None:
        """Keep the answer for whoever sends the request again."""
        sealed = seal(self.keys, _ANSWER, answer)
        with writing(self.engine, is_effect=False) as connection:
            idempotency.change(connection, held, answer=sealed)

    def release(self, held: Held) -> None:
        """End a try without an answer to keep; where it had no effect, it may be run again."""
        with writing(self.engine, is_effect=False) as connection:
            idempotency.remove(connection, held)
            idempotency.change(connection, held, holder="")

    def forget(self) -> int:
        """Remove the keys whose time is over; how many."""
        with writing(self.engine) as connection:
            return idempotency.forget(connection, self.clock() - KEPT_FOR)

    def _again(self, connection: Connection, found: Held, mine: Held) -> Held | Answer | Lost:
        is_over = mine.begun_at - found.begun_at >= KEPT_FOR
        if not is_over and found.request != mine.request:
            raise KeyReused("这个 Idempotency-Key 已用于另一个请求：请换一个新的键。")
        if not is_over and found.answer:
            return unseal(self.keys, _ANSWER, found.answer)
        if found.holder and mine.begun_at - found.begun_at < LEASE:
            raise KeyInFlight
        if not is_over and found.is_committed:
            return Lost()
        idempotency.change(connection, found, **mine._asdict())
        return mine


def require_well_formed(key: str) -> None:
    """KeyMalformed unless a key has 1 to 128 printable ASCII signs."""
    if not (0 < len(key) <= LONGEST_KEY and all("!" <= sign <= "~" for sign in key)):
        raise KeyMalformed(f"Idempotency-Key 应为 1 到 {LONGEST_KEY} 个 ASCII 字符，不含空格。")
