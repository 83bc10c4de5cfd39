"""The left side of an advisor's list: who she is, what she agreed to, what was done for her."""

from dataclasses import dataclass
from typing import Final

from api.database import reading
from api.pages.counties import full_name
from api.runtime import Runtime
from api.security.caller import Caller
from api.store import consents, jobs, registrations, workers
from registry.jobs.posting import Posting
from registry.placement.application import OPEN, STATE_NAMES, State
from registry.placement.mark import Mark, MarkKind, marked
from registry.placement.outcome import TELLABLE
from registry.placement.reasons import DISLIKE_NAMES
from registry.placement.record import SAID_NAMES, Application, Said
from registry.registration.application import STATE_NAMES as REGISTRATION_NAMES
from registry.workers.consent import PURPOSE_NAMES, Purpose
from registry.workers.worker import Worker

OF_HERSELF: Final = (Purpose.RECOMMENDATION, Purpose.POOL)


@dataclass(frozen=True, slots=True)
class Wish:
    """One of her applications as it is shown. tellable: what may be told of it now, with words."""

    one: Application
    title: str
    state: str
    is_open: bool
    is_waiting: bool
    tellable: tuple[tuple[Said, str], ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A mark of an advisor with the posting's title and the account's name."""

    mark: Mark
    title: str
    by: str


@dataclass(frozen=True, slots=True)
class Panel:
    """Her side. folder: None where she is no client of this advisor.

    registration: its state in words, "" for none; may_reveal: whether its card may be looked at.
    """

    person: Worker
    home: str
    id_masked: str
    registration: str
    may_reveal: bool
    agreed: tuple[tuple[str, bool], ...]
    folder: str | None
    talks: int
    wishes: tuple[Wish, ...]
    marks: tuple[Marked, ...]
    not_for_her: dict[str, str]

    def of(self, kind: str) -> tuple[Marked, ...]:
        """Her marks of one kind, by its name."""
        wanted = MarkKind(kind)
        return tuple(each for each in self.marks if each.mark.kind is wanted)

    @property
    def pinned(self) -> frozenset[str]:
        """Ids of what stands first."""
        return marked((each.mark for each in self.marks), MarkKind.PINNED)

    @property
    def excluded(self) -> frozenset[str]:
        """Ids of what is left out."""
        return marked((each.mark for each in self.marks), MarkKind.EXCLUDED)

    @property
    def wanted(self) -> dict[str, Wish]:
        """Her open application to each posting that has one."""
        return {each.one.posting: each for each in self.wishes if each.is_open}


def panel_of(here: Runtime, caller: Caller, person: Worker) -> Panel:
    """What is known of her, as far as an advisor of her county sees it."""
    applications = here.application_reader.of_worker(person.id)
    marks = here.marks.of_worker(person.id)
    shown = {*(one.posting for one in applications), *(each.posting for each in marks)}
    names = here.accounts.names({each.by for each in marks})
    with reading(here.engine) as connection:
        record = workers.get_record(connection, person.id)
        whose = record.person if record else ""
        briefs = registrations.of_person(connection, whose) if whose else ()
        postings = jobs.get_many(connection, sorted(shown))
        agreed = tuple(
            (PURPOSE_NAMES[each], consents.agrees(connection, person.id, each))
            for each in OF_HERSELF
        )
    place = full_name(here, person.place.code)
    return Panel(
        person=person,
        home=f"{place}{person.place.town or ''}" if place else "",
        id_masked=(record.id_masked or "") if record else "",
        registration=REGISTRATION_NAMES[briefs[-1].state] if briefs else "",
        may_reveal=bool(briefs) and caller.principal.county in ("", briefs[-1].place),
        agreed=agreed,
        folder=here.caseload.folder_of(caller.principal.account, person.id),
        talks=here.talks.count(person.id),
        wishes=tuple(_wish(one, postings.get(one.posting)) for one in applications),
        marks=tuple(
            Marked(each, _title(each.posting, postings.get(each.posting)), names.get(each.by, ""))
            for each in marks
        ),
        not_for_her={
            posting: DISLIKE_NAMES[reason] if reason else ""
            for posting, reason in here.feedback.of_worker(person.id).items()
        },
    )


def _wish(one: Application, posting: Posting | None) -> Wish:
    may = TELLABLE.get(one.state, frozenset())
    return Wish(
        one,
        _title(one.posting, posting),
        STATE_NAMES[one.state],
        one.state in OPEN,
        one.state is State.WANTED,
        tuple((each, SAID_NAMES[each]) for each in Said if each in may),
    )


def _title(posting_id: str, posting: Posting | None) -> str:
    return posting.title if posting else posting_id
