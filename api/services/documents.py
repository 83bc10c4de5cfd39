"""What of a posting and of a worker is put before the index as text."""

from typing import Final

from indexing.documents import Document
from registry.jobs.posting import Posting
from registry.occupations import Occupations
from registry.workers.worker import Worker

# Of a long description the beginning says what the work is; the rest is conditions and praise.
LONGEST_DESCRIPTION: Final = 1500


def document_of(posting: Posting, occupations: Occupations) -> Document:
    """A posting's text: title apart; its trade's name, tags and description together.

    Nothing protected (sex, age, hukou …) is added to what the posting itself says.
    """
    trade = occupations.get(posting.occupation) if posting.occupation else None
    parts = [trade.name if trade else "", *posting.tags, posting.description[:LONGEST_DESCRIPTION]]
    return Document(posting.id, posting.title, "\n".join(part for part in parts if part))


def query_of(worker: Worker, occupations: Occupations) -> str:
    """A worker's text: skills and trades before her own words; nothing of age, sex or place."""
    trades = [found.name for code in worker.occupations[:3] if (found := occupations.get(code))]
    return "\n".join([*worker.skills, *trades, *worker.prefer.words, worker.text])
