"""Spans of months: joined, cut, and asked."""

from collections.abc import Iterable

Span = tuple[int, int]  # first and last month, both included


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same months in as few spans as will do, from early to late; empty ones fall away."""
    found: list[Span] = []
    for first, last in sorted(span for span in spans if span[0] <= span[1]):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


def cut(spans: Iterable[Span], first: int, last: int) -> tuple[Span, ...]:
    """What of the spans lies between two months."""
    return joined((max(each[0], first), min(each[1], last)) for each in spans)


def meets(spans: Iterable[Span], first: int, last: int) -> bool:
    """Whether any of the months from first to last is in the spans."""
    return any(each[0] <= last and first <= each[1] for each in spans)
