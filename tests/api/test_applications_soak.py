"""Any events on any applications in any order: the store is what a plain model says, every time."""

import os
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import hypothesis.internal.conjecture.engine
import hypothesis.stateful
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test
from sqlalchemy import Engine, delete, update

from api.database import reading, writing
from api.policy import Policy
from api.reference import Reference
from api.services.application_night import remind_and_lapse
from api.store import audit, tables
from registry.actor import Actor, Role
from registry.audit import FIRST
from registry.errors import LinggangError
from registry.placement.application import Event, State
from registry.placement.outcome import Telling
from registry.placement.reasons import RefusalReason
from registry.placement.record import Kind, Said, Side
from tests.api import placement_model as model
from tests.api.placement_desk import FIRMS, POSTINGS, WORKERS, Town, stocked, town
from tests.api.placement_model import App, Book, Refused
from tests.api.registration_desk import KEYS, NOON

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
RUNS, STEPS = (200, 150) if SOAK else (8, 50)
KEPT = (
    tables.application_events,
    tables.applications,
    tables.feedback,
    tables.firm_responses,
    tables.audit,
)
ACTORS = {
    "person": Actor("her", Role.PERSON),
    "firm": Actor("firm", Role.FIRM),
    "officer": Actor("zhao", Role.OFFICER),
}
SETTLER = Actor("qian", Role.OFFICER)
ROLE = st.sampled_from(("person", "firm", "firm", "officer"))
KIND = st.sampled_from(("", "GIG", "GIG", "PART_TIME"))
MOSTLY = st.sampled_from((True, True, True, False))
SIDE = st.sampled_from(Side)
SAID = st.sampled_from((Said.HIRED, *Said))
NUMBER = st.integers(0, 4)
SEEN: Counter[State] = Counter()
WORDS = "明天上午来看看。"


def emptied(engine: Engine) -> None:
    with writing(engine) as connection:
        for table in KEPT:
            connection.execute(delete(table))
        connection.execute(update(tables.audit_head).values(sequence=0, hash=FIRST))


Likely = Callable[["Machine", int], None]


class Machine(RuleBasedStateMachine):
    """The service and the model side by side; every rule does the same to both."""

    place: Town

    def __init__(self) -> None:
        super().__init__()
        emptied(self.place.engine)
        self.place.time[0] = NOON
        self.place.agreed.clear()
        self.book = Book()
        self.ids: list[str] = []

    # ------------------------------------------------------------ rules

    @initialize()
    def begin(self) -> None:
        """Some of everything, so that there is something to happen to."""
        self.consent("W1", "town", True)
        for worker, posting in (("W1", "town:1"), ("W1", "market:1"), ("W2", "town:1")):
            self.want(worker, posting)

    @rule(worker=st.sampled_from(WORKERS), posting=st.sampled_from(POSTINGS))
    def want(self, worker: str, posting: str) -> None:
        one, is_new = self.place.applications.want(worker, posting, ACTORS["person"])
        made = model.wanted(self.book, worker, posting, ("person", "want", (), self.book.day))
        assert is_new == (made is not None)
        if made is not None:
            self.book.apps.append(made)
            self.ids.append(one.id)
        self._agree()

    @rule(worker=st.sampled_from(WORKERS), firm=st.sampled_from(FIRMS), given=MOSTLY)
    def consent(self, worker: str, firm: str, given: bool) -> None:
        for each in (self.place.agreed, self.book.agreed):
            (each.add if given else each.discard)((worker, firm))
        self.place.applications.forward_waiting(worker, firm)
        model.forwarded(self.book, worker, firm)
        self._agree()

    @rule(number=NUMBER, role=ROLE)
    def forward(self, number: int, role: str) -> None:
        self._do(number, role, "forward", (), self._desk.forward)

    @rule(number=NUMBER)
    def look(self, number: int) -> None:
        """Opening is a step the first time and leaves the mark of what was done last alone."""
        app = self.book.apps[number] if number < len(self.book.apps) else None
        may = app is not None and app.passed is not None and self.book.agrees(app)
        assert may == (_refusal(lambda: self._desk.open(self._id(number), ACTORS["firm"])) is None)
        if app is not None and may and app.state == "PASSED":
            self.book.apps[number] = app.to("SEEN", self.book.day, not_before=0)
        self._agree()

    @rule(number=NUMBER, role=ROLE)
    def withdraw(self, number: int, role: str) -> None:
        self._do(number, role, "withdraw", (), self._desk.withdraw)

    @rule(number=NUMBER, role=ROLE, event=st.sampled_from(("invite", "ask")))
    def answer(self, number: int, role: str, event: str) -> None:
        def act(one: str, who: Actor) -> Any:
            return self._desk.answer(one, Event(event), WORDS, who)

        self._do(number, role, event, (), act, is_worded=True)

    @rule(number=NUMBER, role=ROLE)
    def reply(self, number: int, role: str) -> None:
        def act(one: str, who: Actor) -> Any:
            return self._desk.reply(one, WORDS, who)

        self._do(number, role, "reply", (), act, is_worded=True)

    @rule(number=NUMBER, role=ROLE, ahead=st.integers(1, 6))
    def meet(self, number: int, role: str, ahead: int) -> None:
        def act(one: str, who: Actor) -> Any:
            return self._desk.meet(one, self.place.now + timedelta(ahead), 30, "二楼", who)

        self._do(number, role, "meet", (str(ahead),), act, is_worded=True)

    @rule(number=NUMBER, role=ROLE)
    def refuse(self, number: int, role: str) -> None:
        def act(one: str, who: Actor) -> Any:
            return self._desk.refuse(one, RefusalReason.FILLED, "", who)

        self._do(number, role, "refuse", (), act)

    @rule(
        number=NUMBER, role=ROLE, side=st.sampled_from(Side), said=st.sampled_from(Said), kind=KIND
    )
    def tell(self, number: int, role: str, side: Side, said: Said, kind: str) -> None:
        telling = Telling(said, None, Kind(kind) if kind else None, RefusalReason.FILLED, side)

        def act(one: str, who: Actor) -> Any:
            return self._desk.tell(one, telling, who)

        self._do(number, role, "tell", (side.value, said.value, kind), act)

    @rule(number=NUMBER, said=SAID, kind=KIND)
    def settle(self, number: int, said: Said, kind: str) -> None:
        telling = Telling(said, None, Kind(kind) if kind else None)

        def act(one: str, _: Actor) -> Any:
            return self._desk.settle(one, telling, "电话核实。", SETTLER)

        self._do(number, "officer", "settle", (said.value, kind), act, is_worded=True)

    @rule(number=NUMBER, turns=st.lists(st.integers(0, 11), min_size=3, max_size=8))
    def onward(self, number: int, turns: list[int]) -> None:
        """What may well come next, some steps of it: most that is drawn blindly cannot."""
        for turn in turns:
            app = self.book.apps[number % len(self.book.apps)]
            self.consent(app.worker, app.firm, True)
            likely = LIKELY.get(app.state, ENDED)
            likely[turn % len(likely)](self, number % len(self.book.apps))

    @rule(days=st.sampled_from((1, 2, 3, 5, 8, 23)))
    def wait(self, days: int) -> None:
        self.place.wait(days=days)
        self.book.day += days

    @rule()
    def quiet(self) -> None:
        """Half a month in which nobody does anything."""
        for days in (2, 4, 9):
            self.wait(days)
            self.night()

    @rule()
    def night(self) -> None:
        report = remind_and_lapse(self._desk, self.place.now)
        assert report.failed == 0
        model.night(self.book)
        self._agree()

    def teardown(self) -> None:
        with reading(self.place.engine) as connection:
            assert audit.verify(connection, KEYS.audit) == ()

    # ------------------------------------------------------------ parts

    @property
    def _desk(self) -> Any:
        return self.place.applications

    def _id(self, number: int) -> str:
        return self.ids[number] if number < len(self.ids) else "none"

    def _do(
        self,
        number: int,
        role: str,
        event: str,
        body: tuple[str, ...],
        act: Callable[[str, Actor], Any],
        is_worded: bool = False,
    ) -> None:
        try:
            foretold: App | None = model.after(self.book, number, role, event, body, is_worded)
        except Refused:
            foretold = None
        where = (role, event, body, self.book.apps[number : number + 1])
        refused = _refusal(lambda: act(self._id(number), ACTORS[role]))
        assert (foretold is None) == (refused is not None), (where, refused)
        if foretold is not None:
            self.book.apps[number] = foretold
        self._agree()

    def _agree(self) -> None:
        """The store holds what the model does, and the firms see what they may."""
        found = {one.id: one for worker in WORKERS for one in self.place.reader.of_worker(worker)}
        assert set(found) == set(self.ids)
        for one, app in zip((found[each] for each in self.ids), self.book.apps, strict=True):
            SEEN[one.state] += 1
            assert (one.state.value, one.reminded) == (app.state, app.reminded), app
            assert (one.passed_at is None) == (app.passed is None), app
            assert bool(one.answered_at) == app.is_answered, app
            assert _words(one.told) == _told(app.told), app
            assert _words(one.stay) == _told(app.stay), app
            kind = one.hire.kind.value if one.hire and one.hire.kind else ""
            if one.state.value in ("HIRED", "LASTED_7", "LASTED_30", "LEFT_EARLY"):
                assert kind == app.kind, app
        for firm in FIRMS:
            seen = {one.id for one in self.place.reader.of_firm(firm)}
            assert seen == {
                each
                for each, app in zip(self.ids, self.book.apps, strict=True)
                if app.firm == firm and app.passed is not None and self.book.agrees(app)
            }


def _refusal(act: Callable[[], Any]) -> LinggangError | None:
    try:
        act()
    except LinggangError as error:
        return error
    return None


def _telling(role: str, said: Said, kind: str = "") -> Likely:
    return lambda machine, number: machine.tell(number, role, Side.WORKER, said, kind)


def _settling(said: Said) -> Likely:
    return lambda machine, number: machine.settle(number, said, "GIG")


def _again(machine: Machine, number: int) -> None:
    app = machine.book.apps[number]
    machine.want(app.worker, app.posting)


HIRED = (_telling("firm", Said.HIRED, "GIG"), _telling("person", Said.HIRED))
WEEK: Likely = lambda machine, _: machine.wait(8)  # noqa: E731 - one of a table of steps
STAYS = (
    WEEK,
    _telling("person", Said.STILL_THERE),
    _telling("firm", Said.STILL_THERE),
    _telling("firm", Said.LEFT),
    WEEK,
    _telling("person", Said.LEFT),
)
ENDED = (_again, *HIRED)
LIKELY: dict[str, tuple[Likely, ...]] = {
    **dict.fromkeys(
        ("PASSED", "SEEN", "ANSWERED", "INTERVIEW"),
        (
            *HIRED,
            *HIRED,
            _telling("person", Said.NOT_HIRED),
            lambda machine, number: machine.answer(number, "firm", "invite"),
            lambda machine, number: machine.meet(number, "firm", 2),
            lambda machine, number: machine.look(number),
        ),
    ),
    "HIRED": STAYS,
    "LASTED_7": STAYS,
    "DISPUTED": (_settling(Said.HIRED), _settling(Said.NOT_HIRED), *HIRED),
    "STAY_DISPUTED": (_settling(Said.STILL_THERE), _settling(Said.LEFT)),
}


def _words(reports: Any) -> set[tuple[str, str]]:
    return {(each.side.value, each.said.value) for each in reports}


def _told(words: Any) -> set[tuple[str, str]]:
    return {(side, word.said) for side, word in words}


@pytest.fixture
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many draws are more than Hypothesis keeps for one case; it would stop early, unsaid."""
    for module in (hypothesis.internal.conjecture.engine, hypothesis.stateful):
        monkeypatch.setattr(module, "BUFFER_SIZE", 100 * STEPS)


@pytest.mark.usefixtures("_room")
def test_whatever_happens_the_applications_are_what_the_model_says(
    hasty: Engine, reference: Reference, policy: Policy
) -> None:
    stocked(hasty)
    Machine.place = town(hasty, reference, policy, [NOON])
    chosen = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    # Else one step in 65,536 would be the last of its run.
    run_state_machine_as_test(seed(20261122)(Machine), settings=chosen, _min_steps=STEPS)


def test_the_model_follows_through_every_state(
    hasty: Engine, reference: Reference, policy: Policy
) -> None:
    stocked(hasty)
    Machine.place = town(hasty, reference, policy, [NOON])
    SEEN.clear()
    walk = Machine()
    walk.begin()
    walk.look(0)
    walk.answer(0, "firm", "ask")
    walk.meet(0, "firm", 2)
    walk.tell(0, "firm", Side.FIRM, Said.HIRED, "GIG")
    walk.tell(0, "person", Side.WORKER, Said.NOT_HIRED, "")
    walk.settle(0, Said.HIRED, "GIG")
    walk.wait(8)
    for role in ("person", "firm"):
        walk.tell(0, role, Side.WORKER, Said.STILL_THERE, "")
    walk.tell(0, "firm", Side.FIRM, Said.LEFT, "")
    walk.tell(0, "person", Side.WORKER, Said.STILL_THERE, "")
    walk.settle(0, Said.STILL_THERE, "")
    walk.wait(23)
    for role in ("person", "firm"):
        walk.tell(0, role, Side.WORKER, Said.STILL_THERE, "")
    walk.withdraw(1, "person")
    walk.consent("W2", "town", True)
    walk.refuse(2, "firm")
    walk.want("W1", "market:1")
    walk.want("W1", "town:1")
    for said in (Said.HIRED, Said.LEFT):
        walk.tell(4, "firm", Side.FIRM, said, "PART_TIME")
        walk.tell(4, "person", Side.WORKER, said, "")
    walk.quiet()
    walk.teardown()
    assert set(SEEN) == set(State)
