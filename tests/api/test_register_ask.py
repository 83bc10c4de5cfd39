"""All registers asked at once, over HTTP and from files, from the settings to the decision."""

import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Event
from time import monotonic
from typing import Any

import pytest

from api.cross_check_policy import load_hit_table
from api.registers.ask import FAILED, NOT_CONNECTED, NOT_YET, ask_all
from api.registers.configured import open_registers
from api.registers.files import FileRegister
from api.registers.port import Question, Register, Registers, Timing
from api.runtime import Runtime
from api.settings import Settings, find_data_dir
from registry.registration.cross_check import all_hits
from registry.registration.register_answer import Answer, AnswerStatus, Source
from tests.api.register_people import DAY, HERS, NOON, QUESTION
from tests.api.register_server import RegisterServer, Reply, record, reply, running, said


@pytest.fixture
def server() -> Iterator[RegisterServer]:
    with running() as server:
        yield server


@pytest.fixture
def home(tmp_path: Path, server: RegisterServer) -> Path:
    """A home folder whose registers are all at the reference server."""
    lines = [f"{source}: {{http: '{server.address(source)}'}}\n" for source in Source]
    (tmp_path / "registers.yaml").write_text("".join(lines), encoding="utf-8")
    return tmp_path


@pytest.fixture
def registers(home: Path) -> Iterator[Registers]:
    registers = open_registers(Settings(home=home))
    yield registers
    registers.close()


class Told:
    """A register that answers as the test says."""

    def __init__(self, source: Source, does: Any) -> None:
        self.source, self._does = source, does

    def ask(self, question: Question, deadline: float) -> Answer:
        answer: Answer = self._does(question)
        return answer


def fine(source: Source) -> Answer:
    return Answer(source, AnswerStatus.OK, NOON, NOON, "1", DAY)


def board(*each: Register) -> Registers:
    return Registers(each, Timing(now=lambda: NOON))


def test_five_registers_answer_in_the_order_of_the_sources(
    server: RegisterServer, registers: Registers
) -> None:
    server.records[Source.BUSINESS, HERS] = [record("operator", "2020-01-01", status="active")]
    answers = ask_all(registers, QUESTION)
    assert [answer.source for answer in answers] == list(Source)
    assert {answer.status for answer in answers} == {AnswerStatus.OK}
    assert [len(answer.entries) for answer in answers] == [0, 0, 0, 1, 0]


def test_all_five_are_asked_at_the_same_time(server: RegisterServer, registers: Registers) -> None:
    together = Barrier(len(Source), timeout=30)

    def meet(source: str, _: object) -> Reply:
        together.wait()
        return reply(said(source))

    for source in Source:
        server.by_person[source, HERS] = meet
    answers = ask_all(registers, QUESTION)
    assert {answer.status for answer in answers} == {AnswerStatus.OK}
    assert max(seen.began for seen in server.seen) <= min(seen.ended for seen in server.seen)


def test_who_has_not_answered_in_time_is_silent_and_the_others_count() -> None:
    never = Event()
    slow = Told(Source.INSURANCE, lambda _: never.wait(30) and fine(Source.INSURANCE))
    quick = [
        Told(source, lambda _, source=source: fine(source))
        for source in Source
        if source is not Source.INSURANCE
    ]
    answers = ask_all(board(slow, *quick), QUESTION, within_s=0.5)
    never.set()
    by_source = {answer.source: answer for answer in answers}
    silent = by_source.pop(Source.INSURANCE)
    assert (silent.status, silent.fault, silent.asked_at) == (AnswerStatus.SILENT, NOT_YET, NOON)
    assert {answer.status for answer in by_source.values()} == {AnswerStatus.OK}


def test_registers_hear_by_when_an_answer_is_waited_for() -> None:
    class Hears(Told):
        def ask(self, question: Question, deadline: float) -> Answer:
            heard.append(deadline)
            return super().ask(question, deadline)

    heard: list[float] = []
    before = monotonic()
    ask_all(board(Hears(Source.BUSINESS, lambda _: fine(Source.BUSINESS))), QUESTION)
    assert before + 10 <= heard[0] <= monotonic() + 10


def test_a_source_that_is_not_connected_is_silent() -> None:
    answers = ask_all(board(), QUESTION)
    assert [(answer.source, answer.status, answer.fault) for answer in answers] == [
        (source, AnswerStatus.SILENT, NOT_CONNECTED) for source in Source
    ]


def test_an_adapter_that_fails_is_silent_and_its_error_stays_untold(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def fails(question: Question) -> Answer:
        raise RuntimeError(question.identity_number)

    with caplog.at_level(logging.DEBUG):
        answers = ask_all(board(Told(Source.EMPLOYMENT, fails)), QUESTION)
    assert (answers[0].status, answers[0].fault) == (AnswerStatus.SILENT, FAILED)
    assert "RuntimeError" in caplog.text
    assert HERS not in caplog.text


def test_each_fault_of_a_register_stands_beside_the_others_answers(
    server: RegisterServer, registers: Registers, caplog: pytest.LogCaptureFixture
) -> None:
    server.by_person[Source.EMPLOYMENT, HERS] = lambda *_: Reply(403)
    server.by_person[Source.INSURANCE, HERS] = lambda *_: Reply(body=HERS.encode())
    server.by_person[Source.CONTRACTS, HERS] = lambda *_: reply(
        said("contracts", [record("full_time", "2026-05-01", "2026-04-01")])
    )
    server.next_calls[Source.BUSINESS].append(lambda *_: Reply(500))
    with caplog.at_level(logging.DEBUG):
        answers = ask_all(registers, QUESTION)
    assert [answer.status for answer in answers] == [
        AnswerStatus.SILENT,
        AnswerStatus.MALFORMED,
        AnswerStatus.CONFLICT,
        AnswerStatus.OK,
        AnswerStatus.OK,
    ]
    told = "".join(answer.fault for answer in answers)
    assert HERS not in told + caplog.text
    assert QUESTION.name not in told + caplog.text


def test_the_hit_table_speaks_of_what_the_registers_answer(
    server: RegisterServer, home: Path
) -> None:
    server.records[Source.INSURANCE, HERS] = [record("pension", "2026-11-01")]
    runtime = Runtime(Settings(home=home))
    answers = ask_all(runtime.registers, QUESTION)
    runtime.close()
    hits = all_hits(answers, load_hit_table(find_data_dir() / "policy"), DAY)
    assert [hit.rule.code for hit in hits if hit.rule] == ["PENSIONER"]


def test_a_bureau_may_mix_files_and_lines(tmp_path: Path, server: RegisterServer) -> None:
    (tmp_path / "drops").mkdir()
    (tmp_path / "registers.yaml").write_text(
        f"insurance: {{http: '{server.address('insurance')}'}}\nbusiness: {{files: drops}}\n",
        encoding="utf-8",
    )
    registers = open_registers(Settings(home=tmp_path))
    answers = ask_all(registers, QUESTION)
    registers.close()
    assert isinstance(registers.each[1], FileRegister)
    assert [answer.fault for answer in answers] == [
        NOT_CONNECTED,
        "",
        NOT_CONNECTED,
        "没有交换文件",
        NOT_CONNECTED,
    ]
