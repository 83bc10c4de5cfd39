"""What a caller says she saw of a thing before she changes it (If-Match), compared under its lock.

Whoever locks a thing to change it calls `require`; a change for which nobody did is not made.
"""

from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from sqlalchemy import Connection

from registry.errors import LinggangError

ANY: Final = "*"


class ChangedMeanwhile(LinggangError):
    """The thing is no longer as the caller saw it."""

    code = "changed_meanwhile"


class NotModified(Exception):
    """The caller has what she asks for."""

    def __init__(self, tag: str) -> None:
        self.tag = tag
        super().__init__(tag)


@dataclass(slots=True)
class Expected:
    """The tags that the caller saw, and the ids of what her address names."""

    tags: frozenset[str]
    ids: set[str]
    is_checked: bool = False

    def check(self, thing_id: str, tag: Callable[[], str]) -> None:
        """ChangedMeanwhile where the thing of her address has another tag when first locked."""
        if self.is_checked or thing_id not in self.ids:
            return
        self.is_checked = True
        if ANY not in self.tags and tag() not in self.tags:
            raise ChangedMeanwhile(
                "这项内容在您查看之后已有变动，没有办理：请重新取得最新内容，核对后再办。"
            )

    def require_checked(self, _: Connection) -> None:
        """ChangedMeanwhile where nothing was compared: the condition would be ignored."""
        if not self.is_checked:
            raise ChangedMeanwhile("这个地址没有可以比对的 ETag：请去掉 If-Match 后重发。")


EXPECTED: Final[ContextVar[Expected | None]] = ContextVar("expected", default=None)


def etag_of(*parts: object) -> str:
    """A tag (RFC 9110 8.8.3) that is another one as soon as one of the parts is."""
    told = "\0".join(str(part) for part in parts)
    return f'"{sha256(told.encode()).hexdigest()[:24]}"'


def require(thing_id: str, tag: Callable[[], str]) -> None:
    """ChangedMeanwhile where the caller says that she saw the thing otherwise than it is.

    tag: what it is now, asked only where she says so.
    """
    expected = EXPECTED.get()
    if expected is not None:
        expected.check(thing_id, tag)


def address_means(thing_id: str) -> None:
    """Say which thing an address means in which its id does not stand (/v1/me/…)."""
    expected = EXPECTED.get()
    if expected is not None:
        expected.ids.add(thing_id)
