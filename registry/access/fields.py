"""What of a person's record each role sees: in full, masked, or not at all."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from registry.access.account_role import AccountRole

WORKER, ADVISOR, REVIEWER = AccountRole.WORKER, AccountRole.ADVISOR, AccountRole.REVIEWER
AREA: Final = 6  # digits of an identity number that stay in front
LAST: Final = 4  # and behind, and of a telephone number


class Show(StrEnum):
    """How much of a field is shown."""

    FULL = "full"
    MASKED = "masked"


FULL, MASKED = Show.FULL, Show.MASKED
# A field or a role that is not here is not shown.
CLAIM_FIELDS: Final[Mapping[AccountRole, Mapping[str, Show]]] = MappingProxyType(
    {
        WORKER: {
            "name": FULL,
            "id_no": MASKED,
            "phone": FULL,
            "work_content": FULL,
            "work_address": FULL,
            "income": FULL,
            "certificate_number": FULL,
        },
        ADVISOR: {
            "name": FULL,
            "id_no": MASKED,
            "phone": FULL,
            "work_content": FULL,
            "work_address": FULL,
        },
        REVIEWER: {
            "name": FULL,
            "id_no": FULL,
            "phone": FULL,
            "work_content": FULL,
            "work_address": FULL,
            "income": FULL,
            "certificate_number": FULL,
        },
    }
)


def shown(
    record: Mapping[str, Any], role: AccountRole, table: Mapping[AccountRole, Mapping[str, Show]]
) -> dict[str, Any]:
    """What a role sees of a record: its fields of the table, masked where the table says so."""
    fields = table.get(role, {})
    return {
        name: value if fields[name] is FULL else masked(name, value)
        for name, value in record.items()
        if name in fields
    }


def masked(name: str, value: Any) -> str:
    """A value of which only enough is left to tell it from others."""
    text = str(value)
    if name == "id_no":
        return f"{text[:AREA]}{'*' * 8}{text[-LAST:]}"
    return "*" * max(len(text) - LAST, 0) + text[-LAST:]
