"""`evaluate search`: do everyday phrases find postings of the trade they mean?"""

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np

from api.services.evaluate_ranking import Asked, baselines_of, evaluated
from indexing.documents import Document
from indexing.index import build_index
from indexing.model import TextModel
from registry.errors import InvalidField

GZIP_BEGINS: Final = b"\x1f\x8b"
TEXT_FIELDS: Final = ("skills", "tags", "welfare", "description")


def evaluate_search(
    postings: Sequence[str],
    queries: Path,
    model: TextModel,
    against: TextModel | None = None,
    with_baselines: bool = False,
) -> dict[str, Any]:
    """{"ndcg@10", "mrr", "map", "p@10", "queries", "documents", "intervals": {name: [low, high]},
    "parts", and where they are asked for "against" and "beside"}: see `evaluate_ranking.evaluated`.

    postings: paths of NDJSON files (gzip or plain), each perhaps with `:N` for its first N rows.
    queries: JSON of `families` (name → pattern of the titles that are relevant) and `queries`
    (`family`, `q`). A query whose family has no posting is left out.
    """
    rows = [row for given in postings for row in _rows(given)]
    documents = [_document(number, row) for number, row in enumerate(rows)]
    families, texts = _queries(queries)
    relevant = {
        name: np.array([bool(pattern.search(one.title)) for one in documents], dtype=np.float64)
        for name, pattern in families.items()
    }
    asked = [Asked(text, relevant[family]) for family, text in texts]
    index = build_index(documents, model)
    other = build_index(documents, against) if against else None
    beside = baselines_of(documents) if with_baselines else None
    found = evaluated(index, asked, ("ndcg@10", "mrr", "map", "p@10"), other, beside)
    return found | {"documents": len(index)}


def _rows(given: str) -> Iterator[dict[str, Any]]:
    path, limit = _path_and_limit(given)
    opened = gzip.open if path.read_bytes()[:2] == GZIP_BEGINS else open
    with opened(path, "rt", encoding="utf-8") as file:
        for number, line in enumerate(islice(file, limit), 1):
            try:
                row = json.loads(line)
                yield {**row, "title": str(row["title"])}
            except (ValueError, KeyError, TypeError) as error:
                where = f"{path.name}[{number}]"
                raise InvalidField(where, "row", "不是带 title 的 JSON 对象") from error


def _path_and_limit(given: str) -> tuple[Path, int | None]:
    """`P:2000` is the first 2,000 rows of P; a file whose own name ends so is taken as named."""
    path, colon, limit = given.rpartition(":")
    if colon and limit.isdigit() and not Path(given).exists():
        return Path(path), int(limit)
    return Path(given), None


def _document(number: int, row: dict[str, Any]) -> Document:
    values = [row.get(name) or "" for name in TEXT_FIELDS]
    text = "\n".join(
        " ".join(map(str, one)) if isinstance(one, list) else str(one) for one in values
    )
    return Document(str(number), row["title"], text)


def _queries(path: Path) -> tuple[dict[str, re.Pattern[str]], list[tuple[str, str]]]:
    given = json.loads(path.read_text("utf-8-sig"))
    try:
        families = {name: re.compile(pattern) for name, pattern in given["families"].items()}
        asked = [(one["family"], one["q"]) for one in given["queries"]]
    except (KeyError, TypeError, AttributeError, re.error) as error:
        reason = "应有 families（名称到正则式）和 queries（每条有 family 与 q）"
        raise InvalidField(path.name, "shape", reason) from error
    unknown = sorted({family for family, _ in asked} - families.keys())
    if unknown:
        raise InvalidField(path.name, "family", f"查询里的类别没有定义：{'、'.join(unknown)}")
    return families, asked
