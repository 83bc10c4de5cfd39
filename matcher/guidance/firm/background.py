"""Education and years of experience that are asked: what asking for less adds, where law allows."""

from collections.abc import Iterator
from typing import Final

from matcher.guidance.firm.advice import Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from registry.workers.education import RANK

KIND: Final = Kind.BACKGROUND
# One level down is tried before none at all.
LOWER: Final = {"博士": "硕士", "硕士": "本科", "本科": "大专", "大专": "高中"}


def trials(ground: Ground) -> Trials:
    """Less education, fewer years, each as little less as can be first."""
    asked = ground.posting.requirements
    level, years = asked.education or "", asked.experience_years or 0.0
    if not RANK.get(level) and not years:
        return Nothing(KIND, "none_asked")
    found = (*_education(ground, level), *_experience(ground, years))
    return found or Nothing(KIND, "needed")


def _education(ground: Ground, level: str) -> Iterator[Trial]:
    if not RANK.get(level) or ground.needs("education"):
        return
    if level in LOWER:
        told = {"level": level, "to": LOWER[level]}
        yield Trial(KIND, "lower_education", PostingChange(education=LOWER[level]), told)
    yield Trial(KIND, "no_education", PostingChange(education=""), {"level": level})


def _experience(ground: Ground, years: float) -> Iterator[Trial]:
    if not years or ground.needs("experience"):
        return
    if years > 1:
        change = PostingChange(experience_years=1.0)
        yield Trial(KIND, "one_year", change, {"years": f"{years:g}"})
    yield Trial(KIND, "no_years", PostingChange(experience_years=0.0), {"years": f"{years:g}"})
