"""Equipment that people must bring: what lending or renting it out adds."""

from typing import Final

from matcher.guidance.firm.advice import Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground

KIND: Final = Kind.EQUIPMENT


def trials(ground: Ground) -> Trials:
    """Each thing alone, then all of them."""
    asked = ground.posting.requirements.own_equipment
    if not asked:
        return Nothing(KIND, "none_asked")
    groups = [(name,) for name in asked] + ([asked] if len(asked) > 1 else [])
    return tuple(
        Trial(
            KIND,
            "lent",
            PostingChange(own_equipment=tuple(name for name in asked if name not in lent)),
            {"names": "、".join(lent)},
        )
        for lent in groups
    )
