"""Accounts of staff, firms and machines: made by the security administrator, no secret given."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace
from datetime import datetime
from secrets import token_hex, token_urlsafe
from typing import Any, Final

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError

from api.database import reading, writing
from api.feeds.values import check_source
from api.reference import Reference
from api.security.keys import Keys
from api.security.passwords import Passwords
from api.store import accounts, audit, registrations, workers
from api.store.accounts import Account
from api.store.workers import WorkerRecord
from registry.access.account_role import FIRMS, STAFF, AccountRole
from registry.access.principal import Principal
from registry.access.strong_password import require_strong
from registry.actor import THE_SYSTEM, Actor
from registry.errors import InvalidField, UnknownName
from registry.workers.phone import read_phone
from registry.workers.worker import Worker

NAME: Final = "name"
LONGEST_NAME: Final = 64
FIRST: Final = "admin"
OWN: Final = "own-"  # ids of profiles that began with an account
BY_NAME: Final = STAFF | FIRMS
BY_PASSWORD: Final = BY_NAME - {AccountRole.PLATFORM}
BY_COUNTY: Final = frozenset(
    {AccountRole.ADVISOR, AccountRole.REVIEWER, AccountRole.STATISTICIAN} | FIRMS
)


@dataclass(frozen=True, slots=True)
class Made:
    """A new account, and the secret that is shown this once."""

    account: Account
    secret: str


@dataclass(frozen=True, slots=True)
class AccountDesk:
    """The accounts of one installation."""

    engine: Engine
    keys: Keys
    reference: Reference
    passwords: Passwords
    clock: Callable[[], datetime]

    def make(
        self, name: str, role: AccountRole, actor: Actor, county: str = "", firm: str = ""
    ) -> Made:
        """An account with a secret of its own: a first password, or a machine's for good.

        InvalidField: the name is taken or empty, the role is none that signs in by name, a firm
        without the source of its postings, a county that is none.
        """
        self._require(name, role, county, firm)
        secret = token_urlsafe(24)
        one = Account(
            id=token_hex(16),
            role=role,
            name=name.strip(),
            county=county,
            firm=firm.strip(),
            **self._kept(role, secret),
        )
        try:
            with writing(self.engine) as connection:
                accounts.add(connection, one, actor.id, self.clock())
                self._note(connection, actor, "make", one, role=role.value)
        except IntegrityError as fault:
            raise InvalidField(NAME, "taken", "这个账号名已经有了：请换一个。") from fault
        return Made(one, secret)

    def make_first(self) -> Made | None:
        """The first security administrator, where there is none yet."""
        with reading(self.engine) as connection:
            if accounts.is_there(connection, AccountRole.SECURITY_ADMIN):
                return None
        return self.make(FIRST, AccountRole.SECURITY_ADMIN, THE_SYSTEM)

    def by_name(self, after: tuple[str | int, ...] | None, limit: int) -> tuple[Account, ...]:
        """At most `limit` accounts that sign in by name, in its order, after a name."""
        with reading(self.engine) as connection:
            return accounts.after_name(connection, str(after[0]) if after else "", limit)

    def everybody(self) -> tuple[Account, ...]:
        """All accounts that sign in by name."""
        with reading(self.engine) as connection:
            return accounts.everybody(connection)

    def get(self, account_id: str) -> Account:
        """The account of an id; UnknownName if there is none."""
        with reading(self.engine) as connection:
            found = accounts.get(connection, account_id)
        if found is None:
            raise UnknownName("账号", account_id)
        return found

    def names(self, ids: Collection[str]) -> dict[str, str]:
        """The names by which some accounts sign in, by id."""
        with reading(self.engine) as connection:
            return accounts.names_of(connection, ids)

    def reset(self, account_id: str, actor: Actor) -> Made:
        """A new secret in the place of a lost one; whoever is signed in is signed out.

        It lets a disabled or locked account in again. InvalidField for a worker's, who has none.
        """
        one = self.get(account_id)
        if one.role not in BY_NAME:
            raise InvalidField("id", "no_secret", "劳动者用手机验证码登录，没有密码可以重置。")
        secret = token_urlsafe(24)
        again = self._kept(one.role, secret) | {
            "is_enabled": True,
            "failures": 0,
            "locked_until": None,
        }
        with writing(self.engine) as connection:
            one = self._get(connection, account_id)
            accounts.change(connection, one.id, **again)
            accounts.end_sessions(connection, one.id)
            self._note(connection, actor, "reset", one)
        return Made(replace(one, **again), secret)

    def as_person(self, who: Principal, identity_number: str) -> Principal:
        """A worker's account bound to the person of a number, from her first application on.

        InvalidField: it is bound to somebody else, or the person has an account, a registration or
        a profile already: then only staff who have seen her identity card bind it (`bind`), or
        whoever knows a number would see what is kept of its owner. Staff are who they are.
        """
        person = self.keys.person(identity_number)
        if who.role is not AccountRole.WORKER or who.person == person:
            return who
        if who.person:
            raise InvalidField(
                "id_no",
                "other_person",
                "本账号已与另一个身份证号绑定：请核对号码；替别人办，请她用自己的手机号登录。",
            )
        with writing(self.engine) as connection:
            if self._is_known(connection, person):
                raise InvalidField(
                    "id_no",
                    "known_person",
                    "这个身份证号已有账号、登记或资料：请带身份证到窗口，由工作人员绑定本账号。",
                )
            return self._bind(connection, who.account, person, who.actor)

    def with_profile(self, who: Principal) -> Principal:
        """A worker's account with a profile of her own, an empty one where she had none."""
        if who.worker or who.role is not AccountRole.WORKER:
            return who
        with writing(self.engine) as connection:
            one = self._get(connection, who.account)
            if one.worker:
                return one.principal
            begun = WorkerRecord(Worker(f"{OWN}{one.id}"), person=one.person)
            accounts.change(connection, one.id, worker=begun.worker.id)
            self._note(connection, who.actor, "profile", one)
            workers.upsert(connection, [begun], self.clock())
            return replace(one, worker=begun.worker.id).principal

    def bind(self, phone: str, person: str, actor: Actor) -> Principal:
        """Bind a worker's account to a person whose identity card an officer has seen."""
        with writing(self.engine) as connection:
            mark = self.keys.mark(f"phone {read_phone(phone)}")
            one = accounts.by_phone(connection, mark, lock=True)
            if one is None:
                raise InvalidField(
                    "phone", "no_account", "这个手机号还没有登录过：请本人先登录一次。"
                )
            other = accounts.by_person(connection, person)
            if other is not None and other.id != one.id:
                accounts.change(connection, other.id, person="", worker="")
                accounts.end_sessions(connection, other.id)
                self._note(connection, actor, "unbind", other)
            return self._bind(connection, one.id, person, actor)

    def disable(self, account_id: str, actor: Actor) -> Account:
        """Nobody signs in by it any more, and whoever is signed in is signed out."""
        with writing(self.engine) as connection:
            one = self._get(connection, account_id)
            if one.id == actor.id:
                raise InvalidField(
                    "id", "own_account", "不能停用自己的账号：请由另一位管理员办理。"
                )
            accounts.change(connection, one.id, is_enabled=False)
            accounts.end_sessions(connection, one.id)
            self._note(connection, actor, "disable", one)
            return replace(one, is_enabled=False)

    def change_password(self, who: Principal, old: str, new: str) -> None:
        """One's own password; all other sessions end."""
        before = self.get(who.account)
        if before.role not in BY_PASSWORD or not self.passwords.matches(before.secret, old):
            raise InvalidField("old", "wrong_password", "原密码不对。")
        if new == old:
            raise InvalidField("new", "same_password", "新密码不能与原密码相同。")
        require_strong(new, before.name, "new")
        kept = self.passwords.hashed(new)
        with writing(self.engine) as connection:
            one = self._get(connection, who.account)
            if one.secret != before.secret:
                raise InvalidField("old", "wrong_password", "原密码不对。")
            accounts.change(connection, one.id, secret=kept, must_change=False)
            accounts.end_sessions(connection, one.id)
            self._note(connection, who.actor, "change_password", one)

    # ------------------------------------------------------------ parts

    def _require(self, name: str, role: AccountRole, county: str, firm: str) -> None:
        if not 0 < len(name.strip()) <= LONGEST_NAME or not name.isprintable():
            raise InvalidField(NAME, "length", f"账号名应有 1 到 {LONGEST_NAME} 个看得见的字符。")
        if role not in BY_NAME:
            raise InvalidField("role", "role", "这种账号不由管理员建立：劳动者用手机号登录。")
        if (role in FIRMS) != bool(firm.strip()) or not firm.isprintable():
            raise InvalidField("firm", "firm", "单位和平台账号须写明岗位来源，其他账号不写。")
        if role in FIRMS:  # else no posting that it sends could be taken
            check_source(firm.strip(), "firm", "firm", "它是岗位编号的前一段，请换一个，如 suji。")
        division = self.reference.gazetteer.get(county)
        if county and (division is None or (division.code, division.level) != (county, "county")):
            raise InvalidField("county", "unknown_place", "没有这个县区：请写县区现行的六位代码。")
        if county and role not in BY_COUNTY:
            raise InvalidField("county", "whole_city", "这种账号不分县区：县区请留空。")

    def _bind(
        self, connection: Connection, account_id: str, person: str, actor: Actor
    ) -> Principal:
        one = self._get(connection, account_id)
        profile = workers.of_person(connection, person) or one.worker
        accounts.change(connection, one.id, person=person, worker=profile)
        own = workers.get_record(connection, profile) if profile else None
        if own is not None and own.person != person:
            workers.upsert(connection, [replace(own, person=person)], self.clock())
        self._note(connection, actor, "bind", one)
        return replace(one, person=person, worker=profile).principal

    def _is_known(self, connection: Connection, person: str) -> bool:
        return bool(
            accounts.by_person(connection, person)
            or registrations.of_person(connection, person)
            or workers.of_person(connection, person)
        )

    def _kept(self, role: AccountRole, secret: str) -> dict[str, Any]:
        """What is kept of a new secret; a password has to be changed by whom it was made for."""
        if role in BY_PASSWORD:
            return {"secret": self.passwords.hashed(secret), "must_change": True}
        return {"secret": self.keys.mark(f"client {secret}"), "must_change": False}

    def _get(self, connection: Connection, account_id: str) -> Account:
        one = accounts.get(connection, account_id, lock=True)
        if one is None:
            raise UnknownName("账号", account_id)
        return one

    def _note(
        self, connection: Connection, actor: Actor, action: str, one: Account, **detail: Any
    ) -> None:
        audit.append(
            connection,
            self.keys.audit,
            actor,
            f"account.{action}",
            one.id,
            self.clock(),
            **detail,
        )
