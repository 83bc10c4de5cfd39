"""What every page must be, whatever stands on it; and the words of it for people."""

import re
from collections import Counter
from typing import Final

from httpx2 import Response

ID: Final = re.compile(r'\sid="([^"]*)"')
LABEL: Final = re.compile(r'<label for="([^"]*)"')
LINK: Final = re.compile(r'href="#([^"]*)"')
TAG: Final = re.compile(r"<[^>]+>")


def page_of(answer: Response, status: int = 200) -> str:
    """The page of an answer, looked at: one heading, no id twice, labels and links that lead."""
    assert answer.status_code == status, answer.text
    text: str = answer.text
    ids = Counter(ID.findall(text))
    assert not [name for name, count in ids.items() if count > 1], "an id stands twice"
    assert text.count("<h1") == 1 + ('id="faults-h"' in text), "one heading, and that of faults"
    assert set(LABEL.findall(text)) <= set(ids)
    assert set(LINK.findall(text)) <= set(ids), "a link leads nowhere on the page"
    for inline in (" style=", " onclick=", "<script>"):
        assert inline not in text
    assert "<title>错误：" in text if status in (409, 422) else "<title>错误：" not in text
    return text


def words_of(text: str) -> str:
    """A page without its marks."""
    return re.sub(r"\s+", " ", TAG.sub("", text))
