"""The interface keeps what it says, whatever is sent to it, whoever sends it."""

import os

import pytest

from api.runtime import Runtime
from registry.access.account_role import AccountRole
from registry.actor import Actor, Role
from registry.workers.consent import Channel, Purpose
from tests.api.registration_desk import HERSELF, claim_of
from tests.api.schema_run import Ids, run
from tests.api.small_town import settle

IS_SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
DRAWS = 20 if IS_SOAK else 3
# The security administrator last: whom she disables cannot go on.
ROLES = sorted(AccountRole, key=lambda role: role is AccountRole.SECURITY_ADMIN)
# Each role's own operations have these many cases between them, all roles over 1,000.
FEWEST = {AccountRole.WORKER: 300, AccountRole.ADVISOR: 300, AccountRole.REVIEWER: 200}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Runtime:
    return settle(tmp_path_factory.mktemp("town"))


@pytest.fixture(scope="module")
def ids(here: Runtime) -> Ids:
    officer = Actor("zhao", Role.OFFICER)
    text = here.consents.text(Purpose.GUIDANCE).version
    begun = here.guidance_sessions.open("W2", officer, Channel.SCREEN, text)[0].session.id
    applied = [here.registrar.apply(claim_of(number), HERSELF).id for number in (1, 2)]
    return {
        "worker_id": ["W1", "W2"],
        "worker": ["W1", "W2"],
        "posting_id": ["town:1", "town:3", "town:10"],
        "registration_id": applied,
        "session_id": [begun],
    }


@pytest.mark.filterwarnings("ignore:.*:DeprecationWarning")
@pytest.mark.parametrize("role", ROLES, ids=str)
def test_whatever_a_role_sends_is_answered_as_described(
    here: Runtime, ids: Ids, role: AccountRole
) -> None:
    found = run(here, role, ids, draws=DRAWS, is_whole=IS_SOAK)
    print(role, found.cases)  # noqa: T201  # how many, for whoever asks with -s
    assert not found.failures, "\n\n".join(found.failures[:5])
    assert found.cases >= FEWEST.get(role, 50)
    assert {"coverage", "fuzzing", "stateful"} <= set(found.phases)
