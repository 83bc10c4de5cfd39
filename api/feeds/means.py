"""What a worker's own words say she has: certificates and a vehicle or tool of her own."""

import re
from typing import Final

from api.feeds.trades import clauses
from indexing.reading.equipment import read_equipment
from indexing.reading.spans import prose_of
from registry.certificates import Certificates

# A clause with one of these speaks of what she has not, or not yet.
LACKING: Final = re.compile(
    r"没|冇|无(?!人)|不(?!怕|错|限|挑|嫌)|还差|想考|要考|准备考|打算考|正?在考|在学|想学|丢了|过期|吊销"
    r"|公司配|要配车|单位配|提供"
)
# A name that is also that of a job is a certificate only where it ends like a paper.
PAPER: Final = re.compile(r"(?:证|照|本|书|资格|[ABC][123]|证明)$", re.IGNORECASE)


def held_certificates(text: str, certificates: Certificates) -> tuple[str, ...]:
    """Names of the certificates that a text says she holds, in its order."""
    found: dict[str, None] = {}
    for clause in clauses(text):
        if not LACKING.search(clause):
            for one in certificates.mentions(clause):
                if PAPER.search(clause[one.start : one.end]):
                    found[one.name] = None
    return tuple(found)


def own_things(text: str) -> tuple[str, ...]:
    """The vehicles and tools that a text says are her own, in its order."""
    found: dict[str, None] = {}
    for clause in clauses(text):
        if not LACKING.search(clause):
            found |= dict.fromkeys(read_equipment(prose_of({"description": clause})))
    return tuple(found)
