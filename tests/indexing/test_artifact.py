"""The index on disk: what is loaded equals what was saved, and nothing damaged is ever loaded."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np
import pytest

from indexing.artifact import MANIFEST, IndexUnusable, load_index, read_manifest, save_index
from indexing.documents import Document
from indexing.index import build_index
from indexing.model import TextModel
from tests.indexing.small_model import made_documents, small_model, small_tokenizer

MODEL = small_model()
DAY = datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture
def index():
    made = build_index(made_documents(120), MODEL)
    made.remove(["d3", "d50"])
    made.upsert([Document("d4", "叉车司机", "夜班"), Document("late", "直播带货")])
    return made


@pytest.fixture
def folder(index, tmp_path) -> Path:
    save_index(tmp_path / "index", index, DAY, 42, {"board": np.arange(122)}, {"layout": "v1"})
    return tmp_path / "index"


def refusal(folder: Path, model: TextModel = MODEL) -> str:
    with pytest.raises(IndexUnusable) as refused:
        load_index(folder, model)
    text = str(refused.value)
    assert "\n" not in text
    assert "linggang index build" in text
    return text


def test_a_loaded_index_answers_as_the_one_in_memory_did(index, folder):
    loaded = load_index(folder, MODEL)
    assert loaded.index.ids == index.ids
    assert np.array_equal(loaded.columns["board"], np.arange(122))
    for query in ("叉车", "直播", "外卖骑手日结", ""):
        before, after = (one.nearest(query, one.alive, 200) for one in (index, loaded.index))
        assert np.array_equal(before.rows, after.rows)
        assert np.allclose(before.similarity, after.similarity, atol=1e-9)


def test_a_loaded_index_goes_on_taking_changes(index, folder):
    loaded = load_index(folder, MODEL).index
    for one in (index, loaded):
        one.upsert([Document("d9", "电工焊工"), Document("more", "水电")])
        one.remove(["late"])
    before, after = (one.nearest("水电焊工", one.alive, 200) for one in (index, loaded))
    assert np.array_equal(before.rows, after.rows)


def test_the_manifest_counts_what_is_inside(folder):
    manifest = read_manifest(folder)
    assert (manifest.rows, manifest.documents, manifest.sequence) == (122, 119, 42)
    assert (manifest.made_at, manifest.extra) == (DAY.isoformat(), {"layout": "v1"})


def test_saving_again_replaces_the_folder_and_leaves_nothing_beside_it(index, folder):
    index.remove(["late"])
    save_index(folder, index, DAY, 43)
    assert load_index(folder, MODEL).manifest.sequence == 43
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


def test_a_save_that_fails_leaves_the_old_index_in_place(index, folder):
    with pytest.raises(ValueError, match="allow_pickle"):
        save_index(folder, index, DAY, 44, {"bad": np.array([object()])})
    assert load_index(folder, MODEL).manifest.sequence == 42
    assert [path.name for path in folder.parent.iterdir()] == ["index"]


def test_a_trained_word_table_is_saved_with_the_index(tmp_path):
    bare = TextModel(small_tokenizer(), None, "none")
    index = build_index(made_documents(60), bare)
    save_index(tmp_path / "index", index, DAY, 0)
    loaded = load_index(tmp_path / "index", bare).index
    before, after = (one.nearest("外卖", one.alive, 60) for one in (index, loaded))
    assert np.array_equal(before.rows, after.rows)


def test_an_empty_index_can_be_saved_and_loaded(tmp_path):
    save_index(tmp_path / "index", build_index([], MODEL), DAY, 0)
    loaded = load_index(tmp_path / "index", MODEL).index
    loaded.upsert([Document("a", "保安")])
    assert loaded.nearest("保安", loaded.alive, 1).rows.tolist() == [0]


def test_a_missing_index_is_refused(tmp_path):
    assert "还没有建立" in refusal(tmp_path / "nowhere")


def test_an_index_of_other_word_vectors_is_refused(folder):
    assert "词向量" in refusal(folder, replace(MODEL, hash="other"))


def test_an_index_of_another_format_is_refused(folder):
    values = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**values, "format": 0}), "utf-8")
    assert "格式版本是 0" in refusal(folder)


def test_a_changed_manifest_is_refused(folder):
    values = json.loads((folder / MANIFEST).read_text("utf-8"))
    (folder / MANIFEST).write_text(json.dumps({**values, "sequence": 7}), "utf-8")
    assert "被改动过" in refusal(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 2}'])
def test_a_manifest_that_cannot_be_read_is_refused(folder, text):
    (folder / MANIFEST).write_text(text, "utf-8")
    assert MANIFEST in refusal(folder)


def test_every_missing_file_is_refused_by_name(folder):
    for name in read_manifest(folder).files:
        kept = (folder / name).read_bytes()
        (folder / name).unlink()
        assert name in refusal(folder)
        (folder / name).write_bytes(kept)


def test_a_file_cut_short_is_refused(folder):
    for name in read_manifest(folder).files:
        kept = (folder / name).read_bytes()
        (folder / name).write_bytes(kept[: len(kept) // 2])
        assert f"{name} 已损坏" in refusal(folder)
        (folder / name).write_bytes(kept)


def test_a_flipped_byte_anywhere_is_refused(folder):
    draw = Random(0)
    for path in sorted(folder.iterdir()):
        kept = path.read_bytes()
        for _ in range(5):
            at = draw.randrange(len(kept))
            path.write_bytes(kept[:at] + bytes([kept[at] ^ 0x80]) + kept[at + 1 :])
            refusal(folder)
        path.write_bytes(kept)
    load_index(folder, MODEL)
