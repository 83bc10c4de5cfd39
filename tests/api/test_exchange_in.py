"""Files in: what becomes a registration, what a draft, what a doubt, and what is refused."""

import json
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from api.database import open_engine, reading, writing
from api.exchange.cells import guarded
from api.exchange.columns import Column
from api.exchange.record import Exchanged
from api.exchange.written import written
from api.feeds.opened import FeedUnreadable
from api.services.exchange_in import import_file
from api.services.exchange_out import csv_file, export_file
from api.services.exchange_report import UNCHECKED, ImportReport, write_errors
from api.services.recheck import recheck_all
from api.services.reviews import ReviewDesk
from api.store import audit, commitments
from api.store import registrations as stored
from api.store.schema import migrate
from api.store.tables import registrations as table
from registry.registration.application import Event, State
from registry.registration.claim import Category, CertificateStatus, Claim
from registry.registration.commitment import Channel
from registry.registration.record import Registration
from registry.registration.register_answer import Source
from tests.api.exchange_people import CODES, active, claim, clerk, ended, file_of, registrations
from tests.api.registration_desk import FULL_TIME, HERSELF, KEYS, NOON, desk, promise
from tests.registry.applicants import identity

PROMISED = date(2026, 8, 2)
Given = Registration | tuple[Registration, dict[str, str]]


def province(folder: Path, *given_rows: Given, promised_on: date | None = PROMISED) -> Path:
    """A file of the provincial system; with a registration, cells to be changed."""
    rows = []
    for each in given_rows:
        one, changes = each if isinstance(each, tuple) else (each, {})
        cells = {
            str(name): cell for name, cell in written(Exchanged(one, promised_on), CODES).items()
        }
        cells |= {str(name): cell for name, cell in changes.items()}
        rows.append([guarded(cells[column]) for column in Column])
    return file_of(folder, csv_file(rows))


def brought(engine: Engine, path: Path) -> ImportReport:
    report = import_file(clerk(engine), path)
    counts = report.to_json()
    parts = [counts[name] for name in ("active", "exited", "drafts", "unchanged", "refused")]
    assert report.rows == sum(parts) + len(report.conflicts)
    return report


def hers(engine: Engine, of: Claim) -> list[Registration]:
    """Everything of a person, oldest first."""
    with reading(engine) as connection:
        briefs = stored.of_person(connection, KEYS.person(of.identity.number))
        found = [stored.get(connection, KEYS, each.id) for each in briefs]
    return [each for each in found if each is not None]


def put(engine: Engine, one: Registration) -> Registration:
    """A registration that stands here already."""
    kept = replace(one, id=uuid4().hex)
    with writing(engine) as connection:
        stored.add(connection, KEYS, kept, NOON)
    return kept


def open_doubts(engine: Engine) -> list[tuple[str, str, str]]:
    waiting = ReviewDesk(engine, KEYS, lambda: NOON).waiting()
    return [(each.place.registration, each.code, each.words) for each in waiting]


def everything(engine: Engine) -> list[tuple[Any, ...]]:
    """Every row of the store, whatever it holds."""
    with reading(engine) as connection:
        return [
            tuple(row)
            for each in table.metadata.sorted_tables
            for row in connection.execute(select(each))
        ]


def test_what_is_promised_becomes_a_registration_with_its_promise(
    engine: Engine, tmp_path: Path
) -> None:
    one, gone = active(), ended()
    report = brought(engine, province(tmp_path, one, gone))
    assert (report.taken["active"], report.taken["exited"]) == (1, 1)
    for each in (one, gone):
        (kept,) = hers(engine, each.claim)
        assert replace(kept, id="") == each
        with reading(engine) as connection:
            promised = commitments.get(connection, kept.id)
            noted = [row.action for row in audit.records(connection, kept.id)]
            assert audit.verify(connection, KEYS.audit) == ()
        assert promised is not None
        assert (promised.channel, promised.own_act) == (Channel.PROVINCE, True)
        assert noted == ["registration.import"]


def test_without_her_promise_it_is_a_draft_that_only_she_can_submit(
    engine: Engine, tmp_path: Path
) -> None:
    one = active()
    with desk(engine, tmp_path) as here:
        assert brought(engine, province(tmp_path, one, promised_on=None)).taken["drafts"] == 1
        (draft,) = hers(engine, one.claim)
        assert (draft.state, draft.registered_on) == (State.DRAFT, None)
        faults = here.registrar.submit(draft.id, HERSELF).faults
        assert [each.code for each in faults] == ["COMMITMENT_MISSING"]
        here.registrar.sign(draft.id, promise(), HERSELF)
        assert here.registrar.submit(draft.id, HERSELF).registration.state is State.ACTIVE
        again = brought(engine, province(tmp_path, one, promised_on=None))
        assert (again.taken["unchanged"], open_doubts(engine)) == (1, [])


def test_a_draft_may_lack_the_certificate_and_she_is_told_of_it_when_she_submits(
    engine: Engine, tmp_path: Path
) -> None:
    one = active(claim(certificate=CertificateStatus.NONE, certificate_number=""))
    with desk(engine, tmp_path) as here:
        brought(engine, province(tmp_path, one))
        (draft,) = hers(engine, one.claim)
        faults = here.registrar.submit(draft.id, HERSELF).faults
        assert [each.code for each in faults] == ["CERTIFICATE_MISSING", "COMMITMENT_MISSING"]


def test_the_same_file_again_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    mine = put(engine, active())
    other = replace(mine, claim=replace(mine.claim, phone="13900000000"))
    doubtful = active(claim(category=Category.B_PART_TIME))
    path = province(tmp_path, active(), ended(), doubtful, other, (active(), {Column.PHONE: "1"}))
    first = brought(engine, path)
    assert (first.taken["active"], first.doubts, len(first.refused)) == (2, 2, 1)
    before = everything(engine)
    again = brought(engine, path)
    assert everything(engine) == before
    assert (again.taken["unchanged"], again.doubts, len(again.conflicts)) == (3, 0, 1)
    assert not again.has_changed


@pytest.mark.parametrize("after", [State.WITHDRAWN, State.REFUSED])
def test_a_draft_that_came_to_nothing_is_not_made_again(
    engine: Engine, tmp_path: Path, after: State
) -> None:
    one = active()
    path = province(tmp_path, one, promised_on=None)
    with desk(engine, tmp_path) as here:
        brought(engine, path)
        (draft,) = hers(engine, one.claim)
        if after is State.WITHDRAWN:
            here.registrar.choose(draft.id, Event.WITHDRAW, HERSELF)
        else:
            here.says(Source.CONTRACTS, one.claim, FULL_TIME)
            here.registrar.sign(draft.id, promise(), HERSELF)
            here.registrar.submit(draft.id, HERSELF)
            here.registrar.choose(draft.id, Event.ACCEPT, HERSELF)
        brought(engine, path)
    assert [each.state for each in hers(engine, one.claim)] == [after]


HERE = active()


@pytest.mark.parametrize(
    ("here", "row", "columns"),
    [
        pytest.param(
            HERE,
            (HERE, {Column.PHONE: "13900000000"}),
            (Column.PHONE,),
            id="active here, another telephone there",
        ),
        pytest.param(
            HERE, (HERE, {Column.START: "2026-07-01"}), (Column.START,), id="an earlier start"
        ),
        pytest.param(
            HERE, ended(of=HERE.claim), (Column.VALID, Column.END), id="active here, ended there"
        ),
        pytest.param(
            ended(of=HERE.claim), HERE, (Column.VALID,), id="ended here, still in force there"
        ),
        pytest.param(replace(HERE, state=State.REVOKED), HERE, (Column.VALID,), id="revoked here"),
        pytest.param(replace(HERE, state=State.REFUSED), HERE, (Column.VALID,), id="refused here"),
        pytest.param(HERE, replace(HERE, state=State.REVOKED), (Column.VALID,), id="revoked there"),
    ],
)
def test_what_tells_otherwise_is_doubted_and_overwrites_nothing(
    engine: Engine, tmp_path: Path, here: Registration, row: Given, columns: tuple[str, ...]
) -> None:
    kept = put(engine, here)
    report = brought(engine, province(tmp_path, row))
    assert hers(engine, HERE.claim) == [kept]
    (conflict,) = report.conflicts
    assert conflict.registration == kept.id
    assert set(columns) <= set(conflict.columns)
    ((on, code, detail),) = open_doubts(engine)
    assert (on, code) == (kept.id, "PROVINCE_DIFFERS")
    assert all(column in detail for column in columns)
    assert HERE.claim.identity.number not in json.dumps(report.to_json())


def test_what_the_file_leaves_empty_or_two_offices_do_each_is_no_conflict(
    store: Engine, tmp_path: Path
) -> None:
    one = put(store, active(claim(work_address="某路1号", urban=True)))
    sparse = {Column.WORK_ADDRESS: "", Column.URBAN: "", Column.REGISTERED: "2026-09-01"}
    report = brought(store, province(tmp_path, (one, sparse)))
    assert (report.taken["unchanged"], report.conflicts) == (1, [])


def test_two_spells_of_a_person_stand_side_by_side_where_no_day_is_covered_twice(
    engine: Engine, tmp_path: Path
) -> None:
    past = ended()
    later = active(replace(past.claim, start_date=date(2026, 10, 8)))
    overlapping = active(replace(past.claim, start_date=date(2026, 10, 7)))
    assert len(brought(engine, province(tmp_path, past, overlapping)).conflicts) == 1
    assert brought(engine, province(tmp_path, past, later)).taken == {"unchanged": 1, "active": 1}
    assert {each.state for each in hers(engine, past.claim)} == {State.EXITED, State.ACTIVE}


def test_an_application_in_progress_here_goes_before_an_unsigned_row(
    engine: Engine, tmp_path: Path
) -> None:
    one = active()
    with desk(engine, tmp_path) as here:
        here.registrar.apply(replace(one.claim, phone="13900000000"), HERSELF)
        report = brought(engine, province(tmp_path, one, promised_on=None))
    assert [each.code for each in report.refusals] == ["in_progress"]
    (draft,) = hers(engine, one.claim)
    assert draft.claim.phone == "13900000000"


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({Column.PHONE: "12345"}, Column.PHONE, "phone"),
        ({Column.START: "2026-11-23"}, Column.START, "start_in_future"),
        ({Column.CERTIFICATE: "1" * 17}, Column.CERTIFICATE, "certificate_number"),
        ({Column.WORK_PLACE: "371302"}, Column.WORK_PLACE, "work_place"),
        ({Column.WORK_CONTENT: "工"}, Column.WORK_CONTENT, "work_content"),
        ({Column.ENGAGEMENTS: "某店|25|20|0|"}, Column.ENGAGEMENTS, "hours"),
        ({Column.EMPLOYMENT: "021"}, Column.EMPLOYMENT, "not_flexible"),
        ({Column.VALID: "0", Column.END_REASON: "R"}, Column.END_REASON, "revoked"),
    ],
)
def test_a_refused_row_names_row_column_code_and_reason(
    store: Engine, tmp_path: Path, changes: dict[str, str], column: str, code: str
) -> None:
    report = brought(store, province(tmp_path, active(), (active(), changes)))
    (refusal,) = report.refusals
    assert (refusal.row, refusal.column, refusal.code) == (3, column, code)
    assert report.taken["active"] == 1


def test_nobody_under_16_is_taken_over_however_the_row_is_signed(
    store: Engine, tmp_path: Path
) -> None:
    child = active(claim(identity=identity(date(2012, 3, 1))))
    for promised_on in (PROMISED, None):
        report = brought(store, province(tmp_path, child, promised_on=promised_on))
        assert [each.code for each in report.refusals] == ["under_16"]
    assert hers(store, child.claim) == []


def test_refusals_and_their_file_show_no_identity_number(store: Engine, tmp_path: Path) -> None:
    one = active()
    number = one.claim.identity.number
    rows = [
        (one, {Column.PHONE: "1"}),
        (one, {Column.START: number}),
        (one, {Column.ID_NUMBER: f"{number[:-1]} "}),
        (one, {Column.ID_NUMBER: "", Column.WORK_CONTENT: f"身份证{number}", Column.PHONE: "1"}),
    ]
    path = province(tmp_path, *rows)
    path.write_bytes(path.read_bytes() + f"{number},测试\r\n".encode())
    report, errors = brought(store, path), tmp_path / "errors.jsonl"
    write_errors(report, errors)
    lines = [json.loads(line) for line in errors.read_text("utf-8").splitlines()]
    assert [line["row"] for line in lines] == [2, 3, 4, 5, 6]
    assert all(line["code"] and line["reason"] and line["data"] for line in lines)
    assert number[6:14] not in errors.read_text("utf-8").replace(str(one.claim.identity.born), "")
    assert number not in json.dumps(report.to_json())
    assert stat.S_IMODE(errors.stat().st_mode) == 0o600


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_usual_encoding_is_read(store: Engine, tmp_path: Path, encoding: str) -> None:
    one = active(claim(name="某𠮷"))
    text = province(tmp_path, one).read_text("utf-8-sig")
    path = file_of(tmp_path, text.encode(encoding))
    assert brought(store, path).taken["active"] == 1
    assert hers(store, one.claim)[0].claim.name == "某𠮷"


def test_a_file_without_a_needed_column_is_refused_and_unknown_ones_are_told(
    store: Engine, tmp_path: Path
) -> None:
    text = province(tmp_path, active()).read_text("utf-8-sig")
    assert brought(store, file_of(tmp_path, text.replace("城镇", "城乡").encode())).ignored == (
        "城乡",
    )
    with pytest.raises(FeedUnreadable, match="AAC067"):
        brought(store, file_of(tmp_path, text.replace("AAC067", "电话").encode()))


def test_import_checks_nobody_and_the_next_night_does(engine: Engine, tmp_path: Path) -> None:
    one = active()
    with desk(engine, tmp_path) as here:
        here.says(Source.CONTRACTS, one.claim, FULL_TIME)
        report = brought(engine, province(tmp_path, one))
        assert report.to_json()["note"] == UNCHECKED
        assert here.server.seen == []
        recheck_all(here.registrar)
    (kept,) = hers(engine, one.claim)
    assert (kept.state, kept.exit and kept.exit.code) == (State.EXITED, "X1")


def test_what_only_an_officer_can_judge_is_taken_over_with_a_doubt(
    engine: Engine, tmp_path: Path
) -> None:
    one = active(claim(category=Category.B_PART_TIME))
    assert brought(engine, province(tmp_path, one)).doubts == 1
    ((on, code, _),) = open_doubts(engine)
    assert (on, code) == (hers(engine, one.claim)[0].id, "HOURS_MISSING")


# ---------------------------------------------------------------- there and back


@pytest.fixture(scope="module")
def two_stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, Engine, Path]]:
    folder = tmp_path_factory.mktemp("round-trip")
    ours, theirs = (open_engine(f"sqlite:///{folder / name}.db") for name in ("ours", "theirs"))
    for each in (ours, theirs):
        migrate(each)
    yield ours, theirs, folder
    ours.dispose()
    theirs.dispose()


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(ones=st.lists(registrations(), min_size=1, max_size=4))
def test_an_export_imported_elsewhere_gives_the_same_registrations(
    two_stores: tuple[Engine, Engine, Path], ones: list[Registration]
) -> None:
    ours, theirs, folder = two_stores
    with writing(ours) as connection:
        for each in ones:
            kept = replace(each, id=uuid4().hex)
            stored.add(connection, KEYS, kept, NOON)
            commitments.put(connection, kept.id, promise())
    there, back = folder / "there.csv", folder / "back.csv"
    export_file(clerk(ours), NOON.date(), there)
    report = brought(theirs, there)
    assert (report.refusals, report.conflicts) == ([], [])
    for each in ones:
        (kept,) = hers(theirs, each.claim)
        assert replace(kept, id="") == each
    export_file(clerk(theirs), NOON.date(), back)
    assert back.read_bytes() == there.read_bytes()


def test_there_and_back_on_both_databases(engine: Engine, store: Engine, tmp_path: Path) -> None:
    path = province(tmp_path, active(), ended())
    brought(engine, path)
    there, back = tmp_path / "there.csv", tmp_path / "back.csv"
    export_file(clerk(engine), NOON.date(), there)
    assert brought(engine, there).taken == {"unchanged": 2}
    if engine is not store:
        brought(store, there)
    export_file(clerk(store), NOON.date(), back)
    assert there.read_bytes() == back.read_bytes()
