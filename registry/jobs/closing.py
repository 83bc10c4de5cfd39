"""When a source takes postings back: it says so, or its full feed no longer holds them."""

from collections.abc import Collection
from typing import Final, NamedTuple

TAKEN_BACK: Final = "来源撤下"
NO_LONGER_SENT: Final = "来源不再提供"


class Closing(NamedTuple):
    """What a full feed closes. ids: in order; withheld: in Chinese why nothing is, or empty.

    missing: how many of the live ones the feed did not hold.
    """

    ids: tuple[str, ...] = ()
    missing: int = 0
    withheld: str = ""


def taken_back(reason: str) -> str:
    """The closing reason of a posting that its source took back, with the source's own words."""
    return f"{TAKEN_BACK}：{reason}" if reason else TAKEN_BACK


def no_longer_sent(
    live: Collection[str], sent: Collection[str], most: float, forced: bool
) -> Closing:
    """The live postings of a source that its full feed does not hold.

    most: the share of the live ones, in [0, 1], above which a feed is rather taken to be cut short
    and closes nothing, unless forced.
    """
    missing = sorted(set(live) - set(sent))
    if not forced and len(missing) > most * len(live):
        return Closing(
            missing=len(missing),
            withheld=(
                f"这份全量数据里没有该来源在招的 {len(missing)} 条（共 {len(live)} 条，超过 "
                f"{most:.0%}），可能不全，一条也没有关闭：确实不再提供的，加 --force 再导入一次。"
            ),
        )
    return Closing(tuple(missing), len(missing))
