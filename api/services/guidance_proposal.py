"""What is proposed to a worker: the plan as JSON, by a mark that tells one from another."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

from sqlalchemy import Engine

from api.clock import SHANGHAI
from api.database import reading
from api.guidance_texts import GuidanceTexts
from api.services.guide import GuideDesk
from api.services.guide_view import plan_json
from api.services.recommend import find_worker
from registry.actor import Actor
from registry.entitlements.entitlement import Answer
from registry.jobs.posting import Profile

# Of how it was made, not of what it says.
LEFT_ASIDE: Final = ("elapsed_ms",)


@dataclass(frozen=True, slots=True)
class Proposal:
    """text: of the plan, the same for the same plan. policies: that she may perhaps claim."""

    text: str
    policies: tuple[str, ...] = ()

    @property
    def plan(self) -> dict[str, Any]:
        """As JSON."""
        read: dict[str, Any] = json.loads(self.text)
        return read

    @property
    def mark(self) -> str:
        """By which it is known which one was shown."""
        return sha256(self.text.encode()).hexdigest()[:24]

    @property
    def kinds(self) -> tuple[str, ...]:
        """Of its strategies, in their order."""
        return tuple(self.titles)

    @property
    def titles(self) -> dict[str, str]:
        """Of its strategies by kind, in their order: what each is called, and says to her."""
        ways = self.plan["strategies"]
        return {each["kind"]: f"{each['title']}：{each['short']}" for each in ways}


def proposal_of(plan: Mapping[str, Any], policies: tuple[str, ...] = ()) -> Proposal:
    """The proposal of a plan."""
    kept = {name: value for name, value in plan.items() if name not in LEFT_ASIDE}
    return Proposal(json.dumps(kept, ensure_ascii=False, sort_keys=True), policies)


@dataclass(frozen=True, slots=True)
class Proposer:
    """Makes a worker's plan of today."""

    engine: Engine
    guide: GuideDesk
    texts: GuidanceTexts
    clock: Callable[[], datetime]

    def __call__(self, worker: str, actor: Actor) -> Proposal:
        """The proposal; that her entitlements were read for it is kept. IndexUnusable."""
        day = self.clock().astimezone(SHANGHAI).date()
        with reading(self.engine) as connection:
            one = find_worker(connection, worker)
        guided = self.guide.plan(one, day, Profile.PUBLIC, actor)
        likely = (
            each.policy.name
            for each in guided.ground.beside.entitlements
            if each.answer is Answer.LIKELY
        )
        return proposal_of(plan_json(guided, self.texts), tuple(likely))
