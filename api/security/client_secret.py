"""A machine's own name and secret, in the form or in the header (RFC 6749 2.3.1)."""

from base64 import b64decode
from binascii import Error
from typing import Final, NamedTuple
from urllib.parse import unquote_plus

from fastapi import Request

from registry.errors import InvalidField

BASIC: Final = "basic "
LONGEST_NAME: Final = 64
LONGEST_SECRET: Final = 128


class ClientSecret(NamedTuple):
    """What a machine asks for a token with."""

    name: str
    secret: str


def client_secret(request: Request, name: str, secret: str) -> ClientSecret:
    """The credentials of a request; name, secret: those of its form, "" where there are none.

    InvalidField: neither, both, half of them, or a header that cannot be read.
    """
    header = request.headers.get("authorization", "")
    if header[: len(BASIC)].lower() == BASIC:
        if name or secret:
            reason = "编号和密钥只用一种方式给：写在表单里，或者写在 Authorization: Basic 里"
            raise InvalidField("client_id", "twice", reason)
        return _of_header(header[len(BASIC) :].strip())
    for field, value in (("client_id", name), ("client_secret", secret)):
        if not value:
            reason = "缺少：写在表单里，或者把编号和密钥写在 Authorization: Basic 里"
            raise InvalidField(field, "missing", reason)
    return ClientSecret(name, secret)


def _of_header(coded: str) -> ClientSecret:
    try:
        name, _, secret = b64decode(coded, validate=True).decode("utf-8").partition(":")
    except (Error, UnicodeDecodeError):
        name = secret = ""
    found = ClientSecret(unquote_plus(name), unquote_plus(secret))
    is_whole = 0 < len(found.name) <= LONGEST_NAME and 0 < len(found.secret) <= LONGEST_SECRET
    if not is_whole or not "".join(found).isprintable():
        reason = "Authorization: Basic 后面应是“编号:密钥”的 base64"
        raise InvalidField("client_id", "bad_basic", reason)
    return found
