"""Why a profile of the worker library stands on no list, though it is kept."""

from enum import StrEnum
from typing import Final

from registry.errors import LinggangError


class Hidden(StrEnum):
    """The reason; NO: it is shown."""

    NO = ""
    DECEASED = "DECEASED"  # 登记因死亡退出


REASONS: Final = {
    Hidden.DECEASED: "其灵活就业登记因死亡退出。如与事实不符，请工作人员恢复登记，资料随即恢复",
}


class ProfileHidden(LinggangError):
    """A profile that is asked for and not shown."""

    code = "profile_hidden"

    def __init__(self, worker_id: str, reason: Hidden) -> None:
        super().__init__(f"劳动者“{worker_id}”的资料不再使用，不给出清单：{REASONS[reason]}。")
