"""The wording of a posting: what of it is unlawful or doubtful, and a clean text in its place."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from api.reference import Reference
from indexing.reading.fees import read_fees
from indexing.reading.restrictions import read_restrictions
from indexing.reading.rewrite import rewrite
from indexing.reading.spans import Prose, prose_of
from registry.jobs.lint import HOLDING, LintFinding, lint
from registry.jobs.passage import Passage
from registry.jobs.posting import Posting


@dataclass(frozen=True, slots=True)
class CleanText:
    """A posting's words with the unlawful ones taken out and the lawful ones kept."""

    title: str
    description: str
    tags: tuple[str, ...]
    welfare: tuple[str, ...]


def lint_posting(posting: Posting, reference: Reference) -> tuple[LintFinding, ...]:
    """Every passage that breaks a rule in force on the posting's first day, in order of the text.

    Without a first day the rules of today count. The spans are of `title`, `description`, tags and
    welfare, joined as `lint_prose` joins them.
    """
    return _lint(lint_prose(posting), posting, reference)


def lint_prose(posting: Posting) -> Prose:
    """What of a posting is linted, as one text."""
    return prose_of(
        {
            "title": posting.title,
            "description": posting.description,
            "tags": ",".join(posting.tags),
            "welfare": ",".join(posting.welfare),
        }
    )


def clean_text(posting: Posting, reference: Reference) -> CleanText | None:
    """The lawful text to offer; the posting's own words where nothing holds it back.

    None where a finding cannot be mended by taking words out (刷单), or no title is left.
    """
    holding = [each for each in lint_posting(posting, reference) if each.action in HOLDING]
    if any(not each.mendable for each in holding):
        return None
    clean = {part: _clean(part, posting, reference) for part in ("title", "description", "tags")}
    title = clean["title"](posting.title).strip() or posting.occupation_label
    tags = tuple(text for tag in posting.tags if (text := clean["tags"](tag)))
    welfare = tuple(text for tag in posting.welfare if (text := clean["tags"](tag)))
    description = clean["description"](posting.description)
    return CleanText(title, description, tags, welfare) if title else None


def offered_text(posting: Posting, reference: Reference) -> CleanText | None:
    """The text to offer to whoever sent a posting that its wording holds back, else None."""
    held = any(reference.lint_rules.named(code) for code in posting.holds)
    return clean_text(posting, reference) if held else None


def _clean(part: str, posting: Posting, reference: Reference) -> Callable[[str], str]:
    """What rewrites a field of a posting."""
    return partial(rewrite, find=partial(_to_cut, part, posting, reference))


def _to_cut(part: str, posting: Posting, reference: Reference, text: str) -> list[Passage]:
    found = _lint(prose_of({part: text}), posting, reference)
    return [each.passage for each in found if each.action in HOLDING]


def _lint(prose: Prose, posting: Posting, reference: Reference) -> tuple[LintFinding, ...]:
    passages = (
        *read_restrictions(prose, reference.restrictions),
        *read_fees(prose, reference.fees),
    )
    whole = "\n".join((posting.title, posting.description))
    return lint(passages, reference.lint_rules, whole, posting.occupation, posting.published_on)
