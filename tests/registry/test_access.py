"""Who may do what: the table, its scopes on both sides of their edges, fields, actors."""

from dataclasses import fields
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registry.access.account_role import ACCOUNT_ROLE_NAMES, ACTOR_ROLES, FIRMS, STAFF, AccountRole
from registry.access.action import Action
from registry.access.fields import CLAIM_FIELDS, Show, shown
from registry.access.permission import PERMISSIONS, Scope, scope_of
from registry.access.principal import BESIDE, NOBODY, Principal, Resource, is_within
from registry.actor import Role
from registry.registration.claim import Claim

WORKER = AccountRole.WORKER
HERS = Resource("登记编号", "r1", worker="W1", person="p1", counties=frozenset({"371311"}))
NOBODYS = Resource("登记编号", "r1")
NAMES = st.sampled_from(["", "a", "b", "371311", "371302"])
PRINCIPALS = st.builds(
    Principal,
    account=st.sampled_from(["a", "b"]),
    role=st.sampled_from(AccountRole),
    county=NAMES,
    firm=NAMES,
    worker=NAMES,
    person=NAMES,
)
THINGS = st.builds(
    Resource,
    kind=st.just("x"),
    id=st.just("1"),
    worker=NAMES,
    person=NAMES,
    counties=st.frozensets(NAMES.filter(bool), max_size=2),
    firm=NAMES,
    account=NAMES,
    clients_of=st.frozensets(NAMES.filter(bool), max_size=2),
)


def of(role: AccountRole = WORKER, **values: str) -> Principal:
    return Principal("a1", role, **values)


def test_every_action_stands_in_the_table_and_every_role_has_its_words() -> None:
    assert set(PERMISSIONS) == set(Action)
    assert set(ACCOUNT_ROLE_NAMES) == set(ACTOR_ROLES) == set(AccountRole)
    assert set(AccountRole) == STAFF | FIRMS | {WORKER, AccountRole.ANYONE}
    assert not STAFF & FIRMS


def test_nobody_may_do_what_the_table_does_not_say() -> None:
    for role in AccountRole:
        assert scope_of(role, cast("Action", "no_such_action")) is None


def test_who_is_not_signed_in_gets_what_is_public_and_nothing_else() -> None:
    allowed = {scope_of(AccountRole.ANYONE, action) for action in Action}
    assert allowed == {Scope.PUBLIC, None}
    assert not is_within(Scope.SELF, NOBODY, HERS)


def test_administrators_see_nobodys_registration_and_are_apart() -> None:
    """等保: system, security and audit administrators; none does the work of another."""
    admins = (AccountRole.SYSTEM_ADMIN, AccountRole.SECURITY_ADMIN, AccountRole.AUDIT_ADMIN)
    common = {Action.USE_OWN_ACCOUNT} | {
        action for action in Action if scope_of(AccountRole.ANYONE, action)
    }
    common |= {Action.SEE_PARAMETERS}  # which all staff may see
    own = [{action for action in Action if scope_of(role, action)} - common for role in admins]
    assert own == [{Action.SEE_SOURCES}, {Action.MANAGE_ACCOUNTS}, {Action.READ_AUDIT}]


def test_firms_reach_nothing_but_their_own_firms_things() -> None:
    for role in FIRMS:
        scopes = {scope_of(role, action) for action in Action}
        assert scopes <= {Scope.PUBLIC, Scope.SELF, Scope.OWN_FIRM, None}


@pytest.mark.parametrize(
    ("scope", "who", "thing", "expected"),
    [
        (Scope.SELF, of(person="p1"), HERS, True),
        (Scope.SELF, of(person="p2"), HERS, False),
        (Scope.SELF, of(worker="W1"), HERS, True),
        (Scope.SELF, of(worker="W2"), HERS, False),
        (Scope.SELF, of(), NOBODYS, False),
        (Scope.SELF, of(), Resource("账号", "a1", account="a1"), True),
        (Scope.SELF, of(), Resource("账号", "a2", account="a2"), False),
        (Scope.COUNTY, of(county="371311"), HERS, True),
        (Scope.COUNTY, of(county="371302"), HERS, False),
        (Scope.COUNTY, of(county="371311"), NOBODYS, False),
        (Scope.COUNTY, of(), HERS, True),
        (Scope.CITY, of(), HERS, True),
        (Scope.CITY, of(county="371311"), HERS, False),
        (Scope.OWN_FIRM, of(firm="f1"), Resource("岗位", "1", firm="f1"), True),
        (Scope.OWN_FIRM, of(firm="f1"), Resource("岗位", "1", firm="f2"), False),
        (Scope.OWN_FIRM, of(), NOBODYS, False),
        (Scope.OWN_CLIENT, of(), Resource("x", "1", clients_of=frozenset({"a1"})), True),
        (Scope.OWN_CLIENT, of(), Resource("x", "1", clients_of=frozenset({"a2"})), False),
        (Scope.PUBLIC, NOBODY, HERS, True),
    ],
)
def test_a_scope_ends_where_it_ends(
    scope: Scope, who: Principal, thing: Resource, expected: bool
) -> None:
    assert is_within(scope, who, thing) is expected


@given(PRINCIPALS, THINGS)
def test_own_things_are_those_that_name_her_and_never_by_a_name_that_is_missing(
    who: Principal, thing: Resource
) -> None:
    shared = {
        (kind, one)
        for kind, one in (
            ("worker", who.worker),
            ("person", who.person),
            ("account", who.account),
        )
        if one and one == getattr(thing, kind)
    }
    assert is_within(Scope.SELF, who, thing) == bool(shared)
    assert is_within(Scope.OWN_FIRM, who, thing) == bool(who.firm and who.firm == thing.firm)


@given(PRINCIPALS, THINGS)
def test_staff_of_a_county_never_reach_what_no_county_of_theirs_deals_with(
    who: Principal, thing: Resource
) -> None:
    if who.county and who.county not in thing.counties:
        assert not is_within(Scope.COUNTY, who, thing)
        assert not is_within(Scope.CITY, who, thing)


def test_whoever_types_at_a_desk_is_not_the_person_beside_her() -> None:
    staff, worker = of(AccountRole.ADVISOR, county="371311"), of()
    assert (staff.actor.id, staff.actor.role, staff.actor.office) == ("a1", Role.OFFICER, "371311")
    assert (staff.beside_person.id, staff.beside_person.role) == (f"{BESIDE}a1", Role.PERSON)
    assert worker.beside_person == worker.actor
    assert worker.actor.role is Role.PERSON
    assert of(AccountRole.PLATFORM).actor.role is Role.FIRM


CLAIM: dict[str, Any] = {
    "id_no": "371399199004010016",
    "name": "某人",
    "phone": "13800000000",
    "income": {"amount": 3000},
    "anything_new": "不该看到",
}


def test_a_role_sees_its_fields_and_a_new_field_nobody() -> None:
    assert shown(CLAIM, AccountRole.ADVISOR, CLAIM_FIELDS) == {
        "id_no": "371399************",
        "name": "某人",
        "phone": "13800000000",
    }
    assert shown(CLAIM, AccountRole.REVIEWER, CLAIM_FIELDS)["id_no"] == CLAIM["id_no"]
    for role in set(AccountRole) - {WORKER, AccountRole.ADVISOR, AccountRole.REVIEWER}:
        assert shown(CLAIM, role, CLAIM_FIELDS) == {}


def test_a_masked_telephone_keeps_its_last_four_digits() -> None:
    masks = {AccountRole.ADVISOR: {"phone": Show.MASKED}}
    assert shown(CLAIM, AccountRole.ADVISOR, masks) == {"phone": "*******0000"}


def test_every_field_of_a_claim_is_in_the_table_of_fields() -> None:
    known = {each.name for each in fields(Claim)} - {"identity"} | {"id_no"}
    assert set(CLAIM_FIELDS[AccountRole.REVIEWER]) == known
    assert set(CLAIM_FIELDS[WORKER]) == known
