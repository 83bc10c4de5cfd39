"""A reference server of the registers' protocol, with faults by person or by call."""

import json
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from time import monotonic
from typing import Any, NamedTuple

Record = dict[str, Any]


class Reply(NamedTuple):
    """What goes over the wire."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "application/json"),)


class Seen(NamedTuple):
    """One request, from its begin to the end of its answer, in seconds of the monotonic clock."""

    source: str
    asked: dict[str, Any]
    headers: dict[str, str]
    began: float
    ended: float


def record(kind: str, since: str | None = None, until: str | None = None, **facts: str) -> Record:
    return {"kind": kind, "since": since, "until": until, "facts": facts}


def said(source: str, entries: Iterable[Any] = (), **changes: Any) -> dict[str, Any]:
    """An answer as the protocol has it."""
    plain = {"source": source, "version": "2026.11", "covered_from": "2000-01-01"}
    return plain | {"entries": list(entries)} | changes


def reply(data: Any) -> Reply:
    return Reply(body=json.dumps(data, ensure_ascii=False).encode())


# What a register does with a question: the source and what was asked, to what goes over the wire.
Behaviour = Callable[[str, dict[str, Any]], Reply]


class RegisterServer:
    """All five registers at one address, each under its own path.

    records: by source and number. `next_calls` go before `by_person`, and both before the plain
    answer from the records.
    """

    def __init__(self) -> None:
        self.records: dict[tuple[str, str], list[Record]] = {}
        self.next_calls: dict[str, deque[Behaviour]] = defaultdict(deque)
        self.by_person: dict[tuple[str, str], Behaviour] = {}
        self.seen: list[Seen] = []
        self.lock = Lock()
        self.httpd = ThreadingHTTPServer(("127.0.0.1", 0), handler_of(self))
        self.httpd.daemon_threads = True

    def address(self, source: str) -> str:
        return f"http://127.0.0.1:{self.httpd.server_address[1]}/{source}"

    def calls(self, source: str) -> int:
        with self.lock:
            return sum(seen.source == source for seen in self.seen)

    def answer(self, source: str, asked: dict[str, Any]) -> Reply:
        with self.lock:
            queued = self.next_calls[source]
            behaviour = queued.popleft() if queued else None
        behaviour = behaviour or self.by_person.get((source, asked["id_no"]))
        if behaviour is not None:
            return behaviour(source, asked)
        return reply(said(source, self.records.get((source, asked["id_no"]), ())))


def handler_of(server: RegisterServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            began = monotonic()
            source = self.path.split("/")[1]
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            answer = server.answer(source, asked)
            headers = dict(self.headers.items())
            with server.lock:
                server.seen.append(Seen(source, asked, headers, began, monotonic()))
            self.send_response(answer.status)
            for name, value in answer.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(answer.body)))
            self.end_headers()
            self.wfile.write(answer.body)

        def handle(self) -> None:
            try:
                super().handle()
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def log_message(self, *_: Any) -> None:
            pass

    return Handler


@contextmanager
def running() -> Iterator[RegisterServer]:
    server = RegisterServer()
    thread = Thread(target=server.httpd.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.httpd.shutdown()
        server.httpd.server_close()
        thread.join()
