"""Who looked at a worker's data: firms and offices by day, from the audit chain; no person's name.

Where something new lets somebody see a worker's data, its audit action gets a line here.
"""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, Engine

from api.clock import SHANGHAI
from api.database import reading
from api.reference import Reference
from api.security.keys import Keys
from api.store import applications, audit, jobs, registrations
from api.store.people import person_of
from registry.actor import Role
from registry.audit import AuditRecord

# What is told of each action that shows somebody her data. `application.forward` shows nothing by
# itself, but from then on the firm may look.
LOOKS: Final = {
    "application.forward": "简历移送给这家单位",
    "application.open": "查看简历",
    "contact.revealed": "查看联系方式",
    "registration.reveal": "查看登记核查依据",
    "credit.read": "查看信用记录",
    "worker.found": "按身份证号或手机号查找",
    "talk.read": "查看谈话记录",
    "guidance.read": "查看职业指导记录",
    "entitlement.read": "查看可申请的政策",
}
# An office is named by its division; of those that have none, the office is the bureau.
OFFICE: Final = "公共就业服务机构"


class Look(NamedTuple):
    """One kind of look by one firm or office on one day. times: >= 1."""

    day: date
    who: str
    what: str
    times: int


@dataclass(frozen=True, slots=True)
class SeenBy:
    """The looks at workers' data in one installation."""

    engine: Engine
    keys: Keys
    reference: Reference

    def of_worker(self, worker: str) -> list[Look]:
        """Who looked at a worker's data, latest first; her own looks are left out."""
        with reading(self.engine) as connection:
            person = person_of(connection, worker)
            hers = [one.id for one in applications.of_worker(connection, self.keys, worker)]
            briefs = registrations.of_person(connection, person) if person else ()
            subjects = {worker, *hers, *(each.id for each in briefs), *([person] if person else [])}
            found = list(audit.of_subjects(connection, subjects, LOOKS))
            looks = Counter(
                (one.at.astimezone(SHANGHAI).date(), self._who(connection, one), LOOKS[one.action])
                for one in found
                if _detail(one).get("role") != Role.PERSON.value
            )
        return [
            Look(day, who, what, times)
            for (day, who, what), times in sorted(looks.items(), reverse=True)
        ]

    def _who(self, connection: Connection, one: AuditRecord) -> str:
        detail = _detail(one)
        firm, is_firm = detail.get("firm", ""), detail.get("role") != Role.OFFICER.value
        if firm and is_firm:
            return jobs.source_name(connection, firm) or str(firm)
        division = self.reference.gazetteer.get(one.office) if one.office else None
        return f"{division.name}{OFFICE}" if division else OFFICE


def _detail(one: AuditRecord) -> dict[str, Any]:
    found = json.loads(one.detail)
    return found if isinstance(found, dict) else {}
