"""People asked about by themselves, side by side and some hundred at a time: each for herself."""

import logging
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Final

from api.database import DatabaseUnusable, reading
from api.security.keys import KeyUnusable
from api.services.registration import Registrar
from api.store import registrations
from api.store.codec import DocumentUnreadable
from registry.errors import LinggangError
from registry.registration.application import State
from registry.registration.record import Registration
from registry.registration.register_answer import Answer

AT_ONCE: Final = 8  # people asked about side by side
BATCH: Final = 500  # registrations in memory at a time
UNFORESEEN: Final = "程序出错（{}），请告诉管理员"
Faults = dict[str, str]
_log: Final = logging.getLogger(__name__)


def ask_again(
    registrar: Registrar,
    states: Sequence[State],
    is_to_be_asked: Callable[[Registration], bool],
    go_on: Callable[[Registration, tuple[Answer, ...]], None],
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> Faults:
    """Ask the registers about whoever is in some states; `go_on` does what follows, one by one.

    Returns what went wrong, by registration: it stops nobody else. Only a database that does not
    answer stops them all.
    """
    with reading(registrar.engine) as connection:
        ids = list(registrations.ids_in(connection, states))
    faults: Faults = {}
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for first in range(0, len(ids), BATCH):
            batch = ids[first : first + BATCH]
            people = [one for one in _opened(registrar, batch, faults) if is_to_be_asked(one)]
            asked = [pool.submit(registrar.ask, one.claim) for one in people]
            for one, answers in zip(people, asked, strict=True):
                with _apart(faults, one.id):
                    go_on(one, answers.result())
            on_progress(first + len(batch), len(ids))
    return faults


def fault_told(error: Exception) -> str:
    """What went wrong; of an error that is none of ours only its kind, for it may name people."""
    return str(error) if isinstance(error, LinggangError) else UNFORESEEN.format(_kind(error))


def _opened(registrar: Registrar, ids: Sequence[str], faults: Faults) -> list[Registration]:
    """The registrations of some ids; one by one where one of them cannot be read."""
    keys = registrar.keys
    with reading(registrar.engine) as connection:
        try:
            return list(registrations.get_many(connection, keys, ids))
        except (KeyUnusable, DocumentUnreadable):
            found: list[Registration] = []
            for one in ids:
                with _apart(faults, one):
                    found += registrations.get_many(connection, keys, [one])
            return found


@contextmanager
def _apart(faults: Faults, registration_id: str) -> Iterator[None]:
    try:
        yield
    except DatabaseUnusable:
        raise
    except Exception as error:
        _log.error("asking again about %s failed: %s", registration_id, _kind(error))
        faults[registration_id] = fault_told(error)


def _kind(error: Exception) -> str:
    return type(error).__name__
