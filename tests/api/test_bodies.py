"""Bodies that are too large, or that two readers would read differently: refused, never a fault."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
import uvicorn
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from api.app import application
from api.edge.json_text import DEEPEST, LARGEST_INTEGER, JsonRefused, require_plain_json
from api.problems import LARGEST_BODY, MEDIA_TYPE
from api.runtime import Runtime
from api.settings import Settings
from registry.access.account_role import AccountRole
from tests.api.signed_in import signed_in
from tests.api.small_town import row
from tests.builders import DAY

JSON_TYPE = {"content-type": "application/json"}
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc\\u"), inner),
    max_leaves=20,
)


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    return Runtime(Settings(home=tmp_path_factory.mktemp("home"), as_of=DAY))


@pytest.fixture(scope="module")
def client(here: Runtime) -> Iterator[TestClient]:
    with TestClient(application(here)) as client:
        yield client


REFUSED = [
    pytest.param(b'{"a": "\xff"}', "bad_encoding", id="not UTF-8"),
    pytest.param("﻿{}".encode("utf-16"), "bad_encoding", id="UTF-16"),
    pytest.param(b'{"a": ', "bad_json", id="half a text"),
    pytest.param(b"{'a': 1}", "bad_json", id="single quotes"),
    pytest.param(b"[1,]", "bad_json", id="a comma too much"),
    pytest.param(b'{"a": NaN}', "not_a_number", id="NaN"),
    pytest.param(b"[-Infinity]", "not_a_number", id="infinity"),
    pytest.param(b'{"a": 1, "a": 2}', "duplicate_key", id="a key twice"),
    pytest.param(b'[{"b": {"a": 1, "\\u0061": 2}}]', "duplicate_key", id="twice, once escaped"),
    pytest.param(b"[1e400]", "number_too_large", id="beyond every number"),
    pytest.param(b"[" + b"9" * 5000 + b"]", "number_too_large", id="5,000 digits"),
    pytest.param(b"[9223372036854775808]", "number_too_large", id="beyond 64 bits"),
    pytest.param(b"[0." + b"1" * 5000 + b"]", "number_too_large", id="5,000 places"),
    pytest.param(b'{"a": "\\u0000"}', "bad_text", id="NUL"),
    pytest.param(b'{"a\\u0000": 1}', "bad_text", id="NUL in a key"),
    pytest.param(b'["\\ud800"]', "bad_text", id="half a character"),
    pytest.param(b"[" * 33 + b"]" * 33, "json_too_deep", id="33 levels"),
    pytest.param(b"[" * 100_000, "json_too_deep", id="100,000 brackets"),
    pytest.param(b'{"a":' * 50_000 + b"1" + b"}" * 50_000, "json_too_deep", id="deep objects"),
]


@pytest.mark.parametrize(("raw", "code"), REFUSED)
def test_json_that_readers_read_differently_is_refused_in_chinese(
    client: TestClient, raw: bytes, code: str
) -> None:
    answer = client.post("/v1/sign-in/code", content=raw, headers=JSON_TYPE)
    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert answer.json()["code"] == code
    assert any("\u4e00" <= sign <= "\u9fff" for sign in answer.json()["detail"])


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(b"[" * 32 + b"]" * 32, id="32 levels"),
        pytest.param(b"[9223372036854775807, 1e308, -0.0]", id="the largest numbers"),
        pytest.param(b'["\\\\u0000", "\\ud83d\\ude00"]', id="no NUL, a whole character"),
    ],
)
def test_what_is_just_within_is_taken(raw: bytes) -> None:
    require_plain_json(raw)


@given(VALUES)
def test_whatever_python_writes_plainly_is_taken(value: Any) -> None:
    deep = value
    for _ in range(DEEPEST // 2):
        deep = [deep]
    for each in (value, deep):
        require_plain_json(json.dumps(each).encode())
        require_plain_json(json.dumps(each, ensure_ascii=False).encode())


@given(st.binary(max_size=200) | st.text('{}[]":,\\u0d8-1.eEtrue ', max_size=60).map(str.encode))
def test_no_bytes_are_a_fault(raw: bytes) -> None:
    with suppress(JsonRefused):
        require_plain_json(raw)
        json.dumps(json.loads(raw), ensure_ascii=False).encode()


@pytest.mark.parametrize("odd", ['"\\u0000"', '"\\ud800"', "NaN", "1e400", "[" * 900 + "]" * 900])
def test_in_a_feed_an_odd_row_spoils_no_other_and_is_no_fault(here: Runtime, odd: str) -> None:
    good = json.dumps(row("good", "保洁员"), ensure_ascii=False)
    bad = json.dumps(row("bad", "保洁员"), ensure_ascii=False)[:-1] + f', "contact": {odd}}}'
    with signed_in(here, AccountRole.PLATFORM, firm="town") as client:
        answer = client.post(
            "/v1/feed",
            content=f"{good}\n{bad}\n".encode(),
            headers={"content-type": "application/x-ndjson"},
        )
        assert answer.status_code == 200, answer.text
        as_json = client.post("/v1/feed", content=f"[{good},{bad}]".encode(), headers=JSON_TYPE)
    assert answer.json()["rows"] == 2
    assert answer.json()["refused"] <= 1
    assert as_json.status_code < 500


def test_a_form_with_a_nul_is_refused(client: TestClient) -> None:
    form = {"grant_type": "client_credentials", "client_id": "a\0b", "client_secret": "x"}
    answer = client.post("/v1/token", data=form)
    assert (answer.status_code, answer.json()["code"]) == (422, "bad_text")


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "multipart/form-data"])
def test_50_megabytes_are_refused_as_soon_as_one_has_come(client: TestClient, kind: str) -> None:
    came = 0

    def pieces() -> Iterator[bytes]:
        nonlocal came
        for _ in range(50):
            came += 1
            yield b" " * 1024 * 1024

    answer = client.post("/v1/postings", content=pieces(), headers={"content-type": kind})
    assert (answer.status_code, answer.json()["code"]) == (413, "http_413")


# ---------------------------------------------------------------- over a real socket


@contextmanager
def served(here: Runtime) -> Iterator[int]:
    """The service on a port of this machine."""
    server = uvicorn.Server(uvicorn.Config(application(here), log_level="critical", lifespan="off"))
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield listener.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join(20)


HEAD = "POST /v1/postings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"


def answered(port: int, head: str, pieces: Iterator[bytes]) -> tuple[bytes, int]:
    """The answer, and how many bytes were sent until the server ended the connection."""
    sent = 0
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
        line.sendall((head + "\r\n").encode())
        with suppress(ConnectionError):
            for piece in pieces:
                line.sendall(piece)
                sent += len(piece)
            line.shutdown(socket.SHUT_WR)
        answer = b""
        with suppress(ConnectionError):
            while piece := line.recv(65536):
                answer += piece
    return answer, sent


def test_a_stated_length_is_refused_before_anything_came(here: Runtime) -> None:
    with served(here) as port:
        answer, _ = answered(port, f"{HEAD}Content-Length: 52428800\r\n", iter(()))
    assert answer.startswith(b"HTTP/1.1 413")
    assert "超过 1 MiB".encode() in answer


def test_a_body_without_a_length_is_not_read_to_its_end(here: Runtime) -> None:
    piece = b"10000\r\n" + b" " * 65536 + b"\r\n"
    with served(here) as port:
        head = f"{HEAD}Transfer-Encoding: chunked\r\n"
        answer, sent = answered(port, head, iter([piece] * 800))
    assert answer.startswith(b"HTTP/1.1 413") or not answer  # the line may be cut before
    assert sent < 30 * LARGEST_BODY


def test_a_body_that_ends_half_way_does_nothing(here: Runtime) -> None:
    with served(here) as port:
        answer, _ = answered(
            port, f"{HEAD}Content-Length: 500\r\nConnection: close\r\n", iter([b"{"])
        )
        with socket.create_connection(("127.0.0.1", port), timeout=20) as line:
            line.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            assert line.recv(100).startswith(b"HTTP/1.1 200")
    assert answer == b""
