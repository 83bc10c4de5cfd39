"""Postings that are one job: candidates by text, employer and telephone, then the rules."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from indexing.near_duplicates import REACH, jaccard, near_pairs, shingles
from registry.jobs.duplicates import ROUTES, joined, route_of
from registry.jobs.posting import Posting
from registry.jobs.sketch import Sketch, Sketcher

PRAISE: Final = "lexicon/praise_words.txt"
LEAST_TEXT: Final = min(route.text for route in ROUTES if route.text)


def load_sketcher(data_dir: Path) -> Sketcher:
    """A sketcher with the praise words of the reference data, one a line; `#` opens a comment."""
    lines = (data_dir / PRAISE).read_text(encoding="utf-8").splitlines()
    return Sketcher(line.strip() for line in lines if not line.startswith("#"))


@dataclass(frozen=True, slots=True)
class DuplicatePair:
    """Two postings that are one job, by which route, and how alike their texts are in [0, 1]."""

    first: str
    second: str
    route: str
    text: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Postings that are one job, with every source kept.

    id: the least id of its members, so that the same postings keep it. routes: codes of
    registry.jobs.duplicates.ROUTES by which they hang together.
    """

    id: str
    members: tuple[str, ...]
    sources: tuple[str, ...]
    routes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Duplicates:
    """What was found among `postings` postings; clusters in the order of their ids."""

    postings: int
    clusters: tuple[Cluster, ...]

    def counts(self) -> dict[str, Any]:
        """How many postings and clusters, and how many clusters by each route."""
        return {
            "postings": self.postings,
            "clusters": len(self.clusters),
            "clustered_postings": sum(len(cluster.members) for cluster in self.clusters),
            "of_several_sources": sum(len(cluster.sources) > 1 for cluster in self.clusters),
            "routes": dict(Counter(code for found in self.clusters for code in found.routes)),
        }

    def to_json(self) -> dict[str, Any]:
        """Counts, and every cluster."""
        return self.counts() | {"list": [asdict(cluster) for cluster in self.clusters]}

    def sentence(self) -> str:
        """The counts in Chinese."""
        counts = self.counts()
        return (
            f"{counts['postings']} 条岗位中，有 {counts['clustered_postings']} 条合为"
            f" {counts['clusters']} 组，其中 {counts['of_several_sources']} 组来自多个来源。"
        )


def together(parts: Iterable[Duplicates]) -> Duplicates:
    """What was found in several libraries as one."""
    known = list(parts)
    clusters = (cluster for part in known for cluster in part.clusters)
    return Duplicates(
        sum(part.postings for part in known), tuple(sorted(clusters, key=lambda one: one.id))
    )


def find_duplicates(
    postings: Iterable[Posting], sketcher: Sketcher, apart: Iterable[tuple[str, str]] = ()
) -> Duplicates:
    """Clusters of two postings or more; the same whatever the order of the postings.

    apart: pairs of ids that somebody said are two jobs.
    """
    kept = list(postings)
    sources = {posting.id: posting.source for posting in kept}
    pairs = duplicate_pairs(kept, sketcher)
    routes: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        routes[pair.first].add(pair.route)
    clusters = (
        Cluster(
            members[0],
            members,
            tuple(sorted({sources[one] for one in members})),
            tuple(sorted(set().union(*(routes[one] for one in members)))),
        )
        for members in joined(((pair.first, pair.second) for pair in pairs), apart)
        if len(members) > 1
    )
    return Duplicates(len(sources), tuple(clusters))


def duplicate_pairs(postings: Iterable[Posting], sketcher: Sketcher) -> list[DuplicatePair]:
    """Every pair found to be one job, by id; of postings with one id the last counts."""
    ordered = sorted({posting.id: posting for posting in postings}.values(), key=_neighbourhood)
    sketches = [sketcher.sketch(posting) for posting in ordered]
    texts = [shingles(posting.description) for posting in ordered]
    regions = [_region(sketch) for sketch in sketches]
    likeness = {near[:2]: near.similarity for near in near_pairs(texts, regions, LEAST_TEXT)}
    found = []
    for first, second in sorted({*likeness, *_offered_alike(sketches)}):
        known = likeness.get((first, second))
        text = jaccard(texts[first], texts[second]) if known is None else known
        route = route_of(sketches[first], sketches[second], text)
        if route is not None:
            one, other = sorted((ordered[first].id, ordered[second].id))
            found.append(DuplicatePair(one, other, route.code, round(text, 3)))
    return sorted(found, key=lambda pair: (pair.first, pair.second))


def _neighbourhood(posting: Posting) -> tuple[str, str, str]:
    """Of very many alike only those near in this order meet, so likely ones stand together."""
    return (posting.place.code or "", posting.employer, posting.id)


def _region(sketch: Sketch) -> str:
    """Texts are compared within one province; remote work and work without a place apart."""
    return "remote" if sketch.place.remote else (sketch.place.code or "")[:2]


def _offered_alike(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Places of two with one employer and title, or one telephone, in one region; lower first."""
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, sketch in enumerate(sketches):
        if sketch.employer:
            groups["employer", _region(sketch), sketch.employer, sketch.title].append(place)
        if sketch.contact:
            groups["contact", _region(sketch), sketch.contact].append(place)
    for group in groups.values():
        for at, first in enumerate(group):
            yield from ((first, second) for second in group[at + 1 : at + 1 + REACH])
