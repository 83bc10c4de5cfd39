"""Certificates asked at entry that may lawfully be earned after it: what waiting adds."""

from typing import Final

from matcher.guidance.firm.advice import Ask, Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground

KIND: Final = Kind.CERTIFICATE
UNCLEAR: Final = "其他证书"  # a certificate that the posting does not name


def trials(ground: Ground) -> Trials:
    """Those that may come later, each alone and then all; what is unknown or needed stays."""
    asked = ground.posting.requirements.certificates
    later = [name for name in asked if name in ground.later]
    if not asked:
        return Nothing(KIND, "none_asked")
    if not later and UNCLEAR in asked:
        return Ask(KIND, "unclear")
    if not later:
        return Nothing(KIND, "needed", {"names": "、".join(asked)})
    groups = [(name,) for name in later] + ([tuple(later)] if len(later) > 1 else [])
    return tuple(_trial(ground, asked, group) for group in groups)


def _trial(ground: Ground, asked: tuple[str, ...], later: tuple[str, ...]) -> Trial:
    kept = tuple(name for name in asked if name not in later)
    told = {"names": "、".join(later), "within": ground.later[later[0]].within}
    clauses = tuple(dict.fromkeys(ground.later[name].source for name in later))
    return Trial(KIND, "later", PostingChange(certificates=kept), told, clauses)
