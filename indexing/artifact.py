"""The index on disk: one folder, written whole or not at all, refused when anything is amiss."""

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from indexing.index import PostingIndex, Rarities
from indexing.lexical import RowLists
from indexing.model import TextModel
from indexing.terms import Rarity
from indexing.words import WordTable
from registry.errors import LinggangError

FORMAT: Final = 2
MANIFEST: Final = "manifest.json"
MENDING: Final = "请运行 linggang index build 重新建立。"
SEAL: Final = "seal"
OWN: Final = "index"  # arrays of the index itself; extra arrays are written under EXTRA
EXTRA: Final = "extra"


class IndexUnusable(LinggangError):
    """The index cannot be used; its one line says why and which command mends it."""

    code = "index_unusable"

    def __init__(self, reason: str) -> None:
        super().__init__(f"索引不能用：{reason}。{MENDING}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """sequence: the change-log number up to which the index is current; files: SHA-256 by name.

    rows counts tombstones too, documents does not. extra: what the caller keeps with it (JSON).
    """

    format: int
    made_at: str
    model: str
    rows: int
    documents: int
    sequence: int
    files: dict[str, str]
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What one folder held; `columns` are the extra arrays, aligned to rows by their maker."""

    index: PostingIndex
    manifest: Manifest
    columns: dict[str, NDArray[Any]]


def save_index(
    folder: Path,
    index: PostingIndex,
    made_at: datetime,
    sequence: int,
    extra_arrays: Mapping[str, NDArray[Any]] | None = None,
    extra: Mapping[str, Any] | None = None,
) -> Manifest:
    """Write beside `folder`, then put in its place; a reader sees the old one or the new one.

    The index must not change meanwhile. Extra arrays hold no Python objects.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        arrays = {f"{OWN}.{name}": array for name, array in _arrays(index).items()}
        arrays |= {f"{EXTRA}.{name}": array for name, array in (extra_arrays or {}).items()}
        files = {}
        for name, array in arrays.items():
            np.save(draft / f"{name}.npy", array, allow_pickle=False)
            files[f"{name}.npy"] = _sha256(draft / f"{name}.npy")
        manifest = Manifest(
            FORMAT,
            made_at.isoformat(),
            index.model.hash,
            len(index.ids),
            len(index),
            sequence,
            files,
            dict(extra or {}),
        )
        values = asdict(manifest)
        text = json.dumps({**values, SEAL: _seal(values)}, ensure_ascii=False, indent=1)
        (draft / MANIFEST).write_text(text + "\n", "utf-8")
        _replace(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return manifest


def load_index(folder: Path, model: TextModel) -> Loaded:
    """Raises IndexUnusable when the folder is missing, damaged, of another format version, or
    built with another dictionary or other word vectors than `model`."""
    manifest = read_manifest(folder)
    if manifest.model != model.hash:
        raise IndexUnusable("词典或词向量在建立索引之后换过")
    arrays = {name[:-4]: _array(folder / name, digest) for name, digest in manifest.files.items()}
    own, columns = (
        {name.removeprefix(f"{kind}."): a for name, a in arrays.items() if name.startswith(kind)}
        for kind in (OWN, EXTRA)
    )
    try:
        index = _index(own, model)
    except (KeyError, ValueError, IndexError) as error:
        raise IndexUnusable("索引文件之间对不上") from error
    if len(index.ids) != manifest.rows or len(index) != manifest.documents:
        raise IndexUnusable("索引里的条数与清单不一致")
    return Loaded(index, manifest, columns)


def read_manifest(folder: Path) -> Manifest:
    """The manifest alone, for a status line; raises IndexUnusable as `load_index` does."""
    path = folder / MANIFEST
    if not path.is_file():
        raise IndexUnusable(f"还没有建立（{folder.name} 里没有 {MANIFEST}）")
    try:
        values = json.loads(path.read_text("utf-8"))
        if values["format"] != FORMAT:
            raise IndexUnusable(f"格式版本是 {values['format']}，本程序要 {FORMAT}")
        if values.pop(SEAL) != _seal(values):
            raise IndexUnusable(f"清单 {MANIFEST} 被改动过（校验和不符）")
        return Manifest(**values)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise IndexUnusable(f"清单 {MANIFEST} 读不懂，可能被截断或改动") from error


def _arrays(index: PostingIndex) -> dict[str, NDArray[Any]]:
    arrays: dict[str, NDArray[Any]] = {
        "ids": _packed(index.ids),
        "vectors": index.flat.vectors,
    }
    flat = index.chars.merged(index.alive)
    arrays["chars.terms"], arrays["chars.ends"] = flat.terms, flat.ends
    arrays["chars.rows"], arrays["chars.weights"] = flat.rows, flat.weights
    for name, one in index.rarities._asdict().items():
        arrays[f"rarity.{name}.documents"] = np.array([one.documents], dtype=np.int64)
        arrays[f"rarity.{name}.ids"] = one.ids
        arrays[f"rarity.{name}.held"] = one.documents_with
    if index.model.words is None:
        arrays["table.words"] = _packed(index.table.words)
        arrays["table.codes"], arrays["table.scales"] = index.table.codes, index.table.scales
    return arrays


def _index(arrays: dict[str, NDArray[Any]], model: TextModel) -> PostingIndex:
    table = model.words or WordTable(
        _unpacked(arrays["table.words"]), arrays["table.codes"], arrays["table.scales"]
    )
    chars = RowLists(*(arrays[f"chars.{part}"] for part in ("terms", "ends", "rows", "weights")))
    rarities = Rarities(*(_rarity(arrays, name) for name in Rarities._fields))
    ids, vectors = _unpacked(arrays["ids"]), arrays["vectors"]
    return PostingIndex(model, table, rarities, ids, vectors, chars)


def _rarity(arrays: dict[str, NDArray[Any]], name: str) -> Rarity:
    documents, ids, held = (
        arrays[f"rarity.{name}.{part}"] for part in ("documents", "ids", "held")
    )
    return Rarity(int(documents[0]), ids, held)


def _packed(texts: list[str]) -> NDArray[np.uint8]:
    return np.frombuffer(json.dumps(texts, ensure_ascii=False).encode("utf-8"), dtype=np.uint8)


def _unpacked(packed: NDArray[np.uint8]) -> list[str]:
    return [str(text) for text in json.loads(packed.tobytes())]


def _array(path: Path, digest: str) -> NDArray[Any]:
    if not path.is_file():
        raise IndexUnusable(f"缺少文件 {path.name}")
    if _sha256(path) != digest:
        raise IndexUnusable(f"文件 {path.name} 已损坏（校验和不符）")
    return np.asarray(np.load(path, allow_pickle=False))


def _seal(values: Mapping[str, Any]) -> str:
    """SHA-256 of the manifest's values, whatever their layout in the file."""
    text = json.dumps(values, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(draft: Path, folder: Path) -> None:
    """A folder cannot replace a full one in a single step: the old one steps aside first."""
    aside = draft.with_name(f"{draft.name}-old")
    if folder.exists():
        folder.rename(aside)
    draft.rename(folder)
    shutil.rmtree(aside, ignore_errors=True)
