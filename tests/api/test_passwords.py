"""Passwords as they are kept: the same work whether there is such a name or not."""

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.exceptions import VerifyMismatchError

from api.security.passwords import Passwords
from tests.api.signed_in import CHEAP


@pytest.mark.parametrize("hasher", [PasswordHasher(), CHEAP], ids=["as advised", "cheap"])
def test_where_there_is_no_such_name_a_password_is_computed_by_the_same_settings(
    hasher: PasswordHasher,
) -> None:
    passwords = Passwords(hasher)
    assert extract_parameters(passwords._nobodys) == extract_parameters(passwords.hashed("x"))
    with pytest.raises(VerifyMismatchError):  # computed, and another; not refused as no hash
        hasher.verify(passwords._nobodys, "x")
    assert not passwords.matches("", "x")


def test_a_kept_password_is_matched_by_itself_alone() -> None:
    passwords = Passwords(CHEAP)
    kept = passwords.hashed("x")
    assert passwords.matches(kept, "x")
    assert not passwords.matches(kept, "y")
    assert not passwords.matches("no hash", "x")
    assert Passwords().is_outdated(kept)
    assert not passwords.is_outdated(kept)
