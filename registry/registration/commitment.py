"""The written promise of truth (63号 三, 承诺制): a signature under one version of its text."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Channel(StrEnum):
    """How a promise was signed."""

    ONLINE = "online"  # 本人在线签署
    SCREEN = "screen"  # 本人在窗口屏幕上签署
    PAPER = "paper"  # 本人在打印件上签字，扫描存档
    PROVINCE = "province"  # 本人在省系统承诺，只知道日期


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
