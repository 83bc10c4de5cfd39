"""A word more or less in what somebody writes of herself hardly moves her list."""

from collections.abc import Iterator

import pytest

from api.database import reading
from api.runtime import Runtime
from registry.jobs.posting import Profile
from tests.api.list_town import TOWN, asks
from tests.api.small_town import settle
from tests.builders import DAY

# The same said with another word: polite, at the beginning, at the end, in another order.
SAID = [
    ("做过保洁，早上有空", ["我做过保洁，早上有空", "做过保洁，早上都有空", "早上有空，做过保洁"]),
    ("送外卖两年", ["送过外卖两年", "送外卖两年了", "以前送外卖两年"]),
    ("看大门值夜班", ["想看大门值夜班", "看大门值夜班都行", "值夜班看大门"]),
    ("打包分拣", ["会打包分拣", "打包分拣都干过", "分拣打包"]),
]
SKILLS = {"做过": ["保洁"], "送外": ["骑手"], "看大": ["保安"], "打包": ["打包"]}
# Places that an offer may move on average, of about a dozen.
MOVES = 1.0


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runtime]:
    town = settle(tmp_path_factory.mktemp("stable"), postings=TOWN, workers=())
    yield town
    town.close()


def listed(here: Runtime, text: str, skills: list[str]) -> list[str]:
    worker = asks(here.reference, text=text, skills=skills)
    with reading(here.engine) as connection:
        found = here.recommender(connection).recommend(connection, worker, DAY, Profile.PUBLIC, 20)
    return [item.posting.source_id for item in found.items]


@pytest.mark.parametrize(
    ("text", "other"), [(text, other) for text, others in SAID for other in others]
)
def test_another_word_moves_no_offer_far(here: Runtime, text: str, other: str) -> None:
    skills = SKILLS[text[:2]]
    before, after = listed(here, text, skills), listed(here, other, skills)
    assert before[0] == after[0]
    both = [each for each in before if each in after]
    assert len(both) >= len(before) - 2
    moved = [abs(before.index(each) - after.index(each)) for each in both]
    assert sum(moved) / len(moved) <= MOVES


def test_another_trade_moves_them(here: Runtime) -> None:
    """The measure can fail: who says another trade gets another list."""
    before, after = listed(here, "送外卖两年", ["骑手"]), listed(here, "打包分拣", ["打包"])
    assert before[0] != after[0]
