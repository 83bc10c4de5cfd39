"""Values of the core in the store, sealed with the installation's key."""

from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from api.security.keys import Keys
from api.store.codec import DocumentUnreadable

_Value = TypeVar("_Value")


def seal(keys: Keys, adapter: TypeAdapter[_Value], value: _Value, about: str = "") -> str:
    """The value as text that only this key opens. about: the row that it may stand in alone."""
    return keys.sealed(adapter.dump_json(value).decode(), about)


def unseal(keys: Keys, adapter: TypeAdapter[_Value], text: str, about: str = "") -> _Value:
    """The value of such a text; DocumentUnreadable where it is none of ours."""
    try:
        return adapter.validate_json(keys.opened(text, about))
    except ValidationError as fault:
        raise DocumentUnreadable("登记资料读不出：数据库被改动过，或来自更新的版本。") from fault
