"""How much longer asking all five takes than the slowest of them (python -m)."""

import json
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter, sleep

from api.registers.ask import ask_all
from api.registers.configured import open_registers
from api.registers.port import Question
from api.settings import Settings
from registry.registration.register_answer import AnswerStatus, Source
from tests.api.register_people import DAY, number
from tests.api.register_server import Reply, reply, running, said

QUESTIONS = 100
DELAY_S = (0.005, 0.060)


def measured(questions: int = QUESTIONS) -> dict[str, float]:
    """Milliseconds of one question to all five, and what of them the slowest does not explain."""
    chance = Random(63)
    whole, beyond = [], []
    with tempfile.TemporaryDirectory() as home, running() as server:
        lines = [f"{source}: {{http: '{server.address(source)}'}}\n" for source in Source]
        (Path(home) / "registers.yaml").write_text("".join(lines), encoding="utf-8")
        registers = open_registers(Settings(home=Path(home)))
        for turn in range(questions):
            delays = {source: chance.uniform(*DELAY_S) for source in Source}

            def slowly(source: str, _: object, delays: dict[Source, float] = delays) -> Reply:
                sleep(delays[Source(source)])
                return reply(said(source))

            asked = Question(number(f"37139919850601{turn:03}"), "某某", DAY)
            for source in Source:
                server.by_person[source, asked.identity_number] = slowly
            began = perf_counter()
            answers = ask_all(registers, asked)
            took = perf_counter() - began
            if any(answer.status is not AnswerStatus.OK for answer in answers):
                raise RuntimeError([answer.fault for answer in answers])
            whole.append(1000 * took)
            beyond.append(1000 * (took - max(delays.values())))
        registers.close()
    return {
        name: round(quantiles(figures, n=100)[share - 1], 1)
        for figures, of in ((whole, "ask_all"), (beyond, "beyond_the_slowest"))
        for share in (50, 95)
        for name in [f"{of}_p{share}_ms"]
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measured()) + "\n")
