"""Tags: hers to choose and to delete, whatever is read of her words."""

import pytest

from registry.errors import InvalidField
from registry.workers.tags import by_choice, read_tag, tags_of
from registry.workers.worker import Worker

WORKER = Worker(
    "W1", skills=("保洁", "做饭"), occupations=("4-09-08-01",), certificates=("健康证",)
)


def test_a_worker_bears_a_tag_for_each_trade_skill_and_certificate() -> None:
    assert [str(tag) for tag in tags_of(WORKER)] == [
        "occupation:4-09-08-01", "skill:保洁", "skill:做饭", "certificate:健康证",
    ]  # fmt: skip


def test_what_is_deleted_goes_and_what_is_chosen_stays() -> None:
    chosen = {"skill:保洁": False, "occupation:4-09-08-01": False, "skill:收纳": True}
    after = by_choice(WORKER, chosen)
    assert (after.skills, after.occupations, after.certificates) == (
        ("做饭", "收纳"),
        (),
        ("健康证",),
    )
    assert by_choice(after, chosen) == after
    assert by_choice(WORKER, {}) == WORKER


@pytest.mark.parametrize("text", ["", "skill:", "trade:x", "保洁"])
def test_what_is_no_tag_is_refused(text: str) -> None:
    with pytest.raises(InvalidField, match="标签"):
        read_tag(text)
