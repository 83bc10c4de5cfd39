"""A library of as many postings as a benchmark wants: the samples, and more made of their facts."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from api.clock import now
from api.database import writing
from api.runtime import Runtime
from api.services.ingest import ingest
from api.services.samples import sample_files
from api.store import jobs
from registry.jobs.posting import Posting, PostingState


def stock(here: Runtime, postings: int, draw: Random) -> None:
    """Fill the library with the samples and more, `postings` in all, and build its index."""
    take_samples(here)
    with writing(here.engine) as connection:
        base = [each for each in jobs.iterate(connection) if each.state is PostingState.PUBLISHED]
        jobs.upsert(connection, list(_more(base, postings, draw)), now(here.settings))
    here.build_index(lambda *_: None)


def take_samples(here: Runtime) -> None:
    """Take in the samples: postings and workers."""
    for path in sample_files(here.settings.data / "samples"):
        ingest(
            here.engine,
            path,
            reference=here.reference,
            policy=here.policy,
            at=now(here.settings),
            keys=lambda: here.keys,
        )


def _more(base: list[Posting], count: int, draw: Random) -> Iterator[Posting]:
    """Postings whose facts are those of the samples, mixed."""
    for number in range(max(count - len(base), 0)):
        other = draw.choice(base)
        yield replace(
            draw.choice(base),
            source_id=f"more-{number}",
            place=other.place,
            pay=other.pay,
            employer=f"{other.employer}{number % 997}",
        )
