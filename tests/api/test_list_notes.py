"""What is said above a list: why it is empty, and what of her words was not understood."""

from typing import Any

import pytest

from api.database import reading
from api.runtime import Runtime
from api.services.recommend import NOT_UNDERSTOOD
from registry.jobs.posting import Profile
from tests.api.list_town import TOWN, asks
from tests.api.small_town import settle
from tests.builders import DAY


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    return settle(tmp_path_factory.mktemp("notes"), postings=TOWN, workers=())


def note(here: Runtime, **facts: Any) -> str:
    worker = asks(here.reference, **facts)
    with reading(here.engine) as connection:
        recommender = here.recommender(connection)
        return recommender.recommend(connection, worker, DAY, Profile.PUBLIC, 20).note


def test_words_that_name_no_trade_are_said_not_to_be_understood(here: Runtime) -> None:
    assert note(here, text="啥啥啥呀呀") == NOT_UNDERSTOOD
    assert note(here, text="做保洁") == ""


def test_who_said_nothing_is_not_told_that_it_was_not_understood(here: Runtime) -> None:
    assert note(here) == ""


def test_a_demand_that_is_refused_too_is_named_where_the_list_is_empty(here: Runtime) -> None:
    opposed = {"must": {"lodging": True}, "never": {"lodging": True}}
    assert "住宿" in note(here, text="保姆", **opposed)
    assert "矛盾" in note(here, text="保姆", **opposed)
