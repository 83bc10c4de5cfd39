"""What the law does not allow in a posting, or asks of it: what mending it adds."""

from typing import Final

from matcher.guidance.firm.advice import Ask, Kind, Nothing, Trial, Trials
from matcher.guidance.firm.change import PostingChange
from matcher.guidance.firm.ground import Ground
from registry.jobs.lint import HOLDING, LintFinding
from registry.jobs.posting import PostingState

KIND: Final = Kind.LAWFUL


def trials(ground: Ground) -> Trials:
    """The clean text and all else that holds it back mended; a question where no words help."""
    found = [each for each in ground.findings if each.action in HOLDING]
    held = ground.posting.state is PostingState.HELD
    if not found and not held:
        return Nothing(KIND, "lawful")
    if not found:
        return (Trial(KIND, "lacking", ground.mended, by_law=True),)
    figures = {"quotes": "、".join(_quotes(found)), "reasons": "".join(_reasons(found))}
    clauses = tuple(dict.fromkeys(each.clause for each in found))
    if ground.clean is None:
        return Ask(KIND, "not_by_words", figures)
    if not held:
        change = PostingChange(words=ground.clean)
        return (Trial(KIND, "listed", change, figures, clauses, by_law=True),)
    said = "held_otherwise" if ground.held_otherwise else "held"
    return (Trial(KIND, said, ground.mended, figures, clauses, by_law=True),)


def _quotes(found: list[LintFinding]) -> tuple[str, ...]:
    """The words at fault, each once."""
    return tuple(dict.fromkeys(f"“{each.quote.strip()}”" for each in found))


def _reasons(found: list[LintFinding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.reason for each in found))
