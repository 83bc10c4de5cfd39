"""An officer types for the person in front: the signature stays the person's own."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.database import reading
from api.services.scan import hash_scan
from api.store import audit, commitments
from registry.actor import Actor, Role
from registry.errors import InvalidField
from registry.registration.application import State
from registry.registration.commitment import Channel
from registry.step_table import IllegalStep
from tests.api.registration_desk import HERSELF, KEYS, OFFICER, Desk, claim_of, desk, promise

SCAN = sha256(b"her signed paper").hexdigest()
PAPER = promise(channel=Channel.PAPER, assisted_by=OFFICER.id, scan_hash=SCAN)


@pytest.fixture
def here(engine: Engine, tmp_path: Path) -> Iterator[Desk]:
    with desk(engine, tmp_path) as one:
        yield one


def test_a_paper_that_she_signed_and_an_officer_scanned_registers_her(here: Desk) -> None:
    one = here.registrar.apply(claim_of(), OFFICER)
    here.registrar.sign(one.id, PAPER, HERSELF)
    assert here.registrar.submit(one.id, HERSELF).registration.state is State.ACTIVE
    with reading(here.registrar.engine) as connection:
        assert commitments.get(connection, one.id) == PAPER
        noted = {each.action: each.detail for each in audit.records(connection, one.id)}
    assert all(word in noted["registration.sign"] for word in (SCAN, OFFICER.id, "paper"))


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"scan_hash": ""}, "commitment_not_scanned", id="no scan"),
        pytest.param({"scan_hash": "0" * 63}, "scan_hash", id="no hash of a scan"),
        pytest.param({"assisted_by": " "}, "commitment_no_officer", id="nobody typed"),
        pytest.param({"channel": Channel.PROVINCE}, "channel", id="said to be made elsewhere"),
        pytest.param({"own_act": False}, "not_own_act", id="not her own act"),
    ],
)
def test_a_paper_that_proves_nothing_is_not_kept_so_that_a_good_one_can_follow(
    here: Desk, changes: dict[str, object], code: str
) -> None:
    one = here.registrar.apply(claim_of(), OFFICER)
    poor = promise(**{"channel": Channel.PAPER, "assisted_by": "zhao", "scan_hash": SCAN} | changes)
    with pytest.raises(InvalidField) as fault:
        here.registrar.sign(one.id, poor, HERSELF)
    assert fault.value.code == code
    here.registrar.sign(one.id, PAPER, HERSELF)
    assert here.registrar.submit(one.id, HERSELF).registration.state is State.ACTIVE


def test_the_officer_who_types_signs_and_submits_for_nobody(here: Desk) -> None:
    one = here.registrar.apply(claim_of(), OFFICER)
    for actor in (OFFICER, Actor(OFFICER.id, Role.PERSON)):
        with pytest.raises(InvalidField, match="本人"):
            here.registrar.sign(one.id, PAPER, actor)
    here.registrar.sign(one.id, PAPER, HERSELF)
    with pytest.raises(IllegalStep, match="本人"):
        here.registrar.submit(one.id, OFFICER)


def test_many_people_need_as_many_signatures_and_one_list_signed_is_none(here: Desk) -> None:
    ids = [here.registrar.apply(claim_of(number), OFFICER).id for number in (1, 2, 3)]
    here.registrar.sign(ids[0], PAPER, HERSELF)
    for other in ids[1:]:
        with pytest.raises(InvalidField, match="另一份登记"):
            here.registrar.sign(other, PAPER, HERSELF)
        standing = here.registrar.submit(other, HERSELF)
        assert standing.registration.state is State.DRAFT
        assert [fault.code for fault in standing.faults] == ["COMMITMENT_MISSING"]


def test_her_paper_shown_twice_is_one_signature(here: Desk) -> None:
    one = here.registrar.apply(claim_of(), OFFICER)
    for _ in range(2):
        here.registrar.sign(one.id, PAPER, HERSELF)
    with reading(here.registrar.engine) as connection:
        actions = [each.action for each in audit.records(connection, one.id)]
        assert audit.verify(connection, KEYS.audit) == ()
    assert actions.count("registration.sign") == 1


def test_a_scan_is_known_by_its_bytes_and_nothing_else_is_a_scan(tmp_path: Path) -> None:
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"%PDF-1.7 made")
    assert hash_scan(scan) == sha256(b"%PDF-1.7 made").hexdigest()
    for content in (b"", "承诺书".encode()):
        scan.write_bytes(content)
        with pytest.raises(InvalidField, match="PDF"):
            hash_scan(scan)
