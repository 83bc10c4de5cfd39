"""Anything in any order with shifts, on both databases, against a model told minute by minute."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from operator import itemgetter

import hypothesis.internal.conjecture.engine
import hypothesis.stateful
import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test
from sqlalchemy import Engine, delete, select, update

from api.database import reading, writing
from api.services.shift_answers import Said, answer_of
from api.services.shift_change import changing_shift
from api.services.shift_clock import tick
from api.services.shift_desk import ShiftRefused
from api.services.shift_no_shows import contest, report_no_show, settle
from api.services.shift_offers import cancel
from api.store import audit, shifts, tables
from registry.actor import Actor, Role
from registry.audit import FIRST
from registry.step_table import IllegalStep
from tests.api.shift_desk import FIRM, KEYS, OFFICER, cleaning, office, people, with_terms
from tests.api.shift_model import HOLDS, Mirror, Model, Part, half_hours

SEEDS, STEPS = {"soak": (20, 500)}.get(os.environ.get("HYPOTHESIS_PROFILE", ""), (2, 120))
NAMES = [f"W{number:02}" for number in range(1, 7)]
# Tables of a single row that is there from the beginning.
BEGUN = (tables.counters, tables.audit_head)
SAID = (Said.YES, Said.YES, Said.YES, Said.STANDBY, Said.STANDBY, Said.LEAVE, Said.NO)
# What happens, each as often as it is named.
HAPPENINGS = (
    *("offered",) * 3,
    *("answered",) * 8,
    *("waited",) * 3,
    *("ticked",) * 2,
    *("missed",) * 2,
    "objected",
    "asked",
    "cancelled",
)
COUNTED: dict[str, int] = {}


@pytest.fixture
def _room(monkeypatch: pytest.MonkeyPatch) -> None:
    """So many draws are more than Hypothesis keeps for one case; it would stop early, unsaid."""
    for module in (hypothesis.internal.conjecture.engine, hypothesis.stateful):
        monkeypatch.setattr(module, "BUFFER_SIZE", 1_000 * STEPS)


def emptied(engine: Engine) -> None:
    with writing(engine) as connection:
        for table in reversed(tables.metadata.sorted_tables):
            if table not in BEGUN:
                connection.execute(delete(table))
        connection.execute(update(tables.audit_head).values(sequence=0, hash=FIRST))


class Town:
    """Six workers, who are asked for everything, and as many shifts as come; and their model."""

    def __init__(self, engine: Engine) -> None:
        emptied(engine)
        self.engine = engine
        self.office = office(engine, people(len(NAMES)), [cleaning()])
        self.office.desk = with_terms(
            self.office.desk, invitations_a_day=1_000_000, expected_yes_rate=0.01
        )
        self.model = Model()
        self.ids: list[str] = []

    @property
    def now(self) -> datetime:
        return self.office.time[0]

    # -------------------------------------------------------- what happens

    def offered(self, data: st.DataObject) -> None:
        """Mostly of the days that people have shifts on already."""
        starts = self.now + timedelta(minutes=30 * data.draw(st.integers(2, 50)))
        ends = starts + timedelta(minutes=15 * data.draw(st.integers(2, 44)))
        answer_by = self.now + (starts - self.now) * data.draw(st.sampled_from([0.5, 1.0]))
        openings = data.draw(st.integers(1, 3))
        one = self.office.offered(
            starts=starts,
            ends=ends,
            openings=openings,
            answer_by=answer_by,
            ref=str(len(self.ids)),
        )
        self.ids.append(one)
        self.model.shifts.append(Mirror(starts, ends, answer_by, openings))
        self.ask(len(self.ids) - 1)

    def asked(self, data: st.DataObject) -> None:
        if self.ids:
            self.ask(data.draw(st.integers(0, len(self.ids) - 1)))

    def ask(self, place: int) -> None:
        with self.chosen(place) as (one, mirror):
            new = [name for name in NAMES if name not in mirror.parts]
            expected = [name for name in new if self.model.allows(name, mirror)]
            is_open = mirror.state in ("OPEN", "FULL")
            try:
                names = self.office.invited(one)
            except ShiftRefused:
                assert not is_open
                return
            assert is_open
            asleep = self.office.shift(one).first_asked_at is None
            assert names == ([] if asleep or not mirror.free() else expected)
            self.model.invited(mirror, names)

    def answered(self, data: st.DataObject) -> None:
        if not self.parts():
            return
        for _ in range(data.draw(st.integers(1, 5))):
            place, name = data.draw(st.sampled_from(self.parts()[-40:]))
            said = data.draw(st.sampled_from(SAID))
            with self.chosen(place) as (one, mirror):
                acts: dict[Said, Callable[[], str]] = {
                    Said.YES: partial(self.model.yes, mirror, name, self.now),
                    Said.STANDBY: partial(self.model.yes, mirror, name, self.now, or_wait=True),
                    Said.NO: partial(self.model.no, mirror, name, self.now),
                    Said.LEAVE: partial(self.model.leave, mirror, name, self.now),
                }
                expected = acts[said]()
                her = Actor(name, Role.PERSON)
                reply = answer_of(self.office.desk, one, name, said, her)
                assert reply.outcome.value == expected
                counted(f"{said.value} {expected}")

    def cancelled(self, data: st.DataObject) -> None:
        if not self.ids or data.draw(st.integers(0, 2)):
            return
        with self.chosen(data.draw(st.integers(0, len(self.ids) - 1))) as (one, mirror):
            try:
                cancel(self.office.desk, one, "下雨", FIRM)
            except IllegalStep:
                assert mirror.state == "DONE"
                return
            self.model.cancel(mirror)

    def missed(self, data: st.DataObject) -> None:
        held = [each for each in self.parts() if self.part(*each).since]
        if not held:
            return
        place, name = data.draw(st.sampled_from(held[-12:]))
        with self.chosen(place) as (one, mirror):
            may = self.model.may_miss(mirror, name, self.now)
            try:
                report_no_show(self.office.desk, one, name, "没有来", FIRM)
            except (ShiftRefused, IllegalStep):
                assert not may
                return
            assert may
            self.model.miss(mirror, name, self.now)
            counted(f"missed {mirror.parts[name].state}")

    def objected(self, data: st.DataObject) -> None:
        states = ("NO_SHOW", "CONTESTED")
        accused = [each for each in self.parts() if self.part(*each).state in states]
        if not accused:
            return
        place, name = data.draw(st.sampled_from(accused))
        with self.chosen(place) as (one, mirror):
            part = mirror.parts[name]
            if part.state == "NO_SHOW":
                contest(self.office.desk, one, name, "我到了", Actor(name, Role.PERSON))
                part.state = "CONTESTED"
            else:
                came = data.draw(st.booleans())
                settle(self.office.desk, one, name, came, "查过", OFFICER)
                part.state = "DONE" if came else "CONFIRMED"
            counted(part.state)

    def waited(self, data: st.DataObject) -> None:
        self.office.wait(minutes=data.draw(st.sampled_from([5, 30, 60, 240, 480])))

    def ticked(self, _: st.DataObject) -> None:
        """Time alone, stand-by moved up, waves: whom a wave asks is what it says itself."""
        with reading(self.engine) as connection:
            due = set(shifts.due(connection, self.now))
        tick(self.office.desk)
        for one, mirror in sorted(zip(self.ids, self.model.shifts, strict=True), key=itemgetter(0)):
            if one in due:
                self.model.pass_time(mirror, self.now)
                if mirror.state == "OPEN":
                    self.model.promote(mirror, self.now)
                new = [name for name in self.office.states(one) if name not in mirror.parts]
                self.model.invited(mirror, new)
                counted("asked by a wave") if new else None

    # -------------------------------------------------------- parts

    @contextmanager
    def chosen(self, place: int) -> Iterator[tuple[str, Mirror]]:
        """What is refused keeps nothing, not even that time has passed: here it is kept."""
        one, mirror = self.ids[place], self.model.shifts[place]
        self.model.pass_time(mirror, self.now)
        yield one, mirror
        with changing_shift(self.office.desk, one):
            pass

    def parts(self) -> list[tuple[int, str]]:
        """Everybody who was asked for something, with the number of the shift."""
        return [
            (place, name) for place, mirror in enumerate(self.model.shifts) for name in mirror.parts
        ]

    def part(self, place: int, name: str) -> Part:
        return self.model.shifts[place].parts[name]

    def agrees(self) -> None:
        """The store is what the model says."""
        booked = set()
        with reading(self.engine) as connection:
            known = shifts.get_many(connection, self.ids)
            rows = connection.execute(select(tables.busy_half_hours)).all()
            found: dict[str, dict[str, str]] = {one: {} for one in self.ids}
            for row in connection.execute(select(tables.assignments)):
                found[row.shift][row.worker] = row.state
        for one, mirror in zip(self.ids, self.model.shifts, strict=True):
            kept = known[one].shift
            assert (kept.state.value, kept.answer_by) == (mirror.state, mirror.answer_by)
            assert found[one] == {name: part.state for name, part in mirror.parts.items()}
            if mirror.state != "DONE":
                assert kept.taken == len(mirror.holders()) <= mirror.openings
            booked |= {
                (name, int(slot.timestamp()) // 1800, one)
                for name, part in mirror.parts.items()
                if part.state in HOLDS
                for slot in half_hours(mirror)
            }
        assert {(row.worker, row.half_hour, row.shift) for row in rows} == booked


def counted(what: str) -> None:
    COUNTED[what] = COUNTED.get(what, 0) + 1


@pytest.mark.usefixtures("_room")
@pytest.mark.parametrize("number", range(SEEDS))
def test_whatever_happens_shifts_are_what_the_model_says(hasty: Engine, number: int) -> None:
    COUNTED.clear()

    class Machine(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.town = Town(hasty)

        @rule(what=st.sampled_from(HAPPENINGS), data=st.data())
        def happens(self, what: str, data: st.DataObject) -> None:
            getattr(self.town, what)(data)
            self.town.agrees()

        def teardown(self) -> None:
            with reading(hasty) as connection:
                assert audit.verify(connection, KEYS.audit) == ()

    # Of two the first is Hypothesis' simplest, in which little happens, and the second is drawn.
    chosen = settings(
        max_examples=2,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    # Else one step in 65,536 would be the last of its run.
    run_state_machine_as_test(seed(number)(Machine), settings=chosen, _min_steps=STEPS)
    for what in ("yes taken", "yes barred", "yes full", "standby waiting", "leave left"):
        assert COUNTED.get(what), f"{what}: never tried"
