"""What waits for an officer, and a doubt that was settled, as they are shown."""

from collections.abc import Iterable
from typing import Any, Final

from api.store.doubts import Doubt
from api.store.reviews import Review, ReviewKind
from registry.registration.application import STATE_NAMES
from registry.registration.doubt import TABLE

KIND_NAMES: Final = {
    ReviewKind.APPLICATION: "核查申请",
    ReviewKind.OBJECTION: "答复异议",
    ReviewKind.DOUBT: "核查疑点",
}


def page_json(items: Iterable[Review], following: str | None) -> dict[str, Any]:
    """Some of the queue. following: the cursor of what comes behind."""
    return {"items": [_review_json(each) for each in items], "next": following}


def doubt_json(doubt: Doubt) -> dict[str, Any]:
    """A doubt as officers see it."""
    return {
        "registration_id": doubt.registration,
        "key": doubt.key,
        "code": doubt.code,
        "words": doubt.detail,
        "opened_at": doubt.opened_at.isoformat(),
        "state": doubt.state.value,
        "state_name": TABLE.state_names[doubt.state],
        "settled_by": doubt.settled_by,
        "reason": doubt.reason,
    }


def _review_json(one: Review) -> dict[str, Any]:
    return {
        "kind": one.kind.value,
        "kind_name": KIND_NAMES[one.kind],
        "registration_id": one.place.registration,
        "key": one.place.part if one.kind is ReviewKind.DOUBT else None,
        "since": one.place.since.isoformat(),
        "division": one.division,
        "state": one.state.value,
        "state_name": STATE_NAMES[one.state],
        "code": one.code,
        "words": one.words,
        "is_objection": one.is_objection,
        "not_by": one.not_by or None,
    }
