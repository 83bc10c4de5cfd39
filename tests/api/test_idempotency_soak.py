"""Requests sent again in any way, dying anywhere: each has effect exactly once."""

import asyncio
import json
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from types import SimpleNamespace
from typing import Any, NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import Column, Engine, MetaData, String, Table, delete, insert, select
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.types import Message, Receive, Scope, Send

from api.database import reading, writing
from api.edge.idempotent import Idempotency
from api.security.keys import keys_of
from api.services.idempotency import LEASE, Answer, IdempotencyDesk
from api.store.idempotency import Held
from api.store.tables import idempotency_keys

SEQUENCES = {"soak": 1_000}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), 20)  # on each database
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
effects = Table("effects", MetaData(), Column("key", String(8)), Column("body", String(8)))
KEYS = st.sampled_from(["a", "b", "c"])
BODIES = st.sampled_from(["x", "y"])


class Fate(StrEnum):
    """How a try ends."""

    DONE = "done"
    REFUSED = "refused"
    FAILS_BEFORE = "fails_before"  # an exception without effect
    FAILS_AFTER = "fails_after"  # and one after it
    DIES_BEFORE = "dies_before"  # the process is gone, nothing was committed
    DIES_AFTER = "dies_after"  # or it was, and nobody was answered


EFFECTIVE = {Fate.DONE, Fate.FAILS_AFTER, Fate.DIES_AFTER}
DEADLY = {Fate.DIES_BEFORE, Fate.DIES_AFTER}


class Died(Exception):
    """What stands for the end of the process: nothing after it is done."""


class Got(NamedTuple):
    status: int
    body: bytes
    is_replayed: bool


@dataclass(frozen=True, slots=True)
class MortalDesk(IdempotencyDesk):
    """A desk whose process may die before it could tidy up."""

    has_died: Callable[[], bool] = lambda: False

    def keep(self, held: Held, answer: Answer) -> None:
        if self.has_died():
            raise Died
        IdempotencyDesk.keep(self, held, answer)

    def release(self, held: Held) -> None:
        if not self.has_died():
            IdempotencyDesk.release(self, held)


class Service:
    """One address behind the keys, whose effect is a row."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.at, self.fate = engine, NOON, Fate.DONE
        desk = MortalDesk(engine, keys_of(b"k" * 32), lambda: self.at, lambda: self.fate in DEADLY)
        here: Any = SimpleNamespace(idempotency=desk)
        self.app = Idempotency(self._route, here)
        self.app._account = lambda _: "account"  # type: ignore[method-assign]

    async def _route(self, scope: Scope, receive: Receive, send: Send) -> None:
        sent = json.loads(await Request(scope, receive).body())
        if self.fate in {Fate.FAILS_BEFORE, Fate.DIES_BEFORE}:
            raise Died
        if self.fate is Fate.REFUSED:
            await JSONResponse({"no": sent}, 422)(scope, receive, send)
            return
        await run_in_threadpool(self._act, sent)
        if self.fate is Fate.FAILS_AFTER:
            raise Died
        await JSONResponse(sent, 201)(scope, receive, send)

    def _act(self, sent: dict[str, str]) -> None:
        with writing(self.engine) as connection:
            connection.execute(insert(effects).values(sent))

    def send(self, key: str, body: str) -> Got | None:
        """An answer; None where there was none."""
        try:
            return asyncio.run(_asked(self.app, key, json.dumps({"key": key, "body": body})))
        except Died:
            return None

    def effects_of(self, key: str) -> list[str]:
        with reading(self.engine) as connection:
            chosen = select(effects.c.body).where(effects.c.key == key)
            return list(connection.execute(chosen).scalars())


async def _nothing(*_: object) -> None:
    raise AssertionError


ROUTES = SimpleNamespace(routes=[Route("/v1/effects", _nothing, methods=["POST"])])


async def _asked(app: Any, key: str, body: str) -> Got:
    scope: Scope = {
        "type": "http",
        "app": ROUTES,
        "method": "POST",
        "path": "/v1/effects",
        "query_string": b"",
        "headers": [(b"idempotency-key", key.encode())],
    }
    told: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": body.encode(), "more_body": False}

    async def send(message: Message) -> None:
        told.append(message)

    await app(scope, receive, send)
    names = {name for name, _ in told[0]["headers"]}
    return Got(told[0]["status"], told[1]["body"], b"idempotency-replayed" in names)


@dataclass(slots=True)
class Known:
    """What the model knows of a key."""

    body: str
    answer: Got | None = None
    had_effect: bool = False
    held_until: datetime = NOON

    def status(self, body: str, at: datetime) -> int | None:
        """What a request by this key gets without being run; None where it is run."""
        if body != self.body:
            return 422
        if self.answer is not None:
            return self.answer.status
        if at < self.held_until:
            return 409
        return 208 if self.had_effect else None


class Machine(RuleBasedStateMachine):
    """Three keys, two bodies, and a model of what became of them."""

    engine: Engine

    def __init__(self) -> None:
        super().__init__()
        with writing(self.engine) as connection:
            connection.execute(delete(effects))
            connection.execute(delete(idempotency_keys))
        self.service = Service(self.engine)
        self.known: dict[str, Known] = {}

    @rule(key=KEYS, body=BODIES, fate=st.sampled_from(Fate))
    def is_sent(self, key: str, body: str, fate: Fate) -> None:
        self.service.fate = fate
        known = self.known.get(key)
        status = known.status(body, self.service.at) if known else None
        got = self.service.send(key, body)
        if status is None:
            self._was_run(key, body, fate, got)
        else:
            assert got is not None
            assert got.status == status
        if known is not None and known.answer is not None and known.body == body:
            assert got == known.answer._replace(is_replayed=True)
        self._is_once(key)

    def _was_run(self, key: str, body: str, fate: Fate, got: Got | None) -> None:
        assert (got is not None) == (fate in {Fate.DONE, Fate.REFUSED})
        assert got is None or not got.is_replayed
        self.known[key] = Known(body, got, fate in EFFECTIVE)
        if fate in DEADLY:
            self.known[key].held_until = self.service.at + LEASE
        if fate is Fate.FAILS_BEFORE:
            del self.known[key]

    def _is_once(self, key: str) -> None:
        known = self.known.get(key)
        expected = [known.body] if known is not None and known.had_effect else []
        assert self.service.effects_of(key) == expected

    @rule(key=KEYS, body=BODIES)
    def is_sent_by_many_at_once(self, key: str, body: str) -> None:
        self.service.fate = Fate.DONE
        known = self.known.get(key)
        is_free = known is None or known.status(body, self.service.at) is None
        with ThreadPoolExecutor(3) as pool:
            got = list(pool.map(lambda _: self.service.send(key, body), range(3)))
        fresh = [each for each in got if each and each.status == 201 and not each.is_replayed]
        assert len(fresh) == (1 if is_free else 0)
        if is_free:
            self.known[key] = Known(body, fresh[0], had_effect=True)
        self._is_once(key)

    @rule()
    def time_passes(self) -> None:
        self.service.at += LEASE / 2


def test_whatever_is_sent_again_or_dies_has_effect_exactly_once(hasty: Engine) -> None:
    effects.metadata.create_all(hasty)
    machine = type("OnThisDatabase", (Machine,), {"engine": hasty})
    chosen = settings(
        max_examples=SEQUENCES,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(machine, settings=chosen)
