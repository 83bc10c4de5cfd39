"""All five registers asked at once: one answer for each source, within the time said."""

import logging
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Final

from api.registers.answers import Receipt
from api.registers.port import Question, Register, Registers
from registry.registration.register_answer import Answer, AnswerStatus, Source

WITHIN_S: Final = 10.0  # R3.6: submitting waits no longer
NOT_YET: Final = "还没有答复"
NOT_CONNECTED: Final = "没有接入"
FAILED: Final = "询问时出错"
_log: Final = logging.getLogger(__name__)


def ask_all(
    registers: Registers, question: Question, within_s: float = WITHIN_S
) -> tuple[Answer, ...]:
    """One answer for each source, in the order of the sources; who has not answered is SILENT.

    Each register has a thread of its own, which is left behind where it does not end in time.
    """
    timing = registers.timing
    deadline = timing.monotonic() + within_s
    receipts = {source: Receipt(source, question.as_of, timing.now()) for source in Source}
    asked = {register.source: register for register in registers.each}
    heard: SimpleQueue[Answer] = SimpleQueue()

    def ask(register: Register) -> None:
        heard.put(_asked(register, question, deadline, receipts[register.source]))

    for register in asked.values():
        Thread(target=ask, args=(register,), daemon=True).start()
    answers: dict[Source, Answer] = {}
    while len(answers) < len(asked):
        try:
            answer = heard.get(timeout=max(0.0, deadline - timing.monotonic()))
        except Empty:
            break
        answers[answer.source] = answer
    return tuple(
        answers.get(source)
        or receipt.unusable(AnswerStatus.SILENT, NOT_YET if source in asked else NOT_CONNECTED)
        for source, receipt in receipts.items()
    )


def _asked(register: Register, question: Question, deadline: float, receipt: Receipt) -> Answer:
    """The answer, also where our adapter fails: its error may name the person and is not logged."""
    try:
        return register.ask(question, deadline)
    except Exception as error:
        _log.error("asking %s failed: %s", receipt.source, type(error).__name__)
        return receipt.unusable(AnswerStatus.SILENT, FAILED)
