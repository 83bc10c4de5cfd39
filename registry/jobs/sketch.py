"""A posting's sketch: what is compared when looking for duplicates, brought to one spelling."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from registry.jobs.pay import Pay
from registry.jobs.posting import Posting
from registry.places import Place

LEGAL_FORMS: Final = re.compile(r"有限责任公司|股份有限公司|有限公司|股份公司|分公司|集团|公司")
BRACKETED: Final = re.compile(r"[（(【\[《「{][^）)】\]》」}]{0,30}[）)】\]》」}]")
FIGURES: Final = re.compile(
    r"(?:每[天日月]|一[天个小]|[日月时]薪)?\d[\d,.\-~—–至到]*\s*"
    r"(?:[kKwW万千百]|个?[元块]|/|每|[天日月时件单名人岁]|小时|平方?|以上|左右|起|\+)*"
)
_OTHER_SIGNS: Final = re.compile(r"[^0-9a-z㐀-鿿]+")
_DIGIT: Final = re.compile(r"\d")
LEAST_CONTACT: Final = 7  # digits of a telephone number


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of a posting; text is empty where the posting says nothing.

    contact: digits alone. hours_per_day in (0, 24] or None.
    """

    id: str
    source: str
    employer: str
    title: str
    place: Place
    address: str
    pay: Pay | None
    hours_per_day: float | None
    trade: str
    contact: str


class Sketcher:
    """Makes sketches. praise: words of a title that tell nothing of the work (高薪, 包吃住)."""

    def __init__(self, praise: Iterable[str]) -> None:
        longest_first = sorted(
            {word for word in praise if word}, key=lambda word: (-len(word), word)
        )
        # (?!) matches nothing, where no word is given.
        self._praise = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")

    def sketch(self, posting: Posting) -> Sketch:
        """A posting's sketch."""
        return Sketch(
            id=posting.id,
            source=posting.source,
            employer=employer_key(posting.employer),
            title=self.title_core(posting.title),
            place=posting.place,
            address=_plain(posting.place.address),
            pay=posting.pay,
            hours_per_day=posting.hours.hours_per_day,
            trade=posting.occupation or "",
            contact=_contact(posting.contact),
        )

    def title_core(self, title: str) -> str:
        """What a title says of the work: without brackets, figures, praise and signs.

        A title that is nothing but those is kept whole.
        """
        plain = unicodedata.normalize("NFKC", title)
        core = _plain(self._praise.sub(" ", FIGURES.sub(" ", BRACKETED.sub(" ", plain))))
        return core or _plain(plain)


def employer_key(name: str) -> str:
    """An employer's name without legal form, signs and spaces; "" where none is given."""
    return LEGAL_FORMS.sub("", _plain(name))


def _contact(text: str) -> str:
    digits = "".join(_DIGIT.findall(unicodedata.normalize("NFKC", text)))
    return digits if len(digits) >= LEAST_CONTACT else ""


def _plain(text: str) -> str:
    return _OTHER_SIGNS.sub("", unicodedata.normalize("NFKC", text).lower())
