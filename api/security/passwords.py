"""Passwords of staff: argon2id, long enough, not the account's own name."""

from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from registry.errors import InvalidField

SHORTEST: Final = 12  # characters (ASVS 5.0 6.2.1 asks for 8, 等保 for complexity: length instead)
LONGEST: Final = 128
FEWEST_KINDS: Final = 5  # different characters
HASHER: Final = PasswordHasher()
# Checked where no such name is: an answer takes as long as for a name that is there.
NOBODYS: Final = HASHER.hash("nobody signs in with this")


def hashed(password: str) -> str:
    """What is kept of a password."""
    return HASHER.hash(password)


def matches(kept: str, password: str) -> bool:
    """Whether a password is the one that was kept."""
    try:
        HASHER.verify(kept or NOBODYS, password)
    except (VerifyMismatchError, VerificationError, InvalidHashError):
        return False
    return bool(kept)


def is_outdated(kept: str) -> bool:
    """Whether it was kept by weaker settings than today's."""
    return HASHER.check_needs_rehash(kept)


def require_strong(password: str, name: str) -> None:
    """InvalidField, saying what a password must be, where it is none."""
    if not SHORTEST <= len(password) <= LONGEST:
        reason = f"密码应有 {SHORTEST} 到 {LONGEST} 个字符，可以是一句话。"
    elif len(set(password)) < FEWEST_KINDS:
        reason = f"密码里至少要有 {FEWEST_KINDS} 个不同的字符。"
    elif name and name.casefold() in password.casefold():
        reason = "密码里不能含有账号名。"
    else:
        return
    raise InvalidField("password", "weak_password", reason)
