"""A credit record as it is shown: no name, no number, nothing by which another would know her."""

from typing import Any, Final

from pydantic import TypeAdapter

from api.services.credit_record import Act, OwnEntry, OwnRecord
from registry.registration.credit import TABLE as CREDIT
from registry.registration.credit_entry import STATE_NAMES, CreditEntry
from registry.registration.objection import TABLE as OBJECTION
from registry.registration.objection import Objection
from registry.registration.referral import TABLE as REFERRAL
from registry.registration.referral import Referral

ACT_NAMES: Final = {
    **{event.value: name for event, name in CREDIT.event_names.items()},
    **{f"referral.{event}": name for event, name in REFERRAL.event_names.items()},
    "referral.keep_back": "暂不移送",
    "read": "查阅",
    "object": "提出异议",
    "answer": "答复异议",
    "forget": "删除到期记录",
}
_ENTRY: Final = TypeAdapter(CreditEntry)
_OBJECTION: Final = TypeAdapter(Objection)
_REFERRAL: Final = TypeAdapter(Referral)


def record_json(record: OwnRecord) -> dict[str, Any]:
    """A person's own record."""
    return {
        "state": record.state.value,
        "state_name": STATE_NAMES[record.state],
        "path": record.path.value,
        "entries": [_entry_json(each) for each in record.entries],
        "acts": [_act_json(each) for each in record.acts],
        "how_to_object": record.how_to_object,
    }


def objection_json(objection: Objection) -> dict[str, Any]:
    """An objection, and its answer once there is one."""
    return {
        "state_name": OBJECTION.state_names[objection.state],
        **_OBJECTION.dump_python(objection, mode="json"),
    }


def referral_json(referral: Referral) -> dict[str, Any]:
    """A referral without the entry that it rests on."""
    return {
        "state_name": REFERRAL.state_names[referral.state],
        **_REFERRAL.dump_python(referral, mode="json", exclude={"entry"}),
    }


def act_name(act: Act) -> str:
    """What was done, in Chinese."""
    action = act.action.removeprefix("credit.")
    return ACT_NAMES.get(action, action)


def _entry_json(one: OwnEntry) -> dict[str, Any]:
    return {
        "entry_id": one.id,
        "registration_id": one.registration,
        "state_name": STATE_NAMES[one.entry.state],
        **_ENTRY.dump_python(one.entry, mode="json", exclude={"person"}),
        "objections": [objection_json(each) for each in one.objections],
        "referrals": [referral_json(each) for each in one.referrals],
    }


def _act_json(act: Act) -> dict[str, Any]:
    return {
        "at": act.at.isoformat(),
        "action": act.action,
        "action_name": act_name(act),
        "actor": act.actor,
        "office": act.office,
    }
