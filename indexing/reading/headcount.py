"""How many people a posting seeks."""

import re
from typing import Final, NamedTuple

from indexing.reading.spans import Prose, Span, any_of

MOST: Final = 2000
_COUNT: Final = any_of(
    r"(?:人数|名额)[:为 ]{0,3}(?:\d{1,4}-)?(?P<stated>\d{1,4})",
    r"(?:招聘?|聘|急招|招收|需要?|缺)[^,。;\n\d%元]{0,12}(?:\d{1,3}-)?"
    r"(?P<sought>\d{1,4}) ?[名个位人](?!月|小时|工作日|班|年|以上|以下|间|一)",
    r"(?P<named>\d{1,4}) ?名(?!额?以上|校)",
    r"(?P<places>\d{1,4})个名额",
)
_LOOK: Final = re.compile(r"[名个位人](?:(?<=\d.)|(?<=\d .)|(?<=人)数|(?<=名)额)")
_TEAM: Final = re.compile(
    r"(?:管理|带领|负责|团队|拥有|超过|现有|规模|员工|前|第|服务|满)[^,。;\n]{0,8}$"
)


class HeadcountReading(NamedTuple):
    """number: in [1, MOST], None if not said; of a range (2-3人) the upper end."""

    number: int | None
    quote: Span | None


def read_headcount(prose: Prose) -> HeadcountReading:
    """The sum of the numbers sought for each job named; of title and text the larger sum."""
    readings = (_sum(prose, "title"), _sum(prose, "description"))
    return max(readings, key=lambda reading: reading.number or 0)


def _sum(prose: Prose, part: str) -> HeadcountReading:
    found = [
        match
        for match in prose.find(_COUNT, part, look=_LOOK)
        if not _TEAM.search(prose.before(match.start(), 10))
    ]
    if not found:
        return HeadcountReading(None, None)
    numbers = [int(next(filter(None, match.groups()))) for match in found]
    total = numbers[0] if found[0]["stated"] or len(found) > 4 else sum(numbers)
    quote = prose.span(*found[0].span())
    return HeadcountReading(total, quote) if 1 <= total <= MOST else HeadcountReading(None, None)
