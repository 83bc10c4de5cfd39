"""Earlier work (63号 二): the records that tell of it, and whether one lies before a day."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from registry.registration.register_answer import Answer, AnswerStatus, Entry, Source

WORK: Final = {
    (Source.EMPLOYMENT, "unit"): "单位就业",
    (Source.EMPLOYMENT, "public_post"): "公益性岗位",
    (Source.EMPLOYMENT, "licensed"): "个体经营",
    (Source.EMPLOYMENT, "flexible"): "灵活就业",
    (Source.INSURANCE, "unit_pension"): "单位缴纳职工养老保险",
    (Source.BUSINESS, "operator"): "个体工商户经营者",
}


class Earlier(NamedTuple):
    """A record that lies before a day. sure False: it has no day of its own.

    name: of the work that it tells of; "" where it tells of none by itself.
    """

    source: Source
    entry: Entry
    name: str
    sure: bool


def earlier(answers: Iterable[Answer], before: date) -> Iterator[Earlier]:
    """Every record of 就业状态 or of work that began, or ended, before a day, or may have."""
    for answer in answers:
        for entry in answer.entries if answer.status is AnswerStatus.OK else ():
            name = WORK.get((answer.source, entry.kind), "")
            known = entry.since or entry.until
            lies_before = entry.since is None or entry.since < before
            if lies_before and (name or answer.source is Source.EMPLOYMENT):
                yield Earlier(answer.source, entry, name, known is not None and known < before)
