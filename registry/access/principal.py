"""Who uses the service, and whether a thing is within her reach."""

from dataclasses import dataclass
from typing import Final

from registry.access.account_role import ACTOR_ROLES, STAFF, AccountRole
from registry.access.permission import Scope
from registry.actor import Actor, Role

BESIDE: Final = "beside:"  # whoever is beside this member of staff


@dataclass(frozen=True, slots=True)
class Principal:
    """Who is signed in. county: a division code of six digits, "" for the whole city.

    firm: the source of its postings. worker: an id of the worker library; person: the blind index
    of her identity number; both "" until she has said who she is. must_change: her password was
    made for her, and she may do nothing but change it.
    """

    account: str
    role: AccountRole
    county: str = ""
    firm: str = ""
    worker: str = ""
    person: str = ""
    must_change: bool = False

    @property
    def actor(self) -> Actor:
        """As the audit chain names her."""
        return Actor(self.account, ACTOR_ROLES[self.role], self.county)

    @property
    def beside_person(self) -> Actor:
        """Herself; or, where staff type for the person in front, the person beside them."""
        if self.role not in STAFF:
            return self.actor
        return Actor(f"{BESIDE}{self.account}", Role.PERSON, self.county)


@dataclass(frozen=True, slots=True)
class Resource:
    """A thing that belongs to somebody; kind and id: how it is named where it is not found.

    worker, person: whose it is, "" for nobody's. counties: the divisions that deal with it.
    firm: the source whose it is. clients_of: accounts of the advisors who serve the worker.
    """

    kind: str
    id: str
    worker: str = ""
    person: str = ""
    counties: frozenset[str] = frozenset()
    firm: str = ""
    account: str = ""
    clients_of: frozenset[str] = frozenset()


NOBODY: Final = Principal("anyone", AccountRole.ANYONE)


def is_within(scope: Scope, principal: Principal, thing: Resource) -> bool:
    """Whether a thing is within a scope of a principal."""
    match scope:
        case Scope.PUBLIC:
            return True
        case Scope.CITY:
            return not principal.county
        case Scope.COUNTY:
            return not principal.county or principal.county in thing.counties
        case Scope.OWN_FIRM:
            return bool(principal.firm) and principal.firm == thing.firm
        case Scope.OWN_CLIENT:
            return principal.account in thing.clients_of
        case Scope.SELF:
            return (
                (bool(principal.worker) and principal.worker == thing.worker)
                or (bool(principal.person) and principal.person == thing.person)
                or principal.account == thing.account
            )
