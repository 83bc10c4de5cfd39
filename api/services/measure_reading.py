"""The benchmark of the readers: postings a second, each reader's share, the slowest text."""

import gc
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, Final, NamedTuple

import numpy as np

from api.feeds.draft import Draft, Shape
from api.feeds.joined import place_of, trade_of
from api.feeds.lint import lint_prose
from api.feeds.postings import draft_of, read_posting, text_of
from api.feeds.row import Row
from api.feeds.rows import read_rows
from api.feeds.shapes import shape_of
from api.reference import Reference, load_reference
from indexing.reading.benefits import read_benefits
from indexing.reading.certificates import read_certificates
from indexing.reading.education import read_education, read_experience
from indexing.reading.equipment import read_equipment
from indexing.reading.facts import Facts, PostingText, posting_prose, read_facts
from indexing.reading.fees import read_fees
from indexing.reading.headcount import read_headcount
from indexing.reading.hours import read_hours
from indexing.reading.pay import read_pay
from indexing.reading.pay_terms import read_pay_terms
from indexing.reading.restrictions import read_restrictions
from indexing.reading.spans import TEXT_LIMIT, Prose
from registry.jobs.posting import Posting, Profile

SOURCE: Final = "bench"  # of rows that name none
REPEATS: Final = 20
# Made up, and dense: every reader finds something in every line of it.
PARAGRAPH: Final = """\
1、急招外卖骑手20名，男女不限，18-45周岁，初中以上学历，有一年以上配送经验者优先，无经验可培训；
2、底薪3500元+提成+全勤奖200元，综合月薪6000-9000元，每小时18-22元，每月15号准时发工资，可日结；
3、上班时间：早班8:00-12:00，晚班17:30-21:30，做六休一，每天8小时，月休4天，夜班自愿，时间自由；
4、需自备电动车和智能手机，持有健康证、C1驾驶证，公司提供食宿，包吃住，缴纳工装押金200元离职可退；
5、工作地点：临沂市兰山区银雀山街道沂蒙路168号，限女性，身高160cm以上，形象气质佳，本地户口优先。
"""


class _Sent(NamedTuple):
    """A posting between its row and us: what each reader is given."""

    draft: Draft
    text: PostingText
    prose: Prose
    facts: Facts
    posting: Posting
    linted: Prose


_Reader = Callable[[_Sent, Reference], object]
READERS: Final[Mapping[str, _Reader]] = {
    "text": lambda sent, _: (posting_prose(sent.text), lint_prose(sent.posting)),
    "pay": lambda sent, _: read_pay(sent.prose, sent.text.pay_min, sent.text.pay_max),
    "pay_terms": lambda sent, _: read_pay_terms(sent.prose),
    "hours": lambda sent, _: read_hours(sent.prose),
    "certificates": lambda sent, known: read_certificates(sent.prose, known.certificates),
    "equipment": lambda sent, _: read_equipment(sent.prose),
    "education": lambda sent, _: (read_education(sent.prose), read_experience(sent.prose)),
    "benefits": lambda sent, _: read_benefits(sent.prose),
    "headcount": lambda sent, _: read_headcount(sent.prose),
    "place": lambda sent, known: place_of(sent.draft, sent.facts, known),
    "occupation": lambda sent, known: trade_of(sent.draft, sent.text, known),
    "restrictions": lambda sent, known: read_restrictions(sent.linted, known.restrictions),
    "fees": lambda sent, known: read_fees(sent.linted, known.fees),
}


def measure_reading(corpora: Mapping[str, Sequence[Path]], data_dir: Path) -> dict[str, Any]:
    """The readers over every posting of each corpus, and over the longest text there can be.

    corpora: name -> files of postings; rows about workers are passed over. Nothing is tokenized
    and nothing is stored. Times are of this process on one core, so that what else the machine does
    hardly counts; a text's are those of all readers together.
    """
    figures: dict[str, Any] = {
        name: _corpus([row for path in files for row in _postings(path)], data_dir)
        for name, files in corpora.items()
    }
    return figures | {"longest_text_ms": _longest(_warmed(data_dir))}


def longest_row() -> dict[str, Any]:
    """A made-up archive row whose description has TEXT_LIMIT characters."""
    text = PARAGRAPH * (TEXT_LIMIT // len(PARAGRAPH) + 1)
    return {"id": "1", "title": "外卖骑手", "platform": SOURCE, "description": text[:TEXT_LIMIT]}


def _postings(path: Path) -> list[dict[str, Any]]:
    rows = (row.data for row in read_rows(path) if isinstance(row, Row))
    return [row for row in rows if shape_of(row) is not Shape.WORKER]


def _corpus(rows: Sequence[dict[str, Any]], data_dir: Path) -> dict[str, Any]:
    """Each row as a whole, then reader by reader; with tables of their own, as both keep caches."""
    reference, own = _warmed(data_dir), _warmed(data_dir)
    taken, whole = np.zeros((len(rows), len(READERS))), 0.0
    for place, row in enumerate(rows):
        begun = process_time()
        posting = _read(row, reference)
        whole += process_time() - begun
        taken[place] = _taken(_sent(row, posting, reference), own)
    return {
        "postings": len(rows),
        "all_readers_a_second": round(len(rows) / taken.sum()),
        "read_posting_a_second": round(len(rows) / whole),
        "slowest_text_ms": round(taken.sum(axis=1).max() * 1e3, 2),
        "us_a_posting": dict(
            zip(READERS, (taken.mean(axis=0) * 1e6).round(1).tolist(), strict=True)
        ),
    }


def _warmed(data_dir: Path) -> Reference:
    """The tables, with what is made of them at the first posting."""
    reference = load_reference(data_dir)
    _read(longest_row(), reference)
    return reference


def _read(row: dict[str, Any], reference: Reference) -> Posting:
    return read_posting(row, reference, source=SOURCE, profile=Profile.ARCHIVE)


def _sent(row: dict[str, Any], posting: Posting, reference: Reference) -> _Sent:
    draft = draft_of(row, reference)
    text = text_of(draft)
    facts = read_facts(text, reference.certificates)
    return _Sent(draft, text, posting_prose(text), facts, posting, lint_prose(posting))


def _taken(sent: _Sent, reference: Reference) -> list[float]:
    """Seconds of each reader."""
    taken = []
    gc.disable()  # as timeit does: a collection of everything else is no reader's time
    try:
        for read in READERS.values():
            begun = process_time()
            read(sent, reference)
            taken.append(process_time() - begun)
    finally:
        gc.enable()
    return taken


def _longest(reference: Reference) -> dict[str, float]:
    """Milliseconds for the readers, and for the whole row with its lint, at the median."""
    row = longest_row()
    sent = _sent(row, _read(row, reference), reference)
    readers, whole = [], []
    for _ in range(REPEATS):
        readers.append(sum(_taken(sent, reference)))
        begun = process_time()
        _read(row, reference)
        whole.append(process_time() - begun)
    return {
        "all_readers": round(median(readers) * 1e3, 2),
        "read_posting": round(median(whole) * 1e3, 2),
    }
