"""Certificates and own things are read from a worker's own words, and never what she denies."""

from datetime import date

import pytest

from api.feeds.means import held_certificates, own_things
from api.feeds.workers import read_changes, read_worker
from api.reference import Reference

DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("有C1驾照", ["驾驶证C1"]),
        ("a2本，跑长途短途都行", ["驾驶证A2"]),
        ("健康证有，厨师证也有", ["健康证", "厨师证"]),
        ("叉车有证，仓库干过五年", ["叉车证"]),
        ("没有健康证", []),
        ("健康证过期了，要重办", []),
        ("正在考C1驾照", []),
        ("想考电工证", []),
        ("干过会计", []),
        ("会开车", []),
    ],
)
def test_a_certificate_counts_where_she_says_she_has_it(
    text: str, names: list[str], reference: Reference
) -> None:
    assert list(held_certificates(text, reference.certificates)) == names


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("送外卖，有电动车", ["电动车"]),
        ("自己有面包车，能拉货", ["货车"]),
        ("家里有电脑，想找居家的", ["电脑"]),
        ("没有电动车", []),
        ("冇电动车，要公司配车", []),
        ("骑电动车上下班的路上", []),
        ("想找有车的师傅带，单位配电动车最好", []),
    ],
)
def test_a_thing_counts_where_she_says_it_is_hers(text: str, things: list[str]) -> None:
    assert list(own_things(text)) == things


def test_what_she_says_stands_beside_what_she_named(reference: Reference) -> None:
    row = {"id": "W1", "text": "有C1驾照，自己有电动车", "certificates": ["健康证"]}
    worker = read_worker(row, reference, DAY).worker
    assert worker.certificates == ("健康证", "驾驶证C1")
    assert worker.own_equipment == ("电动车",)


def test_new_words_add_and_take_nothing_away(reference: Reference) -> None:
    row = {"id": "W1", "text": "有C1驾照", "certificates": ["健康证"]}
    before = read_worker(row, reference, DAY).worker
    after = read_changes(before, {"text": "有叉车证"}, reference, DAY)
    assert after.certificates == ("健康证", "驾驶证C1", "叉车证")
    assert read_changes(after, {"certificates": []}, reference, DAY).certificates == ()
