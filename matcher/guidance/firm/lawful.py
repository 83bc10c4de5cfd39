"""What the law does not allow in a posting: it must go, and what the clean text adds."""

from typing import Final

from matcher.guidance.firm.advice import Ask, Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from registry.jobs.lint import HOLDING, LintFinding
from registry.jobs.posting import PostingState

KIND: Final = Kind.LAWFUL


def trials(ground: Ground) -> Trials:
    """The clean text, where words hold the posting back or would; a question where none can."""
    found = [each for each in ground.findings if each.action in HOLDING]
    if not found:
        return Nothing(KIND, "lawful")
    figures = {"quotes": "、".join(_quotes(found)), "reasons": "".join(_reasons(found))}
    clauses = tuple(dict.fromkeys(each.clause for each in found))
    if ground.clean is None:
        return Ask(KIND, "not_by_words", figures)
    held = ground.posting.state is PostingState.HELD
    said = "listed" if not held else "held_otherwise" if ground.held_otherwise else "held"
    change = PostingChange(words=ground.clean, published=held)
    return (Trial(KIND, said, change, figures, clauses, by_law=True),)


def _quotes(found: list[LintFinding]) -> tuple[str, ...]:
    """The words at fault, each once."""
    return tuple(dict.fromkeys(f"“{each.quote.strip()}”" for each in found))


def _reasons(found: list[LintFinding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.reason for each in found))
