"""Fair share in lists: from the day after, what somebody wants goes behind what suits alike."""

from datetime import timedelta
from pathlib import Path

from api.database import reading
from api.services.recommend import find_worker
from registry.actor import Actor, Role
from registry.jobs.posting import Profile
from tests.api.small_town import row, settle
from tests.builders import DAY

ALIKE = [
    row(str(n), "办公楼保洁员", employer={"name": f"{name}物业"}) for n, name in enumerate("甲乙丙")
]


def test_what_somebody_wants_goes_behind_from_the_next_day_on(tmp_path: Path) -> None:
    here = settle(tmp_path, postings=ALIKE)

    def listed(days: int = 0) -> list[str]:
        with reading(here.engine) as connection:
            worker = find_worker(connection, "W1")
            found = here.recommender(connection).recommend(
                connection, worker, DAY + timedelta(days), Profile.PUBLIC, 10
            )
        return [item.posting.id for item in found.items]

    before = listed()
    assert len(before) == 3
    for posting in before[:2]:
        here.applications.want("W2", posting, Actor("acc-worker", Role.PERSON))
    assert listed() == before
    assert listed(1)[0] == before[2]
    assert set(listed(1)[1:]) == set(before[:2])
    here.close()
