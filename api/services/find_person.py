"""The person in front of a desk found: by id, identity number or telephone, else by words."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading, writing
from api.security.keys import Keys
from api.store import accounts, audit, registrations, workers
from registry.actor import Actor
from registry.errors import InvalidField
from registry.workers.identity import read_identity
from registry.workers.phone import read_phone
from registry.workers.worker import Worker

FIELD: Final = "who"
MOST_FOUND: Final = 30
MOST_WORDS: Final = 5
# What is written so is a number of hers, and stands on no page and in no address.
_NUMBER: Final = re.compile(r"[\d\s()（）.\-—–－+]{7,}[Xx]?", re.ASCII)
_IDENTITY: Final = re.compile(r"\d{15}|\d{16,}[\dXx]?|\d{17}[Xx]", re.ASCII)


class By(StrEnum):
    """By what somebody was found."""

    ID = "id"  # 劳动者编号
    IDENTITY = "id_no"  # 身份证号
    PHONE = "phone"  # 手机号


@dataclass(frozen=True, slots=True)
class FindDesk:
    """Finds people of the worker library."""

    engine: Engine
    keys: Keys
    clock: Callable[[], datetime]

    def exactly(self, text: str, actor: Actor) -> str:
        """The id of the one person meant; "" where the text is words.

        InvalidField where it is a number that is wrong or nobody's, never repeating it. That
        somebody was looked up by a number is kept.
        """
        text = unicodedata.normalize("NFKC", text).strip()
        with reading(self.engine) as connection:
            if workers.get_record(connection, text) is not None:
                return text
            if not is_number(text):
                return ""
            found, by = self._by_number(connection, "".join(text.split()))
        with writing(self.engine) as connection:
            at = self.clock()
            audit.append(connection, self.keys.audit, actor, "worker.found", found, at, by=by.value)
        return found

    def by_words(self, words: str, county: str) -> tuple[Worker, ...]:
        """At most MOST_FOUND whose words, skills or certificates hold all of some words.

        county: a division code, "" for everywhere.
        """
        asked = words.split()[:MOST_WORDS]
        if not asked:
            return ()
        with reading(self.engine) as connection:
            return workers.with_words(connection, asked, county, MOST_FOUND)

    def _by_number(self, connection: Connection, number: str) -> tuple[str, By]:
        if _IDENTITY.fullmatch(number):
            today = self.clock().astimezone(SHANGHAI).date()
            identity = _as_typed(lambda: read_identity(number, today).number)
            return self._of_person(connection, self.keys.person(identity)), By.IDENTITY
        phone = _as_typed(lambda: read_phone(number))
        account = accounts.by_phone(connection, self.keys.mark(f"phone {phone}"))
        if account is None:
            raise _nobody("这个手机号没有登录过：请改用身份证号，或请本人先用手机登录一次。")
        if not account.worker:
            raise _nobody(
                "这个手机号登录过，但还没有求职资料：请本人在手机上填写，或改用身份证号。"
            )
        return account.worker, By.PHONE

    def _of_person(self, connection: Connection, person: str) -> str:
        if found := workers.of_person(connection, person):
            return found
        if registrations.of_person(connection, person):
            raise _nobody("此人办过就业登记，但没有求职资料：请本人在手机上填写后再来。")
        raise _nobody("没有这个身份证号的求职资料：请对照证件检查，或改用手机号。")


def is_number(text: str) -> bool:
    """Whether a text may be somebody's number, which is to be shown nowhere."""
    return _NUMBER.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def _as_typed(read: Callable[[], str]) -> str:
    """What was read, its fault told of the field in which it was typed."""
    try:
        return read()
    except InvalidField as fault:
        raise InvalidField(FIELD, fault.code, fault.reason) from None


def _nobody(reason: str) -> InvalidField:
    return InvalidField(FIELD, "nobody", reason)
