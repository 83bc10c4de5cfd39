"""After-controls as they are shown: what was drawn, what is asked, what came of it."""

from typing import Any, Final

from pydantic import TypeAdapter

from api.services.after_control import Closed, Round
from api.store.after_controls import KeptCheck
from registry.registration.after_control import TABLE, AfterControl

_CHECK: Final = TypeAdapter(AfterControl)


def round_json(one: Round) -> dict[str, Any]:
    """What a day's draw took and with which seed, and how many were asked or stayed silent."""
    drawn = {"day": one.draw.day.isoformat(), "seed": one.draw.seed}
    return drawn | {
        "counties": dict(one.draw.counties),
        "asked": one.asked,
        "silent": one.silent,
    }


def check_json(kept: KeptCheck) -> dict[str, Any]:
    """One after-control; whom it is about is known by the registration alone."""
    return {
        "check_id": kept.id,
        "registration_id": kept.check.registration,
        "state_name": TABLE.state_names[kept.check.state],
        **_CHECK.dump_python(kept.check, mode="json", exclude={"registration"}),
    }


def closed_json(closed: Closed) -> dict[str, Any]:
    """One that was closed, and the credit entry that came of it."""
    suspicion = closed.suspicion.id if closed.suspicion else None
    return check_json(closed.kept) | {"suspicion": suspicion}
