"""Texts far longer than any posting, made to lead patterns astray: nothing raises, spans hold."""

import pytest

from api.reference import Reference
from indexing.reading.facts import PostingText, posting_prose, read_facts
from indexing.reading.fees import read_fees
from indexing.reading.occupation import read_occupation
from indexing.reading.place import read_place
from indexing.reading.restrictions import read_restrictions
from indexing.reading.spans import TEXT_LIMIT

LENGTH = 100_000
REPEATED = (
    *("1", "0.", "12-", "1、", "1.2.", "8:00-", "8点半", "9,999", "18岁-", "5年", "元", "万", "५"),
    *("(", "((", "[", "<", "<a", "&nbsp", "或", "、", ",", " ", "\n", "～", "+", "\u3000"),
    *("经", "无", "不", "有", "招1", "男、女", "学历", "上班", "包", "C1", "证或", "月休", "一二"),
    *("底薪+", "交押金", "无押金或", "年龄", "照顾女", "仅限男", "临沂", "中国路", "搬运"),
)


@pytest.mark.parametrize("unit", REPEATED)
def test_no_reader_raises_and_every_span_lies_in_the_text(unit: str, reference: Reference) -> None:
    long = (unit * LENGTH)[:LENGTH]
    text = PostingText(long, long, (long,), (long,), None, None, long, long, long, long)
    prose, facts = posting_prose(text), read_facts(text, reference.certificates)
    passages = [
        *read_restrictions(prose, reference.restrictions),
        *read_fees(prose, reference.fees),
    ]
    spans = [(span.start, span.end, span.text) for span in facts.quotes.values()]
    spans += [(each.start, each.end, each.quote) for each in passages]
    assert facts.text_cut
    assert len(prose.text) <= 9 * (TEXT_LIMIT + 1)
    assert all(start < end and prose.text[start:end] == words for start, end, words in spans)


@pytest.mark.parametrize("unit", REPEATED)
def test_place_and_occupation_are_read_from_any_length(unit: str, reference: Reference) -> None:
    long = (unit * LENGTH)[:LENGTH]
    place = read_place(long, long, None, None, reference.gazetteer, long)
    assert place.place.address == long.strip()
    assert 0 <= read_occupation(long, long, reference.occupations).confidence <= 1
