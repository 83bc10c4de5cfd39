"""Passwords as they are kept: argon2id, some at a time, and as slow where there is no such name."""

from base64 import b64encode
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError
from argon2.low_level import ARGON2_VERSION

AT_A_TIME: Final = 4  # each takes 64 MiB for a tenth of a second


class Passwords:
    """How passwords are kept and compared. hasher: how much work each is."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._room = BoundedSemaphore(AT_A_TIME)
        self._nobodys = _of_no_password(self._hasher)

    def hashed(self, password: str) -> str:
        """What is kept of a password."""
        with self._room:
            return self._hasher.hash(password)

    def matches(self, kept: str, password: str) -> bool:
        """Whether a password is the one that was kept; kept: "" for nobody's."""
        try:
            with self._room:
                self._hasher.verify(kept or self._nobodys, password)
        except (VerifyMismatchError, VerificationError, InvalidHashError):
            return False
        return bool(kept)

    def is_outdated(self, kept: str) -> bool:
        """Whether it was kept by weaker settings than today's."""
        return self._hasher.check_needs_rehash(kept)


def _of_no_password(hasher: PasswordHasher) -> str:
    """What is compared where no such name is: an answer takes as long as for a name that is there.

    Zeros, which no password is found for, so that starting takes no such work.
    """
    work = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    salt, digest = (_in_base64(bytes(length)) for length in (hasher.salt_len, hasher.hash_len))
    return f"$argon2id$v={ARGON2_VERSION}${work}${salt}${digest}"


def _in_base64(raw: bytes) -> str:
    return b64encode(raw).decode("ascii").rstrip("=")
