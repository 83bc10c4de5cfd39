"""The index's life: built from the store, saved as one artifact, loaded, and looked at."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Engine

from api.clock import now
from api.database import reading
from api.policy import Policy
from api.reference import Reference
from api.services.documents import document_of
from api.services.matching import Matching, vocabulary_of
from api.settings import Settings
from api.store import changes, clusters, jobs
from indexing.artifact import IndexUnusable, load_index, save_index
from indexing.index import build_index
from indexing.model import TextModel, load_model
from matcher.board import ROW

Progress = Callable[[int, int], None]
# A line break parts titles in the artifact, so none may stand in one.
SEPARATOR: Final = "\n"


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """What stands in the index on disk. behind: changes of the store that it has not seen."""

    postings: int
    sequence: int
    behind: int
    made_at: str

    def to_json(self) -> dict[str, Any]:
        """The status as JSON."""
        return asdict(self)


def index_folder(settings: Settings) -> Path:
    """Where the artifact lies."""
    return settings.home / "index"


def text_model(settings: Settings) -> TextModel:
    """The text model of the reference data; what is slow to prepare is kept in the home folder."""
    return load_model(settings.data / "lexicon", settings.cache or settings.home / "cache")


def build_matching(
    engine: Engine,
    settings: Settings,
    model: TextModel,
    reference: Reference,
    policy: Policy,
    on_progress: Progress,
) -> Matching:
    """Build index and board anew from every posting that a list may hold, and save them."""
    with reading(engine) as connection:
        sequence = changes.latest(connection)
        postings = list(jobs.iterate(connection))
        found = clusters.memberships(connection)
    documents = [document_of(posting, reference.occupations) for posting in postings]
    index = build_index(documents, model, on_progress)
    matching = Matching(index, vocabulary_of(reference, policy), reference)
    matching.fill(postings, found)
    matching.sequence = sequence
    save_index(
        index_folder(settings),
        index,
        now(settings),
        sequence,
        {
            "board": matching.rows.view(np.uint8).reshape(len(postings), ROW.itemsize),
            "titles": _packed(matching.titles),
            "employers": _packed(matching.employers),
        },
        {"board": _layout()},
    )
    return matching


def load_matching(folder: Path, model: TextModel, reference: Reference, policy: Policy) -> Matching:
    """Index and board as they were saved; IndexUnusable, naming what mends it, if not usable."""
    loaded = load_index(folder, model)
    if loaded.manifest.extra.get("board") != _layout():
        raise IndexUnusable("岗位表的格式与本程序不同")
    matching = Matching(loaded.index, vocabulary_of(reference, policy), reference)
    try:
        board, titles, employers = (
            loaded.columns[name] for name in ("board", "titles", "employers")
        )
        matching.restore(
            np.ascontiguousarray(board).view(ROW).reshape(-1),
            _unpacked(titles),
            _unpacked(employers),
        )
    except (KeyError, ValueError) as fault:
        raise IndexUnusable("岗位表与索引对不上") from fault
    matching.sequence = loaded.manifest.sequence
    return matching


def status_of(engine: Engine, folder: Path, model: TextModel) -> IndexStatus:
    """What stands in the index beside the store; IndexUnusable if any part of it is not usable."""
    manifest = load_index(folder, model).manifest
    with reading(engine) as connection:
        behind = changes.latest(connection) - manifest.sequence
    return IndexStatus(manifest.documents, manifest.sequence, behind, manifest.made_at)


def _layout() -> str:
    """The board's row as text, so that one of another layout is refused."""
    return repr(ROW.descr)


def _packed(texts: list[str]) -> NDArray[np.uint8]:
    joined = SEPARATOR.join(text.replace(SEPARATOR, " ") for text in texts)
    return np.frombuffer(joined.encode(), dtype=np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> list[str]:
    return packed.tobytes().decode().split(SEPARATOR)
