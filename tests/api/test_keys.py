"""The installation's key: made once, its owner's alone, one key a use, and never shown."""

import base64
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.security.keys import KeyUnusable, keys_of, load_keys
from api.settings import Settings

KEYS = keys_of(b"a" * 32)
OTHER = keys_of(b"b" * 32)


def test_a_new_home_gets_a_key_that_only_its_owner_reads(tmp_path: Path) -> None:
    home = tmp_path / "home"
    token = load_keys(Settings(home=home)).sealed("某")
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600
    assert load_keys(Settings(home=home)).opened(token) == "某"


def test_processes_that_make_it_at_once_keep_one(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: load_keys(Settings(home=tmp_path)).audit, range(8)))
    assert len(set(made)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["key"]


def test_the_key_of_the_environment_goes_first(tmp_path: Path) -> None:
    text = base64.b64encode(b"a" * 32).decode()
    keys = load_keys(Settings(home=tmp_path, key=SecretStr(text)))
    assert keys.audit == KEYS.audit
    assert not (tmp_path / "key").exists()


@pytest.mark.parametrize("text", ["short", base64.b64encode(b"a" * 31).decode(), "这把钥匙"])
def test_what_is_no_key_is_refused_without_being_shown(tmp_path: Path, text: str) -> None:
    with pytest.raises(KeyUnusable, match="32 字节") as caught:
        load_keys(Settings(home=tmp_path, key=SecretStr(text)))
    assert text not in str(caught.value)


def test_the_same_number_has_one_index_and_another_key_another() -> None:
    assert KEYS.person("371399") == KEYS.person("371399") != KEYS.person("371398")
    assert KEYS.person("371399") != OTHER.person("371399")
    assert "371399" not in KEYS.person("371399")


def test_what_another_key_sealed_or_somebody_changed_is_told_apart() -> None:
    for token in (OTHER.sealed("某"), KEYS.sealed("某")[:-4] + "AAA=", "x", "2.", "2.某"):
        with pytest.raises(KeyUnusable, match="不是一套"):
            KEYS.opened(token)


def test_what_was_sealed_about_one_row_opens_about_no_other() -> None:
    token = KEYS.sealed("某", "r001")
    assert KEYS.opened(token, "r001") == "某"
    for about in ("r002", ""):
        with pytest.raises(KeyUnusable, match="不是一套"):
            KEYS.opened(token, about)


def test_the_same_text_is_never_sealed_alike() -> None:
    assert len({KEYS.sealed("某") for _ in range(100)}) == 100


def test_what_was_sealed_before_the_change_of_cipher_still_opens() -> None:
    before = (
        "gAAAAABrBFPBP46W-7fZwkUm1Xfva6INi_t6ZLgGmW7DtwIUFhb75pHyO0OqtjlaHqHzv44wV_eWgsoK"
        "X-6cyLxRYXikZvvLUQ=="
    )
    assert KEYS.opened(before, "r001") == "旧资料"


def test_keys_do_not_show_themselves() -> None:
    assert "audit" not in repr(KEYS)
