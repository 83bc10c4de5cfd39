"""The installation's key: what is derived from it, sealed with it, and found again without it."""

import base64
import binascii
import os
from binascii import a2b_base64
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from api.database import make_folder
from api.settings import Settings
from registry.errors import LinggangError

SIZE: Final = 32  # bytes
NONCE: Final = 12  # bytes
# Before what is sealed today; what was sealed until 2026-11 has none and opens as it did.
MARK: Final = "2."
URL_SAFE: Final = bytes.maketrans(b"-_", b"+/")  # as base64 reads it
FILE: Final = "key"


class KeyUnusable(LinggangError):
    """The key is missing where it is needed, is no key, or is another than the data's."""

    code = "key_unusable"


@dataclass(frozen=True, slots=True, repr=False)
class Keys:
    """What is done with the key; it never shows itself.

    audit: the key of the audit chain. tokens: the key that signs what machines carry.
    """

    audit: bytes
    tokens: bytes
    _people: bytes
    _seal: AESGCM
    _seal_before: Fernet

    def person(self, identity_number: str) -> str:
        """The blind index of a person: equal for the same number, telling nothing of it."""
        return self.mark(identity_number)

    def mark(self, text: str) -> str:
        """64 hexadecimal digits: equal for the same text, telling nothing of it."""
        keyed = HMAC(self._people, SHA256())
        keyed.update(text.encode())
        return keyed.finalize().hex()

    def sealed(self, text: str, about: str = "") -> str:
        """A text that only this key can open, and only as being about the same thing.

        about: the id of its row, so that it cannot be moved to another one.
        """
        nonce = os.urandom(NONCE)
        kept = nonce + self._seal.encrypt(nonce, text.encode(), about.encode())
        return MARK + base64.urlsafe_b64encode(kept).decode()

    def opened(self, token: str, about: str = "") -> str:
        """The text of a token; KeyUnusable if another key sealed it, or it was changed or moved."""
        try:
            if not token.startswith(MARK):
                return self._seal_before.decrypt(token.encode()).decode()
            kept = a2b_base64(token[len(MARK) :].encode().translate(URL_SAFE))
            return self._seal.decrypt(kept[:NONCE], kept[NONCE:], about.encode()).decode()
        except (InvalidToken, InvalidSignature, InvalidTag, ValueError) as fault:
            raise KeyUnusable(
                "打不开登记资料：密钥与数据库不是一套，或资料被改动过。"
                "请放回原来的密钥文件，或设置 LINGGANG_KEY。"
            ) from fault


def keys_of(master: bytes) -> Keys:
    """Everything that is derived from a master key of 32 bytes; each use has a key of its own."""
    uses = (b"audit", b"tokens", b"people", b"seal 2", b"seal")
    audit, tokens, people, seal, seal_before = (_derived(master, use) for use in uses)
    before = Fernet(base64.urlsafe_b64encode(seal_before))
    return Keys(audit, tokens, people, AESGCM(seal), before)


def load_keys(settings: Settings) -> Keys:
    """The keys of LINGGANG_KEY, else of the file in home, which is made where there is none."""
    if text := settings.key.get_secret_value():
        return keys_of(_decoded(text, "LINGGANG_KEY"))
    path = settings.home / FILE
    make_folder(settings.home)
    _make(path)
    return keys_of(_decoded(path.read_text("ascii"), str(path)))


def _make(path: Path) -> None:
    """A new key in a file of its owner alone; two that make it at once keep the first."""
    if path.exists():
        return
    draft = path.with_name(f".{FILE}-{token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(base64.b64encode(os.urandom(SIZE)))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _decoded(text: str, where: str) -> bytes:
    try:
        master = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        master = b""
    if len(master) != SIZE:
        raise KeyUnusable(f"{where} 不是密钥：应是 32 字节的 Base64 文字。")
    return master


def _derived(master: bytes, use: bytes) -> bytes:
    return HKDF(SHA256(), SIZE, salt=None, info=b"linggang " + use).derive(master)
