"""The benchmark of the worker's list as a page: so many requests a second to one process."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from random import Random
from secrets import token_hex
from time import monotonic, perf_counter, sleep
from typing import Any, Final, NamedTuple

import httpx2
from sqlalchemy import Connection

from api.clock import now
from api.database import writing
from api.runtime import Runtime
from api.security.caller import cookie_name
from api.services.made_library import stock
from api.services.samples import SAMPLES_DAY
from api.services.spread import spread
from api.settings import Settings
from api.store import accounts, workers
from api.store.accounts import Account
from api.store.workers import WorkerRecord
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.workers.consent import Channel, Purpose
from registry.workers.worker import Worker

SEED: Final = 371399
UP_WITHIN_S: Final = 120.0


def measure_pages(home: Path, postings: int, a_second: int, seconds: int) -> dict[str, Any]:
    """Milliseconds from when a request was due to its whole answer, a worker a request.

    first: each looks at her list for the first time, so that it is made. again: she comes back to
    it, and nothing has changed.
    """
    here = Runtime(Settings(home=home, as_of=SAMPLES_DAY))
    cookies = _stocked(here, postings, a_second * seconds)
    here.close()
    with _served(home) as address:
        first, again = (asyncio.run(_asked(address, cookies, a_second)) for _ in range(2))
    return {
        "postings": postings,
        "requests_a_second": a_second,
        "requests": len(cookies),
        "first": _told(first),
        "again": _told(again),
    }


class Answers(NamedTuple):
    """How long each request took in ms, and how large its answer was, packed."""

    taken: list[float]
    sizes: list[int]


def _told(answers: Answers) -> dict[str, Any]:
    taken, sizes = answers
    return {
        "page_ms": spread(taken),
        "p99_ms": round(sorted(taken)[int(len(taken) * 0.99) - 1], 1),
        "bytes_packed": round(sum(sizes) / len(sizes)),
    }


def _stocked(here: Runtime, postings: int, people: int) -> list[str]:
    """The library filled, its index built; a session's cookie for each of so many workers."""
    draw = Random(SEED)  # noqa: S311 – made postings, nothing secret
    stock(here, postings, draw)
    with writing(here.engine) as connection:
        known = list(workers.iterate(connection))
        made = [WorkerRecord(each) for each in _others(known, people - len(known), draw)]
        workers.upsert(connection, made, now(here.settings))
        ids = [each.id for each in known] + [each.worker.id for each in made]
        return [_signed_in(here, connection, each) for each in ids[:people]]


def _others(known: list[Worker], count: int, draw: Random) -> Iterator[Worker]:
    """Workers whose facts are those of the samples, mixed."""
    for number in range(max(count, 0)):
        one, other, third = draw.sample(known, 3)
        yield replace(
            one,
            id=f"more-{number}",
            place=other.place,
            free=third.free,
            text=third.text,
        )


def _signed_in(here: Runtime, connection: Connection, worker: str) -> str:
    """A worker who agreed to lists by her profile, and the cookie that her browser carries."""
    herself = Actor(worker, Role.PERSON)
    here.consents.note(
        connection, worker, Purpose.RECOMMENDATION, herself, Channel.ONLINE, given=True
    )
    one = Account(id=token_hex(16), role=AccountRole.WORKER, worker=worker)
    accounts.add(connection, one, one.id, here.sign_in.clock())
    return f"{cookie_name(here)}={here.sign_in.opened(connection, one).cookie}"


@contextmanager
def _served(home: Path) -> Iterator[str]:
    """The address of one process that serves."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    given = {"LINGGANG_AS_OF": SAMPLES_DAY.isoformat(), "LINGGANG_RATE_SCALE": "0"}
    command = [
        sys.executable,
        "-m",
        "api.cli.main",
        "serve",
        "--home",
        str(home),
        "--port",
        str(port),
    ]
    server = subprocess.Popen(  # noqa: S603 – our own program
        command, env=os.environ | given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    try:
        until = monotonic() + UP_WITHIN_S
        while not _is_ready(address):
            if server.poll() is not None or monotonic() > until:
                raise RuntimeError("the server did not start")
            sleep(0.2)
        yield address
    finally:
        server.terminate()
        server.wait()


def _is_ready(address: str) -> bool:
    try:
        return httpx2.get(f"{address}/readyz").status_code == 200
    except httpx2.TransportError:
        return False


async def _asked(address: str, cookies: list[str], a_second: int) -> Answers:
    """Requests at even distances, whether the ones before are answered or not."""
    answers = Answers([], [])
    limits = httpx2.Limits(max_connections=200, max_keepalive_connections=200)
    async with httpx2.AsyncClient(base_url=address, limits=limits, timeout=60) as client:

        async def ask(due: float, cookie: str) -> None:
            await asyncio.sleep(due - perf_counter())
            async with client.stream("GET", "/", headers={"Cookie": cookie}) as answer:
                size = sum([len(piece) async for piece in answer.aiter_raw()])
            answer.raise_for_status()
            answers.taken.append((perf_counter() - due) * 1000)
            answers.sizes.append(size)

        begun = perf_counter() + 0.5
        turns = enumerate(cookies)
        await asyncio.gather(*(ask(begun + number / a_second, each) for number, each in turns))
    return answers
