"""How often a posting pays out: 日结, 周结, 完工结, 半月结, 月结."""

from typing import Final

from indexing.reading.spans import Prose, any_of
from registry.jobs.pay import Settlement

# The first that is named holds: a text that names 日结 and 月结 offers the faster one.
SETTLEMENTS: Final = (
    (
        Settlement.DAILY,
        any_of("日结", "当[天日]结", "现结", "一天一结", "天天结", "当[天日]速?到账", "日薪日发"),
    ),
    (Settlement.WEEKLY, any_of("周结", "一周一结", "每周结", "按周[结发]", "周薪")),
    (
        Settlement.ON_COMPLETION,
        any_of("完工结", "[做干]完结", "随走随结", "人走[帐账]清", "完工付", "一单一结", "项目结"),
    ),
    (
        Settlement.HALF_MONTHLY,
        any_of("(?<![压押])半个?月一?[结发]", "15天一?[结发]", "十五?天一?[结发]", "10天一?[结发]"),
    ),
    (
        Settlement.MONTHLY,
        any_of(
            "月结",
            "按月[结发]",
            r"[号日](?<=[\d十].)(?:左右|准时|统一|按时)?[发打]放?(?:工资|薪|上月|上个月|$)",
            r"发[薪放]?(?:工资|日期|日|时间)?[:为是在]{0,2}(?:次月|每月|当月|下月)?[\d十.]{1,5}[号日]",
            r"月[\d十]{1,3}[号日]?前?(?:准时)?[发打]",
        ),
    ),
)


def read_settlement(prose: Prose) -> Settlement | None:
    """The settlement any part of the posting names, None if none does."""
    for settlement, pattern in SETTLEMENTS:
        if pattern.search(prose.plain):
            return settlement
    return None
