"""Turns: as many requests at once as the database has connections for, and none waits for ever."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import httpx2
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.database import CONNECTIONS, NESTED
from api.edge.turns import AT_ONCE, FILES_AT_ONCE, MOST_WAITING, RETRY_AFTER_S, Turns
from api.runtime import Runtime
from api.settings import Settings
from tests.api.small_town import settle
from tests.builders import DAY

CROWD = 3 * CONNECTIONS
Asked = Callable[[httpx2.AsyncClient], Awaitable[list[httpx2.Response]]]


def by_many(app: FastAPI | Turns, asked: Asked) -> list[httpx2.Response]:
    async def all_of_them() -> list[httpx2.Response]:
        line = httpx2.ASGITransport(app=app)
        async with httpx2.AsyncClient(transport=line, base_url="http://testserver") as client:
            return await asked(client)

    return asyncio.run(all_of_them())


def test_there_are_connections_for_all_that_are_let_in() -> None:
    assert (AT_ONCE + FILES_AT_ONCE) * NESTED <= CONNECTIONS


def test_a_crowd_many_times_the_connections_is_answered_and_nobody_waits_for_another(
    tmp_path: Path,
) -> None:
    settle(tmp_path).close()
    app = create_app(Runtime(Settings(home=tmp_path, as_of=DAY, rate_scale=0)))
    answers = by_many(
        app,
        lambda client: asyncio.gather(
            *(client.get("/jobs", params={"place": "371311", "when": "day"}) for _ in range(CROWD))
        ),
    )
    assert {each.status_code for each in answers} == {200}
    assert len({each.text for each in answers}) == 1


class Slow:
    """An application that answers when it is told to, and counts who is inside."""

    def __init__(self, *, holds_answer: bool = False) -> None:
        self.inside = self.most = 0
        self.go = asyncio.Event()
        self.holds_answer = holds_answer

    async def __call__(self, scope: object, receive: object, send: object) -> None:
        self.inside += 1
        self.most = max(self.most, self.inside)
        start = {"type": "http.response.start", "status": 200, "headers": []}
        if self.holds_answer:
            await send(start)  # type: ignore[operator]
            await self.go.wait()
        else:
            await self.go.wait()
            await send(start)  # type: ignore[operator]
        await send({"type": "http.response.body", "body": b""})  # type: ignore[operator]
        self.inside -= 1


async def _settled() -> None:
    for _ in range(50):
        await asyncio.sleep(0)


def test_no_more_than_there_is_room_for_are_inside_and_files_have_their_own_lane() -> None:
    slow = Slow()
    seen: list[int] = []

    async def asked(client: httpx2.AsyncClient) -> list[httpx2.Response]:
        crowd = [asyncio.create_task(client.get("/jobs")) for _ in range(AT_ONCE + 5)]
        await _settled()
        seen.append(slow.inside)
        files = [asyncio.create_task(client.post("/v1/feed")) for _ in range(FILES_AT_ONCE + 1)]
        watch = asyncio.create_task(client.get("/healthz"))
        await _settled()
        seen.append(slow.inside)
        slow.go.set()
        return list(await asyncio.gather(*crowd, *files, watch))

    answers = by_many(Turns(slow), asked)  # type: ignore[arg-type]
    assert seen == [AT_ONCE, AT_ONCE + FILES_AT_ONCE + 1]
    assert {each.status_code for each in answers} == {200}


def test_the_next_is_let_in_when_an_answer_begins_however_slowly_it_is_read() -> None:
    slow = Slow(holds_answer=True)

    async def asked(client: httpx2.AsyncClient) -> list[httpx2.Response]:
        crowd = [asyncio.create_task(client.get("/jobs")) for _ in range(2 * AT_ONCE)]
        await _settled()
        slow.go.set()
        return list(await asyncio.gather(*crowd))

    by_many(Turns(slow), asked)  # type: ignore[arg-type]
    assert slow.most == 2 * AT_ONCE


@pytest.mark.parametrize(
    ("path", "kind"), [("/v1/postings", "application/problem+json"), ("/jobs", "text/html")]
)
def test_who_comes_when_too_many_wait_is_told_when_to_come_again(path: str, kind: str) -> None:
    slow = Slow()

    async def asked(client: httpx2.AsyncClient) -> list[httpx2.Response]:
        crowd = [asyncio.create_task(client.get("/jobs")) for _ in range(AT_ONCE + MOST_WAITING)]
        await _settled()
        late = await client.get(path, headers={"Accept": "text/html,*/*"})
        slow.go.set()
        return [late, *await asyncio.gather(*crowd)]

    late, *others = by_many(Turns(slow), asked)  # type: ignore[arg-type]
    assert late.status_code == 503
    assert late.headers["Retry-After"] == str(RETRY_AFTER_S)
    assert late.headers["Content-Type"].startswith(kind)
    assert "请过几秒再试" in late.text
    assert {each.status_code for each in others} == {200}


def test_who_fails_inside_gives_the_turn_back() -> None:
    async def failing(scope: object, receive: object, send: object) -> None:
        raise RuntimeError("fault")

    async def asked(client: httpx2.AsyncClient) -> list[httpx2.Response]:
        for _ in range(AT_ONCE + 1):
            with pytest.raises(RuntimeError, match="fault"):
                await client.get("/jobs")
        return []

    assert by_many(Turns(failing), asked) == []
