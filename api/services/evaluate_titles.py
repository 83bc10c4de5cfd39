"""`evaluate titles`: how well titles of one trade find each other, against expert judgements."""

import csv
from pathlib import Path
from typing import Any

import numpy as np

from api.services.evaluate_ranking import Asked, baselines_of, evaluated
from indexing.documents import Document
from indexing.index import build_index
from indexing.model import TextModel
from registry.errors import InvalidField


def evaluate_titles(
    corpus: Path,
    queries: Path,
    qrels: Path,
    model: TextModel,
    against: TextModel | None = None,
    with_baselines: bool = False,
) -> dict[str, Any]:
    """{"map", "ndcg@10", "p@10", "queries", "documents", "intervals": {name: [low, high]}, "parts",
    and where they are asked for "against" and "beside"}: see `evaluate_ranking.evaluated`.

    corpus, queries: tab-separated with a heading, id and title; qrels: query, 0, corpus id, grade
    without a heading. A query without a judgement above 0 is left out.
    """
    titles, texts, judged = _titles(corpus), _titles(queries), _judgements(qrels)
    documents = list({name: Document(name, title) for name, title in titles}.values())
    index = build_index(documents, model)
    asked = [
        Asked(text, np.array([judged[name].get(one, 0) for one in index.ids], dtype=np.float64))
        for name, text in texts
        if name in judged
    ]
    other = build_index(documents, against) if against else None
    beside = baselines_of(documents) if with_baselines else None
    found = evaluated(index, asked, ("map", "ndcg@10", "p@10"), other, beside)
    return found | {"documents": len(index)}


def _titles(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    for number, row in enumerate(rows, 2):
        if len(row) < 2:
            raise InvalidField(
                f"{path.name}[{number}]", "columns", "应有编号和名称两列，用制表符分开"
            )
    return [(row[0], row[1]) for row in rows]


def _judgements(path: Path) -> dict[str, dict[str, float]]:
    """Query id → corpus id → grade, only grades above 0."""
    judged: dict[str, dict[str, float]] = {}
    for number, line in enumerate(path.read_text("utf-8-sig").splitlines(), 1):
        fields = line.split()
        try:
            query, _, document, grade = fields
            if float(grade) > 0:
                judged.setdefault(query, {})[document] = float(grade)
        except ValueError as error:
            reason = "应有四列：查询编号 0 岗位编号 相关程度（数）"
            raise InvalidField(f"{path.name}[{number}]", "columns", reason) from error
    return judged
