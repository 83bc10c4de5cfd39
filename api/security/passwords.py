"""Passwords as they are kept: argon2id, some at a time, and as slow where there is no such name."""

from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

AT_A_TIME: Final = 4  # each takes 64 MiB for a tenth of a second


class Passwords:
    """How passwords are kept and compared. hasher: how much work each is."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._room = BoundedSemaphore(AT_A_TIME)
        # Compared where no such name is: an answer takes as long as for a name that is there.
        self._nobodys = self.hashed("nobody signs in with this")

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
