"""After the check: what a decision does by itself, and where it waits for a person."""

import pytest

from registry.registration.after_check import event_after_check, is_only_silent
from registry.registration.application import Event
from registry.registration.cross_check import assess
from registry.registration.record import Path
from registry.registration.register_answer import AnswerStatus, Source
from registry.workers.identity import Sex
from tests.registry.applicants import TABLE, TODAY, answers, claim, entry

SILENT, OK = AnswerStatus.SILENT, AnswerStatus.OK
CLEAN = assess(claim(), answers(), TABLE, TODAY)
WAITING = assess(claim(), answers(business=SILENT), TABLE, TODAY)
DOUBTFUL = assess(claim(sex=Sex.FEMALE), answers(business=SILENT), TABLE, TODAY)
UNREADABLE = assess(claim(), answers(business=AnswerStatus.MALFORMED), TABLE, TODAY)
BARRED = assess(
    claim(), answers({Source.CONTRACTS: [entry("full_time")]}, business=SILENT), TABLE, TODAY
)


@pytest.mark.parametrize(
    ("decision", "is_over", "event"),
    [
        pytest.param(CLEAN, False, Event.CLEAR, id="clean: at once"),
        pytest.param(WAITING, False, None, id="silent: asked again"),
        pytest.param(WAITING, True, Event.DOUBT, id="silent too long: an officer"),
        pytest.param(DOUBTFUL, False, Event.DOUBT, id="a doubt does not wait for the silent"),
        pytest.param(UNREADABLE, False, Event.DOUBT, id="unreadable: at once to an officer"),
        pytest.param(BARRED, True, None, id="barred: shown, and hers to choose"),
    ],
)
def test_what_follows_a_check(decision, is_over, event):
    assert event_after_check(decision, Path.COMMITMENT, False, is_over) is event


def test_on_the_checked_path_an_officer_decides_even_what_is_clean():
    assert event_after_check(CLEAN, Path.CHECKED, False, True) is Event.DOUBT
    assert event_after_check(CLEAN, Path.CHECKED, False, False) is Event.DOUBT


def test_an_unconfirmed_consequence_goes_back_to_her_unless_she_is_barred_anyway():
    assert event_after_check(CLEAN, Path.COMMITMENT, True, False) is Event.RETURN
    assert event_after_check(WAITING, Path.COMMITMENT, True, False) is Event.RETURN
    assert event_after_check(BARRED, Path.COMMITMENT, True, False) is None


def test_only_silence_is_only_silence():
    assert is_only_silent(WAITING)
    assert not any(map(is_only_silent, (CLEAN, DOUBTFUL, UNREADABLE, BARRED)))
