"""What only saves time: quick looks before slow patterns, and anchors before phrases."""

import re
from collections.abc import Iterator
from typing import Final
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from api.reference import load_reference
from api.settings import find_data_dir
from indexing.reading.anchors import Anchors
from indexing.reading.facts import PostingText, read_facts
from indexing.reading.spans import Prose

CERTIFICATES = load_reference(find_data_dir()).certificates
FRAGMENTS: Final = (
    *("8", "12", "0", "5", "3-5", "18", "８", " ", ":", ":30", "点", "半", "整", "-", "到", "至"),
    *(
        "早",
        "晚",
        "下午",
        "早上",
        "上班",
        "接班",
        "开工",
        "上岗",
        "工作到",
        "pm",
        "十二",
        "六",
        "一",
        "对",
        "下班",
    ),
    *("年", "及以上", "以上", "经验", "工龄", "配送", "小时", "h/天", "每天", "制", "工作"),
    *("招", "急招", "人数", "名额", "名", "人", "个", "位", "需", "电动车", "手机", "电脑"),
    *("自备", "自带", "需自理", "自己准备", "即可", "办公", ",", "。", "\n", "夜班", "月休"),
)
TEXTS = st.lists(st.sampled_from(FRAGMENTS), max_size=25).map("".join)


def _find_without_a_look(
    prose: Prose, pattern: re.Pattern[str], *parts: str, look: object = None
) -> Iterator[re.Match[str]]:
    for start, end in prose.stretches(parts):
        yield from pattern.finditer(prose.plain, start, end)


@given(title=TEXTS, description=TEXTS)
def test_a_quick_look_never_changes_what_is_read(title: str, description: str) -> None:
    text = PostingText(title, description, (title,))
    with patch.object(Prose, "find", _find_without_a_look):
        unhurried = read_facts(text, CERTIFICATES)
    assert read_facts(text, CERTIFICATES) == unhurried


@given(
    words=st.lists(st.text("ab男.|", min_size=1, max_size=3), max_size=6),
    text=st.text("ab男.|", max_size=30),
    start=st.integers(0, 10),
)
def test_anchors_are_found_wherever_they_stand(words: list[str], text: str, start: int) -> None:
    end = len(text) - 1
    expected = {
        word: [at for at in range(start, end) if text[at:end].startswith(word)] for word in words
    }
    found = Anchors(words).places(text, start, end)
    assert found == {word: places for word, places in expected.items() if places}
