"""The list without a person in it (个人信息保护法 24; 算法推荐 17): nearest, then newest.

Made of a place and, where wanted, words: whoever asks the same there gets the same.
"""

from dataclasses import dataclass
from datetime import date
from time import perf_counter
from typing import Any

import numpy as np
from sqlalchemy import Connection

from api.services.lists import posting_json
from api.services.matching import Matching
from api.store import jobs
from matcher.judging import judge
from matcher.lines import lines_of
from matcher.person import person_of
from matcher.plain import plain_order
from matcher.situation import situation
from registry.jobs.posting import Posting, Profile
from registry.places import Place
from registry.workers.worker import Worker

HAZARD_NOTE = "未满18周岁不得从事"


@dataclass(frozen=True, slots=True)
class PlainItem:
    """One line. km: measured, None where it is not known. note: what the law says of the work."""

    posting: Posting
    county: str
    km: float | None
    note: str = ""

    def to_json(self) -> dict[str, Any]:
        """The line as JSON, without a score: there is none."""
        km = None if self.km is None else round(self.km, 1)
        return posting_json(self.posting, self.county) | {"distance_km": km, "note": self.note}


@dataclass(frozen=True, slots=True)
class PlainList:
    """A plain list. words: which titles must name, all of them."""

    place: Place
    words: tuple[str, ...]
    as_of: date
    profile: Profile
    elapsed_ms: float
    items: tuple[PlainItem, ...]

    def to_json(self) -> dict[str, Any]:
        """The list as JSON."""
        return {
            "personalised": False,
            "as_of": self.as_of.isoformat(),
            "profile": self.profile.value,
            "elapsed_ms": round(self.elapsed_ms, 2),
            "items": [item.to_json() for item in self.items],
            "note": "" if self.items else "附近没有在招的岗位，请换个地方或换个词再查。",
        }


def plain_list(
    connection: Connection,
    matching: Matching,
    place: Place,
    as_of: date,
    profile: Profile,
    limit: int,
    words: tuple[str, ...] = (),
) -> PlainList:
    """The first `limit` postings for a place on a day; of a place its code, town, coordinates."""
    begun = perf_counter()
    anybody = Worker("", place=Place(place.code, place.town, place.lat, place.lon))
    with matching.lock:
        library = matching.library(profile)
        someone = person_of(
            anybody, as_of, matching.vocabulary, matching.reference.certificates, {}
        )
        at = situation(someone, library, as_of)
        listed = judge(at).listed
        for word in words:
            listed &= library.titles(word)
        order = plain_order(at, listed)
        nearest = -np.arange(len(order), dtype=np.float64)
        lines = lines_of(nearest, library.offers[order], library.rows["employer"][order])
        chosen = order[lines.heads[:limit]].tolist()
        names = [matching.index.ids[int(library.among[place])] for place in chosen]
        facts = [(float(at.location.km[place]), bool(at.rows["hazard"][place])) for place in chosen]
    found = jobs.get_many(connection, names)
    items = tuple(
        _item(found[name], matching, km, hazard)
        for name, (km, hazard) in zip(names, facts, strict=True)
        if name in found
    )
    return PlainList(place, words, as_of, profile, (perf_counter() - begun) * 1000, items)


def _item(posting: Posting, matching: Matching, km: float, is_hazard: bool) -> PlainItem:
    code = posting.place.code
    division = matching.reference.gazetteer.get(code) if code else None
    return PlainItem(
        posting,
        division.name if division else "",
        None if np.isnan(km) else km,
        HAZARD_NOTE if is_hazard else "",
    )
