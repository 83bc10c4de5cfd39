"""Small, whole things to test with: a vocabulary, postings, workers, and a board of them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matcher.board import ROW, Vocabulary, encode
from matcher.fit.occupation import codes_of, relatedness_row
from matcher.library import library_of
from matcher.person import Person, person_of
from matcher.situation import Situation, situation
from matcher.trade_pay import TradePay
from registry.certificates import Certificate, Certificates
from registry.jobs.posting import Posting
from registry.occupations import Occupation, Occupations
from registry.places import Place
from registry.workers.worker import Worker

DAY = date(2026, 11, 22)
SEATS = {
    "371302": (35.0616, 118.3277),  # 兰山
    "371311": (34.9972, 118.2848),  # 罗庄
    "371328": (35.7123, 117.9431),  # 蒙阴
    "370102": (36.6669, 117.0762),  # 济南市历下区
}
CERTIFICATES = Certificates(
    [
        Certificate("健康证", "健康", ("健康证",), ()),
        Certificate("驾驶证C1", "驾驶", ("C1",), ()),
        Certificate("驾驶证A1", "驾驶", ("A1",), ("驾驶证C1",)),
    ]
)
OCCUPATIONS = Occupations(
    [
        Occupation("4-10-08-01", "网约配送员", ()),
        Occupation("4-02-07-01", "快递员", ()),
        Occupation("4-09-08-01", "保洁员", ()),
        Occupation("4-09-08-02", "生活垃圾清运工", ()),
        Occupation("6-16-01-01", "露天采矿工", ()),
    ],
    {"骑手": "4-10-08-01", "保洁": "4-09-08-01"},
)
CODES = codes_of(OCCUPATIONS)
NUMBERS = CODES.numbers
VOCABULARY = Vocabulary(
    certificates=("健康证", "驾驶证C1", "驾驶证A1"),
    equipment=("电动车", "汽车"),
    seat=SEATS.get,
    hazard_codes=("6-16",),
    hazard_words=("井下", "高温有毒"),
)


def posting(source_id: str = "1", **changes: Any) -> Posting:
    """A published posting in 罗庄, changed as asked."""
    facts: dict[str, Any] = {
        "source": "test",
        "source_id": source_id,
        "title": "保洁员",
        "employer": f"用人单位{source_id}",
        "place": Place(code="371311"),
        "published_on": DAY,
    }
    return Posting(**(facts | changes))


def worker(**changes: Any) -> Worker:
    """A worker living in 罗庄, changed as asked."""
    facts: dict[str, Any] = {"id": "W1", "place": Place(code="371311")}
    return Worker(**(facts | changes))


def person(as_of: date = DAY, legal_hour: float | None = None, **changes: Any) -> Person:
    """The person that `worker(**changes)` is on a day."""
    made = worker(**changes)
    related = {code: relatedness_row(code, CODES, OCCUPATIONS) for code in made.occupations}
    return person_of(made, as_of, VOCABULARY, CERTIFICATES, related, legal_hour)


def board(postings: Sequence[Posting]) -> NDArray[np.void]:
    """The postings' rows, in order."""
    rows = [encode(one, VOCABULARY) for one in postings]
    return np.concatenate(rows) if rows else np.zeros(0, dtype=ROW)


def before(
    who: Person, postings: Sequence[Posting], as_of: date = DAY, median: float = np.nan
) -> Situation:
    """A person before the postings; median: what the trade of each pays, CNY an hour."""
    trade = TradePay(np.full(len(postings), median), times=3.0)
    titles = [" ".join((one.title, *one.tags)) for one in postings]
    employers = [one.employer for one in postings]
    among, unknown = np.arange(len(postings)), np.full(len(postings), np.nan)
    library = library_of(among, board(postings), trade, unknown, titles, employers, NUMBERS)
    return situation(who, library, as_of)
