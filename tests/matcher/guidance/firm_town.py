"""A firm's posting in a small town: its trade's market, the law, and tables of advice."""

from datetime import date
from typing import Any

from matcher.guidance.firm.advice import Ask, Kind, Nothing, Trial
from matcher.guidance.firm.ground import Ground, Later, NeededByLaw
from matcher.guidance.firm.kinds import TRIALS
from matcher.guidance.ground import Tables
from matcher.guidance.market import Fact, Key, Market, Spread, trade_number
from registry.certificates import Certificate, Certificates
from registry.divisions import Division
from registry.gazetteer import Gazetteer
from registry.jobs.minimum_wage import Floors
from registry.jobs.posting import Posting
from registry.occupations import Occupations
from registry.parameters import DatedValue, Parameter
from tests.builders import DAY, OCCUPATIONS, posting

CLEANER, RIDER = "4-09-08-01", "4-10-08-01"
LUOZHUANG = 371311
GAZETTEER = Gazetteer(
    [
        Division("371300", "临沂市", "山东省临沂市", 35.1041, 118.3564),
        Division("371302", "兰山区", "山东省临沂市兰山区", 35.0616, 118.3277),
        Division("371311", "罗庄区", "山东省临沂市罗庄区", 34.9972, 118.2848),
        Division("371328", "蒙阴县", "山东省临沂市蒙阴县", 35.7123, 117.9431),
    ]
)
CERTIFICATES = Certificates(
    [Certificate("健康证", "健康", ("健康证",), ()), Certificate("厨师证", "餐饮", ("厨师证",), ())]
)
NAMED = Occupations(
    list(OCCUPATIONS), {}, class_names={"4-09-08": "环境卫生服务人员", "4": "服务人员"}
)
LATER = {"厨师证": Later("6个月", "某文件"), "咖啡师证": Later("6个月", "某文件")}
NEEDED = (NeededByLaw("education", ("6-16",), "某条例"),)


def market(
    median: float = 22.0, high: float = 26.0, offers: int = 40, area: int = LUOZHUANG
) -> Market:
    """What cleaners are paid by the hour around 罗庄, and by the month, 208 hours of it."""
    hour = Spread(offers, median - 2, median, high, median - 1, median + 1)
    month = Spread(offers, *(each * 208 for each in hour[1:]))
    return Market({Key(trade_number(CLEANER), area): Fact(offers, hour, month)})


def floors(hourly: float = 18.0, monthly: float = 1820.0) -> Floors:
    """Minimum wages that hold everywhere."""

    def of(name: str, value: float) -> Parameter:
        dated = DatedValue("*", date(2020, 1, 1), None, value, "测试")
        return Parameter(name, "CNY", DAY, (dated,))

    return Floors(DAY, of("hour", hourly), of("month", monthly))


def offered(**changes: Any) -> Posting:
    """A cleaner's posting in 罗庄, changed as asked."""
    return posting(**({"occupation": CLEANER} | changes))


def ground(one: Posting, **changes: Any) -> Ground:
    """What advice on a posting stands on, changed as asked."""
    facts: dict[str, Any] = {
        "posting": one,
        "as_of": DAY,
        "market": market(),
        "floors": floors(),
        "tables": Tables(NAMED, CERTIFICATES, GAZETTEER),
        "later": LATER,
        "needed": NEEDED,
        "at_sites": ("4-09",),
    }
    return Ground(**(facts | changes))


def tried(kind: Kind, one: Posting, **changes: Any) -> list[Trial]:
    """What is tried of one kind."""
    found = TRIALS[kind](ground(one, **changes))
    assert isinstance(found, tuple), found
    return list(found)


def told(kind: Kind, one: Posting, **changes: Any) -> str:
    """The key of what is told of one kind without a trial."""
    found = TRIALS[kind](ground(one, **changes))
    assert isinstance(found, Ask | Nothing), found
    return found.why if isinstance(found, Ask) else found.said
