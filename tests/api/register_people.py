"""Who the registers are asked about in tests, and when."""

from datetime import date, datetime

from api.clock import SHANGHAI
from api.registers.port import Question
from registry.workers.identity import check_digit

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=SHANGHAI)


def number(first_17: str) -> str:
    return first_17 + check_digit(first_17)


HERS = number("37139919850601902")
HIS = number("37139919700315431")
QUESTION = Question(HERS, "孙某某", DAY)
