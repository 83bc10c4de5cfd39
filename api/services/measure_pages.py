"""The benchmark of the worker's list as a page: so many requests a second to one process."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from random import Random
from secrets import token_hex
from time import monotonic, perf_counter, sleep
from typing import Any, Final

import httpx2
from sqlalchemy import Connection

from api.clock import now
from api.database import writing
from api.runtime import Runtime
from api.security.caller import cookie_name
from api.services.ingest import ingest
from api.services.samples import SAMPLES_DAY, sample_files
from api.services.spread import spread
from api.settings import Settings
from api.store import accounts, jobs, workers
from api.store.accounts import Account
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.jobs.posting import Posting, PostingState
from registry.workers.consent import Channel, Purpose

SEED: Final = 371399
UP_WITHIN_S: Final = 120.0


def measure_pages(home: Path, postings: int, a_second: int, seconds: int) -> dict[str, Any]:
    """Milliseconds from when a request was due to its whole answer, over workers in turn.

    Each worker's list is made anew: nothing of it is kept between requests but what the service
    keeps.
    """
    here = Runtime(Settings(home=home, as_of=SAMPLES_DAY))
    cookies = _stocked(here, postings)
    here.close()
    with _served(home) as address:
        taken, bytes_ = asyncio.run(_asked(address, cookies, a_second, seconds))
    return {
        "postings": postings,
        "workers": len(cookies),
        "requests_a_second": a_second,
        "requests": len(taken),
        "page_ms": spread(taken),
        "p99_ms": round(sorted(taken)[int(len(taken) * 0.99) - 1], 1),
        "bytes_packed": bytes_,
    }


def _stocked(here: Runtime, postings: int) -> list[str]:
    """The library filled, its index built; a session's cookie for every worker of the samples."""
    for path in sample_files(here.settings.data / "samples"):
        ingest(
            here.engine,
            path,
            reference=here.reference,
            policy=here.policy,
            at=now(here.settings),
            keys=lambda: here.keys,
        )
    draw = Random(SEED)  # noqa: S311 – made postings, nothing secret
    with writing(here.engine) as connection:
        base = [each for each in jobs.iterate(connection) if each.state is PostingState.PUBLISHED]
        jobs.upsert(connection, list(_more(base, postings, draw)), now(here.settings))
    here.build_index(lambda *_: None)
    with writing(here.engine) as connection:
        people = [each.id for each in workers.iterate(connection)]
        return [_signed_in(here, connection, each) for each in people]


def _more(base: list[Posting], count: int, draw: Random) -> Iterator[Posting]:
    """Postings whose facts are those of the samples, mixed."""
    for number in range(max(count - len(base), 0)):
        other = draw.choice(base)
        yield replace(
            draw.choice(base),
            source_id=f"more-{number}",
            place=other.place,
            pay=other.pay,
            employer=f"{other.employer}{number % 997}",
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


async def _asked(
    address: str, cookies: list[str], a_second: int, seconds: int
) -> tuple[list[float], int]:
    """Requests at even distances, whether the ones before are answered or not."""
    taken: list[float] = []
    sizes: list[int] = []
    limits = httpx2.Limits(max_connections=200, max_keepalive_connections=200)
    async with httpx2.AsyncClient(base_url=address, limits=limits, timeout=60) as client:

        async def ask(due: float, cookie: str) -> None:
            await asyncio.sleep(due - perf_counter())
            async with client.stream("GET", "/", headers={"Cookie": cookie}) as answer:
                size = sum([len(piece) async for piece in answer.aiter_raw()])
            answer.raise_for_status()
            taken.append((perf_counter() - due) * 1000)
            sizes.append(size)

        begun = perf_counter() + 0.5
        turns = zip(range(a_second * seconds), cycle(cookies), strict=False)
        await asyncio.gather(*(ask(begun + number / a_second, each) for number, each in turns))
    return taken, round(sum(sizes) / len(sizes))
