"""Near-duplicate texts: shingles, their share in common, and which pairs are found."""

import random
from itertools import combinations

import numpy as np
import pytest

from indexing.near_duplicates import LEAST_SHINGLES, REACH, jaccard, near_pairs, shingles

SIGNS = (
    "岗位职责工作内容要求负责打扫办公楼层楼道卫生认真踏实"
    "服从安排有无经验均可包吃住月休四天早晚班时间自由"
)


def text_of(draw: random.Random, length: int = 200) -> str:
    return "".join(draw.choice(SIGNS) for _ in range(length))


def changed(draw: random.Random, text: str, places: int) -> str:
    signs = list(text)
    for place in draw.sample(range(len(signs)), places):
        signs[place] = "改"
    return "".join(signs)


def test_shingles_leave_out_signs_width_and_tags() -> None:
    plain = shingles("打扫办公楼，每天4小时。")
    assert np.array_equal(plain, shingles("打扫 办公楼<br />每天４小时！"))
    assert len(plain) == len("打扫办公楼每天4小时") - 3
    assert list(plain) == sorted(set(plain.tolist()))


@pytest.mark.parametrize("text", ["", "打扫卫", "！！！", "\ud800"])
def test_a_text_of_less_than_four_signs_has_none(text: str) -> None:
    assert len(shingles(text)) == 0
    assert jaccard(shingles(text), shingles("打扫办公楼")) == 0


def test_jaccard_is_the_share_in_common() -> None:
    first, second = shingles("一二三四五六"), shingles("二三四五六七")
    assert jaccard(first, second) == pytest.approx(2 / 4)
    assert jaccard(first, first) == 1
    assert jaccard(first, second) == jaccard(second, first)


def test_pairs_agree_with_comparing_all_to_all() -> None:
    draw = random.Random(1)
    texts = []
    for _ in range(40):
        text = text_of(draw)
        texts += [text, changed(draw, text, 2), changed(draw, text, 4), changed(draw, text, 20)]
    sets = [shingles(text) for text in texts]
    oracle = {
        (one, other)
        for one, other in combinations(range(len(sets)), 2)
        if jaccard(sets[one], sets[other]) >= 0.8
    }
    found = near_pairs(sets, [""] * len(sets), 0.8)
    assert {(pair.first, pair.second) for pair in found} == oracle
    assert len(oracle) > 60
    assert all(pair.similarity == jaccard(sets[pair.first], sets[pair.second]) for pair in found)


def test_only_texts_of_one_block_meet() -> None:
    sets = [shingles(text_of(random.Random(2)))] * 4
    found = near_pairs(sets, ["a", "b", "a", "b"], 0.8)
    assert [(pair.first, pair.second) for pair in found] == [(0, 2), (1, 3)]


def test_a_text_too_short_to_tell_meets_none() -> None:
    long = shingles(SIGNS[: LEAST_SHINGLES + 3])
    short = shingles(SIGNS[: LEAST_SHINGLES + 2])
    assert len(long) == LEAST_SHINGLES == len(short) + 1
    assert near_pairs([short, short], ["", ""], 0.8) == []
    assert len(near_pairs([long, long], ["", ""], 0.8)) == 1
    assert near_pairs([], [], 0.8) == []


def test_of_very_many_alike_each_meets_its_neighbours() -> None:
    sets = [shingles(text_of(random.Random(3)))] * (3 * REACH)
    found = near_pairs(sets, [""] * len(sets), 0.8)
    linked = {pair.second for pair in found if pair.second - pair.first == 1}
    assert linked == set(range(1, len(sets)))
    assert max(pair.second - pair.first for pair in found) == REACH
