"""A pool's answer as it is shown: labels, reasons of the shown facts alone, JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from api.reference import Reference
from matcher.disclosure import (
    EXPERIENCE_BANDS,
    FIT_BANDS,
    HOURS_BANDS,
    LEAST,
    UNTOLD,
    Shown,
)
from registry.jobs.posting import Posting
from registry.occupations import minor_class

NOTE_NOBODY: Final = f"同意展示的人里，合适的不足 {LEAST} 人，或相同的不足 {LEAST} 人，暂不显示。"
MARKS: Final = {
    "hours": "hours_fits",
    "location": "location_fits",
    "pay": "pay_fits",
    "skills": "skills_fits",
}
MARK_NAMES: Final = {"hours": "时间", "location": "路程", "pay": "收入", "skills": "条件"}
MARK_LABELS: Final = {True: "合", False: "待谈", None: "不显示"}


@dataclass(frozen=True, slots=True)
class Profiled:
    """Somebody as a firm sees her."""

    pseudonym: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class PoolAnswer:
    """What a firm sees. suited, bands: counts as they may be shown, None for too few."""

    posting: Posting
    as_of: date
    elapsed_ms: float
    suited: int | None
    bands: list[int | None]
    items: tuple[Profiled, ...]
    reference: Reference

    @property
    def note(self) -> str:
        """Why nobody is shown; "" where somebody is."""
        return "" if self.items else NOTE_NOBODY

    def to_json(self) -> dict[str, Any]:
        """The answer in the shape of the command line's contract."""
        counted = zip(FIT_BANDS, self.bands, strict=True)
        return {
            "posting_id": self.posting.id,
            "as_of": self.as_of.isoformat(),
            "elapsed_ms": round(self.elapsed_ms, 2),
            "suited": self.suited,
            "bands": [
                {"band": number, "label": label, "count": count}
                for number, ((_, label), count) in reversed(list(enumerate(counted)))
            ],
            "items": [
                {"pseudonym": item.pseudonym} | self.profile(item.shown) for item in self.items
            ],
            "note": self.note,
        }

    def profile(self, shown: Shown) -> dict[str, Any]:
        """A shown profile with its labels and reasons; null: not shown."""
        return {
            "band": shown.band,
            "band_label": FIT_BANDS[shown.band][1],
            "occupation": shown.trade,
            "occupation_label": self._trade(shown.trade),
            "county": shown.county,
            "county_label": self._county(shown.county),
            "hours_band": shown.hours,
            "hours_label": _band(shown.hours, HOURS_BANDS, "可工作时间"),
            "experience_band": shown.experience,
            "experience_label": _band(shown.experience, EXPERIENCE_BANDS, "经验"),
            "fits": {name: _mark(getattr(shown, field)) for name, field in MARKS.items()},
            "reasons": list(self.reasons(shown)),
        }

    def reasons(self, shown: Shown) -> tuple[str, ...]:
        """Why the posting suits, made of nothing but what is shown."""
        asked, place = self.posting.occupation, self.posting.place.county
        told = [
            (
                bool(shown.trade) and shown.trade in (minor_class(asked or ""), (asked or "")[:1]),
                f"工种同类：{self._trade(shown.trade)}",
            ),
            (
                bool(shown.county) and shown.county == place,
                f"与岗位同在{self._county(shown.county)}",
            ),
            (shown.location_fits is True and shown.county != place, "路程合适"),
            (shown.hours_fits is True, "岗位的时间基本有空"),
            (shown.pay_fits is True, "报酬达到本人要求"),
            (shown.skills_fits is True and self._asks(), "要求的证件和条件基本具备"),
            (shown.experience == len(EXPERIENCE_BANDS) - 1, EXPERIENCE_BANDS[-1][1]),
        ]
        return tuple(text for holds, text in told if holds)

    def _asks(self) -> bool:
        asked = self.posting.requirements
        return bool(
            asked.certificates or asked.own_equipment or asked.education or asked.experience_years
        )

    def _trade(self, code: str | None) -> str | None:
        if code is None:
            return None
        occupations = self.reference.occupations
        named = occupations.get(code)
        return occupations.class_names.get(code) or (named.name if named else code) or UNTOLD

    def _county(self, code: str | None) -> str | None:
        if code is None:
            return None
        division = self.reference.gazetteer.get(code) if code else None
        return division.name if division else UNTOLD


def _band(number: int | None, bands: tuple[tuple[float, str], ...], what: str) -> str | None:
    if number is None:
        return None
    return bands[number][1] if number >= 0 else f"{what}{UNTOLD}"


def _mark(mark: bool | None) -> str | None:
    return None if mark is None else "good" if mark else "open"
