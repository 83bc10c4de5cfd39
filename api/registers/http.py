"""A register over HTTP: asked with a time-out, and again where that may help."""

import json
from dataclasses import dataclass, field
from threading import BoundedSemaphore
from typing import Final

import httpx2

from api.registers.answers import Receipt, read_answer
from api.registers.breaker import Breaker
from api.registers.port import Question, Timing
from registry.registration.register_answer import Answer, AnswerStatus, Source

ATTEMPT_S: Final = 3.0
LEAST_S: Final = 0.001  # a time-out of 0 would mean none
MOST_ATTEMPTS: Final = 4
FIRST_PAUSE_S: Final = 0.2
LONGEST_PAUSE_S: Final = 2.0
LARGEST_ANSWER: Final = 1024 * 1024  # bytes
# Five registers share the connections, so that one that hangs cannot take them all.
MOST_AT_ONCE: Final = 16
MOST_CONNECTIONS: Final = 100


class NoUse(Exception):
    """Why an attempt gave no answer to read. again: whether another attempt may help."""

    def __init__(
        self, fault: str, *, again: bool = False, status: AnswerStatus = AnswerStatus.SILENT
    ) -> None:
        self.fault, self.again, self.status = fault, again, status
        super().__init__(fault)


@dataclass(frozen=True, slots=True)
class Line:
    """How a register is reached. attempt_s: seconds that one attempt may take."""

    address: str
    token: str = field(default="", repr=False)
    attempt_s: float = ATTEMPT_S


def new_client() -> httpx2.Client:
    """The connections of all registers. No redirects, no proxy: the configured host or none."""
    return httpx2.Client(
        follow_redirects=False,
        trust_env=False,
        limits=httpx2.Limits(max_connections=MOST_CONNECTIONS, keepalive_expiry=60),
    )


class HttpRegister:
    """A register that speaks the protocol of docs/registers.md."""

    def __init__(
        self, source: Source, line: Line, client: httpx2.Client, breaker: Breaker, timing: Timing
    ) -> None:
        self.source = source
        self._line, self._client, self._breaker, self._timing = line, client, breaker, timing
        self._places = BoundedSemaphore(MOST_AT_ONCE)

    def ask(self, question: Question, deadline: float) -> Answer:
        """The register's answer, SILENT where none came by the deadline."""
        receipt = Receipt(self.source, question.as_of, self._timing.now())
        if not self._places.acquire(timeout=max(0.0, deadline - self._timing.monotonic())):
            return receipt.unusable(AnswerStatus.SILENT, "同时询问的太多，没有轮到")
        try:
            raw = self._fetched(question, deadline)
        except NoUse as fault:
            silent = fault.status is AnswerStatus.SILENT
            answered_at = None if silent else self._timing.now()
            return receipt.unusable(fault.status, fault.fault, answered_at)
        finally:
            self._places.release()
        return read_answer(raw, receipt, self._timing.now())

    def _fetched(self, question: Question, deadline: float) -> bytes:
        """The answer's bytes; the breaker hears whether the register could be reached."""
        if not self._breaker.lets_through():
            raise NoUse("连续多次没有答复，暂停询问，稍后自动再试")
        try:
            raw = self._attempted(question, deadline)
        except NoUse as fault:
            report = self._breaker.failed if fault.again else self._breaker.succeeded
            report()
            raise
        self._breaker.succeeded()
        return raw

    def _attempted(self, question: Question, deadline: float) -> bytes:
        attempt = 0
        while True:
            try:
                return self._posted(question, deadline)
            except NoUse as fault:
                pause = self._pause_after(attempt)
                attempt += 1
                too_late = self._timing.monotonic() + pause >= deadline
                if not fault.again or attempt == MOST_ATTEMPTS or too_late:
                    raise
            self._timing.pause(pause)

    def _pause_after(self, attempt: int) -> float:
        longest: float = min(LONGEST_PAUSE_S, FIRST_PAUSE_S * 2**attempt)
        return longest * (1 + self._timing.jitter()) / 2

    def _posted(self, question: Question, deadline: float) -> bytes:
        started = self._timing.monotonic()
        ends = min(deadline, started + self._line.attempt_s)
        try:
            with self._client.stream(
                "POST",
                f"{self._line.address}/query",
                content=self._body(question),
                headers=self._headers(),
                timeout=max(ends - started, LEAST_S),
            ) as response:
                _check_head(response)
                return self._read(response, ends)
        except httpx2.TimeoutException as fault:
            raise NoUse("没有在时限内答复", again=True) from fault
        except httpx2.TransportError as fault:
            raise NoUse("连接不上，或者连接中断", again=True) from fault

    def _read(self, response: httpx2.Response, ends: float) -> bytes:
        body = bytearray()
        for piece in response.iter_raw():
            body += piece
            if len(body) > LARGEST_ANSWER:
                raise NoUse("答复超过 1 MiB", status=AnswerStatus.MALFORMED)
            if self._timing.monotonic() > ends:
                raise NoUse("没有在时限内答复完", again=True)
        return bytes(body)

    def _body(self, question: Question) -> bytes:
        asked = {
            "source": self.source,
            "id_no": question.identity_number,
            "name": question.name,
            "as_of": question.as_of.isoformat(),
        }
        return json.dumps(asked).encode()

    def _headers(self) -> dict[str, str]:
        plain = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Accept-Encoding": "identity",  # a packed answer could be of any size
        }
        token = self._line.token
        return plain | {"Authorization": f"Bearer {token}"} if token else plain


def _check_head(response: httpx2.Response) -> None:
    status = response.status_code
    if status >= 500:
        raise NoUse(f"对方系统出错（HTTP {status}）", again=True)
    if 300 <= status < 400:
        raise NoUse(f"要求转到别的地址（HTTP {status}），不予跟随")
    if status in (401, 403):
        raise NoUse(f"拒绝了访问（HTTP {status}）")
    if status != 200:
        raise NoUse(f"不能办理这样的查询（HTTP {status}）")
    if response.headers.get("Content-Encoding", "identity") != "identity":
        raise NoUse("答复是压缩过的", status=AnswerStatus.MALFORMED)
