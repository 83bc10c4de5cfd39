"""Weekly windows as rows write them: days and clock times."""

from collections.abc import Sequence
from typing import Final

from api.feeds.strict import Strict, Text
from registry.errors import InvalidField
from registry.jobs.week import Window, minutes_of

EXAMPLE: Final = '{"days":[1,2],"start":"08:00","end":"17:30"}'


class Span(Strict):
    """One window of a row; days 1 (Monday) to 7, times HH:MM, an end before the start: next day."""

    days: list[int]
    start: Text
    end: Text


Spans = list[Span]


def windows_of(spans: Sequence[Span], field: str) -> tuple[Window, ...]:
    """The windows of a row. InvalidField, code `hours`: a day or a clock time that is none."""
    windows = []
    for position, span in enumerate(spans):
        try:
            start, end = minutes_of(span.start), minutes_of(span.end)
            windows.append(Window(tuple(sorted(set(span.days))), start % 1440, end or 1440))
        except ValueError as error:
            raise InvalidField(
                f"{field}.{position}", "hours", f"工作时间读不懂：请写成 {EXAMPLE} 的样子。"
            ) from error
    return tuple(windows)
