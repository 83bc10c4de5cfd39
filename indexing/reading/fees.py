"""Money asked of the worker, and marks of fraud, in a posting's text and its pay."""

from indexing.reading.phrases import PhraseTable
from indexing.reading.spans import Prose
from registry.jobs.passage import Kind, Passage


def read_fees(prose: Prose, table: PhraseTable) -> tuple[Passage, ...]:
    """Fees, deposits and marks of fraud, in the order of the text.

    table: data/lexicon/fees.yaml. Never raises. What is denied (无押金, 不收取任何费用) or paid by
    the employer (体检费公司承担) is no fee; a deposit to be given back is one.
    """
    found = sorted(table.find(prose), key=lambda passage: (passage.start, -passage.end))
    kept: list[Passage] = []
    for one in found:
        if not kept or one.end > kept[-1].end:
            kept.append(one)
    return tuple(kept)


def asks_money(passages: tuple[Passage, ...]) -> bool:
    """Whether the worker is to pay or to leave a deposit; marks of fraud are not counted."""
    return any(passage.kind is Kind.FEE for passage in passages)
