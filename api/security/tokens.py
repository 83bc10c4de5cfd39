"""Short-lived tokens of machines: signed, for a quarter of an hour, for one account."""

from datetime import datetime, timedelta
from typing import Final

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import OctKey

from api.security.keys import Keys

LIFE: Final = timedelta(minutes=15)
ALGORITHM: Final = "HS256"
AUDIENCE: Final = "linggang"


def issued(keys: Keys, account: str, at: datetime) -> str:
    """A token that says who carries it until when, and nothing else."""
    begun = int(at.timestamp())
    claims = {
        "sub": account,
        "aud": AUDIENCE,
        "iat": begun,
        "exp": begun + int(LIFE.total_seconds()),
    }
    return jwt.encode({"alg": ALGORITHM}, claims, OctKey.import_key(keys.tokens))


def carried_by(keys: Keys, token: str, at: datetime) -> str | None:
    """The account of a token; None where it is not ours, changed, or over."""
    try:
        found = jwt.decode(token, OctKey.import_key(keys.tokens), algorithms=[ALGORITHM]).claims
    except (JoseError, ValueError):
        return None
    account, ends = found.get("sub"), found.get("exp")
    if found.get("aud") != AUDIENCE or not isinstance(account, str) or not isinstance(ends, int):
        return None
    return account if at.timestamp() < ends else None
