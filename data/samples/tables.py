"""The tables beside this file, as typed values: trades, ways of working, counties, phrases."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).resolve().parent
DAYS = {"a": (1, 2, 3, 4, 5, 6, 7), "w": (1, 2, 3, 4, 5), "s": (1, 2, 3, 4, 5, 6), "e": (6, 7)}


@dataclass(frozen=True, slots=True)
class Way:
    """One way of working of hours.yaml: its clock times and how sources write it."""

    key: str
    kind: str
    name: str
    windows: tuple[tuple[tuple[int, ...], str, str], ...]
    say: tuple[str, ...]
    per_day: float | None = None
    days: float | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """Pay in CNY a unit, with the ways of working and settlements it goes with."""

    unit: str
    low: float
    high: float
    ways: tuple[str, ...]
    settlements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything the generator draws from."""

    trades: dict[str, dict[str, Any]]
    ways: dict[str, Way]
    counties: dict[str, dict[str, Any]]
    elsewhere: dict[str, dict[str, float]]
    words: dict[str, Any]
    people: dict[str, Any]


def read_offer(text: str) -> Offer:
    """An offer of `UNIT low high | ways | settlements`; the way `none` says nothing of hours."""
    pay, ways, settlements = (part.split() for part in text.split("|"))
    return Offer(pay[0], float(pay[1]), float(pay[2]), tuple(ways), tuple(settlements))


def one_theme(spec: dict[str, Any], *texts: str) -> bool:
    """Whether the texts speak of one theme at most, of those the trade keeps `apart`."""
    spoken = "".join(texts)
    return sum(any(w in spoken for w in theme.split()) for theme in spec.get("apart", ())) <= 1


def _way(key: str, row: dict[str, Any]) -> Way:
    windows = tuple((DAYS[days], start, end) for days, start, end in row["windows"])
    return Way(
        key, row["kind"], row["name"], windows, tuple(row["say"]), row.get("per_day"),
        row.get("days"),
    )  # fmt: skip


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return found


def load_tables() -> Tables:
    """All tables of this folder."""
    places = _read("places.yaml")
    ways = {key: _way(key, row) for key, row in _read("hours.yaml").items()}
    return Tables(
        trades=_read("trades.yaml"),
        ways=ways,
        counties=places["linyi"],
        elsewhere=places["elsewhere"],
        words=_read("writing.yaml"),
        people=_read("people.yaml"),
    )
