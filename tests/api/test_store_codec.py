"""Postings and workers survive being written down, and nothing else is taken for one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.store.codec import (
    DocumentUnreadable,
    digest,
    posting_document,
    read_posting,
    read_worker,
    worker_document,
)
from registry.jobs.hours import Hours
from registry.jobs.pay import Pay, PayUnit, Settlement
from registry.jobs.pay_terms import PayTerm, PayTermKind, TermUnit
from registry.jobs.posting import Posting, PostingState, Profile, Requirements
from registry.jobs.week import FULL_WEEK, Window
from registry.places import Place
from registry.workers.worker import PayFloor, Wishes, Worker

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
lists = st.lists(words, max_size=3).map(tuple)
numbers = st.floats(0.01, 1e6)
maybe_number = st.none() | numbers
dates = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
windows = st.builds(
    Window,
    st.lists(st.integers(1, 7), min_size=1, unique=True).map(tuple),
    st.integers(0, 1439),
    st.integers(1, 1440),
)
pays = st.tuples(numbers, numbers).flatmap(
    lambda pair: st.builds(
        Pay,
        st.just(min(pair)),
        st.just(max(pair)),
        st.sampled_from(PayUnit),
        st.none() | st.sampled_from(Settlement),
        st.booleans(),
    )
)
named_terms = st.builds(PayTerm, st.sampled_from(PayTermKind), words, denied=st.booleans())
priced_terms = st.tuples(numbers, numbers, st.sampled_from(TermUnit), words).map(
    lambda drawn: PayTerm(
        PayTermKind.INCENTIVE, "全勤奖", min(drawn[:2]), max(drawn[:2]), drawn[2], quote=drawn[3]
    )
)
hours = st.builds(Hours, windows=st.lists(windows, max_size=3).map(tuple), quote=words)
places = st.builds(
    Place, st.none() | st.just("371302"), st.none() | words, maybe_number, maybe_number, words
)
requirements = st.builds(Requirements, lists, lists, lists, st.none() | words, maybe_number)
postings = st.builds(
    Posting,
    words,
    words,
    words,
    description=words,
    uscc=st.none() | words,
    pay=st.none() | pays,
    pay_terms=st.lists(named_terms | priced_terms, max_size=3).map(tuple),
    hours=hours,
    place=places,
    requirements=requirements,
    tags=lists,
    meals=st.none() | st.booleans(),
    headcount=st.none() | st.integers(1, 1000),
    published_on=dates,
    valid_until=dates,
    profile=st.sampled_from(Profile),
    state=st.sampled_from(PostingState),
    flags=lists,
)
wishes = st.builds(Wishes, occupations=lists, max_distance_km=maybe_number, hours=st.booleans())
workers = st.builds(
    Worker,
    words,
    dates,
    places,
    words,
    lists,
    free=st.none() | st.integers(0, FULL_WEEK),
    busy=st.integers(0, FULL_WEEK),
    pay_floor=st.none() | st.builds(PayFloor, numbers, st.sampled_from(PayUnit)),
    must=wishes,
    never=wishes,
)


@given(postings)
def test_a_posting_comes_back_as_it_was(posting: Posting) -> None:
    assert read_posting(posting_document(posting)) == posting


def test_a_posting_stored_before_pay_terms_were_read_still_reads() -> None:
    old = posting_document(Posting("s", "1", "骑手"))
    assert "pay_terms" not in old
    assert read_posting(old).pay_terms == ()


@given(workers)
def test_a_worker_comes_back_as_she_was(worker: Worker) -> None:
    assert read_worker(worker_document(worker)) == worker


@given(postings, postings)
def test_documents_are_equal_where_postings_are(one: Posting, other: Posting) -> None:
    same = digest(posting_document(one)) == digest(posting_document(other))
    assert same == (one == other)


def test_a_whole_week_is_no_number_that_others_would_round() -> None:
    document = worker_document(Worker("w", free=FULL_WEEK))
    assert f'"{FULL_WEEK:x}"' in document


@pytest.mark.parametrize(
    "document",
    [
        "",
        "[]",
        "{}",
        '{"source":"s","source_id":"1"}',
        '{"source":"s","source_id":1,"title":"t"}',
        '{"source":"s","source_id":"1","title":"t","meals":1}',
        '{"source":"s","source_id":"1","title":"t","state":"gone"}',
        '{"source":"s","source_id":"1","title":"t","published_on":"someday"}',
        '{"source":"s","source_id":"1","title":"t","pay":{"minimum":3,"maximum":2,"unit":"DAY"}}',
    ],
)
def test_what_is_no_posting_is_refused(document: str) -> None:
    with pytest.raises(DocumentUnreadable, match="linggang restore"):
        read_posting(document)


@pytest.mark.parametrize(
    "document", ["", "[]", "{}", '{"id":"w","free":"xyz"}', '{"id":"w","busy":1}']
)
def test_what_is_no_worker_is_refused(document: str) -> None:
    with pytest.raises(DocumentUnreadable, match="劳动者"):
        read_worker(document)
