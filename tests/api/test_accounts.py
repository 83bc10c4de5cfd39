"""Accounts: made with a secret that is shown once, bound to the person who showed her card."""

import pytest
from sqlalchemy import Engine

from api.database import reading, writing
from api.reference import Reference
from api.services.accounts import FIRST
from api.services.sign_in import SignInRefused
from api.store import audit, registrations, workers
from api.store.workers import WorkerRecord
from registry.access.account_role import AccountRole
from registry.access.principal import Principal
from registry.errors import InvalidField, UnknownName
from registry.registration.application import State
from registry.registration.record import Path as Way
from registry.registration.record import Registration
from tests.api.registration_desk import KEYS, NOON, claim_of
from tests.api.sign_in_desk import ADMIN, PHONE, Desk
from tests.api.sign_in_desk import desk as desk_of
from tests.builders import worker

HER_NUMBER = claim_of().identity.number
HERSELF = KEYS.person(HER_NUMBER)
OTHER_PHONE = "13900000000"
GOOD = "三只小猫爬上了屋顶看月亮"


@pytest.fixture
def desk(store: Engine, reference: Reference) -> Desk:
    return desk_of(store, reference)


def who(desk: Desk, phone: str = PHONE) -> Principal:
    """The worker who signs in by a telephone."""
    desk.wait(minutes=2)
    found = desk.sign_in.carried(desk.worker(phone))
    assert found
    return found


def refused(desk: Desk, principal: Principal, number: str = HER_NUMBER) -> str:
    with pytest.raises(InvalidField) as fault:
        desk.accounts.as_person(principal, number)
    assert number not in str(fault.value)
    return fault.value.code


# ---------------------------------------------------------------- made


def test_the_first_administrator_is_made_once_with_a_secret_of_its_own(desk: Desk) -> None:
    made = desk.accounts.make_first()
    assert made
    assert (made.account.name, made.account.role) == (FIRST, AccountRole.SECURITY_ADMIN)
    assert (made.account.must_change, len(made.secret)) == (True, 32)
    assert desk.sign_in.by_password(FIRST, made.secret)
    assert desk.accounts.make_first() is None


@pytest.mark.parametrize(
    ("name", "role", "county", "firm", "field"),
    [
        ("", AccountRole.ADVISOR, "", "", "name"),
        (" \t", AccountRole.ADVISOR, "", "", "name"),
        ("长" * 65, AccountRole.ADVISOR, "", "", "name"),
        ("a\0b", AccountRole.ADVISOR, "", "", "name"),
        ("taken", AccountRole.ADVISOR, "", "", "name"),
        ("wang", AccountRole.WORKER, "", "", "role"),
        ("wang", AccountRole.ANYONE, "", "", "role"),
        ("wang", AccountRole.EMPLOYER, "", "", "firm"),
        ("wang", AccountRole.ADVISOR, "", "f1", "firm"),
        ("wang", AccountRole.EMPLOYER, "", "f\0", "firm"),
        ("wang", AccountRole.EMPLOYER, "", "城东 零工", "firm"),
        ("wang", AccountRole.PLATFORM, "", "a:b", "firm"),
        ("wang", AccountRole.ADVISOR, "999999", "", "county"),
        ("wang", AccountRole.ADVISOR, "371300", "", "county"),
        ("wang", AccountRole.SECURITY_ADMIN, "371311", "", "county"),
        ("wang", AccountRole.AUDIT_ADMIN, "371311", "", "county"),
    ],
)
def test_an_account_that_would_not_work_is_not_made(
    desk: Desk, name: str, role: AccountRole, county: str, firm: str, field: str
) -> None:
    desk.made("taken")
    with pytest.raises(InvalidField) as fault:
        desk.accounts.make(name, role, ADMIN, county, firm)
    assert fault.value.field == field
    assert len(desk.accounts.everybody()) == 1


def test_no_secret_is_kept_in_the_clear(desk: Desk) -> None:
    for role in (AccountRole.ADVISOR, AccountRole.PLATFORM):
        account, secret = desk.made(role.value, role)
        assert secret not in str(desk.accounts.get(account))


def test_nobody_disables_her_own_account_or_resets_a_workers(desk: Desk) -> None:
    account, _ = desk.made("admin2", AccountRole.SECURITY_ADMIN)
    own = desk.accounts.get(account).principal.actor
    with pytest.raises(InvalidField, match="自己的账号"):
        desk.accounts.disable(account, own)
    with pytest.raises(InvalidField, match="验证码"):
        desk.accounts.reset(who(desk).account, ADMIN)
    with pytest.raises(UnknownName):
        desk.accounts.reset("nobody", ADMIN)


def test_a_reset_lets_a_locked_and_disabled_account_in_by_the_new_secret_alone(desk: Desk) -> None:
    account, old = desk.made()
    for _ in range(5):
        with pytest.raises(SignInRefused):
            desk.sign_in.by_password("zhang", "wrong")
    desk.accounts.disable(account, ADMIN)
    new = desk.accounts.reset(account, ADMIN).secret
    with pytest.raises(SignInRefused):
        desk.sign_in.by_password("zhang", old)
    assert desk.sign_in.by_password("zhang", new).account.must_change


# ---------------------------------------------------------------- her own password


@pytest.mark.parametrize(
    ("old", "new", "field", "code"),
    [
        pytest.param("wrong", GOOD, "old", "wrong_password", id="the old one is wrong"),
        pytest.param(None, None, "new", "same_password", id="the same again"),
        pytest.param(None, "short", "new", "weak_password", id="too short"),
        pytest.param(None, "我是ZHANG，今天天气真不错", "new", "weak_password", id="with her name"),
    ],
)
def test_a_password_is_changed_by_whom_it_is_and_for_a_good_one(
    desk: Desk, old: str | None, new: str | None, field: str, code: str
) -> None:
    account, secret = desk.made()
    principal = desk.accounts.get(account).principal
    with pytest.raises(InvalidField) as fault:
        desk.accounts.change_password(principal, old or secret, new or secret)
    assert (fault.value.field, fault.value.code) == (field, code)
    assert desk.sign_in.by_password("zhang", secret)


def test_after_it_everybody_signs_in_anew_and_it_need_not_be_changed_again(desk: Desk) -> None:
    account, secret = desk.made()
    cookie = desk.sign_in.by_password("zhang", secret).cookie
    desk.accounts.change_password(desk.accounts.get(account).principal, secret, GOOD)
    assert desk.sign_in.carried(cookie) is None
    assert not desk.sign_in.by_password("zhang", GOOD).account.must_change


@pytest.mark.parametrize("role", [AccountRole.PLATFORM, AccountRole.WORKER])
def test_who_has_no_password_cannot_change_it(desk: Desk, role: AccountRole) -> None:
    principal = who(desk) if role is AccountRole.WORKER else None
    if principal is None:
        account, _ = desk.made("machine", role)
        principal = desk.accounts.get(account).principal
    with pytest.raises(InvalidField):
        desk.accounts.change_password(principal, "", GOOD)


# ---------------------------------------------------------------- whose account it is


def test_a_first_application_binds_and_a_second_number_does_not(desk: Desk) -> None:
    bound = desk.accounts.as_person(who(desk), HER_NUMBER)
    assert bound.person == HERSELF
    assert desk.accounts.as_person(bound, HER_NUMBER) == bound
    assert refused(desk, bound, claim_of(2).identity.number) == "other_person"
    assert who(desk).person == HERSELF


def test_staff_and_firms_stay_who_they_are(desk: Desk) -> None:
    account, _ = desk.made()
    staff = desk.accounts.get(account).principal
    assert desk.accounts.as_person(staff, HER_NUMBER) == staff


def test_whoever_knows_a_number_gets_nothing_of_its_owners_account(desk: Desk) -> None:
    desk.accounts.as_person(who(desk), HER_NUMBER)
    attacker = who(desk, OTHER_PHONE)
    assert refused(desk, attacker) == "known_person"
    assert who(desk, OTHER_PHONE).person == ""


def test_nor_of_her_registration(desk: Desk, store: Engine) -> None:
    one = Registration("r1", claim_of(), State.EXITED, Way.COMMITMENT)
    with writing(store) as connection:
        registrations.add(connection, KEYS, one, NOON)
    assert refused(desk, who(desk)) == "known_person"


def test_nor_of_her_profile(desk: Desk, store: Engine) -> None:
    with writing(store) as connection:
        workers.upsert(connection, [WorkerRecord(worker(id="W7"), person=HERSELF)], NOON)
    assert refused(desk, who(desk)) == "known_person"
    assert who(desk).worker == ""


def test_an_officer_who_saw_her_card_binds_and_the_other_account_loses_it(
    desk: Desk, store: Engine
) -> None:
    with writing(store) as connection:
        workers.upsert(connection, [WorkerRecord(worker(id="W7"), person=HERSELF)], NOON)
    attacker, herself = who(desk, OTHER_PHONE), who(desk)
    first = desk.accounts.bind(OTHER_PHONE, HERSELF, ADMIN)
    assert (first.account, first.person, first.worker) == (attacker.account, HERSELF, "W7")
    cookie = desk.worker(OTHER_PHONE) if desk.wait(minutes=2) is None else ""
    bound = desk.accounts.bind(PHONE, HERSELF, ADMIN)
    assert (bound.account, bound.person, bound.worker) == (herself.account, HERSELF, "W7")
    assert desk.sign_in.carried(cookie) is None
    lost = desk.accounts.get(attacker.account)
    assert (lost.person, lost.worker) == ("", "")
    with reading(store) as connection:
        kept = [(each.action, each.subject) for each in audit.records(connection)]
        assert HER_NUMBER not in str(list(audit.records(connection)))
    assert kept[-2:] == [("account.unbind", attacker.account), ("account.bind", herself.account)]


def test_a_telephone_that_never_signed_in_is_bound_to_nobody(desk: Desk) -> None:
    with pytest.raises(InvalidField, match="先登录一次"):
        desk.accounts.bind(PHONE, HERSELF, ADMIN)
