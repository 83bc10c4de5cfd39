"""Where the conditions of entitlements are written, from which source, and from which day."""

from dataclasses import dataclass
from datetime import date
from typing import Final


@dataclass(frozen=True, slots=True)
class Basis:
    """clause: the rule. source: key of the rule book. dated: the day of that text or version, or
    else the day on which it was last looked up. assumed: the reading is our choice.
    """

    clause: str
    source: str
    dated: date
    assumed: bool = False


_LOOKED_UP: Final = date(2026, 11, 22)
_ORDINANCE: Final = date(2016, 3, 30)  # the version read
NOTICE: Final = Basis("63号 四", "临人社字〔2021〕63号", date(2021, 7, 16))
NOTICE_SCOPE: Final = Basis("63号 一", "临人社字〔2021〕63号", date(2021, 7, 16))
HARDSHIP: Final = Basis("山东省就业促进条例 42", "LRB", _ORDINANCE)
HARDSHIP_ORDER: Final = Basis("山东省就业促进条例 42、45", "LRB", _ORDINANCE)
SUBSIDY_TERM: Final = Basis("山东省就业促进条例 46；社会保险补贴 期限", "LRB; P13a", _ORDINANCE)
GRADUATE_TERM: Final = Basis("社会保险补贴 高校毕业生期限", "P13a; P13c", _LOOKED_UP)
NORMALLY_PAID: Final = Basis("63号 四（正常缴纳）", "临人社字〔2021〕63号", date(2021, 7, 16), True)
GRADUATE: Final = Basis("63号 四（离校2年内未就业）", "临人社字〔2021〕63号", date(2021, 7, 16))
GRADUATE_SCHOOLS: Final = Basis("高校毕业生范围", "P13d（外市）", date(2024, 12, 27), True)
TRAINING_LIST: Final = Basis("鲁财社〔2024〕56号（对象）", "P13h; P13i", date(2024, 12, 30))
LOAN: Final = Basis("创业担保贷款 条件", "P14c; P14d", _LOOKED_UP)
LOAN_TIMES: Final = Basis("鲁人社字〔2020〕27号", "P14b", date(2020, 3, 26))
TAX: Final = Basis("财政部等公告2023年第15号", "P15a", date(2023, 1, 1))
TAX_HIRED: Final = Basis("财政部等公告2023年第15号", "P15b", date(2023, 1, 1))
INJURY: Final = Basis("山东省职业伤害保障试点", "P24a", date(2025, 7, 1))
