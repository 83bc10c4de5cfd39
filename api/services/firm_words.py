"""What firms write to applicants is linted like a posting: no unlawful condition, no fee."""

from dataclasses import replace
from typing import Final

from api.feeds.lint import lint_posting
from api.reference import Reference
from registry.errors import InvalidField
from registry.jobs.lint import HOLDING
from registry.jobs.posting import Posting

LONGEST: Final = 500  # characters


def check_words(field: str, words: str, posting: Posting, reference: Reference) -> str:
    """The words without the spaces around them; InvalidField where a posting could not say them."""
    words = words.strip()
    if len(words) > LONGEST:
        raise InvalidField(field, "length", f"最多{LONGEST}个字。")
    said = replace(posting, title="", description=words, tags=(), welfare=(), published_on=None)
    held = [each for each in lint_posting(said, reference) if each.action in HOLDING]
    if held:
        reasons = "".join(f"“{each.quote.strip()}”：{each.reason}" for each in held)
        raise InvalidField(field, held[0].mark, reasons)
    return words
