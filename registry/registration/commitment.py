"""The written promise of truth (63号 三, 承诺制): its text by version, and a signature under it."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256


class Channel(StrEnum):
    """How a promise was signed."""

    ONLINE = "online"  # 本人在线签署
    SCREEN = "screen"  # 本人在窗口屏幕上签署
    PAPER = "paper"  # 本人在打印件上签字，扫描存档
    PROVINCE = "province"  # 本人在省系统承诺，只知道日期


@dataclass(frozen=True, slots=True)
class CommitmentText:
    """One version of the text, in use from `start` on."""

    version: str
    start: date
    text: str

    @property
    def hash(self) -> str:
        """SHA-256 of the text: what a signature stands under."""
        return sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Commitment:
    """A signature. text_hash: of the text that was signed. own_act: the person did it herself.

    assisted_by: the officer who typed for her, "" for none. scan_hash: SHA-256 of the scan of a
    signed paper, "" for none. Of a promise made in the provincial system the text is not known.
    """

    text_version: str
    text_hash: str
    channel: Channel
    signed_at: datetime
    own_act: bool
    assisted_by: str = ""
    scan_hash: str = ""
