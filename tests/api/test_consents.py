"""The consent ledger in the service: only added to, audited, in effect at once."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select

from api.database import reading, writing
from api.runtime import Runtime
from api.services.consents import may_personalise
from api.store import audit, changes, consents
from api.store.tables import consents as table
from registry.actor import Actor, Role
from registry.errors import InvalidField, UnknownName
from registry.workers.consent import Channel, NoConsent, Purpose
from tests.api.small_town import settle

HER = Actor("W1", Role.PERSON)


@pytest.fixture
def here(tmp_path: Path, engine: Engine) -> Runtime:
    return settle(tmp_path, engine.url.render_as_string(hide_password=False))


def give(here: Runtime, purpose: Purpose = Purpose.POOL, firm: str = "") -> None:
    version = here.consents.text(purpose).version
    here.consents.give("W1", purpose, HER, Channel.ONLINE, version, firm)


def test_nothing_is_agreed_to_until_she_says_so_and_withdrawn_once_she_does(here: Runtime) -> None:
    desk = here.consents
    assert not desk.holds("W1", Purpose.POOL)
    give(here)
    assert desk.holds("W1", Purpose.POOL)
    assert not desk.holds("W2", Purpose.POOL)
    desk.withdraw("W1", Purpose.POOL, HER, Channel.ONLINE)
    assert not desk.holds("W1", Purpose.POOL)
    assert [entry.given for entry in desk.of_worker("W1")] == [True, False]
    assert desk.of_worker("W1")[0].text_hash == desk.text(Purpose.POOL).hash
    here.close()


def test_an_entry_an_audit_record_and_a_change_are_written_together_and_once(here: Runtime) -> None:
    with reading(here.engine) as connection:
        before = changes.latest(connection)
    give(here)
    give(here)
    with reading(here.engine) as connection:
        assert changes.latest(connection) == before + 1
        (last,) = changes.after(connection, before)
        assert (last.kind, last.id) == (changes.Kind.WORKER, "W1")
        (record,) = audit.records(connection, "W1")
        assert (record.action, record.actor) == ("consent.given", "W1")
        assert len(connection.execute(select(table)).all()) == 1
    here.close()


def test_a_rolled_back_transaction_leaves_no_consent(here: Runtime) -> None:
    def both() -> None:
        with writing(here.engine) as connection:
            for worker in ("W1", "nobody"):
                here.consents.note(
                    connection, worker, Purpose.POOL, HER, Channel.ONLINE, given=True
                )

    with pytest.raises(UnknownName):
        both()
    with reading(here.engine) as connection:
        assert not consents.agrees(connection, "W1", Purpose.POOL)
    here.close()


def test_consent_is_given_under_todays_words_only(here: Runtime) -> None:
    with pytest.raises(InvalidField, match="已更新"):
        here.consents.give("W1", Purpose.POOL, HER, Channel.ONLINE, "2020-01")
    with pytest.raises(InvalidField, match="哪一版"):
        here.consents.give("W1", Purpose.POOL, HER, Channel.ONLINE, "")
    with pytest.raises(NoConsent):
        here.consents.give(
            "W1", Purpose.POOL, Actor("zhao", Role.OFFICER), Channel.PHONE, "2026-01"
        )
    assert here.consents.of_worker("W1") == ()
    here.close()


def test_her_own_lists_are_personal_only_where_she_agreed_and_left_it_on(here: Runtime) -> None:
    def may() -> bool:
        with reading(here.engine) as connection:
            return may_personalise(connection, "W1")

    assert not may()
    give(here, Purpose.RECOMMENDATION)
    assert may()
    here.consents.choose("W1", HER, personalised=False)
    assert not may()
    here.consents.choose("W1", HER, personalised=True)
    here.consents.withdraw("W1", Purpose.RECOMMENDATION, HER, Channel.ONLINE)
    assert not may()
    here.close()


def test_no_path_of_registration_reads_a_consent() -> None:
    root = Path(__file__).resolve().parents[2]
    paths = [
        *(root / "registry/registration").rglob("*.py"),
        *(root / "api/services").glob("registration*.py"),
        *(root / "api/services").glob("re*check*.py"),
    ]
    assert paths
    assert not [path.name for path in paths if "consent" in path.read_text(encoding="utf-8")]
