"""What of a posting's contact may stand in public: that there is a number, not which."""

import re
from typing import Final

# Mobile and landline numbers, also with blanks or dashes in them; accounts of messengers.
NUMBERS: Final = re.compile(
    r"(?<!\d)(?:"
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}"
    r"|0\d{2,3}[-— ]?\d{7,8}"
    r"|[48]00[- ]?\d{3}[- ]?\d{4}"
    r"|\d{17}[\dXx]"
    r")(?!\d)"
)
ACCOUNTS: Final = re.compile(
    r"((?:微信|薇信|威信|QQ|VX|WX|V信)(?:号码|号|群)?\s*[:：是为]?\s*)([A-Za-z0-9_-]{5,20})", re.I
)
LEFT_AT_START: Final = 3
LEFT_AT_END: Final = 2


def masked_contact(contact: str) -> str:
    """A contact with all but the first three and last two of its digits and letters hidden."""
    return _hidden(contact)


def masked_text(text: str) -> str:
    """A text with its telephone numbers and messenger accounts hidden, all else as it is."""
    text = NUMBERS.sub(lambda found: _hidden(found.group()), text)
    return ACCOUNTS.sub(lambda found: found.group(1) + _hidden(found.group(2)), text)


def _hidden(text: str) -> str:
    places = [place for place, character in enumerate(text) if character.isalnum()]
    hidden = set(places[LEFT_AT_START:-LEFT_AT_END] or places[1:])
    return "".join("*" if place in hidden else sign for place, sign in enumerate(text))
