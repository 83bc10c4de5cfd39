"""Tags: what matching took from a worker's words, which she may choose or delete (算法推荐 17)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import Any, Final, NamedTuple

from registry.errors import InvalidField
from registry.workers.worker import Worker


class TagKind(StrEnum):
    """Of what a tag speaks."""

    OCCUPATION = "occupation"
    SKILL = "skill"
    CERTIFICATE = "certificate"


FIELDS: Final = {
    TagKind.OCCUPATION: "occupations",
    TagKind.SKILL: "skills",
    TagKind.CERTIFICATE: "certificates",
}


class Tag(NamedTuple):
    """One tag; as text `occupation:4-10-08-01`."""

    kind: TagKind
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


def read_tag(text: str) -> Tag:
    """The tag of such a text; InvalidField if it is none."""
    kind, _, value = text.partition(":")
    if kind not in tuple(TagKind) or not value.strip():
        raise InvalidField(
            "tag", "tag_form", "标签应写成 occupation:代码、skill:技能 或 certificate:证件。"
        )
    return Tag(TagKind(kind), value.strip())


def tags_of(worker: Worker) -> tuple[Tag, ...]:
    """Every tag a worker bears."""
    return tuple(
        Tag(kind, value) for kind, field in FIELDS.items() for value in getattr(worker, field)
    )


def by_choice(worker: Worker, chosen: Mapping[str, bool]) -> Worker:
    """The worker less the tags she deleted (False), and with those she wants (True)."""
    for tag in tags_of(worker):
        if chosen.get(str(tag)) is False:
            worker = _with(
                worker, tag.kind, [one for one in _held(worker, tag) if one != tag.value]
            )
    for text, wanted in chosen.items():
        tag = read_tag(text)
        if wanted and tag.value not in _held(worker, tag):
            worker = _with(worker, tag.kind, [*_held(worker, tag), tag.value])
    return worker


def _held(worker: Worker, tag: Tag) -> tuple[str, ...]:
    held: tuple[str, ...] = getattr(worker, FIELDS[tag.kind])
    return held


def _with(worker: Worker, kind: TagKind, values: Iterable[str]) -> Worker:
    changed: dict[str, Any] = {FIELDS[kind]: tuple(values)}
    return replace(worker, **changed)
