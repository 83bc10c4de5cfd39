"""What a kind of advice says of made people, with every placeholder of its texts filled in."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

import yaml

from api.settings import find_data_dir
from matcher.guidance.advice import Advice, Ask, Nothing, Outcome


@cache
def texts(kind: str) -> Mapping[str, Any]:
    """A kind's texts."""
    path = find_data_dir() / "guidance" / f"{kind}.yaml"
    found: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def said(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Each text of an outcome by its key, filled in; KeyError where a figure is not given."""
    of = texts(outcome.kind)
    if isinstance(outcome, Ask):
        yield f"whys.{outcome.why}", of["whys"][outcome.why].format(**outcome.figures)
    elif isinstance(outcome, Nothing):
        yield f"nothing.{outcome.said}", of["nothing"][outcome.said].format(**outcome.figures)
    else:
        for key in (outcome.said, *outcome.also):
            for reader in ("advisor", "worker"):
                words = of["texts"][key][reader].format(**outcome.figures)
                yield f"texts.{key}.{reader}", words
        for step in outcome.steps:
            yield f"steps.{step.text}", of["steps"][step.text].format(**step.figures)


def unsaid(kind: str, outcomes: Iterable[Outcome]) -> set[str]:
    """Texts of a kind that none of the outcomes says; what is said is whole Chinese sentences."""
    found = {key: words for outcome in outcomes for key, words in said(outcome)}
    assert not any("{" in words or "nan" in words for words in found.values()), found
    # A sentence after another may be for the advisor alone.
    assert all(words or key.endswith(".worker") for key, words in found.items()), found
    parts = ("steps", "whys", "nothing")
    known = {f"{part}.{key}" for part in parts for key in texts(kind).get(part, {})}
    for key, readers in texts(kind).get("texts", {}).items():
        known |= {f"texts.{key}.{reader}" for reader in readers}
    return known - found.keys()


def advice(outcomes: Iterable[Outcome]) -> list[Advice]:
    """The advice among outcomes."""
    return [each for each in outcomes if isinstance(each, Advice)]
