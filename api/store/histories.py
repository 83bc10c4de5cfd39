"""What the sources told of people's past, in the store: sealed, a row a person."""

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select

from api.security.keys import Keys
from api.store.sealing import seal, unseal
from api.store.tables import histories as table
from api.store.tables import register_answers, registrations
from registry.registration.register_answer import Answer, AnswerStatus, Source
from registry.statistics.history import History
from registry.statistics.summary import Summary, summary_of
from registry.statistics.summary_text import VERSION, summary_from, summary_text

_HISTORY: Final = TypeAdapter(History)
_ANSWER: Final = TypeAdapter(Answer)
USABLE: Final = (AnswerStatus.OK, AnswerStatus.CONFLICT)
BATCH: Final = 500


def of_people(connection: Connection, keys: Keys, people: Sequence[str]) -> dict[str, History]:
    """The histories of some people, by blind index; of whom nothing was told is left out."""
    found: dict[str, History] = {}
    for start in range(0, len(people), BATCH):
        rows = connection.execute(
            select(table.c.person, table.c.sealed).where(
                table.c.person.in_(people[start : start + BATCH])
            )
        )
        found |= {row.person: unseal(keys, _HISTORY, row.sealed, row.person) for row in rows}
    return found


def summaries(
    connection: Connection, keys: Keys, people: Container[str]
) -> Iterator[tuple[str, Summary]]:
    """What the rules ask of the histories of some people, in no order.

    One that another version of the program made is made again from what was told.
    """
    asked = select(table.c.person, table.c.summary, table.c.summary_version)
    old = []
    for person, summary, version in connection.execute(asked.execution_options(yield_per=5000)):
        if person not in people:
            continue
        if version == VERSION:
            yield person, summary_from(keys.opened(summary, person))
        else:
            old.append(person)
    for person, history in of_people(connection, keys, old).items():
        yield person, summary_of(history)


def answers(
    connection: Connection, keys: Keys, sources: Collection[Source]
) -> Iterator[tuple[str, Answer]]:
    """Every usable answer of some registers with its person's blind index, from early to late."""
    rows = connection.execute(
        select(registrations.c.person, register_answers.c.sealed)
        .join(registrations, registrations.c.id == register_answers.c.registration)
        .where(
            register_answers.c.source.in_([each.value for each in sources]),
            register_answers.c.status.in_([each.value for each in USABLE]),
            registrations.c.registered_on.is_not(None),
        )
        .order_by(register_answers.c.asked_at, register_answers.c.registration)
        .execution_options(yield_per=5000)
    )
    for row in rows:
        yield row.person, unseal(keys, _ANSWER, row.sealed)


def keep(connection: Connection, keys: Keys, people: Mapping[str, History], at: datetime) -> None:
    """Put histories in place of what was kept of the same people."""
    names = list(people)
    for start in range(0, len(names), BATCH):
        some = names[start : start + BATCH]
        connection.execute(delete(table).where(table.c.person.in_(some)))
        connection.execute(
            insert(table),
            [
                {
                    "person": each,
                    "sealed": seal(keys, _HISTORY, people[each], each),
                    "summary": keys.sealed(summary_text(summary_of(people[each])), each),
                    "summary_version": VERSION,
                    "updated_at": at,
                }
                for each in some
            ],
        )
