"""Clauses as people read them: the law itself, without the numbers of our own rule book."""

import re
from typing import Final

OWN_NUMBER: Final = re.compile(r"（R[\d.]+[a-z]?(?:[、–-]R?[\d.]+)*）")
OWN_ALONE: Final = re.compile(r"R[\d.]+[a-z]?(?:[、–-]R?[\d.]+)*")


def law_of(clause: str) -> str:
    """A clause without our own numbers; "" where it is nothing else."""
    parts = (OWN_NUMBER.sub("", each).strip() for each in clause.split("；"))
    return "；".join(each for each in parts if each and not OWN_ALONE.fullmatch(each))
