"""A register over HTTP against the reference server, with every fault that a line can have."""

import logging
import socket
from collections.abc import Iterator
from threading import Event
from time import monotonic

import httpx2
import pytest

from api.registers.breaker import Breaker
from api.registers.http import (
    LARGEST_ANSWER,
    MOST_AT_ONCE,
    MOST_ATTEMPTS,
    MOST_CONNECTIONS,
    HttpRegister,
    Line,
    new_client,
)
from api.registers.port import Timing
from registry.registration.register_answer import Answer, AnswerStatus, Source
from tests.api.register_people import HERS, NOON, QUESTION
from tests.api.register_server import (
    Behaviour,
    RegisterServer,
    Reply,
    record,
    reply,
    running,
    said,
)
from tests.api.test_register_breaker import Clock

SOURCE = Source.INSURANCE
MARK = "mark-of-the-bureau"
BROKEN = Reply(500)


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with running() as server:
        yield server


@pytest.fixture
def client() -> Iterator[httpx2.Client]:
    with new_client() as client:
        yield client


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def register(
    server: RegisterServer, client: httpx2.Client, pauses: list[float], clock: Clock
) -> HttpRegister:
    """Retries without sleeping; the breaker's clock stands still unless a test moves it."""
    timing = Timing(now=lambda: NOON, pause=pauses.append, jitter=lambda: 0.0)
    line = Line(server.address(SOURCE), MARK)
    return HttpRegister(SOURCE, line, client, Breaker(2, 30, clock), timing)


def ask(register: HttpRegister, within_s: float = 60) -> Answer:
    return register.ask(QUESTION, monotonic() + within_s)


def plays(server: RegisterServer, *replies: Reply) -> None:
    server.next_calls[SOURCE].extend(_always(each) for each in replies)


def _always(answer: Reply) -> Behaviour:
    return lambda *_: answer


def test_her_records_come_back(server: RegisterServer, register: HttpRegister) -> None:
    server.records[SOURCE, HERS] = [record("pension", "2026-11-01")]
    answer = ask(register)
    assert answer.status is AnswerStatus.OK
    assert [entry.kind for entry in answer.entries] == ["pension"]
    assert answer.answered_at == NOON


def test_the_question_is_posted_with_the_token(
    server: RegisterServer, register: HttpRegister
) -> None:
    ask(register)
    (seen,) = server.seen
    assert seen.asked == {
        "source": "insurance",
        "id_no": HERS,
        "name": "孙某某",
        "as_of": "2026-11-22",
    }
    assert seen.headers["Authorization"] == f"Bearer {MARK}"
    assert seen.headers["Accept-Encoding"] == "identity"


def test_an_error_of_theirs_is_asked_again_after_longer_and_longer_pauses(
    server: RegisterServer, register: HttpRegister, pauses: list[float]
) -> None:
    plays(server, BROKEN, Reply(503), Reply(502))
    assert ask(register).status is AnswerStatus.OK
    assert pauses == [0.1, 0.2, 0.4]


def test_errors_without_end_are_silence(
    server: RegisterServer, register: HttpRegister, pauses: list[float]
) -> None:
    plays(server, *[BROKEN] * MOST_ATTEMPTS)
    answer = ask(register)
    assert (answer.status, answer.fault) == (AnswerStatus.SILENT, "对方系统出错（HTTP 500）")
    assert answer.answered_at is None
    assert len(pauses) == MOST_ATTEMPTS - 1


def test_no_retry_is_begun_that_would_end_after_the_deadline(
    server: RegisterServer, register: HttpRegister, pauses: list[float]
) -> None:
    plays(server, BROKEN)
    assert ask(register, within_s=0.09).status is AnswerStatus.SILENT
    assert pauses == []


def test_a_register_that_is_down_is_silent(client: httpx2.Client, pauses: list[float]) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        line = Line(f"http://127.0.0.1:{closed.getsockname()[1]}")
        timing = Timing(now=lambda: NOON, pause=pauses.append)
        register = HttpRegister(SOURCE, line, client, Breaker(9, 30, monotonic), timing)
        answer = ask(register)
    assert (answer.status, answer.fault) == (AnswerStatus.SILENT, "连接不上，或者连接中断")
    assert len(pauses) == MOST_ATTEMPTS - 1


def test_a_slow_attempt_is_given_up_and_the_next_one_answers(
    server: RegisterServer, client: httpx2.Client
) -> None:
    let_go = Event()

    def hang(*_: object) -> Reply:
        let_go.wait(30)
        return BROKEN

    server.next_calls[SOURCE].append(hang)
    line = Line(server.address(SOURCE), attempt_s=0.2)
    timing = Timing(now=lambda: NOON, pause=lambda _: None)
    register = HttpRegister(SOURCE, line, client, Breaker(9, 30, monotonic), timing)
    assert ask(register).status is AnswerStatus.OK
    let_go.set()


def test_an_answer_that_drips_is_cut_off_at_the_time_out(clock: Clock) -> None:
    def drip() -> Iterator[bytes]:
        while True:
            clock.at += 1
            yield b" "

    transport = httpx2.MockTransport(lambda _: httpx2.Response(200, content=drip()))
    timing = Timing(now=lambda: NOON, monotonic=clock, pause=lambda _: None)
    with httpx2.Client(transport=transport) as client:
        register = HttpRegister(SOURCE, Line("http://drip"), client, Breaker(9, 30, clock), timing)
        answer = register.ask(QUESTION, clock.at + 10)
    assert (answer.status, answer.fault) == (AnswerStatus.SILENT, "没有在时限内答复完")
    assert clock.at < 1_000 + 20


@pytest.mark.parametrize(
    ("answer", "status", "fault"),
    [
        pytest.param(Reply(body=b"{"), AnswerStatus.MALFORMED, "JSON", id="broken JSON"),
        pytest.param(
            reply(said(SOURCE, version=1)), AnswerStatus.MALFORMED, "version", id="wrong types"
        ),
        pytest.param(
            reply(said(Source.BUSINESS)), AnswerStatus.MALFORMED, "source", id="another register"
        ),
        pytest.param(
            reply(said(SOURCE, [record("pension", "2026-02-01", "2026-01-01")])),
            AnswerStatus.CONFLICT,
            "早于",
            id="contradicting itself",
        ),
        pytest.param(
            Reply(body=b" " * (LARGEST_ANSWER + 1)), AnswerStatus.MALFORMED, "1 MiB", id="huge"
        ),
        pytest.param(
            Reply(headers=(("Content-Encoding", "gzip"),)),
            AnswerStatus.MALFORMED,
            "压缩",
            id="packed unasked",
        ),
        pytest.param(Reply(401), AnswerStatus.SILENT, "拒绝", id="token refused"),
        pytest.param(Reply(404), AnswerStatus.SILENT, "404", id="no such path"),
        pytest.param(Reply(204), AnswerStatus.SILENT, "204", id="no content"),
    ],
)
def test_an_answer_of_no_use_says_why_and_is_not_asked_for_again(
    server: RegisterServer,
    register: HttpRegister,
    answer: Reply,
    status: AnswerStatus,
    fault: str,
) -> None:
    server.by_person[SOURCE, HERS] = lambda *_: answer
    told = ask(register)
    assert told.status is status
    assert fault in told.fault
    assert server.calls(SOURCE) == 1


def test_a_redirect_is_not_followed(server: RegisterServer, register: HttpRegister) -> None:
    elsewhere = ("Location", server.address(Source.BUSINESS) + "/query")
    plays(server, Reply(307, headers=(elsewhere,)))
    answer = ask(register)
    assert (answer.status, answer.fault[:6]) == (AnswerStatus.SILENT, "要求转到别的")
    assert server.calls(Source.BUSINESS) == 0


def test_an_answer_of_the_largest_size_is_read(
    server: RegisterServer, register: HttpRegister
) -> None:
    whole = reply(said(SOURCE)).body
    plays(server, Reply(body=whole + b" " * (LARGEST_ANSWER - len(whole))))
    assert ask(register).status is AnswerStatus.OK


def test_a_register_that_fails_is_left_alone_and_tried_again_after_the_pause(
    server: RegisterServer, register: HttpRegister, clock: Clock
) -> None:
    server.by_person[SOURCE, HERS] = lambda *_: BROKEN
    assert [ask(register).fault for _ in range(3)][-1].startswith("连续多次没有答复")
    assert server.calls(SOURCE) == 2 * MOST_ATTEMPTS
    server.by_person.clear()
    clock.at += 30
    assert [ask(register).status for _ in range(2)] == [AnswerStatus.OK, AnswerStatus.OK]


def test_an_answer_that_cannot_be_read_does_not_open_the_breaker(
    server: RegisterServer, register: HttpRegister
) -> None:
    plays(server, *[Reply(body=b"{")] * 5)
    assert {ask(register).status for _ in range(5)} == {AnswerStatus.MALFORMED}
    assert ask(register).status is AnswerStatus.OK


def test_a_register_that_hangs_cannot_take_all_connections() -> None:
    assert len(Source) * MOST_AT_ONCE <= MOST_CONNECTIONS


def test_connections_are_kept_for_the_next_question(
    server: RegisterServer, register: HttpRegister, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(register)
        ask(register)
    assert caplog.text.count("connect_tcp.started") == 1


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(BROKEN, id="error"),
        pytest.param(Reply(500, body=HERS.encode()), id="error naming her"),
        pytest.param(Reply(body=HERS.encode()), id="her number alone"),
        pytest.param(reply({HERS: HERS}), id="her number as a key"),
        pytest.param(reply(said(SOURCE, [record(HERS)])), id="her number as a kind"),
        pytest.param(
            reply(said(SOURCE, [record("unit_pension", paid_through=HERS)])), id="in a fact"
        ),
    ],
)
def test_neither_her_number_nor_the_token_is_logged_or_told(
    server: RegisterServer,
    register: HttpRegister,
    answer: Reply,
    caplog: pytest.LogCaptureFixture,
) -> None:
    server.by_person[SOURCE, HERS] = lambda *_: answer
    with caplog.at_level(logging.DEBUG):
        told = ask(register)
    assert told.fault
    for text in (told.fault, caplog.text, repr(QUESTION), repr(Line("a", MARK))):
        assert HERS not in text
        assert QUESTION.name not in text
        assert MARK not in text
