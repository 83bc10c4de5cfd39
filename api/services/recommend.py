"""Recommendation: from a worker to a ranked, explained list, and why a posting is not on it."""

from dataclasses import dataclass, replace
from datetime import date
from time import perf_counter
from typing import Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from api.policy import Policy
from api.services.documents import query_of
from api.services.held import held_findings
from api.services.lists import Item, Recommendations, Why
from api.services.matching import Matching
from api.services.scored import (
    AS_PUBLISHED,
    Asked,
    Judged,
    Scored,
    ask_first,
    listed,
    scores_as_asked,
)
from api.store import jobs, workers
from matcher.board import PROFILES
from matcher.constraints import LABELS
from matcher.explain import Seen, explain
from matcher.fair_share import lots, standing
from matcher.guidance.wishes import contradictions
from matcher.judging import Verdicts, counts, findings, judge, questions
from matcher.library import Library
from matcher.lines import Line, Lines
from matcher.person import Person, person_of
from matcher.ranking import (
    FITS,
    Part,
    fits_of,
    parts_of,
)
from matcher.situation import Situation, situation
from registry.errors import UnknownName
from registry.jobs.posting import Posting, PostingState, Profile
from registry.verdict import Finding
from registry.workers.hidden import ProfileHidden
from registry.workers.worker import Worker

# Recall: so many of the most similar, and every posting whose trade is this closely related.
MOST_SIMILAR: Final = 1000
RELATED: Final = 0.8
ASK_FIRST_LIMIT: Final = 5
NOT_UNDERSTOOD: Final = (
    "没有看懂想做什么活，下面按远近、时间和收入排。写一个常见的叫法（如保洁、送货、保安）会准得多。"
)


@dataclass(frozen=True, slots=True)
class Recommender:
    """The service: matching in memory and policy numbers; a connection comes with each question."""

    matching: Matching
    policy: Policy

    def recommend(
        self,
        connection: Connection,
        worker: Worker,
        as_of: date,
        profile: Profile,
        limit: int,
        asked: Asked = AS_PUBLISHED,
    ) -> Recommendations:
        """The best `limit` postings for a worker on a day."""
        begun = perf_counter()
        with self.matching.lock:
            library = self.matching.library(profile)
            scored = self._score(connection, worker, as_of, library, asked)
            lines = listed(scored)
            items = self._items(connection, scored, self._arranged(scored, lines, limit))
            to_ask = self._arranged(scored, ask_first(scored), ASK_FIRST_LIMIT)
            asked_first = self._items(connection, scored, to_ask)
        unlikely = int(scored.verdicts.listed.sum()) - int(lines.sizes.sum())
        not_shown = counts(scored.verdicts) | ({"unlikely": unlikely} if unlikely else {})
        return Recommendations(
            worker=worker.id,
            as_of=as_of,
            profile=profile,
            elapsed_ms=(perf_counter() - begun) * 1000,
            items=items,
            ask_first=asked_first,
            not_shown=not_shown,
            note=_note(worker) if items else _empty_note(scored, not_shown),
        )

    def again(
        self,
        connection: Connection,
        worker: Worker,
        as_of: date,
        profile: Profile,
        limit: int,
    ) -> Recommendations:
        """As `recommend`; the list made before, where nothing that it goes by has changed since."""
        asked = (worker, as_of, profile, limit)
        with self.matching.lock:
            found = self.matching.lists.get(asked)
            if found is None:
                found = self.recommend(connection, *asked)
                self.matching.lists.put(asked, found)
            return found

    def why(
        self,
        connection: Connection,
        posting_id: str,
        worker: Worker,
        as_of: date,
        profile: Profile,
        asked: Asked = AS_PUBLISHED,
    ) -> Why:
        """Why a posting is or is not on a worker's list; UnknownName if there is none such."""
        with self.matching.lock:
            row = self.matching.index.row(posting_id)
            library = self.matching.library(profile)
            if row is None or self.matching.rows["profile"][row] != PROFILES.index(profile):
                found = self._outside(connection, posting_id, profile)
                return Why(posting_id, worker.id, as_of, listed=False, rank=None, findings=found)
            place = int(np.searchsorted(library.among, row))
            scored = self._score(connection, worker, as_of, library, asked)
            rank, merged = self._stand(scored, place)
            if place not in scored.chosen:
                scored = self._score_only(scored, place)
            number = int(np.flatnonzero(scored.chosen == place)[0])
            items = self._items(connection, scored, [Line(number, ())])
        return Why(
            posting_id=posting_id,
            worker=worker.id,
            as_of=as_of,
            listed=rank is not None,
            rank=rank,
            findings=findings(scored.verdicts, place) + merged,
            item=items[0] if items else None,
        )

    def first(
        self, connection: Connection, judged: Judged, library: Library, limit: int
    ) -> tuple[int, ...]:
        """Places in a library of the first lines of the published list of somebody judged."""
        scored = self._scored(connection, judged, library, AS_PUBLISHED)
        heads = listed(scored).only(slice(limit)).heads
        return tuple(scored.chosen[heads].tolist())

    def judged(self, worker: Worker, as_of: date, library: Library) -> Judged:
        """Every posting of a library held to the hard rules for a worker on a day."""
        person = self.person(worker, as_of)
        at = situation(person, library, as_of)
        return Judged(person, at, judge(at))

    def _stand(self, scored: Scored, place: int) -> tuple[int | None, tuple[Finding, ...]]:
        """The rank of a posting in the whole list, or what keeps it from a line of its own."""
        for rank, line in enumerate(listed(scored).each(), 1):
            if scored.chosen[line.place] == place:
                return rank, ()
            if place in scored.chosen[list(line.alike)]:
                reason = f"与 {self._id(scored, line.place)} 是同一岗位，合并在第 {rank} 条"
                return None, (Finding("merged", False, reason),)
        if not scored.verdicts.listed[place]:
            return None, ()
        return None, (Finding("unlikely", False, LABELS["unlikely"]),)

    def _outside(
        self, connection: Connection, posting_id: str, profile: Profile
    ) -> tuple[Finding, ...]:
        """Why a posting is in no list of the library at all; UnknownName if there is none such."""
        posting = jobs.get(connection, posting_id)
        if posting is None:
            raise UnknownName("岗位", posting_id, jobs.near_ids(connection, posting_id))
        if posting.profile is not profile:
            return (Finding("other_profile", False, f"不在所查的岗位库（{profile.value}）里"),)
        code, reason = NOT_IN_INDEX[posting.state]
        bare = (Finding(code, False, reason),)
        if posting.state is not PostingState.HELD:
            return bare
        seen = jobs.last_seen(connection, posting_id)
        return held_findings(posting, self.matching.reference, self.policy, seen) or bare

    # -------------------------------------------------------------- steps

    def _score(
        self,
        connection: Connection,
        worker: Worker,
        as_of: date,
        library: Library,
        asked: Asked,
    ) -> Scored:
        """Judge every posting of a library, recall, and score what was recalled."""
        return self._scored(connection, self.judged(worker, as_of, library), library, asked)

    def _scored(
        self, connection: Connection, judged: Judged, library: Library, asked: Asked
    ) -> Scored:
        """Recall from a library that was judged, and score what was recalled."""
        person, at, verdicts = judged
        as_of = at.as_of
        chosen, similarity = self._recall(person, at, verdicts, library.among)
        fits = fits_of(at, chosen, similarity, library.response[chosen])
        scores, likely = scores_as_asked(fits, asked)
        wanted = self.matching.wanted(connection, as_of)[library.among[chosen]]
        stands = standing(scores.score, wanted, lots(library.rows["likeness"][chosen], as_of))
        return Scored(person, library, at, verdicts, chosen, fits, scores, likely, stands, asked)

    def _score_only(self, scored: Scored, place: int) -> Scored:
        """The same library with one posting scored, whether it would be recalled or not."""
        chosen = np.array([place])
        query = self._query(scored.person)
        among, response = scored.library.among[chosen], scored.library.response[chosen]
        similarity = self.matching.index.similarities(query, among).fused
        fits = fits_of(scored.at, chosen, similarity, response)
        scores, likely = scores_as_asked(fits, scored.asked)
        return replace(
            scored, chosen=chosen, fits=fits, scores=scores, likely=likely, stands=np.ones(1)
        )

    def _query(self, person: Person) -> str:
        return query_of(person.worker, self.matching.reference.occupations)

    def person(self, worker: Worker, as_of: date) -> Person:
        """A worker as rules and fits see her on a day."""
        home = worker.place.code
        minimum = self.policy.minimum_hourly_wage.on(as_of, home) if home else None
        return person_of(
            worker,
            as_of,
            self.matching.vocabulary,
            self.matching.reference.certificates,
            self.matching.related(worker.occupations),
            minimum.value if minimum else None,
        )

    def _recall(
        self, person: Person, at: Situation, verdicts: Verdicts, among: NDArray[np.int64]
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """Places worth scoring and their similarity: the most similar, all of related trades."""
        index = self.matching.index
        admissible, related = np.zeros((2, len(index.alive)), dtype=np.bool_)
        admissible[among] = verdicts.listed | verdicts.ask_first
        related[among] = np.nan_to_num(at.occupation) >= RELATED
        # Of who has told no trade her words cannot say which postings are worth scoring.
        most = MOST_SIMILAR if person.worker.occupations else len(among)
        found = index.nearest(self._query(person), admissible, most, related)
        return np.searchsorted(among, found.rows), found.similarity

    def _arranged(self, scored: Scored, lines: Lines, limit: int) -> list[Line]:
        """The first lines without what is to be left out; what is to stand first before others."""
        asked = scored.asked
        if not asked.first and not asked.without:
            return list(lines.only(slice(limit)).each())
        ids = [(line, {self._id(scored, one) for one in line.postings}) for line in lines.each()]
        kept = [(line, own) for line, own in ids if not own & asked.without]
        return [line for line, own in sorted(kept, key=lambda pair: not pair[1] & asked.first)][
            :limit
        ]

    def _items(self, connection: Connection, scored: Scored, lines: list[Line]) -> tuple[Item, ...]:
        """Lines, explained; one that is no more in the store is left out."""
        numbers = [line.place for line in lines]
        rows = scored.library.among[scored.chosen[numbers]].tolist()
        postings = self.matching.postings(connection, rows)
        parts = parts_of(scored.fits, numbers, scored.asked.weights)
        return tuple(
            self._item(scored, line, postings[row], own)
            for line, row, own in zip(lines, rows, parts, strict=True)
            if row in postings
        )

    def _id(self, scored: Scored, number: int) -> str:
        return self.matching.index.ids[int(scored.library.among[scored.chosen[number]])]

    def _item(self, scored: Scored, line: Line, posting: Posting, parts: tuple[Part, ...]) -> Item:
        number, place = line.place, int(scored.chosen[line.place])
        fits = {key: float(scored.fits[key][number]) for key in FITS}
        seen = self._seen(scored, number, posting, fits)
        return Item(
            posting=posting,
            county=seen.county,
            score=float(scored.scores.score[number]),
            chance=float(scored.scores.chance[number]),
            value=float(scored.scores.value[number]),
            fits={key: None if np.isnan(fit) else fit for key, fit in fits.items()},
            parts=parts,
            explanation=explain(seen, parts, questions(scored.verdicts, place)),
            alike=tuple(self._id(scored, one) for one in line.alike),
            km=None if np.isnan(seen.km) else seen.km,
        )

    def _seen(self, scored: Scored, number: int, posting: Posting, fits: dict[str, float]) -> Seen:
        place = int(scored.chosen[number])
        reference = self.matching.reference
        division = reference.gazetteer.get(posting.place.code) if posting.place.code else None
        return Seen(
            posting=posting,
            person=scored.person,
            fits=fits,
            chance=float(scored.likely[number]),
            km=float(scored.at.location.km[place]),
            seat_km=float(scored.at.location.seat_km[place]),
            county=division.name if division else "",
            occupations=reference.occupations,
            certificates=reference.certificates,
            pay_doubtful=bool(scored.at.pay_doubtful[place]),
        )


NOT_IN_INDEX: Final = {
    PostingState.HELD: ("held", "待补正，尚未发布"),
    PostingState.FILLED: ("closed", "岗位已招满"),
    PostingState.EXPIRED: ("closed", "岗位已过有效期，已关闭"),
    PostingState.WITHDRAWN: ("closed", "岗位已由用人单位撤回"),
    PostingState.REMOVED: ("closed", "岗位因投诉属实已下架"),
    PostingState.UNSENT: ("closed", "来源已不再发送这条岗位"),
    PostingState.PUBLISHED: ("index_behind", "刚刚发布，尚未进入索引"),
    PostingState.ARCHIVED: ("index_behind", "刚刚存入，尚未进入索引"),
}


def find_worker(connection: Connection, worker_id: str) -> Worker:
    """The worker of an id; UnknownName with near ids if there is none, ProfileHidden if hidden."""
    worker = workers.get(connection, worker_id)
    if worker is None:
        if reason := workers.hidden_reason(connection, worker_id):
            raise ProfileHidden(worker_id, reason)
        raise UnknownName("劳动者编号", worker_id, workers.near_ids(connection, worker_id))
    return worker


def _note(worker: Worker) -> str:
    """What is said above a list that shows jobs; "" for nothing."""
    asks = worker.text.strip() or worker.skills
    return NOT_UNDERSTOOD if asks and not worker.occupations else ""


def _empty_note(scored: Scored, not_shown: dict[str, int]) -> str:
    """Why a list is empty, in a sentence: a list is never silently empty."""
    if not len(scored.library.among):
        return (
            "这个岗位库里还没有岗位，请先导入：linggang ingest FILE，再运行 linggang index build。"
        )
    if opposed := contradictions(scored.person.worker):
        return (
            f"“必须”和“不要”互相矛盾（{'、'.join(opposed)}），没有岗位能同时满足：请放下其中一条。"
        )
    worst = max(not_shown, key=lambda code: not_shown[code])
    total = sum(not_shown.values())
    most = f"其中最多的是“{LABELS[worst]}”（{not_shown[worst]} 条）"
    return f"没有合适的岗位：{total} 条都不符合条件，{most}。"
