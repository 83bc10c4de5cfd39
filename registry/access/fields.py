"""What of a person's record each role sees: in full, masked, or not at all."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final

from registry.access.account_role import AccountRole
from registry.workers.identity import mask

WORKER, ADVISOR, REVIEWER = AccountRole.WORKER, AccountRole.ADVISOR, AccountRole.REVIEWER
LAST: Final = 4  # digits of a telephone number that stay


class Show(StrEnum):
    """How much of a field is shown."""

    FULL = "full"
    MASKED = "masked"


FULL, MASKED = Show.FULL, Show.MASKED
Fields = Mapping[str, Show]
# What an advisor needs to know who she is, what she does, and where.
_DESK: Final[Fields] = dict.fromkeys(
    (
        *("name", "phone", "place_kind", "place", "category", "start_date", "work_content"),
        *("work_place", "work_address", "certificate", "sex", "occupation", "employment_type"),
    ),
    FULL,
)
# What only she and whoever decides need.
_MORE: Final[Fields] = dict.fromkeys(
    ("certificate_number", "engagements", "income", "urban", "situations", "stops_benefit"), FULL
)
# A field or a role that is not here is not shown.
CLAIM_FIELDS: Final[Mapping[AccountRole, Fields]] = MappingProxyType(
    {
        WORKER: {**_DESK, **_MORE, "id_no": MASKED},
        ADVISOR: {**_DESK, "id_no": MASKED},
        REVIEWER: {**_DESK, **_MORE, "id_no": FULL},
    }
)

# What a role sees that asks for it by itself, to hold it beside the card in front of it.
CARD_FIELDS: Final[Mapping[AccountRole, Fields]] = MappingProxyType(
    {ADVISOR: {"name": FULL, "id_no": FULL}}
)


def shown(
    record: Mapping[str, Any], role: AccountRole, table: Mapping[AccountRole, Fields]
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
        return mask(text)
    return "*" * max(len(text) - LAST, 0) + text[-LAST:]
