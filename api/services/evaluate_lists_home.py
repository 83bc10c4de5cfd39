"""What whole lists are made of: the made workers, and a home that holds the real postings."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from api.clock import now
from api.feeds.row import BadRow
from api.feeds.rows import read_rows
from api.feeds.workers import read_worker
from api.reference import Reference
from api.runtime import Runtime
from api.services.ingest import ingest
from api.services.measure import REAL_FILES
from api.settings import Settings
from registry.errors import InvalidField
from registry.jobs.posting import Profile
from registry.workers.worker import Worker

Progress = Callable[[int, int], None]


def read_workers(path: Path, reference: Reference, day: date) -> list[Worker]:
    """The workers of a file, none of whom is kept; InvalidField names the row at fault."""
    workers = []
    for row in read_rows(path):
        where = f"{path.name}[{row.number}]"
        if isinstance(row, BadRow):
            raise InvalidField(where, row.code, row.reason)
        try:
            workers.append(read_worker(row.data, reference, day).worker)
        except InvalidField as fault:
            raise InvalidField(f"{where}.{fault.field}", fault.code, fault.reason) from fault
    return workers


@contextmanager
def home_of_postings(datasets: Path, on_progress: Progress) -> Iterator[Runtime]:
    """A home for the while, with the real postings as an archive and their index."""
    with tempfile.TemporaryDirectory(prefix="linggang-lists-") as home:
        here = Runtime(Settings(home=Path(home)))
        for name in REAL_FILES:
            ingest(
                here.engine,
                datasets / name,
                reference=here.reference,
                policy=here.policy,
                profile=Profile.ARCHIVE,
                at=now(here.settings),
                keys=lambda: here.keys,
                on_progress=on_progress,
            )
        here.build_index(on_progress)
        try:
            yield here
        finally:
            here.close()
