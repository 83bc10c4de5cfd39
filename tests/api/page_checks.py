"""What every page must be, whatever stands on it; and the words of it for people."""

import re
from collections import Counter
from typing import Final

from httpx2 import Response

ID: Final = re.compile(r'\sid="([^"]*)"')
LABEL: Final = re.compile(r'<label for="([^"]*)"')
LINK: Final = re.compile(r'href="#([^"]*)"')
FIRST_SIGN_IN: Final = 401  # where nothing is wrong yet
TAG: Final = re.compile(r"<[^>]+>")


def page_of(answer: Response, status: int = 200) -> str:
    """The page of an answer with a status, looked at; a fault links to a field that is there."""
    assert answer.status_code == status, answer.text
    look_at(answer)
    text: str = answer.text
    assert set(LINK.findall(text)) <= set(ID.findall(text)), "a link leads nowhere on the page"
    return text


def look_at(answer: Response) -> None:
    """One heading, no id twice, labels and links that lead; a title that tells a fault.

    Who sends a form that the page shows no more is told what is wrong with a field of it.
    """
    text: str = answer.text
    ids = Counter(ID.findall(text))
    assert not [name for name, count in ids.items() if count > 1], "an id stands twice"
    assert text.count("<h1") == 1, "one heading"
    assert set(LABEL.findall(text)) <= set(ids)
    led = {name for name in LINK.findall(text) if not name.startswith("f-")}
    assert led <= set(ids), "a link leads nowhere on the page"
    for inline in (" style=", " onclick=", "<script>"):
        assert inline not in text
    tells = "<title>错误：" in text
    assert tells or answer.status_code < 400 or answer.status_code == FIRST_SIGN_IN
    assert not tells or 'role="alert"' in text


def is_page(answer: Response) -> bool:
    """Whether an answer is a whole page, and ours."""
    return answer.text.startswith("<!doctype html>") and 'class="skip"' in answer.text


def words_of(text: str) -> str:
    """A page without its marks."""
    return re.sub(r"\s+", " ", TAG.sub("", text))
